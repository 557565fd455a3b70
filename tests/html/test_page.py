"""Pages: valid, self-contained, harmless, and with exactly the words of the reading."""

import base64
import hashlib
import os
import re
import subprocess
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from teiproof import exports
from teiproof.errors import TransformError
from teiproof.exports import Profile, html
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.names import TEI
from teiproof.transform import transform
from tests.conftest import PROJECT, absent, corpus
from tests.html.nested import documents
from tests.html.page_words import read_page, words

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.xml"))
EDITION = sorted((PROJECT / "tei").glob("*.xml"))
XSL = PROJECT / "src" / "teiproof" / "xsl"
ASSETS = PROJECT / "src" / "teiproof" / "assets"
CORPORA = ("letters", "plays", "diary", "mixed", "documentation", "novels")


def named(path: Path) -> str:
    return path.stem


def page_of(path: Path) -> bytes:
    return transform(Document(path).tree, "html").content


@pytest.mark.parametrize("case", CASES, ids=named)
def test_cases_look_as_blessed(case: Path, golden: Callable[[Path, bytes], None]) -> None:
    found = re.search(rb"<main.*</main>", page_of(case), re.DOTALL)
    assert found
    golden(HERE / "golden" / f"{case.stem}.html", found.group() + b"\n")


@pytest.mark.parametrize("path", [*CASES, *EDITION], ids=named)
def test_the_words_are_those_of_the_reading(path: Path) -> None:
    document = Document(path)
    assert words(page_of(path)) == [token.text for token in read(document).tokens()]


@pytest.mark.parametrize("group", CORPORA)
def test_on_other_projects_the_words_are_those_of_the_reading(group: str, shared: Path) -> None:
    different = [
        document.path.name
        for document in corpus(shared / "corpus" / group).documents
        # Elements of TEI P4 have no namespace and so no rules here.
        if str(document.root.tag).startswith(f"{{{TEI}}}")
        and words(transform(document.tree, "html").content) != [t.text for t in read(document).tokens()]
    ]
    assert different == []


def test_the_edition_has_a_rule_for_every_element() -> None:
    for path in EDITION:
        assert not transform(Document(path).tree, "html").unhandled, path


def test_the_words_of_an_unknown_element_are_kept_and_its_name_is_reported() -> None:
    text = (
        b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p>one <foo>two</foo> <foo/> '
        b'<x:bar xmlns:x="urn:x">three</x:bar></p></body></text></TEI>'
    )
    document = Document(Path("unknown.xml"), text)
    result = transform(document.tree, "html")
    assert words(result.content) == ["one", "two", "three"]
    assert result.unhandled == ("foo", "{urn:x}bar")
    with pytest.raises(
        TransformError, match=r"unknown\.xml:1:\d+: the stylesheet has no rule for <foo>, <{urn:x}bar>"
    ):
        list(html.export_document(document, Edition([document]), Profile()))


def test_the_export_names_its_pages_after_the_documents() -> None:
    files = dict(exports.run("html", Edition([Document(path) for path in EDITION]), Profile()))
    assert [str(name) for name in files] == [f"{path.stem}.html" for path in EDITION]
    assert all(content.startswith(b"<!DOCTYPE html>\n<html") for content in files.values())


def test_a_transformation_leaves_the_document_and_gives_the_same_bytes_again() -> None:
    document = Document(EDITION[0])
    before = etree.tostring(document.tree)
    first = transform(document.tree, "html").content
    assert etree.tostring(document.tree) == before
    assert transform(document.tree, "html").content == first == page_of(EDITION[0])


def test_an_unknown_stylesheet_is_an_error_in_words() -> None:
    with pytest.raises(TransformError, match="cannot be used"):
        transform(Document(EDITION[0]).tree, "nonesuch")


@pytest.mark.parametrize("path", EDITION, ids=named)
def test_links_within_the_edition_lead_somewhere(path: Path) -> None:
    pages = {f"{other.stem}.html": set(read_page(page_of(other)).identifiers) for other in EDITION}
    page = read_page(page_of(path))
    local = [link for link in page.links if not re.match("[a-z]+:", link)]
    assert len(local) > 50
    for link in local:
        file, _, fragment = link.partition("#")
        assert fragment in {"", *pages[file or f"{path.stem}.html"]}, link


@pytest.mark.parametrize("path", [*CASES, *EDITION], ids=named)
def test_identifiers_are_unique_and_every_note_has_its_way_there_and_back(path: Path) -> None:
    page = read_page(page_of(path))
    assert max(Counter(page.identifiers).values()) == 1
    for link in page.links:
        if link.startswith("#"):
            assert link[1:] in page.identifiers
    marks = [identifier for identifier in page.identifiers if identifier.startswith("mark:")]
    backs = [
        attributes["href"] for name, attributes in page.start_tags if attributes.get("role") == "doc-backlink"
    ]
    assert [f"#{mark}" for mark in sorted(marks, key=lambda mark: int(mark[5:]))] == backs


def test_both_readings_of_a_correction_are_seen_and_who_made_it() -> None:
    page = page_of(HERE / "cases" / "editing.xml").decode()
    assert ">mistake<" in page
    assert "mistke]" in page
    assert 'title="so in the source; corrected by An Editor, certainty high"' in page


# Nothing runs, nothing is loaded


@pytest.mark.parametrize("path", [*CASES, *EDITION], ids=named)
def test_a_page_is_self_contained_and_harmless(path: Path) -> None:
    for name, attributes in read_page(page_of(path)).start_tags:
        assert name not in {
            "script",
            "iframe",
            "object",
            "embed",
            "img",
            "image",
            "use",
            "foreignobject",
            "animate",
            "set",
            "form",
            "base",
            "video",
            "audio",
        }
        for attribute, value in attributes.items():
            assert not attribute.startswith("on"), attributes
            assert "url(" not in value or attribute == "content", attributes
            assert attribute not in {"style", "src", "srcset", "action", "formaction", "background", "ping"}
            if attribute == "href":
                scheme = re.match(r"\s*([^/?#]*?):", re.sub(r"[\t\r\n]", "", value))
                assert scheme is None or scheme.group(1).lower() in {"http", "https", "mailto"}, value
                assert not value.startswith("//")


def test_the_policy_of_the_page_allows_its_own_style_only() -> None:
    css = (ASSETS / "page.css").read_text(encoding="utf-8").removesuffix("\n")
    digest = base64.b64encode(hashlib.sha256(css.encode()).digest()).decode()
    assert (ASSETS / "page.css.sha256").read_text(encoding="ascii") == digest, (
        "page.css has changed: see its head"
    )
    page = page_of(EDITION[0]).decode()
    assert re.findall("<style>(.*?)</style>", page, re.DOTALL) == [css]
    assert f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src 'sha256-{digest}'" in page
    assert "url(" not in css
    assert "@import" not in css


# Other processors, other stylesheets


@pytest.mark.parametrize("path", [*CASES, *EDITION], ids=named)
def test_xsltproc_gives_the_same_page(path: Path, xsltproc: str) -> None:
    made = subprocess.run([xsltproc, "--nonet", XSL / "html.xsl", path], capture_output=True, check=True).stdout
    assert made == page_of(path)


def test_another_stylesheet_imports_ours_and_changes_one_template(tmp_path: Path, xsltproc: str) -> None:
    own = tmp_path / "own.xsl"
    own.write_text(
        f"""<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
          xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">
        <xsl:import href="{(XSL / "html.xsl").as_uri()}"/>
        <xsl:template match="tei:supplied" mode="phrase">
          <mark><xsl:apply-templates mode="phrase"/></mark>
        </xsl:template>
        </xsl:stylesheet>""",
        encoding="utf-8",
    )
    path = HERE / "cases" / "editing.xml"
    made = subprocess.run([xsltproc, own, path], capture_output=True, check=True).stdout
    ours = page_of(path)
    changed = re.sub(
        rb'<span class="supplied".*?<span class="mark">\[</span>(.*?)<span class="mark">\]</span></span>',
        rb"<mark>\1</mark>",
        ours,
    )
    assert changed != ours
    assert made == changed


# The judge


@pytest.fixture(scope="session")
def nu_checker() -> Callable[..., str]:
    """Runs the Nu HTML Checker over a folder of pages and returns what it reports."""
    jar = Path(os.environ.get("VNU_JAR", ""))
    if not jar.is_file():
        absent("the Nu HTML Checker (npm package vnu-jar, its vnu.jar named by VNU_JAR)")

    def check(folder: Path, *options: str) -> str:
        command = ["java", "-jar", str(jar), "--format", "gnu", *options, str(folder)]
        return str(subprocess.run(command, capture_output=True, text=True, check=False).stderr)

    return check


def test_the_pages_of_the_edition_and_of_the_cases_are_valid(
    tmp_path: Path, nu_checker: Callable[..., str]
) -> None:
    for path in [*EDITION, *CASES]:
        (tmp_path / f"{path.stem}.html").write_bytes(page_of(path))
    report = [
        line
        for line in nu_checker(tmp_path).splitlines()
        # The case lies about its language.
        if "hostile.html" not in line or "appears to be written in" not in line
    ]
    assert report == []


@pytest.mark.parametrize("group", CORPORA)
def test_the_pages_of_other_projects_are_valid(
    group: str, tmp_path: Path, shared: Path, nu_checker: Callable[..., str]
) -> None:
    plain = {
        "css": "",
        "css-hash": "",
    }  # to read the same style sheet again on each page takes the checker long
    for document in corpus(shared / "corpus" / group).documents:
        (tmp_path / f"{document.path.name}.html").write_bytes(transform(document.tree, "html", plain).content)
    assert nu_checker(tmp_path, "--errors-only") == ""


def test_whatever_is_nested_in_what_the_page_is_valid(tmp_path: Path, nu_checker: Callable[..., str]) -> None:
    for number, content in enumerate(documents(count=150)):
        (tmp_path / f"{number}.xml").write_bytes(content)
        page = transform(Document(tmp_path / f"{number}.xml").tree, "html", {"css": "", "css-hash": ""}).content
        (tmp_path / f"{number}.html").write_bytes(page)
    assert nu_checker(tmp_path, "--errors-only", "--skip-non-html") == ""


def test_what_is_nested_too_deeply_is_an_error_in_words() -> None:
    deep = b"<div>" * 1900 + b"</div>" * 1900
    text = b'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>' + deep + b"</body></text></TEI>"
    with pytest.raises(TransformError, match="nested too deeply"):
        transform(Document(Path("deep.xml"), text).tree, "html")


def predicates(pattern: str) -> str:
    """A pattern with each outermost predicate made a `§`."""
    depth = 0
    kept = []
    for character in pattern:
        depth -= character == "]"
        if depth == 0:
            kept.append("§" if character == "]" else character.replace("[", ""))
        depth += character == "["
    return "".join(kept)


def test_no_step_of_a_pattern_has_two_predicates_for_libxslt_mixes_them_up() -> None:
    # And none has current(), which patterns may not have (XSLT 1.0, section 12.4).
    for path in XSL.glob("*.xsl"):
        stylesheet = etree.parse(path, etree.XMLParser(load_dtd=True, resolve_entities=True))
        for template in stylesheet.iter("{http://www.w3.org/1999/XSL/Transform}template"):
            pattern = str(template.get("match", ""))
            assert not re.search(r"§\s*§", predicates(pattern)), (path, pattern)
            assert "current()" not in pattern, (path, pattern)
