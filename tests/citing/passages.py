"""What a passage says: the words in its wrapper, and the words that the document has there."""

from pathlib import Path

from lxml import etree

from teiproof.citing.passages import WRAPPER
from teiproof.model.document import Document
from teiproof.model.reading import read


def words_in(content: bytes) -> list[str]:
    """The words of a passage that was given as a document: those in its wrapper."""
    document = Document(Path("passage.xml"), content)
    wrappers = list(document.root.iter(WRAPPER))
    assert len(wrappers) == 1
    wrapper = wrappers[0]
    parent = wrapper.getparent()
    assert parent is not None
    assert not (wrapper.tail or "").strip()
    parent[parent.index(wrapper) : parent.index(wrapper) + 1] = list(wrapper)
    return list(read(document).words())


def words_by_element(document: Document) -> dict[etree._Element, list[str]]:
    """The words of the text by every element in which they begin."""
    found: dict[etree._Element, list[str]] = {}
    for token in read(document).tokens():
        element = token.node.getparent() if token.is_tail else token.node
        while element is not None:
            found.setdefault(element, []).append(token.text)
            element = element.getparent()
    return found
