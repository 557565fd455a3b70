"""The entries of the register as linked data: who and what they are, and what happened to them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from teiproof.linked.authorities import Identifier, identifiers
from teiproof.linked.graph import Graph
from teiproof.linked.resources import Resources
from teiproof.linked.terms import Literal, Local, literal
from teiproof.linked.times import Time, date_literal, time_of
from teiproof.model.elements import name_of
from teiproof.model.positions import position
from teiproof.model.register import Entity, EntityKind
from teiproof.names import tei

if TYPE_CHECKING:
    from lxml import etree

CLASSES: dict[EntityKind, tuple[str, str]] = {
    "person": ("schema:Person", "crm:E21_Person"),
    "place": ("schema:Place", "crm:E53_Place"),
    "organisation": ("schema:Organization", "crm:E74_Group"),
    "work": ("schema:CreativeWork", "crm:E73_Information_Object"),
    "event": ("schema:Event", "crm:E5_Event"),
}
_FICTIONAL = ("schema:Person", "crm:E28_Conceptual_Object")  # E21 has no room for who never lived
_NAMES = {
    "person": ("persName", "name"),
    "place": ("placeName", "settlement", "country", "region", "district", "bloc", "geogName", "name"),
    "organisation": ("orgName", "name"),
    "work": ("title",),
    "event": ("eventName", "label", "head", "name"),
}
_NOT_NAMES = frozenset(
    {"error", "generic", "misprint", "misspelling", "sic"}
)  # to be found by, not to be shown
_UNSURE = ("low", "unknown")


def describe(entity: Entity, resources: Resources, graph: Graph) -> None:
    """State what the register says of an entry."""
    subject = resources.entry(entity)
    graph.be(subject, *_classes(entity))
    _name(subject, entity, graph)
    for note in _descriptions(entity.element):
        graph.add(subject, "schema:description", note)
        graph.add(subject, "crm:P3_has_note", note)
    for number, identifier in enumerate(identifiers(entity.element, entity.document), 1):
        identify(subject, identifier, number, graph)
    if entity.kind == "person":
        _live(subject, entity, resources, graph)
    elif entity.kind == "place":
        _locate(subject, entity, graph)
    elif entity.kind == "work":
        _publish(subject, entity, resources, graph)
    elif entity.kind == "event":
        _happen(subject, entity, resources, graph)


def is_fictional(entity: Entity) -> bool:
    """Whether a person is a character of a play: one of its `particDesc`, where there are speeches."""
    in_header = next(entity.element.iterancestors(tei("particDesc")), None) is not None
    return (
        entity.kind == "person" and in_header and next(entity.document.root.iter(tei("sp")), None) is not None
    )


def identify(subject: Local, identifier: Identifier, number: int, graph: Graph) -> None:
    """State that the subject is the same as what an identifier stands for, as sure as the encoder is."""
    same = {"low": "skos:closeMatch", "unknown": "skos:closeMatch", "medium": "skos:exactMatch"}
    if identifier.iri and identifier.is_thing:
        graph.add(subject, same.get(identifier.cert, "owl:sameAs"), identifier.iri)
    if identifier.iri and identifier.cert not in same:
        graph.add(subject, "schema:sameAs", identifier.iri)
    if identifier.kind and (identifier.is_thing or not identifier.iri) and identifier.cert not in _UNSURE:
        node = subject.part(f"identifier:{number}")
        graph.add(subject, "schema:identifier", node)
        graph.add(subject, "crm:P1_is_identified_by", node)
        graph.be(node, "schema:PropertyValue", "crm:E42_Identifier")
        graph.add(node, "rdfs:label", Literal(f"{identifier.kind} {identifier.value}"))
        graph.add(node, "schema:propertyID", Literal(identifier.kind))
        graph.add(node, "schema:value", Literal(identifier.value))
        graph.add(node, "crm:P190_has_symbolic_content", Literal(identifier.value))


def happen(node: Local, class_: str, time: Time | None, label: Literal | None, graph: Graph) -> None:
    """State that something happened, and when."""
    graph.be(node, class_)
    graph.add(node, "rdfs:label", label)
    if time:
        span = node.part("time")
        graph.add(node, "crm:P4_has_time-span", span)
        last(span, time, None, graph)


def last(span: Local, time: Time, label: Literal | None, graph: Graph) -> None:
    """State the bounds of a time-span: it lies somewhere within them."""
    graph.be(span, "crm:E52_Time-Span")
    graph.add(span, "rdfs:label", label or Literal(time.edtf))
    graph.add(span, "crm:P82_at_some_time_within", Literal(time.edtf, "edtf:EDTF"))
    if time.first:
        graph.add(span, "crm:P82a_begin_of_the_begin", Literal(time.first, "xsd:dateTime"))
    if time.last:
        graph.add(span, "crm:P82b_end_of_the_end", Literal(time.last, "xsd:dateTime"))


def _classes(entity: Entity) -> tuple[str, ...]:
    if name_of(entity.element) == "personGrp":
        return ("crm:E74_Group",)
    if is_fictional(entity):
        return _FICTIONAL
    if entity.kind == "work" and _is_serial(entity.element):
        return ("schema:Periodical", "crm:E73_Information_Object")
    return CLASSES[entity.kind]


def _is_serial(element: etree._Element) -> bool:
    levels = {title.get("level") for title in element.iter(tei("title"))}
    return levels == {"j"}


def _name(subject: Local, entity: Entity, graph: Graph) -> None:
    """State the names: the preferred one, others, and forms which are not to be shown as names."""
    elements = _naming(entity)
    preferred = next((name for name in elements if _text(literal(name)) == entity.name), None)
    label = literal(preferred) or Literal(entity.name)
    graph.add(subject, "rdfs:label", label)
    graph.add(subject, "schema:name", label)
    if preferred is not None and entity.kind == "person":
        for tag, predicate in (("forename", "schema:givenName"), ("surname", "schema:familyName")):
            graph.add(subject, predicate, *map(literal, preferred.iterchildren(tei(tag))))
    for element in elements:
        other = literal(element)
        if element is not preferred and _text(other) != entity.name:
            is_name = element.get("type") not in _NOT_NAMES
            graph.add(subject, "schema:alternateName" if is_name else "skos:hiddenLabel", other)


def _naming(entity: Entity) -> list[etree._Element]:
    """The elements that name an entry; of a work, not the titles of what it appeared in."""
    wanted = _NAMES[entity.kind]
    children = [child for child in entity.element.iterchildren("*") if name_of(child) in wanted]
    if entity.kind == "work":
        for part in entity.element.iterchildren(tei("analytic"), tei("monogr")):
            children.extend(part.iterchildren(tei("title")))
        level = children[0].get("level") if children else None
        children = [title for title in children if title.get("level") == level]
    return children


def _text(value: Literal | None) -> str:
    return value.text if value else ""


def _descriptions(element: etree._Element) -> Iterator[Literal | None]:
    for child in element.iterchildren(tei("note"), tei("desc")):
        if name_of(child) == "desc" or child.get("type") in ("description", "desc"):
            yield literal(child)


def _live(subject: Local, entity: Entity, resources: Resources, graph: Graph) -> None:
    """State birth and death; in the CRM's terms only of persons who lived."""
    events = (
        ("birth", "schema:birthDate", "schema:birthPlace", "crm:P98i_was_born", "crm:E67_Birth"),
        ("death", "schema:deathDate", "schema:deathPlace", "crm:P100i_died_in", "crm:E69_Death"),
    )
    for tag, date, place, happened, class_ in events:
        element = entity.element.find(tei(tag))
        if element is None:
            continue
        time = time_of(element) or next(
            (time for inner in element.iter(tei("date")) if (time := time_of(inner))), None
        )
        where = resources.entries(resources.within(element, entity.document, "place"))
        graph.add(subject, date, date_literal(time.edtf) if time else None)
        graph.add(subject, place, *where)
        if graph.are(subject, "crm:E21_Person") and (time or where):
            node = subject.part(tag)
            graph.add(subject, happened, node)
            happen(node, class_, time, literal(element), graph)
            graph.add(node, "crm:P7_took_place_at", *where)


def _locate(subject: Local, entity: Entity, graph: Graph) -> None:
    """State where a place is: GeoSPARQL's well-known text has the longitude first."""
    found = position(entity.element, entity.document)
    if found is None:
        return
    pairs = [f"{point.longitude:f} {point.latitude:f}" for point in found.points]
    shape = (
        f"POINT({pairs[0]})" if len(pairs) == 1
        else f"POLYGON(({', '.join(pairs)}))" if found.is_outline
        else f"MULTIPOINT({', '.join(f'({pair})' for pair in pairs)})"
    )  # fmt: skip
    spot = subject
    if found.is_rough:
        spot = subject.part("approximation")
        graph.be(spot, "crm:E53_Place")
        graph.add(spot, "rdfs:label", Literal(f"{entity.name}, roughly"))
        graph.add(spot, "crm:P189_approximates", subject)
    graph.add(spot, "crm:P168_place_is_defined_by", Literal(shape, "geo:wktLiteral"))
    if len(pairs) == 1:
        node = subject.part("geo")
        graph.add(subject, "schema:geo", node)
        graph.be(node, "schema:GeoCoordinates")
        graph.add(node, "schema:latitude", Literal(f"{found.points[0].latitude:f}", "xsd:decimal"))
        graph.add(node, "schema:longitude", Literal(f"{found.points[0].longitude:f}", "xsd:decimal"))


def _publish(subject: Local, entity: Entity, resources: Resources, graph: Graph) -> None:
    """State who wrote a work, and when it was published."""
    for element in entity.element.iter(tei("author"), tei("editor")):
        role = "translator" if element.get("role") == "translator" else name_of(element)
        if element.get("cert") not in _UNSURE:
            agents = resources.within(element, entity.document, "person", "organisation")
            graph.add(subject, f"schema:{role}", *resources.entries(agents))
    dates = entity.element.findall(tei("date")) or entity.element.findall(f".//{tei('imprint')}/{tei('date')}")
    time = next((time for date in dates if (time := time_of(date))), None)
    graph.add(subject, "schema:datePublished", date_literal(time.edtf) if time else None)


def _happen(subject: Local, entity: Entity, resources: Resources, graph: Graph) -> None:
    """State when an event was, where, and who had part in it, in whatever role."""
    time = time_of(entity.element) or next(
        (time for date in entity.element.iterfind(f"{tei('date')}") if (time := time_of(date))), None
    )
    if time:
        span = subject.part("time")
        graph.add(subject, "schema:startDate", date_literal(time.start))
        graph.add(subject, "schema:endDate", date_literal(time.end))
        graph.add(subject, "crm:P4_has_time-span", span)
        last(span, time, None, graph)
    document, places = entity.document, resources.of(entity.element, entity.document, "place")
    for child in entity.element.iterchildren(tei("ptr"), tei("listPerson"), tei("placeName"), tei("location")):
        agents = resources.within(child, document, "person", "organisation")
        present = [agent for agent in agents if not is_fictional(agent)]
        is_absent = "absen" in child.get("type", "").lower()  # accused in absence, say: no participant
        relation = "schema:about" if is_absent else "crm:P11_had_participant"
        graph.add(subject, relation, *resources.entries(present))
        places += resources.within(child, document, "place")
    graph.add(subject, "schema:location", *resources.entries(places))
    graph.add(subject, "crm:P7_took_place_at", *resources.entries(places))
