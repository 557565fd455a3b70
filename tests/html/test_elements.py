"""Every element of TEI P5 comes out as something sensible: its text is read, or shown, or unread for a reason.

The elements are those of `p5subset.xml`. Each stands once among the words of a paragraph and once by itself.
"""

import re
from functools import cache
from pathlib import Path

import pytest

from teiproof.model.document import Document
from teiproof.model.elements import WITHOUT_SPACES
from teiproof.names import tei
from teiproof.transform import transform
from tests.conftest import PROJECT, SHARED, absent
from tests.html.page_words import words

ASIDE = frozenset("am del ellipsis figDesc fw incident kinesic metamark note pause surplus vocal".split())
"""These are shown and are no words of the text: in brackets, struck out, or at the end of the page."""

ELSEWHERE = {
    "teiHeader": "about the text, after it",
    "standOff": "entries and notes, in the registers",
    "listRelation": "with the entries that are related",
    "listAnnotation": "its notes that have a target of their own are where they point to",
    "annotation": "the same",
    "witDetail": "in the apparatus",
}
"""These are shown at another place of the page, or of the site, than where they stand here."""

UNREAD = {
    "facsimile": "images and zones; a transcription is in sourceDoc",
    "graphic binaryObject media": "what is no text; a description of it is in figDesc",
    "gap space": "a sign for what is not there, which has its description as a title",
    "fs fLib fvLib": "analysis: feature structures",
    "span spanGrp interp interpGrp": "analysis: interpretations",
    "certainty precision respons": "what is known of an encoding",
    "link linkGrp join joinGrp alt altGrp timeline listTranspose transpose substJoin": "relations of elements",
    "index": "headwords of an index to be made",
    "divGen": "a place for a section to be made",
    "xenoData": "metadata of another vocabulary",
}
"""These are for machines, or for another page, and no reader looks for them in the text."""


@cache
def elements() -> dict[str, bool]:
    """The names of all elements, and whether they may hold anything; egXML is of another namespace."""
    if not SHARED.is_dir():
        absent("../shared")
    found = {}
    for specification in Document(SHARED / "schemas" / "p5subset.xml").findall(".//elementSpec"):
        content = specification.find(tei("content"))
        is_empty = content is None or len(content) == 0 or content.find(tei("empty")) is not None
        found[str(specification.get("ident"))] = not is_empty
    del found["egXML"]
    return found


def page_of(body: str) -> tuple[bytes, tuple[str, ...]]:
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    result = transform(Document(Path("x.xml"), text.encode()).tree, "html")
    main = re.search(rb"<main.*</main>", result.content, re.DOTALL)
    assert main
    return main.group(), result.unhandled


PLACES = {"in a paragraph": "<p>before <{0}>said</{0}> after</p>", "by itself": "<{0}>said</{0}>"}


@pytest.mark.parametrize("place", PLACES)
def test_every_element_keeps_its_text_or_is_known_to_be_none(place: str) -> None:
    known = {*ASIDE, *ELSEWHERE, *(name for names in UNREAD for name in names.split())}
    assert len(elements()) > 500
    assert known <= elements().keys()
    wrong = []
    for name, may_hold_text in elements().items():
        page, unhandled = page_of(PLACES[place].format(name))
        is_read = "said" in words(page)
        if (
            unhandled
            or (may_hold_text and is_read == (name in known))
            or (name in ASIDE and b"said" not in page)
        ):
            wrong.append((name, unhandled, is_read))
    assert wrong == []


@pytest.mark.parametrize(
    ("body", "shown"),
    [
        ("<p>a <gap reason='fire'><desc>burnt</desc></gap> b</p>", "[… burnt]".encode()),
        ("<p>a <space><desc>two lines</desc></space> b</p>", b'title="two lines"'),
        (
            "<p><app><lem>a</lem><rdg wit='#A'>b</rdg><witDetail wit='#A'>erased</witDetail></app></p>",
            b"erased",
        ),
        ("<figure><graphic url='x.png'/><figDesc>A ship.</figDesc></figure>", b"A ship."),
    ],
)
def test_what_is_said_of_something_that_is_no_text_is_shown(body: str, shown: bytes) -> None:
    assert shown in page_of(body)[0]


def test_languages_without_spaces_are_the_same_for_reading_and_page() -> None:
    template = (PROJECT / "src" / "teiproof" / "xsl" / "phrases.xsl").read_text(encoding="utf-8")
    assert set(re.findall(r"lang\('([a-z]+)'\)", template)) == WITHOUT_SPACES
