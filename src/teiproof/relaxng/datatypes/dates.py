"""Dates and times (XML Schema Part 2, 3.2.7 to 3.2.14).

Years are those of XML Schema 1.0: there is no year 0000, and -0001 is the year before 0001. As jing does,
second 60 (a leap second) is allowed, hour 24 is not, and a time zone lies between -13:59 and +14:59.
"""

import re
from collections.abc import Hashable
from typing import NamedTuple, cast

from teiproof.relaxng.datatypes.datatype import Context, Primitive, normalize, shown

_PARTS = re.compile(
    r"(?:(-?(?:[1-9][0-9]*)?[0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?|--([0-9]{2})(?:-([0-9]{2}))?|---([0-9]{2}))?"
    r"(T?)(?:([0-9]{2}):([0-9]{2}):([0-9]{2})(?:\.([0-9]*))?)?(Z|[+-][0-9]{2}:[0-5][0-9])?"
)
# Years beyond are beyond the calendar of Java, and so of jing.
_LAST_YEAR = 292_269_054

_MONTHS = (
    "January", "February", "March", "April", "May", "June", "July", "August", "September", "October",
    "November", "December",
)  # fmt: skip
_DAYS_BEFORE = (0, 31, 59, 90, 120, 151, 181, 212, 243, 273, 304, 334)

# Form for the encoder, and examples, by type. The shape of a text is the letters of the parts it has.
_TYPES = {
    "dateTime": ("YMDTt", "a date with a time: write dateThours:minutes:seconds", "1936-08-25T12:30:00"),
    "time": ("t", "a time: write hours:minutes:seconds", "12:30:00"),
    "date": ("YMD", "a date: write year-month-day", "1936-08-25"),
    "gYearMonth": ("YM", "a month of a year: write year-month", "1936-08"),
    "gYear": ("Y", "a year: write four digits", "1936"),
    "gMonthDay": ("-MD", "a day of a month: write --month-day", "--08-25"),
    "gDay": ("-D", "a day: write ---day", "---25"),
    "gMonth": ("-M", "a month: write --month", "--08"),
}


class Instant(NamedTuple):
    """A point or a recurring point in time: days since year 0, seconds and fraction (decimal digits) in UTC.

    A leap second is second 59 with `leap`. Without `zoned` the time zone is not known.
    """

    seconds: int
    leap: bool
    fraction: str
    zoned: bool


class Date(Primitive):
    """dateTime, time, date, gYearMonth, gYear, gMonthDay, gDay or gMonth."""

    def __init__(self, name: str) -> None:
        self.name = f"xsd:{name}"
        self.shape, self.form, example = _TYPES[name]
        self.examples = (example, f"{example}Z")

    def read(self, text: str, _: Context, /) -> Instant:
        match = _PARTS.fullmatch(text)
        if not match or _shape(match) != self.shape:
            raise ValueError(self._why_not(text))
        return _instant(match)

    def allows(self, text: str, context: Context = None) -> bool:  # noqa: ARG002 - the interface
        # No reason is looked for: TEI wants one of eight such types, and all but one have a reason.
        match = _PARTS.fullmatch(normalize(text, self.white_space))
        if match is None or _shape(match) != self.shape:
            return False
        try:
            _instant(match)
        except ValueError:
            return False
        return True

    @staticmethod
    def less(a: Hashable, b: Hashable) -> bool:
        """The partial order of 3.2.7.4: an instant without time zone may lie 14 hours to either side."""
        first, second = cast(Instant, a), cast(Instant, b)
        shift = 0 if first.zoned == second.zoned else 14 * 3600
        if second.zoned < first.zoned:
            return first[:3] < (second.seconds - shift, *second[1:3])
        return (first.seconds + shift, *first[1:3]) < second[:3]

    def _why_not(self, text: str) -> str:
        if not text:
            return f"empty; not {self.form}, for instance {self.examples[0]}"
        repaired = _repair(text)
        if repaired != text and self.allows(repaired):
            return f"not {self.form}: {repaired}"
        return f"not {self.form}, for instance {self.examples[0]}"


def create(name: str) -> Primitive:
    """The type of a name."""
    return Date(name)


def is_leap(year: int) -> bool:
    """Whether a year has a 29 February; -1 is the year before 1."""
    if year < 0:
        year += 1
    return year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)


def _shape(match: re.Match[str]) -> str:
    year, month, day, month_alone, day_of_month, day_alone, letter, hours = match.groups()[:8]
    date = "".join(
        part
        for part, present in (
            ("Y", year), ("M", month), ("D", day), ("-M", month_alone), ("D", day_of_month), ("-D", day_alone)
        )
        if present
    )  # fmt: skip
    return f"{date}{letter}{'t' if hours else ''}"


def _instant(match: re.Match[str]) -> Instant:
    year_text, m1, d1, m2, d2, d3, _, hours, minutes, seconds, fraction, zone = match.groups()
    year = 2000
    if year_text:
        if len(year_text) > 10 or abs(int(year_text)) > _LAST_YEAR:
            raise ValueError(f"the year {shown(year_text)} is too far away")
        year = int(year_text)
        if year == 0:
            raise ValueError("the year 0000 does not exist: -0001 is followed by 0001")
    days = _days(year, int(m1 or m2 or 1), int(d1 or d2 or d3 or 1), year_text)
    clock, is_leap_second = _clock(int(hours or 0), int(minutes or 0), int(seconds or 0))
    total = days * 86400 + clock - _offset(zone)
    return Instant(total, is_leap_second, (fraction or "").rstrip("0"), zone is not None)


def _days(year: int, month: int, day: int, year_text: str | None) -> int:
    """Days since the year 0 of astronomers, in the Gregorian calendar.

    Raises ValueError for a day that does not exist.
    """
    if not 1 <= month <= 12:
        raise ValueError(f"month {month:02} does not exist")
    leap = is_leap(year)
    last = (31, 29 if leap else 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)[month - 1]
    if not 1 <= day <= 31:
        raise ValueError(f"day {day:02} does not exist")
    if day > last:
        in_year = f" in {year_text}" if year_text and month == 2 and day == 29 else ""
        raise ValueError(f"{day} {_MONTHS[month - 1]} does not exist{in_year}")
    before = (year + 1 if year < 0 else year) - 1
    in_years = 365 * before + before // 4 - before // 100 + before // 400
    return in_years + _DAYS_BEFORE[month - 1] + (1 if leap and month > 2 else 0) + day - 1


def _clock(hours: int, minutes: int, seconds: int) -> tuple[int, bool]:
    """The second of the day, and whether it is a leap second.

    Raises ValueError for a time that does not exist.
    """
    if hours > 23:
        hint = "; write 00:00:00 of the next day" if (hours, minutes, seconds) == (24, 0, 0) else ""
        raise ValueError(f"hour {hours} does not exist{hint}")
    if minutes > 59:
        raise ValueError(f"minute {minutes} does not exist")
    if seconds > 60:
        raise ValueError(f"second {seconds} does not exist")
    return hours * 3600 + minutes * 60 + min(seconds, 59), seconds == 60


def _offset(zone: str | None) -> int:
    """Seconds by which the local time is ahead of UTC.

    Raises ValueError.
    """
    if not zone or zone == "Z":
        return 0
    seconds = (int(zone[1:3]) * 60 + int(zone[4:])) * 60
    if zone[0] == "-":
        seconds = -seconds
    if not -13 * 3600 <= seconds <= 14 * 3600:
        raise ValueError(f"the time zone {zone} does not exist")
    return seconds


def _repair(text: str) -> str:
    """A text with the slips that encoders make in dates put right, if there are any."""
    if match := re.fullmatch(r"([0-9]{1,2})([./-])([0-9]{1,2})\2([0-9]{4})", text):
        return f"{match[4]}-{int(match[3]):02}-{int(match[1]):02}"
    if match := re.fullmatch(r"(-?[0-9]{3,4})[-./]([0-9]{1,2})(?:[-./]([0-9]{1,2}))?", text):
        parts = [match[1].zfill(5 if match[1][0] == "-" else 4), f"{int(match[2]):02}"]
        return "-".join([*parts, f"{int(match[3]):02}"] if match[3] else parts)
    if match := re.fullmatch(r"(-?)([0-9]{1,3})", text):
        return f"{match[1]}{match[2].zfill(4)}"
    if match := re.fullmatch(r"([0-9]{1,2}):([0-9]{2})(:[0-9]{2})?", text):
        return f"{match[1].zfill(2)}:{match[2]}{match[3] or ':00'}"
    if match := re.fullmatch(r"--([0-9]{2})--", text):
        return f"--{match[1]}"
    return text
