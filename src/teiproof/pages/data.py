"""What each kind of page is made of: trees which the stylesheets turn into pages."""

from __future__ import annotations

from base64 import b64encode
from collections.abc import Iterable
from copy import deepcopy
from dataclasses import dataclass
from hashlib import sha256

from lxml import etree

from teiproof.messages import messages
from teiproof.model.addresses import addressed
from teiproof.model.citation import Citation
from teiproof.model.document import Document
from teiproof.model.elements import name_of
from teiproof.model.printing import printed
from teiproof.model.reading import words_of
from teiproof.model.register import KINDS, Entity, EntityKind
from teiproof.model.styles import Piece, styles
from teiproof.names import TEI, XML_ID, XML_LANG, tei
from teiproof.pages import SITE, metadata, site
from teiproof.pages.downloads import Download
from teiproof.pages.downloads import tei as tei_copy
from teiproof.pages.links import Links
from teiproof.pages.plan import LABELS, REGISTERS, Entry, Plan, Text

_LONG = 260  # characters of a description on a card
_SOURCES = 5  # documents whose TEI a register offers: that of more is on the pages of their texts


@dataclass(frozen=True, slots=True)
class Maker:
    """Makes the trees of a site's pages.

    `downloads` are the files of each text, by the name of its page; those of the edition have the name "".
    `extra` are pages besides these, pairs of the name of a message and an address, for the navigation.
    """

    plan: Plan
    links: Links
    downloads: dict[str, list[Download]]
    extra: tuple[tuple[str, str], ...] = ()

    def text(self, text: Text) -> etree._ElementTree:
        """The tree of a text, where all that is cited has an `xml:id`, with the data of its page at its end."""
        document = text.document
        tree = addressed(document)
        if tree is document.tree:
            tree = deepcopy(tree)
        page = self._page("text", text.href, metadata.of_text(text))
        found = self.links.of(document)
        for uri, (href, entry) in found.items():
            link = _add(page, "link", uri=uri, href=href)
            if entry is not None:
                link.set("kind", entry.entity.kind)
        for entry in dict.fromkeys(entry for _, entry in found.values() if entry is not None):
            self._card(page, entry)
        self._cited(page, text)
        tree.getroot().append(page)
        return tree

    def register(self, kind: EntityKind) -> etree._ElementTree:
        """The tree of a register: its entries with their mentions, and the names of all other entries."""
        plan = self.plan
        page = self._page("register", f"{REGISTERS[kind]}.html", title=messages(plan.language)[LABELS[kind]])
        addresses: dict[str, str] = {}
        documents: dict[object, Document] = {}
        for entry in plan.entries.values():
            documents.setdefault(entry.entity.document.path, entry.entity.document)
            if entry.entity.kind != kind:
                stub = etree.SubElement(page, tei("item"), {XML_ID: entry.anchor})
                etree.SubElement(stub, tei("name")).text = entry.entity.name
        for document in documents.values():
            for relation in document.root.iter(tei("relation")):
                copy = deepcopy(relation)
                copy.tail = None
                self.links.moved(document, copy, addresses)
                page.append(copy)
        letter = ""
        entries = plan.register(kind)
        for entry in entries:
            first = next((sign for sign in entry.entity.sort_key if sign.isalnum()), "")
            initial = first.upper() if first.isalpha() else "#"
            if initial != letter:
                _add(page, "letter", name=initial, id=f"letter:{initial if initial != '#' else '0'}")
                letter = initial
            element = _add(page, "entry", anchor=entry.anchor, name=entry.entity.name)
            element.set("date", _date(entry.entity))
            element.append(self._copy(entry, addresses))
            self._mentions(element, entry)
        sources = dict.fromkeys(plan.files[entry.entity.document.path] for entry in entries)
        if len(sources) <= _SOURCES:
            _offer(page, [tei_copy(name, "TEI" if len(sources) == 1 else name) for name in sources])
        _offer(page, self.downloads.get("", ()))
        for written, href in addresses.items():
            _add(page, "link", uri=written, href=href)
        return etree.ElementTree(page)

    def home(self) -> etree._ElementTree:
        """The tree of the first page: what the edition is, and its texts."""
        plan = self.plan
        page = self._page("home", "index.html", metadata.of_edition(plan))
        addresses: dict[str, str] = {}
        for paragraph, document in _distinct(plan, "teiHeader/encodingDesc/projectDesc/*"):
            page.append(self._moved(document, paragraph, addresses))
        for text in plan.texts:
            element = _add(page, "text", href=text.href, title=text.cited.title, lang=text.cited.language)
            element.set("author", "; ".join(name.straight for name in text.cited.authors))
            _fill(element, "source", _source(text))
            _fill(element, "about", _sentence(text.document))
            self._cited(element, text)
        for kind in plan.kinds():
            entries = plan.register(kind)
            _add(page, "register", label=LABELS[kind], href=f"{REGISTERS[kind]}.html", count=str(len(entries)))
        _offer(page, self.downloads.get("", ()))
        for written, href in addresses.items():
            _add(page, "link", uri=written, href=href)
        return etree.ElementTree(page)

    def about(self) -> etree._ElementTree:
        """The tree of the page about the edition: the headers of all documents, an example of the encoding."""
        page = self._page("about", "about.html", title=messages(self.plan.language)["about-edition"])
        addresses: dict[str, str] = {}
        plan = self.plan
        documents = [*(text.document for text in plan.texts), *plan.others]
        seen: set[tuple[str, str]] = set()
        common = len(documents) > 1
        for number, document in enumerate(documents):
            header = document.find("teiHeader")
            if header is None:
                continue
            text = plan.text_of(document)
            part = _add(page, "document", name=plan.files[document.path], href=text.href if text else "")
            part.set("title", text.cited.title if text else _title(document))
            copy = self._moved(document, header, addresses)
            if common:
                _without_repeated(copy, seen, is_first=number == 0)
            part.append(copy)
        example = _example(plan)
        if example is not None:
            _fill(page, "source", example)
        for written, href in addresses.items():
            _add(page, "link", uri=written, href=href)
        return etree.ElementTree(page)

    def cite(self) -> etree._ElementTree:
        """The tree of the page on how to cite."""
        page = self._page("cite", "cite.html", title=messages(self.plan.language)["how-to-cite"])
        for text in self.plan.texts:
            element = _add(page, "text", href=text.href, name=text.name, title=text.cited.title)
            element.set("lang", text.cited.language)
            self._cited(element, text)
            paragraph = _numbered(text.document)
            if paragraph is not None:
                element.set("paragraph", paragraph[0])
                element.set("address", f"{text.href}#{paragraph[1]}")
                _styles(element, text.cited, paragraph[0], "example")
        return etree.ElementTree(page)

    def other(self, kind: str, href: str, title: str) -> etree._ElementTree:
        """The tree of a page of another kind, with nothing in it but its title."""
        return etree.ElementTree(self._page(kind, href, title=title))

    def _page(self, kind: str, href: str, linked_data: str = "", title: str = "") -> etree._Element:
        """The data that every page has: its words, its navigation, what it says to machines."""
        plan = self.plan
        page = etree.Element(site("page"), nsmap={"site": SITE, "tei": TEI})
        page.set("kind", kind)
        page.set("href", href)
        page.set("lang", plan.language)
        page.set("name", metadata.name_of_edition(plan))
        for name, words in messages(plan.language).items():
            _fill(page, "message", words).set("of", name)
        items = [("home", "index.html")]
        items += [(LABELS[kind], f"{REGISTERS[kind]}.html") for kind in plan.kinds()]
        items += [*self.extra, ("about-edition", "about.html"), ("cite", "cite.html")]
        for label, address in items:
            _add(page, "item", label=label, href=address)
        if title:
            page.set("title", title)
        linked_data = linked_data or metadata.of_page(plan, href, title)
        digest = b64encode(sha256(linked_data.encode()).digest()).decode()
        _fill(page, "json", linked_data).set("sha256", digest)
        return page

    def _card(self, page: etree._Element, entry: Entry) -> None:
        entity = entry.entity
        card = _add(page, "card", href=entry.href, kind=entity.kind, name=entity.name)
        life = _life(entity, messages(self.plan.language)["circa"])
        if life:
            card.set("life", life)
        _fill(card, "about", _short(_description(entity)))

    def _cited(self, parent: etree._Element, text: Text) -> None:
        """How a text is cited, and its files."""
        _styles(parent, text.cited, "", "style")
        _offer(parent, self.downloads.get(text.name, ()))

    def _mentions(self, element: etree._Element, entry: Entry) -> None:
        for mention in self.plan.mentions.get(entry.entity.key, ()):
            text = self.plan.text_of(mention.document)
            if text is not None:
                added = _add(element, "mention", href=f"{text.href}#{mention.anchor}", title=text.cited.title)
                added.set("lang", text.cited.language)
                if mention.in_note:
                    added.set("note", "yes")
                _fill(added, "before", mention.before)
                _fill(added, "words", mention.text or entry.entity.name)
                _fill(added, "after", mention.after)
                if not mention.text:
                    added.set("silent", "yes")  # the passage points to the entry without a word for it

    def _copy(self, entry: Entry, addresses: dict[str, str]) -> etree._Element:
        """An entry to be shown: without the entries within it, but with a link to the one that it is within."""
        entity = entry.entity
        copy = self._moved(entity.document, entity.element, addresses)
        copy.set(XML_ID, entry.anchor)
        originals = list(entity.element.iter(*map(tei, KINDS)))
        for original, inner in zip(originals, list(copy.iter(*map(tei, KINDS))), strict=True):
            parent = inner.getparent()
            if inner is not copy and parent is not None and original in self.links.entries:
                parent.remove(inner)
        outer = entity.element.getparent()
        around = self.links.entries.get(outer) if outer is not None else None
        if around is not None:
            note = etree.SubElement(copy, tei("note"), {"type": "within"})
            etree.SubElement(note, tei("ref"), {"target": f"#{around.anchor}"}).text = around.entity.name
            addresses[f"#{around.anchor}"] = around.href
        return copy

    def _moved(self, document: Document, element: etree._Element, addresses: dict[str, str]) -> etree._Element:
        copy = deepcopy(element)
        copy.tail = None
        language = next((a.get(XML_LANG) for a in (element, *element.iterancestors()) if a.get(XML_LANG)), None)
        if language and language.partition("-")[0] != self.plan.language:
            copy.set(XML_LANG, language)
        self.links.moved(document, copy, addresses)
        return copy


def _add(parent: etree._Element, local: str, **attributes: str) -> etree._Element:
    return etree.SubElement(parent, site(local), attributes)


def _offer(parent: etree._Element, downloads: Iterable[Download]) -> None:
    for (use, label, name), href, media_type in downloads:
        _add(parent, "file", use=use, label=label, name=name, href=href, type=media_type)


def _fill(parent: etree._Element, local: str, text: str) -> etree._Element:
    element = etree.SubElement(parent, site(local))
    element.text = text
    return element


def _styles(parent: etree._Element, cited: Citation, paragraph: str, local: str) -> None:
    for name, pieces in styles(cited, paragraph):
        style = _add(parent, local, name=name)
        for piece in pieces:
            _piece(style, piece)


def _piece(style: etree._Element, piece: Piece) -> None:
    element = _fill(style, "piece", piece.text)
    if piece.is_italic:
        element.set("italic", "yes")


def _distinct(plan: Plan, path: str) -> Iterable[tuple[etree._Element, Document]]:
    """Elements of the headers of the texts, each only once though several headers have it."""
    seen: set[str] = set()
    for text in plan.texts:
        for element in text.document.findall(path):
            words = words_of(element)
            if words and words not in seen:
                seen.add(words)
                yield element, text.document


def _without_repeated(header: etree._Element, seen: set[tuple[str, str]], is_first: bool) -> None:
    """Take out of a header what another one has said already."""
    parts = [
        *header.iterfind("{*}encodingDesc/*"),
        *header.iterfind("{*}encodingDesc/{*}editorialDecl/*"),
        *header.iterfind("{*}profileDesc/*"),
        *header.iterfind("{*}fileDesc/{*}publicationStmt/{*}availability/*"),
    ]
    for part in reversed(parts):
        key = (name_of(part), words_of(part))
        parent = part.getparent()
        if key[1] and key in seen and parent is not None and not is_first:
            parent.remove(part)
        seen.add(key)


def _source(text: Text) -> str:
    """“Socialist Appeal, 28 August 1937”, as the source says it."""
    found = printed(text.document)
    when = words_of(found.element) if found else ""
    return ", ".join(part for part in (text.cited.journal, when or text.cited.printed) if part)


def _sentence(document: Document) -> str:
    """A sentence or two on a text: its abstract, or where it comes from."""
    for path in ("teiHeader/profileDesc/abstract", "teiHeader/profileDesc/creation"):
        element = document.find(path)
        words = words_of(element) if element is not None else ""
        if len(words.split()) > 3:
            return words
    return ""


def _title(document: Document) -> str:
    title = document.find("teiHeader/fileDesc/titleStmt/title")
    return (words_of(title) if title is not None else "") or document.path.stem


def _life(entity: Entity, circa: str) -> str:
    """`1883–1938`, from what is sure to be a year, with a word before a year that is not exact."""
    years = []
    for name in ("birth", "death"):
        element = entity.element.find(tei(name))
        value = (
            ""
            if element is None
            else next((element.get(a, "") for a in ("when", "notBefore", "from") if element.get(a)), "")
        )
        year = value[:4] if value[:4].isdigit() else ""
        years.append(f"{circa} {year}" if year and element is not None and not element.get("when") else year)
    return "–".join(years) if any(years) else ""


def _date(entity: Entity) -> str:
    """What to sort an entry by: when it began."""
    for element in (entity.element, *entity.element.iter(tei("birth"), tei("date"))):
        for name in ("when", "from", "notBefore"):
            if element.get(name):
                return element.get(name, "")
    return ""


def _description(entity: Entity) -> str:
    for child in entity.element.iterchildren(tei("note"), tei("desc"), tei("p")):
        if child.get("type") in (None, "description"):
            return words_of(child)
    return ""


def _short(text: str) -> str:
    """The first sentences of a text, as many as a card holds."""
    if len(text) <= _LONG:
        return text
    cut = text[:_LONG]
    end = max(cut.rfind(". "), cut.rfind("; "))
    return cut[: end + 1] if end > _LONG // 3 else cut.rpartition(" ")[0] + " …"


def _numbered(document: Document) -> tuple[str, str] | None:
    """The number and identifier of the first paragraph that has both."""
    for body in document.root.iter(tei("body")):
        for paragraph in body.iter(tei("p")):
            number, identifier = paragraph.get("n"), paragraph.get(XML_ID)
            if number and identifier and name_of(paragraph.getparent()) != "note":
                return number, identifier
    return None


def _example(plan: Plan) -> str | None:
    """The beginning of a paragraph, as it is encoded: one that names somebody."""
    for text in plan.texts:
        for body in text.document.root.iter(tei("body")):
            for paragraph in body.iter(tei("p")):
                if any(name_of(child) in ("persName", "placeName", "orgName", "date") for child in paragraph):
                    return _start_of(paragraph)
    return None


def _start_of(paragraph: etree._Element) -> str:
    """Some lines of the source of a paragraph, without namespaces and the indentation that all lines have."""
    copy = deepcopy(paragraph)
    copy.tail = None
    for note in list(copy.iter(tei("note"))):
        parent, before = note.getparent(), note.getprevious()
        if parent is not None:
            if before is None:
                parent.text = (parent.text or "") + (note.tail or "")
            else:
                before.tail = (before.tail or "") + (note.tail or "")
            parent.remove(note)
    etree.cleanup_namespaces(copy)
    source = etree.tostring(copy, encoding="unicode").replace(f' xmlns="{TEI}"', "")
    lines = [" ".join(line.split()) for line in source.splitlines()]
    kept = [line for line in lines if line][:8]
    return "\n".join([*kept, "…"] if len(lines) > 8 else kept)
