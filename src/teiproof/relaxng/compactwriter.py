"""Writes the XML syntax of a schema in compact syntax: rnc2rng's writer, mended where it is wrong."""

from typing import Any
from xml.sax.saxutils import escape, quoteattr

from teiproof.relaxng.compacttokens import EXTERNAL, HREF, INHERIT


def writer(base: Any) -> Any:
    """The class of a writer, made of the library's own."""

    class Writer(base):  # type: ignore[misc]
        """Its method `toxml` gives the XML syntax of a tree."""

        def toxml(self, tree: Any) -> str:
            # Without a default namespace names are in the one that the including schema has.
            self.inherits = not any(each.type == "DEFAULT_NS" for each in tree.value)
            for each in tree.value:
                if each.type in ("DEFAULT_NS", "NS", "DATATYPES"):
                    each.value = [escape(each.value[0], {'"': "&quot;"})]
            return str(super().toxml(tree))

        def visit(self, nodes: Any, ctx: Any = None, indent: bool = True) -> None:
            for each in nodes:
                if not self.visit_mended(each, ctx):
                    super().visit([each], ctx, indent)

        def visit_mended(self, each: Any, ctx: Any) -> bool:
            """Write what the library writes wrongly; False for what it writes rightly."""
            if each.type == "DIV" and any(_is_named(child, HREF) for child in each.value):
                self.write_include(each)
            elif each.type == "PARENT":
                self.write(f"<parentRef name={quoteattr(each.name)}/>")
            elif each.type == "REF" and each.name.startswith(EXTERNAL):
                inherited, _, href = each.name.removeprefix(EXTERNAL).partition(" ")
                self.write(f"<externalRef href={quoteattr(href)}{self.ns_attribute(inherited)}/>")
            elif each.type == "NAME" and self.inherits and ctx != "ATTR" and _is_plain(each):
                self.write(f"<name>{each.name}</name>")
            else:
                return False
            return True

        def write_include(self, div: Any) -> None:
            href = next(child for child in div.value if _is_named(child, HREF)).value[0].value[0].name
            inherited = next(child for child in div.value if _is_named(child, INHERIT)).value[0].value[0].name
            body = [child for child in div.value if not (_is_named(child, HREF) or _is_named(child, INHERIT))]
            if inherited and self.inherits and body:
                raise ValueError("an include that inherits and overrides needs a default namespace")
            self.write(f"<include href={quoteattr(href)}{self.ns_attribute(inherited)}>")
            self.visit(body)
            self.write("</include>")

        def ns_attribute(self, prefix: str) -> str:
            return f' ns="{self.namespace(prefix)}"' if prefix else ""

    return Writer


def _is_named(node: Any, name: str) -> bool:
    return bool(node.type == "DEFINE" and node.name == name)


def _is_plain(name: Any) -> bool:
    return not name.value and ":" not in name.name and "*" not in name.name
