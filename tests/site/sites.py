"""Sites made for tests, and what their pages link to."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path, PurePosixPath
from urllib.parse import unquote

from teiproof import search
from teiproof.exports import Files, Profile, site
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from tests.conftest import PROJECT
from tests.html.page_words import read_page

EDITION = PROJECT / "tei"


OF_TEXTS = {
    "text": ".txt", "annotations": ".annotations.json", "bibtex": ".bib", "csl-json": ".json", "docx": ".docx",
    "epub": ".epub", "html": ".html", "iob": ".iob.tsv", "latex": ".tex", "markdown": ".md", "odt": ".odt",
    "pandoc": ".pandoc.json", "tei": ".xml", "pdf": ".pdf", "ris": ".ris", "sentences": ".sentences.jsonl",
    "tokens": ".tokens.jsonl", "tei-lite": ".xml", "ours": ".ours",
}  # fmt: skip
"""The suffixes of formats of which each text has a file; “ours” is one that the site does not know."""
OF_EDITIONS = {
    "tei": ("register.xml",), "tei-lite": ("register.xml", "register.changes.tsv"),
    "bibtex": ("register.bib",), "ris": ("register.ris",), "csl-json": ("register.json",),
    "beacon": ("beacon-gnd.txt", "beacon-viaf.txt"), "cmif": ("cmif.xml",), "geojson": ("places.geojson",),
    "csv": ("mentions.csv", "entities.csv", "notes.csv"), "jsonld": ("edition.jsonld",),
    "turtle": ("edition.ttl",), "ro-crate": ("edition.crate.zip",), "epub-edition": ("edition.epub",),
    "dts": ("index.json", "collection.json", "navigation/the-end-of-henry-yagoda;down=1.json"),
}  # fmt: skip
"""The files of formats that are of an edition as a whole."""


def made() -> dict[str, Files]:
    """Files of all formats, with nothing in them: of a file that a site offers it looks at the name alone."""
    texts = ("proofs-comrade-executioner", "the-end-of-henry-yagoda")
    names = {format_: [f"{text}{suffix}" for text in texts] for format_, suffix in OF_TEXTS.items()}
    for format_, files in OF_EDITIONS.items():
        names.setdefault(format_, []).extend(files)
    names["tei-lite"].append("the-end-of-henry-yagoda.changes.tsv")
    return {format_: [(PurePosixPath(name), b"") for name in files] for format_, files in names.items()}


def site_of(edition: Edition, language: str | None = None, base: str = "") -> dict[str, bytes]:
    """The files of a site, by their names."""
    profile = Profile(language=language, base=base)
    return {str(path): content for path, content in site.export(edition, profile)}


def our_site(language: str | None = None) -> dict[str, bytes]:
    """The site of the edition in this project; made once with the search, and once without."""
    return _our_site(language, search.is_available())


@cache
def _our_site(language: str | None, _: bool) -> dict[str, bytes]:
    return site_of(Edition.open([EDITION]), language)


def full_site(language: str | None = None) -> dict[str, bytes]:
    """The same with all that a site can offer."""
    return _full_site(language, search.is_available())


@cache
def _full_site(language: str | None, _: bool) -> dict[str, bytes]:
    profile = Profile(language=language, made=made())
    return {str(path): content for path, content in site.export(Edition.open([EDITION]), profile)}


def site_of_text(text: str, name: str = "a.xml") -> dict[str, bytes]:
    """The site of one document."""
    return site_of(Edition([Document(Path(name), text.encode())]))


def pages(files: dict[str, bytes]) -> dict[str, bytes]:
    """The pages among the files."""
    return {name: content for name, content in files.items() if name.endswith(".html")}


def broken_links(files: dict[str, bytes]) -> Iterable[str]:
    """The links of all pages that lead to no file or no place of the site."""
    read = {name: read_page(content) for name, content in pages(files).items()}
    places = {name: set(page.identifiers) for name, page in read.items()}
    for name, page in read.items():
        targets = [
            *page.links,
            *(attributes["src"] for _, attributes in page.start_tags if "src" in attributes),
        ]
        for link in targets:
            if link.startswith(("http:", "https:", "mailto:")):
                continue
            file, _, fragment = link.partition("#")
            target = unquote(file) or name
            if target not in files or (fragment and unquote(fragment) not in places.get(target, ())):
                yield f"{name}: {link}"
