"""Pandoc's own notation in JSON, of which pandoc makes whatever it can write.

    pandoc FILE.pandoc.json -f json -o FILE.rtf

It needs no extra. --reading and --notes are those of the text export; with --notes end they become footnotes.
"""

from collections.abc import Iterator

from teiproof.exports import Made, Profile, file_name
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.prose import pandoc

MEDIA_TYPE = "application/json"
OPTIONS = ("reading", "notes")


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The text of a document, if it has one. Raises UnparsableError."""
    del edition
    made = pandoc.document(document, profile.reading, profile.notes)
    if made:
        yield file_name(document, ".pandoc.json"), made
