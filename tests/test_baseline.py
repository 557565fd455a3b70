"""A baseline hides the findings it holds, and no others, also after edits elsewhere in the file."""

import io
import os
from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof.baseline import compare, dump
from teiproof.diagnostics import Diagnostic, Location, Severity
from tests.conftest import Ran

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>\n{}\n</body></text></TEI>'
OLD = '<p><ref target="#old">see 1</ref></p>'
NEW = '<p><ref target="#new">see 2</ref></p>'


@pytest.fixture
def check(teiproof: Callable[..., Ran], tmp_path: Path) -> Callable[..., Ran]:
    def run(body: str, *arguments: str | Path) -> Ran:
        document = tmp_path / "a.xml"
        document.write_text(TEI.format(body), encoding="utf-8")
        return teiproof("check", "--only", "references", document, *arguments)

    return run


def test_old_findings_pass_and_new_ones_fail(check: Callable[..., Ran], tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    assert check(OLD).code == 1
    assert check(OLD, "--write-baseline", baseline).code == 0
    assert check(OLD, "--baseline", baseline).code == 0
    ran = check(f"{OLD}\n{NEW}", "--baseline", baseline)
    assert ran.code == 1
    assert "“new”" in ran.out
    assert "“old”" not in ran.out


def test_a_baseline_survives_edits_elsewhere(check: Callable[..., Ran], tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    check(OLD, "--write-baseline", baseline)
    assert check(f"<p>one</p>\n<p>two</p>\n{OLD}", "--baseline", baseline).code == 0


def test_a_line_that_a_message_names_may_move(check: Callable[..., Ran], tmp_path: Path) -> None:
    baseline, twice = tmp_path / "baseline.json", '<p xml:id="a"/>\n<p xml:id="a">b</p>'
    assert "stands already on line 2" in check(twice).out
    check(twice, "--write-baseline", baseline)
    assert "stands already on line 12" in check("\n" * 10 + twice).out
    assert check("\n" * 10 + twice, "--baseline", baseline).code == 0


def test_a_second_finding_of_the_same_kind_is_new(check: Callable[..., Ran], tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    check(OLD, "--write-baseline", baseline)
    assert check(f"{OLD}\n{OLD}", "--baseline", baseline).code == 1


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "[" * 100_000,
        '{"version": 0}',
        '{"version": 2, "findings": [{}]}',
        '{"version": 2, "findings": [{"path": "", "code": "", "message": "", "text": "", "count": Infinity}]}',
    ],
    ids=["nothing", "a list", "deep", "another version", "an empty finding", "a number without end"],
)
def test_what_is_not_a_baseline_is_refused(content: str, check: Callable[..., Ran], tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    baseline.write_text(content, encoding="utf-8")
    ran = check(OLD, "--baseline", baseline)
    assert ran.code == 2
    assert "not a baseline" in ran.err


def test_a_missing_baseline_is_refused(check: Callable[..., Ran], tmp_path: Path) -> None:
    assert check(OLD, "--baseline", tmp_path / "gone.json").code == 2


def test_the_name_of_a_file_need_not_be_utf_8(tmp_path: Path) -> None:
    finding = Diagnostic(Location(os.fsdecode(b"tei/\xff.xml")), Severity.ERROR, "references.dangling", "a")
    path = tmp_path / "baseline.json"
    path.write_bytes(dump([finding], path))
    assert compare([finding], path).new == ()
    assert compare([finding, finding], path).new == (finding,)


def test_an_address_is_the_same_wherever_the_baseline_is(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    finding = Diagnostic(Location("https://example.org/a.xml"), Severity.ERROR, "references.dangling", "a")
    path = tmp_path / "baseline.json"
    path.write_bytes(dump([finding], path))
    monkeypatch.chdir(tmp_path.parent)
    assert compare([finding], Path(tmp_path.name, path.name)).new == ()


@pytest.mark.parametrize("ending", ["\n", "\r\n", "\r"])
def test_a_line_is_known_again_whatever_ends_it(ending: str, check: Callable[..., Ran], tmp_path: Path) -> None:
    baseline, document = tmp_path / "baseline.json", tmp_path / "a.xml"
    check(OLD, "--write-baseline", baseline)
    written = TEI.format(f"<p/>\n{OLD}").replace("\n", ending)
    document.write_bytes(b"\xef\xbb\xbf" + written.encode())
    assert compare([found_at(document, 3)], baseline).new == ()


def test_how_many_are_left_out_and_how_many_are_gone_is_said(check: Callable[..., Ran], tmp_path: Path) -> None:
    baseline = tmp_path / "baseline.json"
    assert f"2 findings written to {baseline}" in check(f"{OLD}\n{NEW}", "--write-baseline", baseline).err
    ran = check(OLD, "--baseline", baseline)
    assert f"1 finding of {baseline} left out." in ran.err
    assert f"Gone: 1 finding of {baseline};" in ran.err
    assert "Gone" not in check(f"{OLD}\n{NEW}", "--baseline", baseline).err


def test_more_pointers_that_miss_the_same_are_new_and_fewer_are_not(
    check: Callable[..., Ran], tmp_path: Path
) -> None:
    baseline = tmp_path / "baseline.json"

    def pointers(number: int) -> str:
        return "\n".join(f'<p n="{n}"><ref target="#old"/> <ref corresp="#old"/></p>' for n in range(number))

    check(pointers(3), "--write-baseline", baseline)
    assert "as do 7 more pointers" in check(pointers(4)).out
    assert [check(pointers(number), "--baseline", baseline).code for number in range(5)] == [0, 0, 0, 0, 1]


def test_a_number_without_end_in_a_message_is_none(tmp_path: Path) -> None:
    finding = Diagnostic(Location("a.xml"), Severity.ERROR, "schematron.failed", f"{'9' * 5000} more or less")
    path = tmp_path / "baseline.json"
    path.write_bytes(dump([finding], path))
    assert compare([finding], path).new == ()


def test_a_document_on_standard_input_is_known_again(
    teiproof: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    baseline, document = tmp_path / "baseline.json", tmp_path / "a.xml"
    document.write_text("another line\n", encoding="utf-8")
    command = ("check", "--only", "references", "-", "--name", document)
    for body, option, code in ((OLD, "--write-baseline", 0), (f"<p/>\n{OLD}", "--baseline", 0)):
        content = io.BytesIO(TEI.format(body).replace("#old", "https:/old").encode())
        monkeypatch.setattr("sys.stdin", io.TextIOWrapper(content))
        assert teiproof(*command, "--fail-on", "warning", option, baseline).code == code


def found_at(document: Path, line: int) -> Diagnostic:
    message = "no xml:id “old” in this document, to which @target points."
    return Diagnostic(Location(str(document), line), Severity.ERROR, "references.dangling", message)
