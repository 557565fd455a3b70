"""GeoJSON, the places of the register for maps and geographic information systems.

One file, places.geojson (RFC 7946), with a feature for each place: its name and other names, identifiers,
description, how often it is mentioned, and in which texts. The coordinates are those of `geo`, of which the
first is the latitude if geoDecl does not say otherwise; GeoJSON has the longitude first. Several of them are an
outline if they end where they began. A place without coordinates is a feature without geometry; so is one of
which the coordinates are in another datum than WGS 84, because they are not converted.

Where a person's residence, birth or death has coordinates, it is a feature as well, with the person's name.
--base says where the edition is published; without it the addresses are relative to that of its first page.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterator, Mapping
from itertools import pairwise
from pathlib import PurePosixPath
from typing import TYPE_CHECKING

from teiproof.exports import Made, Profile
from teiproof.linked.authorities import identifiers
from teiproof.linked.terms import web
from teiproof.model.edition import Edition
from teiproof.model.elements import name_of
from teiproof.model.positions import Point, Position, geos, position, position_of
from teiproof.model.reading import words_of
from teiproof.names import tei
from teiproof.pages.metadata import name_of_edition
from teiproof.pages.plan import Entry, Plan, plan

if TYPE_CHECKING:
    from lxml import etree

MEDIA_TYPE = "application/geo+json"
OPTIONS = ("base",)

Feature = dict[str, object]


def export(edition: Edition, profile: Profile) -> Iterator[Made]:
    """The file of the edition, unless nothing in it has coordinates. Raises UnparsableError."""
    planned = plan(edition)
    known = web(profile.base)
    home = known.iri if known else ""
    features = [*_places(planned, home), *_of_persons(planned, home)]
    unlocated = sum(feature["geometry"] is None for feature in features)
    if unlocated == len(features):
        if features:
            profile.remark("There is no map: no place has coordinates that can be read.")
        return
    if unlocated:
        profile.remark(
            f"Without coordinates that can be read, and so without geometry: {unlocated} of {len(features)}."
        )
    yield PurePosixPath("places.geojson"), _lines(name_of_edition(planned), features).encode()


def _lines(name: str, features: list[Feature]) -> str:
    """JSON with a feature on each line, so that versions can be compared."""
    head = json.dumps({"type": "FeatureCollection", "name": name}, ensure_ascii=False)
    lines = ",\n".join(json.dumps(feature, ensure_ascii=False, allow_nan=False) for feature in features)
    return f'{head[:-1]}, "features": [\n{lines}\n]}}\n'


def _places(planned: Plan, home: str) -> Iterator[Feature]:
    for entry in planned.register("place"):
        entity = entry.entity
        found = position(entity.element, entity.document)
        properties = {
            "name": entity.name,
            "alternateNames": list(entity.variants),
            "type": entity.element.get("type", ""),
            "description": _description(entity.element),
            "isApproximate": found.is_rough if found else None,
            "url": f"{home}{entry.href}",
            "identifiers": [one.text for one in identifiers(entity.element, entity.document)],
            "mentions": len(planned.mentions.get(entity.key, ())),
            "texts": _texts(entry, planned, home),
        }
        yield _feature(f"{home}{entry.href}", found, properties)


def _of_persons(planned: Plan, home: str) -> Iterator[Feature]:
    """Where persons lived, were born or died, in the order of the documents."""
    for entry in planned.register("person"):
        entity = entry.entity
        for number, geo in enumerate(geos(entity.element), 1):
            holder = next(geo.iterancestors("*"))
            found = position_of(geo, entity.document)
            properties = {
                "name": _words_beside(geo, holder),
                "type": name_of(holder),
                "person": entity.name,
                "isApproximate": found.is_rough if found else None,
                "url": f"{home}{entry.href}",
            }
            yield _feature(f"{home}{entry.href}:geo:{number}", found, properties)


def _feature(identifier: str, found: Position | None, properties: Mapping[str, object]) -> Feature:
    kept = {name: value for name, value in properties.items() if value not in ("", [], None)}
    return {"type": "Feature", "id": identifier, "geometry": _geometry(found), "properties": kept}


def _geometry(found: Position | None) -> Feature | None:
    """A point, an outline counter-clockwise (RFC 7946, 3.1.6), or points of which nothing is known but that."""
    if found is None:
        return None
    places = [[float(point.longitude), float(point.latitude)] for point in found.points]
    if len(places) == 1:
        return {"type": "Point", "coordinates": places[0]}
    if found.is_outline:
        return {"type": "Polygon", "coordinates": [places if _is_left(found.points) else places[::-1]]}
    return {"type": "MultiPoint", "coordinates": places}


def _is_left(points: tuple[Point, ...]) -> bool:
    """Whether an outline has its area to the left (the sum of the trapezoids below its sides is negative)."""
    return sum((b.longitude - a.longitude) * (b.latitude + a.latitude) for a, b in pairwise(points)) < 0


def _texts(entry: Entry, planned: Plan, home: str) -> list[Feature]:
    """The texts that mention a place, in the order of the texts, and how often."""
    counts = Counter(mention.document.path for mention in planned.mentions.get(entry.entity.key, ()))
    return [
        {"title": text.cited.title, "url": f"{home}{text.href}", "mentions": counts[text.document.path]}
        for text in planned.texts
        if counts[text.document.path]
    ]


def _description(element: etree._Element) -> str:
    for child in element.iterchildren(tei("note"), tei("desc")):
        if name_of(child) == "desc" or child.get("type") == "description":
            return words_of(child)
    return ""


def _words_beside(geo: etree._Element, holder: etree._Element) -> str:
    """What stands beside the coordinates."""
    pieces = [holder.text or ""]
    for child in holder:
        if child is not geo and isinstance(child.tag, str):
            pieces.append(words_of(child))
        pieces.append(child.tail or "")
    return " ".join(" ".join(pieces).split())
