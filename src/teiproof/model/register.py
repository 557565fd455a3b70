"""The register of an edition: its persons, places, organisations, works and events, and where they are named.

An entry is an element in a list of `standOff`, `particDesc` or `settingDesc` (Guidelines 14.3, 16.2, 17.10).
One without an `xml:id` of its own gets an identifier from its place in the document, such as `person:3`, which
clashes with none (see `addresses`). A mention is an element of the text, or of a note on it, of which a
pointing attribute leads to an entry.
"""

from __future__ import annotations

import unicodedata
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Literal, NamedTuple
from weakref import WeakKeyDictionary

from teiproof.model.context import Contexts
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import name_of
from teiproof.model.pointers import pointers
from teiproof.model.reading import words_of
from teiproof.names import XML_ID, XML_LANG, tei

if TYPE_CHECKING:
    from lxml import etree

EntityKind = Literal["person", "place", "organisation", "work", "event"]

KINDS: dict[str, EntityKind] = {
    "person": "person",
    "personGrp": "person",
    "place": "place",
    "org": "organisation",
    "bibl": "work",
    "biblStruct": "work",
    "biblFull": "work",
    "event": "event",
}
"""The kinds of entries by the names of their elements."""

_WORDS = 8  # of an entry without a name
LISTS = frozenset({"standOff", "particDesc", "settingDesc"})
"""The elements that hold registers."""

_NAMES = {
    "person": ("persName", "name"),
    "place": ("placeName", "settlement", "country", "region", "district", "bloc", "geogName", "name"),
    "organisation": ("orgName", "name"),
    "work": ("title",),
    "event": ("eventName", "label", "head", "name", "desc"),
}
_PREFERRED = frozenset({"normalised", "normalized", "main", "preferred", "pref", "reg"})
_RESPONSIBILITY = frozenset({"change", "decls", "hand", "rendition", "resp"})  # these name nobody in the text

# The articles that no title is sorted by, in the languages of the interface.
_ARTICLES = {
    "en": ("the ", "a ", "an "),
    "fr": ("le ", "la ", "les ", "un ", "une ", "l’", "l'"),
    "de": ("der ", "die ", "das ", "ein ", "eine "),
    "es": ("el ", "la ", "los ", "las ", "un ", "una "),
    "it": ("il ", "lo ", "la ", "i ", "gli ", "le ", "un ", "una ", "l’", "l'"),
}


class Key(NamedTuple):
    """What an entry is known by within an edition: the path of its document and its `xml:id`."""

    path: Path
    identifier: str


@dataclass(frozen=True, slots=True)
class Entity:
    """An entry of the register.

    `name` is its preferred name, `variants` are the others, each once, in document order; `sort_key` is for
    the alphabet: surname first, without accents, capitals and the article of a title.
    """

    kind: EntityKind
    identifier: str
    document: Document
    element: etree._Element
    name: str
    sort_key: str
    variants: tuple[str, ...]

    @property
    def key(self) -> Key:
        """What a mention calls it by."""
        return Key(self.document.path, self.identifier)


@dataclass(frozen=True, slots=True)
class Mention:
    """A place where the text, or a note on it, names an entity.

    `entity` is the key of the entry, `element` what names it. `anchor` is the address of the nearest block
    (see `addresses`); in a note, that of the note. `before`, `text` and `after` are words of the edited
    reading: at most twelve before and after, from the same block. `text` is empty if the element holds none.
    """

    entity: Key
    document: Document
    element: etree._Element
    anchor: str
    before: str
    text: str
    after: str
    in_note: bool


# A site asks for them again and again: for its plan, its registers and each of its views. They are those of
# certain trees, and of no use when documents have forgotten these.
_Trees = list["etree._ElementTree | None"]
_ENTITIES: WeakKeyDictionary[Edition, tuple[_Trees, tuple[Entity, ...]]] = WeakKeyDictionary()
_MENTIONS: WeakKeyDictionary[Edition, tuple[_Trees, tuple[Mention, ...]]] = WeakKeyDictionary()


def _trees(edition: Edition) -> _Trees:
    return [document.__dict__.get("tree") for document in edition.documents]


def entities(edition: Edition) -> tuple[Entity, ...]:
    """The entries of all documents, in the order of documents and of elements.

    Raises UnparsableError.
    """
    if edition not in _ENTITIES or _ENTITIES[edition][0] != _trees(edition):
        found = tuple(entity for document in edition.documents for entity in _entries(document))
        _ENTITIES[edition] = _trees(edition), found
    return _ENTITIES[edition][1]


def mentions(edition: Edition) -> tuple[Mention, ...]:
    """The mentions of all entries, in the order of documents and of elements.

    Raises UnparsableError.
    """
    if edition not in _MENTIONS or _MENTIONS[edition][0] != _trees(edition):
        found = tuple(_all_mentions(edition))
        _MENTIONS[edition] = _trees(edition), found
    return _MENTIONS[edition][1]


def _all_mentions(edition: Edition) -> Iterator[Mention]:
    entries: dict[Path, dict[str, etree._Element]] = {}
    for entity in entities(edition):
        entries.setdefault(entity.document.path, {})[entity.identifier] = entity.element
    if entries:
        for document in edition.documents:
            yield from _mentions(document, edition, entries)


def _entries(document: Document) -> Iterator[Entity]:
    count: Counter[str] = Counter()
    for element in document.root.iter(*map(tei, KINDS)):
        if not is_entry(element):
            continue
        identifier = element.get(XML_ID)
        if identifier is None or document.ids[identifier] is not element:
            local = name_of(element)
            count[local] += 1
            identifier = f"{local}:{count[local]}"
        kind = KINDS[name_of(element)]
        names = _names(element, kind)
        name = (words_of(names[0]) if names else "") or _description(document, element) or identifier
        variants = dict.fromkeys(words_of(other) for other in names[1:])
        variants.pop(name, None)
        variants.pop("", None)
        yield Entity(kind, identifier, document, element, name, _sort_key(names, name), tuple(variants))


def _description(document: Document, element: etree._Element) -> str:
    """What to call an entry without name and identifier: its first words, or of which text it says what."""
    if element.get(XML_ID):
        return ""
    words = words_of(element).split()
    if words:
        return " ".join(words[:_WORDS]) + (" …" if len(words) > _WORDS else "")
    facts = ", ".join(filter(None, (element.get(name) for name in ("type", "when", "from", "notBefore"))))
    title = document.find("teiHeader/fileDesc/titleStmt/title")
    return ": ".join(filter(None, (words_of(title) if title is not None else "", facts))) if facts else ""


def is_entry(element: etree._Element) -> bool:
    """Whether it stands in a list of entries; a book within an entry is a source of what is said there."""
    ancestors = [name_of(ancestor) for ancestor in element.iterancestors()]
    if KINDS[name_of(element)] == "work" and any(name in KINDS for name in ancestors):
        return False
    return any(name in LISTS for name in ancestors)


def _names(element: etree._Element, kind: EntityKind) -> list[etree._Element]:
    """The elements that name an entry, the preferred one first."""
    wanted = frozenset(_NAMES[kind])
    children = list(element.iterchildren("*"))
    for child in element.iterchildren(tei("analytic"), tei("monogr")):
        children.extend(child.iterchildren(tei("title")))
    found = [child for child in children if name_of(child) in wanted]
    if any(name_of(child) != "desc" for child in found):
        found = [child for child in found if name_of(child) != "desc"]
    preferred = next((name for name in found if name.get("type") in _PREFERRED), None)
    if preferred is None:
        return found
    return [preferred, *(name for name in found if name is not preferred)]


def _sort_key(names: list[etree._Element], name: str) -> str:
    """The preferred name as the alphabet wants it."""
    surname = names[0].find(tei("surname")) if names else None
    if surname is not None:
        name = f"{words_of(surname)}, {name}"
    letters = unicodedata.normalize("NFKD", name.casefold())
    text = "".join(letter for letter in letters if not unicodedata.combining(letter)).strip("“”„«»\"'‘’()[] ")
    if names and name_of(names[0]) == "title":
        language = next(
            (n.get(XML_LANG, "") for n in (names[0], *names[0].iterancestors()) if n.get(XML_LANG)), ""
        )
        for article in _ARTICLES.get(language.partition("-")[0], ()):
            if text.startswith(article):
                return text.removeprefix(article)
    return text


def _mentions(
    document: Document, edition: Edition, entries: dict[Path, dict[str, etree._Element]]
) -> Iterator[Mention]:
    contexts: Contexts | None = None
    found: list[tuple[int, Mention]] = []
    for pointer in pointers(document):
        if pointer.attribute in _RESPONSIBILITY or not pointer.is_local or not pointer.fragment:
            continue
        other = edition.document_of(document, pointer)
        entry = entries.get(other.path, {}).get(pointer.fragment) if other else None
        if other is None or entry is None:
            continue
        contexts = contexts or Contexts(document)
        context = contexts.of(_spoken(pointer.element))
        if context is not None:
            key = Key(other.path, pointer.fragment)
            mention = Mention(
                key, document, pointer.element, context.anchor, context.before, context.text, context.after,
                context.in_note,
            )  # fmt: skip
            found.append((context.place, mention))
    found.sort(key=lambda pair: pair[0])
    yield from (mention for _, mention in found)


def _spoken(element: etree._Element) -> etree._Element:
    """What names the speaker of a speech: not all that is said."""
    speaker = element.find(tei("speaker")) if name_of(element) == "sp" else None
    return element if speaker is None else speaker
