"""The crate: a bag that bagit finds whole, a description that the crates' own validator accepts."""

import io
import json
import logging
import shutil
import warnings
import zipfile
from collections import Counter
from collections.abc import Callable, Iterator
from html.parser import HTMLParser
from pathlib import Path
from typing import Any
from urllib.parse import unquote

import pytest

from teiproof import exports
from teiproof.exports import Files, Profile
from teiproof.model.edition import Edition
from teiproof.packing.bag import bagged
from tests.citing.test_citing import GROUPS
from tests.conftest import PROJECT, Ran, absent

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of their own affairs
    try:
        import bagit
        import rdflib
        from rocrate_validator import services
        from rocrate_validator.models import Severity, ValidationSettings
        from rocrate_validator.utils.http import HttpRequester
    except ImportError:
        bagit = None

HERE = Path(__file__).parent
BASE = "https://example.org/edition/"
NOT_SAID = {
    "The author SHOULD have an organizational affiliation.",
    "The author SHOULD have a Contextual Entity which specifies the organizational `affiliation`.",
    "The organization SHOULD have a URL.",
}
"""What the validator recommends and most headers do not know: it is not made up."""

pytestmark = [pytest.mark.filterwarnings("ignore")]  # of the judges' own use of their libraries


@pytest.fixture(autouse=True)
def judges(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[None]:
    if bagit is None:
        absent("bagit, roc-validator or rdflib (teiproof[dev])")
    monkeypatch.chdir(tmp_path)  # where the validator leaves its cache
    monkeypatch.setattr(HttpRequester, "get", lambda *_, **__: _Context(), raising=False)
    logging.disable(logging.WARNING)
    yield
    logging.disable(logging.NOTSET)


class _Context:
    """What the network would give: the terms of the context."""

    status_code = 200
    text = (HERE / "context.json").read_text(encoding="utf-8")
    headers = {"Content-Type": "application/ld+json"}  # noqa: RUF012 # that of one answer

    def json(self) -> Any:
        return json.loads(self.text)


def made(edition: Edition, *names: str) -> dict[str, Files]:
    profile = Profile(base=BASE)
    return {name: list(exports.run(name, edition, profile)) for name in names}


def packed(edition: Edition, profile: Profile, target: Path) -> tuple[Path, list[str]]:
    """The unpacked bag, and the remarks."""
    remarks: list[str] = []
    profile = Profile(base=profile.base, made=profile.made, remark=remarks.append, language=profile.language)
    ((path, content),) = exports.run("ro-crate", edition, profile)
    assert str(path) == "edition.crate.zip"
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert archive.testzip() is None
        names = archive.namelist()
        assert names == sorted(names)
        assert len(set(names)) == len(names)
        archive.extractall(target)
    (folder,) = target.iterdir()
    return folder, remarks


def issues(folder: Path) -> Counter[tuple[str, str]]:
    settings = ValidationSettings(
        rocrate_uri=str(folder / "data"),
        profile_identifier="ro-crate-1.1",
        requirement_severity=Severity.RECOMMENDED,
        offline=True,
        cache_path=folder.parent.parent / "cache",
    )
    return Counter((one.severity.name, str(one.message)) for one in services.validate(settings).get_issues())


def entities(folder: Path) -> dict[str, Any]:
    graph = json.loads((folder / "data" / "ro-crate-metadata.json").read_bytes())["@graph"]
    found = {entity["@id"]: entity for entity in graph}
    assert len(found) == len(graph)
    return found


def test_the_edition_is_a_whole_bag_and_a_crate_with_every_format(tmp_path: Path) -> None:
    edition = Edition.open([PROJECT / "tei"])
    formats = made(edition, "text", "html", "bibtex", "jsonld", "geojson", "tei", "dts")
    folder, remarks = packed(edition, Profile(base=BASE, made=formats), tmp_path / "out")
    assert remarks == []
    bagit.Bag(str(folder)).validate()
    assert {message for _, message in issues(folder)} <= NOT_SAID
    for name, files in formats.items():
        for place, content in files:
            assert (folder / "data" / ("tei-whole" if name == "tei" else name) / place).read_bytes() == content
    for path in (PROJECT / "tei").rglob("*.*"):
        assert (folder / "data" / "tei" / path.relative_to(PROJECT / "tei")).read_bytes() == path.read_bytes()
    assert (folder / "data" / "schema" / "serge.rng").is_file()


def test_the_description_says_what_the_headers_say(tmp_path: Path) -> None:
    edition = Edition.open([PROJECT / "tei"])
    folder, _ = packed(edition, Profile(base=BASE, made=made(edition, "text", "dts")), tmp_path / "out")
    found = entities(folder)
    root, text = found["./"], found["tei/the-end-of-henry-yagoda.xml"]
    assert root["name"] == "Victor Serge"
    assert root["datePublished"] == "2026-11-22"
    assert root["license"] == {"@id": "https://creativecommons.org/licenses/by/4.0/"}
    assert found[root["author"]["@id"]]["name"] == "Victor Serge"
    assert text["isBasedOn"] == {"@id": "tei/source/the-end-of-henry-yagoda.txt"}
    assert text["conformsTo"] == {"@id": "schema/serge.rng"}
    assert found["text/the-end-of-henry-yagoda.txt"]["isBasedOn"] == {"@id": "tei/the-end-of-henry-yagoda.xml"}
    assert found["dts/"]["hasPart"] == {"@id": "dts/index.json"}
    terms = json.loads(_Context.text)["@context"]
    for entity in found.values():
        assert set(entity) - {"@id", "@type"} <= set(terms)
    for part in root["hasPart"]:
        assert (folder / "data" / part["@id"]).exists()


def test_rdflib_reads_the_description(tmp_path: Path) -> None:
    edition = Edition.open([PROJECT / "tei"])
    folder, _ = packed(edition, Profile(made=made(edition, "text")), tmp_path / "out")
    value = json.loads((folder / "data" / "ro-crate-metadata.json").read_bytes())
    value["@context"] = json.loads(_Context.text)["@context"]
    graph = rdflib.Graph().parse(
        data=json.dumps(value), format="json-ld", publicID="https://example.org/crate/"
    )
    root = rdflib.URIRef("https://example.org/crate/")
    parts = {str(part) for part in graph.objects(root, rdflib.URIRef("http://schema.org/hasPart"))}
    assert parts >= {f"{root}text/", f"{root}tei/register.xml", f"{root}tei/source/the-end-of-henry-yagoda.txt"}


@pytest.mark.parametrize("group", GROUPS)
def test_a_text_of_others_is_packed(group: str, shared: Path, tmp_path: Path) -> None:
    edition = Edition.open([shared / "corpus" / group / GROUPS[group]])
    folder, remarks = packed(
        edition, Profile(base=BASE, made=made(edition, "text", "bibtex")), tmp_path / "out"
    )
    bagit.Bag(str(folder)).validate()
    root = entities(folder)["./"]
    unsaid = {
        name for name in ("author", "publisher", "datePublished", "license") if not is_told(root.get(name))
    }
    assert ("datePublished" in unsaid) == any("a date of publication" in remark for remark in remarks)
    assert ("license" in unsaid) == any("requires a licence" in remark for remark in remarks)
    is_rough = len(root.get("datePublished", "")) < len("2025-01-01")
    for severity, message in issues(folder):
        if message not in NOT_SAID and not (is_rough and severity == "RECOMMENDED" and "day level" in message):
            assert any(f"`{name}`" in message or name in message for name in unsaid), message
            assert severity == "RECOMMENDED" or "datePublished" in message


def is_told(value: Any) -> bool:
    """Whether the headers say it: a licence in words of ours is no licence."""
    return bool(value) and not str(value).startswith("The headers")


TEXT = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
  <teiHeader><fileDesc>
    <titleStmt><title>{title}</title><author ref="https://orcid.org/0000-0002-1825-0097">Doe, Jane
      <affiliation>Institute</affiliation></author></titleStmt>
    <publicationStmt><publisher><ref target="https://press.example/">The Press</ref></publisher>
      <date when="2025-02-03"/><availability><licence target="https://licence.example/">Free.</licence></availability>
    </publicationStmt>
    <sourceDesc><bibl><ptr target="{source}"/></bibl></sourceDesc>
  </fileDesc></teiHeader>
  <text><body><p>words</p></body></text>
</TEI>"""


def test_authors_have_their_orcid_and_their_affiliation(tmp_path: Path) -> None:
    path = tmp_path / "in" / "text.xml"
    path.parent.mkdir()
    path.write_text(
        TEXT.format(title="T", source="x.txt").replace("<affiliation>", " <affiliation>"), encoding="utf-8"
    )
    edition = Edition.open([path])
    folder, remarks = packed(edition, Profile(made=made(edition, "text")), tmp_path / "out")
    found = entities(folder)
    author = found["https://orcid.org/0000-0002-1825-0097"]
    assert found[author["affiliation"]["@id"]]["name"] == "Institute"
    assert found["https://licence.example/"]["description"] == "Free."
    assert found[found["./"]["publisher"]["@id"]]["url"] == "https://press.example/"
    assert remarks == []


def test_what_is_said_elsewhere_in_a_document_of_authors_and_publishers_is_found(tmp_path: Path) -> None:
    path = tmp_path / "in" / "text.xml"
    path.parent.mkdir()
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>'
        '<author><persName ref="#anna">Anna One</persName></author></titleStmt><publicationStmt>'
        '<publisher><!-- a comment --><orgName ref="#press">A Press</orgName></publisher></publicationStmt>'
        "</fileDesc><profileDesc><particDesc>"
        '<person xml:id="anna"><idno type="ORCID">0000-0002-1825-0097</idno><affiliation from="2001">since 2001'
        ' <orgName ref="https://institute.example/">An Institute</orgName></affiliation></person>'
        '<org xml:id="press"><orgName>A Press</orgName><idno type="URL">https://press.example/</idno></org>'
        "</particDesc></profileDesc></teiHeader><text><body><p>words</p></body></text></TEI>",
        encoding="utf-8",
    )
    edition = Edition.open([path])
    folder, _ = packed(edition, Profile(made=made(edition, "text")), tmp_path / "out")
    found = entities(folder)
    institute = found[found["https://orcid.org/0000-0002-1825-0097"]["affiliation"]["@id"]]
    assert (institute["name"], institute["url"]) == ("An Institute", "https://institute.example/")
    assert found[found["./"]["publisher"]["@id"]]["url"] == "https://press.example/"
    assert not {message for _, message in issues(folder)} & NOT_SAID


def test_what_headers_do_not_say_is_remarked_on(tmp_path: Path) -> None:
    path = tmp_path / "in" / "text.xml"
    path.parent.mkdir()
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>words</p></body></text></TEI>',
        encoding="utf-8",
    )
    edition = Edition.open([path])
    folder, remarks = packed(edition, Profile(made=made(edition, "text")), tmp_path / "out")
    bagit.Bag(str(folder)).validate()
    assert [remark.partition(":")[0] for remark in remarks] == [
        "RO-Crate requires a licence",
        "RO-Crate requires a date of publication",
    ]
    root = entities(folder)["./"]
    assert "datePublished" not in root
    assert root["license"] == "The headers of the documents name no licence."


@pytest.mark.parametrize(
    "source", ["../../secret.txt", "/etc/hostname.txt", "link.txt", "..%2F..%2Fsecret.txt"]
)
def test_a_document_cannot_have_files_from_elsewhere_packed(source: str, tmp_path: Path) -> None:
    (tmp_path / "secret.txt").write_text("secret", encoding="utf-8")
    folder = tmp_path / "project" / "tei"
    folder.mkdir(parents=True)
    (folder / "link.txt").symlink_to(tmp_path / "secret.txt")
    (folder / "text.xml").write_text(TEXT.format(title="T", source=source), encoding="utf-8")
    edition = Edition.open([folder])
    bag, _ = packed(edition, Profile(made=made(edition, "text")), tmp_path / "out")
    assert not [path for path in bag.rglob("*.txt") if b"secret" in path.read_bytes()]


def test_what_a_document_includes_is_packed(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    (folder / "parts").mkdir(parents=True)
    include = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}"{}/>'
    whole = TEXT.format(title="T", source="x.txt").replace("<p>words</p>", include.format("parts/one.xml", ""))
    (folder / "whole.xml").write_text(whole, encoding="utf-8")
    inner = include.format("two.txt", ' parse="text"')
    (folder / "parts" / "one.xml").write_text(
        f'<p xmlns="http://www.tei-c.org/ns/1.0">one {inner}</p>', encoding="utf-8"
    )
    (folder / "parts" / "two.txt").write_text("two", encoding="utf-8")
    edition = Edition.open([folder / "whole.xml"])
    bag, _ = packed(edition, Profile(made=made(edition, "text")), tmp_path / "out")
    bagit.Bag(str(bag)).validate()
    assert entities(bag)["tei/whole.xml"]["hasPart"] == [
        {"@id": "tei/parts/one.xml"},
        {"@id": "tei/parts/two.txt"},
    ]
    assert (bag / "data" / "tei" / "parts" / "two.txt").read_text(encoding="utf-8") == "two"
    assert (bag / "data" / "text" / "whole.txt").read_text(encoding="utf-8") == "one two\n"


class _Scripts(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.text = ""

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        assert not any(name.startswith("on") for name, _ in attrs)
        for name, value in attrs:
            if name == "href":
                assert (value or "").startswith(("https://", "http://", "./", "ro-crate-metadata.json"))

    def handle_data(self, data: str) -> None:
        self.text += data


def test_the_preview_is_harmless_and_names_every_file(tmp_path: Path) -> None:
    folder = tmp_path / "in"
    folder.mkdir()
    title = '&lt;script>alert(1)&lt;/script> &amp; "quotes"'
    names = ["a b.xml", "ö & <i>.xml", "javascript:x.xml"]
    for name in names:
        (folder / name).write_text(TEXT.format(title=title, source="x.txt"), encoding="utf-8")
    edition = Edition.open([folder])
    bag, _ = packed(edition, Profile(made=made(edition, "text")), tmp_path / "out")
    bagit.Bag(str(bag)).validate()
    parser = _Scripts()
    parser.feed((bag / "data" / "ro-crate-preview.html").read_text(encoding="utf-8"))
    assert "script" not in parser.tags
    assert "<script>alert(1)</script>" in parser.text
    assert parser.tags.count("a") >= 2 * len(names)
    assert all((bag / "data" / "tei" / name).is_file() for name in names)
    assert {message for _, message in issues(bag)} <= NOT_SAID


def test_a_file_beside_another_says_what_it_is_and_names_are_shown_as_they_are(tmp_path: Path) -> None:
    (tmp_path / "in").mkdir()
    path = tmp_path / "in" / "ö 1.2.xml"
    body = "<body><p>words</p><entry><form><orth>a</orth></form></entry></body>"
    content = TEXT.format(title="T", source="x.txt").replace("<body><p>words</p></body>", body)
    path.write_text(content, encoding="utf-8")
    edition = Edition.open([path])
    folder, _ = packed(edition, Profile(made=made(edition, "tokens", "tei-lite")), tmp_path / "out")
    names = {unquote(place): entity.get("name") for place, entity in entities(folder).items()}
    assert names["tei-lite/ö 1.2.xml"] == "T (tei-lite)"
    assert names["tei-lite/ö 1.2.changes.tsv"] == "T: changes (tei-lite)"
    assert names["tokens/ö 1.2.tokens.jsonl"] == "T (tokens)"
    shown = (folder / "data" / "ro-crate-preview.html").read_text(encoding="utf-8")
    assert ">tei-lite/ö 1.2.changes.tsv</a>" in shown


def test_percent_signs_and_line_ends_are_encoded_in_manifests() -> None:
    """As RFC 8493 says, 2.1.3; the library bagit knows no percent sign."""
    files = bagged({"100%.txt": b"", "a\nb.txt": b"", "ö b.txt": b""}, {"External-Description": "a\nb"})
    lines = files["manifest-sha256.txt"].decode().splitlines()
    assert [line.partition("  ")[2] for line in lines] == ["data/100%25.txt", "data/a%0Ab.txt", "data/ö b.txt"]
    assert files["bag-info.txt"] == b"External-Description: a b\nPayload-Oxum: 0.3\n"


def test_the_same_edition_is_the_same_archive() -> None:
    contents = []
    for _ in range(2):
        edition = Edition.open([PROJECT / "tei"])
        profile = Profile(base=BASE, made=made(edition, "text", "jsonld"))
        contents.append(list(exports.run("ro-crate", edition, profile)))
    assert contents[0] == contents[1]


def test_what_one_format_refuses_is_left_out_and_told(
    teiproof: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A document that is nested too deeply for two formats is in the others, and the other document in all."""
    names = ["text", "tei-lite", "tei-simple-print", "ro-crate"]
    monkeypatch.setattr(exports, "formats", lambda: names)
    (tmp_path / "in").mkdir()
    for name, depth in (("deep", 800), ("flat", 0)):
        words = f"{'<hi>' * depth}words{'</hi>' * depth}"
        content = TEXT.format(title=name, source="x.txt").replace("words", words)
        (tmp_path / "in" / f"{name}.xml").write_text(content, encoding="utf-8")
    ran = teiproof("export", "ro-crate", "in", "--into", "out")
    assert ran.code == 2
    assert ran.err.splitlines() == [
        f"teiproof: {name}: in/deep.xml: the elements are nested too deeply for this format. Look for elements "
        "that were opened again and again without being closed."
        for name in names[1:3]
    ] + ["2 files could not be made; the rest is there.", "1 file written to out."]
    with zipfile.ZipFile(tmp_path / "out" / "edition.crate.zip") as archive:
        held = {name.partition("/data/")[2] for name in archive.namelist()}
    assert {"tei/deep.xml", "text/deep.txt", "text/flat.txt", "tei-lite/flat.xml"} <= held
    assert "tei-lite/deep.xml" not in held


def test_what_cannot_be_included_is_told_once(
    teiproof: Callable[..., Ran], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(exports, "formats", lambda: ["text", "tokens", "csv", "ro-crate"])
    include = '<p>words</p><xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="none.xml"/>'
    content = TEXT.format(title="T", source="x.txt").replace("<p>words</p>", include)
    (tmp_path / "text.xml").write_text(content, encoding="utf-8")
    ran = teiproof("export", "ro-crate", "text.xml", "--into", "out")
    assert (ran.code, ran.err.count("no file “none.xml”")) == (2, 1)
    assert "1 part could not be included.\n1 file written to out.\n" in ran.err


def test_the_site_offers_the_archive(tmp_path: Path) -> None:
    shutil.copytree(PROJECT / "tei", tmp_path / "tei")
    edition = Edition.open([tmp_path / "tei"])
    formats = made(edition, "text", "dts")
    formats["ro-crate"] = list(exports.run("ro-crate", edition, Profile(base=BASE, made=dict(formats))))
    site = {
        str(path): content for path, content in exports.run("site", edition, Profile(base=BASE, made=formats))
    }
    assert site["ro-crate/edition.crate.zip"] == formats["ro-crate"][0][1]
    assert b'href="ro-crate/edition.crate.zip"' in site["index.html"] + site["about.html"] + site["cite.html"]
    assert {f"dts/{path}" for path, _ in formats["dts"]} <= set(site)


def test_an_edition_without_a_text_is_not_packed(tmp_path: Path) -> None:
    path = tmp_path / "register.xml"
    path.write_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><standOff/></TEI>', encoding="utf-8")
    assert list(exports.run("ro-crate", Edition.open([path]), Profile())) == []
