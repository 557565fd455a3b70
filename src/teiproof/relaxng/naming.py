"""Reads the name classes of a schema into their simple form, see `nameclass` (sections 4.8 to 4.10, 4.16)."""

from teiproof.relaxng.lexical import WHITESPACE
from teiproof.relaxng.nameclass import NameClass
from teiproof.relaxng.reading import Node, is_ncname

_XMLNS = "http://www.w3.org/2000/xmlns"


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
