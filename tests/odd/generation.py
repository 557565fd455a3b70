"""Draws documents from a grammar at random: valid ones but for values it cannot think of, and mutated ones."""

from random import Random

from lxml import etree

from teiproof.odd.grammar_elements import Grammar, parts
from teiproof.relaxng.nameclass import NameClass, contains
from teiproof.relaxng.patterns import (
    EMPTY,
    TEXT,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    Interleave,
    List,
    OneOrMore,
    Pattern,
    Value,
)
from tests.relaxng.mutations import mutate

_FAR = 10_000
_DEEPEST = 9
_MANY = 40
_STRANGE = ("urn:strange strange", "strange", "http://relaxng.org/ns/structure/1.0 text")
_TEXTS = (
    "1", "a", "0.5", "1936-08-25", "1936", "#p1", "http://example.org/", "en", "true", "P1D", "12:00:00",
    "1994-05-16", "--08", "1936-08-25T12:00:00", "1cm", "1,2", "tei:p", "1/2", "---25", "--08-25", "1936-08",
)  # fmt: skip


class Generator:
    """Draws documents of one grammar."""

    def __init__(self, grammar: Grammar, random: Random) -> None:
        self._grammar = grammar
        self._random = random
        self._heights: dict[Element, int] = {}
        self._known: dict[Pattern, int] = {}
        self._texts: dict[Data, list[str]] = {}
        self._ids = 0
        self._made = 0
        self._measure()

    def document(self) -> bytes:
        """A document; half of them are valid by construction, in the others something was changed."""
        self._made = 0
        holder = etree.Element("holder")
        self._fill(self._grammar.start, holder, 0)
        data = etree.tostring(holder[0])
        if self._random.random() < 0.5 or not len(holder[0]):
            return data
        return self._renamed(data) if self._random.random() < 0.4 else mutate(self._random, data)

    def _renamed(self, data: bytes) -> bytes:
        """The document with an element of another name, or an attribute that other elements have."""
        root = etree.fromstring(data)
        element = self._random.choice(list(root.iter("*")))
        names = sorted(name for name in self._grammar.elements if "*" not in name)
        other = self._random.choice(names)
        if self._random.random() < 0.5:
            element.tag = _clark(self._name(self._grammar.elements[other][0].name_class))
        else:
            attributes = etree.Element("attributes")
            self._fill(self._grammar.content(other), attributes, _DEEPEST, always=True)
            for name in self._random.sample(sorted(attributes.attrib), min(1, len(attributes.attrib))):
                element.set(name, attributes.attrib[name])
        return etree.tostring(root)

    def _measure(self) -> None:
        """How deep the shallowest content of each element is."""
        elements = [element for each in self._grammar.elements.values() for element in each]
        changed = True
        while changed:
            changed = False
            self._known.clear()
            for element in elements:
                height = 1 + self._height(self._grammar.patterns.content(element))
                if height < self._heights.get(element, _FAR):
                    self._heights[element] = height
                    changed = True

    def _height(self, pattern: Pattern) -> int:
        if isinstance(pattern, Element):
            return self._heights.get(pattern, _FAR)
        if pattern not in self._known:
            inner = [self._height(part) for part in parts(pattern)]
            self._known[pattern] = min(inner) if isinstance(pattern, Choice) else max(inner, default=0)
        return self._known[pattern]

    def _fill(self, pattern: Pattern, element: etree._Element, depth: int, always: bool = False) -> None:
        random = self._random
        if isinstance(pattern, Element):
            self._element(pattern, element, depth)
        elif isinstance(pattern, Attribute):
            self._attribute(pattern, element)
        elif isinstance(pattern, Choice):
            self._choice(pattern, element, depth, always)
        elif isinstance(pattern, Group | Interleave):
            members = list(pattern.members)
            if isinstance(pattern, Interleave):
                random.shuffle(members)
            for member in members:
                self._fill(member, element, depth, always)
        elif isinstance(pattern, OneOrMore):
            self._fill(pattern.content, element, depth, always)
            while depth < _DEEPEST and self._made < _MANY and random.random() < 0.4:
                self._fill(pattern.content, element, depth, always)
        elif pattern is TEXT:
            self._text(element, random.choice(("text", " ", "more text")))
        elif isinstance(pattern, Data | Value | List):
            self._text(element, self._value(pattern))

    def _choice(self, pattern: Choice, element: etree._Element, depth: int, always: bool) -> None:
        members = list(pattern.members)
        if pattern.attributes and not always and self._random.random() < 0.85:
            members = [member for member in members if not member.attributes] or members
            if members == [EMPTY]:
                return
        lowest = min(map(self._height, members))
        spare = _DEEPEST - depth if self._made < _MANY else 0
        self._fill(
            self._random.choice([each for each in members if self._height(each) <= max(lowest, spare)]),
            element,
            depth,
            always,
        )

    def _element(self, pattern: Element, parent: etree._Element, depth: int) -> None:
        self._made += 1
        child = etree.SubElement(parent, _clark(self._name(pattern.name_class)))
        self._fill(self._grammar.patterns.content(pattern), child, depth + 1)

    def _name(self, names: NameClass) -> str:
        if isinstance(names, str):
            return names
        return next((name for name in _STRANGE if contains(names, name)), "strange")

    def _attribute(self, pattern: Attribute, element: etree._Element) -> None:
        name = _clark(self._name(pattern.name_class))
        if name.endswith("}id"):
            self._ids += 1
            element.set(name, f"id{self._ids}")
        else:
            element.set(name, "any text" if pattern.value is TEXT else self._value(pattern.value))

    def _value(self, pattern: Pattern) -> str:
        """A text that matches a pattern, if one can be thought of."""
        random = self._random
        if isinstance(pattern, Value):
            return pattern.literal
        if isinstance(pattern, Data):
            return random.choice(self._possible(pattern))
        if isinstance(pattern, Choice):
            return self._value(random.choice(pattern.members))
        if isinstance(pattern, List | OneOrMore):
            return self._value(pattern.content)
        return " ".join(self._value(part) for part in parts(pattern))

    def _possible(self, pattern: Data) -> list[str]:
        if pattern not in self._texts:
            texts = [text for text in _TEXTS if pattern.datatype.allows(text, None)]
            self._texts[pattern] = texts or ["unknown"]
        return self._texts[pattern]

    def _text(self, element: etree._Element, text: str) -> None:
        if len(element):
            element[-1].tail = (element[-1].tail or "") + text
        else:
            element.text = (element.text or "") + text


def _clark(name: str) -> str:
    namespace, _, local = name.rpartition(" ")
    return f"{{{namespace}}}{local}" if namespace else local
