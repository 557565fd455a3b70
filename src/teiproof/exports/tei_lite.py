"""TEI Lite: each document within this smaller schema.

What TEI Lite does not have is replaced by what says nearly the same: names of persons by name with @type,
notes of stand-off markup by notes in their places, its lists by a note of the header, what one reading alone
has by choice; what is no text is dropped. NAME.changes.tsv lists what became of each kind of element and
attribute, how often, and where first. The text is as it was, in both readings; a document of which that could
not be true is refused, with the place and the reason.
"""

from collections.abc import Iterator

from teiproof.exports import Made, Profile, file_name
from teiproof.model.document import Document
from teiproof.model.edition import Edition

MEDIA_TYPE = "application/tei+xml"
OPTIONS = ("base",)


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The document within TEI Lite, and the list of changes if there are any.

    Raises UnparsableError, ReductionError.
    """
    from teiproof.conversion.reduced import reduced

    content, changes = reduced(document, edition, profile.base, "tei_lite")
    yield file_name(document, ".xml"), content
    if changes:
        yield file_name(document, ".changes.tsv"), changes.table()
