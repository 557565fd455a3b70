"""A document for LibreOffice and other word processors, with the notes at the foot of the page.

Headings, verse, lists, tables, quotations, emphasis, small capitals and links are kept, and every word; a ruby
gloss stands in parentheses after its base. Made by pandoc, which comes with the extra: pip install
"teiproof[pandoc]". --reading and --notes are those of the text export; with --notes end they become footnotes.
"""

from collections.abc import Iterator

from teiproof.exports import Made, Profile, file_name
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.prose import pandoc

MEDIA_TYPE = "application/vnd.oasis.opendocument.text"
OPTIONS = ("reading", "notes")
EXTRA = "pandoc"
NEEDS = ("pypandoc",)


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The text of a document, if it has one. Raises UnparsableError and TransformError."""
    del edition
    made = pandoc.converted(document, profile.reading, profile.notes, "odt")
    if made:
        yield file_name(document, ".odt"), made
