"""What is said of mistakes in other vocabularies: in `vocabularies` are schemas, each with a document, and with
edits of it (`NAME.toml`), for which the messages are given in full.
"""

import re
import tomllib
from collections.abc import Callable, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pytest

from teiproof.relaxng import Schema
from tests.relaxng.judged import line_of_jing

Jing = Callable[[Path, Sequence[Path]], str]

FOLDER = Path(__file__).parent / "vocabularies"
NAMES = sorted(path.stem for path in FOLDER.glob("*.rnc"))
MISTAKES = {
    name: tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))["mistake"] for name in NAMES
}


@cache
def schema(name: str) -> Schema:
    return Schema.load(FOLDER / f"{name}.rnc", cache=False)


def edited(name: str, mistake: dict[str, Any]) -> str:
    text = (FOLDER / f"{name}.xml").read_text(encoding="utf-8")
    for old, new in mistake["edits"]:
        assert old in text
        text = text.replace(old, new, 1)
    return text


@pytest.mark.parametrize("name", NAMES)
def test_the_document_the_mistakes_are_made_in_is_valid(name: str) -> None:
    assert not list(schema(name).validate(FOLDER / f"{name}.xml"))


@pytest.mark.parametrize(
    ("name", "mistake"),
    [(name, mistake) for name in NAMES for mistake in MISTAKES[name]],
    ids=lambda value: value if isinstance(value, str) else re.sub(r"\W+", "-", value["edits"][0][1])[:40],
)
def test_a_mistake_is_said_once_and_where_it_is(name: str, mistake: dict[str, Any]) -> None:
    found = schema(name).validate(edited(name, mistake).encode(), "x")
    said = [f"{each.location.line}:{each.location.column} {each.code} {each.message}" for each in found]
    assert said == mistake["found"]


@pytest.mark.parametrize("name", NAMES)
def test_jing_sees_the_first_mistake_on_the_same_line(name: str, jing: Jing, tmp_path: Path) -> None:
    mistakes = [
        mistake
        for mistake in MISTAKES[name]
        if " parsing." not in mistake["found"][0] and "jing_errs" not in mistake
    ]
    expected, documents = {}, []
    for number, mistake in enumerate(mistakes):
        documents.append(tmp_path / f"{number}.xml")
        documents[-1].write_text(edited(name, mistake), encoding="utf-8")
        # What is known only at the end of a document, dangling references, comes last with jing as well.
        expected[documents[-1].name] = line_of_jing(next(schema(name).validate(documents[-1])))
    found: dict[str, int] = {}
    for document, line in re.findall(
        r"([0-9]+\.xml):([0-9]+):[0-9]+: error", jing(FOLDER / f"{name}.rnc", documents)
    ):
        found.setdefault(document, int(line))
    wrong = {key: (expected[key], found.get(key)) for key in expected if expected[key] != found.get(key)}
    assert not wrong, [(mistakes[int(key[:-4])], lines) for key, lines in wrong.items()]


def test_a_message_is_short_enough_to_be_read() -> None:
    assert max(len(said) for name in NAMES for mistake in MISTAKES[name] for said in mistake["found"]) < 260
