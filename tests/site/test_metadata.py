"""What pages say to machines: what Zotero reads, Dublin Core, Open Graph, schema.org."""

import json
from pathlib import Path
from typing import Any

import pytest

from teiproof.model.document import Document
from teiproof.transform import transform
from tests.html.page_words import read_page
from tests.site.sites import our_site, pages

TEXT = "the-end-of-henry-yagoda.html"


def metadata(page: str) -> dict[str, list[str]]:
    return metadata_in(our_site()[page])


def metadata_in(content: bytes) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag, attributes in read_page(content).start_tags:
        name = attributes.get("name") or attributes.get("property")
        if tag == "meta" and name:
            found.setdefault(name, []).append(attributes["content"])
    return found


def linked_data(page: str) -> dict[str, Any]:
    text = our_site()[page].decode()
    data: dict[str, Any] = json.loads(
        text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    )
    return data


def test_a_text_has_the_metadata_that_zotero_reads() -> None:
    found = metadata(TEXT)
    assert {
        name: found[f"citation_{name}"] for name in ("title", "author", "journal_title", "publication_date")
    } == {
        "title": ["The End of Henry Yagoda"],
        "author": ["Serge, Victor"],
        "journal_title": ["Socialist Appeal"],
        "publication_date": ["1937/08/28"],
    }
    assert (found["citation_volume"], found["citation_issue"], found["citation_firstpage"]) == (
        ["1"],
        ["3"],
        ["9"],
    )


def test_a_text_has_dublin_core_open_graph_and_linked_data() -> None:
    found = metadata(TEXT)
    assert found["DC.creator"] == ["Serge, Victor"]
    assert found["DC.rights"] == ["https://creativecommons.org/licenses/by/4.0/"]
    assert found["og:type"] == ["article"]
    data = linked_data(TEXT)
    assert (data["@type"], data["name"]) == ("Article", "The End of Henry Yagoda")
    assert (data["datePublished"], data["isPartOf"]["name"]) == ("1937-08-28", "Socialist Appeal")
    assert data["license"] == found["DC.rights"][0]


HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title>
<author>Trollope, Frances Milton (1780-1863)</author><author>Ouida, [pseud.] (1839-1908)</author>
<author>Shakespeare, William, 1564-1616.</author><author><persName><forename>Johann</forename>
<nameLink>von</nameLink> <surname>Goethe</surname></persName></author>
<respStmt><resp>a</resp><persName>Jo <note>Joanna</note> Doe <idno>1</idno></persName></respStmt>
<respStmt><resp>b</resp><persName>Ann Other</persName><name><note>somebody</note></name></respStmt>
<respStmt><resp>c</resp><persName>Ann Other</persName></respStmt></titleStmt><publicationStmt><publisher>
<orgName>A Press</orgName><address><addrLine>1 Street</addrLine></address></publisher>
<date when="2020-01-02T10:00:00Z"/><idno><idno type="doi">10.1/2</idno><idno type="url">https://example.org/2</idno></idno></publicationStmt>
</fileDesc></teiHeader><text><body><p>x</p></body></text></TEI>"""


def test_metadata_hold_names_alone_and_each_once() -> None:
    found = metadata_in(transform(Document(Path("a.xml"), HEADER.encode()).tree, "html").content)
    authors = ["Trollope, Frances Milton", "Ouida", "Shakespeare, William", "Goethe, Johann von"]
    assert found["DC.creator"] == found["citation_author"] == authors
    assert found["DC.contributor"] == ["Jo Doe", "Ann Other"]
    assert found["DC.publisher"] == ["A Press"]
    assert found["DC.identifier"] == ["10.1/2", "https://example.org/2"]
    assert found["citation_publication_date"] == ["2020/01/02"]


def test_each_file_that_is_offered_has_its_name() -> None:
    tags = read_page(our_site()[TEXT]).start_tags
    titles = [each["title"] for tag, each in tags if tag == "link" and each.get("rel") == "alternate"]
    assert titles == ["TEI", "Plain text", "BibTeX", "RIS", "CSL-JSON"]


def test_what_a_note_says_in_place_of_a_name_is_no_name() -> None:
    assert metadata(TEXT)["DC.contributor"] == ["Einde O’Callaghan", "the teiproof project"]
    contributors = metadata("proofs-comrade-executioner.html")["DC.contributor"]
    assert contributors == ["Haddon, John", "the teiproof project"]
    about = our_site()["about.html"].decode()
    assert "not named in the print as far as seen" in about


@pytest.mark.parametrize("page", sorted({*pages(our_site())} - {"search.html"}))
def test_every_page_says_what_it_is(page: str) -> None:
    found = metadata(page)
    assert {"DC.title", "DC.language", "og:title", "og:type", "og:site_name"} <= found.keys()
    assert "og:locale" not in found  # which is of a language and a country
    data = linked_data(page)
    assert data["@context"] == "https://schema.org"
    assert data["name"]
    assert data["inLanguage"] == "en"


def test_no_two_pages_have_the_same_title() -> None:
    titles = [tuple(metadata(page)["og:title"]) for page in pages(our_site())]
    assert len(set(titles)) == len(titles)
