"""`teiproof fix`: what it prints and writes, and with which exit code it leaves."""

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran

RIGHT = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><p xml:id="a"><date when="1936-08-25"/></p></text></TEI>\n'
)
WRONG = RIGHT.replace("-08-", "-8-")

Run = Callable[..., Ran]


@pytest.fixture
def letter(tmp_path: Path) -> Path:
    path = tmp_path / "letter.xml"
    path.write_text(WRONG, encoding="utf-8")
    return path


@pytest.mark.parametrize("options", [(), ("--diff",)])
def test_diff_shows_place_reason_and_change_and_writes_nothing(
    teiproof: Run, letter: Path, options: tuple[str, ...]
) -> None:
    ran = teiproof("fix", "--skip", "names", *options, letter)
    assert ran.code == 1
    line, *rest = ran.out.splitlines()
    assert line == (
        f"{letter}:1:{WRONG.index('1936') + 1}: @when has month and day with two digits, after hyphens: "
        "“1936-8-25” → “1936-08-25” [dates]"
    )
    assert rest[0] == f"--- {letter}"
    assert f"+{RIGHT.strip()}" in rest
    assert ran.err == "1 document looked at, 1 repair to make.\n"
    assert letter.read_text(encoding="utf-8") == WRONG


def test_write_makes_the_repairs(teiproof: Run, letter: Path) -> None:
    ran = teiproof("fix", "--write", "--only", "dates,pointers", letter)
    assert (ran.code, ran.err) == (0, "1 document looked at, 1 repair made.\n")
    assert letter.read_text(encoding="utf-8") == RIGHT
    again = teiproof("fix", "--only", "dates", letter)
    assert (again.code, again.out, again.err) == (0, "", "1 document looked at, no repair to make.\n")


def test_a_refused_repair_is_said_and_not_written(
    teiproof: Run, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("teiproof.mending._lost", lambda *_: "the text")
    ran = teiproof("fix", "--write", "--only", "dates", letter)
    assert ran.code == 2
    assert "[dates], but it is not made, because the text would change" in ran.out
    assert ran.err == "1 document looked at, no repair made, 1 refused.\n"
    assert letter.read_text(encoding="utf-8") == WRONG


def test_a_document_that_is_not_well_formed_is_reported(teiproof: Run, letter: Path) -> None:
    letter.write_text(WRONG.replace("</p>", ""), encoding="utf-8")
    ran = teiproof("fix", "--skip", "names", letter)
    assert ran.code == 1
    assert ": error: <p> is never closed" in ran.out
    assert "[parsing.not-well-formed]" in ran.out


def test_without_a_schema_names_are_not_looked_at_and_that_is_said(teiproof: Run, letter: Path) -> None:
    ran = teiproof("fix", letter)
    assert ran.code == 1
    assert "not every fix could look" in ran.err
    assert "names no RELAX NG schema" in ran.err


def test_standard_input_goes_repaired_to_standard_output() -> None:
    command = [sys.executable, "-m", "teiproof", "fix", "--only", "dates", "--name", "a.xml"]

    def given(*arguments: str) -> subprocess.CompletedProcess[str]:
        run = [*command, *arguments, "-"]
        return subprocess.run(run, input=WRONG, capture_output=True, text=True, check=False)

    ran = given()
    assert (ran.returncode, ran.stdout) == (0, RIGHT)
    assert ran.stderr.startswith("a.xml:1:")
    assert ran.stderr.endswith("1 document looked at, 1 repair made.\n")
    assert given("--write").stdout == RIGHT
    ran = given("--diff")
    assert (ran.returncode, ran.stdout.splitlines()[1]) == (1, "--- a.xml")


def test_the_number_of_jobs_changes_nothing(
    teiproof: Run, letter: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(20):
        letter.with_name(f"{number}.xml").write_text(WRONG if number % 2 else RIGHT, encoding="utf-8")
    letter.with_name("7.xml").write_text(WRONG[:-20], encoding="utf-8")
    monkeypatch.setattr("teiproof.workers.documents.WORTHWHILE", 0)
    monkeypatch.setattr("teiproof.workers._ITEMS", 3)
    one, three = (teiproof("fix", "--only", "dates", "--jobs", jobs, letter.parent) for jobs in ("1", "3"))
    assert one == three
    assert one.code == 1
    assert teiproof("fix", "--only", "dates", "--jobs", "3", "--write", letter.parent).code == 1
    assert letter.with_name("19.xml").read_text(encoding="utf-8") == RIGHT


def test_a_schema_can_be_named(teiproof: Run, letter: Path) -> None:
    schema = Path(__file__).parent / "cases" / "names" / "_schema.rng"
    letter.write_text(RIGHT.replace("text>", "pp>"), encoding="utf-8")
    ran = teiproof("fix", "--only", "names", "--schema", schema, letter)
    assert (ran.code, ran.out) == (0, "")


def test_the_fixes_are_listed_with_their_pages(teiproof: Run) -> None:
    ran = teiproof("fix", "--list")
    assert ran.code == 0
    assert "pointers\n    Writes the # that is missing" in ran.out


@pytest.mark.parametrize(
    ("options", "reason"),
    [
        (("--only", "date"), "did you mean “dates”"),
        (("--only", "dates", "--skip", "dates"), "none is left to run"),
    ],
)
def test_a_wrong_choice_is_refused(teiproof: Run, options: tuple[str, ...], reason: str) -> None:
    ran = teiproof("fix", *options)
    assert ran.code == 2
    assert reason in ran.err
