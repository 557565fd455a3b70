"""The grammar of what a user names (a schema in RELAX NG, or an ODD, which is compiled first), and which
documents break when one takes the place of another."""

from collections.abc import Iterable, Iterator
from pathlib import Path

from teiproof.diagnostics import Diagnostic
from teiproof.names import tei
from teiproof.odd import compiling
from teiproof.odd.declarations import schema_spec
from teiproof.odd.documents import open_document
from teiproof.odd.markup import children
from teiproof.odd.writers import rng
from teiproof.relaxng.schema import Schema

Included = tuple[Path, Path]
"""A document, and the folder from which it may include others (XInclude)."""

_RELAXNG = (".rng", ".rnc")
_REFERENCES = tuple(
    tei(name) for name in ("moduleRef", "specGrpRef", "elementRef", "classRef", "macroRef", "dataRef")
)


def grammar(path: Path, source: Path | None, folder: Path) -> Path:
    """A schema in RELAX NG: the file itself, or one made in a folder from the ODD that it is.

    A compiled ODD needs no source. Raises OddError, SourceNotFoundError, UnreadableFileError, UnparsableError.
    """
    if path.suffix.lower() in _RELAXNG:
        return path
    spec = schema_spec(open_document(path), None)
    is_whole = not any(child.tag in _REFERENCES for child in children(spec))
    made = folder / f"{path.stem}.rng"
    schema = compiling.flattened(path, path if is_whole else source)
    made.write_bytes(compiling.written(schema, rng))
    return made


def breaking(old: Path, new: Path, documents: Iterable[Included]) -> Iterator[Diagnostic]:
    """For each document that is valid by the old grammar and not by the new one: the first finding.

    Raises IncorrectSchemaError, UnreadableFileError.
    """
    before, after = (Schema.load(path, cache=False) for path in (old, new))
    for document in documents:
        if _first(before, document) is None:
            found = _first(after, document)
            if found is not None:
                yield found


def not_valid(schema: Path, documents: Iterable[Included]) -> Iterator[Diagnostic]:
    """For each document that is not valid by a grammar: the first finding.

    Raises IncorrectSchemaError, UnreadableFileError.
    """
    grammar = Schema.load(schema, cache=False)
    for document in documents:
        found = _first(grammar, document)
        if found is not None:
            yield found


def _first(grammar: Schema, document: Included) -> Diagnostic | None:
    path, folder = document
    return next(iter(grammar.validate(path, str(path), folder)), None)
