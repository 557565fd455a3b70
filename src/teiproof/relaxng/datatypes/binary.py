"""hexBinary and base64Binary (XML Schema Part 2, 3.2.15 and 3.2.16); lengths are octets."""

import re
from collections.abc import Hashable
from typing import cast

from teiproof.relaxng.datatypes.datatype import Context, Primitive

_HEXADECIMAL = re.compile(r"(?:[0-9a-fA-F]{2})*")
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")


class Binary(Primitive):
    """Octets; the value is bytes."""

    unit = "octet"
    length = staticmethod(lambda value: len(cast(bytes, value)))

    def __init__(self, name: str) -> None:
        self.name = f"xsd:{name}"
        self.is_hexadecimal = name == "hexBinary"
        base64 = ("AAAA", "", "AA==", "AAA=", "AAAAAA==")
        self.examples = ("FF", "", "FFFF", "00FF00FF") if self.is_hexadecimal else base64

    def read(self, text: str, _: Context, /) -> Hashable:
        if self.is_hexadecimal:
            if not _HEXADECIMAL.fullmatch(text):
                raise ValueError("not octets in hexadecimal digits, two for each, for instance 00FF")
            return bytes.fromhex(text)
        compact = text.replace(" ", "")
        if not _BASE64.fullmatch(compact):
            raise ValueError("not octets in base64, for instance AAAA")
        return _from_base64(compact)


def create(name: str) -> Primitive:
    """The type of a name."""
    return Binary(name)


def _from_base64(text: str) -> bytes:
    from binascii import a2b_base64, b2a_base64

    octets = a2b_base64(text)
    if b2a_base64(octets, newline=False).decode("ascii") != text:
        raise ValueError("not octets in base64: the last character has bits beyond the last octet")
    return octets
