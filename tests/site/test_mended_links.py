"""A link from page to page leads to a place that is there, or to the page as a whole."""

from teiproof.pages.links import mended


def test_a_link_to_a_place_that_a_page_does_not_show_leads_to_the_page() -> None:
    pages = {
        "a.html": b'<p id="x"><a href="b.html#here">1</a><a href="b.html#gone">2</a><a href="c.html#d"/></p>',
        "b.html": b'<p id="here"><a href="a.html#x">4</a><a href="a.html#y">5</a><a href="#z">6</a></p>',
        "b.json": b'"<a href="b.html#gone">"',
    }
    assert mended(pages) == {
        "a.html": b'<p id="x"><a href="b.html#here">1</a><a href="b.html">2</a><a href="c.html#d"/></p>',
        "b.html": b'<p id="here"><a href="a.html#x">4</a><a href="a.html">5</a><a href="#z">6</a></p>',
        "b.json": b'"<a href="b.html#gone">"',
    }
