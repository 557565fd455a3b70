"""The texts as linked data: what an author wrote, the page on which editors publish it, and the TEI file."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from teiproof.linked.authorities import identifiers
from teiproof.linked.graph import Graph
from teiproof.linked.headers import last_revision, licences
from teiproof.linked.register import happen, identify
from teiproof.linked.resources import EDITION, Resources
from teiproof.linked.terms import Iri, Literal, Local, Resource, literal, local, web
from teiproof.linked.times import date_literal, time_of
from teiproof.model.document import Document
from teiproof.model.elements import name_of
from teiproof.model.register import Entity
from teiproof.names import tei
from teiproof.pages.metadata import name_of_edition
from teiproof.pages.plan import Text

if TYPE_CHECKING:
    from lxml import etree

_HEADER = "teiHeader/fileDesc/"
_LONG = 60  # characters of a name


def describe_edition(resources: Resources, graph: Graph) -> None:
    """State what the edition is called, what it has, when it was last revised, and how it is licensed."""
    documents = resources.plan.edition.documents
    graph.be(EDITION, "schema:Collection")
    name = Literal(name_of_edition(resources.plan))
    graph.add(EDITION, "rdfs:label", name)
    graph.add(EDITION, "schema:name", name)
    graph.add(EDITION, "schema:dateModified", date_literal(last_revision(documents)))
    graph.add(EDITION, "schema:license", *map(Iri, licences(documents)))
    graph.add(EDITION, "schema:hasPart", *map(resources.page, resources.plan.texts))


def describe(text: Text, resources: Resources, graph: Graph) -> None:
    """State what the header of a text says: of the text, and of its edition."""
    document, subject, page = text.document, resources.text(text), resources.page(text)
    cited = text.cited
    graph.be(subject, "schema:Article" if cited.journal else "schema:CreativeWork", "crm:E33_Linguistic_Object")
    title = _title(text)
    graph.add(subject, "rdfs:label", title)
    graph.add(subject, "schema:name", title)
    authors = _agents(text, f"{_HEADER}titleStmt/author", "author", resources, graph)
    translators = _agents(
        text, f"{_HEADER}titleStmt/editor[@role='translator']", "translator", resources, graph
    )
    graph.add(subject, "schema:author", *authors)
    graph.add(subject, "schema:translator", *translators)
    graph.add(subject, "schema:inLanguage", Literal(cited.language) if cited.language else None)
    graph.add(subject, "schema:datePublished", date_literal(_printed(document)))
    graph.add(
        subject,
        "schema:keywords",
        *map(literal, document.findall("teiHeader/profileDesc/textClass/keywords//term")),
    )
    graph.add(subject, "schema:exampleOfWork", *resources.entries(_works(document, resources)))
    graph.add(subject, "schema:mainEntityOfPage", page)
    _appear(text, subject, resources, graph)
    _create(document, subject, authors, graph)
    _publish(text, page, resources, graph)


def _title(text: Text) -> Literal:
    """The title of a text, in its language."""
    for element in text.document.findall(f"{_HEADER}titleStmt/title"):
        found = literal(element)
        if found and found.text == text.cited.title:
            return found
    return Literal(text.cited.title)


def _printed(document: Document) -> str:
    """The date of the first printing that the source description dates, in EDTF."""
    for path in ("biblStruct//imprint/date", "biblFull/publicationStmt/date", "bibl/date"):
        for date in document.findall(f"{_HEADER}sourceDesc//{path}"):
            time = time_of(date)
            if time:
                return time.edtf
    return ""


def _works(document: Document, resources: Resources) -> list[Entity]:
    """The register’s entry of the text as a work: that to which the title of a source points."""
    for title in document.findall(f"{_HEADER}sourceDesc//title"):
        found = resources.of(title, document, "work")
        if found and title.get("level") != "j":
            return found[:1]
    return []


def _appear(text: Text, subject: Local, resources: Resources, graph: Graph) -> None:
    """State in what periodical a text appeared, in which volume and issue, on which pages."""
    cited = text.cited
    graph.add(subject, "schema:pagination", Literal(cited.pages) if cited.pages else None)
    if not cited.journal:
        return
    whole: Local = resources.page(text).part("periodical")
    document = text.document
    entries = [
        entity
        for title in document.findall(f"{_HEADER}sourceDesc//title[@level='j']")
        for entity in resources.of(title, document, "work")
    ]
    if entries:
        whole = resources.entry(entries[0])
    else:
        graph.be(whole, "schema:Periodical")
        graph.add(whole, "rdfs:label", Literal(cited.journal))
        graph.add(whole, "schema:name", Literal(cited.journal))
    parts = (("volume", cited.volume, "PublicationVolume"), ("issue", cited.issue, "PublicationIssue"))
    for name, number, class_ in parts:
        if number:
            part = resources.page(text).part(name)
            graph.be(part, f"schema:{class_}")
            graph.add(part, "rdfs:label", Literal(f"{cited.journal}, {name} {number}"))
            graph.add(part, f"schema:{name}Number", Literal(number))
            graph.add(part, "schema:isPartOf", whole)
            whole = part
    graph.add(subject, "schema:isPartOf", whole)


def _create(document: Document, subject: Local, authors: list[Resource], graph: Graph) -> None:
    """State by whom a text was written and when, if the header says one or the other."""
    dates = document.findall("teiHeader/profileDesc/creation//date")
    time = next((time for date in dates if (time := time_of(date))), None)
    if authors or time:
        node = subject.part("creation")
        graph.add(subject, "crm:P94i_was_created_by", node)
        happen(node, "crm:E65_Creation", time, None, graph)
        graph.add(node, "crm:P14_carried_out_by", *authors)


def _publish(text: Text, page: Local, resources: Resources, graph: Graph) -> None:
    """State who edited and published the page of a text, when, under which licence, and from which file."""
    document, cited = text.document, text.cited
    graph.be(page, "schema:WebPage", "crm:E73_Information_Object")
    graph.add(page, "rdfs:label", _title(text))
    graph.add(page, "schema:name", _title(text))
    graph.add(page, "schema:mainEntity", resources.text(text))
    graph.add(page, "schema:isPartOf", EDITION)
    editors = f"{_HEADER}titleStmt/editor"
    named = [element for element in document.findall(editors) if element.get("role") != "translator"]
    graph.add(page, "schema:editor", *_described(named, text, "editor", resources, graph))
    names = f"{_HEADER}titleStmt/respStmt"
    graph.add(
        page,
        "schema:contributor",
        *_described(list(_responsible(document, names)), text, "contributor", resources, graph),
    )
    publication = f"{_HEADER}publicationStmt/"
    publishers = [*document.findall(f"{publication}publisher"), *document.findall(f"{publication}authority")]
    graph.add(page, "schema:publisher", *_described(publishers, text, "publisher", resources, graph))
    dates = [time for date in document.findall(f"{publication}date") if (time := time_of(date))]
    graph.add(page, "schema:datePublished", date_literal(dates[0].edtf) if dates else None)
    graph.add(page, "schema:url", web(cited.url))
    statement = document.find(f"{_HEADER}publicationStmt")
    for number, identifier in enumerate(identifiers(statement, document) if statement is not None else (), 1):
        if identifier.kind:  # an address alone may be that of the publisher
            identify(page, identifier, number, graph)
    file = resources.file(text)
    graph.be(file, "schema:MediaObject")
    graph.add(file, "rdfs:label", Literal(f"TEI: {cited.title}"))
    graph.add(file, "schema:encodingFormat", Literal("application/tei+xml"))
    graph.add(page, "schema:encoding", file)
    for licence in licences([document]):
        graph.add(page, "schema:license", Iri(licence))
        graph.add(file, "schema:license", Iri(licence))


def _responsible(document: Document, path: str) -> Iterator[etree._Element]:
    """The names in the statements of responsibility."""
    for statement in document.findall(path):
        yield from statement.iterchildren(tei("persName"), tei("orgName"), tei("name"))


def _agents(text: Text, path: str, role: str, resources: Resources, graph: Graph) -> list[Resource]:
    return _described(text.document.findall(path), text, role, resources, graph)


def _described(
    elements: list[etree._Element], text: Text, role: str, resources: Resources, graph: Graph
) -> list[Resource]:
    """Those whom some elements name: their entries, or what can be said of them, once for each."""
    found: dict[Resource, None] = {}
    single = [one for element in elements for one in _singly(element)]
    for number, element in enumerate(single, 1):
        entries = resources.within(element, text.document, "person", "organisation")
        named = next(element.iter(tei("persName"), tei("orgName"), tei("name")), element)
        label = literal(named)
        if entries:
            found[resources.entry(entries[0])] = None
        elif label:
            agent = _agent(text, label.text, f"{role}:{number}")
            found[agent] = None
            if agent not in graph:
                _introduce(agent, element, named, label, text.document, graph)
            graph.be(agent, *_kind(named))
    return list(found)


def _singly(element: etree._Element) -> list[etree._Element]:
    """The names of several in one element, or the element; names with types are those of one."""
    names = list(element.iterchildren(tei("persName"), tei("orgName"), tei("name")))
    are_several = (
        len(names) > 1 and name_of(element) != "author" and not any(name.get("type") for name in names)
    )
    return names if are_several else [element]


def _agent(text: Text, name: str, otherwise: str) -> Local:
    """Whom a header names: the same in all roles, unless the name is rather a sentence."""
    return local(f"{text.href}#agent:{name if len(name) <= _LONG else otherwise}")


def _introduce(
    agent: Local,
    element: etree._Element,
    named: etree._Element,
    label: Literal,
    document: Document,
    graph: Graph,
) -> None:
    """State what a header says of somebody."""
    graph.add(agent, "rdfs:label", label)
    graph.add(agent, "schema:name", label)
    for tag, predicate in (("forename", "schema:givenName"), ("surname", "schema:familyName")):
        graph.add(agent, predicate, *map(literal, named.iter(tei(tag))))
    for number, identifier in enumerate(identifiers(element, document), 1):
        identify(agent, identifier, number, graph)


def _kind(named: etree._Element) -> tuple[str, ...]:
    """The classes of somebody who is named: one of whom no more is known is some actor."""
    if name_of(named) == "orgName":
        return ("schema:Organization", "crm:E74_Group")
    if name_of(named) == "persName" or named.find(tei("surname")) is not None:
        return ("schema:Person", "crm:E21_Person")
    return ("crm:E39_Actor",)
