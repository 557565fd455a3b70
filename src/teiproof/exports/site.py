"""A site: the edition as web pages to be read, from a folder on a disk or a server, with nothing to install.

index.html is the first page. Each text has a page, with its notes in the margin where there is room; each kind
of entry in the register has one, from A to Z, with every mention in context. about.html says what the headers
say, cite.html how to cite. Copies of the TEI and of the text, and citations for reference managers, lie beside
them. Nothing is fetched from elsewhere; without JavaScript all content is still there.

Beside a schema NAME.rng may lie NAME.compiled.odd (`teiproof schema NAME.odd --to compiled`): then schema.html
is the manual of the schema.

With --base, the URL at which the edition is published, each page says its address there (link rel=canonical,
Open Graph, linked data), and sitemap.xml lists all of them.

The words of the interface are in the language of most texts, or in that of --lang. An element for which the
stylesheets have no rule keeps its text, and is reported; with --strict that is an error.

To change the pages, put a stylesheet of the same name in a folder, name the folder with --xsl, and write only
what differs from the one that it imports (site-text for texts; also -register, -home, -about, -cite):

    <xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
      xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">
      <xsl:import href="teiproof:///xsl/site-text.xsl"/>
      <xsl:template match="tei:supplied" mode="phrase">...</xsl:template>
    </xsl:stylesheet>
"""

from collections.abc import Iterator, Mapping
from importlib.resources import files
from pathlib import Path, PurePosixPath

from lxml import etree

from teiproof import exports, registry, search
from teiproof.errors import SchemaNotFoundError, TransformError
from teiproof.exports import Made, Profile
from teiproof.messages import messages
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.schemas import relaxng_schemas
from teiproof.names import tei
from teiproof.pages import further, metadata
from teiproof.pages.data import Maker
from teiproof.pages.downloads import offer
from teiproof.pages.links import Links, mended
from teiproof.pages.plan import REGISTERS, plan
from teiproof.transform import transform
from teiproof.views import View

MEDIA_TYPE = "text/html"
OPTIONS = ("base", "language", "strict", "stylesheets")
GATHERS = True

_ASSETS = {"site.css": ("page.css", "site.css", "views.css", "search.css"), "site.js": ("site.js",)}
"""The files that pages load, and what they are made of."""
_SCHEMA = "schema.html"


def export(edition: Edition, profile: Profile) -> Iterator[Made]:
    """The files of the site.

    Raises UnparsableError, UnknownNameError for a language without messages, and TransformError, if `strict`,
    for a document with an element that has no rule.
    """
    if profile.language:
        messages(profile.language)
    own = profile.stylesheets
    planned = plan(edition, profile.language, profile.base)
    known = {"base": profile.base}
    made = profile.made or {"text": list(_texts(edition, profile))}
    offered = offer(planned, made)
    seen = further.views(planned)
    extra = [("views", further.VIEWS)] if seen else []
    extra += [("search", further.SEARCH)] if search.is_available() else []
    manual = list(_manual(edition, planned.language))
    extra += [("schema", _SCHEMA)] if manual else []
    maker = Maker(planned, Links(planned), offered.downloads, tuple(extra))
    pages: dict[str, bytes] = {}
    for text in planned.texts:
        result = transform(maker.text(text), "site-text", known, own)
        _report(text.document, result.unhandled, profile)
        pages[text.href] = result.content
    for kind in planned.kinds():
        pages[f"{REGISTERS[kind]}.html"] = transform(maker.register(kind), "site-register", known, own).content
    pages["index.html"] = transform(maker.home(), "site-home", known, own).content
    pages["about.html"] = transform(maker.about(), "site-about", known, own).content
    pages["cite.html"] = transform(maker.cite(), "site-cite", known, own).content
    pages |= _further(maker, seen, known, own)
    if manual:
        page = further.filled(maker.other("schema", _SCHEMA, messages(planned.language)["schema"]), manual)
        pages[_SCHEMA] = transform(page, "site-other", known, own).content
    for name, content in mended(pages).items():
        yield PurePosixPath(name), content
    if profile.base:
        yield PurePosixPath("sitemap.xml"), metadata.sitemap(profile.base, pages)
    for name, parts in _ASSETS.items():
        parts = (*parts, "manual.css") if manual and name == "site.css" else parts
        content = b"\n".join(files("teiproof").joinpath("assets", part).read_bytes() for part in parts)
        yield PurePosixPath(name), content
    yield from offered.files
    if search.is_available():
        yield PurePosixPath("search.js"), files("teiproof").joinpath("assets", "search.js").read_bytes()
        yield from search.index(planned)
    else:
        profile.remark("The site has no search: install teiproof[search] for one.")


def _texts(edition: Edition, profile: Profile) -> Iterator[Made]:
    """The plain text of each document, made while the tree is at hand from which its page is made too."""
    text = registry.load(exports, "text")
    for document in edition.documents:
        yield from text.export_document(document, edition, profile)


def _further(maker: Maker, seen: list[View], known: Mapping[str, str], own: Path | None) -> dict[str, bytes]:
    """The pages besides texts and registers of which there is anything to show."""
    words = messages(maker.plan.language)
    pages = {}
    for href, page in further.view_pages(maker, seen):
        pages[href] = transform(page, "site-other", known, own).content
    if search.is_available():
        form = further.search(maker.plan)
        page = further.filled(maker.other("search", further.SEARCH, words["search"]), form)
        pages[further.SEARCH] = transform(page, "site-search", known, own).content
    return pages


def _manual(edition: Edition, language: str) -> Iterator[etree._Element]:
    """The manual of the first document's schema, if its compiled ODD stands beside it (NAME.compiled.odd)."""
    try:
        schemas = [
            schema for document in edition.documents[:1] for schema in relaxng_schemas(document, edition)
        ]
    except SchemaNotFoundError:  # that is for a check to say
        return
    for schema in schemas[:1]:
        compiled = schema.with_suffix(".compiled.odd")
        if compiled.is_file():
            from teiproof.odd import manual
            from teiproof.odd.compiling import flattened
            from teiproof.odd.manual.words import Words

            yield from manual.content(flattened(compiled, compiled), Words(language))


def _report(document: Document, names: tuple[str, ...], profile: Profile) -> None:
    """Remark on the elements of a document that no rule is for, with the place of the first of each name."""
    for name in names:
        tag = name if name.startswith("{") else tei(name)
        element = document.root if document.root.tag == tag else document.root.find(f".//{tag}")
        place = document.location(element) if isinstance(element, etree._Element) else document.path
        remark = f"{place}: the stylesheet has no rule for <{name.removeprefix('{}')}>; its text is kept"
        if profile.strict:
            raise TransformError(
                f"{remark} without --strict. Correct the name, or its namespace, to one of TEI P5."
            )
        profile.remark(f"{remark}.")
