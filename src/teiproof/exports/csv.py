"""Tables for spreadsheets and statistics: mentions.csv, entities.csv and notes.csv.

mentions.csv has a row for each name, description and date in a text or a note, entities.csv for each entry of a
register, notes.csv for each note. UTF-8, commas, double quotation marks where needed, a header line (RFC 4180).
Offsets (start, end) are those in the text that teiproof export text writes; lines and columns those of the TEI.
Several values in one cell have a semicolon between them. Places and dates are as the TEI has them.

Values are exact, so that programs can compare them with the text: nothing is put before one that begins with
=, +, - or @. A spreadsheet takes such a cell for a formula if the file is simply opened; of texts that you do
not trust, import the columns as text (https://owasp.org/www-community/attacks/CSV_Injection).
"""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from teiproof.exports import Made, Profile
from teiproof.linked.authorities import identifiers
from teiproof.linked.resources import Resources
from teiproof.model.addresses import address_of, addresses
from teiproof.model.dating import value_of
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import name_of
from teiproof.model.positions import position
from teiproof.model.reading import Reading, read
from teiproof.model.register import Entity
from teiproof.names import XML_ID
from teiproof.pages.plan import Plan, plan
from teiproof.plaintext.layout import Laid, lay_out
from teiproof.plaintext.names import names_of

if TYPE_CHECKING:
    from lxml import etree

MEDIA_TYPE = "text/csv"
OPTIONS = ("reading", "notes")

_AROUND = 40  # characters before and after a mention
_MENTIONS = (
    "document", "line", "column", "start", "end", "element", "kind", "text", "date", "ref", "certainty",
    "entity", "name", "block", "note", "before", "after",
)  # fmt: skip
_ENTITIES = (
    "id", "document", "line", "kind", "name", "variants", "born", "died", "date", "latitude", "longitude",
    "identifiers", "mentions", "texts",
)  # fmt: skip
_NOTES = (
    "document", "line", "column", "number", "id", "type", "responsible", "certainty", "block", "text",
)  # fmt: skip

Row = dict[str, object]


def export(edition: Edition, profile: Profile) -> Iterator[Made]:
    """The three tables; one that would have no row is left out. Raises UnparsableError."""
    planned = plan(edition)
    resources = Resources(planned)
    mentions: list[Row] = []
    notes: list[Row] = []
    for text in planned.texts:
        reading = read(text.document, profile.reading)
        known = addresses(text.document)
        mentions += _mentions(text.document, lay_out(reading, profile.layout), resources, known)
        notes += _notes(text.document, reading, known)
    for name, columns, rows in (
        ("mentions", _MENTIONS, mentions),
        ("entities", _ENTITIES, list(_entities(planned))),
        ("notes", _NOTES, notes),
    ):
        if rows:
            yield PurePosixPath(f"{name}.csv"), _table(columns, rows)


def _table(columns: Sequence[str], rows: Sequence[Row]) -> bytes:
    stream = io.StringIO()
    writer = csv.DictWriter(stream, columns)
    writer.writeheader()
    writer.writerows(rows)
    return stream.getvalue().encode()


def _mentions(
    document: Document, laid: Laid, resources: Resources, known: dict[etree._Element, str]
) -> Iterator[Row]:
    for mention in names_of(laid):
        element = mention.element
        place = document.location(element)
        entries = [resources.plan.entries[entity.key] for entity in resources.of(element, document)]
        start, end = mention.start, mention.end
        yield {
            "document": document.name,
            "line": place.line,
            "column": place.column,
            "start": start,
            "end": end,
            "element": name_of(element),
            "kind": mention.kind,
            "text": _one_line(laid.text[start:end]),
            "date": value_of(element) if mention.kind == "date" else "",
            "ref": element.get("ref", ""),
            "certainty": element.get("cert", ""),
            "entity": "; ".join(entry.anchor for entry in entries),
            "name": "; ".join(entry.entity.name for entry in entries),
            "block": address_of(element, known),
            "note": mention.note or "",
            "before": _one_line(laid.text[max(0, start - _AROUND) : start]),
            "after": _one_line(laid.text[end : end + _AROUND]),
        }


def _entities(planned: Plan) -> Iterator[Row]:
    for kind in planned.kinds():
        for entry in planned.register(kind):
            entity = entry.entity
            found = planned.mentions.get(entity.key, ())
            texts = Counter(mention.document.name for mention in found)
            where = position(entity.element, entity.document)
            point = where.points[0] if where else None
            yield {
                "id": entry.anchor,
                "document": entity.document.name,
                "line": entity.document.location(entity.element).line,
                "kind": kind,
                "name": entity.name,
                "variants": "; ".join(entity.variants),
                "born": _dated(entity, "birth"),
                "died": _dated(entity, "death"),
                "date": _dated(entity, "date") or value_of(entity.element),
                "latitude": point.latitude if point else "",
                "longitude": point.longitude if point else "",
                "identifiers": "; ".join(one.text for one in identifiers(entity.element, entity.document)),
                "mentions": len(found),
                "texts": "; ".join(map(str, texts)),
            }


def _notes(document: Document, reading: Reading, known: dict[etree._Element, str]) -> Iterator[Row]:
    for note in reading.notes:
        element = note.element
        place = document.location(element)
        parent = element.getparent()
        yield {
            "document": document.name,
            "line": place.line,
            "column": place.column,
            "number": note.number,
            "id": element.get(XML_ID, ""),
            "type": element.get("type", ""),
            "responsible": element.get("resp", ""),
            "certainty": element.get("cert", ""),
            "block": address_of(element if parent is None else parent, known),
            "text": " ".join(block.line for block in note.blocks),
        }


def _dated(entity: Entity, name: str) -> str:
    """The date of a child of an entry."""
    return next(
        (
            found
            for child in entity.element.iterchildren("*")
            if name_of(child) == name and (found := value_of(child))
        ),
        "",
    )


def _one_line(text: str) -> str:
    return " ".join(text.split())
