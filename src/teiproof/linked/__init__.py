"""Linked data: what an edition says of its texts, of what they name, and where, as one graph of RDF.

The notations of the graph are exports. It names things by the addresses at which the site shows them.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from teiproof.linked import mentions, named, register, relations, texts
from teiproof.linked.graph import Graph
from teiproof.linked.resources import Resources
from teiproof.model.edition import Edition
from teiproof.model.register import Mention
from teiproof.pages.plan import plan


def graph_of(edition: Edition, remark: Callable[[str], None]) -> Graph:
    """What an edition says; `remark` is told what is left out. Raises UnparsableError."""
    planned = plan(edition)
    graph = Graph()
    if not planned.texts and not planned.entries:
        return graph
    resources = Resources(planned)
    texts.describe_edition(resources, graph)
    found: dict[Path, list[Mention]] = {}
    for group in planned.mentions.values():
        for mention in group:
            found.setdefault(mention.document.path, []).append(mention)
    registered = named.registered(planned)
    for text in planned.texts:
        texts.describe(text, resources, graph)
        place = {element: number for number, element in enumerate(text.document.root.iter("*"))}
        here = sorted(found.get(text.document.path, ()), key=lambda mention: place[mention.element])
        mentions.describe(text, here, resources, graph)
        mentions.describe_names(text, registered, resources, graph)
        mentions.describe_dates(text, resources, graph)
    for entry in planned.entries.values():
        register.describe(entry.entity, resources, graph)
    relations.nest(resources, graph)
    left = [name for document in edition.documents for name in relations.relate(document, resources, graph)]
    if left:
        names = ", ".join(f"{name or 'without a name'}: {left.count(name)}" for name in dict.fromkeys(left))
        remark(f"Relations are left out for which neither schema.org nor CIDOC CRM has a term ({names}).")
    return graph
