"""Identifiers of authority files and of publications: their forms, check digits, and how they stand in URIs.

Wikidata, VIAF, GND (d-nb.info), ISNI (ISO 27729), ORCID, GeoNames, ISBN (ISO 2108), ISSN (ISO 3297), DOI (ISO
26324), ARK (draft-kunze-ark).
"""

import re
from collections.abc import Callable
from functools import cache, lru_cache
from typing import NamedTuple


class Kind(NamedTuple):
    """A kind of identifier.

    `form` is the regular expression of an identifier without spaces (and without hyphens, if
    `has_free_hyphens`); `rule` says it in words. `expected` gives the check digits of which one must stand
    at the end.
    """

    name: str
    form: str
    rule: str
    example: str
    expected: Callable[[str], tuple[str, ...]] | None = None
    has_free_hyphens: bool = False


class WrongFormError(ValueError):
    """An identifier is not made as its kind is."""


class WrongCheckDigitError(ValueError):
    """An identifier is well made, but its digits contradict its check digit."""


def _digit(number: int) -> str:
    return "X" if number == 10 else str(number)


def _gnd(number: str) -> tuple[str, ...]:
    """Weights 2, 3, ... from the right, modulo 11.

    A number with a hyphen may be one of the former SWD or GKD, which took the remainder itself.
    """
    digits = number[:-1].rstrip("-")
    remainder = sum(weight * int(digit) for weight, digit in enumerate(reversed(digits), 2)) % 11
    usual = _digit(-remainder % 11)
    return (usual, _digit(remainder)) if "-" in number else (usual,)


def _isni(number: str) -> tuple[str, ...]:
    """ISO 7064, MOD 11-2."""
    total = 0
    for digit in number[:-1].replace("-", ""):
        total = (total + int(digit)) * 2
    return (_digit((12 - total % 11) % 11),)


def _isbn(number: str) -> tuple[str, ...]:
    if len(number) == 10:
        return (
            _digit(
                -sum(weight * int(digit) for weight, digit in zip(range(10, 1, -1), number, strict=False)) % 11
            ),
        )
    return (str(-sum((1, 3)[place % 2] * int(digit) for place, digit in enumerate(number[:-1])) % 10),)


def _issn(number: str) -> tuple[str, ...]:
    return (
        _digit(-sum(weight * int(digit) for weight, digit in zip(range(8, 1, -1), number, strict=False)) % 11),
    )


KINDS = {
    kind.name: kind
    for kind in (
        Kind("Wikidata", r"[QPL][1-9][0-9]*(?:-[SF][1-9][0-9]*)?", "Q and a number", "Q180981"),
        Kind("VIAF", r"[1-9][0-9]{1,21}", "digits only", "22137425"),
        Kind(
            "GND",
            r"[0-9]{8,9}[0-9X]|[1-9][0-9]{0,8}-[0-9X]",
            "9 or 10 digits, or a hyphen before the last; the last may be X",
            "118540238",
            _gnd,
        ),
        Kind(
            "ISNI", r"[0-9]{15}[0-9X]", "16 digits, of which the last may be X", "0000 0001 2103 2683",
            _isni, True,
        ),
        Kind(
            "ORCID",
            r"[0-9]{4}-[0-9]{4}-[0-9]{4}-[0-9]{3}[0-9X]",
            "four groups of four digits with hyphens, of which the last digit may be X",
            "0000-0002-1825-0097",
            _isni,
        ),
        Kind("GeoNames", r"[1-9][0-9]*", "digits only", "524901"),
        Kind(
            "ISBN", r"97[89][0-9]{10}|[0-9]{9}[0-9X]", "13 digits from 978 or 979, or 10", "978-3-16-148410-0",
            _isbn, True,
        ),
        Kind("ISSN", r"[0-9]{7}[0-9X]", "twice four digits, the last may be X", "0378-5955", _issn, True),
        Kind("DOI", r"10\.[0-9]{4,9}(?:\.[0-9]+)*/\S+", "10., a number, a slash and a name", "10.1000/182"),
        Kind(
            "ARK", r"(?:ark:/?)?[0-9b-df-hj-np-tv-xz]{5,}/\S+", "ark:, five digits or more, a slash and a name",
            "ark:/12148/btv1b8449691v",
        ),
    )
}  # fmt: skip

_TYPES = {
    "wikidata": "Wikidata", "wikidataid": "Wikidata", "wd": "Wikidata", "qid": "Wikidata",
    "viaf": "VIAF", "viafid": "VIAF",
    "gnd": "GND", "gndid": "GND", "gndnumber": "GND", "pnd": "GND", "dnb": "GND",
    "isni": "ISNI", "orcid": "ORCID", "orcidid": "ORCID",
    "geonames": "GeoNames", "geonamesid": "GeoNames", "geoname": "GeoNames",
    "isbn": "ISBN", "isbn10": "ISBN", "isbn13": "ISBN", "eisbn": "ISBN", "pisbn": "ISBN",
    "issn": "ISSN", "eissn": "ISSN", "pissn": "ISSN", "issnl": "ISSN",
    "doi": "DOI", "ark": "ARK",
}  # fmt: skip
"""How encoders write the kinds in @type, in small letters without punctuation."""

# What identifiers look like within a URI; an empty name is found, too, and a page that is no entry is not.
_IN_URIS = (
    (
        "Wikidata",
        r"wikidata\.org/(?:wiki|entity)/(?:Special:EntityPage/)?((?:[A-Za-z]?[0-9][^/?#:\s]*)?)(?=[/?#\s]|$)",
    ),
    ("VIAF", r"viaf\.org/viaf/((?![A-Za-z])[^/?#|\s]*)(?=[/?#\s]|$)"),
    ("GND", r"(?:d-nb\.info|lobid\.org)/gnd/((?!search)[^/?#.\s]*)"),
    ("ISNI", r"isni\.org/(?:isni/)?((?=[0-9])[^/?#\s]*)"),
    ("ORCID", r"orcid\.org/((?=[0-9])[^/?#\s]*|(?![a-z])$)"),
    ("GeoNames", r"(?://|sws\.|www\.)geonames\.org/((?=[0-9])[^/?#\s]*|(?![a-z])$)"),
    ("DOI", r"(?:doi\.org/|^(?:info:)?doi[:/])((?!api/|the-identifier)[^?#\s]*)"),
    ("ARK", r"(?:^|/)(ark:[^?#\s]*)"),
    ("ISBN", r"^urn:isbn:([^?#\s]*)"),
    ("ISSN", r"^urn:issn:([^?#\s]*)"),
)

# Most addresses are of none of them.
_AUTHORITIES = r"(?i:wikidata|viaf|/gnd/|isni|orcid|geonames|doi|ark:|urn:is)"

_PREFIX = r"([A-Za-z]+):([^/\s]\S*)"
_PREFIXES = {
    "gnd": "GND", "pnd": "GND", "viaf": "VIAF", "wikidata": "Wikidata", "wd": "Wikidata",
    "geonames": "GeoNames", "orcid": "ORCID", "isni": "ISNI",
}  # fmt: skip
_LABEL = r"(?i:\(DE-588\)|(?:ISBN|ISSN|GND|PND|ISNI|ORCID|VIAF|DOI|Wikidata|WD|GeoNames)(?:-1[03]|-L)?\b[\s:]*)"
_REMARK = r"\s*\([^()]*\)\s*$"


_NUMBERS = {
    "ISBN": r"(?<![0-9X‐‑–-])(?:97[89][\s‐‑–-]?)?(?:[0-9][\s‐‑–-]?){9}[0-9Xx](?![0-9‐‑–-])",
    "ISSN": r"(?<![0-9X‐‑–-])[0-9]{4}[\s‐‑–-]?[0-9]{3}[0-9Xx](?![0-9‐‑–-])",
}


def kind_of(type_: str) -> str | None:
    """The name of the kind of identifier which a @type of idno means; None if it is no kind that is known."""
    return _TYPES.get(re.sub(r"[^a-z0-9]", "", type_.lower()))


def in_text(name: str, text: str) -> tuple[str, ...]:
    """The identifiers of a kind in a text, where several book or serial numbers may stand, with remarks."""
    if name in _NUMBERS:
        return tuple(match.group() for match in re.finditer(_NUMBERS[name], text)) or (text,)
    return (text,)


@lru_cache(maxsize=4096)
def judge(name: str, text: str) -> None:
    """Judge an identifier of a kind, as it is written in a text: labels, remarks and spaces count for nothing.

    Raises WrongFormError, whose message shows a valid one, or WrongCheckDigitError.
    """
    kind = KINDS[name]
    value = re.sub(_REMARK, "", re.sub(_LABEL, "", text.strip(), count=1)).strip()
    number = re.sub(r"[\s‐‑–-]" if kind.has_free_hyphens else r"\s", "", value)
    if kind.expected and number.endswith("x"):
        number = f"{number[:-1]}X"
    if not re.fullmatch(kind.form, number):
        if not number:
            raise WrongFormError(
                f"the {name} identifier is missing: write {kind.rule}, for instance {kind.example}"
            )
        raise WrongFormError(
            f"“{text}” is not a valid {name} identifier: that is {kind.rule}, for instance {kind.example}"
        )
    if kind.expected:
        expected = kind.expected(number)
        if number[-1] not in expected:
            raise WrongCheckDigitError(
                f"“{text}” is not a valid {name} identifier: its check digit is {number[-1]}, but the digits "
                f"before it need {expected[0]}. Some digit is wrong, or two are exchanged: look it up again"
            )


@lru_cache(maxsize=8192)
def in_uri(uri: str) -> tuple[str, str] | None:
    """The kind and the text of the identifier in a URI; None if it is of no authority that is known."""
    if not re.search(_AUTHORITIES, uri):
        return None
    for name, pattern in _patterns():
        if match := pattern.search(uri):
            return name, _decoded(match[1]).rstrip(".,;")
    return None


def prefixed(value: str) -> tuple[str, str, str] | None:
    """Prefix, kind and text of an identifier written with a prefix (gnd:118540238); None if it is not so."""
    match = re.fullmatch(_PREFIX, value)
    name = _PREFIXES.get(match[1].lower()) if match else None
    return (match[1], name, match[2]) if match and name else None


@cache
def _patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((name, re.compile(pattern, re.IGNORECASE)) for name, pattern in _IN_URIS)


def _decoded(text: str) -> str:
    if "%" not in text:
        return text
    from urllib.parse import unquote

    return unquote(text)
