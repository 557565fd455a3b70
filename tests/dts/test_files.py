"""DTS as files: everything is reached by the URI templates, and every passage has the words of its unit."""

import json
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urljoin

import pytest

from teiproof import exports
from teiproof.citing import citation_trees
from teiproof.dts.places import can_be_file
from teiproof.exports import Profile, dts
from teiproof.files import MANIFEST
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from tests.citing.passages import words_by_element, words_in
from tests.citing.test_citing import GROUPS
from tests.conftest import PROJECT
from tests.dts.judged import expanded, judge, required

BASE = "https://example.org/edition/"
HOSTILE = PROJECT / "tests" / "citing" / "cases" / "hostile.xml"


@pytest.fixture(autouse=True)
def judges() -> None:
    required()


class Site:
    """Files, as a web server gives them: an address is decoded and is the name of a file."""

    def __init__(self, edition: Edition, base: str = BASE) -> None:
        self.base = base or "https://elsewhere.example/"
        self.remarks: list[str] = []
        made = list(exports.run("dts", edition, Profile(base=base, remark=self.remarks.append)))
        self.files = {str(path): content for path, content in made}
        assert len(self.files) == len(made)
        self.asked: set[str] = set()

    def get(self, address: str, seen_from: str = "index.json") -> bytes:
        url = urljoin(f"{self.base}dts/{seen_from}", address)
        assert url.startswith(f"{self.base}dts/"), url
        path = unquote(url.removeprefix(f"{self.base}dts/"))
        self.asked.add(path)
        return self.files[path]

    def json(self, address: str, seen_from: str = "index.json") -> Any:
        return json.loads(self.get(address, seen_from))


def edition_of(group: str, shared: Path) -> Edition:
    return Edition.open([PROJECT / "tei" if group == "tei" else shared / "corpus" / group / GROUPS[group]])


@pytest.mark.parametrize("group", ["tei", *GROUPS])
def test_every_reference_leads_to_the_words_of_its_unit(group: str, shared: Path) -> None:
    edition = edition_of(group, shared)
    site = Site(edition)
    entry = site.json("index.json")
    root = site.json(expanded(entry["collection"]))
    documents = {document.path.stem: document for document in edition.documents}
    assert root["member"]
    for member in root["member"]:
        document = documents[member["@id"]]
        words = words_by_element(document)
        resource = site.json(expanded(entry["collection"], id=member["@id"]))
        assert words_in_text(site.get(expanded(resource["document"]))) == list(read(document).words())
        for tree in citation_trees(document, lambda _: None):
            chosen = {"tree": tree.identifier} if tree.identifier else {}
            all_ = site.json(expanded(resource["navigation"], down=-1, **chosen))["member"]
            assert [unit["identifier"] for unit in all_] == [unit.identifier for unit in tree.units]
            for unit, given in zip(tree.units, all_, strict=True):
                ref = given["identifier"]
                one = site.json(expanded(resource["navigation"], ref=ref, **chosen))
                assert one["ref"] == given
                assert "member" not in one
                passage = site.get(expanded(resource["document"], ref=ref, **chosen))
                assert words_in(passage) == words[unit.passage.first], ref
            leaves = [unit.identifier for unit in tree.leaves()]
            if tree.identifier == "structure" or not edition_declares(document):
                found = [
                    word
                    for ref in leaves
                    for word in words_in(site.get(expanded(resource["document"], ref=ref, **chosen)))
                ]
                assert found == list(read(document).words())


def edition_declares(document: Document) -> bool:
    return document.find(".//citeStructure") is not None


def words_in_text(content: bytes) -> list[str]:
    return list(read(Document(Path("text.xml"), content)).words())


def test_every_file_is_reached_from_the_entry_point() -> None:
    site = Site(Edition.open([PROJECT / "tei"]))
    entry = site.json("index.json")
    root = expanded(entry["collection"])
    for name in ("", site.json(root)["@id"]):
        for nav in ("", "children", "parents"):
            values = {key: value for key, value in (("id", name), ("nav", nav)) if value}
            judge(site.get(expanded(entry["collection"], **values)), site.base)
    for member in site.json(root)["member"]:
        for nav in ("", "children", "parents"):
            values = {"nav": nav} if nav else {}
            judge(site.get(expanded(member["collection"], **values)), site.base)
        resource = site.json(expanded(member["collection"]))
        site.get(expanded(resource["document"]))
        for tree in resource["citationTrees"]:
            chosen = {"tree": tree["identifier"]} if "identifier" in tree else {}
            units = site.json(expanded(resource["navigation"], down=-1, **chosen))["member"]
            depth = max(unit["level"] for unit in units)
            for down in range(1, depth + 1):
                content = site.get(expanded(resource["navigation"], down=down, **chosen))
                judge(content, site.base)
                found = json.loads(content)["member"]
                assert found == [unit for unit in units if unit["level"] <= down]
            for unit in units:
                judge(site.get(expanded(resource["navigation"], ref=unit["identifier"], **chosen)), site.base)
                site.get(expanded(resource["document"], ref=unit["identifier"], **chosen))
                for down in (-1, *range(1, max(depth - unit["level"], 1) + 1)):
                    asked = expanded(resource["navigation"], ref=unit["identifier"], down=down, **chosen)
                    assert site.json(asked)["member"] == within(unit, units, down)
    assert site.asked == set(site.files)


def within(unit: Any, units: list[Any], down: int) -> list[Any]:
    """A unit and those so many levels below it, or all (-1), found by their parents."""
    found = {unit["identifier"]}
    for other in units:
        if other["parent"] in found and (down < 0 or other["level"] <= unit["level"] + down):
            found.add(other["identifier"])
    return [other for other in units if other["identifier"] in found]


def test_a_citation_tree_but_the_first_has_an_identifier() -> None:
    site = Site(Edition.open([PROJECT / "tests" / "citing" / "cases" / "declared.xml"]))
    trees = site.json("collection/declared.json")["citationTrees"]
    assert [tree.get("identifier") for tree in trees] == [None, "pages", "tree3", "structure"]
    unit = site.json("navigation/declared/Gen.json")["ref"]
    assert unit["dublinCore"] == {"title": [{"lang": "en", "value": "Genesis"}]}
    assert unit["extensions"] == {"https://example.org/terms/kind": [{"lang": "en", "value": "law"}]}
    graph = judge(site.get("navigation/declared/Gen.json"), BASE)
    said = {(str(predicate), str(value)) for _, predicate, value in graph}
    assert ("http://purl.org/dc/terms/title", "Genesis") in said
    assert ("https://example.org/terms/kind", "law") in said


def test_without_a_base_addresses_are_relative_to_the_file() -> None:
    site = Site(Edition.open([PROJECT / "tei"]), base="")
    assert any("--base" in remark for remark in site.remarks)
    entry = site.json("index.json")
    path = expanded(entry["collection"], id="the-end-of-henry-yagoda")
    resource = site.json(path)
    first = expanded(resource["navigation"], down=1)
    units = site.json(urljoin(path, first))["member"]
    passage = urljoin(path, expanded(resource["document"], ref=units[0]["identifier"]))
    assert words_in(site.get(passage))


def test_a_collection_of_many_texts_has_pages(tmp_path: Path) -> None:
    text = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>word</p></body></text></TEI>'
    for number in range(203):
        (tmp_path / f"t{number:03}.xml").write_text(text, encoding="utf-8")
    site = Site(Edition.open([tmp_path]))
    entry = site.json("index.json")
    seen: list[str] = []
    address: str | None = expanded(entry["collection"], id="edition", page=1)
    assert site.json(expanded(entry["collection"]))["view"]["@id"].endswith("/edition;page=1.json")
    while address:
        judge(site.get(address), BASE)
        page = site.json(address)
        assert page["totalChildren"] == 203
        seen += [member["@id"] for member in page["member"]]
        address = page["view"]["next"]
    assert seen == [f"t{number:03}" for number in range(203)]
    assert site.json(expanded(entry["collection"], page=3))["member"] == page["member"]


def test_hostile_identifiers_stay_in_the_folder_and_are_counted(tmp_path: Path) -> None:
    edition = Edition.open([HOSTILE])
    site = Site(edition)
    for path in site.files:
        assert all(
            can_be_file(part.removesuffix(".json").removesuffix(".xml")) for part in PurePosixPath(path).parts
        )
    left = [remark for remark in site.remarks if "file names" in remark]
    assert left
    assert all("6 of 9 units" in remark for remark in left)
    folder = tmp_path / "out"
    count = exports.write(dts.export(edition, Profile(base=BASE)), folder)
    written = [path for path in folder.rglob("*") if path.is_file() and path.name != MANIFEST]
    assert len(written) == count
    assert {path.name for path in tmp_path.iterdir()} == {"out"}
    assert "ο δέκατος — 𝔛.xml" in {path.name for path in written}


def test_the_same_documents_make_the_same_bytes() -> None:
    made = [Site(Edition.open([PROJECT / "tei"])).files for _ in range(2)]
    assert made[0] == made[1]


def test_an_edition_without_a_text_has_no_files(tmp_path: Path) -> None:
    path = tmp_path / "register.xml"
    path.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff/></TEI>', encoding="utf-8")
    assert not Site(Edition.open([path])).files
