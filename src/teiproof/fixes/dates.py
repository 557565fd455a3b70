"""Writes dates in W3C's form (att.datable.w3c) that lack a zero or have a dash for a hyphen: 1936-8-25 becomes
1936-08-25. What has another order (25.8.1936) is left alone."""

import re
from collections.abc import Iterator

from teiproof.fixes import READING, Draft, Edit, Repair
from teiproof.model.calendar import read_w3c
from teiproof.model.edition import Edition
from teiproof.model.elements import is_tei, name_of

KEEPS = READING

_ATTRIBUTES = ("when", "notBefore", "notAfter", "from", "to")
_PAGES = frozenset(["biblScope", "citedRange", "locus"])
"""Elements on which @from and @to are places in a book."""

_DATE = re.compile(r"(-?[0-9]{4})([-‐‑‒–—−])([0-9]{1,2})(?:[-‐‑‒–—−]([0-9]{1,2}))?")


def fix(draft: Draft, edition: Edition) -> Iterator[Repair]:
    """Dates whose year, month and day are beyond doubt, and whose form is not."""
    del edition  # a document's dates are its own
    for name in _ATTRIBUTES:
        for element, value in draft.attributes.get(name, ()):
            date = _repaired(value)
            if date is None or not is_tei(element) or name_of(element) in _PAGES:
                continue
            attribute = draft.attribute(element, name)
            if attribute is not None:
                edit = Edit(attribute.offset, attribute.offset + len(value), date)
                yield Repair((edit,), f"@{name} has month and day with two digits, after hyphens")


def _repaired(value: str) -> str | None:
    match = _DATE.fullmatch(value)
    if match is None:
        return None
    year, _, month, day = match.groups()
    date = f"{year}-{int(month):02}" + (f"-{int(day):02}" if day else "")
    try:
        read_w3c(date)
    except ValueError:
        return None
    return date if date != value else None
