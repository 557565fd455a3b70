"""The mentions as linked data: in which passage of which text something is named, and by what words.

A passage of a text forms part of it (P106); a name in it refers to an entry or a time (P67, which says less
than P129 “is about”). A note is no part of the text to which it refers: most are by others than its author.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from teiproof.linked.graph import Graph
from teiproof.linked.named import named
from teiproof.linked.register import CLASSES, is_fictional, last
from teiproof.linked.resources import Resources
from teiproof.linked.terms import Literal, Local, Resource, literal
from teiproof.linked.times import time_of
from teiproof.model.addresses import TOP
from teiproof.model.context import Contexts
from teiproof.model.register import Mention
from teiproof.names import tei
from teiproof.pages.plan import Entry, Text


def describe(text: Text, mentions: Sequence[Mention], resources: Resources, graph: Graph) -> None:
    """State what a text mentions, where, and in what words."""
    page, subject = resources.page(text), resources.text(text)
    for number, mention in enumerate(mentions, 1):
        entity = resources.plan.entries[mention.entity].entity
        entry = resources.entry(entity)
        passage = _passage(text, mention.anchor, mention.in_note, resources, graph)
        graph.add(passage if mention.in_note else subject, "schema:mentions", entry)
        if is_fictional(entity) and not mention.in_note:
            graph.add(subject, "schema:character", entry)
        node = page.part(f"mention:{number}")
        graph.be(node, "crm:E33_Linguistic_Object")
        _say(node, mention.text or entity.name, bool(mention.text), passage, graph)
        graph.add(node, "crm:P67_refers_to", entry)


def describe_names(
    text: Text, registered: Mapping[tuple[str, str], Entry], resources: Resources, graph: Graph
) -> None:
    """State what a text mentions by pointing to an authority file itself, and is not in the register."""
    subject = resources.text(text)
    for number, name in enumerate(named(text), 1):
        identifier, context = name.identifier, name.context
        entry = registered.get((identifier.kind, identifier.value))
        thing: Resource | None = resources.entry(entry.entity) if entry else identifier.iri
        if thing is None or identifier.cert in ("low", "unknown"):
            continue
        if thing not in graph and entry is None:
            graph.be(thing, *(CLASSES[name.kind] if name.kind else ("schema:Thing",)))
            graph.add(thing, "rdfs:label", Literal(context.text or f"{identifier.kind} {identifier.value}"))
        passage = _passage(text, context.anchor, context.in_note, resources, graph)
        graph.add(passage if context.in_note else subject, "schema:mentions", thing)
        node = resources.page(text).part(f"name:{number}")
        graph.be(node, "crm:E33_Linguistic_Object")
        _say(node, context.text or f"{identifier.kind} {identifier.value}", bool(context.text), passage, graph)
        graph.add(node, "crm:P67_refers_to", thing)


def describe_dates(text: Text, resources: Resources, graph: Graph) -> None:
    """State the times that a text names."""
    contexts = Contexts(text.document)
    number = 0
    for element in text.document.root.iter(tei("date")):
        time = time_of(element)
        context = contexts.of(element) if time else None
        if time is None or context is None:
            continue
        number += 1
        passage = _passage(text, context.anchor, context.in_note, resources, graph)
        node = resources.page(text).part(f"date:{number}")
        graph.be(node, "crm:E33_Linguistic_Object")
        _say(node, context.text or time.edtf, bool(context.text), passage, graph)
        graph.add(node, "crm:P67_refers_to", node.part("time"))
        last(node.part("time"), time, literal(element), graph)


def _say(node: Local, words: str, are_there: bool, passage: Local, graph: Graph) -> None:
    """State the words of a name, if it has any, and where they stand."""
    graph.add(node, "rdfs:label", Literal(words))
    graph.add(node, "crm:P190_has_symbolic_content", Literal(words) if are_there else None)
    graph.add(node, "crm:P106i_forms_part_of", passage)


def _passage(text: Text, anchor: str, in_note: bool, resources: Resources, graph: Graph) -> Local:
    """A block or note, stated once."""
    subject = resources.text(text)
    if anchor == TOP and not in_note:
        return subject
    passage = resources.passage(text, anchor)
    if passage not in graph:
        graph.be(passage, *(["schema:Comment"] if in_note else []), "crm:E33_Linguistic_Object")
        graph.add(passage, "rdfs:label", Literal(f"{text.cited.title}, {anchor}"))
        graph.add(passage, "schema:isPartOf", resources.page(text))
        graph.add(passage, "crm:P67_refers_to" if in_note else "crm:P106i_forms_part_of", subject)
    return passage
