"""The definitions of a grammar: `div` and `include` dissolved (4.7, 4.11), `combine` checked (4.17)."""

from pathlib import Path

from teiproof.relaxng.lexical import WHITESPACE
from teiproof.relaxng.reading import Node, read_reference
from teiproof.relaxng.sources import is_compact

START = ""
"""The name under which a grammar keeps its <start>; no definition can have it."""


class Grammar:
    """A grammar of a schema.

    `prefix` makes the keys of its definitions differ from those of other grammars; `definitions` maps a name
    to the elements that together define it; `overridden` are the elements which an include replaces.
    """

    def __init__(self, prefix: str, parent: "Grammar | None") -> None:
        self.prefix = prefix
        self.parent = parent
        self.definitions: dict[str, list[Node]] = {}
        self.overridden: list[Node] = []

    def collect(self, node: Node, opened: tuple[Path, ...]) -> None:
        """Take in the components of a <grammar>; `opened` are the files being read, to notice a loop.

        Raises IncorrectSchemaError, SchemaNotFoundError.
        """
        for component in self._components(node, opened, ("start", "define", "div", "include")):
            self.definitions.setdefault(_name(component), []).append(component)

    def combine(self, name: str) -> str:
        """How the elements that define a name are combined: `choice`, `interleave`, or "" for a single one
        (4.17).

        Raises IncorrectSchemaError.
        """
        method = ""
        alone = False
        for node in self.definitions[name]:
            own = node.attributes.get("combine", "").strip(WHITESPACE)
            title = f"“{name}”" if name else "<start>"
            if own not in ("", "choice", "interleave") or ("combine" in node.attributes and not own):
                raise node.error("3", f"combine must be choice or interleave, not “{own}”")
            if not own and alone:
                raise node.error("4.17", f"{title} is defined twice; {_combining(node)} if both are meant")
            if own and method and own != method:
                raise node.error("4.17", f"{title} is combined both by choice and by interleave")
            alone = alone or not own
            method = method or own
        return method

    def _components(self, node: Node, opened: tuple[Path, ...], allowed: tuple[str, ...]) -> list[Node]:
        found: list[Node] = []
        for child in node.children:
            kind = child.name
            if kind not in allowed:
                raise child.error("3", f"<{kind}> must not stand in <{node.name}>")
            if kind == "div":
                child.check_attributes()
                found += self._components(child, opened, allowed)
            elif kind == "include":
                found += self._include(child, opened)
            else:
                found.append(child)
        return found

    def _include(self, node: Node, opened: tuple[Path, ...]) -> list[Node]:
        """Section 4.7: the components of another grammar, those named in the include replaced."""
        node.check_attributes(("href",), ("href",))
        path = node.scope.sources.resolve(node.attributes["href"], node.scope.base, node.where)
        if path in opened:
            raise node.error("4.7", f"{path} includes itself")
        root = read_reference(node, path)
        if root.name != "grammar":
            raise root.error("4.7", "an included schema must be a <grammar>")
        root.check_attributes()
        included = self._components(root, (*opened, path), ("start", "define", "div", "include"))
        replacing = self._components(node, opened, ("start", "define", "div"))
        names = {_name(component) for component in replacing}
        kept = [component for component in included if _name(component) not in names]
        replaced = [component for component in included if _name(component) in names]
        missing = names - {_name(component) for component in replaced}
        for component in replacing:
            if _name(component) in missing:
                title = f"definition “{_name(component)}”" if _name(component) else "<start>"
                raise component.error("4.7", f"{path.name} has no {title} to replace")
        self.overridden += replaced
        return kept + replacing


def _combining(node: Node) -> str:
    """How definitions are combined in the syntax of a file."""
    name = node.scope.sources.locate(node.where).rsplit(":", 2)[0]
    return (
        "write |= (or &=) for =" if is_compact(Path(name)) else 'give both combine="choice" (or "interleave")'
    )


def _name(component: Node) -> str:
    if component.name == "define":
        return component.ncname()
    component.check_attributes(("combine",))
    return START
