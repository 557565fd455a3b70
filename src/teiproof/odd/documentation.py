"""What people read of a specification: glosses, descriptions and examples, in the languages wanted.

A declaration that changes another replaces its descriptions, in all languages (Guidelines, 24.5.1).
"""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from lxml import etree

from teiproof.errors import TeiproofError
from teiproof.messages import languages
from teiproof.names import XML_LANG, tei
from teiproof.odd.flattened import Flattened
from teiproof.odd.markup import inherited
from teiproof.odd.patterns import Pattern

ENGLISH = "en"
_QUOTES = {tei("gi"): "<{}>", tei("att"): "@{}", tei("val"): "“{}”", tei("tag"): "<{}>", tei("q"): "“{}”"}
_NO_LANGUAGE = ("", "und", "mul", "zxx")  # examples that are for all readers


class UnknownLanguageError(TeiproofError):
    """Nothing is described in the language that was asked for."""


class Said(str):
    """What a description says; `language` is the tag of its language."""

    __slots__ = ("language",)
    language: str

    def __new__(cls, text: str, language: str = ENGLISH) -> "Said":
        """A text in a language."""
        made = super().__new__(cls, text)
        made.language = language
        return made


class Documentation:
    """Finds descriptions; `languages` are tags, the best first. English is the last resort."""

    def __init__(self, languages: tuple[str, ...]) -> None:
        self._languages = (*languages, ENGLISH)

    def of(self, nodes: tuple[etree._Element, ...]) -> list[Pattern]:
        """The annotation that describes what some declarations declare, if they do."""
        gloss, description = self.text(nodes, "gloss"), self.text(nodes, "desc")
        found = f"({gloss}) {description}".strip() if gloss else description
        return [Pattern("a:documentation", text=found)] if found else []

    def text(self, nodes: tuple[etree._Element, ...], name: str) -> Said:
        """The gloss, desc or remarks declared last, in the best language there is.

        Several of them come one after the other: one may tell why something is deprecated.
        """
        said: dict[str, list[str]] = {}
        for child in _last(nodes, name):
            said.setdefault(language_of(child), []).append(plain_text(child))
        language = self._best(said)
        return Said("") if language is None else Said(" ".join(said[language]), language)

    def examples(self, nodes: tuple[etree._Element, ...]) -> tuple[etree._Element, ...]:
        """The examples (exemplum) declared last: those in the best language, and those in none."""
        found = _last(nodes, "exemplum")
        stated = {each: each.get(XML_LANG, "") for each in found}
        best = self._best(language for language in stated.values() if language not in _NO_LANGUAGE)
        return tuple(each for each in found if stated[each] in (best, *_NO_LANGUAGE))

    def _best(self, known: Iterable[str]) -> str | None:
        """The best of some languages: one that is wanted, or a variety of it, or else the first."""
        tags = list(known)
        for wanted in self._languages:
            for tag in sorted(tags, key=lambda tag: tag != wanted):
                if primary(tag) == primary(wanted):
                    return tag
        return tags[0] if tags else None


def in_language(schema: Flattened, language: str, for_manual: bool = False) -> Flattened:
    """A schema that is described in a language as far as its sources are.

    Raises UnknownLanguageError if nothing is described in it; for a manual, if that has no words in it either.
    """
    specs = (*schema.elements.values(), *schema.classes.values(), *schema.macros.values())
    known = {tag for spec in specs for node in spec.nodes for tag in _languages(node)}
    spoken = set(languages()) if for_manual else set()
    if primary(language) not in (*map(primary, known), *spoken):
        also = f"; the manual also speaks {', '.join(sorted(spoken - known))}" if spoken - known else ""
        raise UnknownLanguageError(
            f"nothing in this schema is described in “{language}”. There is: {', '.join(sorted(known))}{also}."
        )
    return replace(schema, languages=(language, *schema.languages))


def _languages(node: etree._Element) -> Iterator[str]:
    """The languages of the descriptions in a declaration."""
    for child in node.iter(tei("desc"), tei("gloss")):
        yield language_of(child)


def _last(nodes: tuple[etree._Element, ...], name: str) -> list[etree._Element]:
    """The children of a name in the last of some declarations that has any."""
    for node in reversed(nodes):
        found = node.findall(tei(name))
        if found:
            return found
    return []


def primary(tag: str) -> str:
    """The language of a tag, without region and the like (BCP 47)."""
    return tag.partition("-")[0].lower()


def language_of(node: etree._Element) -> str:
    """The language of an element, which it may have from one around it; English where nothing is said."""
    return inherited(node, XML_LANG) or ENGLISH


def plain_text(node: etree._Element) -> str:
    """The text of a description, with the signs that belong to names of elements and attributes."""
    return " ".join("".join(_pieces(node)).split())


def _pieces(node: etree._Element) -> list[str]:
    pieces = [node.text or ""]
    for child in node:
        if isinstance(child.tag, str):
            inner = "".join(_pieces(child)) or child.get("target", "")  # a pointer says where it leads
            pieces.append(_QUOTES.get(child.tag, "{}").format(inner))
        pieces.append(child.tail or "")
    return pieces
