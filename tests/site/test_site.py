"""The site: its words, its links, its safety, and that it is the same each time."""

import base64
import hashlib
import json
import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from teiproof.errors import TransformError, UnknownNameError
from teiproof.exports import Profile, site
from teiproof.messages import languages
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.model.register import entities, mentions
from teiproof.names import TEI
from teiproof.pages.plan import plan
from tests.conftest import PROJECT, Ran, corpus
from tests.html.nested import documents
from tests.html.page_words import read_page, words
from tests.html.test_page import nu_checker  # noqa: F401  # a fixture
from tests.site.sites import EDITION, broken_links, full_site, our_site, pages, site_of, site_of_text

CASES = sorted((PROJECT / "tests" / "html" / "cases").glob("*.xml"))
TEXTS = ("proofs-comrade-executioner", "the-end-of-henry-yagoda")
REGISTERS = ("persons", "places", "organisations", "works", "events")
GROUPS = ("letters", "plays", "diary", "mixed", "documentation", "novels")
UNSERVED = "Resource violates Content Security Policy"  # the checker gives a file on a disk no origin


def sample(shared: Path, group: str) -> list[Path]:
    """Every fourth document of a group, and the first."""
    return [document.path for document in corpus(shared / "corpus" / group).documents][::4]


@pytest.mark.parametrize("name", TEXTS)
def test_the_words_of_a_text_are_those_of_its_reading(name: str) -> None:
    expected = [token.text for token in read(Document(EDITION / f"{name}.xml")).tokens()]
    assert words(our_site()[f"{name}.html"]) == expected


def test_the_site_has_these_pages_and_files() -> None:
    files = our_site()
    for page in (*TEXTS, *REGISTERS, "index", "about", "cite"):
        assert f"{page}.html" in files
    for name in TEXTS:
        assert files[f"tei/{name}.xml"] == (EDITION / f"{name}.xml").read_bytes()
        assert {f"text/{name}.txt", f"cite/{name}.bib", f"cite/{name}.ris", f"cite/{name}.json"} <= files.keys()
    assert "tei/register.xml" in files
    assert "register.html" not in files


@pytest.mark.parametrize("language", languages())
def test_no_link_of_the_site_is_broken(language: str) -> None:
    assert list(broken_links(full_site(language))) == []


@pytest.mark.parametrize("language", languages())
def test_identifiers_are_unique(language: str) -> None:
    for name, page in pages(full_site(language)).items():
        assert max(Counter(read_page(page).identifiers).values()) == 1, name


def test_every_entry_and_every_mention_is_in_a_register() -> None:
    edition = Edition.open([EDITION])
    files = our_site()
    registers = {name: read_page(files[f"{name}.html"]) for name in REGISTERS}
    for entity in entities(edition):
        assert any(entity.identifier in page.identifiers for page in registers.values()), entity.identifier
    links = Counter(link for page in registers.values() for link in page.links)
    for mention in mentions(edition):
        assert links[f"{mention.document.path.stem}.html#{mention.anchor}"] > 0, mention


def test_entries_without_an_identifier_are_in_a_register_with_an_address_of_their_own() -> None:
    files = site_of_text(
        """<TEI xmlns="http://www.tei-c.org/ns/1.0"><standOff><listPlace><place><placeName>Exe</placeName></place>
        <place><location><geo>1 2</geo></location></place></listPlace></standOff>
        <text><body><p/></body></text></TEI>"""
    )
    page = read_page(files["places.html"])
    assert {"place:1", "place:2"} <= set(page.identifiers)
    assert "<h2>Exe</h2>" in files["places.html"].decode()
    assert "places.html#place:1" in read_page(files["views.html"]).links
    assert list(broken_links(files)) == []


def test_every_text_and_every_register_offers_its_tei() -> None:
    files = our_site()
    for name in TEXTS:
        assert f"tei/{name}.xml" in read_page(files[f"{name}.html"]).links
    for name in REGISTERS:
        assert "tei/register.xml" in read_page(files[f"{name}.html"]).links


def test_names_in_a_text_lead_to_the_register_and_have_a_card() -> None:
    page = read_page(our_site()["the-end-of-henry-yagoda.html"])
    cards = {attributes["data-card"] for _, attributes in page.start_tags if "data-card" in attributes}
    named = {link for link in page.links if link.startswith("persons.html#")}
    assert "persons.html#yagoda_genrikh" in named
    assert named <= cards


def test_both_readings_of_a_correction_are_there_and_who_made_it() -> None:
    page = our_site()["the-end-of-henry-yagoda.html"].decode()
    assert re.search(r'class="choice".*?>for<.*?class="variant sic".*?>For<', page)
    assert 'title="so in the source; corrected by the teiproof project' in page
    corrections = page[page.index('class="corrections"') :]
    assert "corrected by the teiproof project" in corrections


def test_a_site_is_the_same_each_time() -> None:
    assert site_of(Edition.open([EDITION])) == our_site()


def test_a_site_made_again_touches_nothing(tmp_path: Path, teiproof: Callable[..., Ran]) -> None:
    target = tmp_path / "site"
    assert teiproof("export", "site", EDITION, "--into", target).code == 0
    before = {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in target.rglob("*")}
    assert teiproof("export", "site", EDITION, "--into", target).code == 0
    assert {path: (path.stat().st_mtime_ns, path.stat().st_ino) for path in target.rglob("*")} == before


def test_a_change_in_one_text_leaves_the_other_alone(tmp_path: Path, teiproof: Callable[..., Ran]) -> None:
    tei = tmp_path / "tei"
    tei.mkdir()
    for name in ("one", "two"):
        text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>{name}</p></body></text></TEI>'
        (tei / f"{name}.xml").write_text(text, encoding="utf-8")
    target = tmp_path / "site"
    assert teiproof("export", "site", tei, "--into", target).code == 0
    os.utime(target / "one.html", ns=(1, 1))
    (tei / "two.xml").write_text((tei / "two.xml").read_text(encoding="utf-8").replace(">two", ">three"))
    assert teiproof("export", "site", tei, "--into", target).code == 0
    assert (target / "one.html").stat().st_mtime_ns == 1
    assert b"three" in (target / "two.html").read_bytes()


# Where the edition is published

BASE = "https://example.org/edition/"


def test_where_the_edition_is_published_each_page_says_its_address() -> None:
    files = site_of(Edition.open([EDITION]), base=BASE)
    addresses = []
    for name, page in pages(files).items():
        address = BASE + ("" if name == "index.html" else name)
        addresses.append(address)
        tags = read_page(page).start_tags
        assert ("link", {"rel": "canonical", "href": address}) in tags
        assert ("meta", {"property": "og:url", "content": address}) in tags
    sitemap = etree.fromstring(files["sitemap.xml"])
    assert [str(found) for found in sitemap.itertext() if str(found).strip()] == addresses
    linked = linked_data(files["the-end-of-henry-yagoda.html"])
    assert linked["@id"] == linked["url"] == f"{BASE}the-end-of-henry-yagoda.html"
    assert linked["encoding"]["contentUrl"] == f"{BASE}tei/the-end-of-henry-yagoda.xml"
    assert {part["@id"] for part in linked_data(files["index.html"])["hasPart"]} < set(addresses)
    assert list(broken_links(files)) == []


def test_where_it_is_not_known_no_page_says_one() -> None:
    files = our_site()
    assert "sitemap.xml" not in files
    for page in pages(files).values():
        assert b'rel="canonical"' not in page
        assert b"og:url" not in page
        assert b'"@id"' not in page


def linked_data(page: bytes) -> Any:
    """The JSON-LD of a page."""
    found = re.search(rb'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    return json.loads(found.group(1))


# The tables of the views


def test_a_long_table_is_whole_on_a_page_of_its_own() -> None:
    dates = "".join(f'<p><date when="{year:04}">{year}</date></p>' for year in range(1, 1203))
    files = site_of_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{dates}</body></text></TEI>')
    assert files["views.html"].count(b"<tr>") == 1001
    assert b"The table has the first 1000 of 1202 rows." in files["views.html"]
    assert "timeline.html" in read_page(files["views.html"]).links
    assert files["timeline.html"].count(b"<tr>") == 1203
    assert "views.html#timeline" in read_page(files["timeline.html"]).links
    assert list(broken_links(files)) == []


# The parts of a text page


def test_the_contents_list_sections_and_theirs() -> None:
    acts = "".join(
        f"<div><head>Act {act}</head>"
        + "".join(f"<div><head>Scene {act}.{scene}</head><p/></div>" for scene in range(1, scenes + 1))
        + "</div>"
        for act, scenes in ((1, 2), (2, 1), (3, 3))
    )
    page = site_of_text(f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{acts}</body></text></TEI>')[
        "a.html"
    ]
    contents = re.search(rb'<nav class="contents".*?</nav>', page, re.DOTALL)
    assert contents
    listed = re.findall(rb">([AS][^<]+)</a>", contents.group())
    # One scene alone is its act.
    assert b", ".join(listed) == b"Act 1, Scene 1.1, Scene 1.2, Act 2, Act 3, Scene 3.1, Scene 3.2, Scene 3.3"
    assert set(read_page(contents.group()).links) <= {f"#{i}" for i in read_page(page).identifiers}


def test_the_parts_of_a_manuscript_are_named_in_the_language_of_the_interface() -> None:
    case = Edition([Document(PROJECT / "tests" / "html" / "cases" / "manuscript.xml")])
    assert b">Beschreibstoff</span>" in site_of(case, "de")["manuscript.html"]
    assert b">Material</span>" in site_of(case, "en")["manuscript.html"]


# What a document may hold


def test_an_element_without_a_rule_keeps_its_text_and_is_reported(
    tmp_path: Path, teiproof: Callable[..., Ran]
) -> None:
    path = tmp_path / "a.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>one <foo>two</foo></p></body></text></TEI>',
        encoding="utf-8",
    )
    ran = teiproof("export", "site", path, "--into", tmp_path / "site")
    assert ran.code == 0
    assert f"{path}:1:61: the stylesheet has no rule for <foo>; its text is kept." in ran.err
    assert words((tmp_path / "site" / "a.html").read_bytes()) == ["one", "two"]
    ran = teiproof("export", "site", path, "--into", tmp_path / "strict", "--strict")
    assert ran.code == 2
    assert "no rule for <foo>" in ran.err
    assert not (tmp_path / "strict").exists()


def test_our_texts_have_a_rule_for_every_element() -> None:
    remarks: list[str] = []
    list(site.export(Edition.open([EDITION]), Profile(remark=remarks.append, strict=True)))
    assert [remark for remark in remarks if "no rule" in remark] == []


def test_nothing_of_a_document_runs_or_is_loaded(tmp_path: Path) -> None:
    hostile = PROJECT / "tests" / "html" / "cases" / "hostile.xml"
    for content in (hostile.read_bytes(), *documents(count=40)):
        path = tmp_path / "hostile.xml"
        path.write_bytes(content)
        for name, page in pages(site_of(Edition([Document(path)]))).items():
            for tag, attributes in read_page(page).start_tags:
                assert tag not in {"iframe", "object", "embed", "base", "video", "audio", "img"}
                assert tag != "script" or attributes.get("src") in (None, "site.js", "search.js"), (
                    name,
                    attributes,
                )
                for attribute, value in attributes.items():
                    assert not attribute.startswith("on"), (name, attributes)
                    assert attribute not in {"style", "srcset", "action", "formaction", "ping"}
                    if attribute == "href":
                        scheme = re.match(r"\s*([^/?#]*?):", re.sub(r"[\t\r\n]", "", value))
                        assert scheme is None or scheme.group(1).lower() in {"http", "https", "mailto"}, value


def test_a_title_cannot_end_the_script_of_linked_data() -> None:
    files = site_of_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>'
        "<title>&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;</title></titleStmt></fileDesc></teiHeader>"
        "<text><body><p>x</p></body></text></TEI>"
    )
    for page in pages(files).values():
        assert b"<script>alert" not in page
    found = re.search(rb'<script type="application/ld\+json">(.*?)</script>', files["a.html"])
    assert found
    assert json.loads(found.group(1))["name"] == "</script><script>alert(1)</script>"


@pytest.mark.parametrize("name", ["index.html", *(f"{text}.html" for text in TEXTS)])
def test_the_policy_knows_the_one_script_in_a_page(name: str) -> None:
    page = our_site()[name]
    found = re.search(rb'<script type="application/ld\+json">(.*?)</script>', page, re.DOTALL)
    assert found
    digest = base64.b64encode(hashlib.sha256(found.group(1)).digest())
    assert b"'sha256-" + digest + b"'" in page
    assert b"unsafe" not in page


def test_names_of_pages_are_safe_and_differ() -> None:
    text = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>x</p></body></text></TEI>'
    names = ["index.xml", "Index.xml", "..xml", "a b&c.xml", "ä.xml", "persons.xml", "x/index.xml", "日本.xml"]
    files = site_of(Edition([Document(Path(name), text) for name in names]))
    made = sorted(name for name in pages(files) if "reading" in pages(files)[name].decode())
    expected = "index-2 Index-3 text a-b-c a persons-2 index-4 text-2"
    assert made == sorted(f"{name}.html" for name in expected.split())
    assert list(broken_links(files)) == []


def test_no_text_can_take_the_name_of_another_page() -> None:
    own = [name for name in pages(our_site()) if name.removesuffix(".html") not in TEXTS]
    assert "schema.html" in own
    documents = [
        Document(Path(name).with_suffix(".xml"), b"<TEI xmlns='http://www.tei-c.org/ns/1.0'><text/></TEI>")
        for name in own
    ]
    assert not {text.href for text in plan(Edition(documents)).texts} & {*own}


def test_entries_of_the_same_name_in_two_documents_stay_apart() -> None:
    text = """<TEI xmlns="http://www.tei-c.org/ns/1.0">
      <standOff><listPerson><person xml:id="x"><persName>{0}</persName></person></listPerson></standOff>
      <text><body><p><persName ref="#x">he</persName></p></body></text></TEI>"""
    files = site_of(Edition([Document(Path(f"{name}.xml"), text.format(name).encode()) for name in ("a", "b")]))
    assert "persons.html#x" in read_page(files["a.html"]).links
    assert "persons.html#x-2" in read_page(files["b.html"]).links
    assert list(broken_links(files)) == []


def test_a_year_that_is_not_exact_is_so_in_the_language_of_the_interface() -> None:
    for page in ("persons.html", "the-end-of-henry-yagoda.html"):
        made = our_site("de")[page].decode()
        assert "1883–um 1938" in made, page
        assert "–c. " not in made, page


def test_a_text_without_register_has_no_register_pages() -> None:
    files = site_of_text('<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>x</p></body></text></TEI>')
    assert set(pages(files)) - {"search.html", "views.html"} == {
        "a.html", "about.html", "cite.html", "index.html",
    }  # fmt: skip


def test_a_text_from_right_to_left_is_set_so() -> None:
    files = site_of_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="ar"><text><body><p>نص</p></body></text></TEI>'
    )
    tags = read_page(files["a.html"]).start_tags
    reading = next(attributes for _, attributes in tags if attributes.get("class") == "reading")
    assert (reading["lang"], reading["dir"]) == ("ar", "rtl")
    assert tags[0] == ("html", {"lang": "en", "dir": "ltr"})


def test_texts_of_one_title_are_told_apart() -> None:
    text = (
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
        b"</fileDesc></teiHeader><text><body><p>x</p></body></text></TEI>"
    )
    files = site_of(Edition([Document(Path(name), text) for name in ("one.xml", "two.xml")]))
    for page in ("index.html", "cite.html"):
        assert b'<span class="count"> one</span>' in files[page]
        assert b'<span class="count"> two</span>' in files[page]


# Languages


def test_an_unknown_language_is_an_error_in_words() -> None:
    with pytest.raises(UnknownNameError, match="no messages in the language “tlh”"):
        our_site("tlh")


def test_the_interface_is_in_the_language_asked_for(tmp_path: Path, teiproof: Callable[..., Ran]) -> None:
    assert teiproof("export", "site", EDITION, "--into", tmp_path / "fr", "--lang", "fr").code == 0
    page = (tmp_path / "fr" / "events.html").read_text(encoding="utf-8")
    assert '<html lang="fr"' in page
    assert "Personnes" in page
    assert "25 août 1936" in page
    persons = (tmp_path / "fr" / "persons.html").read_text(encoding="utf-8")
    assert "membre de" in persons
    assert "coquille" in persons


# Other projects


@pytest.mark.parametrize("group", GROUPS)
def test_other_projects_come_out_readable(group: str, shared: Path) -> None:
    edition = Edition.open(sample(shared, group))
    files = site_of(edition)
    assert list(broken_links(files)) == []
    different = [
        text.name
        for text in plan(edition).texts
        # Elements of TEI P4 have no namespace and so no rules.
        if str(text.document.root.tag).startswith(f"{{{TEI}}}")
        and words(files[text.href]) != [token.text for token in read(text.document).tokens()]
    ]
    assert different == []


def test_the_pages_are_valid_in_every_language(
    tmp_path: Path,
    nu_checker: Callable[..., str],  # noqa: F811  # the fixture
) -> None:
    for language in languages():
        save(full_site(language), tmp_path / language)
    save(site_of(Edition.open([EDITION]), base=BASE), tmp_path / "published")
    report = [line for line in nu_checker(tmp_path).splitlines() if UNSERVED not in line]
    assert report == []


def test_the_pages_of_other_projects_are_valid(
    tmp_path: Path,
    shared: Path,
    nu_checker: Callable[..., str],  # noqa: F811  # the fixture
) -> None:
    for group in GROUPS:
        save(site_of(corpus(shared / "corpus" / group)), tmp_path / group)
    assert nu_checker(tmp_path, "--errors-only") == ""


def save(files: dict[str, bytes], folder: Path) -> None:
    """Write the pages among some files."""
    folder.mkdir()
    for name, page in pages(files).items():
        (folder / name).write_bytes(page)


def test_strict_refuses_what_is_only_remarked_otherwise() -> None:
    text = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><foo/></body></text></TEI>'
    with pytest.raises(TransformError, match="without --strict"):
        list(site.export(Edition([Document(Path("a.xml"), text)]), Profile(strict=True)))


def test_stylesheets_are_ours_alone(xsltproc: str) -> None:
    for name in ("site-text", "site-register", "site-home", "site-about", "site-cite", "site-other"):
        path = PROJECT / "src" / "teiproof" / "xsl" / f"{name}.xsl"
        ran = subprocess.run([xsltproc, "--nonet", path, CASES[0]], capture_output=True, check=False)
        assert ran.returncode == 0, ran.stderr


def test_a_project_changes_one_template_and_no_more(tmp_path: Path, teiproof: Callable[..., Ran]) -> None:
    (tmp_path / "xsl").mkdir()
    (tmp_path / "xsl" / "site-text.xsl").write_text(
        """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
          xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">
        <xsl:import href="teiproof:///xsl/site-text.xsl"/>
        <xsl:include href="more.xsl"/>
        </xsl:stylesheet>""",
        encoding="utf-8",
    )
    (tmp_path / "xsl" / "more.xsl").write_text(
        """<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
          xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">
        <xsl:template match="tei:mentioned" mode="phrase">
          <q><xsl:apply-templates mode="phrase"/></q>
        </xsl:template>
        </xsl:stylesheet>""",
        encoding="utf-8",
    )
    target = tmp_path / "site"
    assert teiproof("export", "site", EDITION, "--into", target, "--xsl", tmp_path / "xsl").code == 0
    name = "the-end-of-henry-yagoda.html"
    changed, ours = (target / name).read_bytes(), our_site()[name]
    assert changed != ours
    assert changed == re.sub(
        rb'<span class="mentioned"[^>]*>(.*?)</span>', rb"<q>\1</q>", ours, flags=re.DOTALL
    )
    assert (target / "persons.html").read_bytes() == our_site()["persons.html"]


def test_a_stylesheet_of_a_project_reads_nothing_else(tmp_path: Path, teiproof: Callable[..., Ran]) -> None:
    (tmp_path / "xsl").mkdir()
    for address in ("../secret.xsl", "file:///etc/passwd", "http://example.org/x.xsl"):
        (tmp_path / "xsl" / "site-text.xsl").write_text(
            '<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">'
            f'<xsl:import href="{address}"/></xsl:stylesheet>',
            encoding="utf-8",
        )
        own = tmp_path / address.translate({ord(sign): None for sign in "/:."})
        (tmp_path / "xsl").rename(own)
        ran = teiproof("export", "site", EDITION, "--into", tmp_path / "site", "--xsl", own)
        own.rename(tmp_path / "xsl")
        assert ran.code == 2, ran
