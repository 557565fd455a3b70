"""Turtle, the linked data of the edition for triple stores and for people who read RDF.

One file, edition.ttl, with the texts, the entries of the register, what is mentioned in which paragraph, and
when things happened, in the terms of schema.org and of CIDOC CRM 7.1 (https://www.w3.org/TR/turtle/). What has
a page or an entry in the site is called by its address there; --base says where the site is. Without it the
addresses are relative ones, from a folder within the site, which is where a site offers the file.

Identifiers are owl:sameAs if the encoder is sure of them, skos:exactMatch with a medium and skos:closeMatch
with a low @cert. Names that are misprints or mean a kind of person are skos:hiddenLabel. The licence is that of
the page and of the TEI file, of which the header speaks; the text may have another. jsonld has the same graph.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import PurePosixPath

from teiproof.exports import Made, Profile
from teiproof.linked import graph_of
from teiproof.linked.graph import TYPE, Graph
from teiproof.linked.terms import ABOVE, PREFIXES, Iri, Literal, Local, Object, Term, web
from teiproof.model.edition import Edition

MEDIA_TYPE = "text/turtle"
OPTIONS = ("base",)

_FEW = 3
_ESCAPES = {"\\": "\\\\", '"': '\\"', "\n": "\\n", "\r": "\\r", "\t": "\\t"}
_ESCAPED = re.compile(r'[\\"\x00-\x1f\x7f-\x9f]')


def export(edition: Edition, profile: Profile) -> Iterator[Made]:
    """The file of the edition, unless there is nothing to say. Raises UnparsableError."""
    graph = graph_of(edition, profile.remark)
    if len(graph):
        yield PurePosixPath("edition.ttl"), render(graph, profile.base).encode()


def render(graph: Graph, base: str = "") -> str:
    """A graph in Turtle: prefixes, then the subjects in their order, with a blank line before each."""
    known = web(base)
    lines = [f"@prefix {prefix}: <{iri}> ." for prefix, iri in PREFIXES.items()]
    home = known.iri if known else ABOVE
    for subject, said in graph:
        clauses = [_clause(predicate, [_term(value, home) for value in said[predicate]]) for predicate in said]
        lines += [
            "",
            _term(subject, home),
            *(f"  {clause} ;" for clause in clauses[:-1]),
            f"  {clauses[-1]} .",
        ]
    return "\n".join(lines) + "\n"


def _clause(predicate: str, objects: list[str]) -> str:
    """A predicate and its objects, each on a line if they are many, so that versions can be compared."""
    verb = "a" if predicate == TYPE else predicate
    if len(objects) <= _FEW:
        return f"{verb} {', '.join(objects)}"
    return f"{verb}\n    " + ",\n    ".join(objects)


def _term(value: Object, home: str) -> str:
    if isinstance(value, Local):
        return f"<{home}{value.address}>"
    if isinstance(value, Iri):
        return f"<{value.iri}>"
    if isinstance(value, Term):
        return value.name
    return _literal(value)


def _literal(value: Literal) -> str:
    text = _ESCAPED.sub(lambda found: _ESCAPES.get(found[0], f"\\u{ord(found[0]):04X}"), value.text)
    if value.language:
        return f'"{text}"@{value.language}'
    return f'"{text}"^^{value.datatype}' if value.datatype else f'"{text}"'
