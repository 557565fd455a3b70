"""One mistake made in a valid document is one message, and two are two."""

import copy
import re
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from teiproof.diagnostics import Diagnostic
from teiproof.relaxng import Schema

TEI = "{http://www.tei-c.org/ns/1.0}"

Mistake = Callable[[Random, etree._Element], bool]


def misspelt(word: str, random: Random) -> str:
    at = random.randrange(len(word) - 1)
    return random.choice([
        word[:at] + word[at] + word[at:],
        word[:at] + word[at + 1] + word[at] + word[at + 2 :],
        word[:at] + word[at].swapcase() + word[at + 1 :],
    ])  # fmt: skip


def misspell_element(random: Random, element: etree._Element) -> bool:
    name = etree.QName(element).localname
    wrong = misspelt(name, random) if len(name) > 2 else name
    element.tag = TEI + wrong
    return wrong != name


def misspell_attribute(random: Random, element: etree._Element) -> bool:
    names = [name for name in element.attrib if "{" not in name and len(name) > 3]
    if not names:
        return False
    name = random.choice(names)
    wrong = misspelt(name, random)
    element.set(wrong, element.attrib.pop(name))
    return wrong != name


def use_unknown_element(_: Random, element: etree._Element) -> bool:
    element.tag = TEI + "quux"
    return True


def write_text_between_elements(_: Random, element: etree._Element) -> bool:
    if etree.QName(element).localname not in ("titleStmt", "fileDesc", "teiHeader", "body", "div", "castList"):
        return False
    element.text = "stray"
    return True


MISTAKES = [misspell_element, misspell_attribute, use_unknown_element, write_text_between_elements]


@pytest.fixture(scope="module")
def schema(shared: Path) -> Schema:
    return Schema.load(shared / "schemas" / "tei_all.rng", cache=False)


@pytest.fixture(scope="module")
def originals(shared: Path) -> list[etree._ElementTree]:
    return [etree.parse(path) for path in sorted((shared / "mistakes").glob("00_base_*.xml"))]


def judged(schema: Schema, tree: etree._ElementTree) -> list[Diagnostic]:
    return list(schema.validate(etree.tostring(tree), "document.xml"))


def elements(tree: etree._ElementTree) -> list[etree._Element]:
    return [element for element in tree.iter(etree.Element) if isinstance(element.tag, str)]


@pytest.mark.parametrize("mistake", MISTAKES)
def test_one_mistake_is_one_message(
    schema: Schema, originals: list[etree._ElementTree], mistake: Mistake
) -> None:
    random = Random(mistake.__name__)  # noqa: S311 - the same documents in every run
    made = 0
    for _ in range(200):
        tree = copy.deepcopy(random.choice(originals))
        if mistake(random, random.choice(elements(tree))):
            made += 1
            found = judged(schema, tree)
            assert len(found) == 1, (etree.tostring(tree, encoding="unicode"), found)
    assert made > 10


def test_two_mistakes_far_from_each_other_are_two_messages(
    schema: Schema, originals: list[etree._ElementTree]
) -> None:
    random = Random("two")  # noqa: S311 - the same documents in every run
    for _ in range(60):
        tree = copy.deepcopy(random.choice(originals))
        paragraphs = tree.findall(f".//{TEI}p")
        paragraphs[0].tag = TEI + "pp"
        paragraphs[-1].set("quux", "x")
        assert len(judged(schema, tree)) == 2, etree.tostring(tree, encoding="unicode")


def test_a_forgotten_wrapper_is_one_message(schema: Schema, shared: Path) -> None:
    text = (shared / "mistakes" / "00_base_play.xml").read_text(encoding="utf-8")
    paragraph = "Some <hi>loose</hi> text<lb/>and <name>more</name> of it"
    found = list(schema.validate(re.sub(r"</sp>", f"</sp>{paragraph}", text, count=1).encode(), "x"))
    assert [each.code for each in found] == ["relaxng.text-not-allowed"]
    assert "Put it into <p>" in found[0].message


def test_what_was_forgotten_in_two_places_is_two_messages(schema: Schema, shared: Path) -> None:
    text = (shared / "mistakes" / "00_base_play.xml").read_text(encoding="utf-8")
    found = list(schema.validate(text.replace("</sp>", "</sp>stray", 2).encode(), "x"))
    assert [each.code for each in found] == ["relaxng.text-not-allowed"] * 2
