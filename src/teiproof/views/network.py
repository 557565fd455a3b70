"""Which persons the texts name together: in the same paragraph, verse group or speech; notes do not count, nor
does a passage that names more than a hundred, which is a list.

The persons stand around a circle, so that every name can be read, and those named together often stand near
each other. A line joins two who are named together, the thicker the more often. The same edition gives the same
picture: the order is found by exchanging places, and nothing is left to chance.
"""

from __future__ import annotations

from collections import Counter
from itertools import combinations
from math import cos, degrees, pi, sin, sqrt
from typing import NamedTuple

from lxml import etree

from teiproof.drawing import picture, put, put_link, put_text, shortened, width_of
from teiproof.model.edition import Edition
from teiproof.model.register import Entity, Key, entities, mentions
from teiproof.views import Cell, Frame, View

TITLE = "network"

_PERSONS = 48  # around the circle
_SIZE = 13.0  # of the names
_LONG = 30  # characters of a name
_LIST = 100  # persons: all pairs of more would be more than a page can show
_ROUNDS = 12  # of exchanges; it has always come to rest before

Pair = tuple[Key, Key]


class _Persons(NamedTuple):
    """Who is named together: the persons by their keys, how often each pair, and where first."""

    known: dict[Key, Entity]
    pairs: Counter[Pair]
    first: dict[Pair, str]
    degrees: Counter[Key]


def view(edition: Edition, frame: Frame) -> View | None:
    """The network of an edition; None if no two persons are named together. Raises UnparsableError."""
    persons = _together(edition, frame)
    if not persons.pairs:
        return None
    say = frame.say
    pairs = sorted(persons.pairs.items(), key=lambda pair: (-pair[1], _names(pair[0], persons)))
    rows = tuple(
        (
            Cell(persons.known[a].name, frame.entry(persons.known[a]), persons.known[a].sort_key),
            Cell(persons.known[b].name, frame.entry(persons.known[b]), persons.known[b].sort_key),
            Cell(str(count), persons.first[a, b], f"{count:09}"),
        )
        for (a, b), count in pairs
    )
    (a, b), count = pairs[0]
    sentence = say("network-sentence", persons=len(persons.degrees), first=persons.known[a].name,
                   second=persons.known[b].name, number=count)  # fmt: skip
    shown = _ordered(persons)
    left_out = len(persons.degrees) - len(shown)
    note = say("network-note") + (" " + say("view-left-out", number=left_out) if left_out else "")
    header = (say("network-first"), say("network-second"), say("network-together"))
    return View(TITLE, _draw(shown, persons, frame, sentence), sentence, note, header, rows)


def _together(edition: Edition, frame: Frame) -> _Persons:
    known = {entity.key: entity for entity in entities(edition) if entity.kind == "person"}
    blocks: dict[str, dict[Key, None]] = {}
    for mention in mentions(edition):
        if mention.entity in known and not mention.in_note and mention.anchor:
            passage = frame.passage(mention.document, mention.anchor)
            blocks.setdefault(passage, {})[mention.entity] = None
    pairs: Counter[Pair] = Counter()
    first: dict[Pair, str] = {}
    degrees: Counter[Key] = Counter()
    for passage, named in blocks.items():
        if len(named) > _LIST:
            continue
        for a, b in combinations(sorted(named, key=lambda key: (known[key].sort_key, key)), 2):
            pairs[a, b] += 1
            first.setdefault((a, b), passage)
            degrees.update((a, b))
    return _Persons(known, pairs, first, degrees)


def _names(pair: Pair, persons: _Persons) -> tuple[str, str]:
    return persons.known[pair[0]].sort_key, persons.known[pair[1]].sort_key


def _ordered(persons: _Persons) -> list[Key]:
    """Those named most often with others, so around the circle that ties are short."""
    by_weight = sorted(
        persons.degrees, key=lambda key: (-persons.degrees[key], persons.known[key].sort_key, key)
    )
    chosen = by_weight[:_PERSONS]
    near: dict[Key, dict[Key, int]] = {key: {} for key in chosen}
    for (a, b), count in persons.pairs.items():
        if a in near and b in near:
            near[a][b] = near[b][a] = count
    return _settled(_chained(chosen, near), near)


def _chained(chosen: list[Key], near: dict[Key, dict[Key, int]]) -> list[Key]:
    """Each beside the one before to whom, and to a few before, the ties are strongest."""
    order, rest = chosen[:1], chosen[1:]
    while rest:

        def pull(key: Key) -> float:
            return sum(near[key].get(other, 0) / (step + 1) for step, other in enumerate(reversed(order[-5:])))

        best = max(rest, key=pull)  # the first of equals
        rest.remove(best)
        order.append(best)
    return order


def _settled(order: list[Key], near: dict[Key, dict[Key, int]]) -> list[Key]:
    """The order after exchanging any two as long as that makes ties shorter."""
    count = len(order)
    place = {key: index for index, key in enumerate(order)}

    def length(key: Key) -> int:
        at = place[key]
        return sum(
            weight * min(abs(at - place[other]), count - abs(at - place[other]))
            for other, weight in near[key].items()
        )

    for _ in range(_ROUNDS):
        settled = True
        for a, b in combinations(order, 2):
            before = length(a) + length(b)
            place[a], place[b] = place[b], place[a]
            if length(a) + length(b) < before:
                settled = False
            else:
                place[a], place[b] = place[b], place[a]
        if settled:
            break
    return sorted(order, key=place.__getitem__)


def _draw(order: list[Key], persons: _Persons, frame: Frame, sentence: str) -> etree._Element:
    names = [shortened(persons.known[key].name, _LONG) for key in order]
    radius = max(110.0, len(order) * (_SIZE + 6) / (2 * pi))
    angles = {key: 2 * pi * (index + 0.5) / len(order) - pi / 2 for index, key in enumerate(order)}
    reaches = [radius + 14 + width_of(name, _SIZE) for name in names]
    across = max(reach * abs(cos(angle)) for reach, angle in zip(reaches, angles.values(), strict=True)) + _SIZE
    along = max(reach * abs(sin(angle)) for reach, angle in zip(reaches, angles.values(), strict=True)) + _SIZE
    svg = picture(2 * across, 2 * along, TITLE, frame.say(TITLE), sentence)
    circle = put(svg, "g", transform=f"translate({across:.1f},{along:.1f})")
    most = max(persons.pairs.values())
    ties = put(circle, "g", class_="ties")
    for (a, b), count in sorted(persons.pairs.items(), key=lambda pair: pair[1]):
        if a in angles and b in angles:
            _draw_tie(ties, radius, angles[a], angles[b], count / most)
    heaviest = max(persons.degrees.values())
    for key, name in zip(order, names, strict=True):
        size = 2 + 4 * sqrt(persons.degrees[key] / heaviest)
        entity = persons.known[key]
        _draw_person(circle, radius, angles[key], size, name, frame.entry(entity))
    return svg


def _draw_tie(parent: etree._Element, radius: float, a: float, b: float, strength: float) -> None:
    """A curve that bends towards the middle, which is at 0,0."""
    x1, y1, x2, y2 = radius * cos(a), radius * sin(a), radius * cos(b), radius * sin(b)
    curve = f"M{x1:.1f},{y1:.1f}Q{(x1 + x2) * 0.2:.1f},{(y1 + y2) * 0.2:.1f} {x2:.1f},{y2:.1f}"
    put(parent, "path", d=curve, stroke_width=0.4 + 3 * strength, stroke_opacity=0.2 + 0.6 * strength)


def _draw_person(
    parent: etree._Element, radius: float, angle: float, size: float, name: str, href: str
) -> None:
    """A dot and a name that points away from the middle and is never upside down."""
    turn = put(put_link(parent, href), "g", transform=f"rotate({degrees(angle):.1f})")
    put(turn, "circle", cx=radius, cy=0, r=size)
    start = radius + 10
    if cos(angle) >= 0:
        put_text(turn, start, 4, name)
    else:
        put_text(turn, -start, 4, name, text_anchor="end", transform="rotate(180)")
