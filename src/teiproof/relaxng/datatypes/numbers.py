"""boolean, decimal and the integers, float and double (XML Schema Part 2, 3.2.2 to 3.2.5 and 3.3.13 ff.).

As with jing the digits of a decimal are counted as they are written: 1.00 has two fraction digits.
"""

import re
from collections.abc import Hashable
from typing import NamedTuple, cast

from teiproof.relaxng.datatypes.datatype import Context, Primitive

# Each is written so that a long text that fails is read once, never tried in other divisions.
_DECIMAL = re.compile(r"([+-]?)(?:([0-9]+)(?:\.([0-9]*))?|\.([0-9]+))")
_FLOAT = re.compile(r"[+-]?(?:[0-9]+(?:\.[0-9]*)?|\.[0-9]+)(?:[eE][+-]?[0-9]+)?")

_BOUNDS: dict[str, tuple[str | None, str | None]] = {
    "integer": (None, None),
    "nonPositiveInteger": (None, "0"),
    "negativeInteger": (None, "-1"),
    "long": ("-9223372036854775808", "9223372036854775807"),
    "int": ("-2147483648", "2147483647"),
    "short": ("-32768", "32767"),
    "byte": ("-128", "127"),
    "nonNegativeInteger": ("0", None),
    "unsignedLong": ("0", "18446744073709551615"),
    "unsignedInt": ("0", "4294967295"),
    "unsignedShort": ("0", "65535"),
    "unsignedByte": ("0", "255"),
    "positiveInteger": ("1", None),
}


class Number(NamedTuple):
    """A decimal number of any size: sign (-1, 0 or 1), digits of the whole part without leading zeros, and
    of the fraction without trailing ones. Text, not int: the conversion of long numbers is quadratic."""

    sign: int
    whole: str
    fraction: str


class Boolean(Primitive):
    """true, false, 1 and 0."""

    name = "xsd:boolean"
    examples = ("true", "false")

    def read(self, text: str, _: Context, /) -> bool:
        if text in ("true", "1"):
            return True
        if text in ("false", "0"):
            return False
        hint = f": write {text.lower()}" if text.lower() in ("true", "false") else " (true or false)"
        raise ValueError(f"not a truth value{hint}")


class Decimal(Primitive):
    """A decimal number without exponent."""

    name = "xsd:decimal"
    examples: tuple[str, ...] = ("3.5", "1", "0", "-1", "10", "100")
    is_decimal = True

    def read(self, text: str, _: Context, /) -> Number:
        match = _DECIMAL.fullmatch(text)
        if not match:
            raise ValueError(_why_no_number(text, "3.5"))
        return _number(match)

    @staticmethod
    def less(a: Hashable, b: Hashable) -> bool:
        """The order of numbers."""
        return _less(cast(Number, a), cast(Number, b))


class Integer(Decimal):
    """A whole number within bounds."""

    def __init__(self, name: str) -> None:
        self.name = f"xsd:{name}"
        least, most = _BOUNDS[name]
        self.least = super().read(least, None) if least else None
        self.most = super().read(most, None) if most else None
        candidates = ("3", "1", "0", "-1", "-3", "10", "100", *filter(None, _BOUNDS[name]))
        self.examples = tuple(text for text in candidates if self.allows(text))

    def read(self, text: str, context: Context, /) -> Number:
        if "." in text and _DECIMAL.fullmatch(text):
            raise ValueError("not a whole number: write it without a point")
        number = super().read(text, context)
        if self.least and _less(number, self.least):
            raise ValueError(_too_small(self.least))
        if self.most and _less(self.most, number):
            raise ValueError(f"must not be greater than {show(self.most)}")
        return number


class Float(Primitive):
    """A floating-point number of 32 or 64 bits; NaN equals itself and is neither less nor greater."""

    examples = ("2.5", "1", "0", "-1", "0.5", "10", "100")

    def __init__(self, name: str) -> None:
        self.name = f"xsd:{name}"
        self.is_single = name == "float"

    def read(self, text: str, _: Context, /) -> float | str:
        if text == "NaN":
            return text
        if text in ("INF", "-INF"):
            return float(text)
        if not _FLOAT.fullmatch(text):
            raise ValueError(_why_no_number(text, "2.5"))
        return _to_single(float(text)) if self.is_single else float(text)

    @staticmethod
    def less(a: Hashable, b: Hashable) -> bool:
        """The order of numbers."""
        return isinstance(a, float) and isinstance(b, float) and a < b


def create(name: str) -> Primitive:
    """The type of a name."""
    if name == "boolean":
        return Boolean()
    if name == "decimal":
        return Decimal()
    if name in ("float", "double"):
        return Float(name)
    return Integer(name)


def digits(text: str) -> tuple[int, int]:
    """How many digits a decimal number has as it is written, and how many of them in its fraction.

    Leading zeros do not count, zeros at the end do.
    """
    match = _DECIMAL.fullmatch(text)
    if not match:
        return 0, 0
    fraction = match[3] or match[4] or ""
    return len(((match[2] or "") + fraction).lstrip("0")) or 1, len(fraction)


def show(number: Number) -> str:
    """A number as it is usually written."""
    sign = "-" if number.sign < 0 else ""
    return f"{sign}{number.whole or '0'}{'.' if number.fraction else ''}{number.fraction}"


def _number(match: re.Match[str]) -> Number:
    whole = (match[2] or "").lstrip("0")
    fraction = (match[3] or match[4] or "").rstrip("0")
    if not whole and not fraction:
        return Number(0, "", "")
    return Number(-1 if match[1] == "-" else 1, whole, fraction)


def _less(a: Number, b: Number) -> bool:
    if a.sign != b.sign:
        return a.sign < b.sign
    if a.sign < 0:
        a, b = b, a
    return (len(a.whole), a.whole, a.fraction) < (len(b.whole), b.whole, b.fraction)


def _too_small(least: Number) -> str:
    if least.sign == 0:
        return "must not be negative"
    return f"must not be less than {show(least)}"


def _to_single(number: float) -> float:
    import struct

    try:
        single: float = struct.unpack("f", struct.pack("f", number))[0]
    except OverflowError:
        return float("inf") if number > 0 else float("-inf")
    return single


def _why_no_number(text: str, example: str) -> str:
    if not text:
        return "empty; a number is wanted"
    if re.fullmatch(r"[+-]?[0-9]{1,20},[0-9]{1,20}", text):
        return f"not a number: write a point, not a comma: {text.replace(',', '.')}"
    if _FLOAT.fullmatch(text):
        return "a number with an exponent; write it out"
    return f"not a number, for instance {example}"
