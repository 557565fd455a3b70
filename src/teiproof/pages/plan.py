"""The plan of a site: its texts, its registers, and the names of their pages."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import NamedTuple

from teiproof.messages import DEFAULT, languages
from teiproof.model.citation import Citation, citation
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.register import Entity, EntityKind, Key, Mention, entities, mentions
from teiproof.names import XML_LANG, tei

REGISTERS: dict[EntityKind, str] = {
    "person": "persons",
    "place": "places",
    "organisation": "organisations",
    "work": "works",
    "event": "events",
}
"""The names of the pages of the registers."""

LABELS: dict[EntityKind, str] = {
    "person": "listPerson",
    "place": "listPlace",
    "organisation": "listOrg",
    "work": "listBibl",
    "event": "listEvent",
}
"""The names of the messages that are their titles."""

_TAKEN = (
    *REGISTERS.values(),
    "about",
    "cite",
    "index",
    "map",
    "network",
    "schema",
    "search",
    "site",
    "timeline",
    "views",
)

_DEVICE = re.compile(
    r"(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)", re.IGNORECASE
)  # names that Windows keeps for itself


@dataclass(frozen=True, slots=True)
class Text:
    """A text with a page: `name` is that of the page without its suffix, `file` that of the copy of the TEI.

    `base` is the URL at which the edition is published, with a slash at its end; nothing if it is not known.
    """

    document: Document
    name: str
    file: str
    cited: Citation
    base: str = ""

    @property
    def href(self) -> str:
        """The address of its page."""
        return f"{self.name}.html"


class Entry(NamedTuple):
    """An entry of a register, and the identifier that is its own in the whole site."""

    entity: Entity
    anchor: str

    @property
    def href(self) -> str:
        """The address of the entry."""
        return f"{REGISTERS[self.entity.kind]}.html#{self.anchor}"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a site consists of. Entries are in alphabetical order; mentions in that of the texts.

    `others` are the documents without a text, such as a register; `files` the names of the copies of all.
    `base` is the URL at which the edition is published, with a slash at its end; nothing if it is not known.
    """

    edition: Edition
    language: str
    texts: tuple[Text, ...]
    by_path: Mapping[Path, Text]
    others: tuple[Document, ...]
    files: Mapping[Path, str]
    entries: Mapping[Key, Entry]
    mentions: Mapping[Key, tuple[Mention, ...]]
    base: str = ""

    def text_of(self, document: Document) -> Text | None:
        """The text of a document; None if it has none."""
        return self.by_path.get(document.path)

    def kinds(self) -> tuple[EntityKind, ...]:
        """The kinds of which there is a register."""
        found = {entry.entity.kind for entry in self.entries.values()}
        return tuple(kind for kind in REGISTERS if kind in found)

    def register(self, kind: EntityKind) -> tuple[Entry, ...]:
        """The entries of a kind, in alphabetical order."""
        entries = [entry for entry in self.entries.values() if entry.entity.kind == kind]
        return tuple(sorted(entries, key=lambda entry: (entry.entity.sort_key, entry.anchor)))


def plan(edition: Edition, language: str | None = None, base: str = "") -> Plan:
    """The plan of an edition's site, with its interface in a language, or in that of most of its texts.

    `base` is the URL at which it is published. Raises UnparsableError.
    """
    documents = edition.documents
    written = [document for document in documents if _has_text(document)]
    names = _unique((safe_name(document.path.stem) for document in written), _TAKEN)
    files = _unique((_safe_file(document) for document in documents), ())
    copies = {document.path: name for document, name in zip(documents, files, strict=True)}
    texts = tuple(
        Text(document, name, copies[document.path], citation(document), base)
        for document, name in zip(written, names, strict=True)
    )
    found = entities(edition)
    anchors = _unique((entity.identifier for entity in found), ())
    by_key: dict[Key, list[Mention]] = {}
    for mention in mentions(edition):
        by_key.setdefault(mention.entity, []).append(mention)
    return Plan(
        edition,
        language or _language(written),
        texts,
        {text.document.path: text for text in texts},
        tuple(document for document in documents if not _has_text(document)),
        copies,
        {entity.key: Entry(entity, anchor) for entity, anchor in zip(found, anchors, strict=True)},
        {key: tuple(group) for key, group in by_key.items()},
        base,
    )


def safe_name(text: str) -> str:
    """A name that is safe in a file system and in an address: letters of ASCII, digits, hyphens, full stops."""
    letters = unicodedata.normalize("NFKD", text)
    name = re.sub(r"[^A-Za-z0-9._-]+", "-", re.sub(r"[̀-ͯ]", "", letters))
    name = name.strip(".-")[:80].strip(".-") or "text"
    return f"text-{name}" if _DEVICE.match(name) else name


def _safe_file(document: Document) -> str:
    return f"{safe_name(document.path.stem)}.xml"


def _unique(names: Iterable[str], taken: Iterable[str]) -> list[str]:
    """Names of which no two are the same, even where capitals count for nothing; a number tells them apart."""
    seen = set(taken)
    numbers: dict[str, int] = {}  # the last one that was given to each name
    found = []
    for name in names:
        stem, dot, suffix = name.rpartition(".") if name.endswith(".xml") else (name, "", "")
        number, unique = numbers.get(name.casefold(), 1), name
        while unique.casefold() in seen:
            number += 1
            unique = f"{stem}-{number}{dot}{suffix}"
        numbers[name.casefold()] = number
        seen.add(unique.casefold())
        found.append(unique)
    return found


def _has_text(document: Document) -> bool:
    """Whether there is something to read: a text, a transcription, or a document that is a part of one."""
    root = document.root
    if root.tag in (tei("TEI"), tei("teiCorpus")):
        return next(root.iter(tei("text"), tei("sourceDoc")), None) is not None
    return True


def _language(documents: list[Document]) -> str:
    """The language of most texts, if there are messages in it."""
    known = languages()
    count: dict[str, int] = {}
    for document in documents:
        tag = document.root.get(XML_LANG) or next(
            (text.get(XML_LANG, "") for text in document.root.iterchildren(tei("text"))), ""
        )
        primary = tag.partition("-")[0].lower()
        if primary in known:
            count[primary] = count.get(primary, 0) + 1
    return max(count, key=lambda tag: count[tag]) if count else DEFAULT
