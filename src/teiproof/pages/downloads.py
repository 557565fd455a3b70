"""The files that a site offers besides its pages: copies of the TEI, of other formats, and citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import Literal, NamedTuple
from urllib.parse import quote

from teiproof.model.bibtex import bibtex
from teiproof.model.csl import csl_json
from teiproof.model.ris import ris
from teiproof.pages.plan import Plan, Text, safe_name

TYPES = {
    ".bib": "application/x-bibtex",
    ".csv": "text/csv",
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".epub": "application/epub+zip",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".jsonl": "application/jsonl",
    ".jsonld": "application/ld+json",
    ".md": "text/markdown",
    ".odt": "application/vnd.oasis.opendocument.text",
    ".pdf": "application/pdf",
    ".ris": "application/x-research-info-systems",
    ".tex": "application/x-latex",
    ".tsv": "text/tab-separated-values",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
"""The media types of files by the ends of their names."""
_OWN = ("html", "site")  # formats that are pages themselves
_ENTRIES = {"dts": "index.json"}
"""Formats whose files know each other by their names, which they keep; and the file that leads to all."""
_FOLDERS = {"tei": "tei-whole"}  # formats whose own names are those of folders that every site has
_CITATIONS = ("bibtex", "ris", "csl-json")  # of a text itself, the site makes them

Use = Literal["read", "cite", "data"]
"""What a file is for: to be read, to cite the text by, or for programs."""


class Kind(NamedTuple):
    """How a format is offered: what for, what its files hold (a message), and its name, or a message."""

    use: Use
    label: str
    name: str


_KINDS = {
    "text": Kind("read", "", "plain-text"),
    "epub": Kind("read", "", "EPUB"),
    "epub-edition": Kind("read", "", "EPUB"),
    "pdf": Kind("read", "", "PDF"),
    "docx": Kind("read", "", "Word"),
    "odt": Kind("read", "", "OpenDocument"),
    "markdown": Kind("read", "", "Markdown"),
    "latex": Kind("read", "", "LaTeX"),
    "tei": Kind("data", "files-with-register", "TEI"),
    "tei-lite": Kind("data", "files-simpler", "TEI Lite"),
    "tei-simple-print": Kind("data", "files-simpler", "TEI simplePrint"),
    "ro-crate": Kind("data", "files-whole", "RO-Crate"),
    "dts": Kind("data", "files-passages", "DTS"),
    "csv": Kind("data", "files-tables", "CSV"),
    "jsonld": Kind("data", "files-linked-data", "JSON-LD"),
    "turtle": Kind("data", "files-linked-data", "Turtle"),
    "geojson": Kind("data", "listPlace", "GeoJSON"),
    "beacon": Kind("data", "identifiers", "BEACON"),
    "cmif": Kind("data", "files-letters", "CMIF"),
    "bibtex": Kind("data", "files-bibliography", "BibTeX"),
    "ris": Kind("data", "files-bibliography", "RIS"),
    "csl-json": Kind("data", "files-bibliography", "CSL-JSON"),
    "annotations": Kind("data", "files-annotations", "Web Annotation"),
    "tokens": Kind("data", "files-tokens", "JSON Lines"),
    "sentences": Kind("data", "files-sentences", "JSON Lines"),
    "iob": Kind("data", "files-tagged-names", "IOB"),
    "pandoc": Kind("data", "files-structure", "pandoc JSON"),
}
"""The formats in the order in which they are offered; others follow under their own names."""


class Download(NamedTuple):
    """A file that a page offers: how (see Kind), its address, its media type."""

    kind: Kind
    href: str
    media_type: str


class Offer(NamedTuple):
    """The files, and which of them each text has, by the name of its page; of the edition, by an empty name."""

    files: list[tuple[PurePosixPath, bytes]]
    downloads: dict[str, list[Download]]


def offer(plan: Plan, made: Mapping[str, Sequence[tuple[PurePosixPath, bytes]]]) -> Offer:
    """What a site offers; `made` are the files of other formats, by the names of the formats.

    A file belongs to the text of whose document it has the name, with whatever suffixes.
    """
    offered = Offer([], {"": []})
    for document in plan.edition.documents:
        offered.files.append((PurePosixPath("tei", plan.files[document.path]), document.data))
    for text in plan.texts:
        offered.downloads[text.name] = [tei(text.file, "TEI")]
    texts = {text.document.stem: text for text in plan.texts}
    order = list(_KINDS)
    for name in sorted(made, key=lambda name: order.index(name) if name in order else len(order)):
        if name not in _OWN:
            _offer_format(offered, name, made[name], texts)
    for text in plan.texts:
        _offer_citations(offered, text)
    return offered


def tei(file: str, name: str) -> Download:
    """The copy of a document, under a name."""
    return Download(Kind("read", "", name), f"tei/{file}", "application/tei+xml")


def _offer_format(
    offered: Offer,
    name: str,
    files: Sequence[tuple[PurePosixPath, bytes]],
    texts: Mapping[PurePosixPath, Text],
) -> None:
    kind = _KINDS.get(name, Kind("data", "files-other", name))
    folder = _FOLDERS.get(name, name)
    unowned = []
    for path, content in files:
        owner = None if name in _ENTRIES else _owner(path, texts)
        if owner is None:
            target = PurePosixPath(folder, path if name in _ENTRIES else _safe(path))
            offered.files.append((target, content))
            unowned.append(target)
        elif name not in _CITATIONS:
            suffixes = path.name.removeprefix(owner.document.stem.name)
            target = PurePosixPath(folder, f"{owner.name}{suffixes}")
            offered.files.append((target, content))
            known = [download.kind for download in offered.downloads[owner.name]]
            named = kind._replace(name=suffixes.lstrip(".")) if kind in known else kind
            offered.downloads[owner.name].append(_download(named, target))
    shown = [target for target in unowned if target.name == _ENTRIES.get(name, target.name)]
    shown = [target for target in shown if len(target.parts) == 2]
    stems = {target.name.partition(".")[0] for target in shown}
    for number, target in enumerate(shown):
        of_one = "".join(target.suffixes).lstrip(".") if number else kind.name
        named = kind._replace(name=of_one if len(stems) == 1 else target.name)
        offered.downloads[""].append(_download(named, target))


def _safe(path: PurePosixPath) -> PurePosixPath:
    return PurePosixPath(*map(safe_name, path.parts[:-1]), f"{safe_name(path.stem)}{path.suffix}")


def _download(kind: Kind, path: PurePosixPath) -> Download:
    return Download(kind, quote(str(path)), TYPES.get(path.suffix, "application/octet-stream"))


def _owner(path: PurePosixPath, texts: Mapping[PurePosixPath, Text]) -> Text | None:
    """The text that a file is of: `letters/1.annotations.json` of `letters/1.xml`."""
    while path.suffix:
        path = path.parent / path.stem
        if path in texts:
            return texts[path]
    return None


def _offer_citations(offered: Offer, text: Text) -> None:
    made = {
        ".bib": ("BibTeX", bibtex(text.cited, text.name)),
        ".ris": ("RIS", ris(text.cited)),
        ".json": ("CSL-JSON", csl_json({text.name: text.cited})),
    }
    for suffix, (name, content) in made.items():
        path = PurePosixPath("cite", f"{text.name}{suffix}")
        offered.files.append((path, content.encode()))
        offered.downloads[text.name].append(Download(Kind("cite", "", name), str(path), TYPES[suffix]))
