"""The words that a manual says itself, in a language of the interface (`teiproof.messages`)."""

from collections.abc import Mapping

from lxml import etree

from teiproof.messages import DEFAULT, languages, messages
from teiproof.names import XML_LANG
from teiproof.odd.documentation import Said, primary
from teiproof.odd.flattened import Flattened
from teiproof.odd.manual.elements import made
from teiproof.odd.markup import inherited


class Words:
    """Messages in the language of a page; what is described in another says so."""

    def __init__(self, language: str) -> None:
        """Raises UnknownNameError for a language in which there are no messages."""
        self.language = language
        self._messages: Mapping[str, str] = messages(language)

    def __call__(self, name: str, **values: object) -> str:
        """A message of the manual, the values put in."""
        return self._messages[f"manual-{name}"].format(**values)

    def shared(self, name: str) -> str:
        """A message of the site that a manual says, too."""
        return self._messages[name]

    def said(self, name: str, attributes: Mapping[str, str], text: Said) -> etree._Element:
        """An element of HTML with a description, and its language where that is not the one of the page."""
        return made(name, {**attributes, **self._other(text.language)}, text)

    def mark(self, element: etree._Element, node: etree._Element) -> None:
        """Say of an element of HTML in which language it is, where the node it is made of says so and that is
        not the one of the page."""
        for name, tag in self._other(inherited(node, XML_LANG)).items():
            element.set(name, tag)

    def _other(self, language: str) -> dict[str, str]:
        return {} if not language or primary(language) == self.language else {"lang": language}


def words_for(schema: Flattened) -> Words:
    """Words in the first language of a schema in which there are messages, or else in English."""
    wanted = (primary(tag) for tag in schema.languages)
    return Words(next((tag for tag in wanted if tag in languages()), DEFAULT))
