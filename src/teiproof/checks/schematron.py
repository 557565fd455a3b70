"""Applies the Schematron rules that stand in a document's RELAX NG schema, or in a .sch file which an
<?xml-model?> names, with schematypens="http://purl.oclc.org/dsdl/schematron" or none (its phase, if given, is
respected). --schema replaces both. Rules whose role is warning or nonfatal give warnings, those whose role is
info or information give remarks that never fail a run, all others errors.

Expressions are XPath 1.0 (queryBinding xslt, and .sch files that name none) or 3.1 (xslt2, xslt3, and embedded
rules that name none). Of XSLT there are current(), generate-id() and document(), which reads local files below
the folder of the document or of the schema; key() and functions written in XSLT are not. A rule that cannot be
evaluated makes the run fail and is named; the others are applied.

schematron.failed
    What a rule demands is not so, or what it reports is. The message is the rule's own, with its identifier.
    Correct the element, or change the rule if it does not fit your documents.

schematron.unevaluable
    A rule has no value for this element: an attribute is no number where the rule computes, several elements
    stand where it compares one. Correct what the rule looks at; if that is right, the rule must be made
    robust, for instance with castable as or [1].
"""

from collections.abc import Iterator
from contextlib import suppress
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from teiproof.diagnostics import Diagnostic
from teiproof.errors import SchemaNotFoundError, TeiproofError
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.schemas import is_schematron, locate, refuse_unknown_languages, relaxng_schemas
from teiproof.parsing.presence import is_file
from teiproof.schematron.rules import UnevaluableRuleError
from teiproof.schematron.sources import may_hold_rules

if TYPE_CHECKING:
    from teiproof.schematron.evaluation import Evaluator

_SHOWN = 5
_RELAXNG_SUFFIXES = (".rng", ".rnc")


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """What the rules of the schemas say."""
    faults: dict[str, None] = {}
    for path, phase in _schemas(document, edition):
        evaluator = _load(path, phase, path.stat().st_mtime_ns)
        if evaluator is None:
            if path.suffix.lower() not in _RELAXNG_SUFFIXES:
                raise UnevaluableRuleError(f"there is no rule in {path}. Name another schema.")
            continue
        folders = (_folder_of(document.path), _folder_of(path))
        yield from evaluator.findings(document, folders)
        faults.update(dict.fromkeys(evaluator.faults))
    if faults:
        raise UnevaluableRuleError(_sentence(tuple(faults)))


def prepare(edition: Edition) -> None:
    """Read the rules of the schema that was named, for several processes at once."""
    if edition.schema and is_file(edition.schema):
        with suppress(TeiproofError):  # to be said when a document is checked
            _load(edition.schema, "", edition.schema.stat().st_mtime_ns)


def _folder_of(path: Path) -> Path:
    """The folder in which a file really is."""
    return path.resolve().parent if path.is_symlink() else _resolved(path.parent)


@lru_cache(maxsize=1024)
def _resolved(folder: Path) -> Path:
    return folder.resolve()


def _schemas(document: Document, edition: Edition) -> dict[tuple[Path, str], None]:
    """The files with rules for a document, each with its phase. Raises SchemaNotFoundError."""
    if edition.schema:
        return dict.fromkeys((path, "") for path in relaxng_schemas(document, edition))
    refuse_unknown_languages(document)
    declared = [one for one in document.schema_associations if is_schematron(one)]
    found = {(locate(document, one, edition), one.phase): None for one in declared}
    try:
        embedding = relaxng_schemas(document, edition)
    except SchemaNotFoundError:
        if not found:
            raise
        embedding = ()  # that a RELAX NG schema is wanting is for its own check to say
    named = {path for path, _ in found}
    found.update({(path, ""): None for path in embedding if path not in named})
    return found


@lru_cache(maxsize=16)
def _load(path: Path, phase: str, modified: int) -> "Evaluator | None":
    """The rules in a file; None if there are none. A file that was changed (`modified`) is read again."""
    del modified
    if not may_hold_rules(path):
        return None
    from teiproof.schematron.evaluation import Evaluator
    from teiproof.schematron.reading import read_schema

    schema = read_schema(path, phase)
    return None if schema is None else Evaluator(schema)


def _sentence(faults: tuple[str, ...]) -> str:
    shown = " ".join(faults[:_SHOWN])
    more = f" There are {len(faults) - _SHOWN} more." if len(faults) > _SHOWN else ""
    return f"rules of the schema could not be evaluated: {shown}{more} Correct them; the others were applied."
