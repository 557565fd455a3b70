"""BEACON, identifiers of authority files and what they lead to, for library catalogues and portals.

One file for each authority with identifiers in the register: beacon-gnd.txt, beacon-wikidata.txt, and so on
(https://gbv.github.io/beaconspec/beacon.html). Each line leads from an identifier to the entry that has it;
that of an author leads to the page of the text, and that of a name without an entry to the passage in which
each text has it first. Identifiers that cannot be right, or of which the encoder is unsure (@cert), are left
out.

The links have to be absolute: without --base there is no file. The header's lines come from the headers of the
documents: the publisher, his address for letters, the latest date of a revision.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from teiproof.exports import Made, Profile
from teiproof.linked.authorities import AUTHORITIES, Authority, Identifier, identifiers
from teiproof.linked.headers import contact, last_revision, publishers
from teiproof.linked.named import named, registered
from teiproof.linked.terms import local, web
from teiproof.model.edition import Edition
from teiproof.pages.metadata import name_of_edition
from teiproof.pages.plan import Plan, plan

MEDIA_TYPE = "text/plain"
OPTIONS = ("base",)

_RELATION = "http://www.w3.org/2000/01/rdf-schema#seeAlso"
_LABEL = "http://www.w3.org/2000/01/rdf-schema#label"


class _Link(NamedTuple):
    """A line of a file: an identifier, what it is called in the edition, and its address there."""

    value: str
    name: str
    address: str


def export(edition: Edition, profile: Profile) -> Iterator[Made]:
    """A file for each authority. Raises UnparsableError."""
    planned = plan(edition)
    links = _links(planned)
    base = web(profile.base)
    if links and base is None:
        profile.remark("BEACON needs absolute links: say with --base where the edition is published.")
    for name, found in sorted(links.items()):
        if base:
            path = PurePosixPath(f"beacon-{name.lower()}.txt")
            header = _header(AUTHORITIES[name], planned, base.iri, path)
            lines = [
                *(f"#{field}: {value}" for field, value in header if value),
                "",
                *map("|".join, sorted(found)),
            ]
            yield path, ("\n".join(lines) + "\n").encode()


def _links(planned: Plan) -> dict[str, set[_Link]]:
    """The links by the names of the authorities."""
    links: dict[str, set[_Link]] = {}

    def add(found: tuple[Identifier, ...], name: str, address: str) -> None:
        for identifier in found:
            if identifier.kind in AUTHORITIES and identifier.cert not in ("low", "unknown"):
                link = _Link(identifier.value, _line(name).replace("|", "/"), local(address).address)
                links.setdefault(identifier.kind, set()).add(link)

    known = registered(planned)
    for entry in planned.entries.values():
        entity = entry.entity
        add(identifiers(entity.element, entity.document), entity.name, entry.href)
    for text in planned.texts:
        for author in text.document.findall("teiHeader/fileDesc/titleStmt/author"):
            add(identifiers(author, text.document), text.cited.title, text.href)
        seen: set[Identifier] = set()
        for name in named(text):
            if (name.identifier.kind, name.identifier.value) not in known and name.identifier not in seen:
                seen.add(name.identifier)
                add((name.identifier,), text.cited.title, f"{text.href}#{name.context.anchor}")
    return links


def _header(authority: Authority, planned: Plan, base: str, path: PurePosixPath) -> Iterator[tuple[str, str]]:
    """The fields of the header and their values, of which some may be empty."""
    documents = planned.edition.documents
    name, publisher = _line(name_of_edition(planned)), _line("; ".join(publishers(documents)))
    yield "FORMAT", "BEACON"
    yield "PREFIX", authority.prefix + {"GeoNames": "{ID}/", "DOI": "{+ID}"}.get(authority.name, "")
    yield "TARGET", f"{base}{{+ID}}"
    yield "MESSAGE", "{annotation}"
    yield "RELATION", _RELATION
    yield "ANNOTATION", _LABEL
    yield "NAME", name
    yield "INSTITUTION", publisher
    yield (
        "DESCRIPTION",
        f"What “{name}” has on those whom {authority.name} identifies: entries, texts, passages",
    )
    yield "CREATOR", publisher
    yield "CONTACT", contact(documents)
    yield "HOMEPAGE", base
    yield "FEED", f"{base}beacon/{path}"
    yield "TIMESTAMP", last_revision(documents)
    yield "UPDATE", "monthly"  # when to look again: there is no saying when the next revision comes


def _line(text: str) -> str:
    """A text on one line, in the composed form that the format asks for."""
    return " ".join(unicodedata.normalize("NFC", text).split())
