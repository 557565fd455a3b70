"""The words of the interface: every message in every language, and the English ones where they stand twice."""

import tomllib

import pytest
from lxml import etree

from teiproof import messages
from teiproof.errors import UnknownNameError
from tests.conftest import PROJECT

SOURCE = PROJECT / "src" / "teiproof"
FILE = tomllib.loads((SOURCE / "messages" / "messages.toml").read_text(encoding="utf-8"))
MAY_BE_EMPTY = {"after-day"}


@pytest.mark.parametrize("name", sorted(FILE["messages"]))
def test_every_message_is_there_in_every_language(name: str) -> None:
    words = FILE["messages"][name]
    assert len(words) == len(FILE["languages"])
    assert name in MAY_BE_EMPTY or all(text == text.strip() != "" for text in words)


def test_the_english_words_of_the_stylesheets_are_the_same() -> None:
    stylesheet = etree.parse(SOURCE / "xsl" / "labels.xsl")
    labels = {}
    for choice in stylesheet.iter("{http://www.w3.org/1999/XSL/Transform}when"):
        name = str(choice.get("test")).removeprefix("$of = '").removesuffix("'")
        if choice.text and choice.text.strip():
            labels[name] = choice.text
    assert len(labels) > 100
    english = messages.messages("en")
    assert {name: english.get(name) for name in labels} == labels


def test_every_message_that_the_site_asks_for_is_there() -> None:
    for path in (SOURCE / "xsl").glob("site-*.xsl"):
        text = path.read_text(encoding="utf-8")
        for part in text.split("key('message', '")[1:]:
            assert part[: part.index("'")] in FILE["messages"], path


def test_a_language_without_messages_is_an_error_in_words() -> None:
    with pytest.raises(
        UnknownNameError, match=r"no messages in the language “xx”\. Known: en, fr, de, es, it, ru\."
    ):
        messages.messages("xx")
