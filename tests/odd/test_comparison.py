"""What changed between two schemas, in words and as JSON, and which files break."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof.cli.main import run
from teiproof.names import TEI
from teiproof.odd.change_lines import lines
from teiproof.odd.comparison import Change, changes
from tests.conftest import PROJECT

FOLDER = Path(__file__).resolve().parent / "comparison"
OLD, NEW = (FOLDER / f"{name}.rnc" for name in ("old", "new"))


def document(folder: Path, name: str, content: str) -> str:
    path = folder / name
    path.write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{content}</TEI>', encoding="utf-8")
    return str(path)


def test_each_kind_of_change_is_told(golden: Callable[[Path, bytes], None]) -> None:
    told = "".join(f"{change.sentence()}\n" for change in changes(OLD, NEW))
    golden(FOLDER / "changes.txt", told.encode())


def test_what_holds_for_many_elements_is_told_once() -> None:
    attribute = [Change(name, "rend", "attribute", "removed") for name in ("a", "b", "c")]
    few = [Change(name, "key", "attribute", "added") for name in ("a", "b")]
    children = [Change(name, "", "child", "removed", "<q>") for name in ("a", "b", "c")]
    gone = [Change(name, "", "child", "removed", "<z>") for name in ("a", "b", "c")]
    own = [Change(name, "", "value", "added", "“x”") for name in ("a", "b", "c")]
    known = sorted([*attribute, *few, *children, *gone, *own, Change("z", "", "element", "removed")])
    assert list(lines(known)) == [
        "child <q> removed: <a>, <b>, <c>",
        "<a>: value “x” added",
        "<a>/@key added",
        "<b>/@key added",
        "@rend removed: <a>, <b>, <c>",
        "<b>: value “x” added",
        "<c>: value “x” added",
        "<z> removed",
    ]


def test_an_attribute_that_is_all_there_is_can_be_required(tmp_path: Path) -> None:
    for name, mark in (("old", "?"), ("new", "")):
        text = f"start = element a {{ attribute b {{ text }}{mark} }}"
        (tmp_path / f"{name}.rnc").write_text(text, encoding="utf-8")
    (change,) = changes(tmp_path / "old.rnc", tmp_path / "new.rnc")
    assert change.sentence() == "<a>/@b is now required"


def test_a_schema_is_like_itself() -> None:
    assert changes(OLD, OLD) == ()


def test_names_that_are_a_class_are_told_with_their_namespaces(tmp_path: Path) -> None:
    excepted = f'<except><nsName ns="{TEI}"/><name ns="urn:x">a</name><name ns="{TEI}">p</name></except>'
    paths = []
    for name, content in (("old", ""), ("new", f"<element><anyName>{excepted}</anyName><empty/></element>")):
        paths.append(tmp_path / f"{name}.rng")
        start = f'<start><element name="TEI" ns="{TEI}"><empty/>{content}</element></start>'
        paths[-1].write_text(
            f'<grammar xmlns="http://relaxng.org/ns/structure/1.0">{start}</grammar>', encoding="utf-8"
        )
    name = f"* - (p | {{{TEI}}}* | {{urn:x}}a)"
    assert [change.sentence() for change in changes(*paths)] == [
        f"<{name}> added",
        f"<TEI>: child <{name}> added",
    ]


def test_an_odd_and_what_is_made_from_it_do_not_differ(capsys: pytest.CaptureFixture[str]) -> None:
    schema = PROJECT / "schema"
    assert run(["schema", "diff", str(schema / "serge.rng"), str(schema / "serge.compiled.odd")]) == 0
    assert capsys.readouterr().out == "0 changes.\n"


def test_files_that_break_are_named_with_the_reason(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    good = document(tmp_path, "good.xml", '<p type="a">x</p>')
    bad = document(tmp_path, "bad.xml", "<p>x</p>")
    wrong = document(tmp_path, "wrong.xml", "<q>x</q>")
    assert run(["schema", "diff", str(OLD), str(NEW), good, bad, wrong]) == 1
    out = capsys.readouterr().out
    assert f"breaks: {bad}:1:" in out
    assert "good.xml" not in out
    assert "wrong.xml" not in out
    assert out.endswith("1 of 3 files break.\n")


def test_without_files_it_is_the_schema_that_decides(capsys: pytest.CaptureFixture[str]) -> None:
    assert run(["schema", "diff", str(OLD), str(NEW)]) == 1
    assert run(["schema", "diff", str(NEW), str(NEW)]) == 0
    del capsys


def test_json_holds_changes_and_what_breaks(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    bad = document(tmp_path, "bad.xml", "<p>x</p>")
    assert run(["schema", "diff", str(OLD), str(NEW), bad, "--json"]) == 1
    made = json.loads(capsys.readouterr().out)
    assert list(made) == ["changes", "breaks"]
    assert {"element": "p", "attribute": "rend", "kind": "attribute", "what": "removed", "detail": ""} in made[
        "changes"
    ]
    assert list(made["breaks"]) == [bad]


def test_what_is_no_schema_is_refused(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    nothing = document(tmp_path, "nothing.xml", "<p>x</p>")
    assert run(["schema", "diff", nothing, str(NEW)]) == 2
    assert "no schemaSpec" in capsys.readouterr().err
