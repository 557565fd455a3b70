"""What writers of documents want to know besides the text."""

from collections.abc import Mapping

from teiproof.model.citation import citation
from teiproof.model.document import Document


def metadata(document: Document) -> Mapping[str, str]:
    """Title, authors and language of a document, by the names of pandoc's variables; nothing is empty.

    `title-meta`, not `title`, which would be printed above the text's own. Raises UnparsableError.
    """
    cited = citation(document)
    known = {
        "title-meta": cited.title,
        "author-meta": "; ".join(name.straight for name in cited.authors),
        "lang": cited.language,
    }
    return {name: value for name, value in known.items() if value}
