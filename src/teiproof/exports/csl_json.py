"""CSL-JSON, for Zotero, pandoc and citation processors: each text, and what its bibliography describes.

The first entry is the text itself, as its header describes it, with the first printing if that is named. Then
come the works that bibl, biblStruct and biblFull describe anywhere in the document, each once. A description
that is no more than a sentence becomes a title. What is not said is left out.
"""

from collections.abc import Iterator

from teiproof.exports import Made, Profile, file_name
from teiproof.model.bibliography import references
from teiproof.model.csl import csl_json
from teiproof.model.document import Document
from teiproof.model.edition import Edition

MEDIA_TYPE = "application/vnd.citationstyles.csl+json"


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The references of a document, if it has any. Raises UnparsableError."""
    del edition, profile
    found = references(document)
    if found:
        yield file_name(document, ".json"), csl_json(found).encode()
