"""Web pages: one self-contained HTML5 page for each document, with nothing to load and nothing that runs.

A page has real headings, the numbers of paragraphs as links to cite them by, names linked to the register
(a pointer to a TEI file beside the document is a link to the page made from it), notes at the end with links
there and back, corrections with what the source has, the edition's principles and rights from the header, and
metadata that Zotero reads. It is made for screens of any size, light and dark, and for paper.

The pages are made by XSLT 1.0 stylesheets, which other processors can run as well:

    xsltproc .../teiproof/xsl/html.xsl document.xml > page.html

and which another stylesheet can import in order to change a few templates (see xsl/html.xsl). A document with
an element that the stylesheets do not know is refused, so that nothing is lost unseen.
"""

from collections.abc import Iterator

from lxml import etree

from teiproof.errors import TransformError
from teiproof.exports import Made, Profile, file_name
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.names import tei
from teiproof.transform import transform

MEDIA_TYPE = "text/html"


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The page of a document, in UTF-8.

    Raises UnparsableError, and TransformError for a document with an element that has no rule.
    """
    del edition, profile  # A page shows both readings, and its notes stand at the end.
    result = transform(document.tree, "html")
    if result.unhandled:
        raise TransformError(_refusal(document, result.unhandled))
    yield file_name(document, ".html"), result.content


def _refusal(document: Document, names: tuple[str, ...]) -> str:
    """One sentence on the elements without a rule, with the place of the first, and what to do."""
    first = names[0] if names[0].startswith("{") else tei(names[0])
    element = document.root if document.root.tag == first else document.root.find(f".//{first}")
    place = document.location(element) if isinstance(element, etree._Element) else document.path
    listed = ", ".join(f"<{name.removeprefix('{}')}>" for name in names)
    return (
        f"{place}: the stylesheet has no rule for {listed}. Correct the name, or its namespace, to one of "
        "TEI P5; or write a rule for it in a stylesheet of your own that imports xsl/html.xsl."
    )
