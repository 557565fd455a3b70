"""`teiproof inspect`: what a corpus holds, counted, with the place of the first of each."""

import json
import os
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from teiproof.inspection.gathering import survey_file
from teiproof.inspection.notations import html, text
from teiproof.inspection.prospects import prospects
from teiproof.inspection.survey import TOPICS, Survey
from teiproof.model.edition import Edition, xml_files
from tests.conftest import PROJECT, Ran, absent

HERE = Path(__file__).parent
CORPUS = HERE / "corpus"
GROUPS = ["diary", "documentation", "letters", "mixed", "novels", "plays"]
Run = Callable[..., Ran]


def surveyed(*paths: Path) -> Survey:
    survey = Survey(tuple(map(str, paths)))
    for path in xml_files(paths):
        survey.add(survey_file(path, Edition([])))
    return survey


@pytest.fixture
def inspected(teiproof: Run) -> Callable[..., dict[str, Any]]:
    def run(*paths: Path) -> dict[str, Any]:
        ran = teiproof("inspect", "--format", "json", *paths)
        assert (ran.code, ran.err) == (0, "")
        made: dict[str, Any] = json.loads(ran.out)
        return made

    return run


def test_a_small_corpus_reads_as_blessed(
    teiproof: Run, golden: Callable[[Path, bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(HERE)
    ran = teiproof("inspect", "corpus")
    assert (ran.code, ran.err) == (0, "")
    golden(HERE / "golden.txt", ran.out.encode())


def test_everything_is_counted_at_its_place(inspected: Callable[..., dict[str, Any]]) -> None:
    letter = CORPUS / "letter.xml"
    topics = inspected(letter)["topics"]
    assert topics["kinds"] == {"TEI P5": {"count": 1, "files": 1, "example": f"{letter}:4:1"}}
    assert topics["elements"]["persName"] == {"count": 3, "files": 1, "example": f"{letter}:19:52"}
    assert topics["elements"]["{http://www.w3.org/2000/svg}svg"]["count"] == 1
    assert {kind: found["count"] for kind, found in topics["pointers"].items()} == {
        "to this file": 1, "with the scheme or prefix viaf:": 1, "to another file: found": 1,
        "to another file: not found": 2, "to the web": 2,
    }  # fmt: skip
    assert set(topics["languages"]) == {"de", "fr"}
    assert set(topics["licences"]) == {
        "https://creativecommons.org/licenses/by/4.0/",
        "in words: Ask us first.",
    }
    assert set(topics["schemas"]) == {
        "found: RELAX NG there.rng", "not found: RELAX NG https://example.org/gone.rng",
    }  # fmt: skip
    assert topics["entries"]["person"]["count"] == 1
    assert topics["mentions"]["persName with @ref or @key"]["count"] == 1
    assert topics["mentions"]["persName without @ref"]["count"] == 1


def test_the_years_go_from_the_earliest_to_the_latest_date() -> None:
    assert surveyed(CORPUS / "letter.xml").years == (-44, 1936)


def test_what_is_not_tei_p5_is_named_as_what_it_is() -> None:
    kinds = {path.name: set(survey_file(path, Edition([])).facts["kinds"]) for path in xml_files([CORPUS])}
    assert kinds == {
        "bare.xml": {"TEI without its namespace"},
        "broken.xml": {"not well-formed"},
        "letter.xml": {"TEI P5"},
        "old.xml": {"TEI P4 or older"},
        "other.xml": {"not TEI: <html>"},
    }


def test_a_broken_file_is_a_problem_with_its_place_and_the_others_are_counted() -> None:
    survey = surveyed(CORPUS)
    (problem,) = survey.problems
    assert problem.location.path.endswith("broken.xml")
    assert problem.code == "parsing.not-well-formed"
    assert survey.files == 5


def test_an_entity_outside_the_file_is_named_and_never_read() -> None:
    declared = survey_file(CORPUS / "old.xml", Edition([])).facts["declarations"]
    assert "outside the file and never read, /etc/passwd: entity outside" in declared


def test_a_file_that_cannot_be_read_is_a_problem(tmp_path: Path) -> None:
    folder = tmp_path / "folder.xml"
    folder.mkdir()
    problem = survey_file(folder, Edition([])).problem
    assert problem is not None
    assert problem.message == f"cannot read {folder}: is a directory."


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (["gone"], "there is no file or folder gone"),
        (["--format", "jsn", "tei"], "there is no notation “jsn” (did you mean “json”?)"),
    ],
)
def test_what_cannot_be_done_is_said(teiproof: Run, arguments: list[str], message: str) -> None:
    ran = teiproof("inspect", *arguments)
    assert ran.code == 2
    assert message in ran.err


def test_an_empty_folder_is_said_to_hold_nothing(teiproof: Run, tmp_path: Path) -> None:
    ran = teiproof("inspect", tmp_path)
    assert (ran.code, ran.err) == (
        2, f"teiproof: no .xml, .tei or .odd file in {tmp_path}. Name the files or another folder.\n",
    )  # fmt: skip


@pytest.mark.parametrize("group", GROUPS)
def test_other_projects_can_be_inspected_and_their_elements_are_all_counted(group: str, shared: Path) -> None:
    from lxml import etree

    paths = xml_files([shared / "corpus" / group])
    survey = surveyed(*paths)
    count = 0
    for path in paths:
        if all(problem.location.path != str(path) for problem in survey.problems):
            parser = etree.XMLParser(no_network=True, load_dtd=False, huge_tree=True)
            count += sum(1 for _ in etree.parse(path, parser).iter("{*}*"))
    assert survey.total("elements") == count
    assert set(survey.facts) <= set(TOPICS)
    assert list(text.write(survey))


def test_the_page_has_no_error_and_nothing_of_a_document_becomes_markup(tmp_path: Path) -> None:
    jar = os.environ.get("VNU_JAR")
    if not jar:
        absent("the Nu checker (VNU_JAR)")
    evil = tmp_path / "evil.xml"
    evil.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="&lt;script>alert(1)&lt;/script>"/>',
        encoding="utf-8",
    )
    page = tmp_path / "page.html"
    page.write_text("\n".join(html.write(surveyed(CORPUS, evil, PROJECT / "tei"))) + "\n", encoding="utf-8")
    assert "<script" not in page.read_text(encoding="utf-8")
    checked = subprocess.run(["java", "-jar", str(jar), page], capture_output=True, text=True, check=False)
    assert (checked.returncode, checked.stderr) == (0, "")


def test_the_survey_is_the_same_in_one_process_and_in_two(teiproof: Run, shared: Path) -> None:
    one, two = (teiproof("inspect", "--jobs", jobs, shared / "corpus" / "plays") for jobs in "12")
    assert one.out
    assert one == two


def test_an_entry_stands_in_a_list_of_entries(tmp_path: Path) -> None:
    lists = "<standOff><listPerson><person/><person><bibl/></person></listPerson></standOff>"
    (tmp_path / "a.xml").write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{lists}<text><body><listBibl><bibl/></listBibl></body></text></TEI>'
    )
    assert [(name, tally.count) for name, tally in surveyed(tmp_path).of("entries")] == [("person", 2)]


def test_what_is_included_from_the_web_will_not_be(tmp_path: Path) -> None:
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="https://example.org/a.xml"/>'
    (tmp_path / "a.xml").write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{include}</TEI>')
    texts = [prospect.text for prospect in prospects(surveyed(tmp_path)) if not prospect.is_good]
    assert [one for one in texts if one.startswith("Nothing is included (XInclude) from the web")]
