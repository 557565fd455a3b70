"""What time an element names by its attributes (Guidelines 14.4, att.datable.w3c and att.datable.iso)."""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from teiproof.model.calendar import Span, read_iso, read_w3c

if TYPE_CHECKING:
    from lxml import etree

_DAYS = 146_097 * 86_400  # seconds in 400 years of the Gregorian calendar

_BEGINS = ("from", "notBefore")
_ENDS = ("to", "notAfter")


class Dating(NamedTuple):
    """A time: how it is written, and its first and last second as in `calendar.Span`; None where it is open."""

    text: str
    first: int | None
    last: int | None


def dating(element: etree._Element) -> Dating | None:
    """The time of an element; None if its attributes say nothing of it, or nothing that can be read.

    `from` and `to` go before `notBefore` and `notAfter`.
    """
    when = span_of(element, "when")
    if when:
        return Dating(_text(element, "when"), when.first, when.last)
    begin = next((name for name in _BEGINS if span_of(element, name)), _BEGINS[0])
    end = next((name for name in _ENDS if span_of(element, name)), _ENDS[0])
    first, last = span_of(element, begin), span_of(element, end)
    if first is None and last is None:
        return None
    text = f"{_text(element, begin)} – {_text(element, end)}".strip()
    return Dating(text, first.first if first else None, last.last if last else None)


def value_of(element: etree._Element) -> str:
    """What an element says of its time, as it is written: 1936-08-25, or 1936/1937, of which one may lack."""
    when, first, last = (
        next((value.strip() for name in names if (value := element.get(name))), "")
        for names in (("when",), _BEGINS, _ENDS)
    )
    return when or (f"{first}/{last}" if first or last else "")


def year_of(second: int) -> float:
    """A second of `calendar.Span` as a year of astronomers and a part of it, such as 1936.5."""
    return second / _DAYS * 400


def _text(element: etree._Element, name: str) -> str:
    return (element.get(name) or element.get(f"{name}-iso") or "").strip()


def span_of(element: etree._Element, name: str) -> Span | None:
    """What a dating attribute covers, in the form of the W3C or, with -iso, of ISO; None if not read."""
    value, iso = element.get(name, "").strip(), element.get(f"{name}-iso", "").strip()
    try:
        return read_w3c(value) if value else read_iso(iso) if iso else None
    except ValueError:
        return None
