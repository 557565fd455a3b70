"""The description of a crate (RO-Crate 1.1, https://w3id.org/ro/crate/1.1): each file, who made it, what of.

Only what headers say is said. RO-Crate requires a licence and a date of publication: where there is no licence
the words say so, and a missing date stays missing; both are remarked on.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import PurePosixPath
from urllib.parse import quote

from teiproof.linked.headers import licences, publishers
from teiproof.linked.terms import web
from teiproof.model.citation import title_of
from teiproof.model.document import Document
from teiproof.model.reading import words_of
from teiproof.packing.material import Companion, Kind, place_of
from teiproof.packing.people import Entity, People
from teiproof.pages.downloads import TYPES
from teiproof.pages.metadata import name_of_edition
from teiproof.pages.plan import Plan

METADATA = "ro-crate-metadata.json"
PREVIEW = "ro-crate-preview.html"
CONTEXT = "https://w3id.org/ro/crate/1.1/context"

_TYPES = {
    **TYPES,
    ".css": "text/css",
    ".dtd": "application/xml-dtd",
    ".html": "text/html",
    ".rnc": "application/relax-ng-compact-syntax",
}
del _TYPES[".xml"]  # which says less than the format itself
_COMPANIONS = {"source": "Source text", "schema": "Schema", "part": "Part"}
_PUBLICATION = "teiHeader/fileDesc/publicationStmt"


@dataclass(frozen=True, slots=True)
class Format:
    """A format in which the edition is packed: its files by their places, and what it is.

    `entry` is the place of the file through which the others are reached; then only that is described.
    """

    name: str
    summary: str
    media_type: str
    files: Mapping[str, bytes]
    entry: str = ""


class Crate:
    """The description of a crate while it is made."""

    def __init__(self, plan: Plan, remark: Callable[[str], None]) -> None:
        self._plan = plan
        self._remark = remark
        self._people = People()
        self._licences: dict[str, Entity] = {}
        self._files: list[Entity] = []
        self._folders: list[Entity] = []
        self.documents = plan.edition.documents
        self.name = name_of_edition(plan)
        self.published = last_published(self.documents)
        self._owners = {document.stem.as_posix(): document for document in self.documents}

    def add_documents(self, companions: Sequence[Companion]) -> None:
        """Describe the TEI documents, their sources and their schemas."""
        needed: dict[tuple[str, Kind], list[str]] = {}
        for companion in companions:
            for place in companion.needed_by:
                needed.setdefault((place, companion.kind), []).append(address(companion.path))
        for document in self.documents:
            place = place_of(document)
            self._files.append(
                _cleaned(
                    {
                        "@id": address(place),
                        "@type": "File",
                        "name": title_of(document),
                        "encodingFormat": "application/tei+xml",
                        "contentSize": str(len(document.data)),
                        "inLanguage": self._language(document),
                        "author": _links(self._people.named(document, "author")),
                        "editor": _links(self._people.named(document, "editor")),
                        "publisher": _links(self._people.publishers([document])),
                        "license": _links(self._licensed([document])),
                        "isBasedOn": _links(needed.get((place, "source"), [])),
                        "conformsTo": _links(needed.get((place, "schema"), [])),
                        "hasPart": _links(needed.get((place, "part"), [])),
                    }
                )
            )
        for companion in companions:
            what = _COMPANIONS[companion.kind]
            self._files.append(
                _cleaned(
                    {
                        "@id": address(companion.path),
                        "@type": "File",
                        "name": f"{what} {PurePosixPath(companion.path).name}",
                        "encodingFormat": media_type(companion.path, "application/xml"),
                        "contentSize": str(len(companion.content)),
                    }
                )
            )

    def add_format(self, made: Format) -> None:
        """Describe a format, as a folder, and its files."""
        described = [made.entry] if made.entry in made.files else sorted(made.files)
        for place in described:
            basis, label = self._basis(made, place)
            self._files.append(
                _cleaned(
                    {
                        "@id": address(place),
                        "@type": "File",
                        "name": f"{label} ({made.name})",
                        "encodingFormat": media_type(place, made.media_type),
                        "contentSize": str(len(made.files[place])),
                        "about": _links([address(place_of(one)) for one in basis] if len(basis) == 1 else []),
                        "isBasedOn": _links([address(place_of(one)) for one in basis]),
                    }
                )
            )
        self._folders.append(
            _cleaned(
                {
                    "@id": address(f"{made.name}/"),
                    "@type": "Dataset",
                    "name": f"{self.name} ({made.name})",
                    "description": f"{made.summary}. {len(made.files)} files." if made.entry else made.summary,
                    "hasPart": _links([address(place) for place in described]),
                }
            )
        )

    def _basis(self, made: Format, place: str) -> tuple[list[Document], str]:
        """The documents of which a file is made, and what to call it."""
        stem = PurePosixPath(place).relative_to(made.name)
        said = ""  # by a second suffix, of a file beside another one: changes
        while stem.suffix:
            stem = stem.parent / stem.stem
            owner = self._owners.get(stem.as_posix())
            if owner is not None:
                is_beside = said not in ("", made.name)
                return [owner], f"{title_of(owner)}: {said}" if is_beside else title_of(owner)
            said = stem.suffix.removeprefix(".")
        return list(self.documents), f"{self.name}: {PurePosixPath(place).name}"

    def publishers(self) -> list[str]:
        """The names of the publishers."""
        return publishers(self.documents)

    def written(self) -> bytes:
        """The description, as JSON-LD."""
        graph = [*self._head(), *self._folders, *self._files]
        graph += [*self._people.entities.values(), *self._licences.values()]
        return (
            json.dumps({"@context": CONTEXT, "@graph": graph}, ensure_ascii=False, indent=1) + "\n"
        ).encode()

    def _head(self) -> Iterator[Entity]:
        """The descriptor, the crate itself, and its preview."""
        yield {
            "@id": METADATA,
            "@type": "CreativeWork",
            "conformsTo": {"@id": "https://w3id.org/ro/crate/1.1"},
            "about": {"@id": "./"},
        }
        authors = [one for document in self.documents for one in self._people.named(document, "author")]
        parts = [str(entity["@id"]) for entity in (*self._folders, *self._files)]
        count = len(self._plan.texts)
        folders = ", ".join(str(folder["@id"]).rstrip("/") for folder in self._folders)
        yield _cleaned(
            {
                "@id": "./",
                "@type": "Dataset",
                "name": self.name,
                "description": f"{self.name}: a digital edition in TEI, {count} text{'s' * (count != 1)}"
                + (f", with {folders}." if folders else "."),
                "datePublished": self.published,
                "license": _links(self._licensed(self.documents)) or self._unlicensed(),
                "author": _links(list(dict.fromkeys(authors))),
                "publisher": _links(self._people.publishers(self.documents)[:1]),  # one, as is recommended
                "url": self._plan.base,
                "hasPart": _links(parts),
            }
        )
        yield {
            "@id": PREVIEW,
            "@type": "CreativeWork",
            "name": f"{self.name}: what is packed",
            "about": {"@id": "./"},
        }
        if not self.published:
            self._remark(
                "RO-Crate requires a date of publication: give one in publicationStmt/date/@when. "
                "It is left out."
            )

    def _unlicensed(self) -> str:
        self._remark(
            "RO-Crate requires a licence: name one in availability/licence/@target. The crate says so."
        )
        words = [
            text
            for document in self.documents
            for one in document.findall(f"{_PUBLICATION}/availability")
            if (text := words_of(one))
        ]
        return " ".join(dict.fromkeys(words)) or "The headers of the documents name no licence."

    def _licensed(self, documents: Sequence[Document]) -> list[str]:
        """The identifiers of the licences of some documents."""
        found = licences(documents)
        for target in found:
            self._licences.setdefault(target, _cleaned({
                "@id": target,
                "@type": "CreativeWork",
                "name": target,
                "description": self._words_of_licence(target),
            }))  # fmt: skip
        return found

    def _words_of_licence(self, target: str) -> str:
        for document in self.documents:
            for licence in document.findall(f"{_PUBLICATION}/availability/licence"):
                known = [one.iri for part in licence.get("target", "").split() if (one := web(part))]
                if target in known and (words := words_of(licence)):
                    return words
        return ""

    def _language(self, document: Document) -> str:
        text = self._plan.text_of(document)
        return text.cited.language if text else ""


def address(place: str) -> str:
    """A place in the crate as a relative IRI."""
    return quote(place, safe="/:@!$&'()*+,;=~-._")


def media_type(place: str, other: str) -> str:
    """The media type of a file, by the end of its name."""
    return _TYPES.get(PurePosixPath(place).suffix.lower(), other)


def last_published(documents: Sequence[Document]) -> str:
    """The latest date at which headers say that a document was published; nothing if none is known."""
    days = []
    for document in documents:
        for date in document.findall(f"{_PUBLICATION}/date"):
            text = (date.get("when") or "").strip()
            if _is_date(text):
                days.append(text)
    return max(days, default="")


def _is_date(text: str) -> bool:
    from teiproof.model.calendar import read_w3c

    try:
        return bool(text) and text[:4].isdecimal() and read_w3c(text) is not None
    except ValueError:
        return False


def _links(identifiers: Sequence[str]) -> object:
    """Identifiers as RO-Crate has them: one by itself, several in a list, none as nothing."""
    linked = [{"@id": identifier} for identifier in identifiers]
    return linked[0] if len(linked) == 1 else linked


def _cleaned(entity: Entity) -> Entity:
    """An entity without what is not known."""
    return {name: value for name, value in entity.items() if value not in ("", [], None)}
