"""Name classes: the names an element or attribute pattern matches.

The simple form is a name as expat writes it (`namespace local`, or `local` without a namespace), or one of

    ("anyName", name class excepted or None)
    ("nsName", namespace, name class excepted or None)
    ("choice", (name class, ...))
"""

from collections.abc import Iterator
from typing import Any

from teiproof.relaxng.reading import WHITESPACE, Node, is_ncname

NameClass = str | tuple[Any, ...]

_XMLNS = "http://www.w3.org/2000/xmlns"
# No document can contain these: a name has no line break, a namespace bound by an attribute has none either.
_OTHER_LOCAL = "\n"
_OTHER_NAMESPACE = "\n"


def name(node: Node, text: str, ns: str) -> str:
    """A name of the schema as expat writes it: a prefix is resolved (4.10), else the namespace is `ns`.

    Raises IncorrectSchemaError.
    """
    qualified = text.strip(WHITESPACE)
    prefix, colon, local = qualified.rpartition(":")
    if not is_ncname(local) or (colon and not is_ncname(prefix)):
        raise node.error("3", f"“{qualified}” is not a name")
    if colon:
        bound = node.scope.prefixes.get(prefix)
        if bound is None:
            raise node.error("4.10", f"the prefix “{prefix}” is not bound to a namespace")
        ns = bound
    return f"{ns} {local}" if ns else local


def name_class(node: Node, inside: tuple[str, ...] = ()) -> NameClass:
    """The simple form of a name class; `inside` names the open name classes whose except it stands in (4.16).

    Raises IncorrectSchemaError.
    """
    kind = node.name
    node.check_attributes()
    if kind == "name":
        return name(node, node.text, node.scope.ns)
    if kind == "choice":
        return "choice", _members(node, inside)
    if kind not in ("anyName", "nsName"):
        raise node.error("3", f"<{kind}> must not stand here: a name is expected")
    if "anyName" in inside and kind == "anyName":
        raise node.error("4.16", "<anyName> must not stand in the <except> of <anyName>")
    if "nsName" in inside:
        raise node.error("4.16", f"<{kind}> must not stand in the <except> of <nsName>")
    excepted = None
    if node.children:
        exception = node.children[0]
        if len(node.children) > 1 or exception.name != "except":
            raise node.error("3", f"<{kind}> may contain one <except> only")
        exception.check_attributes()
        excepted = "choice", _members(exception, (*inside, kind))
    return ("anyName", excepted) if kind == "anyName" else ("nsName", node.scope.ns, excepted)


def _members(node: Node, inside: tuple[str, ...]) -> tuple[NameClass, ...]:
    if not node.children:
        raise node.error("3", f"<{node.name}> must contain a name")
    return tuple([name_class(child, inside) for child in node.children])


def refuse_xmlns(node: Node, names: NameClass) -> None:
    """Section 4.16: a namespace declaration is not an attribute.

    Raises IncorrectSchemaError.
    """
    if isinstance(names, str):
        if names == "xmlns" or names.startswith(_XMLNS + " "):
            raise node.error("4.16", "an attribute must not be named xmlns")
    elif names[0] == "choice":
        for member in names[1]:
            refuse_xmlns(node, member)
    else:
        if names[0] == "nsName" and names[1] == _XMLNS:
            raise node.error("4.16", f"an attribute must not be in the namespace {_XMLNS}")
        if names[-1] is not None:
            refuse_xmlns(node, names[-1])


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
