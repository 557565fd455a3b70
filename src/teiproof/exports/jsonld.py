"""JSON-LD, the linked data of the edition for programs that read JSON.

One file, edition.jsonld, with the same graph as that of turtle (see there for what it holds and for --base).
Its context is in the file itself, so that nothing has to be fetched (https://www.w3.org/TR/json-ld11/): it
names the vocabularies, and says of each property whether its values are resources or have a datatype.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from pathlib import PurePosixPath

from teiproof.exports import Made, Profile
from teiproof.linked import graph_of
from teiproof.linked.graph import TYPE, Described, Graph
from teiproof.linked.terms import ABOVE, PREFIXES, Literal, Local, Object, Term, web
from teiproof.model.edition import Edition

MEDIA_TYPE = "application/ld+json"
OPTIONS = ("base",)

_ID = "@id"


def export(edition: Edition, profile: Profile) -> Iterator[Made]:
    """The file of the edition, unless there is nothing to say. Raises UnparsableError."""
    graph = graph_of(edition, profile.remark)
    if len(graph):
        yield PurePosixPath("edition.jsonld"), render(graph, profile.base).encode()


def render(graph: Graph, base: str = "") -> str:
    """A graph in JSON-LD: a context, and an object for each subject, in their order, one on a line."""
    known = web(base)
    types = _types(graph)
    home = known.iri if known else ABOVE
    context: dict[str, object] = {**PREFIXES}
    context |= {name: {_ID: name, "@type": type_} for name, type_ in sorted(types.items()) if type_}
    objects = [_compact({_ID: _address(subject, home)} | _said(said, types, home)) for subject, said in graph]
    head = json.dumps(context, ensure_ascii=False, indent=2).replace("\n", "\n  ")
    return f'{{\n  "@context": {head},\n  "@graph": [\n    ' + ",\n    ".join(objects) + "\n  ]\n}\n"


def _types(graph: Graph) -> dict[str, str]:
    """What all values of a predicate are: `@id`, a datatype, or nothing that could be said of all."""
    found: dict[str, set[str]] = {}
    for _, said in graph:
        for predicate, objects in said.items():
            kinds = found.setdefault(predicate, set())
            kinds.update(value.datatype if isinstance(value, Literal) else _ID for value in objects)
    return {name: next(iter(kinds)) if len(kinds) == 1 else "" for name, kinds in found.items() if name != TYPE}


def _said(said: Described, types: Mapping[str, str], home: str) -> dict[str, object]:
    made: dict[str, object] = {}
    for predicate, objects in said.items():
        if predicate == TYPE:
            values: list[object] = [value.name for value in objects if isinstance(value, Term)]
        else:
            values = [_value(value, types[predicate], home) for value in objects]
        made["@type" if predicate == TYPE else predicate] = values[0] if len(values) == 1 else values
    return made


def _value(value: Object, type_: str, home: str) -> object:
    if not isinstance(value, Literal):
        return _address(value, home) if type_ == _ID else {_ID: _address(value, home)}
    if value.language:
        return {"@value": value.text, "@language": value.language}
    if value.datatype == type_:
        return value.text
    return {"@value": value.text, "@type": value.datatype} if value.datatype else {"@value": value.text}


def _address(value: Object, home: str) -> str:
    return f"{home}{value.address}" if isinstance(value, Local) else value[0]


def _compact(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
