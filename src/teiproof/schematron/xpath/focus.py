"""What an expression is evaluated with: a node, variables, and what is remembered of a document."""

from collections.abc import Callable, Mapping
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from lxml import etree

from teiproof.model.document import Document
from teiproof.names import XML_ID
from teiproof.parsing import UnparsableError
from teiproof.parsing.presence import is_file
from teiproof.parsing.tree import parse
from teiproof.schematron.xpath.values import Item

if TYPE_CHECKING:
    from teiproof.schematron.xpath.elsewhere import Elsewhere


class Run:
    """One document during its evaluation: what was found in it once and may be asked for again.

    `folders` are those below which `document()` may read.
    """

    def __init__(self, document: Document, folders: tuple[Path, ...]) -> None:
        self.document = document
        self.root = document.root
        self.memory: dict[tuple[int, etree._Element | None], list[Item]] = {}
        self.sets: dict[int, frozenset[Item]] = {}
        self._folders = folders
        self._others: dict[Path, etree._Element | None] = {}

    @cached_property
    def elsewhere(self) -> "Elsewhere":
        """The document as elementpath sees it."""
        from teiproof.schematron.xpath.elsewhere import Elsewhere

        return Elsewhere(self)

    @cached_property
    def order(self) -> dict[etree._Element, int]:
        """The elements in document order."""
        return {element: index for index, element in enumerate(self.root.iter())}

    def identified(self, identifiers: str) -> list[etree._Element]:
        """The elements that have one of some identifiers, separated by spaces."""
        ids = self.document.ids
        return [ids[one] for one in dict.fromkeys(identifiers.split()) if one in ids]

    @cached_property
    def _by_identifier(self) -> dict[str, list[etree._Element]]:
        found: dict[str, list[etree._Element]] = {}
        for element, identifier in self.document.attributes.get(XML_ID, ()):
            found.setdefault(identifier, []).append(element)
        return found

    def with_identifier(self, identifier: str) -> list[etree._Element]:
        """All elements of an identifier: a document with mistakes may have several."""
        return self._by_identifier.get(identifier, [])

    def other(self, uri: str) -> etree._Element | None:
        """The root of another local document; None if there is none, or it may not be read.

        It must stand below the folder of the document or of the schema: rules and documents may come from
        anywhere, and must not be able to look into other files.
        """
        for folder in self._folders:
            path = (folder / uri.partition("#")[0]).resolve()
            if path.is_relative_to(folder) and is_file(path):
                if path not in self._others:
                    self._others[path] = _root_of(path)
                return self._others[path]
        return None


def _root_of(path: Path) -> etree._Element | None:
    try:
        return parse(path.read_bytes(), str(path)).getroot()
    except (OSError, UnparsableError):
        return None


class Focus:
    """A context item with the variables in scope.

    `node` is the context item if that is an element, or else the element from which it is seen.
    `variables` are those of the expression itself; `lets` gives the value of any other.
    """

    __slots__ = ("item", "lets", "node", "run", "variables")

    def __init__(
        self,
        run: Run,
        node: etree._Element,
        lets: Callable[[str], list[Item]],
        variables: Mapping[str, list[Item]] | None = None,
        item: Item | None = None,
    ) -> None:
        self.run = run
        self.node = node
        self.lets = lets
        self.variables = variables or {}
        self.item: Item = node if item is None else item

    def value(self, name: str) -> list[Item]:
        """The value of a variable. Raises UncertainError."""
        found = self.variables.get(name)
        return self.lets(name) if found is None else found

    def with_variable(self, name: str, item: Item) -> "Focus":
        """The same focus with one more variable."""
        return self.with_values(name, [item])

    def with_values(self, name: str, items: list[Item]) -> "Focus":
        """The same focus with one more variable, which holds a sequence."""
        return Focus(self.run, self.node, self.lets, {**self.variables, name: items}, self.item)

    def at(self, item: Item) -> "Focus":
        """The same variables with another context item."""
        node = item if isinstance(item, etree._Element) else self.node
        return Focus(self.run, node, self.lets, self.variables, item)
