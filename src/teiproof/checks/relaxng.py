"""Validates each document against the RELAX NG schemas that its <?xml-model?> instructions name, or that
--schema names. Its codes are explained with the engine, in `relaxng.explanation`.
"""

from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

from teiproof.diagnostics import Diagnostic
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.schemas import relaxng_schemas
from teiproof.relaxng import Schema


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """What the schemas do not allow."""
    for path in relaxng_schemas(document, edition):
        yield from _load(path, edition.caches_schemas).validate(document.source, str(document.path))


def prepare(edition: Edition) -> None:
    """Load the schema that was named, for several processes at once."""
    if edition.schema and edition.schema.is_file():
        _load(edition.schema, edition.caches_schemas)


@lru_cache(maxsize=16)
def _load(path: Path, cache: bool) -> Schema:
    return Schema.load(path, cache)
