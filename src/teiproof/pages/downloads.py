"""The files that a site offers besides its pages: copies of the TEI, of other formats, and citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from teiproof.model.bibtex import bibtex
from teiproof.model.csl import csl_json
from teiproof.model.ris import ris
from teiproof.pages.plan import Plan, Text, safe_name

_TYPES = {
    ".bib": "application/x-bibtex",
    ".epub": "application/epub+zip",
    ".geojson": "application/geo+json",
    ".json": "application/json",
    ".jsonld": "application/ld+json",
    ".pdf": "application/pdf",
    ".ris": "application/x-research-info-systems",
    ".ttl": "text/turtle",
    ".txt": "text/plain",
    ".xml": "application/xml",
    ".zip": "application/zip",
}
_OWN = ("html", "site")  # formats that are pages themselves


class Download(NamedTuple):
    """A file that a page offers: what it is called (a message or a name), its address, its media type."""

    label: str
    href: str
    media_type: str


class Offer(NamedTuple):
    """The files, and which of them each text has, by the name of its page; of the edition, by an empty name."""

    files: list[tuple[PurePosixPath, bytes]]
    downloads: dict[str, list[Download]]


def offer(plan: Plan, made: Mapping[str, Sequence[tuple[PurePosixPath, bytes]]]) -> Offer:
    """What a site offers; `made` are the files of other formats, by the names of the formats.

    A file belongs to the text of whose document it has the name.
    """
    offered = Offer([], {"": []})
    for document in plan.edition.documents:
        offered.files.append((PurePosixPath("tei", plan.files[document.path]), document.data))
    for text in plan.texts:
        offered.downloads[text.name] = [Download("TEI", f"tei/{text.file}", "application/tei+xml")]
    texts = {text.document.name.with_suffix(""): text for text in plan.texts}
    for name, files in made.items():
        if name not in _OWN:
            for path, content in files:
                _offer_file(offered, name, path, content, texts)
    for text in plan.texts:
        _offer_citations(offered, text)
    return offered


def _offer_file(
    offered: Offer, name: str, path: PurePosixPath, content: bytes, texts: Mapping[PurePosixPath, Text]
) -> None:
    owner = texts.get(path.with_suffix(""))
    stem = owner.name if owner else safe_name(path.stem)
    folders = () if owner else path.parts[:-1]
    target = PurePosixPath(name, *map(safe_name, folders), f"{stem}{path.suffix}")
    label = "plain-text" if name == "text" else name.upper()
    offered.files.append((target, content))
    if owner or len(path.parts) == 1:
        download = Download(label, str(target), _TYPES.get(path.suffix, "application/octet-stream"))
        offered.downloads[owner.name if owner else ""].append(download)


def _offer_citations(offered: Offer, text: Text) -> None:
    made = {
        ".bib": ("BibTeX", bibtex(text.cited, text.name)),
        ".ris": ("RIS", ris(text.cited)),
        ".json": ("CSL-JSON", csl_json({text.name: text.cited})),
    }
    for suffix, (label, content) in made.items():
        path = PurePosixPath("cite", f"{text.name}{suffix}")
        offered.files.append((path, content.encode()))
        offered.downloads[text.name].append(Download(label, str(path), _TYPES[suffix]))
