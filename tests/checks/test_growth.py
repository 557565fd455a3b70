"""Of twice as many things a check or a fix has twice the work: whoever wrote the document, it ends soon."""

from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof.checks import fidelity, languages
from teiproof.formatting import Style, formatted
from teiproof.mending import mend
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from tests.steps import steps

HERE = Path(__file__).parent


def written(body: str, header: str = "") -> Document:
    text = f"<teiHeader>{header}</teiHeader><text><body>{body}</body></text>"
    return Document(HERE / "a.xml", f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{text}</TEI>'.encode())


def checked(check: Callable[..., object], document: Document) -> None:
    assert list(check(document, Edition([document])))  # type: ignore[call-overload]


def languages_used_and_declared(count: int) -> None:
    declared = "".join(f'<language ident="de-x-a{n}"/>' for n in range(count))
    used = "".join(f'<p xml:lang="en-x-a{n}">a</p>' for n in range(count))
    header = f"<profileDesc><langUsage>{declared}</langUsage></profileDesc>"
    checked(languages.check, written(used, header))


def words_that_the_source_has_not(count: int, tmp_path: Path) -> None:
    (tmp_path / "source.txt").write_text(" ".join(f"w{n}" for n in range(5 * count)))
    body = " ".join(f"w{n}" if n % 5 else f"v{n}" for n in range(5 * count))
    passages = "".join(f"<quote>w{n} no</quote>" for n in range(count))
    header = (
        '<fileDesc><sourceDesc><bibl><ptr target="source.txt"/></bibl></sourceDesc></fileDesc>'
        f"<encodingDesc><samplingDecl><p>{passages}</p></samplingDecl></encodingDesc>"
    )
    document = written(f"<p>{body}</p>", header)
    checked(fidelity.check, Document(tmp_path / "a.xml", document.data))


def spaces_between_sentences(count: int) -> None:
    formatted(written("<p>One. " + "<lb/> " * count + "Two.</p>"), Style(sentences=True))


def paragraphs_of_one_number(count: int) -> None:
    document = written('<p n="1">a</p>' * count)
    assert mend(document, Edition([document]), ["paragraphs"]).changes


def repairs_after_other_repairs(count: int) -> None:
    document = written('<p><date when="1936-8-25"/></p>' * count)
    assert len(mend(document, Edition([document]), ["dates", "paragraphs"]).changes) == 2 * count


@pytest.mark.parametrize(
    "work",
    [
        languages_used_and_declared,
        spaces_between_sentences,
        paragraphs_of_one_number,
        repairs_after_other_repairs,
    ],
)
def test_of_twice_as_many_the_work_is_not_much_more_than_twice(work: Callable[[int], None]) -> None:
    work(400)  # what is made once is made
    assert steps(lambda: work(400)) < 2.5 * steps(lambda: work(200))


def test_of_twice_as_many_differences_the_work_is_not_much_more_than_twice(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fidelity, "_EXACTLY_PLACED", 10)
    words_that_the_source_has_not(2, tmp_path)  # what is made once
    few, many = (steps(lambda n=n: words_that_the_source_has_not(n, tmp_path)) for n in (200, 400))  # type: ignore[misc]
    assert many < 2.5 * few


def test_a_difference_beyond_many_is_at_the_tag_before_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(fidelity, "_EXACTLY_PLACED", 1)
    (tmp_path / "source.txt").write_text("one two three four five six seven eight")
    header = '<fileDesc><sourceDesc><bibl><ptr target="source.txt"/></bibl></sourceDesc></fileDesc>'
    body = "<p>\none 2 three four five</p>\n<p><!-- a -->six 7 eight</p>"
    data = written(body, header).data
    document = Document(tmp_path / "a.xml", data)
    places = [found.location[1:] for found in fidelity.check(document, Edition([document]))]
    assert places == [(2, 5), (3, 1)]
