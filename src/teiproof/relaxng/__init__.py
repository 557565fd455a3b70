"""RELAX NG (ISO/IEC 19757-2): schemas, streaming validation, messages an encoder can act on.

    >>> from pathlib import Path
    >>> from teiproof.relaxng import Schema
    >>> schema = Schema.load(Path("schema/serge.rng"))

What is wrong with a document, a file or a binary stream, as `Diagnostic`s with their places:

    >>> article = Path("tei/the-end-of-henry-yagoda.xml")
    >>> list(schema.validate(article))
    []
    >>> broken = article.read_bytes().replace(b"</teiHeader>", b"<hedaer/></teiHeader>")
    >>> [found.code for found in schema.validate(broken)]
    ['relaxng.unknown-element']

What may stand at a place, given what comes before it, in Clark notation, what is required first:

    >>> before = b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><teiHeader>"
    >>> schema.expected(before).elements
    ('{http://www.tei-c.org/ns/1.0}fileDesc',)

Errors (`SchemaNotFoundError`, `IncorrectSchemaError`, `UnreadableFileError`) are under `TeiproofError`.
Compiled schemas are kept in the user's cache folder, unless `Schema.load(path, cache=False)` says otherwise.
"""

from teiproof.relaxng.schema import Schema

__all__ = ["Schema"]
