"""The pages of a site besides its texts and registers: what there is to look at, and the search.

Their content is HTML made here; `xsl/site-other.xsl` puts it into the frame that all pages have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from lxml import etree

from teiproof.messages import messages
from teiproof.model.document import Document
from teiproof.model.register import Entity
from teiproof.pages import site
from teiproof.pages.data import Maker
from teiproof.pages.plan import LABELS, Plan
from teiproof.views import Cell, Frame, View, network, timeline
from teiproof.views import map as map_of_places

VIEWS = "views.html"
SEARCH = "search.html"

_ROWS = 1000  # of a table below a picture: a page is to load at once; a longer one has a page of its own
# What may be wider than a phone is a region that the keyboard can reach, and scroll.
_REGION = {"class": "picture", "role": "region", "tabindex": "0"}


def filled(tree: etree._ElementTree, content: Iterable[etree._Element]) -> etree._ElementTree:
    """The tree of a page (`Maker.other`) with its content."""
    etree.SubElement(tree.getroot(), site("content")).extend(content)
    return tree


def views(plan: Plan) -> list[View]:
    """The timeline, the network and the map, if there is anything to show. Raises UnparsableError."""
    frame = _frame(plan)
    return [view for module in (timeline, network, map_of_places) if (view := module.view(plan.edition, frame))]


def view_pages(maker: Maker, seen: list[View]) -> Iterator[tuple[str, etree._ElementTree]]:
    """The page with all views, and that of each table too long for it: their addresses and trees."""
    if seen:
        words = messages(maker.plan.language)
        sections = [_section(view, words) for view in seen]
        yield VIEWS, filled(maker.other("views", VIEWS, words["views"]), sections)
        for view in seen:
            if len(view.rows) > _ROWS:
                title = f"{words[view.title]}: {words['table']}"
                yield _address(view), filled(maker.other("table", _address(view), title), _whole(view, words))


def search(plan: Plan) -> list[etree._Element]:
    """The content of the search page: a form that `assets/search.js` brings to life, and what to do without."""
    words = messages(plan.language)
    explained = etree.Element("p")
    explained.text = words["search-explained"]
    without = etree.Element("p", {"id": "search-without"})
    without.text = words["search-needs-script"]
    form = etree.Element("form", {"id": "search", "role": "search", "hidden": "hidden"})
    for name in ("found", "found-some", "nothing", "served", "more"):
        form.set(f"data-{name}", words[f"search-{name}"])
    form.set("data-paragraph", words["paragraph"])
    for kind in ("text", "note", *plan.kinds()):
        form.set(f"data-kind-{kind}", words[f"kind-{kind}"])
    field = _labelled(form, "search-words", words["search-words"], "input")
    field.set("type", "search")
    field.set("autocomplete", "off")
    kinds = [("text", words["texts"]), ("note", words["notes"])]
    kinds += [(kind, words[LABELS[kind]]) for kind in plan.kinds()]
    _choice(form, "search-kind", words["search-kind"], [("", words["search-all"]), *kinds])
    texts = [(text.name, text.cited.title) for text in plan.texts]
    _choice(form, "search-text", words["search-text"], [("", words["search-all-texts"]), *texts])
    status = etree.Element("p", {"id": "search-status", "role": "status"})
    found = etree.Element("ol", {"id": "search-found"})
    more = etree.Element("button", {"id": "search-more", "type": "button", "hidden": "hidden"})
    more.text = words["search-more"]
    return [explained, without, form, status, found, more]


def _labelled(form: etree._Element, identifier: str, label: str, name: str) -> etree._Element:
    paragraph = etree.SubElement(form, "p")
    etree.SubElement(paragraph, "label", {"for": identifier}).text = label
    return etree.SubElement(paragraph, name, {"id": identifier})


def _choice(form: etree._Element, identifier: str, label: str, options: Iterable[tuple[str, str]]) -> None:
    select = _labelled(form, identifier, label, "select")
    for value, words in options:
        etree.SubElement(select, "option", {"value": value}).text = words


def _frame(plan: Plan) -> Frame:
    """What the views need to know of the site."""
    words = messages(plan.language)

    def say(key: str, /, **values: object) -> str:
        return words[key].format(**values)

    def entry(entity: Entity) -> str:
        return plan.entries[entity.key].href

    def passage(document: Document, address: str) -> str:
        text = plan.text_of(document)
        if text is None:
            return ""
        return f"{text.href}#{address}" if address else text.href

    def name(document: Document) -> str:
        text = plan.text_of(document)
        return text.cited.title if text else document.path.stem

    return Frame(say, entry, passage, name)


def _address(view: View) -> str:
    """The address of the page with the whole table of a view."""
    return f"{view.title}.html"


def _section(view: View, words: Mapping[str, str]) -> etree._Element:
    """A heading, the sentence, the picture, what it leaves out, and the table behind a word."""
    section = etree.Element("section", {"id": view.title, "class": "overview"})
    etree.SubElement(section, "h2").text = words[view.title]
    etree.SubElement(section, "p").text = view.sentence
    picture = etree.SubElement(section, "div", _REGION)
    picture.set("aria-label", words[view.title])
    picture.append(view.svg)
    etree.SubElement(section, "p", {"class": "view-note"}).text = view.note
    details = etree.SubElement(section, "details")
    etree.SubElement(details, "summary").text = words["table"]
    if len(view.rows) > _ROWS:
        part = etree.SubElement(details, "p", {"class": "view-note"})
        part.text = words["view-first-rows"].format(number=_ROWS, all=len(view.rows)) + " "
        etree.SubElement(part, "a", {"href": _address(view)}).text = words["view-all-rows"]
    details.append(_framed(view, view.rows[:_ROWS], words))
    return section


def _whole(view: View, words: Mapping[str, str]) -> list[etree._Element]:
    """A way back to the picture, the sentence, and the whole table."""
    back = etree.Element("p", {"class": "more"})
    etree.SubElement(back, "a", {"href": f"{VIEWS}#{view.title}"}).text = words[view.title]
    sentence = etree.Element("p")
    sentence.text = view.sentence
    section = etree.Element("section", {"class": "overview"})
    section.append(_framed(view, view.rows, words))
    return [sentence, back, section]


def _framed(view: View, rows: Iterable[tuple[Cell, ...]], words: Mapping[str, str]) -> etree._Element:
    frame = etree.Element("div", _REGION)
    frame.set("aria-label", f"{words['table']}: {words[view.title]}")
    frame.append(_table(view.header, rows))
    return frame


def _table(header: Iterable[str], rows: Iterable[tuple[Cell, ...]]) -> etree._Element:
    table = etree.Element("table", {"class": "sortable"})
    row = etree.SubElement(etree.SubElement(table, "thead"), "tr")
    for words in header:
        etree.SubElement(row, "th", {"scope": "col"}).text = words
    body = etree.SubElement(table, "tbody")
    for cells in rows:
        row = etree.SubElement(body, "tr")
        for index, cell in enumerate(cells):
            element = etree.SubElement(row, "td") if index else etree.SubElement(row, "th", {"scope": "row"})
            if cell.order:
                element.set("data-order", cell.order)
            if cell.href:
                element = etree.SubElement(element, "a", {"href": cell.href})
            element.text = cell.text
    return table
