"""What a site offers to be taken away: each format once, in its place, under a name that a reader knows."""

from collections import Counter
from pathlib import Path, PurePosixPath

import pytest
from lxml import etree, html

from teiproof.exports import Profile, site
from teiproof.messages import languages
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.names import TEI
from tests.site.sites import broken_links, full_site, made

TEXT = "the-end-of-henry-yagoda"
READ = ["TEI", "Plain text", "EPUB", "PDF", "Word", "OpenDocument", "Markdown", "LaTeX"]


def page(name: str, language: str | None = None) -> html.HtmlElement:
    return html.fromstring(full_site(language)[f"{name}.html"])


def words(elements: list[html.HtmlElement]) -> list[str]:
    return [element.text_content() for element in elements]


def folded(tree: html.HtmlElement) -> dict[str, list[str]]:
    """What is folded away, by what it holds."""
    labels = words(tree.xpath("//details[@class='data']//dt"))
    return {
        label: words(part.xpath(".//a"))
        for label, part in zip(labels, tree.xpath("//details[@class='data']//dd"), strict=True)
    }


def test_a_text_offers_what_is_to_be_read_in_one_line_and_data_folded_away() -> None:
    tree = page(TEXT)
    assert words(tree.xpath("//h2[. = 'Downloads']/following-sibling::ul/li")) == READ
    assert not tree.xpath("//details[@class='data']/@open")
    assert folded(tree) == {
        "Text with its register": ["TEI"],
        "Simpler encoding": ["TEI Lite", "changes.tsv"],
        "Names, dates and notes": ["Web Annotation"],
        "Words": ["JSON Lines"],
        "Sentences": ["JSON Lines"],
        "Names for machine learning": ["IOB"],
        "Structure of the text": ["pandoc JSON"],
        "Other formats": ["ours"],
    }


def test_the_first_page_offers_each_text_to_be_read_and_the_data_of_the_edition() -> None:
    tree = page("index")
    for text in tree.xpath("//ul[contains(@class, 'texts')]/li"):
        assert words(text.xpath("ul/li")) == READ
    assert folded(tree) == {
        "Text with its register": ["TEI"],
        "Simpler encoding": ["TEI Lite", "changes.tsv"],
        "The whole edition": ["RO-Crate"],
        "Texts and passages": ["DTS"],
        "Tables": ["mentions.csv", "entities.csv", "notes.csv"],
        "Linked data": ["JSON-LD", "Turtle"],
        "Places": ["GeoJSON"],
        "Identifiers": ["beacon-gnd.txt", "beacon-viaf.txt"],
        "Letters": ["CMIF"],
        "Bibliography": ["BibTeX", "RIS", "CSL-JSON"],
    }


@pytest.mark.parametrize("name", [TEXT, "cite"])
def test_each_format_of_citation_is_offered_once_for_a_text(name: str) -> None:
    links = [link for link in page(name).xpath("//a/@href") if Path(link).stem == TEXT]
    offered = Counter(Path(link).suffix for link in links)
    assert [offered[suffix] for suffix in (".bib", ".ris", ".json")] == [1, 1, 1]
    assert f"bibtex/{TEXT}.bib" not in full_site()


@pytest.mark.parametrize("language", languages())
@pytest.mark.parametrize("name", [TEXT, "index", "persons"])
def test_nothing_is_offered_twice_or_without_a_label(name: str, language: str) -> None:
    tree = page(name, language)
    offered = tree.xpath("//a[@download]/@href")
    assert max(Counter(offered).values()) == 1
    assert all(words(tree.xpath("//a[@download]")))
    labels = words(tree.xpath("//details[@class='data']//dt"))
    assert all(labels)
    assert len(labels) == len(set(labels))


def test_the_labels_are_in_the_language_of_the_interface() -> None:
    assert "Verknüpfte Daten" in folded(page("index", "de"))
    assert "Phrases" in folded(page(TEXT, "fr"))


def test_files_that_know_each_other_by_their_names_keep_them() -> None:
    assert f"dts/navigation/{TEXT};down=1.json" in full_site()
    assert f"dts/navigation/{TEXT};down=1.json" not in page("index").xpath("//a/@href")


def test_a_file_with_two_suffixes_belongs_to_the_text_however_that_is_called() -> None:
    root = f"<TEI xmlns='{TEI}'><text><body><p>a</p></body></text></TEI>"
    document = Document(Path("é b.1.xml"), root.encode())
    files = {
        "text": [(PurePosixPath("é b.1.txt"), b"a")],
        "tokens": [(PurePosixPath("é b.1.tokens.jsonl"), b"")],
    }
    pages = {str(path): content for path, content in site.export(Edition([document]), Profile(made=files))}
    assert {"text/e-b.1.txt", "tokens/e-b.1.tokens.jsonl"} <= pages.keys()
    tree = etree.HTML(pages["e-b.1.html"])
    assert {"text/e-b.1.txt", "tokens/e-b.1.tokens.jsonl"} <= set(tree.xpath("//a/@href"))
    assert list(broken_links(pages)) == []


def test_all_that_is_made_and_no_page_itself_is_in_the_site() -> None:
    names = {name for name in full_site() if name.endswith((".docx", ".pdf", ".epub", ".csv"))}
    expected = {f"{name}/{path}" for name, files in made().items() for path, _ in files}
    assert names == {name for name in expected if name.endswith((".docx", ".pdf", ".epub", ".csv"))}
