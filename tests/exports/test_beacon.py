"""The identifiers as BEACON: read back by the rules of the format (https://gbv.github.io/beaconspec/beacon.html)."""

import re
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple
from urllib.parse import quote

import pytest

from teiproof.exports import Profile, beacon, site
from teiproof.model.edition import Edition
from teiproof.model.identifiers import in_uri, judge
from tests.conftest import PROJECT, corpus

BASE = "https://example.org/edition/"
GROUPS = {"diary": 1, "documentation": 0, "letters": 0, "mixed": 1, "novels": 1, "plays": 2}
FIELDS = (
    "FORMAT PREFIX TARGET MESSAGE RELATION ANNOTATION NAME INSTITUTION DESCRIPTION CREATOR CONTACT HOMEPAGE "
    "FEED TIMESTAMP UPDATE".split()
)
FREQUENCIES = {"always", "hourly", "daily", "weekly", "monthly", "yearly", "never"}
RESERVED = ":/?#[]@!$&'()*+,;="


class Dump(NamedTuple):
    """A file read back: its fields, and its links of source, annotation and target."""

    meta: dict[str, str]
    links: list[tuple[str, str, str]]


def expanded(pattern: str, value: str) -> str:
    """A URI made from a pattern (RFC 6570, levels 1 and 2)."""
    if "{" not in pattern:
        pattern += "{ID}"
    return pattern.replace("{ID}", quote(value, safe="-._~")).replace(
        "{+ID}", quote(value, safe=f"-._~%{RESERVED}")
    )


def read(content: bytes) -> Dump:
    """Read a file as strictly as its format has it."""
    text = content.decode("utf-8")
    assert text.startswith("#FORMAT: BEACON\n")
    assert text.endswith("\n")
    head, _, body = text.partition("\n\n")
    meta: dict[str, str] = {}
    for line in head.split("\n"):
        match = re.fullmatch(r"#([A-Z]+): (\S.*)", line)
        assert match, line
        assert match[1] not in meta
        assert match[2] == " ".join(match[2].split())
        meta[match[1]] = match[2]
    links = []
    for line in body.removesuffix("\n").split("\n"):
        source, annotation, target = line.split("|")
        assert all(part == " ".join(part.split()) != "" for part in (source, annotation, target))
        links.append((expanded(meta["PREFIX"], source), annotation, expanded(meta["TARGET"], target)))
    assert len(links) == len(set(links))
    return Dump(meta, links)


def dumps(edition: Edition) -> dict[str, Dump]:
    found = {str(path): read(content) for path, content in beacon.export(edition, Profile(base=BASE))}
    for path, dump in found.items():
        assert list(dump.meta) == [field for field in FIELDS if field in dump.meta]
        assert dump.meta["UPDATE"] in FREQUENCIES
        assert re.fullmatch(r"\d{4}-\d\d-\d\d", dump.meta.get("TIMESTAMP", "2026-01-01"))
        assert dump.meta["FEED"] == f"{BASE}beacon/{path}"
        for source, _, target in dump.links:
            known = in_uri(source)
            assert known is not None
            judge(*known)
            assert path == f"beacon-{known[0].lower()}.txt"
            assert target.startswith(BASE)
            assert not re.search(r"[\s<>\"{}|\\^`]", source + target)
    return found


def test_each_wikidata_identifier_leads_to_its_entry() -> None:
    found = dumps(Edition.open([PROJECT / "tei"]))
    assert list(found) == ["beacon-wikidata.txt"]
    meta, links = found["beacon-wikidata.txt"]
    assert set(FIELDS) - set(meta) == {"CONTACT"}
    assert meta["TIMESTAMP"] == "2026-11-22"
    assert (
        "http://www.wikidata.org/entity/Q855",
        "Joseph Stalin",
        f"{BASE}persons.html#stalin_joseph",
    ) in links
    register = (PROJECT / "tei" / "register.xml").read_text(encoding="utf-8")
    assert len(links) == register.count('<idno type="Wikidata">')


def test_every_link_leads_to_a_place_of_the_site() -> None:
    edition = Edition.open([PROJECT / "tei"])
    pages = {str(path): content for path, content in site.export(edition, Profile())}
    for dump in dumps(edition).values():
        for _, _, target in dump.links:
            page, _, anchor = target.removeprefix(BASE).partition("#")
            assert f'id="{anchor}"'.encode() in pages[page]


@pytest.mark.parametrize(("group", "number"), GROUPS.items())
def test_other_projects_have_a_file_for_each_authority(group: str, number: int, shared: Path) -> None:
    assert len(dumps(corpus(shared / "corpus" / group))) == number


def test_an_author_leads_to_the_text(shared: Path) -> None:
    found = dumps(Edition.open([shared / "corpus" / "plays" / "beer-struensee.xml"]))
    assert found["beacon-gnd.txt"].links == [
        ("https://d-nb.info/gnd/118657887", "Struensee", f"{BASE}beer-struensee.html")
    ]


def test_a_name_without_an_entry_leads_to_the_first_passage_that_has_it(shared: Path) -> None:
    found = dumps(Edition.open([shared / "corpus" / "mixed" / "CIDTC-3823-cortez.xml"]))
    links = found["beacon-gnd.txt"].links
    letter, page = "Hernán CORTÉS to Ioannes DANTISCUS, Mexico 1531-08-01", f"{BASE}CIDTC-3823-cortez.html"
    assert ("https://d-nb.info/gnd/118797158", letter, f"{page}#s.1.1.1") in links
    assert len({source for source, _, _ in links}) == len(links) == 7


@pytest.fixture
def of_register(tmp_path: Path) -> Callable[[str], dict[str, Dump]]:
    def make(persons: str) -> dict[str, Dump]:
        path = tmp_path / "register.xml"
        standoff = f"<standOff><listPerson>{persons}</listPerson></standOff>"
        path.write_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{standoff}</TEI>', encoding="utf-8")
        return dumps(Edition.open([path]))

    return make


@pytest.mark.parametrize(
    ("content", "sources"),
    [
        ('<idno type="GND">118540238</idno>', ["https://d-nb.info/gnd/118540238"]),
        ('<idno type="PND">(DE-588)118540238</idno>', ["https://d-nb.info/gnd/118540238"]),
        ("<idno>http://d-nb.info/gnd/118540238</idno>", ["https://d-nb.info/gnd/118540238"]),
        ('<idno type="URL">https://www.wikidata.org/wiki/Q5879</idno>', ["http://www.wikidata.org/entity/Q5879"]),
        ('<idno type="geonames">2950159</idno>', ["https://sws.geonames.org/2950159/"]),
        ('<idno type="ISNI">0000 0001 2103 2683</idno>', ["https://isni.org/isni/0000000121032683"]),
        ('<idno><idno type="GND">118540238</idno><idno type="VIAF">24602065</idno></idno>',
         ["https://d-nb.info/gnd/118540238", "http://viaf.org/viaf/24602065"]),
        ('<idno type="GND">118540239</idno>', []),
        ('<idno type="GND" cert="low">118540238</idno>', []),
        ('<idno type="local">118540238</idno>', []),
        ('<persName ref="https://d-nb.info/gnd/118540238">G.</persName>', ["https://d-nb.info/gnd/118540238"]),
        ('<persName ref="gnd:118540238">G.</persName>', ["https://d-nb.info/gnd/118540238"]),
        ('<persName key="gnd-118540238">G.</persName>', ["https://d-nb.info/gnd/118540238"]),
        ('<persName key="118540238">G.</persName>', []),
        ('<idno type="GND">118540238</idno><persName ref="gnd:118540238">G.</persName>',
         ["https://d-nb.info/gnd/118540238"]),
    ],
)  # fmt: skip
def test_identifiers_are_found_wherever_encoders_put_them(
    content: str, sources: list[str], of_register: Callable[[str], dict[str, Dump]]
) -> None:
    found = of_register(f'<person xml:id="g">{content}</person>')
    assert sorted(link[0] for dump in found.values() for link in dump.links) == sorted(sources)


def test_a_name_cannot_break_a_line(of_register: Callable[[str], dict[str, Dump]]) -> None:
    found = of_register(
        '<person xml:id="ü.g"><persName>A|B\n\tC</persName><idno type="GND">118540238</idno></person>'
    )
    ((_, name, target),) = found["beacon-gnd.txt"].links
    assert name == "A/B C"
    assert target == f"{BASE}persons.html#%C3%BC.g"


def test_without_a_base_nothing_is_made_and_the_reason_is_said() -> None:
    remarks: list[str] = []
    assert list(beacon.export(Edition.open([PROJECT / "tei"]), Profile(remark=remarks.append))) == []
    assert remarks == ["BEACON needs absolute links: say with --base where the edition is published."]
