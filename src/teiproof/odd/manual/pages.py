"""The manual of a large schema: a folder of pages, one for each specification.

`index.html` has the prose and what there is, by module; `names.html` all names in one alphabet, those of
attributes too, among which a script finds the one that is typed. Links lead from page to page, and all of it
can be read from a disk, with or without the script.
"""

from collections.abc import Iterable, Iterator
from itertools import groupby
from pathlib import PurePosixPath

from lxml import etree

from teiproof.odd.documentation import Documentation, Said
from teiproof.odd.flattened import Flattened
from teiproof.odd.manual.elements import Addresses, append, links_to, made
from teiproof.odd.manual.frame import asset, heading, page, policy, style, title
from teiproof.odd.manual.prose import guide
from teiproof.odd.manual.sections import section
from teiproof.odd.manual.words import words_for
from teiproof.odd.reachability import used
from teiproof.odd.specifications import Specifications, SpecView

_INDEX, _NAMES, _STYLE, _SCRIPT = "index.html", "names.html", "manual.css", "manual.js"
_KINDS = (
    ("model class", "model-classes"),
    ("attribute class", "attribute-classes"),
    ("macro", "macros"),
    ("datatype", "datatypes"),
)


def pages(schema: Flattened) -> Iterator[tuple[PurePosixPath, bytes]]:
    """The files of a manual by their names."""
    for name, content in _Manual(used(schema)).files():
        yield PurePosixPath(name), content


class _Manual:
    def __init__(self, schema: Flattened) -> None:
        views = Specifications(schema)
        self._schema = schema
        self._words = words_for(schema)
        self._title = title(schema, self._words)
        self._addresses = Addresses(schema, has_pages=True)
        self._elements = list(views.elements())
        self._others = [*views.classes(), *views.macros()]

    def files(self) -> Iterator[tuple[str, bytes]]:
        """Every file, the index first."""
        yield _INDEX, self._page(self._title, self._index(), is_index=True)
        yield _NAMES, self._page(self._words("names"), self._names(), has_script=True)
        yield _STYLE, style().encode()
        yield _SCRIPT, asset(_SCRIPT)
        views = [*self._elements, *self._others]
        for before, view, after in zip([None, *views], views, [*views[1:], None], strict=False):
            shown = f"<{view.name}>" if view.kind == "element" else view.ident
            content = [section(view, self._addresses, self._words, 1), self._neighbours(before, after)]
            yield self._addresses.page(view.ident), self._page(shown, content)

    def _page(
        self, name: str, content: list[etree._Element], is_index: bool = False, has_script: bool = False
    ) -> bytes:
        head = [made("link", {"rel": "stylesheet", "href": _STYLE})]
        if has_script:
            head.append(made("script", {"src": _SCRIPT, "defer": "defer"}))
        places = made(
            "p", {}, made("span", {}, self._title) if is_index else made("a", {"href": _INDEX}, self._title)
        )
        if not has_script:
            places.append(made("a", {"href": _NAMES}, self._words("names")))
        body = [made("header", {"class": "masthead manual-places"}, places), made("main", {}, *content)]
        full = name if is_index else f"{name} · {self._title}"
        allowed = policy("'self' file:", "'self' file:" if has_script else "'none'")
        return page(full, self._words.language, allowed, head, body)

    def _neighbours(self, before: SpecView | None, after: SpecView | None) -> etree._Element:
        """Links to the pages before and after one."""
        line = made("p", {"class": "manual-neighbours"})
        for mark, view in (("← ", before), (" → ", after)):
            if view is not None:
                append(line, mark)
                line.append(self._addresses.link(view.ident))
        return made("nav", {"aria-label": self._words("neighbours")}, line)

    def _index(self) -> list[etree._Element]:
        """Contents, prose, and lists of everything with what it is for."""
        prose = guide(self._schema.node, self._addresses, [*self._elements, *self._others], self._words)
        lists = [*self._modules(), *self._of_kinds()]
        contents = made("ul", {}, *(made("li", {}, link) for link in links_to([*prose, *lists])))
        nav = made("nav", {"class": "manual-contents", "aria-label": self._words.shared("contents")}, contents)
        return [heading(self._schema, self._title, self._words), nav, *prose, *lists]

    def _modules(self) -> Iterator[etree._Element]:
        """A list of the elements of each module."""
        documentation = Documentation(self._schema.languages)
        by_module = sorted(self._elements, key=lambda view: view.module)  # in a module the order stays
        for module, views in groupby(by_module, key=lambda view: view.module):
            node = self._schema.modules.get(module)
            description = Said("") if node is None else documentation.text((node,), "desc")
            name = self._words("elements-of", module=module) if module else self._words("elements")
            yield self._list(f"module.{module}" if module else "elements", name, views, description)

    def _of_kinds(self) -> Iterator[etree._Element]:
        for kind, name in _KINDS:
            views = [view for view in self._others if view.kind == kind]
            if views:
                yield self._list(kind.replace(" ", "-"), self._words(name), views, Said(""))

    def _list(self, identifier: str, name: str, views: Iterable[SpecView], description: Said) -> etree._Element:
        listed = made("dl", {"class": "summary"})
        for view in views:
            shown = view.name if view.kind == "element" else view.ident
            listed.append(made("dt", {}, self._addresses.link(view.ident, shown)))
            listed.append(self._words.said("dd", {}, view.description or view.gloss or Said("—", "")))
        whole = made("section", {"id": identifier, "class": "specifications"}, made("h2", {}, name))
        if description:
            whole.append(self._words.said("p", {}, description))
        whole.append(listed)
        return whole

    def _names(self) -> list[etree._Element]:
        """All names: of an attribute where it is declared."""
        names = made("ul", {"class": "names", "id": "names"})
        attributes: dict[str, list[str]] = {}
        found: list[tuple[str, etree._Element]] = []
        for view in (*self._elements, *self._others):
            name = view.name if view.kind == "element" else view.ident
            shown = f"<{name}>" if view.kind == "element" else name
            entry = made("li", {}, self._addresses.link(view.ident, shown))
            if view.gloss:
                append(entry, " ")
                entry.append(self._words.said("span", {"class": "gloss"}, view.gloss))
            found.append((name, entry))
            for attribute in view.attributes:
                if attribute.origin in ("", view.ident) or attribute.is_changed:
                    attributes.setdefault(attribute.name, []).append(view.ident)
        of = f" {self._words('of')} "
        for name, idents in attributes.items():
            entry = made("li", {}, made("code", {}, f"@{name}"), of, *self._addresses.links(idents))
            found.append((name, entry))
        names.extend(entry for _, entry in sorted(found, key=lambda pair: (pair[0].lower(), pair[0])))
        field = made("input", {"type": "search", "id": "wanted", "autocomplete": "off", "spellcheck": "false"})
        label = made("label", {"for": "wanted"}, self._words("find"))
        found_text = self._words("found", number="%")
        status = made("span", {"role": "status", "id": "found", "data-text": found_text})
        form = made("p", {"class": "manual-search", "id": "manual-search", "hidden": "hidden"})
        form.extend([label, field, status])
        label.tail = field.tail = " "
        return [made("h1", {}, self._words("names")), form, names]
