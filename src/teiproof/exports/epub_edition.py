"""EPUB of the whole edition: all texts in one e-book, each with its title page and notes, and one register.

After the title of the edition come the contents, text by text and section by section; then each text as in
`teiproof export epub`, with its notes, corrections and colophon; a link from one text to another leads there.
At the end are those entries of the register that any text mentions, with links there and back, which say in
which text. A teiCorpus is one text for this, as it is for epub. Of a single text there is no such book.

The book is called what its series is called, or its author, or the edition; it says whose rights are in it and
when one of its texts was changed last. Its identifier is made of those of the texts.

To change the pages, put a stylesheet epub.xsl in a folder and name the folder with --xsl; teiproof export site
--help shows how such a stylesheet imports the one that it changes.
"""

from collections.abc import Iterator
from pathlib import PurePosixPath

from teiproof.books.collection import collection
from teiproof.books.ebook import MEDIA_TYPE, epub
from teiproof.books.parts import Manner
from teiproof.books.unhandled import reporting
from teiproof.exports import Made, Profile
from teiproof.model.edition import Edition
from teiproof.pages.plan import Text

__all__ = ["MEDIA_TYPE", "OPTIONS", "export"]

OPTIONS = ("language", "strict", "stylesheets")


def export(edition: Edition, profile: Profile) -> Iterator[Made]:
    """The book of an edition, if it has several texts.

    Raises UnparsableError, UnknownNameError for a language without messages, and TransformError, if `strict`,
    for a document with an element that has no rule.
    """

    def report(text: Text, names: tuple[str, ...]) -> None:
        reporting(text.document, profile.strict, profile.remark)(names)

    made = collection(edition, Manner("epub", profile.stylesheets, report, profile.remark), profile.language)
    if made is not None:
        yield PurePosixPath("edition.epub"), epub(made)
