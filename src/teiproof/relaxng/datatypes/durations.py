"""duration (XML Schema Part 2, 3.2.6).

As with jing a duration is its six fields: P1Y and P12M are ordered alike, but are not the same value.
"""

import re
from collections.abc import Hashable
from typing import NamedTuple, cast

from teiproof.relaxng.datatypes.datatype import Context, Primitive

_FIELDS = re.compile(
    r"-?P(?=[0-9T])(?:([0-9]+)Y)?(?:([0-9]+)M)?(?:([0-9]+)D)?"
    r"(?:T(?=[0-9.])(?:([0-9]+)H)?(?:([0-9]+)M)?(?:(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))S)?)?"
)
_LONGEST_FIELD = 1000  # digits; Python converts longer numbers ever more slowly
_REFERENCES = ((1696, 9), (1697, 2), (1903, 3), (1903, 7))
_DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)
_DAYS_OF_400_YEARS = 365 * 400 + 97


class Fields(NamedTuple):
    """The fields of a duration, all negated if the duration is negative.

    `fraction` is the fraction of the seconds: numerator and number of digits.
    """

    years: int
    months: int
    days: int
    hours: int
    minutes: int
    seconds: int
    fraction: tuple[int, int]


class Duration(Primitive):
    """A length of time in years, months, days, hours, minutes and seconds."""

    name = "xsd:duration"
    examples = ("P1Y6M", "P1D", "PT1H30M", "PT0S")

    def read(self, text: str, _: Context, /) -> Fields:
        match = _FIELDS.fullmatch(text)
        if not match:
            raise ValueError(
                "not a duration: write P and numbers of Y, M and D, then T and numbers of H, M and S, "
                "for instance P1Y6M or PT1H30M"
            )
        if any(len(group or "") > _LONGEST_FIELD for group in match.groups()):
            raise ValueError("too long a number")
        sign = -1 if text[0] == "-" else 1
        whole = match.groups()[:6]
        years, months, days, hours, minutes, seconds = (sign * int(group or 0) for group in whole)
        fraction = (match[7] or match[8] or "").rstrip("0")
        exact = (sign * int(fraction or 0), len(fraction))
        return Fields(years, months, days, hours, minutes, seconds, exact)

    @staticmethod
    def less(a: Hashable, b: Hashable) -> bool:
        """The partial order of 3.2.6.2: less if it is less from each of four reference dates on."""
        first, second = cast(Fields, a), cast(Fields, b)
        places = max(first.fraction[1], second.fraction[1])
        return all(_length(first, month, places) < _length(second, month, places) for month in _REFERENCES)


def create(name: str) -> Primitive:  # noqa: ARG001 - each module creates its types by name
    """The type of a name."""
    return Duration()


def _length(fields: Fields, reference: tuple[int, int], places: int) -> int:
    """The length of a duration from a reference month on, in units of ten to the minus `places` seconds."""
    days = _days_of_months(fields.years * 12 + fields.months, reference) + fields.days
    seconds = ((days * 24 + fields.hours) * 60 + fields.minutes) * 60 + fields.seconds
    numerator, own_places = fields.fraction
    return int(seconds * 10**places + numerator * 10 ** (places - own_places))


def _days_of_months(months: int, reference: tuple[int, int]) -> int:
    if months < 0:
        return -_days_of_months(-months, reference)
    cycles, rest = divmod(months, 400 * 12)
    year, month = reference
    days = cycles * _DAYS_OF_400_YEARS
    for _ in range(rest):
        leap_day = month == 2 and year % 4 == 0 and (year % 100 != 0 or year % 400 == 0)
        days += _DAYS[month - 1] + leap_day
        year, month = (year + 1, 1) if month == 12 else (year, month + 1)
    return days
