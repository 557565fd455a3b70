"""Times as linked data: EDTF (ISO 8601-2, https://www.loc.gov/standards/datetime/), XML Schema datatypes, and
their outermost seconds.

Days are those of the Gregorian calendar; the year before 0001 is 0000, as in XML Schema 1.1 and in EDTF.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from typing import TYPE_CHECKING, NamedTuple

from teiproof.linked.terms import Literal
from teiproof.model.calendar import Span
from teiproof.model.dating import span_of

if TYPE_CHECKING:
    from lxml import etree

_DAY = 86_400
_CYCLE = 146_097  # days in 400 years
_YEAR_0001 = 366  # days before it, the year 0000 being a leap year

_MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:Z|[+-]\d\d:\d\d)?")
_DATE = re.compile(r"\d{4}(?:-\d\d){0,2}(?![\d:])")
_TYPES = ((r"-?\d{4}", "xsd:gYear"), (r"-?\d{4}-\d\d", "xsd:gYearMonth"), (r"-?\d{4}-\d\d-\d\d", "xsd:date"))
_UNSURE = ("low", "unknown")


class Time(NamedTuple):
    """A time: `edtf` says all of it, `start` and `end` what is known of its two sides, also in EDTF.

    `first` and `last` are its outermost seconds as xsd:dateTime; empty where it is open.
    """

    edtf: str
    start: str
    end: str
    first: str
    last: str


def time_of(element: etree._Element) -> Time | None:
    """The time that an element names by its attributes (att.datable); None if there is none that can be read.

    `@notBefore` and `@notAfter` become one of a set, `[1895..1897]`; `@from` and `@to` an interval, of which a
    side that is not given is unknown, `1931/`. What has a low `@cert` is uncertain, `1895?`.
    """
    when = span_of(element, "when")
    if when:
        text = _written(when, element.get("when", "").strip()) + _doubt(element)
        return Time(text, text, text, _second(when.first, when), _second(when.last, when))
    spans = {name: span_of(element, name) for name in ("from", "to", "notBefore", "notAfter")}
    days = {name: _side(name, span, element.get(name, "").strip()) for name, span in spans.items() if span}
    first, last = spans["from"] or spans["notBefore"], spans["to"] or spans["notAfter"]
    if (first is None and last is None) or (first and last and first.is_after(last)):
        return None
    if spans["from"] or spans["to"]:
        start, end = days.get("from", ""), days.get("to", "")
        text = f"{start}/{end}"
    else:
        start = end = text = _one_of(days, first, last) + (_doubt(element) if first == last else "")
    return Time(
        text, start, end, _second(first.first, first) if first else "", _second(last.last, last) if last else ""
    )


def date_literal(edtf: str) -> Literal | None:
    """A time in the datatype of XML Schema that holds it, or else of EDTF; None for an empty one."""
    if not edtf:
        return None
    datatype = next((name for form, name in _TYPES if re.fullmatch(form, edtf)), "edtf:EDTF")
    return Literal(edtf, datatype)


def _doubt(element: etree._Element) -> str:
    return "?" if element.get("cert") in _UNSURE else ""


def _one_of(days: Mapping[str, str], first: Span | None, last: Span | None) -> str:
    """One of a set that is given by its limits, which have to be of one precision."""
    start, end = days.get("notBefore", ""), days.get("notAfter", "")
    if start == end:
        return start
    if first and last and len(start) != len(end):
        start, end = _in_edtf(_day(first.first // _DAY)), _in_edtf(_day(last.last // _DAY))
    return f"[{start}..{end}]"


def _written(span: Span, text: str) -> str:
    """A time as EDTF has it: a moment, day, month or year, or the first and last day of something else."""
    return text if _MOMENT.fullmatch(text) else _date(span, text)


def _side(name: str, span: Span, text: str) -> str:
    """One side of an interval or set: of what is itself an interval, such as a week, the outer day."""
    start, _, end = _date(span, text).partition("/")
    return end if end and name in ("to", "notAfter") else start


def _date(span: Span, text: str) -> str:
    match = _DATE.match(text)
    if match and span.is_zoned:
        return match[0]  # the day there, which may be another than in UTC
    first, last = span.first // _DAY, span.last // _DAY
    if first == last:
        return _in_edtf(_day(first))
    start, end, after = _day(first), _day(last), _day(last + 1)
    if start.endswith("-01-01") and end.endswith("-12-31") and start[:-6] == end[:-6]:
        return _in_edtf(start[:-6])
    if start.endswith("-01") and after.endswith("-01") and start[:-3] == end[:-3]:
        return _in_edtf(start[:-3])
    return f"{_in_edtf(start)}/{_in_edtf(end)}"


def _in_edtf(date: str) -> str:
    """A date as EDTF has it: of a year beyond 9999 it knows no months."""
    match = re.match(r"\d{5,}", date)
    return f"Y{match[0]}" if match else date


def _day(number: int) -> str:
    """A day, counted from the beginning of the year 0000, as year, month and day."""
    cycles, days = divmod(number, _CYCLE)
    if days < _YEAR_0001:  # Python knows no year 0000, but one with the same days 400 years later
        cycles, days = cycles - 1, days + _CYCLE
    found = date.fromordinal(days - _YEAR_0001 + 1)
    year = found.year + 400 * cycles
    sign = "-" if year < 0 else ""
    return f"{sign}{abs(year):04}-{found.month:02}-{found.day:02}"


def _second(second: int, span: Span) -> str:
    """A second, counted from the beginning of the year 0000, as xsd:dateTime."""
    days, rest = divmod(second, _DAY)
    clock = f"{rest // 3600:02}:{rest // 60 % 60:02}:{rest % 60:02}"
    return f"{_day(days)}T{clock}{'Z' if span.is_zoned else ''}"
