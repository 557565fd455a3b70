"""The letters of an edition: who sent them to whom, when, from where and to where (Guidelines 2.4.6).

Where there is no `correspDesc`, as before there was such an element, a `creation` is read in which names, dates
and places say by @type whether they are those of the sender or of the addressee.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, Literal, NamedTuple

from teiproof.linked.authorities import Identifier, identifiers
from teiproof.linked.resources import Resources
from teiproof.linked.terms import web
from teiproof.model.dating import span_of
from teiproof.model.document import Document
from teiproof.model.elements import name_of
from teiproof.model.reading import words_of
from teiproof.names import XML_ID, tei

if TYPE_CHECKING:
    from lxml import etree

Act = Literal["sent", "received"]
Named = Literal["persName", "orgName", "placeName"]

_AGENTS: dict[str, Named] = {
    "persName": "persName",
    "name": "persName",
    "orgName": "orgName",
    "rs": "persName",
    "person": "persName",
    "personGrp": "persName",
}
_PLACES = frozenset("placeName settlement country region district bloc geogName location".split())
_TYPES: dict[Act, tuple[str, ...]] = {
    "sent": ("sent", "sender", "sending", "dispatch"),
    "received": ("received", "addressee", "recipient", "receiver", "receiving"),
}
_NOBODY = re.compile(
    r"\W*(?:k\.? ?A|n\.? ?n|n/a|keine Angaben?|nicht (?:zutreffend|bekannt)|unbekannt"
    r"|unknown|unidentified|inconnue?)\W*",
    re.IGNORECASE,
)
_DATED = ("when", "from", "to", "notBefore", "notAfter")
_DAY = re.compile(r"(\d{4}(?:-\d\d){0,2})(?=$|T|Z|[+-]\d\d:)")

# The order in which one of several identifiers is chosen: those that indexes of letters know come first.
_FIRST = ("GND", "VIAF", "GeoNames", "Wikidata", "ISNI", "ORCID")


class Party(NamedTuple):
    """Somebody or some place that a letter went from or to: the name, and an address for it or nothing."""

    element: Named
    name: str
    ref: str


class Action(NamedTuple):
    """One end of a letter; `dates` are pairs of attributes and values, for each date."""

    act: Act
    parties: tuple[Party, ...]
    dates: tuple[tuple[tuple[str, str], ...], ...]


class Letter(NamedTuple):
    """A letter: its actions, the sending first; what it is called there, and its address, if these are said.

    `key` is that of its correspDesc, or else the `xml:id` of the TEI that has it within a teiCorpus.
    """

    actions: tuple[Action, ...]
    key: str = ""
    ref: str = ""


def letters(document: Document, resources: Resources, base: str) -> Iterator[Letter]:
    """The letters in a document, in document order; `base` precedes the register’s addresses."""
    described = [
        description
        for profile in document.root.iter(tei("profileDesc"))
        for description in profile.iterchildren(tei("correspDesc"))
    ]
    for description in described:
        found = tuple(
            _action(act, list(element), document, resources, base)
            for act in _TYPES
            for element in description.iterchildren(tei("correspAction"))
            if element.get("type") == act
        )
        if found:
            known = web(description.get("ref", ""))
            yield Letter(found, description.get("key", "") or _part(description), known.iri if known else "")
    if not described:
        yield from _created(document, resources, base)


def _part(description: etree._Element) -> str:
    """The identifier of the TEI of which something is said, if that is one of several in a document."""
    whole = next(description.iterancestors(tei("TEI")), None)
    return "" if whole is None or whole.getparent() is None else whole.get(XML_ID, "")


def _created(document: Document, resources: Resources, base: str) -> Iterator[Letter]:
    for creation in document.findall("teiHeader/profileDesc/creation"):
        found = tuple(
            _action(act, [child for child in creation if child.get("type") in types], document, resources, base)
            for act, types in _TYPES.items()
        )
        if all(any(party.element != "placeName" for party in action.parties) for action in found[:1]):
            yield Letter(tuple(action for action in found if action.parties or action.dates))


def _action(
    act: Act, children: list[etree._Element], document: Document, resources: Resources, base: str
) -> Action:
    parties, dates = [], []
    for child in children:
        name = name_of(child)
        if name == "date":
            dates.append(_date(child))
        elif name in _PLACES:
            parties.append(_party("placeName", child, document, resources, base))
        elif name in _AGENTS:
            kind: Named = "orgName" if child.get("type") == "org" else _AGENTS[name]
            parties.append(_party(kind, child, document, resources, base))
    return Action(act, tuple(party for party in parties if party), tuple(date for date in dates if date))


def _party(
    element: Named, named: etree._Element, document: Document, resources: Resources, base: str
) -> Party | None:
    """Who or what is named; None if the name says that it is not known."""
    name = words_of(named)
    entries = resources.within(named, document, "place") if element == "placeName" else (
        resources.within(named, document, "person", "organisation")
    )  # fmt: skip
    known = identifiers(named, document)
    address = ""
    if entries:
        known += identifiers(entries[0].element, entries[0].document)
        name = name or entries[0].name
        address = f"{base}{resources.entry(entries[0]).address}" if base else ""
        if entries[0].kind == "organisation":
            element = "orgName"
    ref = _chosen(known) or address
    if not ref and (not name or _NOBODY.fullmatch(name)):
        return None
    first = next((f"{one.kind} {one.value}".strip() for one in known), "")
    return Party(element, name or first, ref)


def _chosen(known: tuple[Identifier, ...]) -> str:
    """The address of the best identifier, of which the encoder is sure; nothing if there is none."""
    sure = [one for one in known if one.iri and web(one.iri.iri) and one.cert not in ("low", "unknown")]
    ranked = sorted(sure, key=lambda one: _FIRST.index(one.kind) if one.kind in _FIRST else len(_FIRST))
    return ranked[0].iri.iri if ranked and ranked[0].iri else ""


def _date(date: etree._Element) -> tuple[tuple[str, str], ...]:
    """The dating attributes that can be read, as years, months or days, and how sure they are."""
    found = []
    for name in _DATED:
        match = _DAY.match((date.get(name) or date.get(f"{name}-iso") or "").strip())
        if match and span_of(date, name):
            found.append((name, match[1]))
    certainty = date.get("cert")
    if found and certainty in ("high", "medium", "low", "unknown"):
        found.append(("cert", certainty))
    return tuple(found)
