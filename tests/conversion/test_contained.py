"""The export `tei`: a document by itself says what it said, is valid if it was, and needs no other file."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest

from teiproof.exports import Profile, run, tei
from teiproof.formatting.proof import words
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.pointers import pointers
from teiproof.model.reading import Kind
from teiproof.model.register import entities, mentions
from tests.conftest import PROJECT
from tests.inclusion.test_inclusion import GOOD

CASES = Path(__file__).parent / "cases"
KINDS: tuple[Kind, ...] = ("edited", "diplomatic")


def exported(edition: Edition, into: Path, base: str = "") -> Edition:
    """The edition that the export makes of another one."""
    for path, content in run("tei", edition, Profile(base=base)):
        (into / path).parent.mkdir(parents=True, exist_ok=True)
        (into / path).write_bytes(content)
    return Edition.open([into])


def named(edition: Edition) -> list[tuple[str, str, str, str]]:
    """The mentions: in which file, by which words, of which kind of entry and of which name."""
    entries = {entity.key: entity for entity in entities(edition)}
    return [
        (mention.document.name.name, mention.text, entries[mention.entity].kind, entries[mention.entity].name)
        for mention in mentions(edition)
    ]


def dangling(document: Document, edition: Edition) -> int:
    """How many pointers of a document lead to no element."""
    found = [pointer for pointer in pointers(document) if pointer.is_local and pointer.fragment]
    return sum(edition.target(document, pointer) is None for pointer in found)


def test_the_documents_of_this_edition_name_the_same_by_themselves(tmp_path: Path) -> None:
    edition = Edition.open([PROJECT / "tei"])
    made = exported(edition, tmp_path)
    texts = {document.name.name for document in made.documents} - {"register.xml"}
    before, after = named(edition), named(made)
    assert len(before) > 300
    assert [one for one in after if one[0] in texts] == [one for one in before if one[0] in texts]
    for document in made.documents:
        assert dangling(document, made) == 0
        if document.name.name in texts:
            assert not [pointer for pointer in pointers(document) if "register.xml#" in pointer.uri]


def test_the_export_of_an_export_is_the_same(tmp_path: Path) -> None:
    exported(Edition.open([PROJECT / "tei"]), tmp_path / "one")
    exported(Edition.open([tmp_path / "one"]), tmp_path / "two")
    for path in sorted((tmp_path / "one").iterdir()):
        assert path.read_bytes() == (tmp_path / "two" / path.name).read_bytes()


@pytest.mark.parametrize("name", ["clash", "transitive", "prefixes", "corpus"])
def test_cases(name: str, golden: Callable[[Path, bytes], None], tmp_path: Path) -> None:
    edition = Edition.open([CASES / name])
    main = next(document for document in edition.documents if document.name.name == "main.xml")
    ((_, content),) = tei.export_document(main, edition, Profile(base="https://example.org/e/"))
    golden(CASES / name / "golden" / "main.txt", content)
    again = Document(tmp_path / "main.xml", content)
    ((_, same),) = tei.export_document(again, Edition([again]), Profile())
    assert same == content


def test_what_is_included_is_in_the_file(tmp_path: Path) -> None:
    edition = Edition.open([GOOD / "main.xml"])
    (document,) = edition.documents
    ((_, content),) = tei.export_document(document, edition, Profile())
    assert b"XInclude" not in content
    assert b"xml:base" not in content
    assert b'url="parts/deep/pictures/x.png"' in content
    for kind in KINDS:
        assert list(words(Document(tmp_path / "main.xml", content), kind)) == list(words(document, kind))


def test_every_valid_document_of_the_corpus_stays_valid_and_says_the_same(
    some_valid: list[Path],
    invalid: Callable[[Iterable[Path], str], dict[Path, str]],
    tmp_path: Path,
) -> None:
    made: list[Path] = []
    for number, path in enumerate(some_valid):
        edition = Edition.open([path])
        (document,) = edition.documents
        ((_, content),) = tei.export_document(document, edition, Profile())
        target = tmp_path / f"{number:03}-{path.stem}.xml"
        target.write_bytes(content)
        made.append(target)
        after = Document(target, content)
        for kind in KINDS:
            assert list(words(after, kind)) == list(words(document, kind)), path
        assert after.ids.keys() >= document.ids.keys()
        ((_, same),) = tei.export_document(after, Edition([after]), Profile())
        assert same == content, path
        assert dangling(Document(path, content), edition) <= dangling(document, edition)
    assert invalid(made, "tei_all.rng") == {}
