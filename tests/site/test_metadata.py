"""What pages say to machines: what Zotero reads, Dublin Core, Open Graph, schema.org."""

import json
from typing import Any

import pytest

from tests.html.page_words import read_page
from tests.site.sites import our_site, pages

TEXT = "the-end-of-henry-yagoda.html"


def metadata(page: str) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for tag, attributes in read_page(our_site()[page]).start_tags:
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


@pytest.mark.parametrize("page", sorted({*pages(our_site())} - {"search.html"}))
def test_every_page_says_what_it_is(page: str) -> None:
    found = metadata(page)
    assert {"DC.title", "DC.language", "og:title", "og:type", "og:site_name", "og:locale"} <= found.keys()
    data = linked_data(page)
    assert data["@context"] == "https://schema.org"
    assert data["name"]
    assert data["inLanguage"] == "en"


def test_no_two_pages_have_the_same_title() -> None:
    titles = [tuple(metadata(page)["og:title"]) for page in pages(our_site())]
    assert len(set(titles)) == len(titles)
