"""Grammars in RELAX NG that an ODD takes in whole (moduleRef/@url; Guidelines, 23.8).

The definitions are copied, those of included grammars too; a prefix keeps their names apart from those of the
schema. What the moduleRef defines in its content takes the place of a definition of the same name.
"""

from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from teiproof.errors import UnreadableFileError
from teiproof.names import tei
from teiproof.odd.declarations import External, local_file
from teiproof.odd.documents import open_document
from teiproof.odd.markup import RELAXNG, children, inherited
from teiproof.odd.patterns import Pattern, reference
from teiproof.odd.problems import refusal
from teiproof.odd.relaxng_copying import copied

_GRAMMAR, _DEFINE, _START, _DIV, _INCLUDE = (
    f"{{{RELAXNG}}}{name}" for name in ("grammar", "define", "start", "div", "include")
)


def external_definitions(external: External) -> list[Pattern]:
    """The definitions of a grammar, their names prefixed.

    Raises OddError if the file is not there or is no grammar, or for what reaches outside of it.
    """
    found = list(_Grammar(external).definitions())
    content = external.node.find(tei("content"))
    own = [] if content is None else [copied(node, _as_it_is) for node in _replacing(content)]
    names = {each.attributes["name"] for each in own if "combine" not in each.attributes}
    return [each for each in found if each.attributes["name"] not in names] + own


def _replacing(content: etree._Element) -> list[etree._Element]:
    """The definitions in the content of a moduleRef, `div` dissolved."""
    found: list[etree._Element] = []
    for node in children(content):
        if node.tag == _DIV:
            found += _replacing(node)
        elif node.tag == _DEFINE and node.get("name"):
            found.append(node)
        else:
            raise refusal(
                node, "in the content of a moduleRef only <define> of RELAX NG, with a name, has a meaning."
            )
    return found


def _as_it_is(node: etree._Element) -> Pattern:
    return reference(node.get("name", "").strip())


class _Grammar:
    def __init__(self, external: External) -> None:
        self._external = external

    def definitions(self) -> Iterator[Pattern]:
        root = self._open(self._external.path, self._external.node, "url")
        for node in self._components(root, (self._external.path.resolve(),)):
            made = copied(node, self._prefixed)
            made.attributes = {
                "name": self._external.prefix + node.get("name", "").strip(),
                "ns": inherited(node, "ns"),
                "datatypeLibrary": inherited(node, "datatypeLibrary"),
                **{key: value for key, value in made.attributes.items() if key == "combine"},
            }
            yield made

    def _prefixed(self, node: etree._Element) -> Pattern:
        return reference(self._external.prefix + node.get("name", "").strip())

    def _open(self, path: Path, node: etree._Element, attribute: str) -> etree._Element:
        try:
            root = open_document(path).getroot()
        except UnreadableFileError as error:
            raise refusal(node, f"{error} Correct the address.", attribute) from None
        if root.tag != _GRAMMAR:
            raise refusal(root, "a module that is taken in must be a <grammar> of RELAX NG in XML syntax.")
        return root

    def _components(self, group: etree._Element, opened: tuple[Path, ...]) -> list[etree._Element]:
        """The definitions in a grammar, `div` and `include` dissolved; its start is of no use here."""
        found: list[etree._Element] = []
        for node in children(group):
            if node.tag == _DEFINE:
                found.append(node)
            elif node.tag == _DIV:
                found += self._components(node, opened)
            elif node.tag == _INCLUDE:
                found += self._included(node, opened)
        return found

    def _included(self, node: etree._Element, opened: tuple[Path, ...]) -> list[etree._Element]:
        path = local_file(node.get("href", ""), node, "href").resolve()
        if path in opened:
            raise refusal(node, f"{path} includes itself. Take this away.", "href")
        replacing = self._components(node, opened)
        names = {each.get("name", "").strip() for each in replacing}
        included = self._components(self._open(path, node, "href"), (*opened, path))
        return [each for each in included if each.get("name", "").strip() not in names] + replacing
