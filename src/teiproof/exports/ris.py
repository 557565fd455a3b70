"""RIS, for reference managers: each text, and what its bibliography describes.

The first entry is the text itself, as its header describes it, with the first printing if that is named. Then
come the works that bibl, biblStruct and biblFull describe anywhere in the document, each once. A description
that is no more than a sentence becomes a title. What is not said is left out.
"""

from collections.abc import Iterator

from teiproof.exports import Made, Profile, file_name
from teiproof.model.bibliography import references
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.ris import ris

MEDIA_TYPE = "application/x-research-info-systems"


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The references of a document, if it has any. Raises UnparsableError."""
    del edition, profile
    found = references(document)
    if found:
        yield file_name(document, ".ris"), "".join(map(ris, found.values())).encode()
