"""`teiproof schema`: where it finds what it needs, what it prints and writes, and how it leaves."""

from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran
from tests.odd.examples import SOURCE

FEATURES = Path(__file__).resolve().parent / "features"
CASES = Path(__file__).resolve().parent / "cases"
Command = Callable[..., Ran]


@pytest.fixture(autouse=True)
def empty_cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Nothing has been fetched before."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "teiproof"


def test_it_prints_the_schema_in_relax_ng(teiproof: Command) -> None:
    ran = teiproof("schema", FEATURES / "values.odd", "--source", SOURCE)
    assert (ran.code, ran.err) == (0, "")
    assert ran.out.startswith('<?xml version="1.0" encoding="UTF-8"?>\n<grammar ')
    assert ran.out.endswith("</grammar>\n")


def test_it_says_the_same_each_time(teiproof: Command) -> None:
    arguments = ("schema", FEATURES / "values.odd", "--source", SOURCE, "--docs")
    assert teiproof(*arguments).out == teiproof(*arguments).out


@pytest.mark.parametrize("name", ["made.rng", "made.odd", "made"])
def test_the_ending_of_the_file_tells_the_notation(teiproof: Command, tmp_path: Path, name: str) -> None:
    ran = teiproof("schema", FEATURES / "values.odd", "--source", SOURCE, "--into", tmp_path / name)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert ("<schemaSpec" in (tmp_path / name).read_text(encoding="utf-8")) == (name == "made.odd")


def test_in_a_folder_the_file_has_the_name_of_the_schema(teiproof: Command, tmp_path: Path) -> None:
    assert teiproof("schema", FEATURES / "values.odd", "--source", SOURCE, "--into", tmp_path).code == 0
    assert (
        teiproof("schema", FEATURES / "values.odd", "--source", SOURCE, "--into", tmp_path, "--to", "odd").code
        == 0
    )
    assert {"values.rng", "values.odd"} <= {path.name for path in tmp_path.iterdir()}


def test_a_name_with_a_path_in_it_does_not_leave_the_folder(teiproof: Command, tmp_path: Path) -> None:
    odd = tmp_path / "odd" / "evil.odd"
    odd.parent.mkdir()
    text = (FEATURES / "values.odd").read_text(encoding="utf-8")
    odd.write_text(text.replace('ident="values"', 'ident="../../evil"'), encoding="utf-8")
    ran = teiproof("schema", odd, "--source", SOURCE, "--into", odd.parent)
    assert ran.code == 2
    assert "ident" in ran.err
    assert [path.name for path in odd.parent.iterdir()] == ["evil.odd"]


def test_what_is_wrong_is_one_line_and_leaves_with_2(teiproof: Command, tmp_path: Path) -> None:
    target = tmp_path / "made.rng"
    ran = teiproof("schema", CASES / "unknown-module.odd", "--source", SOURCE, "--into", target)
    assert ran.code == 2
    assert ran.err.startswith(f"teiproof: {CASES / 'unknown-module.odd'}:6:20: ")
    assert ran.err.count("\n") == 1
    assert not target.exists()


def test_warnings_are_told_and_what_does_no_harm_on_request(teiproof: Command) -> None:
    ran = teiproof("schema", CASES / "deleted-in-content.odd", "--source", SOURCE)
    assert ran.code == 0
    assert "warning: “name” is deleted" in ran.err
    quiet = ("schema", CASES / "unknown-element-deleted.odd", "--source", SOURCE)
    assert teiproof(*quiet).err == ""
    assert "info: there is no “nam” to delete" in teiproof(*quiet, "--verbose").err


def test_the_code_of_a_warning_is_explained(teiproof: Command) -> None:
    ran = teiproof("explain", "odd.deleted-reference")
    assert ran.code == 0
    assert "keep what it refers to" in ran.out


def test_a_notation_that_is_not_there_is_refused(teiproof: Command) -> None:
    ran = teiproof("schema", FEATURES / "values.odd", "--source", SOURCE, "--to", "xsd")
    assert ran.code == 2
    assert "there is no writer “xsd”" in ran.err


def test_one_of_several_schemas_is_named(teiproof: Command) -> None:
    odd = CASES / "several-schemas.odd"
    assert teiproof("schema", odd, "--source", SOURCE, "--ident", "broken").code == 0
    ran = teiproof("schema", odd, "--source", SOURCE, "--ident", "brokn")
    assert ran.code == 2
    assert "did you mean “broken”?" in ran.err


def test_what_was_fetched_before_is_the_source(teiproof: Command, empty_cache: Path) -> None:
    from teiproof.odd.fetching import cached

    assert teiproof("schema", FEATURES / "values.odd").code == 2
    empty_cache.mkdir(parents=True)
    cached(empty_cache).write_bytes(SOURCE.read_bytes())
    assert teiproof("schema", FEATURES / "values.odd").code == 0


@pytest.mark.parametrize("missing", ["odd", "source"])
def test_a_file_that_is_not_there_is_named(teiproof: Command, tmp_path: Path, missing: str) -> None:
    nowhere = tmp_path / "nowhere.xml"
    odd, source = (nowhere, SOURCE) if missing == "odd" else (FEATURES / "values.odd", nowhere)
    ran = teiproof("schema", odd, "--source", source)
    assert ran.code == 2
    assert f"cannot read {nowhere}" in ran.err


def test_the_manual_is_a_folder_and_the_schema_is_made_if_it_is_asked_for(
    teiproof: Command, tmp_path: Path
) -> None:
    arguments = ("schema", FEATURES / "values.odd", "--source", SOURCE, "--manual", tmp_path / "manual")
    ran = teiproof(*arguments)
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert {"index.html", "names.html", "element.p.html"} <= {
        path.name for path in (tmp_path / "manual").iterdir()
    }
    assert teiproof(*arguments, "--to", "rng").out.startswith("<?xml")


def test_descriptions_can_be_had_in_another_language(teiproof: Command) -> None:
    arguments = ("schema", FEATURES / "modules.odd", "--source", SOURCE, "--language")
    for notation in ("rng", "json", "html"):
        made = teiproof(*arguments, "de", "--to", notation).out
        assert "bezeichnet einen Absatz" in made
        assert "marks what stands out" in made
        assert "marks a paragraph" not in made
    assert '<html lang="fr">' in teiproof(*arguments, "fr", "--to", "html").out  # which has words of its own
    ran = teiproof(*arguments, "fr")
    assert (ran.code, ran.out) == (2, "")
    assert "There is: de, en." in ran.err
