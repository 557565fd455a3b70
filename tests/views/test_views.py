"""The views of the edition and of documents made up: what they show, link and leave out."""

import re
from itertools import combinations, pairwise
from math import cos, radians
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from teiproof import registry, views
from teiproof.drawing import SVG, Box, width_of
from teiproof.messages import languages, messages
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.views import Frame, View
from tests.conftest import PROJECT

NAMES = registry.names(views)


def module(name: str) -> ModuleType:
    return registry.load(views, name)


def frame(language: str = "en") -> Frame:
    words = messages(language)
    return Frame(
        lambda key, /, **values: words[key].format(**values),
        lambda entity: f"register.html#{entity.identifier}",
        lambda document, address: f"{document.path.stem}.html#{address}",
        lambda document: document.path.stem,
    )


def seen(name: str, edition: Edition, language: str = "en") -> View:
    view = module(name).view(edition, frame(language))
    assert isinstance(view, View)
    return view


@pytest.fixture(scope="module")
def edition() -> Edition:
    return Edition.open([PROJECT / "tei"])


def made(standoff: str = "", text: str = "<p>Nothing.</p>") -> Edition:
    source = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>
      </fileDesc></teiHeader><standOff>{standoff}</standOff><text><body>{text}</body></text></TEI>"""
    return Edition([Document(Path("made.xml"), source.encode())])


def persons(count: int) -> str:
    entries = (
        f'<person xml:id="p{n}"><persName><surname>Number {n:03}</surname></persName></person>'
        for n in range(count)
    )
    return f"<listPerson>{''.join(entries)}</listPerson>"


def named(*numbers: int) -> str:
    names = (f"<persName ref='#p{number}'>N</persName>" for number in numbers)
    return f"<p>{' '.join(names)}</p>"


@pytest.mark.parametrize("name", NAMES)
def test_nothing_to_show_is_no_view(name: str) -> None:
    assert module(name).view(made(), frame()) is None


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", NAMES)
def test_a_view_has_words_in_every_language(name: str, language: str, edition: Edition) -> None:
    view = seen(name, edition, language)
    assert messages(language)[view.title]
    assert view.sentence
    assert not re.search(r"[{}]", view.sentence + view.note)
    assert all(len(row) == len(view.header) for row in view.rows)
    assert all(row[0].text for row in view.rows)


@pytest.mark.parametrize("name", NAMES)
def test_a_picture_is_named_described_and_without_script_or_style(name: str, edition: Edition) -> None:
    svg = seen(name, edition).svg
    labelled = svg.get("aria-labelledby"), svg.get("aria-describedby")
    assert labelled == tuple(child.get("id") for child in svg[:2])
    assert [etree.QName(child).localname for child in svg[:2]] == ["title", "desc"]
    assert not {"script", "style", "foreignObject"} & {etree.QName(element).localname for element in svg.iter()}
    for element in svg.iter():
        assert "style" not in element.attrib
        assert not any(attribute.startswith("on") for attribute in map(str, element.attrib))


@pytest.mark.parametrize("name", NAMES)
def test_the_same_edition_gives_the_same_picture(name: str, edition: Edition) -> None:
    again = Edition.open([PROJECT / "tei"])
    assert etree.tostring(seen(name, edition).svg) == etree.tostring(seen(name, again).svg)


@pytest.mark.parametrize("name", NAMES)
def test_what_the_picture_links_the_table_links(name: str, edition: Edition) -> None:
    view = seen(name, edition)
    linked = {link.get("href") for link in view.svg.iter(f"{{{SVG}}}a")}
    assert linked
    assert linked <= {cell.href for row in view.rows for cell in row}


def test_the_timeline_sorts_events_mentions_writing_and_printing(edition: Edition) -> None:
    rows = seen("timeline", edition).rows
    assert [row[0].order for row in rows] == sorted(row[0].order for row in rows)
    assert {row[2].text for row in rows} == {"event", "mention", "writing", "printing"}
    assert rows[0][1].text == "9 Thermidor"


def test_the_labels_of_the_timeline_stand_on_lines_of_their_own(edition: Edition) -> None:
    svg = seen("timeline", edition).svg
    lines = [float(str(text.get("y"))) for text in svg.iterfind(f".//{{{SVG}}}a/{{{SVG}}}text")]
    assert all(after - before > 18.5 for before, after in pairwise(lines))


def test_a_long_time_is_counted_in_tens_or_hundreds_of_years() -> None:
    events = "".join(
        f'<event xml:id="e{year}" when="{year:04}"><label>{year}</label></event>' for year in range(1, 2000, 25)
    )
    view = seen("timeline", made(f"<listEvent>{events}</listEvent>"))
    assert len(view.rows) == 80
    assert "Not in the picture but in the table: 40." in view.note
    assert len(list(view.svg.iter(f"{{{SVG}}}a"))) == 40


def test_dates_before_our_era_and_open_dates() -> None:
    events = """<event xml:id="a" when="-0044-03-15"><label>Ides</label></event>
      <event xml:id="b" notAfter="0014"><label>Open</label></event>
      <event xml:id="c" when="yesterday"><label>No date</label></event>"""
    view = seen("timeline", made(f"<listEvent>{events}</listEvent>"))
    assert [row[1].text for row in view.rows] == ["Ides", "Open"]
    assert [row[0].text for row in view.rows] == ["-0044-03-15", "– 0014"]


def test_persons_are_together_in_a_paragraph_and_not_in_a_note() -> None:
    text = f"{named(0, 1)}{named(1, 0, 2)}<p>N<note><persName ref='#p3'>N</persName></note></p>{named(4)}"
    view = seen("network", made(persons(5), text))
    assert [(row[0].text, row[1].text, row[2].text) for row in view.rows] == [
        ("Number 000", "Number 001", "2"),
        ("Number 000", "Number 002", "1"),
        ("Number 001", "Number 002", "1"),
    ]


def test_of_many_persons_the_first_are_drawn_and_the_rest_counted() -> None:
    text = "".join(named(number, number + 1) for number in range(99))
    view = seen("network", made(persons(100), text))
    assert len(view.rows) == 99
    assert len(list(view.svg.iter(f"{{{SVG}}}a"))) == 48
    assert "in the table: 52." in view.note


def test_a_place_without_a_position_that_can_be_read_is_in_the_table_alone() -> None:
    places = "".join(
        f"<place xml:id='l{number}'><placeName>L{number}</placeName>"
        f"<location><geo>{geo}</geo></location></place>"
        for number, geo in enumerate(["48.85 2.35", "48.85,2.35", "north", "91 0", "1", ""])
    )
    view = seen("map", made(f"<listPlace>{places}</listPlace>"))
    assert [row[3].text for row in view.rows] == ["exact", "exact", "none", "none", "none", "none"]
    assert [link.get("href") for link in view.svg.iter(f"{{{SVG}}}a")] == [
        "register.html#l0",
        "register.html#l1",
    ]
    assert "in the table alone: 4." in view.note


def place(number: int, geo: str) -> str:
    location = f"<location><geo>{geo}</geo></location>"
    return f"<place xml:id='l{number}'><placeName>L{number}</placeName>{location}</place>"


def test_a_map_of_countries_has_coasts_and_one_of_a_town_has_none() -> None:
    wide = seen("map", made(f"<listPlace>{place(0, '59.9 10.7')}{place(1, '41.9 12.5')}</listPlace>"))
    (coasts,) = [element for element in wide.svg.iter() if element.get("class") == "land"]
    assert str(coasts.get("d")).count("M") > 10
    assert "after Natural Earth" in wide.note
    narrow = seen("map", made(f"<listPlace>{place(0, '48.85 2.35')}{place(1, '48.86 2.36')}</listPlace>"))
    assert not [element for element in narrow.svg.iter() if element.get("class") == "land"]
    assert "No coasts are drawn" in narrow.note


@pytest.mark.parametrize(
    "positions", [("59.9 10.7", "41.9 12.5"), ("0 -170", "1 170"), ("51.5 0", "51.5 13.4")]
)
def test_a_map_is_not_stretched(positions: tuple[str, str]) -> None:
    """A degree of latitude is as long as one of longitude, divided by the cosine of the latitude."""
    places = "".join(place(number, position) for number, position in enumerate(positions))
    svg = seen("map", made(f"<listPlace>{places}{place(9, '45 5')}</listPlace>")).svg
    circles = {str(link.get("href")): link.find(f"{{{SVG}}}circle") for link in svg.iter(f"{{{SVG}}}a")}
    at = {
        name: (float(c.get("cx", "0")), float(c.get("cy", "0"))) for name, c in circles.items() if c is not None
    }
    _, _, _, height = map(float, str(svg.get("viewBox")).split())
    assert 240 <= height - 18 <= 760
    latitudes = [float(position.split()[0]) for position in positions] + [45.0]
    longitudes = [float(position.split()[1]) for position in positions] + [5.0]
    (x1, y1), (x2, y2), (x9, y9) = at["register.html#l0"], at["register.html#l1"], at["register.html#l9"]
    across = (x9 - x1) / (longitudes[2] - longitudes[0])
    along = (y1 - y9) / (latitudes[2] - latitudes[0])
    north, south = max(latitudes), min(latitudes)
    assert along * cos(radians((north + south) / 2)) == pytest.approx(across, rel=0.05)
    assert (x2 - x1) / (longitudes[1] - longitudes[0]) == pytest.approx(across, rel=0.05)
    assert (y2 - y1) * (latitudes[0] - latitudes[1]) >= 0


def test_the_names_on_the_map_do_not_overlap(edition: Edition) -> None:
    boxes = []
    for text in seen("map", edition).svg.iterfind(f".//{{{SVG}}}a/{{{SVG}}}text"):
        x, y = float(str(text.get("x"))), float(str(text.get("y")))
        width = width_of(text.text or "", 13)
        left = x - width * {"end": 1, "middle": 0.5}.get(str(text.get("text-anchor")), 0)
        boxes.append(Box(left, y - 11, left + width, y + 3))
    assert len(boxes) == 18
    assert not any(one.overlap(other) for one, other in combinations(boxes, 2))


def test_many_texts_share_a_column_of_dots_and_their_printing_is_in_the_table() -> None:
    documents = []
    for number in range(9):
        source = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><sourceDesc><bibl>
          <date when="19{number}0"/></bibl></sourceDesc></fileDesc></teiHeader><text><body>
          <p><date when="180{number}">a year</date></p></body></text></TEI>"""
        documents.append(Document(Path(f"{number}.xml"), source.encode()))
    view = seen("timeline", Edition(documents))
    classes = [element.get("class") for element in view.svg.iter()]
    assert classes.count("mention") == 9
    assert "printing" not in classes
    assert "in the table: 9." in view.note
    assert len(view.rows) == 18
