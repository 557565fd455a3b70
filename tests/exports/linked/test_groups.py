"""What the formats of linked data make of whole groups of documents that others have written."""

from pathlib import Path

import pytest

from teiproof import exports
from teiproof.model.edition import Edition
from tests.conftest import PROJECT, corpus

FORMATS = ("beacon", "cmif", "geojson", "jsonld", "turtle")
MADE = {
    "tei": ["beacon-wikidata.txt", "places.geojson", "edition.jsonld", "edition.ttl"],
    "diary": ["beacon-gnd.txt", "edition.jsonld", "edition.ttl"],
    "documentation": ["edition.jsonld", "edition.ttl"],
    "letters": ["cmif.xml", "places.geojson", "edition.jsonld", "edition.ttl"],
    "mixed": ["beacon-gnd.txt", "cmif.xml", "edition.jsonld", "edition.ttl"],
    "novels": ["beacon-viaf.txt", "edition.jsonld", "edition.ttl"],
    "plays": ["beacon-gnd.txt", "beacon-wikidata.txt", "edition.jsonld", "edition.ttl"],
}


@pytest.mark.parametrize("group", MADE)
def test_every_format_makes_its_files_or_none(group: str, shared: Path) -> None:
    edition = corpus(PROJECT / "tei" if group == "tei" else shared / "corpus" / group)
    profile = exports.Profile(base="https://example.org/edition/")
    made = [file for name in FORMATS for file in exports.run(name, edition, profile)]
    assert [str(path) for path, _ in made] == MADE[group]
    assert all(content for _, content in made)


def test_the_same_documents_make_the_same_bytes(shared: Path) -> None:
    folder = shared / "corpus" / "mixed"
    profile = exports.Profile(base="https://example.org/edition/")
    for name in FORMATS:
        assert list(exports.run(name, Edition.open([folder]), profile)) == list(
            exports.run(name, Edition.open([folder]), profile)
        )


@pytest.mark.parametrize("name", FORMATS)
def test_a_hostile_document_harms_no_format(name: str, tmp_path: Path) -> None:
    text = (Path(__file__).parent / "hostile.xml").read_bytes()
    (tmp_path / "text.xml").write_bytes(text)
    profile = exports.Profile(base="https://example.org/edition/")
    made = list(exports.run(name, Edition.open([tmp_path]), profile))
    assert made
    for _, content in made:
        assert b"javascript:" not in content
        assert b'a"b' not in content
