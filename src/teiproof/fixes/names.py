"""Corrects names of elements and attributes that the RELAX NG schema does not know, if exactly one name that
may stand there is near: <speeker> becomes <speaker>, @whom becomes @who. A correction counts only if the
schema finds fewer mistakes after it.
"""

from collections.abc import Iterable, Iterator
from functools import lru_cache
from pathlib import Path

from lxml import etree

from teiproof.diagnostics import Diagnostic
from teiproof.fixes import TEXT, Draft, Edit, Repair, apply
from teiproof.model.edition import Edition
from teiproof.model.schemas import relaxng_schemas
from teiproof.parsing import encoding_of
from teiproof.relaxng import Schema
from teiproof.source import Piece, attributes_in, name_in

KEEPS = TEXT

_SHORT = 4  # the least length of a name of which something is near
_LONG = 6  # the length from which on two slips may be forgiven


def fix(draft: Draft, edition: Edition) -> Iterator[Repair]:
    """Misspelt names of elements and attributes, as the schemas see them.

    Raises SchemaNotFoundError, IncorrectSchemaError.
    """
    for path in relaxng_schemas(draft, edition):
        schema = _load(path)
        mistakes = _mistakes(schema, draft.data)
        corrections = _Corrections(draft, schema)
        by_name: dict[str, list[Repair]] = {}
        for mistake in mistakes:
            repair = corrections.of(mistake)
            if repair is not None:
                by_name.setdefault(repair.reason, []).append(repair)
        for repairs in by_name.values():
            # A second opinion: with names that are right, the schema must find so much less to say.
            edits = [edit for repair in repairs for edit in repair.edits]
            data = apply(draft.text, edits).encode(encoding_of(draft.data))
            if len(_mistakes(schema, data)) <= len(mistakes) - len(repairs):
                yield from repairs


class _Corrections:
    """What was meant by names that a schema does not know."""

    def __init__(self, draft: Draft, schema: Schema) -> None:
        self._draft = draft
        self._schema = schema
        # By the name and the one of the parent, because the same mistake is often made again.
        self._allowed: dict[tuple[str, str], list[str]] = {}

    def of(self, mistake: Diagnostic) -> Repair | None:
        """The correction of a mistake; None if it is not about a name, or none is certain."""
        place = self._draft.offset(mistake.location.line, mistake.location.column)
        if mistake.code == "relaxng.unknown-element":
            return self._rename_element(place)
        if mistake.code == "relaxng.unknown-attribute":
            return self._rename_attribute(place)
        return None

    def _rename_element(self, place: int) -> Repair | None:
        element = self._draft.element_at(place)
        if element is None:
            return None
        name, parent = etree.QName(element), element.getparent()
        key = (str(element.tag), "" if parent is None else str(parent.tag))
        if key not in self._allowed:
            allowed = self._schema.expected(self._before(place)).elements
            self._allowed[key] = _local_names(allowed, name.namespace)
        right = _only_near(name.localname, self._allowed[key])
        if right is None:
            return None
        tags = [self._draft.tag(element), self._draft.end_tag(element)]
        edits = [_renamed(tag, name.localname, right) for tag in tags if tag is not None]
        reason = f"<{name.localname}> is not in the schema; of what may stand here only <{right}> is near"
        return Repair(tuple(edits), reason)

    def _rename_attribute(self, place: int) -> Repair | None:
        element = self._draft.element_around(place)
        if element is None:
            return None
        tag = self._draft.tag(element)
        starts = {tag.offset + tag.raw.rindex(a.name, 0, a.offset): a.name for a in attributes_in(tag.raw)}
        name = starts.get(place, ":")
        if ":" in name:
            return None
        key = (f"@{name}", str(element.tag))
        if key not in self._allowed:
            self._allowed[key] = _local_names(self._schema.expected(self._before(place)).attributes, None)
        right = _only_near(name, [other for other in self._allowed[key] if other not in element.attrib])
        if right is None:
            return None
        reason = f"@{name} is not in the schema; of what <{name_in(tag.raw)}> may have only @{right} is near"
        return Repair((Edit(place, place + len(name), right),), reason)

    def _before(self, place: int) -> bytes:
        return self._draft.text[:place].encode(encoding_of(self._draft.data))


def _renamed(tag: Piece, local: str, right: str) -> Edit:
    """The edit that renames a start tag or end tag, whose prefix stays."""
    name = name_in(tag.raw)
    start = tag.offset + tag.raw.index(name) + len(name) - len(local)
    return Edit(start, start + len(local), right)


def _local_names(names: Iterable[str], namespace: str | None) -> list[str]:
    """The local names of those in a namespace."""
    found = [etree.QName(name) for name in names if "*" not in name]
    return [name.localname for name in found if name.namespace == namespace]


def _only_near(name: str, known: Iterable[str]) -> str | None:
    """The one name that differs in nothing but case, or else in the fewest slips; None if there are several."""
    names = set(known)
    same = [other for other in names if other.lower() == name.lower()]
    if same:
        return same[0] if len(same) == 1 else None
    most = 2 if len(name) >= _LONG else 1
    near = sorted((slips, other) for other in names if (slips := _slips(name, other, most)) <= most)
    if not near or (len(near) > 1 and near[0][0] == near[1][0]) or len(name) < _SHORT:
        return None
    right = near[0][1]
    # <geog> is nearer to <geo>, but may be the beginning of <geogName>.
    return None if any(other.startswith(name) for other in names - {right}) else right


def _slips(one: str, other: str, most: int) -> int:
    """How many letters are missing, too many, wrong or exchanged with their neighbour; if more than `most`, no
    matter how many."""
    if abs(len(one) - len(other)) > most:
        return most + 1
    before_last: list[int] = []
    last = list(range(len(other) + 1))
    for i, letter in enumerate(one, 1):
        row = [i]
        for j, counterpart in enumerate(other, 1):
            best = min(last[j] + 1, row[j - 1] + 1, last[j - 1] + (letter != counterpart))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == counterpart:
                best = min(best, before_last[j - 2] + 1)
            row.append(best)
        before_last, last = last, row
    return last[-1]


@lru_cache(maxsize=16)
def _load(path: Path) -> Schema:
    return Schema.load(path)


def _mistakes(schema: Schema, data: bytes) -> list[Diagnostic]:
    return list(schema.validate(data, ""))
