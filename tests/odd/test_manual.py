"""The manual of a schema: valid HTML, every link arrives, everything is described."""

import os
import re
import subprocess
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import etree, html

from teiproof.messages import languages, messages
from teiproof.model.edition import Edition
from teiproof.odd.compiling import write_manual
from teiproof.odd.documentation import UnknownLanguageError, in_language
from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
from teiproof.odd.manual.examples import source
from teiproof.odd.manual.pages import pages
from teiproof.odd.manual.words import Words
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
    path = tmp_path / "manual.html"
    path.write_bytes(manual.write(serge))
    assert nu_checker(path) == ""


def nu_checker(*paths: Path) -> str:
    """What the Nu HTML Checker finds in some pages."""
    jar = os.environ.get("VNU_JAR", "")
    if not Path(jar).is_file():
        absent("the Nu HTML Checker (npm package vnu-jar, its vnu.jar named by VNU_JAR)")
    command = ["java", "-jar", jar, "--errors-only", *map(str, paths)]
    return subprocess.run(command, capture_output=True, text=True, check=False).stderr


def test_nothing_of_an_odd_becomes_markup(tmp_path: Path) -> None:
    odd = tmp_path / "hostile.odd"
    odd.write_text(HOSTILE, encoding="utf-8")
    page = html.fromstring(manual.write(flatten(odd, Sources(odd, odd))))
    assert not list(page.iter("script", "img"))
    assert [link.get("href") for link in page.iter("a") if not link.get("href", "").startswith("#")] == []


PROSE = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>
  <p>Before all.</p>
  <div xml:id="a"><head>First</head><p>Before <list><item>in it</item></list> after <ref target="#b"/>.</p>
    <specList><specDesc key="p" atts="n"/><specDesc key="gone"/></specList></div>
  <div xml:id="b"><head>Second</head>
    <table><row role="label"><cell>Head</cell></row><row><cell>x</cell></row></table></div>
  <schemaSpec ident="small" start="p P ../up">
    <elementSpec ident="p" mode="add"><desc>a paragraph</desc><desc xml:lang="de">ein Absatz</desc>
      <content>
        <alternate><elementRef key="P"/><valList type="closed"><valItem ident="P"/></valList></alternate>
      </content>
      <attList><attDef ident="n"><desc>a number</desc></attDef></attList></elementSpec>
    <elementSpec ident="P" mode="add"><content><textNode/></content></elementSpec>
    <elementSpec ident="../up" mode="add"><altIdent>up</altIdent><content><textNode/></content></elementSpec>
  </schemaSpec>
</body></text></TEI>"""


@pytest.fixture
def small(tmp_path: Path) -> Flattened:
    """A schema with prose, and with names that make bad names of files."""
    odd = tmp_path / "small.odd"
    odd.write_text(PROSE, encoding="utf-8")
    return flatten(odd, Sources(odd, odd))


def folder_of(schema: Flattened) -> dict[str, html.HtmlElement]:
    files = {str(path): content for path, content in pages(schema)}
    return {name: html.fromstring(content) for name, content in files.items() if name.endswith(".html")}


def test_every_link_between_pages_arrives_and_every_specification_has_one(serge: Flattened) -> None:
    folder = folder_of(serge)
    schema = used(serge)
    assert len(folder) == 2 + len(schema.elements) + len(schema.classes) + len(schema.macros)
    identifiers = {name: {element.get("id") for element in page.iter()} for name, page in folder.items()}
    count = 0
    for name, page in folder.items():
        for link in page.iter("a"):
            file, _, identifier = str(link.get("href")).partition("#")
            if not file.startswith("http"):
                count += 1
                assert identifier == "" or identifier in identifiers[file or name]
                assert (file or name) in folder
    assert count > 1000


def test_all_names_are_on_one_page_and_attributes_tell_where_they_are_declared(serge: Flattened) -> None:
    names = folder_of(serge)["names.html"].get_element_by_id("names")
    entries = [" ".join(entry.text_content().split()) for entry in names]
    assert any(entry.startswith("<persName>") for entry in entries)
    assert any(re.match(r"@ref of .*att\.mentioning", entry) for entry in entries)
    assert len(entries) > len(used(serge).elements)


def test_pages_have_names_that_no_file_system_confuses(small: Flattened, tmp_path: Path) -> None:
    names = [str(path) for path, _ in pages(small)]
    assert len({name.casefold() for name in names}) == len(names)
    assert not [name for name in names if "/" in name]
    assert write_manual(small, tmp_path / "manual") == len(names)
    assert {path.name for path in (tmp_path / "manual").glob("*.html")} <= set(names)


def test_pages_are_valid_and_allow_nothing_from_elsewhere(
    small: Flattened, serge: Flattened, tmp_path: Path
) -> None:
    for folder, schema in (("small", small), ("serge", serge)):
        write_manual(schema, tmp_path / folder)
    made = sorted(tmp_path.glob("*/*.html"))
    for path in made:
        (policy,) = html.parse(path).xpath("//meta[@http-equiv='Content-Security-Policy']/@content")
        assert str(policy).startswith("default-src 'none'")
    assert nu_checker(*made[:: max(1, len(made) // 30)], *(tmp_path / "small").glob("*.html")) == ""


def test_prose_has_lists_tables_and_what_it_refers_to(small: Flattened) -> None:
    (before, first, second) = folder_of(small)["index.html"].find_class("guide")
    assert before.text_content() == "Before all."
    assert [child.tag for child in first] == ["h2", "div", "dl"]
    link = first.find(".//a[@href='#guide.b']")
    assert link is not None
    assert link.text == "Second"
    described = [part.text_content() for part in first.xpath("dl/*")]
    assert described == ["p", "a paragraph @n a number", "gone", "not part of this schema"]
    assert [cell.tag for cell in second.iter("th", "td")] == ["th", "td"]


RICH = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><text>
  <front><titlePage><docTitle><titlePart>one</titlePart><titlePart>two</titlePart></docTitle>
    <byline>three</byline></titlePage></front>
  <body>
    <div><head>four</head>
      <list type="gloss"><head>five</head>
        <label>six</label><item>seven</item><label>eight</label><item>nine</item></list>
      <table><head>ten</head><row><cell>eleven<lb/>twelve</cell></row></table>
      <listBibl><bibl>thirteen</bibl><bibl>fourteen</bibl></listBibl>
      <p>a <soCalled>fifteen</soCalled> and <ptr target="#elsewhere"/></p>
      <specGrp><p>sixteen</p><elementSpec ident="q" mode="add"><desc>a q</desc></elementSpec></specGrp>
    </div>
    <schemaSpec ident="rich" start="p"><elementSpec ident="p" mode="add"/></schemaSpec>
  </body>
</text></TEI>"""


def test_nothing_of_the_prose_is_lost_or_runs_together(tmp_path: Path) -> None:
    odd = tmp_path / "rich.odd"
    odd.write_text(RICH, encoding="utf-8")
    title, rich = folder_of(flatten(odd, Sources(odd, odd)))["index.html"].find_class("guide")
    assert title.xpath(".//p/text()") == ["one", "two", "three"]
    assert rich.xpath("h2/text()") == ["four"]
    assert rich.xpath("div/p/text()") == ["five"]
    assert [(each.tag, each.text) for each in rich.find_class("glosses")[0]] == [
        ("dt", "six"),
        ("dd", "seven"),
        ("dt", "eight"),
        ("dd", "nine"),
    ]
    assert rich.xpath("table/caption/text()") == ["ten"]
    assert rich.xpath("table//td/text()") == ["eleven", "twelve"]
    assert rich.xpath("ul/li/text()") == ["thirteen", "fourteen"]
    assert rich.xpath("p//q/text() | p/code/text()") == ["fifteen", "#elsewhere"]
    assert rich.xpath("p[last()]/text()") == ["sixteen"]


def test_names_in_a_content_model_are_links_and_values_are_not(small: Flattened) -> None:
    page = html.fromstring(manual.write(small))
    (content,) = page.get_element_by_id("element.p").xpath("dl/dt[. = 'Content']/following-sibling::dd[1]")
    assert [link.get("href") for link in content.iter("a")] == ["#element.P"]
    assert content.text_content() == "P | (“P”)"


def test_descriptions_are_in_the_language_that_is_asked_for(small: Flattened) -> None:
    page = html.fromstring(manual.write(in_language(small, "de")))
    assert page.get("lang") == "de"
    (described,) = page.get_element_by_id("element.p").xpath("p")
    assert (described.get("lang"), described.text) == (None, "ein Absatz")
    assert {number.get("lang") for number in page.xpath("//*[. = 'a number']")} == {"en"}
    with pytest.raises(UnknownLanguageError, match=r"in “ru”\. There is: de, en\.$"):
        in_language(small, "ru")
    with pytest.raises(
        UnknownLanguageError, match=r"There is: de, en; the manual also speaks es, fr, it, ru\.$"
    ):
        in_language(small, "ja", for_manual=True)
    russian = in_language(small, "ru", for_manual=True)
    assert html.fromstring(manual.write(russian)).get("lang") == "ru"


@pytest.mark.parametrize("language", languages())
def test_a_manual_says_its_own_words_in_every_language_of_the_interface(
    language: str, small: Flattened
) -> None:
    words = Words(language)
    folder = folder_of(replace(small, languages=("ja", language)))
    assert {page.get("lang") for page in folder.values()} == {language}
    terms = folder["element.p.html"].xpath("//dl[@class='facts']/dt/text()")
    assert terms == [words.shared("view-kind"), words("content"), words("holds")]
    assert folder["element.p.html"].xpath("//h2/text()") == [words("attributes")]
    assert folder["element.p.html"].xpath("//nav/@aria-label") == [words("neighbours")]
    assert folder["names.html"].xpath("//label/text()") == [words("find")]
    assert folder["index.html"].xpath("//nav/@aria-label") == [words.shared("contents")]


def test_words_of_other_languages_have_the_same_gaps_as_the_english() -> None:
    def gaps(text: str) -> set[str]:
        return set(re.findall(r"\{\w+\}", text))

    for language in languages():
        for name, text in messages(language).items():
            assert gaps(text) == gaps(messages("en")[name]), (language, name)


def test_prose_in_another_language_than_the_page_says_so(tmp_path: Path) -> None:
    odd = tmp_path / "german.odd"
    text = PROSE.replace("<text>", '<text xml:lang="de">').replace(
        "<p>Before all", '<p xml:lang="la">Before all'
    )
    odd.write_text(text, encoding="utf-8")
    page = html.fromstring(manual.write(flatten(odd, Sources(odd, odd))))
    assert [section.get("lang") for section in page.find_class("guide")] == ["de", "de", "de"]
    assert [paragraph.get("lang") for paragraph in page.xpath("//p[. = 'Before all.']")] == ["la"]
    german = html.fromstring(manual.write(replace(flatten(odd, Sources(odd, odd)), languages=("de",))))
    assert [section.get("lang") for section in german.find_class("guide")] == [None, None, None]


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
