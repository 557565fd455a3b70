"""Slips that encoders make in pointers and addresses, and what is meant by them."""

import re
from collections.abc import Container, Iterable

_SIGNS = re.compile(r"[,;#\s]+")
_NO_COLON = re.compile(r"(?i)(https?)[^a-z0-9:]{2,3}(?=[a-z0-9])")
_OF_THE_WEB = re.compile(
    r"(?i)www\.[a-z0-9-]+\.|[a-z0-9-]+(?:\.[a-z0-9-]+)*\.(?:com|edu|eu|gov|info|net|org|at|ch|de|fr|it|uk)(?:/|$)"
)
_DOI = re.compile(r"10\.[0-9]{4,9}/\S+")
_MAIL = re.compile(r"[^\s@/#:]+@[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+")
_SLASHES = re.compile(r"(?i)(https?):(?!//[^/\\:])[/\\]*")
_NO_HOST = re.compile(r"(?i)https?:/*(#.+)")  # a pointer within the document, behind what is too much
_USUAL = re.compile(r"https?://(?!http)[^/\\:#]")  # as nearly every address begins
_TWICE = re.compile(r"(?i)https?:[/\\]*(?=https?:/)")


def pointers_meant(uri: str, identifiers: Container[str]) -> str:
    """The pointers that one which names no identifier (`#a,#b`, `##a`, `#a#b`) is meant to be; or nothing."""
    parts = [part for part in _SIGNS.split(uri) if part]
    if not uri.startswith("#") or not parts or not all(part in identifiers for part in parts):
        return ""
    meant = " ".join(f"#{part}" for part in parts)
    return "" if meant == uri else meant


def address_meant(uri: str) -> str:
    """The address meant by what has no scheme (`www.example.org`, `http//...`, `10.1000/182`); or nothing."""
    if match := _NO_COLON.match(uri):
        return f"{match[1].lower()}://{uri[match.end() :]}"
    if _DOI.fullmatch(uri):
        return f"https://doi.org/{uri}"
    if _MAIL.fullmatch(uri):
        return f"mailto:{uri}"
    return f"https://{uri}" if _OF_THE_WEB.match(uri) else ""


def repaired_address(uri: str) -> str:
    """An address of the web whose scheme is written twice or has other signs than :// after it, as it is meant;
    or nothing."""
    if _USUAL.match(uri):
        return ""
    if match := _NO_HOST.fullmatch(uri):
        return match[1]
    repaired = _TWICE.sub("", uri, count=1)
    if match := _SLASHES.match(repaired):
        repaired = f"{match[1].lower()}://{repaired[match.end() :]}"
    return repaired if repaired != uri and len(repaired) > len("https://") else ""


def scheme_meant(scheme: str, defined: Iterable[str]) -> str:
    """The prefix or scheme that one nobody knows is likely to be a slip for; or nothing."""
    from difflib import get_close_matches

    likely = get_close_matches(scheme, [*defined, "http", "https"], n=1, cutoff=0.75)
    return likely[0] if likely else ""
