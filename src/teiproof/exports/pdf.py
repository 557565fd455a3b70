"""PDF: each text as pages of a book, tagged for those who listen, with the notes at the foot of the page.

The text stands on pages of A5, with its paragraphs numbered in the margin as on the site, running heads, and
bookmarks for its headings. After it come what was corrected, the entries of the register that the text
mentions, with the pages on which it does, and a colophon: source, rights, principles, how to cite. Letters are
those that the machine has of the families of the site; words are divided by the rules of their language.

It says to be a PDF/UA-1 (ISO 14289-1), and is as far as WeasyPrint writes one. Checked are: the language, the
title, the identification, that all content is tagged or an artifact, the order of links, descriptions of
images; not checked, for want of a free judge that can be installed, is all else. Known to be less than it could
be: a note is tagged as text at the foot of its page, not as Note, and a paragraph on two pages is two.

Nothing is fetched; an image is there if it lies below the document's folder. The same text makes the same bytes
on the same machine. What is left out of the reading is as in the format epub.

Made by WeasyPrint, which comes with the extra and needs Pango: pip install "teiproof[pdf]". A novel of 2 MB
takes half a minute and 600 MB of memory.

To change the pages, put a stylesheet print.xsl in a folder and name the folder with --xsl; teiproof export site
--help shows how such a stylesheet imports the one that it changes.
"""

from collections.abc import Iterator

from teiproof.books.paper import MEDIA_TYPE, pdf
from teiproof.books.unhandled import reporting
from teiproof.books.volume import volume
from teiproof.exports import Made, Profile, file_name
from teiproof.model.document import Document
from teiproof.model.edition import Edition

__all__ = ["EXTRA", "MEDIA_TYPE", "NEEDS", "OPTIONS", "export_document"]

OPTIONS = ("language", "strict", "stylesheets")
EXTRA = "pdf"
NEEDS = ("weasyprint",)


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The pages of a document, if it has a text.

    Raises UnparsableError, UnknownNameError for a language without messages, MissingExtraError without Pango,
    and TransformError, if `strict`, for a document with an element that has no rule.
    """
    report = reporting(document, profile.strict, profile.remark)
    made = volume(document, edition, "print", profile.language, profile.stylesheets, report, profile.remark)
    if made is not None:
        yield file_name(document, ".pdf"), pdf(made, str(document.path))
