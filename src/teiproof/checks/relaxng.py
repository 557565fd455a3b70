"""Validates each document against the RELAX NG schemas that its <?xml-model?> instructions name, or that
--schema names. Its codes are explained with the engine, in `relaxng.explanation`.

Where the schema does not know xi:include, what a document includes (XInclude) is judged in its place, as after
xmllint --xinclude, and each finding is at its place in its own file. Where the schema knows xi:include, the
document is judged as it stands, and the files that it includes by the schemas which they name.

IDs and references to them (ID, IDREF, IDREFS) are looked at as the specification of DTD compatibility wants it:
what is an ID must not depend on more than the names of element and attribute, or the schema is refused, as by
jing. With --no-ids such a schema can be used, and they are names like others.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from teiproof.diagnostics import Diagnostic
from teiproof.errors import IdTypesError
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.schemas import relaxng_schemas
from teiproof.parsing.presence import is_file
from teiproof.relaxng import Schema


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """What the schemas do not allow."""
    for path in relaxng_schemas(document, edition):
        schema = _load(path, edition.caches_schemas, edition.has_ids)
        yield from schema.validate(document.source, str(document.path), document.folder)


def prepare(edition: Edition) -> None:
    """Load the schema that was named, for several processes at once."""
    if edition.schema and is_file(edition.schema):
        _load(edition.schema, edition.caches_schemas, edition.has_ids)


@lru_cache(maxsize=16)
def _load(path: Path, cache: bool, has_ids: bool) -> Schema:
    try:
        return Schema.load(path, cache, has_ids=has_ids)
    except IdTypesError as error:
        raise IdTypesError(f"{error} To use it without a look at IDs, say --no-ids.") from None
