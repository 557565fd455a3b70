"""Every notation holds every finding, in the same order, whatever the messages hold."""

import json
import os
import subprocess
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from teiproof import registry, reporters
from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.reporters import text
from tests.conftest import absent

TEXT = st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=30)
DIAGNOSTICS = st.lists(
    st.builds(
        Diagnostic,
        st.builds(Location, TEXT.map(lambda name: f"tei/{name}.xml"), st.integers(1, 999), st.integers(1, 99)),
        st.sampled_from(Severity),
        st.sampled_from(["references.dangling", "relaxng.bad-value"]),
        TEXT,
    ),
    max_size=4,
).map(sorted)

EXAMPLE = Diagnostic(
    Location("tei/a, b.xml", 12, 3),
    Severity.WARNING,
    "references.unused",
    "no document mentions\n“a%b”: remove it.",
)


def lines(notation: str, diagnostics: Sequence[Diagnostic], refusals: Sequence[str] = ()) -> list[str]:
    made: list[str] = list(registry.load(reporters, notation).report(diagnostics, refusals))
    return made


def test_text_is_one_line_as_compilers_write_it() -> None:
    assert lines("text", [EXAMPLE]) == [
        "tei/a, b.xml:12:3: warning: no document mentions “a%b”: remove it. [references.unused]"
    ]


@pytest.mark.parametrize(
    ("line", "column", "shown", "caret"),
    [
        ("    <p>one</p>", 5, "<p>one</p>", 0),
        ("<p>one</p>", 4, "<p>one</p>", 3),
        (f"<p>{'x' * 200}<hi/>{'y' * 200}</p>", 204, f"…{'x' * 46}<hi/>{'y' * 41}…", 47),
        ("<p>日本語<hi/></p>", 7, "<p>日本語<hi/></p>", 9),
        ("<p>cafe\u0301<hi/></p>", 9, "<p>cafe\u0301<hi/></p>", 7),
        ("<p>a \x85 b<hi/></p>", 9, "<p>a   b<hi/></p>", 8),
    ],
)
def test_an_excerpt_has_its_caret_under_the_place(line: str, column: int, shown: str, caret: int) -> None:
    diagnostic = Diagnostic(Location("a.xml", 1, column), Severity.ERROR, "a.b", "c")
    _, excerpt, below = text.report_with_excerpts([diagnostic], lambda _, __: line)
    assert excerpt == f"    {shown}"
    assert below == f"    {' ' * caret}^"


def test_github_annotations_escape_what_would_end_a_property() -> None:
    (line,) = lines("github", [EXAMPLE])
    properties, _, message = line.removeprefix("::").partition("::")
    assert properties == "warning file=tei/a%2C b.xml,line=12,col=3,title=references.unused"
    assert message == "no document mentions%0A“a%25b”: remove it."


@pytest.mark.parametrize(
    ("path", "uri"),
    [
        ("tei/a b#1.xml", "tei/a%20b%231.xml"),
        ("a:b.xml", "a%3Ab.xml"),
        ("../a.xml", "../a.xml"),
        ("/tei/ä.xml", "file:///tei/%C3%A4.xml"),
        ("https://example.org/tei/a.xml", "https://example.org/tei/a.xml"),
        ("s3://bucket/a b.xml", "s3://bucket/a%20b.xml"),
    ],
)
def test_sarif_names_a_file_by_a_uri(path: str, uri: str) -> None:
    log = json.loads("\n".join(lines("sarif", [EXAMPLE._replace(location=Location(path))])))
    assert log["runs"][0]["results"][0]["locations"][0]["physicalLocation"]["artifactLocation"] == {"uri": uri}


def test_a_name_of_a_file_that_is_no_utf_8_is_known_again_from_json() -> None:
    path = os.fsdecode(b"tei/\xff.xml")
    finding = EXAMPLE._replace(location=Location(path), message=f"see {path}.")
    (line,) = lines("jsonl", [finding])
    assert json.loads(line.encode("utf-8"))["path"] == path
    log = json.loads("\n".join(lines("sarif", [finding])).encode("utf-8"))
    (result,) = log["runs"][0]["results"]
    assert result["message"]["text"] == f"see {path}."
    assert result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] == "tei/%FF.xml"


@given(DIAGNOSTICS)
def test_jsonl_holds_everything(diagnostics: list[Diagnostic]) -> None:
    found = [json.loads(line) for line in lines("jsonl", diagnostics)]
    assert [
        Diagnostic(
            Location(entry["path"], entry["line"], entry["column"]),
            Severity[entry["severity"].upper()],
            entry["code"],
            entry["message"],
        )
        for entry in found
    ] == diagnostics


@pytest.mark.parametrize("notation", registry.names(reporters))
def test_every_notation_takes_the_reasons_why_a_check_could_not_look(notation: str) -> None:
    assert lines(notation, [EXAMPLE], ["no schema"])


def test_a_check_that_could_not_look_is_an_annotation_and_the_first() -> None:
    refusal, finding = lines("github", [EXAMPLE], ["a.xml names no\nschema."])
    assert refusal == "::error title=incomplete check::a.xml names no%0Aschema."
    assert finding.startswith("::warning ")


def test_a_check_that_could_not_look_is_no_test_that_has_passed() -> None:
    root = etree.fromstring("\n".join(lines("junit", [], ["a.xml names no <schema>."])).encode())
    (case,) = root.iter("testcase")
    (error,) = case
    assert (error.tag, error.get("message")) == ("error", "a.xml names no <schema>.")
    assert all(
        suite.get("tests") == suite.get("errors") == "1" for suite in root.iter("testsuites", "testsuite")
    )


@pytest.mark.parametrize("refusals", [[], ["a.xml names no schema."]])
def test_a_sarif_run_is_successful_if_every_check_could_look(refusals: list[str]) -> None:
    (run,) = json.loads("\n".join(lines("sarif", [], refusals)))["runs"]
    (invocation,) = run["invocations"]
    assert invocation["executionSuccessful"] is not bool(refusals)
    assert [one["message"]["text"] for one in invocation["toolExecutionNotifications"]] == refusals


@given(DIAGNOSTICS)
def test_junit_is_well_formed_and_counts_what_failed(diagnostics: list[Diagnostic]) -> None:
    root = etree.fromstring("\n".join(lines("junit", diagnostics)).encode())
    failures = sum(diagnostic.severity > Severity.INFO for diagnostic in diagnostics)
    assert int(root.get("failures", "")) == len(root.findall(".//failure")) == failures
    assert int(root.get("tests", "")) == len(root.findall(".//testcase")) == max(len(diagnostics), 1)


@given(DIAGNOSTICS)
def test_gitlab_knows_every_finding_by_itself_wherever_it_moves(diagnostics: list[Diagnostic]) -> None:
    moved = [one._replace(location=one.location._replace(line=one.location.line + 7)) for one in diagnostics]
    made, again = (json.loads("\n".join(lines("gitlab", found))) for found in (diagnostics, moved))
    assert [(one["description"], one["check_name"]) for one in made] == [
        (one.message, one.code) for one in diagnostics
    ]
    assert [one["location"]["lines"]["begin"] for one in made] == [one.location.line for one in diagnostics]
    fingerprints = [one["fingerprint"] for one in made]
    assert len(set(fingerprints)) == len(diagnostics)
    assert fingerprints == [one["fingerprint"] for one in again]


def test_gitlab_takes_paths_from_the_folder_of_the_run_and_five_severities() -> None:
    here = EXAMPLE._replace(location=Location(str(Path("tei/ä.xml").absolute()), 3))
    refusal, finding = json.loads("\n".join(lines("gitlab", [here], ["no schema"])))
    assert (finding["location"], finding["severity"]) == ({"path": "tei/ä.xml", "lines": {"begin": 3}}, "minor")
    assert (refusal["description"], refusal["severity"], refusal["location"]["path"]) == (
        "no schema",
        "blocker",
        ".",
    )


@given(DIAGNOSTICS)
def test_sarif_holds_everything_and_its_rules_are_indexed(diagnostics: list[Diagnostic]) -> None:
    log = json.loads("\n".join(lines("sarif", diagnostics)))
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert len(run["results"]) == len(diagnostics)
    for result, diagnostic in zip(run["results"], diagnostics, strict=True):
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"] == diagnostic.code
        assert result["message"]["text"] == diagnostic.message
        assert result["level"] == diagnostic.severity.label.replace("info", "note")
        (location,) = result["locations"]
        assert location["physicalLocation"]["region"] == {
            "startLine": diagnostic.location.line,
            "startColumn": diagnostic.location.column,
        }


def test_the_sarif_multitool_finds_nothing_wrong(tmp_path: Path) -> None:
    multitool = os.environ.get("SARIF_MULTITOOL", "")
    if not Path(multitool).is_file():
        absent("the SARIF Multitool (npm package @microsoft/sarif-multitool-linux, named by $SARIF_MULTITOOL)")
    places = ["tei/a, b.xml", "/a/ä.xml", "c.xml"]
    severities = list(Severity)
    diagnostics = [
        Diagnostic(Location(place, 2, 3), severity, "references.dangling", "Name “a” is not there.")
        for place, severity in zip(places, severities, strict=True)
    ]
    log = tmp_path / "log.sarif"
    log.write_text("\n".join(lines("sarif", diagnostics)), encoding="utf-8")
    run = subprocess.run(
        [multitool, "validate", "log.sarif"],
        cwd=tmp_path,
        env={**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert "Analysis completed successfully" in run.stdout
    assert ": error" not in run.stdout


@pytest.mark.parametrize("notation", registry.names(reporters))
@given(diagnostics=DIAGNOSTICS)
def test_no_notation_breaks_on_odd_characters(notation: str, diagnostics: list[Diagnostic]) -> None:
    for line in lines(notation, diagnostics):
        assert "\n" not in line
        assert "\r" not in line
