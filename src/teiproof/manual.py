"""The manual pages, which are the docstrings of the modules that find things.

In such a docstring each code stands on a line of its own, with its explanation indented below.
"""

import importlib
import inspect
import re

from teiproof import checks, registry
from teiproof.errors import UnknownNameError

_ELSEWHERE = {
    "inclusion": "teiproof.inclusion",
    "odd": "teiproof.odd.problems",
    "parsing": "teiproof.parsing",
    "relaxng": "teiproof.relaxng.explanation",
}
"""Where the page of a family of codes is, if not in the check of that name."""

_CODE = re.compile(r"^([a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*)$", re.MULTILINE)


def page(code: str) -> str:
    """The manual page of a check (`references`) or of one code (`references.dangling`).

    Raises UnknownNameError, with the near name if there is one.
    """
    family = code.partition(".")[0]
    if family not in families():
        raise UnknownNameError(f"there is no check or code “{code}”{registry.near(code, families())}.")
    text = _text(family)
    if family == code:
        return text
    parts = _CODE.split(text)
    sections = dict(zip(parts[1::2], parts[2::2], strict=True))
    if code not in sections:
        raise UnknownNameError(f"there is no code “{code}”{registry.near(code, tuple(sections))}.")
    return f"{code}\n{sections[code].rstrip()}"


def codes(family: str) -> tuple[str, ...]:
    """The codes which the page of a family explains."""
    return tuple(_CODE.findall(_text(family)))


def families() -> tuple[str, ...]:
    """The first parts of all codes."""
    return tuple(sorted({*registry.names(checks), *_ELSEWHERE}))


def _text(family: str) -> str:
    name = _ELSEWHERE.get(family, f"teiproof.checks.{family.replace('-', '_')}")
    return inspect.cleandoc(importlib.import_module(name).__doc__ or "")
