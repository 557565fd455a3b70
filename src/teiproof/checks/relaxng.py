"""Validates each document against the RELAX NG schema that its <?xml-model?> names, or that --schema names.

relaxng.invalid
    An element, attribute or value is not what the schema allows at this place.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from lxml import etree

from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.errors import IncorrectSchemaError
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.schemas import relaxng_schemas


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """What the schemas do not allow."""
    for path in relaxng_schemas(document, edition):
        schema = _load(path)
        if not schema.validate(document.tree):
            for error in schema.error_log:
                place = Location(str(document.path), max(error.line, 1), max(error.column, 1))
                yield Diagnostic(place, Severity.ERROR, "relaxng.invalid", f"{error.message}.")


@lru_cache(maxsize=8)
def _load(path: Path) -> etree.RelaxNG:
    try:
        return etree.RelaxNG(etree.parse(path))
    except (etree.XMLSyntaxError, etree.RelaxNGParseError) as error:
        raise IncorrectSchemaError(f"{path} is not a correct RELAX NG schema: {error}.") from error
