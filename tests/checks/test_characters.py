"""The places of characters, however they are written, and in whatever encoding."""

from pathlib import Path

import pytest

from teiproof.checks.characters import check
from teiproof.diagnostics import Severity
from teiproof.model.document import Document
from teiproof.model.edition import Edition

TEMPLATE = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>\n<p>{}</p></body></text></TEI>'


def found(content: bytes) -> list[tuple[str, int, int]]:
    document = Document(Path("a.xml"), content)
    return [
        (diagnostic.code, diagnostic.location.line, diagnostic.location.column)
        for diagnostic in check(document, Edition([document]))
    ]


@pytest.mark.parametrize(
    "text",
    [
        "ab\u200bc",
        "ab&#x200B;c",
        "ab&#8203;c",
        "<!-- \u200b -->\nab\u200bc",
        "é<hi>ä</hi><hi/>\n<![CDATA[<&]]>\u200b",
    ],
)
def test_a_character_is_found_where_it_stands(text: str) -> None:
    source = TEMPLATE.format(text)
    written = next(sign for sign in ("\u200b", "&#x200B;", "&#8203;") if sign in source)
    before = source[: source.rindex(written)]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    assert found(source.encode()) == [("characters.invisible", line, column)]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "utf-8"])
def test_the_encoding_does_not_matter(encoding: str) -> None:
    assert found(TEMPLATE.format("ab\ufffdé").encode(encoding)) == [("characters.replacement", 2, 6)]
    assert found(TEMPLATE.format("é’").encode(encoding)) == []


def test_a_windows_1252_quotation_mark_read_as_latin_1_is_told() -> None:
    content = b'<?xml version="1.0" encoding="iso-8859-1"?>\n' + TEMPLATE.format("a\x92s").encode("latin-1")
    assert found(content) == [("characters.control", 3, 5)]


def test_a_character_by_an_entity_is_found() -> None:
    content = '<!DOCTYPE TEI [<!ENTITY shy "&#173;">]>\n' + TEMPLATE.format("hy&shy;phen")
    assert [code for code, *_ in found(content.encode())] == ["characters.invisible"]


def test_a_mark_of_its_own_after_ascii_is_not_normal() -> None:
    assert found(TEMPLATE.format("Ha\u0308user é").encode()) == [("characters.normalization", 2, 4)]


def test_two_forms_of_a_word_are_an_error() -> None:
    document = Document(Path("a.xml"), TEMPLATE.format("cafe\u0301 café").encode())
    assert [diagnostic.severity for diagnostic in check(document, Edition([document]))] == [Severity.ERROR]


def test_a_marked_up_accent_is_not_taken_for_a_decomposed_letter() -> None:
    assert found(TEMPLATE.format("e<hi>\u0301</hi> é").encode()) == []
