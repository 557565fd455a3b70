"""A graph of RDF, grouped by subject and predicate, in the order in which it was made."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeVar

from teiproof.linked.terms import Object, Resource, Term

TYPE = "rdf:type"

Described = Mapping[str, tuple[Object, ...]]
"""What is said of a subject: the objects by the predicates (`schema:name`), none empty."""

_Key = TypeVar("_Key")


class Graph:
    """Statements, each once. The order is that in which subjects, predicates and objects first came."""

    def __init__(self) -> None:
        self._statements: dict[Resource, dict[str, dict[Object, None]]] = {}

    def __len__(self) -> int:
        return sum(len(objects) for said in self._statements.values() for objects in said.values())

    def __iter__(self) -> Iterator[tuple[Resource, Described]]:
        for subject, said in self._statements.items():
            yield subject, {predicate: tuple(objects) for predicate, objects in said.items()}

    def __contains__(self, subject: Resource) -> bool:
        return subject in self._statements

    def add(self, subject: Resource, predicate: str, *objects: Object | None) -> None:
        """State what is not None."""
        for value in objects:
            if value is not None:
                said = self._statements.setdefault(subject, {})
                said.setdefault(predicate, {})[value] = None

    def be(self, subject: Resource, *classes: str) -> None:
        """State of what classes a subject is."""
        self.add(subject, TYPE, *map(Term, classes))

    def are(self, subject: Resource, name: str) -> bool:
        """Whether it is stated that a subject is of a class."""
        return Term(name) in self._statements.get(subject, {}).get(TYPE, {})
