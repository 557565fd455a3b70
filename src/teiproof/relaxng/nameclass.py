"""Name classes: the names an element or attribute pattern matches.

The simple form is a name as expat writes it (`namespace local`, or `local` without a namespace), or one of

    ("anyName", name class excepted or None)
    ("nsName", namespace, name class excepted or None)
    ("choice", (name class, ...))
"""

from collections.abc import Iterator
from typing import Any

NameClass = str | tuple[Any, ...]

# No document can contain these: a name has no line break, a namespace bound by an attribute has none either.
_OTHER_LOCAL = "\n"
_OTHER_NAMESPACE = "\n"


def contains(names: NameClass, qualified: str) -> bool:
    """Whether a name class contains a name written as expat writes it (section 6.1)."""
    if isinstance(names, str):
        return names == qualified
    kind = names[0]
    if kind == "choice":
        return any(contains(member, qualified) for member in names[1])
    if kind == "nsName" and names[1] != qualified.rpartition(" ")[0]:
        return False
    return names[-1] is None or not contains(names[-1], qualified)


def spares(names: NameClass, namespace: str) -> bool:
    """Whether a name class contains no name of a namespace, as far as can be seen without trying names."""
    if isinstance(names, str):
        return names.rpartition(" ")[0] != namespace
    if names[0] == "choice":
        return all(spares(member, namespace) for member in names[1])
    if names[0] == "nsName":
        return bool(names[1] != namespace)
    return names[1] is not None and _covers(names[1], namespace)


def _covers(names: NameClass, namespace: str) -> bool:
    """Whether a name class contains all names of a namespace, as far as can be seen."""
    if isinstance(names, str):
        return False
    if names[0] == "choice":
        return any(_covers(member, namespace) for member in names[1])
    return names[-1] is None and names[0] in ("anyName", "nsName") and names[1] in (None, namespace)


def is_open(names: NameClass) -> bool:
    """Whether a name class contains infinitely many names."""
    if isinstance(names, str):
        return False
    return names[0] != "choice" or any(is_open(member) for member in names[1])


def listed(names: NameClass) -> Iterator[str]:
    """The names that a name class names one by one, exceptions left aside."""
    if isinstance(names, str):
        yield names
    elif names[0] == "choice":
        for member in names[1]:
            yield from listed(member)


def overlap(first: NameClass, second: NameClass) -> bool:
    """Whether two name classes have a name in common.

    It suffices to try the names and namespaces they mention, and one name that neither mentions.
    """
    if isinstance(first, str):
        return contains(second, first)
    if isinstance(second, str):
        return contains(first, second)
    return any(
        contains(first, candidate) and contains(second, candidate)
        for names in (first, second)
        for candidate in _representatives(names)
    )


def _representatives(names: NameClass) -> Iterator[str]:
    if isinstance(names, str):
        yield names
    elif names[0] == "choice":
        for member in names[1]:
            yield from _representatives(member)
    else:
        if names[0] == "anyName":
            yield f"{_OTHER_NAMESPACE} {_OTHER_LOCAL}"
        else:
            yield f"{names[1]} {_OTHER_LOCAL}" if names[1] else _OTHER_LOCAL
        if names[-1] is not None:
            yield from _representatives(names[-1])
