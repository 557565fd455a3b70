"""The manual of a schema: valid HTML, every link arrives, everything is described."""

import os
import subprocess
from pathlib import Path

import pytest
from lxml import etree, html

from teiproof.model.edition import Edition
from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
from teiproof.odd.manual.examples import source
from teiproof.odd.reachability import used
from teiproof.odd.sources import Sources
from teiproof.odd.writers import html as manual
from tests.conftest import PROJECT, absent

COMPILED = PROJECT / "schema" / "serge.compiled.odd"
HOSTILE = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
  <div><head>&lt;script>alert(1)&lt;/script></head><p>a <ref target="javascript:alert(1)">link</ref></p></div>
  <schemaSpec ident="hostile" start="p">
    <elementSpec ident="p" mode="add"><desc>&lt;img onerror="alert(1)"></desc><content><textNode/></content>
      <exemplum>
        <egXML xmlns="http://www.tei-c.org/ns/Examples"><p onclick="x">&lt;script></p></egXML></exemplum>
    </elementSpec>
  </schemaSpec>
</body></text></TEI>"""


@pytest.fixture(scope="module")
def serge() -> Flattened:
    return flatten(COMPILED, Sources(COMPILED, COMPILED))


@pytest.fixture(scope="module")
def page(serge: Flattened) -> html.HtmlElement:
    return html.fromstring(manual.write(serge))


def test_every_link_arrives(page: html.HtmlElement) -> None:
    identifiers = [element.get("id") for element in page.iter() if element.get("id")]
    assert len(identifiers) == len(set(identifiers))
    links = [str(link.get("href")) for link in page.iter("a")]
    assert len(links) > 1000
    assert {link.removeprefix("#") for link in links if link.startswith("#")} <= set(identifiers)


def test_every_specification_has_a_section(page: html.HtmlElement, serge: Flattened) -> None:
    schema = used(serge)
    expected = {f"element.{ident}" for ident in schema.elements}
    expected |= {f"class.{ident}" for ident in schema.classes}
    expected |= {f"macro.{ident}" for ident in schema.macros}
    found = {section.get("id") for section in page.iter("section") if section.get("class") == "specification"}
    assert found == expected


def test_the_prose_and_its_examples_are_there(page: html.HtmlElement) -> None:
    text = " ".join(page.text_content().split())
    assert "Nothing is corrected silently." in text
    assert '<rs type="person" ref="register.xml#stalin_joseph">the Master</rs>' in text
    assert len(page.find_class("wrong")) >= 6


def test_the_nu_checker_finds_nothing(serge: Flattened, tmp_path: Path) -> None:
    jar = os.environ.get("VNU_JAR", "")
    if not Path(jar).is_file():
        absent("the Nu HTML Checker (npm package vnu-jar, its vnu.jar named by VNU_JAR)")
    path = tmp_path / "manual.html"
    path.write_bytes(manual.write(serge))
    command = ["java", "-jar", jar, "--errors-only", str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stderr == ""


def test_nothing_of_an_odd_becomes_markup(tmp_path: Path) -> None:
    odd = tmp_path / "hostile.odd"
    odd.write_text(HOSTILE, encoding="utf-8")
    page = html.fromstring(manual.write(flatten(odd, Sources(odd, odd))))
    assert not list(page.iter("script", "img"))
    assert [link.get("href") for link in page.iter("a") if not link.get("href", "").startswith("#")] == []


def test_an_example_is_shown_as_it_is_written() -> None:
    egxml = etree.fromstring(
        '<egXML xmlns="http://www.tei-c.org/ns/Examples">\n    <p xml:id="a" n="&amp;">x\n      <lb/></p>\n    '
        '<!--c--><m:math xmlns:m="http://www.w3.org/1998/Math/MathML"/>\n</egXML>'
    )
    assert source(egxml) == '<p xml:id="a" n="&amp;">x\n  <lb/></p>\n<!--c--><m:math/>'


def test_the_site_has_the_manual_of_the_schema_beside_it() -> None:
    from teiproof import exports, registry
    from teiproof.exports import Profile

    site = registry.load(exports, "site")
    made = {str(name): content for name, content in site.export(Edition.open([PROJECT / "tei"]), Profile())}
    page = html.fromstring(made["schema.html"])
    assert page.get_element_by_id("element.persName") is not None
    assert any(link.get("href") == "schema.html" for link in html.fromstring(made["index.html"]).iter("a"))
