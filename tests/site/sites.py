"""Sites made for tests, and what their pages link to."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path
from urllib.parse import unquote

from teiproof.exports import Profile, site
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from tests.conftest import PROJECT
from tests.html.page_words import read_page

EDITION = PROJECT / "tei"


def site_of(edition: Edition, language: str | None = None, base: str = "") -> dict[str, bytes]:
    """The files of a site, by their names."""
    profile = Profile(language=language, base=base)
    return {str(path): content for path, content in site.export(edition, profile)}


@cache
def our_site(language: str | None = None) -> dict[str, bytes]:
    """The site of the edition in this project."""
    return site_of(Edition.open([EDITION]), language)


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
