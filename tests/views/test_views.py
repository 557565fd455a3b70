"""The views of the edition and of documents made up: what they show, link and leave out."""

import re
from itertools import combinations, pairwise
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


def test_a_position_that_cannot_be_read_is_left_out() -> None:
    places = "".join(
        f"<place xml:id='l{number}'><placeName>L{number}</placeName>"
        f"<location><geo>{geo}</geo></location></place>"
        for number, geo in enumerate(["48.85 2.35", "48.85,2.35", "north", "91 0", "1", ""])
    )
    view = seen("map", made(f"<listPlace>{places}</listPlace>"))
    assert [row[0].text for row in view.rows] == ["L0", "L1"]


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
