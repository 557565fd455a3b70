"""EPUB: each text as an e-book for reading systems of any size, accessible, with notes that pop up.

A book has a cover made of author and title, a title page, the text in files of a sensible size, the notes (from
each of which a link leads back), what was corrected, those entries of the register that the text mentions, with
links there and back, and a colophon with source, rights and principles. Its navigation has the headings, and
the pages of the source where the text marks them. Headings, verse, speeches, letters and pages are said to be
such for those who listen. Colours and letters are those of the reading system.

The text is read as it is edited: what a correction or normalisation replaces is left out of it (corrections
are listed after the text); deletions and the other readings of an app are there. Images are taken in if they
are JPEG, PNG or GIF files below the document's folder; of others, and of what is on the web, the description
is there.

What is told of a book comes from the header: it is identified by its DOI or address there, else by a UUID; it
was changed on the last day that revisionDesc names. The same text makes the same bytes.

To change the pages, put a stylesheet epub.xsl in a folder and name the folder with --xsl; teiproof export site
--help shows how such a stylesheet imports the one that it changes.
"""

from collections.abc import Iterator

from teiproof.books.ebook import MEDIA_TYPE, epub
from teiproof.books.unhandled import reporting
from teiproof.books.volume import volume
from teiproof.exports import Made, Profile, file_name
from teiproof.model.document import Document
from teiproof.model.edition import Edition

__all__ = ["MEDIA_TYPE", "OPTIONS", "export_document"]

OPTIONS = ("language", "strict", "stylesheets")


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The book of a document, if it has a text.

    Raises UnparsableError, UnknownNameError for a language without messages, and TransformError, if `strict`,
    for a document with an element that has no rule.
    """
    report = reporting(document, profile.strict, profile.remark)
    made = volume(document, edition, "epub", profile.language, profile.stylesheets, report, profile.remark)
    if made is not None:
        yield file_name(document, ".epub"), epub(made)
