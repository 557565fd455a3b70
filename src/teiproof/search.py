"""The search of a site: an index made by Pagefind (https://pagefind.app), read by the browser piece by piece.

A text is found paragraph by paragraph, its notes one by one, an entry of a register as a whole. With a
paragraph go the other names of all whom it mentions: what a text calls Boukharine is found as Bukharin too.
Pagefind comes with the extra `search`; nothing else of teiproof needs it.

Pagefind's own filters are not used, for it writes them in another order each time, and a site is to have the
same bytes each time: the kind and the texts of what is found are metadata, by which `assets/search.js` chooses.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from html import escape
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

from teiproof.errors import SearchError
from teiproof.model.addresses import TOP, address_of, addresses
from teiproof.model.elements import name_of
from teiproof.model.reading import Block, read
from teiproof.pages.plan import Entry, Plan, Text

if TYPE_CHECKING:
    from lxml import etree

FOLDER = PurePosixPath("pagefind")
"""Where in the site the index lies."""

_NAMED = frozenset({"person", "place", "organisation"})  # those whose names are spelt in several ways
_APART = " · "  # between names that do not stand in the text
_UNNUMBERED = "·"  # a heading that is no word, for a passage without a number
_UNSAID = frozenset({"bibl", "biblFull", "biblStruct", "geo", "idno", "listBibl"})  # in an entry
_NAMES = frozenset(
    "persName placeName orgName eventName name title label head settlement country region".split()
)
_FILES = ("pagefind.js", "pagefind-worker.js", "pagefind-entry.json")
_SUFFIXES = (".pf_fragment", ".pf_index", ".pf_filter", ".pf_meta", ".pf_sort", ".pagefind")


@dataclass(frozen=True, slots=True)
class Passage:
    """What a search can lead to within a page: its anchor, its number (if it has one) and its words."""

    anchor: str
    number: str
    words: str


@dataclass(frozen=True, slots=True)
class Record:
    """What is found as one: a text, the notes of one, or an entry.

    `href` is the address of its page, or of its place there; `kind` is text, note or a kind of entity; `texts`
    are the names of the pages of the texts that it belongs to.
    """

    href: str
    title: str
    kind: str
    texts: tuple[str, ...]
    passages: tuple[Passage, ...]


def is_available() -> bool:
    """Whether Pagefind is installed, with its program."""
    return find_spec("pagefind") is not None and find_spec("pagefind_bin") is not None


def index(plan: Plan) -> list[tuple[PurePosixPath, bytes]]:
    """The files of a site's index, sorted by their paths, which are relative to the site.

    Raises UnparsableError, and SearchError if Pagefind is missing or gives up.
    """
    if not is_available():
        raise SearchError("Pagefind is not installed, so that no search can be made. Install teiproof[search].")
    with TemporaryDirectory(prefix="teiproof-search-") as folder:
        pages = Path(folder, "pages")
        pages.mkdir()
        for number, record in enumerate(records(plan)):
            (pages / f"{number:07}.html").write_text(_page(record), encoding="utf-8")
        made = Path(folder, "made")
        _run(pages, made, _language(plan))
        return [(FOLDER / path.relative_to(made).as_posix(), path.read_bytes()) for path in _wanted(made)]


def records(plan: Plan) -> Iterator[Record]:
    """All that can be found in a site: the texts and their notes, then the entries."""
    names = _names(plan)
    for text in plan.texts:
        yield from _of_text(text, names.get(text.document.path, {}))
    for entry in plan.entries.values():
        yield _of_entry(entry, plan)


def _names(plan: Plan) -> dict[Path, dict[str, list[str]]]:
    """All names of those mentioned, by the document and the anchor of the passage."""
    found: dict[Path, dict[str, list[str]]] = {}
    for key, mentions in plan.mentions.items():
        entity = plan.entries[key].entity
        if entity.kind not in _NAMED:
            continue
        for mention in mentions:
            names = found.setdefault(mention.document.path, {}).setdefault(mention.anchor, [])
            names.extend((entity.name, *entity.variants))
    return found


def _of_text(text: Text, names: dict[str, list[str]]) -> Iterator[Record]:
    reading = read(text.document)
    known = addresses(text.document)
    passages = _passages(reading.blocks, known, names)
    yield Record(text.href, text.cited.title, "text", (text.name,), passages)
    notes = tuple(
        Passage(known[note.element], str(note.number), _words(note.blocks, names.get(known[note.element], [])))
        for note in reading.notes
        if note.element in known
    )
    if notes:
        yield Record(text.href, text.cited.title, "note", (text.name,), notes)


def _passages(
    blocks: Iterable[Block], known: dict[etree._Element, str], names: dict[str, list[str]]
) -> tuple[Passage, ...]:
    """The blocks of a text, those together that have the same address."""
    groups: dict[str, list[Block]] = {}
    numbers: dict[str, str] = {}
    for block in blocks:
        anchor = address_of(block.element, known)
        groups.setdefault(anchor, []).append(block)
        if known.get(block.element) == anchor:
            numbers.setdefault(anchor, block.element.get("n", ""))
    return tuple(
        Passage("" if anchor == TOP else anchor, numbers.get(anchor, ""), _words(group, names.get(anchor, [])))
        for anchor, group in groups.items()
    )


def _words(blocks: Iterable[Block], names: Iterable[str]) -> str:
    """The words of some blocks, and those names that do not stand in them; but no “genial Leader” is a name."""
    words = " ".join(block.line for block in blocks)
    others = [name for name in dict.fromkeys(names) if name not in words and not name[:1].islower()]
    return _APART.join((words, *others))


def _of_entry(entry: Entry, plan: Plan) -> Record:
    entity = entry.entity
    documents = {mention.document.path for mention in plan.mentions.get(entity.key, ())}
    texts = tuple(text.name for text in plan.texts if text.document.path in documents)
    said = " ".join(" ".join(_said(entity.element)).split())
    words = _APART.join((entity.name, *entity.variants, said))
    return Record(entry.href, entity.name, entity.kind, texts, (Passage("", "", words),))


def _said(entry: etree._Element) -> Iterator[str]:
    """What an entry says in words, besides its names, which are known already, its sources and numbers."""
    for child in entry.iterchildren("*"):
        if name_of(child) not in _NAMES:
            yield from _words_within(child)


def _words_within(element: etree._Element) -> Iterator[str]:
    if isinstance(element.tag, str) and name_of(element) not in _UNSAID:
        yield element.text or ""
        for child in element:
            yield from _words_within(child)
            yield child.tail or ""
        yield " "


def _page(record: Record) -> str:
    """A page as Pagefind wants it: an anchor is found only if it is on a heading."""
    lines = [
        "<!DOCTYPE html><html><head><title>-</title></head><body data-pagefind-body>",
        _datum("title", record.title),
        _datum("href", record.href),
        _datum("kind", record.kind),
        _datum("texts", " ".join(record.texts)),
    ]
    for passage in record.passages:
        if passage.anchor:
            lines.append(f'<h2 id="{escape(passage.anchor)}">{escape(passage.number or _UNNUMBERED)}</h2>')
        lines.append(f"<p>{escape(passage.words)}</p>")
    return "\n".join([*lines, "</body></html>"])


def _datum(name: str, value: str) -> str:
    return f'<meta data-pagefind-meta="{name}[content]" content="{escape(value)}">'


def _language(plan: Plan) -> str:
    """The language of most texts, whose words are found in all their forms; if none says one, the interface's.

    One for the whole site: Pagefind keeps languages apart, and the reader of a page in one would find nothing
    in another.
    """
    primary = Counter(text.cited.language.partition("-")[0].lower() for text in plan.texts)
    found = max(primary, key=lambda tag: primary[tag], default="")
    return found if re.fullmatch("[a-z]{2,3}", found) else plan.language


def _run(pages: Path, made: Path, language: str) -> None:
    command = [sys.executable, "-m", "pagefind", "--silent", "--site", str(pages), "--output-path", str(made)]
    command += ["--force-language", language]
    # Settings of another site, in the environment or in the current folder, are none of ours.
    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    try:
        ran = subprocess.run(command, cwd=pages, env=environment, capture_output=True, check=False)  # noqa: S603 - our own words
    except OSError as error:
        raise SearchError(f"Pagefind cannot be run: {error}. Install teiproof[search] again.") from error
    if ran.returncode or not (made / "pagefind.js").is_file():
        reason = (ran.stderr or ran.stdout).decode(errors="replace").strip() or f"exit code {ran.returncode}"
        raise SearchError(f"Pagefind could not index the site: {reason}. Build without it, or report this.")


def _wanted(made: Path) -> list[Path]:
    """What a browser needs for the search; not the interfaces that come with it."""
    files = sorted(path for path in made.rglob("*") if path.is_file())
    return [path for path in files if path.name in _FILES or path.name.endswith(_SUFFIXES)]
