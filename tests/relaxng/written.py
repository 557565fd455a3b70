"""Writes schemas in RELAX NG's XML syntax and documents in XML."""

from xml.sax.saxutils import escape, quoteattr

from tests.relaxng.naive import (
    AnyName,
    Attribute,
    Choice,
    Data,
    Element,
    Empty,
    Group,
    Interleave,
    List,
    Name,
    NameChoice,
    NameClass,
    Node,
    NotAllowed,
    NsName,
    OneOrMore,
    Pattern,
    Schema,
    Text,
    Value,
)

_PREFIXES = {"": "", "urn:a": "n:", "urn:other": "o:"}
_DECLARATIONS = 'xmlns:n="urn:a" xmlns:o="urn:other"'


def relaxng(schema: Schema) -> str:
    """A grammar with a definition for each element."""
    definitions = (
        f'<define name="{label}"><element>{_names(defined.names)}{_pattern(defined.pattern)}</element></define>'
        for label, defined in schema.definitions.items()
    )
    start = f"<start>{_pattern(schema.start)}</start>"
    return "\n".join(
        ['<grammar xmlns="http://relaxng.org/ns/structure/1.0">', start, *definitions, "</grammar>"]
    )


def document(root: Node) -> str:
    """A document; all prefixes are declared on the root element."""
    return _element(root, f" {_DECLARATIONS}")


def _element(node: Node, declarations: str = "") -> str:
    attributes = "".join(f" {_qualified(name)}={quoteattr(value)}" for name, value in node.attributes)
    children = "".join(
        escape(child, {"\r": "&#13;"}) if isinstance(child, str) else _element(child) for child in node.children
    )
    tag = _qualified(node.name)
    return f"<{tag}{declarations}{attributes}>{children}</{tag}>"


def _qualified(name: Name) -> str:
    return f"{_PREFIXES[name.namespace]}{name.local}"


def _names(names: NameClass) -> str:
    match names:
        case Name(namespace, local):
            return f'<name ns="{namespace}">{local}</name>'
        case AnyName(excluded):
            return f"<anyName>{_except(excluded)}</anyName>"
        case NsName(namespace, excluded):
            return f'<nsName ns="{namespace}">{_except(excluded)}</nsName>'
        case NameChoice(left, right):
            return f"<choice>{_names(left)}{_names(right)}</choice>"


def _except(excluded: NameClass | None) -> str:
    return f"<except>{_names(excluded)}</except>" if excluded else ""


def _pattern(pattern: Pattern) -> str:
    match pattern:
        case Empty() | NotAllowed() | Text():
            tag = type(pattern).__name__
            return f"<{tag[0].lower()}{tag[1:]}/>"
        case Choice(left, Empty()):
            return f"<optional>{_pattern(left)}</optional>"
        case Interleave(Text(), right):
            return f"<mixed>{_pattern(right)}</mixed>"
        case Choice(left, right) | Group(left, right) | Interleave(left, right):
            tag = type(pattern).__name__.lower()
            return f"<{tag}>{_pattern(left)}{_pattern(right)}</{tag}>"
        case OneOrMore(inner):
            return f"<oneOrMore>{_pattern(inner)}</oneOrMore>"
        case List(inner):
            return f"<list>{_pattern(inner)}</list>"
        case Attribute(names, inner):
            return f"<attribute>{_names(names)}{_pattern(inner)}</attribute>"
        case Element(definition):
            return f'<ref name="{definition}"/>'
        case Value(library, type_, text):
            return f'<value type="{type_}" datatypeLibrary="{library}">{escape(text)}</value>'
        case Data(library, type_, params, excluded):
            inside = "".join(f'<param name="{name}">{escape(value)}</param>' for name, value in params)
            inside += f"<except>{_pattern(excluded)}</except>" if excluded else ""
            return f'<data type="{type_}" datatypeLibrary="{library}">{inside}</data>'
        case _:
            raise ValueError(f"{type(pattern).__name__} occurs in derivatives only")
