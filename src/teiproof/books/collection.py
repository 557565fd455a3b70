"""The texts of an edition as one book: a title page, the texts one after the other, one appendix for all."""

from __future__ import annotations

from lxml import etree

from teiproof.books.about import About, together
from teiproof.books.appendix import appendix
from teiproof.books.parts import BEGINNING, Manner, Part, Volume, bound, lead_home
from teiproof.messages import messages
from teiproof.model.edition import Edition
from teiproof.pages.data import Maker
from teiproof.pages.links import Links
from teiproof.pages.metadata import name_of_edition
from teiproof.pages.plan import plan

FEWEST = 2
"""Texts of which a collection is made."""


def collection(edition: Edition, manner: Manner, language: str | None = None) -> Volume | None:
    """The texts of an edition as a book; nothing if it has fewer than two.

    Each text has its title page, its notes, its corrections and its colophon; a link from one text to another
    leads there. `language` is that of the words which the book says itself; without it, that of most texts.
    Raises UnparsableError, UnknownNameError and TransformError.
    """
    if language:
        messages(language)
    planned = plan(edition, language)
    if len(planned.texts) < FEWEST:
        return None
    maker = Maker(planned, Links(planned), {})
    made = [bound(maker, text, manner, number) for number, text in enumerate(planned.texts, 1)]
    about = together(name_of_edition(planned), [one.about for one in made])
    parts = [part for one in made for part in one.parts]
    homes = {}
    for text, one in zip(planned.texts, made, strict=True):
        homes[text.href] = one.parts[0].prefix
        one.parts[0].element.set("id", BEGINNING)
    entries = appendix(maker, planned.texts)
    if entries is not None:
        parts.append(Part("register", entries, planned.language))
    lead_home(parts, homes)
    directions = {one.direction for one in made}
    direction = directions.pop() if len(directions) == 1 else "ltr"
    title = Part("title", _title_page(about), about.language, direction)
    pictures = tuple(image for one in made for image in one.images)
    return Volume(about, planned.language, direction, (title, *parts), pictures)


def _title_page(about: About) -> etree._Element:
    page = etree.Element("section", {"class": "title-page"})
    if about.author and about.author != about.title:
        etree.SubElement(page, "p", {"class": "title-author"}).text = about.author
    etree.SubElement(page, "h1").text = about.title
    if about.publisher:
        etree.SubElement(page, "p", {"class": "title-publisher"}).text = about.publisher
    return page
