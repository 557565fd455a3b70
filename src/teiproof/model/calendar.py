"""Dates and durations in attributes: the forms of W3C (att.datable.w3c) and of ISO 8601 (att.datable.iso).

https://tei-c.org/release/doc/tei-p5-doc/en/html/ref-teidata.temporal.w3c.html, ...temporal.iso.html and
...duration.iso.html; XML Schema Part 2, 3.2.6 to 3.2.14. All dates are of the Gregorian calendar. In W3C's form
-0001 is the year before 0001, and there is no year 0000; in ISO's form 0000 is the year before 0001.
"""

import re
from functools import lru_cache
from typing import NamedTuple

_DAY = 86_400
_UNKNOWN_ZONE = 14 * 3600  # seconds by which a time without a zone may lie to either side of UTC

_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334, 365)
_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip

# Compiled when first needed: most documents have dates in W3C's form alone, many have none.
_ZONE = r"(?P<zone>Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
_W3C = (
    r"(?P<year>-?(?:[1-9][0-9]{4,8}|[0-9]{4}))(?:-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2})"
    r"(?:T(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.[0-9]+)?)?)?)?"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)
_RECURRING = (
    r"(?:--(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?|---(?P<monthday>[0-9]{2})"
    r"|(?P<hour>[0-9]{2}):(?P<minute>[0-9]{2}):(?P<second>[0-9]{2})(?:\.[0-9]+)?)"
    r"(?P<zone>Z|[+-][0-9]{2}:[0-9]{2})?"
)
_ISO = (
    r"(?P<year>[+-]?[0-9]{4})(?:"
    r"-(?P<month>[0-9]{2})(?:-(?P<day>[0-9]{2}))?"
    r"|(?P<bmonth>[0-9]{2})(?P<bday>[0-9]{2})"
    r"|-?W(?P<week>[0-9]{2})(?:-?(?P<weekday>[0-9]))?"
    r"|-?(?P<ordinal>[0-9]{3})"
    r")?(?:T(?P<hour>[0-9]{2})(?::?(?P<minute>[0-9]{2})(?::?(?P<second>[0-9]{2}))?)?(?:[.,][0-9]+)?)?" + _ZONE
)
_ISO_TIME = (
    r"T?(?P<hour>[0-9]{2})(?::(?P<minute>[0-9]{2})(?::(?P<second>[0-9]{2}))?)?(?:[.,][0-9]+)?" + _ZONE
    + r"|T(?P<bhour>[0-9]{2})(?P<bminute>[0-9]{2})(?P<bsecond>[0-9]{2})?(?:[.,][0-9]+)?"
    r"(?:Z|[+-][0-9]{2}(?::?[0-9]{2})?)?"
)  # fmt: skip
_DECADE_OR_CENTURY = r"[+-]?[0-9]{2,3}"
_REPETITION = r"R[0-9]*"

_DURATION = (
    r"-?P(?=[0-9T])(?:[0-9]+Y)?(?:[0-9]+M)?(?:[0-9]+D)?"
    r"(?:T(?=[0-9])(?:[0-9]+H)?(?:[0-9]+M)?(?:[0-9]+(?:\.[0-9]+)?S)?)?"
)
_ISO_DURATION = (
    r"-?P(?:[0-9]+(?:[.,][0-9]+)?W"
    r"|(?=[0-9T])(?:[0-9]+(?:[.,][0-9]+)?Y)?(?:[0-9]+(?:[.,][0-9]+)?M)?(?:[0-9]+(?:[.,][0-9]+)?D)?"
    r"(?:T(?=[0-9])(?:[0-9]+(?:[.,][0-9]+)?H)?(?:[0-9]+(?:[.,][0-9]+)?M)?(?:[0-9]+(?:[.,][0-9]+)?S)?)?"
    r"|[0-9]{4}-[0-9]{2}-[0-9]{2}(?:T[0-9]{2}:[0-9]{2}:[0-9]{2})?|[0-9]{8}(?:T[0-9]{6})?)"
)


class Span(NamedTuple):
    """What a date covers: its first and last second, counted from the beginning of the year 0 of astronomers.

    In UTC if it `is_zoned`, else in a local time that is not known.
    """

    first: int
    last: int
    is_zoned: bool = False

    def is_after(self, other: "Span") -> bool:
        """Whether all of this date is later than all of the other."""
        slack = 0 if self.is_zoned == other.is_zoned else _UNKNOWN_ZONE
        return self.first - slack > other.last


@lru_cache(maxsize=4096)
def read_w3c(text: str) -> Span | None:
    """What a date in W3C's form covers; None for a time, or a month or day of no certain year.

    Raises ValueError with the reason and a valid form.
    """
    if match := re.fullmatch(_W3C, text):
        year = int(match["year"])
        if year == 0:
            raise ValueError("there is no year 0000: -0001 is followed by 0001")
        if year > 9999 and _repaired(text):  # 19360825 is well formed, and the year 19,360,825
            raise ValueError(_instead(text))
        return _span(match, year + 1 if year < 0 else year)
    if not re.fullmatch(_RECURRING, text):
        raise ValueError(_instead(text))
    _judge_recurring(text)
    return None


@lru_cache(maxsize=4096)
def read_iso(text: str) -> Span | None:
    """What a date in ISO 8601's form covers; None for what has no certain place in time (a time, a month of
    no certain year, an interval with a duration).

    Raises ValueError with the reason and a valid form.
    """
    if "/" in text:
        return _read_interval(text)
    if match := re.fullmatch(_ISO, text):
        return _span(match, int(match["year"]))
    if match := re.fullmatch(_ISO_TIME, text):
        _clock(*(match[name] or match[f"b{name}"] for name in ("hour", "minute", "second")))
        _offset(match["zone"])
        return None
    if re.fullmatch(_DECADE_OR_CENTURY, text):
        return None
    _judge_recurring(text)
    return None


def read_duration(text: str) -> None:
    """Judge a duration in W3C's form. Raises ValueError with a valid form."""
    if not re.fullmatch(_DURATION, text):
        raise ValueError("write P and numbers of Y, M, D, then T and numbers of H, M, S: P1Y6M, P3D, PT1H30M")


def read_iso_duration(text: str) -> None:
    """Judge a duration in ISO 8601's form. Raises ValueError with a valid form."""
    if not re.fullmatch(_ISO_DURATION, text):
        raise ValueError("write P and numbers of Y, M, D, then T and H, M, S, or of W: P1Y6M, P2W, PT1,5H")


def _span(match: re.Match[str], year: int) -> Span:
    groups = match.groupdict()
    month, day = groups["month"] or groups.get("bmonth"), groups["day"] or groups.get("bday")
    if groups.get("week"):
        first, last = _week(year, int(groups["week"]), groups["weekday"])
    elif groups.get("ordinal"):
        first = last = _ordinal(year, int(groups["ordinal"]))
    else:
        first, last = _days(year, month, day, match["year"])
    start, end = first * _DAY, last * _DAY + _DAY - 1
    hour = match["hour"]
    if hour:
        if first != last:
            raise ValueError("a time needs a day: write for instance 1936-08-25T12:30:00")
        begin, length = _clock(hour, match["minute"], match["second"])
        start, end = start + begin, start + begin + length - 1
    offset = _offset(match["zone"])
    return Span(start - offset, end - offset, match["zone"] is not None)


def _days(year: int, month: str | None, day: str | None, year_text: str = "") -> tuple[int, int]:
    """The first and the last day of a year, month or day, counted from the beginning of the year 0."""
    begin = _days_before(year)
    leap = _is_leap(year)
    if month is None:
        return begin, begin + 364 + leap
    number = int(month)
    if not 1 <= number <= 12:
        raise ValueError(f"there is no month {month}{_if_unknown(month)}")
    begin += _DAYS_BEFORE[number - 1] + (leap and number > 2)
    length = _DAYS_BEFORE[number] - _DAYS_BEFORE[number - 1] + (leap and number == 2)
    if day is None:
        return begin, begin + length - 1
    if not 1 <= int(day) <= 31:
        raise ValueError(f"there is no day {day}{_if_unknown(day)}")
    if int(day) > length:
        in_year = f" in {year_text}" if year_text and (number, int(day)) == (2, 29) else ""
        raise ValueError(f"there is no {int(day)} {_MONTHS[number - 1]}{in_year}")
    return begin + int(day) - 1, begin + int(day) - 1


def _if_unknown(number: str) -> str:
    return ": leave out what is not known" if number == "00" else ""


def _days_before(year: int) -> int:
    before = year - 1
    return 366 + 365 * before + before // 4 - before // 100 + before // 400


def _is_leap(year: int) -> bool:
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _week(year: int, week: int, weekday: str | None) -> tuple[int, int]:
    """The first and last day of a week of ISO 8601, or one of its days (1 is Monday)."""
    # Week 1 is the one with 4 January. Day 2 of the year 0 is a Monday: 2000-01-03 is one, and 400 years are
    # a whole number of weeks.
    monday = _first_monday(year)
    weeks = (_first_monday(year + 1) - monday) // 7
    if not 1 <= week <= weeks:
        raise ValueError(f"there is no week {week:02}: {year} has {weeks}")
    if weekday is not None and weekday not in "1234567":
        raise ValueError(f"there is no day {weekday} in a week: 1 is Monday, 7 Sunday")
    first = monday + 7 * (week - 1)
    return (first, first + 6) if weekday is None else (first + int(weekday) - 1,) * 2


def _first_monday(year: int) -> int:
    fourth = _days_before(year) + 3
    return fourth - (fourth - 2) % 7


def _ordinal(year: int, day: int) -> int:
    if not 1 <= day <= 365 + _is_leap(year):
        raise ValueError(f"there is no day {day:03}: {year} has {365 + _is_leap(year)}")
    return _days_before(year) + day - 1


def _clock(hour: str, minute: str | None, second: str | None) -> tuple[int, int]:
    """The second of the day at which a time begins, and for how many it lasts."""
    hours, minutes, seconds = int(hour), int(minute or 0), int(second or 0)
    if hours > 24 or (hours == 24 and (minutes or seconds)):
        raise ValueError(f"there is no hour {hour}")
    if minutes > 59:
        raise ValueError(f"there is no minute {minute}")
    if seconds > 60:  # 60 is a leap second
        raise ValueError(f"there is no second {second}")
    return hours * 3600 + minutes * 60 + seconds, 3600 if minute is None else 60 if second is None else 1


def _offset(zone: str | None) -> int:
    """Seconds by which the local time is ahead of UTC; at most 14 hours (XML Schema Part 2, 3.2.7.3)."""
    if not zone or zone == "Z":
        return 0
    hours, minutes = int(zone[1:3]), int(zone[3:].lstrip(":") or 0)
    if minutes > 59 or hours * 60 + minutes > 14 * 60:
        raise ValueError(f"there is no time zone {zone}: write for instance +01:00 or Z")
    seconds = (hours * 60 + minutes) * 60
    return -seconds if zone[0] == "-" else seconds


def _judge_recurring(text: str) -> None:
    match = re.fullmatch(_RECURRING, text)
    if not match:
        raise ValueError("write for instance 1936-08-25, 1936-W35, 1936-238 or 1936-08-19/1936-08-24")
    if match["month"]:
        _days(2000, match["month"], match["day"])
    elif match["hour"]:
        _clock(match["hour"], match["minute"], match["second"])
    elif not 1 <= int(match["monthday"]) <= 31:
        raise ValueError(f"there is no day {match['monthday']}")
    _offset(match["zone"])


def _read_interval(text: str) -> Span | None:
    """An interval: two dates, of which the second may leave out what it shares with the first; a date and a
    duration; one side open; any of them repeated (R5/...)."""
    parts = text.split("/")
    if re.fullmatch(_REPETITION, parts[0]):
        parts = parts[1:]
    if not 1 <= len(parts) <= 2 or not any(parts):
        raise ValueError("an interval has two sides: write for instance 1936-08-19/1936-08-24")
    spans: list[Span | None] = []
    for side in parts:
        if side in ("", ".."):
            spans.append(None)
        elif side.startswith("P"):
            read_iso_duration(side)
            spans.append(None)
        elif spans and len(side) < len(parts[0]) and not parts[0].startswith("P"):
            spans.append(_read_shortened(parts[0], side))
        else:
            spans.append(read_iso(side))
    first, last = spans[0], spans[-1]
    if first is None or last is None or len(spans) == 1:
        return None
    if first.is_after(last):
        raise ValueError("the interval ends before it begins: exchange its sides")
    return Span(first.first, last.last, first.is_zoned)


def _read_shortened(first: str, second: str) -> Span | None:
    try:
        return read_iso(first[: len(first) - len(second)] + second)
    except ValueError:
        return read_iso(second)


def _instead(text: str) -> str:
    """How to write what seems to be meant, or some valid forms."""
    if re.fullmatch(r"[0-9]{2}", text):
        return f"a year has four digits, so write 19{text}, if it is that of the 20th century, or 00{text}"
    repaired = _repaired(text)
    try:
        if repaired:
            read_w3c(repaired)
            return f"write {repaired}{_if_the_month_is_first(text)}"
    except ValueError as error:
        return str(error)
    return "write for instance 1936, 1936-08, 1936-08-25 or --08-25"


def _if_the_month_is_first(text: str) -> str:
    """What 3/10/1805 is to an American."""
    match = re.fullmatch(r"([0-9]{1,2})/([0-9]{1,2})/([0-9]{4})", text)
    if match is None or match[1] == match[2] or max(int(match[1]), int(match[2])) > 12:
        return ""
    return f", or {match[3]}-{int(match[1]):02}-{int(match[2]):02} if the month stands first"


def _repaired(text: str) -> str:
    """A date in W3C's form, valid or not, for one with a slip that encoders make; nothing for another."""
    if match := re.fullmatch(r"(0?[1-9]|1[0-2])(/)(1[3-9]|2[0-9]|3[01])/([0-9]{4})", text):
        return f"{match[4]}-{int(match[1]):02}-{match[3]}"  # the second number can be no month
    if match := re.fullmatch(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})", text):
        return f"{match[4]}-{int(match[3]):02}-{int(match[1]):02}"
    if match := re.fullmatch(r"(-?[0-9]{3,4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?", text):
        year = match[1].zfill(5 if match[1][0] == "-" else 4)
        return f"{year}-{int(match[2]):02}" + (f"-{int(match[3]):02}" if match[3] else "")
    if match := re.fullmatch(r"(1[0-9]{3}|20[0-9]{2})(0[1-9]|1[0-2])([0-3][0-9])", text):
        return "-".join(match.groups())
    if match := re.fullmatch(r"(-?)([0-9]{1,3})", text):
        return f"{match[1]}{match[2].zfill(4)}"
    if match := re.fullmatch(r"([0-9]{1,2}):([0-9]{2})(:[0-9]{2})?", text):
        return f"{match[1].zfill(2)}:{match[2]}{match[3] or ':00'}"
    if match := re.fullmatch(r"(?:ca?\.? ?)?([0-9]{4}) ?\??", text):
        return match[1]
    if match := re.fullmatch(r"([0-9]{4}-[0-9]{2}-[0-9]{2}) +([0-9]{2}:[0-9]{2}:[0-9]{2})", text):
        return f"{match[1]}T{match[2]}"
    if match := re.fullmatch(r"0*([0-9]{1,4}) ?(?:BCE?|B\.C\.(?:E\.)?|v\. ?Chr\.|a\.C\.)", text):
        return f"-{match[1].zfill(4)}"
    return _what_is_known(text)


def _what_is_known(text: str) -> str:
    """A date without signs of doubt, and without the day or month in whose place such signs stand."""
    match = re.fullmatch(r"[\[(]?([0-9]{4}(?:-[0-9]{2}){0,2}?)(?:-(?:[?Xxu]{1,2}|00))*[\])]? ?\??[\])]?", text)
    return match[1] if match else ""
