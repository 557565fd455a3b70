"""The relations between entries (Guidelines 14.3.2.3) for which schema.org or CIDOC CRM has a term."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from teiproof.linked.graph import Graph
from teiproof.linked.resources import Resources
from teiproof.linked.terms import Local
from teiproof.model.document import Document
from teiproof.model.register import Entity
from teiproof.names import tei

if TYPE_CHECKING:
    from lxml import etree


class _Meaning(NamedTuple):
    """What a relation of the first to the second is: predicates, by the kinds of the two."""

    kinds: tuple[str, str]
    predicates: tuple[str, ...] = ()
    inverse: tuple[str, ...] = ()


_PEOPLE = ("person", "person")
_PARENT = _Meaning(_PEOPLE, ("schema:children",), ("schema:parent", "crm:P152_has_parent"))
_CHILD = _Meaning(_PEOPLE, ("schema:parent", "crm:P152_has_parent"), ("schema:children",))
_MEMBER = _Meaning(("person", "organisation"), ("schema:memberOf", "crm:P107i_is_current_or_former_member_of"))
_PARTS = (
    _Meaning(("place", "place"), ("schema:containedInPlace", "crm:P89_falls_within")),
    _Meaning(
        ("organisation", "organisation"),
        ("schema:parentOrganization", "crm:P107i_is_current_or_former_member_of"),
    ),
    _Meaning(("event", "event"), ("schema:superEvent", "crm:P9i_forms_part_of")),
    _Meaning(("work", "work"), ("schema:isPartOf", "crm:P148i_is_component_of")),
)
_KNOWN: dict[str, tuple[_Meaning, ...]] = {
    "parent": (_PARENT,),
    "child": (_CHILD,),
    "spouse": (_Meaning(_PEOPLE, ("schema:spouse",), ("schema:spouse",)),),
    "sibling": (_Meaning(_PEOPLE, ("schema:sibling",), ("schema:sibling",)),),
    "friend": (_Meaning(_PEOPLE, ("schema:knows",), ("schema:knows",)),),
    "acquaintance": (_Meaning(_PEOPLE, ("schema:knows",), ("schema:knows",)),),
    "colleague": (_Meaning(_PEOPLE, ("schema:colleague",), ("schema:colleague",)),),
    "member": (_MEMBER,),
    "part": _PARTS,
    "contains": tuple(_Meaning(part.kinds[::-1], (), part.predicates) for part in _PARTS),
}
_ALIASES = {
    "parents": "parent", "children": "child", "spouses": "spouse", "siblings": "sibling", "friends": "friend",
    "knows": "acquaintance", "acquaintances": "acquaintance", "colleagues": "colleague", "has part": "contains",
}  # fmt: skip


def relate(document: Document, resources: Resources, graph: Graph) -> list[str]:
    """State the relations of a document. Returns the name of each for which there is no term."""
    left = []
    for relation in document.root.iter(tei("relation")):
        name, pairs = relation.get("name", ""), list(_pairs(relation, document, resources))
        if relation.get("cert") in ("low", "unknown") or not pairs:
            continue
        stated = [_state(name, first, second, resources, graph) for first, second in pairs]
        if not any(stated):
            left.append(name)
    return left


def nest(resources: Resources, graph: Graph) -> None:
    """State that a place in the entry of another lies there."""
    known = {entry.entity.element: entry.entity for entry in resources.plan.entries.values()}
    for element, entity in known.items():
        around = next(element.iterancestors(tei("place")), None) if entity.kind == "place" else None
        if around in known:
            _state("part", entity, known[around], resources, graph)


def _pairs(
    relation: etree._Element, document: Document, resources: Resources
) -> Iterator[tuple[Entity, Entity]]:
    mutual = resources.of(relation, document, attribute="mutual")
    yield from ((first, second) for first in mutual for second in mutual if first is not second)
    for first in resources.of(relation, document, attribute="active"):
        for second in resources.of(relation, document, attribute="passive"):
            yield first, second


def _state(name: str, first: Entity, second: Entity, resources: Resources, graph: Graph) -> bool:
    """State a relation of two entries, if there is a term for it."""
    for meaning in _KNOWN.get(_meant(name), ()):
        if meaning.kinds == (first.kind, second.kind):
            one, other = resources.entry(first), resources.entry(second)
            for predicates, subject, value in ((meaning.predicates, one, other), (meaning.inverse, other, one)):
                for predicate in predicates:
                    if _fits(predicate, subject, value, graph):
                        graph.add(subject, predicate, value)
            return True
    return False


def _fits(predicate: str, subject: Local, value: Local, graph: Graph) -> bool:
    """Whether two entries may stand in a relation: the CRM has parents for persons who lived alone."""
    if predicate == "crm:P152_has_parent":
        return graph.are(subject, "crm:E21_Person") and graph.are(value, "crm:E21_Person")
    return not (predicate.startswith("crm:") and graph.are(subject, "crm:E28_Conceptual_Object"))


def _meant(name: str) -> str:
    """The relation that a name means: partOf, part_of and isPartOf are one."""
    words = re.sub(r"[_-]+", " ", re.sub(r"(?<=[a-z])(?=[A-Z])", " ", name)).casefold().strip()
    words = re.sub(r"^is ", "", re.sub(r" of$", "", words))
    return _ALIASES.get(words, words)
