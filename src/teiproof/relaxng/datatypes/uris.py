"""anyURI (XML Schema Part 2, 3.2.17).

What XML Schema demands is vague; jing hands the text, characters that a URI may not have escaped, to Java's
`URI`, which reads it by RFC 2396 with the brackets of RFC 2732. These are the same rules.
"""

import re
from collections.abc import Hashable
from typing import cast

from teiproof.relaxng.datatypes.datatype import Context, Look, Primitive, shown

# Spaces, delimiters and whatever is not ASCII are escaped before the text is read, so they are no fault.
_TO_ESCAPE = r"[^!#$%&'()*+,\-./0-9:;=?@A-Z\[\]_a-z~]"
# Most of all: pointers to an xml:id, names of files, addresses on the web. The other expressions are compiled
# when one is used.
_PLAIN = re.compile(r"(?:https?://[A-Za-z0-9.-]+/[A-Za-z0-9_./-]*|[A-Za-z0-9_.-]*)(?:#[A-Za-z0-9_.-]*)?")
_BAD_ESCAPE = r"%(?![0-9A-Fa-f]{2})"
_SCHEME = r"[A-Za-z][A-Za-z0-9+.-]*"
_BEFORE_COLON = r"([^/?#:]*):"
_AUTHORITY = r"//([^/?#]*)"
_LITERAL_ADDRESS = r"(?:[^@\[\]]*@)?\[([^\[\]%]*)(?:%[A-Za-z0-9_.]+)?\](?::([0-9]*))?"
_GREATEST_PORT = 2**31 - 1


class AnyUri(Primitive):
    """An address or a pointer, absolute or relative."""

    name = "xsd:anyURI"
    length = staticmethod(lambda value: len(cast(str, value)))
    sure: Look = staticmethod(_PLAIN.fullmatch)
    examples = ("https://example.org/", "#p1", "p1", "a", "image.png", "")

    def read(self, text: str, _: Context, /) -> Hashable:
        if _PLAIN.fullmatch(text):
            return text
        reference, hash_sign, fragment = re.sub(_TO_ESCAPE, "%20", text).partition("#")
        if "#" in fragment:
            raise ValueError("contains “#” twice; an address has one fragment only")
        rest = reference
        if colon := re.match(_BEFORE_COLON, reference):
            rest = _after_scheme(reference, colon)
        if not colon or rest.startswith("/"):
            path = _after_authority(rest, bool(hash_sign)).partition("?")[0]
            if "[" in path or "]" in path:
                raise ValueError("contains a square bracket; write %5B for [ and %5D for ]")
        if re.search(_BAD_ESCAPE, _without_zone(text)):
            raise ValueError("contains “%” without two hexadecimal digits; write %25 for the sign itself")
        return text


def create(name: str) -> Primitive:  # noqa: ARG001 - each module creates its types by name
    """The type of a name."""
    return AnyUri()


def _after_scheme(reference: str, colon: re.Match[str]) -> str:
    scheme = colon[1]
    if not scheme:
        raise ValueError("begins with a colon; something like https is missing before it")
    if not re.fullmatch(_SCHEME, scheme):
        raise ValueError(
            f"{shown(scheme)} before the colon is no scheme such as https; write %3A for the colon"
        )
    rest = reference[colon.end() :]
    if not rest:
        raise ValueError(f"ends after {shown(scheme + ':')}")
    return rest


def _after_authority(rest: str, has_fragment: bool) -> str:
    """The path and query of what follows a scheme."""
    match = re.match(_AUTHORITY, rest)
    if not match:
        return rest
    authority = match[1]
    after = rest[match.end() :]
    if not authority and not after and not has_fragment:
        raise ValueError("ends after “//”; the name of a server is missing")
    if "[" in authority or "]" in authority:
        _check_literal_address(authority)
    return after


def _check_literal_address(authority: str) -> None:
    from ipaddress import AddressValueError, IPv6Address

    match = re.fullmatch(_LITERAL_ADDRESS, authority)
    if not match or (match[2] and (len(match[2]) > 10 or int(match[2]) > _GREATEST_PORT)):
        raise ValueError(f"{shown(authority)} is no address of a server")
    try:
        IPv6Address(match[1])
    except AddressValueError:
        raise ValueError(f"{shown(match[1])} is no IPv6 address") from None


def _without_zone(text: str) -> str:
    """A text without the zone of an IPv6 address, [fe80::1%eth0], whose percent sign escapes nothing."""
    return re.sub(r"(\[[^\[\]%]*)%[A-Za-z0-9_.]+\]", r"\1]", text, count=1) if "[" in text else text
