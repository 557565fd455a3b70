"""Plain text in UTF-8: edited or diplomatic, with notes, lines, pages and speakers as you like.

A blank line stands between paragraphs, a line for each verse, list item, cast item and speech prefix, tabs
between the cells of a table row. Page and line beginnings leave no trace but a space. What ruby glosses stands
before the gloss, which is in parentheses: 東京(とうきょう).

--reading chooses the edited or the diplomatic text. --notes end puts the notes after the text, with numbers in
square brackets where they belong; inline puts each in square brackets at its place; none leaves them out.
--lines kept begins a line where the source does; --pages gives the numbers of its pages ([p. 3]); --hyphens
dropped takes away a hyphen before a break within a word (break="no"), which else stays as encoded. --speakers,
--verse and --tables say how plays, verses and tables look.

No word is left out but notes with --notes none, and speakers with --speakers none. What is not text in TEI is
not in it: the header, deletions, the alternatives not read, forme work in the edited reading.
"""

from collections.abc import Iterator

from teiproof.exports import Made, Profile, file_name
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.plaintext.layout import lay_out

MEDIA_TYPE = "text/plain"
OPTIONS = ("reading", "notes", "lines", "hyphens", "pages", "speakers", "verse", "tables")


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The text of a document, if it has one. Raises UnparsableError."""
    del edition
    reading = read(document, profile.reading)
    if reading.blocks:
        yield file_name(document, ".txt"), lay_out(reading, profile.layout).text.encode()
