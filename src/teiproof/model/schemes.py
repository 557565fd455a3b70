"""Whether a URI begins with a scheme: what does not may be a file beside the document."""

import re

_SCHEME = r"([A-Za-z][A-Za-z0-9+.-]*):"


def scheme_of(uri: str) -> str:
    """What stands before the first colon of a URI, if it is a scheme; else nothing."""
    found = re.match(_SCHEME, uri)
    return found.group(1) if found else ""


def has_scheme(uri: str) -> bool:
    """Whether a URI is absolute or names a host, so that it is not a file beside the document."""
    return bool(scheme_of(uri)) or uri.startswith("//")
