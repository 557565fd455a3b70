"""The edition: faithful to its sources, complete in its register, proofed so that no mistake gets through."""

import hashlib
import subprocess
import tomllib
from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teiproof import checks, gate, registry
from teiproof.checks.fidelity import is_accounted_for
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.header import omissions, witnesses
from teiproof.model.pointers import pointers
from teiproof.model.reading import read
from teiproof.names import XML_ID
from tests.conftest import PROJECT

FOLDER = PROJECT / "tei"
ARTICLES = ("the-end-of-henry-yagoda", "proofs-comrade-executioner")
MISTAKES = tomllib.loads((Path(__file__).parent / "mistakes.toml").read_text(encoding="utf-8"))["mistake"]
ENTRIES = ("person", "place", "org", "event", "bibl")


@pytest.fixture(scope="module")
def edition() -> Edition:
    return Edition.open([FOLDER])


def test_every_check_passes_on_the_edition(edition: Edition) -> None:
    outcome = gate.run(edition, registry.names(checks))
    assert outcome.refusals == ()
    assert outcome.diagnostics == ()


@pytest.mark.parametrize("name", ARTICLES)
def test_the_source_text_is_kept_byte_for_byte(name: str, shared: Path) -> None:
    kept = (FOLDER / "source" / f"{name}.txt").read_bytes()
    handed_over = (shared / "sources" / f"{name}.txt").read_bytes()
    assert hashlib.sha256(kept).digest() == hashlib.sha256(handed_over).digest()


@pytest.mark.parametrize("schema", ["schema/serge.rng", "../shared/schemas/tei_all.rng"])
def test_jing_finds_nothing(schema: str, jing: str, shared: Path) -> None:
    assert shared.is_dir()
    command = [jing, schema, *sorted(str(path) for path in FOLDER.glob("*.xml"))]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT)
    assert run.stdout == ""
    assert run.returncode == 0


def words_of(name: str) -> tuple[list[str], list[str], list[list[str]]]:
    """The words of the source, those of the diplomatic reading, and those of each passage left out."""
    document = Document(FOLDER / f"{name}.xml")
    source = witnesses(document)[0].path.read_text(encoding="utf-8")

    def split(text: str) -> list[str]:
        return text.replace("\n", " ").split(" ")

    def filled(words: Sequence[str]) -> list[str]:
        return [word for word in words if word]

    reading = [token.text for token in read(document, "diplomatic").tokens()]
    return filled(split(source)), reading, [filled(split(omission.text)) for omission in omissions(document)]


@pytest.mark.parametrize("name", ARTICLES)
def test_the_diplomatic_reading_is_the_source_word_for_word(name: str) -> None:
    source, reading, left_out = words_of(name)
    assert len(reading) > 600
    assert is_accounted_for(source, reading, left_out)


@pytest.mark.parametrize("name", ARTICLES)
def test_exchanging_any_two_neighbouring_different_words_is_found(name: str) -> None:
    source, reading, left_out = words_of(name)
    tried = 0
    for index in range(len(reading) - 1):
        if reading[index] != reading[index + 1]:
            exchanged = [*reading[:index], reading[index + 1], reading[index], *reading[index + 2 :]]
            assert not is_accounted_for(source, exchanged, left_out), " ".join(reading[index : index + 2])
            tried += 1
    assert tried > 600


@pytest.mark.parametrize("name", ARTICLES)
def test_losing_or_doubling_any_word_is_found(name: str) -> None:
    source, reading, left_out = words_of(name)
    for index in range(len(reading)):
        assert not is_accounted_for(source, reading[:index] + reading[index + 1 :], left_out)
        assert not is_accounted_for(source, reading[: index + 1] + reading[index:], left_out)


@pytest.mark.parametrize("mistake", MISTAKES, ids=lambda mistake: mistake["name"])
def test_a_mistake_is_rejected(mistake: dict[str, str]) -> None:
    text = (FOLDER / mistake["document"]).read_text(encoding="utf-8")
    assert text.count(mistake["find"]) == 1, "the mistake is made at one place"
    broken = text.replace(mistake["find"], mistake["replace"])
    # Pointers and the schema are looked for where the document would stand.
    document = Document(FOLDER / mistake["document"], broken.encode())
    others = [Document(path) for path in FOLDER.glob("*.xml") if path.name != mistake["document"]]
    edition = Edition([document, *others])
    assert gate.run(edition, registry.names(checks)).fails()
    outcome = gate.run(edition, [mistake["code"].partition(".")[0].replace("parsing", "references")])
    assert any(diagnostic.code.startswith(mistake["code"]) for diagnostic in outcome.diagnostics), outcome


def test_there_are_mistakes_enough_and_of_every_kind() -> None:
    assert len(MISTAKES) >= 30
    assert {mistake["code"].partition(".")[0] for mistake in MISTAKES} == {
        "relaxng", "schematron", "references", "fidelity", "parsing",
    }  # fmt: skip


def test_every_name_points_into_the_register_and_every_entry_is_mentioned(edition: Edition) -> None:
    register = next(document for document in edition.documents if document.path.name == "register.xml")
    entries = {
        identifier
        for identifier, element in register.ids.items()
        if isinstance(element.tag, str) and element.tag.rpartition("}")[2] in ENTRIES
    }
    mentioned = {
        pointer.fragment
        for document in edition.documents
        for pointer in pointers(document)
        if document is not register or not pointer.file
    }
    assert len(entries) > 140
    assert entries <= mentioned


@pytest.mark.parametrize("name", ARTICLES)
def test_every_paragraph_and_every_note_can_be_cited(name: str) -> None:
    document = Document(FOLDER / f"{name}.xml")
    for paragraph in document.findall("text//div/p"):
        assert paragraph.get(XML_ID)
    for paragraph in document.findall("text/body/div/p"):
        assert paragraph.get("n")
    for note in document.findall("text//note"):
        assert note.get(XML_ID)
        assert note.get("resp") == "#teiproof"
        assert note.get("type")


@given(
    st.lists(st.sampled_from("abc"), max_size=12),
    st.lists(st.lists(st.sampled_from("abc"), min_size=1, max_size=3), max_size=3),
    st.data(),
)
def test_words_and_passages_woven_together_are_accounted_for(
    words: list[str], passages: list[list[str]], data: st.DataObject
) -> None:
    places = sorted(data.draw(st.integers(0, len(words))) for _ in passages)
    source: list[str] = []
    for index in range(len(words) + 1):
        for place, passage in zip(places, passages, strict=True):
            if place == index:
                source += passage
        source += words[index : index + 1]
    assert is_accounted_for(source, words, passages)
    assert not is_accounted_for([*source, "d"], words, passages)
    assert not is_accounted_for(source, [*words, "d"], passages)
