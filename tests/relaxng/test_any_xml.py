"""Any XML is validated against a schema that was named, as by jing; for everything else a file must be TEI."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.conftest import Ran

VOCABULARIES = Path(__file__).parent / "vocabularies"
SCHEMA = VOCABULARIES / "docbook.rnc"
VALIDATION = ("check", "--only", "relaxng", "--schema", SCHEMA)

Run = Callable[..., Ran]


@pytest.fixture
def article(tmp_path: Path) -> Path:
    """A valid document of DocBook."""
    return Path(shutil.copy(VOCABULARIES / "docbook.xml", tmp_path / "article.dbk"))


@pytest.fixture
def broken(article: Path) -> Path:
    text = article.read_text(encoding="utf-8")
    article.write_text(text.replace("<emphasis ", "<emphasise ", 1).replace("</emphasis>", "</emphasise>", 1))
    return article


def test_a_valid_document_is_0(teiproof: Run, article: Path) -> None:
    ran = teiproof(*VALIDATION, article)
    assert (ran.code, ran.out, ran.err) == (0, "", "1 document checked, no finding.\n")


@pytest.mark.parametrize("notation", ["text", "jsonl", "sarif", "github", "junit"])
def test_a_mistake_is_1_in_every_notation(notation: str, teiproof: Run, broken: Path) -> None:
    ran = teiproof(*VALIDATION, "--format", notation, broken)
    assert ran.code == 1
    assert ran.out.count("relaxng.unknown-element") >= 1
    assert "emphasise" in ran.out


def test_a_baseline_takes_it_in(teiproof: Run, broken: Path, tmp_path: Path) -> None:
    assert teiproof(*VALIDATION, "--write-baseline", tmp_path / "old.json", broken).code == 0
    assert teiproof(*VALIDATION, "--baseline", tmp_path / "old.json", broken).code == 0


@pytest.mark.parametrize(
    "arguments",
    [
        ("--only", "relaxng"),
        ("--schema", SCHEMA),
        ("--only", "relaxng,references", "--schema", SCHEMA),
        ("--only", "references"),
    ],
)
def test_what_is_more_than_validation_needs_tei(
    arguments: tuple[str | Path, ...], teiproof: Run, article: Path
) -> None:
    ran = teiproof("check", *arguments, article)
    assert ran.code == 2
    assert f"{article} is not TEI: its root element is <article>." in ran.err
    assert "teiproof check --only relaxng --schema FILE" in ran.err


def test_a_folder_stands_for_its_tei_documents(teiproof: Run, article: Path) -> None:
    article.rename(article.with_suffix(".xml"))
    ran = teiproof(*VALIDATION, article.parent)
    assert ran.code == 2
    assert "but not TEI (1). Name the files" in ran.err


def test_with_only_tei_what_is_named_and_not_tei_is_passed_over(teiproof: Run, broken: Path) -> None:
    ran = teiproof(*VALIDATION, "--only-tei", broken)
    assert (ran.code, ran.out) == (0, "")
    assert "nothing was looked at" in ran.err
