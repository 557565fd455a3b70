"""The library's door: load a schema, judge documents, ask what may stand at a place."""

import gc
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from teiproof.diagnostics import Diagnostic
from teiproof.errors import IncorrectSchemaError
from teiproof.relaxng import cache as disk
from teiproof.relaxng.automaton import Automaton
from teiproof.relaxng.factory import Patterns
from teiproof.relaxng.sources import Resolver, Sources

if TYPE_CHECKING:
    from teiproof.relaxng.completion import Expected
    from teiproof.relaxng.guidance import Guide
    from teiproof.relaxng.recovery import Recovery


_TOO_DEEP = "{}: the definitions of the schema are nested too deeply."


class Schema:
    """A RELAX NG schema that is correct; its definitions are compiled when a document first needs them."""

    def __init__(self, path: Path, compiled: disk.Entry) -> None:
        self._path = path
        patterns = Patterns(compiled.definitions)
        self._needs_context = compiled.needs_context
        # Under the empty key stands the start, see `grammar.START`.
        self._automaton = Automaton(patterns, patterns.definition(""), compiled.id_types)
        self._definitions = compiled.definitions
        self._known_recovery: Recovery | None = None

    @classmethod
    def load(
        cls, path: Path, cache: bool = True, resolver: Resolver | None = None, has_ids: bool = True
    ) -> "Schema":
        """The schema in a file, in XML or in compact syntax (`.rnc`).

        With `cache` it is taken from the user's cache folder if it is there, and kept there if not. A
        `resolver` finds local files for addresses that the schema refers to. Without `has_ids` its ID, IDREF
        and IDREFS are names like others (jing -i).

        Raises SchemaNotFoundError, and IncorrectSchemaError with the place and the section of the
        specification; IdTypesError if it is correct without IDs.
        """
        with _collector_resting():
            try:
                compiled = disk.load(path, resolver is not None, has_ids) if cache else None
                if compiled is None:
                    sources = Sources(resolver)
                    compiled = _compile(path, sources, has_ids)
                    if cache and (resolver is None or len(sources.contents) == 1):
                        disk.store(path, sources, compiled, has_ids)
                return cls(path, compiled)
            except RecursionError:
                raise IncorrectSchemaError(_TOO_DEEP.format(path)) from None

    def validate(
        self, source: Path | bytes | BinaryIO, name: str = "", folder: Path | None = None
    ) -> Iterator[Diagnostic]:
        """What is wrong with a document: a file, its bytes, or a binary stream, read in one pass.

        `name` is the path that diagnostics show, that of the file if there is no other. If the document is not
        well-formed, the last one says why.
        What it includes (XInclude) from an edition's `folder`, if one is given, is judged in its place, unless
        the schema knows xi:include: then the source must be one that can be read again.
        Raises UnreadableFileError, and IncorrectSchemaError if definitions turn out to be nested too deeply.
        """
        from teiproof.relaxng.judging import validate

        if not name:
            name = str(source) if isinstance(source, Path) else "-"
        try:
            found = validate(self._automaton, self._recovery, self._needs_context, source, name, folder)
        except RecursionError:
            raise IncorrectSchemaError(_TOO_DEEP.format(self._path)) from None
        yield from found

    def expected(self, before: bytes) -> "Expected":
        """What may stand at a place in a document, given all that comes before it: names, text, the end tag."""
        from teiproof.relaxng.completion import expected

        return expected(self._automaton, self._recovery, self._needs_context, before)

    def guide(self) -> "Guide":
        """What may stand where, for those who build a document."""
        from teiproof.relaxng.guidance import Guide

        return Guide(self._automaton, self._needs_context, self._recovery().vocabulary.elements)

    def _recovery(self) -> "Recovery":
        """What the schema can tell about mistakes; made when the first one is found."""
        if self._known_recovery is None:
            from teiproof.relaxng.recovery import Recovery

            self._known_recovery = Recovery(self._automaton, self._definitions)
        return self._known_recovery


@contextmanager
def _collector_resting() -> Iterator[None]:
    """Let the garbage collector rest while a hundred thousand small records are made, none of which is
    garbage; then count them as old, so that it does not visit them all at once."""
    if not gc.isenabled():
        yield
        return
    gc.disable()
    try:
        yield
    finally:
        if not gc.get_freeze_count():
            gc.freeze()
            gc.unfreeze()
        gc.enable()


def _compile(path: Path, sources: Sources, has_ids: bool) -> disk.Entry:
    from teiproof.relaxng import restrictions
    from teiproof.relaxng.reading import read
    from teiproof.relaxng.simplification import simplify

    form = simplify(read(sources, path), path)
    if not has_ids:
        form = form._replace(id_datatypes={})
    return disk.Entry(form.definitions, restrictions.check(form, sources), form.needs_context)
