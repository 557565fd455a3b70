"""What is applied, what is proved, what is refused, and where it is said to stand."""

import unicodedata
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from hypothesis import HealthCheck, given, settings

from teiproof import mending, registry
from teiproof.fixes import COMPOSED_TEXT, READING, TEXT, Draft, Edit, Repair
from teiproof.mending import Outcome, mend
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.relaxng.reading import is_ncname
from teiproof.source import UneditableError
from tests.formatting.documents import documents

ALONE = ["dates", "namespace", "normalization", "paragraphs", "pointers"]
"""The fixes that need no schema."""

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{}</body></text></TEI>'


def mended(source: str | bytes, names: list[str] = ALONE) -> Outcome:
    document = Document(Path("letter.xml"), source.encode() if isinstance(source, str) else source)
    return mend(document, Edition([document]), names)


def test_one_fix_works_on_what_another_has_made_possible() -> None:
    source = TEI.replace("1.0", "1.1").format('<p><date when="1936-8-25"/></p>')
    outcome = mended(source)
    assert b'/1.0"><text><body><p xml:id="letter-p1"><date when="1936-08-25"/></p>' in outcome.data
    assert [(change.name, change.location.column) for change in outcome.changes] == [
        ("namespace", source.index("http") + 1),
        ("paragraphs", source.index("<p>") + 1),
        ("dates", source.index("1936") + 1),
    ]


def test_the_mark_and_the_line_endings_stay() -> None:
    source = "\ufeff" + TEI.format('\r\n<p\r\n><date when="1936-8-25"/></p>\r\n') + "\r\n"
    outcome = mended(source.encode(), ["dates"])
    assert outcome.data == source.replace("-8-", "-08-").encode()
    assert [(change.location.line, change.location.column) for change in outcome.changes] == [(3, 14)]


def test_the_first_line_is_counted_without_the_mark() -> None:
    source = TEI.format('<date when="1936-8-25"/>')
    places = [mended(mark + source, ["dates"]).changes[0].location.column for mark in ("", "\ufeff")]
    assert places == [source.index("1936") + 1] * 2


def test_a_character_that_the_encoding_does_not_have_is_refused() -> None:
    head = '<?xml version="1.0" encoding="iso-8859-5"?>'
    source = head + TEI.format("<p>и\u0306</p>".replace("\u0306", "&#774;"))
    assert mended(source.encode("iso-8859-5"), ["normalization"]).changes == ()


@pytest.mark.parametrize(
    ("keeps", "edit", "refusal"),
    [
        (READING, Edit(0, 0, "<"), "the document would no longer parse"),
        (TEXT, Edit(8, 11, "One"), "the text would change"),
        (COMPOSED_TEXT, Edit(8, 11, "One"), "the text would change"),
        (READING, Edit(8, 11, "<lb>"), "the document would no longer parse"),
        (READING, Edit(0, 0, "<!-- a -->"), "the finding would still be there"),
    ],
)
def test_a_repair_that_does_not_stand_the_proof_is_not_made(
    monkeypatch: pytest.MonkeyPatch, keeps: str, edit: Edit, refusal: str
) -> None:
    def fix(draft: Draft, edition: Edition) -> Iterator[Repair]:
        del draft, edition
        yield Repair((edit,), "a reason")

    monkeypatch.setattr(registry, "load", lambda *_: SimpleNamespace(fix=fix, KEEPS=keeps))
    source = "<TEI><p>one</p></TEI>"
    outcome = mended(source, ["false"])
    assert outcome.data == source.encode()
    assert [change.refusal.partition(":")[0] for change in outcome.changes] == [refusal]


def test_of_many_repairs_only_the_wrong_one_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    def fix(draft: Draft, edition: Edition) -> Iterator[Repair]:
        del edition
        for offset, character in enumerate(draft.text):
            if character in "xy":
                yield Repair((Edit(offset, offset + 1, "<lb/>" if character == "x" else "B"),), "a reason")

    monkeypatch.setattr(registry, "load", lambda *_: SimpleNamespace(fix=fix, KEEPS=TEXT))
    monkeypatch.setattr(mending, "_lost", lambda _, __, after: "a letter" if "B" in after.text else "")
    outcome = mended("<TEI>xxxxyxxx</TEI>", ["false"])
    assert outcome.data == b"<TEI>" + b"<lb/>" * 4 + b"y" + b"<lb/>" * 3 + b"</TEI>"
    assert [change.location.column for change in outcome.changes if change.refusal] == [10]
    assert [change.location.column for change in outcome.changes] == list(range(6, 14))


def test_elements_that_come_from_entities_are_not_repaired() -> None:
    with pytest.raises(UneditableError, match="entities contain elements"):
        mended('<!DOCTYPE TEI [<!ENTITY a "<p/>">]>' + TEI.format("<p>&a;</p>"), ["paragraphs"])


def test_a_fix_that_cannot_look_says_why_and_the_others_go_on() -> None:
    outcome = mended(TEI.format("<p/>"), ["names", "paragraphs"])
    assert b"letter-p1" in outcome.data
    assert "letter.xml names no RELAX NG schema" in outcome.refusals[0]


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents())
def test_whatever_the_document_nothing_else_changes(data: bytes) -> None:
    try:
        outcome = mended(data)
    except UneditableError:
        return
    before, after = (Document(Path("a.xml"), content).root for content in (data, outcome.data))
    texts = ["".join(root.itertext()) for root in (before, after)]
    assert unicodedata.normalize("NFC", texts[0]) == texts[1]
    assert [element.tag for element in before.iter()] == [element.tag for element in after.iter()]
    assert not [change for change in outcome.changes if change.refusal]
    assert mended(outcome.data).changes == ()


@pytest.mark.parametrize("name", ["letters/letter-033.xml", "documentation/testgos.xml", "mixed/27003.xml"])
def test_real_documents_are_repaired_once(shared: Path, name: str) -> None:
    document = Document(shared / "corpus" / name)
    outcome = mend(document, Edition([document]), ALONE)
    assert outcome.changes
    assert not [change for change in outcome.changes if change.refusal]
    again = mend(Document(document.path, outcome.data), Edition([document]), ALONE)
    assert again.changes == ()


@pytest.mark.parametrize(
    ("name", "identifier"),
    [
        ("Nº 2.xml", "N_2-p1"),
        ("½.xml", "text-p1"),
        ("ªb.xml", "b-p1"),
        ("٣.xml", "t٣-p1"),
        ("a:b.xml", "a_b-p1"),
        ("Жизнь и судьба.xml", "Жизнь_и_судьба-p1"),
        ("lettre\u0301.xml", "lettré-p1"),
    ],
)
def test_an_identifier_made_of_the_name_of_a_file_is_an_ncname(name: str, identifier: str) -> None:
    document = Document(Path(name), TEI.format('<p n="²">a</p>').encode())
    outcome = mend(document, Edition([document]), ["paragraphs"])
    assert f'<p xml:id="{identifier}" n="²">' in outcome.data.decode()
    assert is_ncname(identifier)


def test_a_repair_by_which_words_would_be_other_ones_is_not_made(monkeypatch: pytest.MonkeyPatch) -> None:
    source = TEI.format("<p>one</p>")
    place = source.index("ne</p>")

    def fix(draft: Draft, edition: Edition) -> Iterator[Repair]:
        del edition
        if "<lb" not in draft.text:
            yield Repair((Edit(place, place, "<lb/>"),), "a reason")

    monkeypatch.setattr(registry, "load", lambda *_: SimpleNamespace(fix=fix, KEEPS=READING))
    outcome = mended(source, ["false"])
    assert outcome.data == source.encode()
    assert [change.refusal for change in outcome.changes] == ["the edited reading would change"]


def test_of_repairs_that_overlap_one_is_made(monkeypatch: pytest.MonkeyPatch) -> None:
    source = '<TEI n="abc"/>'
    start = source.index("abc")

    def fix(draft: Draft, edition: Edition) -> Iterator[Repair]:
        del edition
        if "abc" in draft.text:
            yield Repair((Edit(start, start + 2, "xb"),), "a reason")
            yield Repair((Edit(start + 1, start + 3, "by"),), "another reason")

    monkeypatch.setattr(registry, "load", lambda *_: SimpleNamespace(fix=fix, KEEPS=TEXT))
    outcome = mended(source, ["false"])
    assert outcome.data == b'<TEI n="xbc"/>'
    assert [change.refusal for change in outcome.changes] == [""]
