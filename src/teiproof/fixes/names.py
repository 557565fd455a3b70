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
from teiproof.source import attributes_in, name_in

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
        for mistake in mistakes:
            repair = _repair(draft, schema, mistake)
            # A second opinion: with a name that is right, the schema must find less to say.
            if repair and len(_mistakes(schema, _applied(draft, repair))) < len(mistakes):
                yield repair


def _repair(draft: Draft, schema: Schema, mistake: Diagnostic) -> Repair | None:
    location = mistake.location
    place = draft.offset(location.line, location.column)
    if mistake.code == "relaxng.unknown-element":
        return _rename_element(draft, schema, place)
    if mistake.code == "relaxng.unknown-attribute":
        return _rename_attribute(draft, schema, place)
    return None


def _rename_element(draft: Draft, schema: Schema, place: int) -> Repair | None:
    element = draft.element_at(place)
    if element is None:
        return None
    name, tag = etree.QName(element), draft.tag(element)
    allowed = schema.expected(_before(draft, place)).elements
    right = _only_near(name.localname, _local_names(allowed, name.namespace))
    if right is None:
        return None
    reason = f"<{name.localname}> is not in the schema; of what may stand here only <{right}> is near"
    start = place + 1 + len(name_in(tag.raw)) - len(name.localname)
    edits = [Edit(start, start + len(name.localname), right)]
    end = draft.end_tag(element)
    if end is not None:
        start = end.offset + 2 + len(name_in(end.raw)) - len(name.localname)
        edits.append(Edit(start, start + len(name.localname), right))
    return Repair(tuple(edits), reason)


def _rename_attribute(draft: Draft, schema: Schema, place: int) -> Repair | None:
    element = draft.element_around(place)
    if element is None:
        return None
    tag = draft.tag(element)
    for name, _, _, offset in attributes_in(tag.raw):
        start = tag.offset + tag.raw.rindex(name, 0, offset)
        if start == place and ":" not in name:
            allowed = schema.expected(_before(draft, place)).attributes
            given = {str(given) for given in element.attrib}
            right = _only_near(name, [other for other in _local_names(allowed, None) if other not in given])
            if right is not None:
                reason = (
                    f"@{name} is not in the schema; of what <{name_in(tag.raw)}> may have only @{right} is near"
                )
                return Repair((Edit(start, start + len(name), right),), reason)
    return None


def _before(draft: Draft, place: int) -> bytes:
    return draft.text[:place].encode(encoding_of(draft.data))


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


def _applied(draft: Draft, repair: Repair) -> bytes:
    return apply(draft.text, repair.edits).encode(encoding_of(draft.data))
