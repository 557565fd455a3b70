"""Finds local copies of what a URI names, by OASIS XML catalogs
(https://www.oasis-open.org/committees/download.php/14809/xml-catalogs.html). Nothing is fetched.

Of the entries those for URIs and for system identifiers are heeded alike: `uri` and `system`, `rewriteURI` and
`rewriteSystem`, `uriSuffix` and `systemSuffix`, `delegateURI` and `delegateSystem`, `nextCatalog`; in `group`s,
under `xml:base`. A `DOCTYPE` of the catalog is not read.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from pathlib import Path
from urllib.parse import unquote, urljoin, urlsplit

from lxml import etree

from teiproof.errors import UnreadableFileError
from teiproof.names import XML_BASE
from teiproof.parsing import UnparsableError, read
from teiproof.parsing.tree import parse

_CATALOG = "{urn:oasis:names:tc:entity:xmlns:xml:catalog}"


def resolve(uri: str, catalogs: Sequence[Path]) -> Path | None:
    """The file to which the first catalog that knows a URI leads; None if none does.

    Raises UnreadableFileError for a catalog that cannot be read or is not well-formed.
    """
    seen: set[Path] = set()
    for catalog in catalogs:
        found = _resolve(uri, catalog.resolve(), seen)
        if found is not None:
            return found
    return None


def _resolve(uri: str, catalog: Path, seen: set[Path]) -> Path | None:
    """One catalog and those it leads to; `seen` keeps catalogs that name each other from going round."""
    if catalog in seen:
        return None
    seen.add(catalog)
    root = _load(catalog)
    match = _exact(root, uri) or _rewritten(root, uri) or _by_suffix(root, uri)
    if match is not None:
        entry, target = match
        return _file(entry, target, catalog)
    for entry, next_catalog in _further(root, uri):
        path = _file(entry, next_catalog, catalog)
        found = _resolve(uri, path, seen) if path is not None else None
        if found is not None:
            return found
    return None


@lru_cache(maxsize=32)
def _load(catalog: Path) -> etree._Element:
    try:
        return parse(read(catalog), str(catalog)).getroot()
    except UnparsableError as error:
        raise UnreadableFileError(f"the catalog cannot be read: {error}") from error


def _entries(root: etree._Element, *names: str) -> Iterator[etree._Element]:
    yield from root.iter(*(f"{_CATALOG}{name}" for name in names))


def _exact(root: etree._Element, uri: str) -> tuple[etree._Element, str] | None:
    for entry in _entries(root, "uri", "system"):
        if uri in (entry.get("name"), entry.get("systemId")):
            return entry, entry.get("uri", "")
    return None


def _rewritten(root: etree._Element, uri: str) -> tuple[etree._Element, str] | None:
    """The longest start of the URI that is to be rewritten (section 7.2.2)."""
    best: tuple[etree._Element, str] | None = None
    longest = 0
    for entry in _entries(root, "rewriteURI", "rewriteSystem"):
        start = entry.get("uriStartString") or entry.get("systemIdStartString") or ""
        if len(start) > longest and uri.startswith(start):
            best, longest = (entry, entry.get("rewritePrefix", "") + uri[len(start) :]), len(start)
    return best


def _by_suffix(root: etree._Element, uri: str) -> tuple[etree._Element, str] | None:
    best: tuple[etree._Element, str] | None = None
    longest = 0
    for entry in _entries(root, "uriSuffix", "systemSuffix"):
        suffix = entry.get("uriSuffix") or entry.get("systemIdSuffix") or ""
        if len(suffix) > longest and uri.endswith(suffix):
            best, longest = (entry, entry.get("uri", "")), len(suffix)
    return best


def _further(root: etree._Element, uri: str) -> Iterator[tuple[etree._Element, str]]:
    """The catalogs to ask next: those to which this URI is delegated, longest start first, then the others."""
    delegates = []
    for entry in _entries(root, "delegateURI", "delegateSystem"):
        start = entry.get("uriStartString") or entry.get("systemIdStartString") or ""
        if start and uri.startswith(start):
            delegates.append((len(start), entry))
    for _, entry in sorted(delegates, key=lambda delegate: -delegate[0]):
        yield entry, entry.get("catalog", "")
    if not delegates:  # section 7.2.2: with delegates, only they are asked
        for entry in _entries(root, "nextCatalog"):
            yield entry, entry.get("catalog", "")


def _file(entry: etree._Element, target: str, catalog: Path) -> Path | None:
    """The local file of a URI in a catalog; None if it is not on this machine's disk, or no URI."""
    bases = [base for node in (entry, *entry.iterancestors()) if (base := node.get(XML_BASE))]
    address = catalog.as_uri()
    try:
        for base in (*reversed(bases), target):
            address = urljoin(address, base)
    except ValueError:
        return None
    return file_of(address)


def file_of(address: str) -> Path | None:
    """The file that a file: URL names on this machine; None for another URL, or for what is none."""
    try:
        parts = urlsplit(address)
    except ValueError:
        return None
    if parts.scheme != "file" or parts.netloc not in ("", "localhost"):
        return None
    return Path(unquote(parts.path))
