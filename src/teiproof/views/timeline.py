"""When things happened of which the texts speak, and when the texts were written and printed.

Time runs downwards. A stretch without anything is left out, and a year with many events is longer than one with
few, so that their names can be read: the scale says so. At the left each text has a column with a dot for every
date that it mentions, a band for the time of its writing and a line for its printing.
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from itertools import pairwise
from math import floor

from lxml import etree

from teiproof.drawing import picture, put, put_link, put_text, shortened, spread
from teiproof.model.context import Contexts
from teiproof.model.dating import Dating, dating, year_of
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.printing import printed
from teiproof.model.reading import words_of
from teiproof.model.register import entities, mentions
from teiproof.names import tei
from teiproof.views import Cell, Frame, View

TITLE = "timeline"

_EVENTS = 40  # with a label in the picture
_TEXTS = 4  # with a column of their own
_WIDTH = 640.0
_YEARS = 52.0  # the width of the numbers of years
_COLUMN = 60.0
_LINE = 19.0
_DOT = 8.0
_ROW = 10.0  # of dots
_CELLS = 60  # of time, above which they are made longer
_LONG_AGO = 10**12  # days; so that dates before our era sort as others do
_GAP = 3  # empty cells from which on a stretch is left out


@dataclass(frozen=True, slots=True)
class _Item:
    """What has a time: `kind` is event, mention, writing or printing; `text` is None for an event."""

    kind: str
    label: str
    href: str
    dating: Dating
    text: Document | None = None
    weight: int = 0

    @property
    def first(self) -> float:
        return year_of(self.order[0])

    @property
    def last(self) -> float:
        return year_of(self.order[1])

    @property
    def is_closed(self) -> bool:
        return self.dating.first is not None and self.dating.last is not None

    @property
    def order(self) -> tuple[int, int]:
        first, last = self.dating.first, self.dating.last
        known = first if first is not None else last
        return (known or 0, last if last is not None else known or 0)


def view(edition: Edition, frame: Frame) -> View | None:
    """The timeline of an edition. Raises UnparsableError."""
    events = _events(edition, frame)
    mentioned = [item for document in edition.documents for item in _mentioned(document, frame)]
    texts = [item for document in edition.documents for item in _text_dates(document, frame)]
    if not events and not mentioned:
        return None
    items = sorted([*events, *mentioned, *texts], key=lambda item: item.order)
    shown = sorted(events, key=lambda item: -item.weight)[:_EVENTS]
    dated = {item.text for item in items if item.text}
    columns = [document for document in edition.documents if document in dated]
    if len(columns) > _TEXTS:
        columns = []
    drawn = [
        item
        for item in items
        if item.is_closed
        and (item.kind != "event" or item in shown)
        and (columns or item.kind in ("event", "mention"))
    ]
    say = frame.say
    first = min(item.first for item in items)
    last = max(item.last for item in items)
    sentence = say(
        "timeline-sentence", events=len(events), dates=len(mentioned), first=floor(first), last=floor(last)
    )
    rows = tuple(
        (
            Cell(item.dating.text, order=f"{item.order[0] + _LONG_AGO:013}"),
            Cell(item.label, item.href),
            Cell(say(f"timeline-{item.kind}")),
            Cell(frame.name(item.text) if item.text else ""),
        )
        for item in items
    )
    header = (say("view-date"), say("timeline-what"), say("view-kind"), say("view-text"))
    left_out = len(items) - len(drawn)
    notes = [say("timeline-note"), say("timeline-note-texts") if columns else ""]
    notes.append(say("view-left-out", number=left_out) if left_out else "")
    note = " ".join(filter(None, notes))
    svg = _draw(drawn, columns, frame, sentence)
    return View(TITLE, svg, sentence, note, header, rows)


def _events(edition: Edition, frame: Frame) -> list[_Item]:
    dated = [
        (entity, time)
        for entity in entities(edition)
        if entity.kind == "event" and (time := _time_of_event(entity.element))
    ]
    # To look for mentions takes much longer than to see that no event has a date.
    counts = Counter(mention.entity for mention in mentions(edition)) if dated else Counter()
    return [
        _Item("event", entity.name, frame.entry(entity), time, weight=counts[entity.key])
        for entity, time in dated
    ]


def _time_of_event(event: etree._Element) -> Dating | None:
    date = event.find(tei("date"))
    return dating(event) or (dating(date) if date is not None else None)


def _mentioned(document: Document, frame: Frame) -> list[_Item]:
    """The dates that a text mentions, without those in notes."""
    dates = [
        (date, time)
        for text in document.root.iterchildren(tei("text"))
        for date in text.iter(tei("date"))
        if (time := dating(date))
    ]
    if not dates:
        return []
    contexts = Contexts(document)
    found = []
    for date, time in dates:
        context = contexts.of(date)
        if context and context.text and not context.in_note:
            href = frame.passage(document, context.anchor)
            found.append(_Item("mention", words_of(date), href, time, document))
    return found


def _text_dates(document: Document, frame: Frame) -> list[_Item]:
    """When a text was written and printed, where its header says so for certain."""
    found = []
    name = frame.name(document)
    top = frame.passage(document, "")
    for date in document.findall("teiHeader/profileDesc/creation/date"):
        time = dating(date)
        if time and time.first is not None and time.last is not None:
            found.append(_Item("writing", name, top, time, document))
    printing = printed(document)
    if printing:
        time = Dating(printing.text, printing.span.first, printing.span.last)
        found.append(_Item("printing", name, top, time, document))
    return found


class _Scale:
    """Where a time lies in the picture. `cells` are the years, or tens or hundreds of years, that are drawn."""

    def __init__(self, items: list[_Item], top: float) -> None:
        self.unit = next((unit for unit in (1, 10, 100) if len(_touched(items, unit)) <= _CELLS), 1000)
        touched = _touched(items, self.unit)
        cells = sorted(touched)
        for before, after in pairwise(cells):
            if after - before <= _GAP:
                touched.update(dict.fromkeys(range(before + 1, after), 0))
        self.cells = sorted(touched)
        self.starts: dict[int, float] = {}
        self.heights: dict[int, float] = {}
        y = top
        for index, cell in enumerate(self.cells):
            if index and cell != self.cells[index - 1] + 1:
                y += _LINE * 1.2
            self.starts[cell] = y
            self.heights[cell] = _LINE * max(1.2, touched[cell] + 0.3)
            y += self.heights[cell]
        self.bottom = y

    def place(self, year: float) -> float:
        """The place of a year and its part; one in a stretch left out is at the end of that."""
        cell = floor(year / self.unit)
        if cell not in self.starts:
            later = [other for other in self.cells if other > cell]
            return self.starts[later[0]] if later else self.bottom
        return self.starts[cell] + (year / self.unit - cell) * self.heights[cell]


def _touched(items: list[_Item], unit: int) -> dict[int, int]:
    """The cells in which something begins or ends, with the number of labels in each."""
    found: dict[int, int] = {}
    for item in items:
        first = floor(item.first / unit)
        found[first] = found.get(first, 0) + (item.kind != "mention")
        found.setdefault(floor((item.last - 0.002) / unit), 0)
    return found


def _draw(items: list[_Item], columns: list[Document], frame: Frame, sentence: str) -> etree._Element:
    """The picture; without columns for texts, all that they mention is in one, as wide as may be."""
    top = _LINE * (len(columns) + 1.5)
    scale = _Scale(items, top)
    svg = picture(_WIDTH, scale.bottom + _LINE, TITLE, frame.say(TITLE), sentence)
    _draw_years(svg, scale)
    left = _YEARS + 10
    for index, text in enumerate(columns):
        own = [item for item in items if item.text is text]
        _draw_heading(svg, left, _LINE * (index + 0.9), top, scale.bottom, frame.name(text))
        _draw_text(svg, left, scale, own)
        left += _COLUMN
    kept = [item for item in items if item.kind != "mention"]
    if not columns:
        width = _COLUMN if kept else _WIDTH - left
        _draw_dots(svg, left, scale, [item for item in items if item.kind == "mention"], width)
        left += width
    _draw_labels(svg, left + 6, scale, kept, frame)
    return svg


def _draw_years(svg: etree._Element, scale: _Scale) -> None:
    years = put(svg, "g", class_="years")
    before = None
    for cell in scale.cells:
        y = scale.starts[cell]
        if before is not None and cell != before + 1:
            put(years, "path", class_="break", d=f"M{_YEARS - 4:g},{y - 15:.1f}l8,4l-8,4l8,4")
        put(years, "line", class_="tick", x1=_YEARS - 4, x2=_YEARS + 4, y1=y, y2=y)
        put(years, "line", class_="axis", x1=_YEARS, x2=_YEARS, y1=y, y2=y + scale.heights[cell])
        year = cell * scale.unit
        put_text(years, _YEARS - 9, y + 4, str(year), class_="small", text_anchor="end")
        before = cell


def _draw_heading(svg: etree._Element, x: float, y: float, top: float, bottom: float, name: str) -> None:
    put(svg, "line", class_="lane", x1=x - 3, x2=x - 3, y1=y - 8, y2=bottom)
    put(svg, "line", class_="lane", x1=x - 3, x2=x + _COLUMN - 14, y1=top - 6, y2=top - 6)
    put_text(svg, x + 2, y, shortened(name, 48), class_="heading")


def _draw_text(svg: etree._Element, x: float, scale: _Scale, items: list[_Item]) -> None:
    for item in items:
        first, last = scale.place(item.first), scale.place(item.last)
        if item.kind == "writing":
            put(svg, "rect", class_="writing", x=x, y=first, width=_COLUMN - 14, height=max(last - first, 3))
        elif item.kind == "printing":
            put(svg, "line", class_="printing", x1=x, x2=x + _COLUMN - 14, y1=first, y2=first)
    _draw_dots(svg, x, scale, [item for item in items if item.kind == "mention"])


def _draw_dots(
    svg: etree._Element, x: float, scale: _Scale, items: list[_Item], width: float = _COLUMN
) -> None:
    """A dot for each mention, those of about the same time in a row; the last one says how many had no room."""
    rows: dict[int, list[_Item]] = {}
    for item in items:
        middle = (scale.place(item.first) + scale.place(item.last)) / 2
        rows.setdefault(round(middle / _ROW), []).append(item)
    room = int(width / _DOT) - 1
    for row, found in sorted(rows.items()):
        drawn = found if len(found) <= room else found[: room - 2]
        for index, item in enumerate(drawn):
            dot = put(svg, "circle", class_="mention", cx=x + 4 + index * _DOT, cy=row * _ROW, r=3)
            put(dot, "title").text = f"{item.dating.text}: {item.label}"
        if len(found) > len(drawn):
            more = f"+{len(found) - len(drawn)}"
            put_text(svg, x + 2 + len(drawn) * _DOT, row * _ROW + 4, more, class_="small")


def _draw_labels(svg: etree._Element, left: float, scale: _Scale, items: list[_Item], frame: Frame) -> None:
    """The marks of events and texts, and their labels, each on a line of its own."""
    tracks: list[float] = []  # where the last bar of each track ends
    marks: list[tuple[float, float]] = []
    for item in items:
        first, last = scale.place(item.first), scale.place(item.last)
        track = next((index for index, end in enumerate(tracks) if end < first - 2), len(tracks))
        tracks[track : track + 1] = [max(last, first + 6)]
        x = left + 4 + track * 8
        if item.kind == "event" and last - first > 6:
            put(svg, "rect", class_="span", x=x - 1.5, y=first, width=3, height=last - first)
        marks.append((x, first))
        put(svg, "circle", class_=item.kind, cx=x, cy=first, r=3.5)
    labels = left + 8 * len(tracks) + 22
    room = int((_WIDTH - labels) / 6.5)
    places = spread([y for _, y in marks], _LINE)
    for item, (x, y), place in zip(items, marks, places, strict=True):
        put(
            svg,
            "path",
            class_="leader",
            d=f"M{x + 5:.1f},{y:.1f}L{labels - 14:.1f},{place:.1f}H{labels - 4:.1f}",
        )
        text = item.label if item.kind == "event" else frame.say(f"timeline-{item.kind}-of", text=item.label)
        label = put_text(put_link(svg, item.href), labels, place + 4, shortened(text, room), class_=item.kind)
        if len(text) > room:
            put(label, "title").text = text
