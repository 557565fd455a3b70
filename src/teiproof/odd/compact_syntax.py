"""RELAX NG from XML syntax to compact syntax (https://relaxng.org/compact-20021121.html).

What the XML syntax says in attributes that are inherited (@ns, @datatypeLibrary) is said here by prefixes,
which are declared at the top. Elements of other vocabularies have no place here, descriptions excepted.
"""

from collections.abc import Iterator

from lxml import etree

from teiproof.names import XML
from teiproof.odd.markup import ANNOTATIONS, RELAXNG, XSD, inherited

_WIDTH = 110
_INDENT = "  "
_DOCUMENTATION = f"{{{ANNOTATIONS}}}documentation"
_DEFAULT = f"{{{ANNOTATIONS}}}defaultValue"
_KEYWORDS = frozenset(
    "attribute default datatypes div element empty external grammar include inherit list mixed namespace "
    "notAllowed parent start string text token".split()
)
_SUFFIXES = {"optional": "?", "zeroOrMore": "*", "oneOrMore": "+"}
_CONNECTORS = {"group": ",", "interleave": " &", "choice": " |"}
_COMBINE = {None: "=", "choice": "|=", "interleave": "&="}


def compact(data: bytes, title: str) -> Iterator[str]:
    """The lines of a grammar in compact syntax; `data` is a `grammar` of starts and definitions alone."""
    root = etree.fromstring(data)
    writer = _Writer(root)
    components = [
        line
        for node in root
        if isinstance(node.tag, str) and etree.QName(node).namespace == RELAXNG
        for line in ("", *writer.component(node))
    ]
    yield f"# {title}"
    yield ""
    yield from writer.declarations()
    yield from components


class _Writer:
    def __init__(self, root: etree._Element) -> None:
        self._default = root.get("ns", "")
        self._prefixes: dict[str, str] = {}
        self._uses_defaults = any(_DEFAULT in node.attrib for node in root.iter(f"{{{RELAXNG}}}attribute"))

    def declarations(self) -> Iterator[str]:
        """The declarations of prefixes; to be asked for when everything else has been written."""
        if self._default:
            yield f"default namespace = {literal(self._default)}"
        if self._uses_defaults:
            yield f"namespace a = {literal(ANNOTATIONS)}"
        for namespace, prefix in self._prefixes.items():
            yield f"namespace {prefix} = {literal(namespace)}"

    def component(self, node: etree._Element) -> Iterator[str]:
        """A start or a definition."""
        yield from _described(node)
        name = "start" if _local(node) == "start" else identifier(node.get("name", ""))
        body = self._group(_children(node), ",", 1)
        first = f"{name} {_COMBINE[node.get('combine')]}"
        if "\n" not in body and len(first) + len(body) < _WIDTH:
            yield f"{first} {body}"
        else:
            yield first
            yield from (_INDENT + body).split("\n")

    def _group(self, nodes: list[etree._Element], connector: str, depth: int) -> str:
        """Patterns joined by a connector, on lines of their own if they are too long for one."""
        made = [self._pattern(node, depth, is_inner=len(nodes) > 1) for node in nodes]
        flat = f"{connector} ".join(made)
        if "\n" not in flat and len(flat) + len(_INDENT) * depth <= _WIDTH:
            return flat
        return f"{connector}\n{_INDENT * depth}".join(made)

    def _pattern(self, node: etree._Element, depth: int, is_inner: bool) -> str:
        """A pattern; `is_inner` says that it stands beside others, so that a group needs parentheses."""
        local = _local(node)
        documentation = list(_described(node)) if local in ("element", "attribute") else list(_following(node))
        made = self._bare(node, local, depth, is_inner or bool(documentation))
        return f"\n{_INDENT * depth}".join([*documentation, made])

    def _bare(self, node: etree._Element, local: str, depth: int, is_inner: bool) -> str:
        children = _children(node)
        if local in ("empty", "text", "notAllowed"):
            return local
        if local == "ref":
            return identifier(node.get("name", ""))
        if local in ("element", "attribute"):
            return self._named(node, local, children, depth)
        if local in ("list", "mixed"):
            return f"{local} {self._braces(children, depth)}"
        if local in _SUFFIXES:
            inner = self._primary(children, depth)
            return inner + _SUFFIXES[local]
        if local == "value":
            return self._type(node) + literal(node.text or "")
        if local == "data":
            return self._data(node, children, depth)
        return self._parentheses(children, _CONNECTORS[local], depth, is_inner)

    def _parentheses(
        self, nodes: list[etree._Element], connector: str, depth: int, is_inner: bool = True
    ) -> str:
        if not is_inner or len(nodes) == 1:
            return self._group(nodes, connector, depth)
        inner = self._group(nodes, connector, depth + 1)
        if "\n" not in inner:
            return f"({inner})"
        return f"({inner})" if inner.startswith("#") else f"(\n{_INDENT * (depth + 1)}{inner})"

    def _primary(self, nodes: list[etree._Element], depth: int) -> str:
        """What a suffix may follow: one word or block, or a group in parentheses."""
        if len(nodes) > 1:
            return self._parentheses(nodes, ",", depth)
        local = _local(nodes[0])
        if local in _SUFFIXES or (local == "data" and nodes[0].find(f"{{{RELAXNG}}}except") is not None):
            return f"({self._pattern(nodes[0], depth, is_inner=True)})"
        return self._pattern(nodes[0], depth, is_inner=True)

    def _braces(self, nodes: list[etree._Element], depth: int) -> str:
        inner = self._group(nodes, ",", depth + 1)
        if "\n" not in inner and len(inner) + len(_INDENT) * depth < _WIDTH - 30:
            return f"{{ {inner} }}"
        margin = _INDENT * depth
        return f"{{\n{margin}{_INDENT}{inner}\n{margin}}}"

    def _named(self, node: etree._Element, local: str, children: list[etree._Element], depth: int) -> str:
        default = node.get(_DEFAULT)
        before = "" if default is None else f"[ a:defaultValue = {literal(default)} ] "
        if node.get("name") is not None:
            name = self._name(node, node.get("name", "").strip(), local == "attribute")
        else:
            name, children = self._name_class(children[0], local == "attribute"), children[1:]
        if not children and local == "attribute":
            return f"{before}attribute {name} {{ text }}"
        return f"{before}{local} {name} {self._braces(children, depth)}"

    def _name(self, node: etree._Element, name: str, is_attribute: bool) -> str:
        if name.startswith("xml:"):
            return name
        if is_attribute and node.tag == f"{{{RELAXNG}}}attribute":
            namespace = node.get("ns", "")
        else:
            namespace = inherited(node, "ns")
        if namespace == XML:
            return f"xml:{name}"
        if namespace == ("" if is_attribute else self._default):
            return name
        return f"{self._prefix(namespace)}:{name}"

    def _prefix(self, namespace: str) -> str:
        return self._prefixes.setdefault(namespace, f"ns{len(self._prefixes) + 1}" if namespace else "local")

    def _name_class(self, node: etree._Element, is_attribute: bool) -> str:
        local, children = _local(node), _children(node)
        if local == "name":
            return self._name(node, (node.text or "").strip(), is_attribute)
        if local == "choice":
            return f"({' | '.join(self._name_class(child, is_attribute) for child in children)})"
        namespace = inherited(node, "ns")
        is_xml = namespace == XML
        name = "*" if local == "anyName" else f"{'xml' if is_xml else self._prefix(namespace)}:*"
        excepted = [self._name_class(each, is_attribute) for child in children for each in _children(child)]
        if not excepted:
            return name
        return f"{name} - ({' | '.join(excepted)})" if len(excepted) > 1 else f"{name} - {excepted[0]}"

    def _type(self, node: etree._Element) -> str:
        """The datatype before a value; none for the built-in token."""
        name = node.get("type", "")
        if not name:
            return ""
        return f"xsd:{name} " if inherited(node, "datatypeLibrary") == XSD else f"{name} "

    def _data(self, node: etree._Element, children: list[etree._Element], depth: int) -> str:
        made = self._type(node).strip()
        params = [child for child in children if _local(child) == "param"]
        if params:
            inner = " ".join(f"{param.get('name')} = {literal(param.text or '')}" for param in params)
            made += f" {{ {inner} }}"
        for child in children:
            if _local(child) == "except":
                made += f" - {self._parentheses(_children(child), ' |', depth)}"
        return made


def identifier(name: str) -> str:
    """The name of a definition; what is a keyword is marked."""
    return f"\\{name}" if name in _KEYWORDS else name


def literal(text: str) -> str:
    """A text as a literal: in the quotation marks that it does not have, or in parts."""
    escaped = text.replace("\\x{", "\\x{5C}x{")
    escaped = "".join(f"\\x{{{ord(char):X}}}" if char in "\n\r\t" else char for char in escaped)
    if '"' not in escaped:
        return f'"{escaped}"'
    if "'" not in escaped:
        return f"'{escaped}'"
    return " ~ '\"' ~ ".join(f'"{part}"' for part in escaped.split('"'))


def _local(node: etree._Element) -> str:
    return etree.QName(node).localname


def _children(node: etree._Element) -> list[etree._Element]:
    """The patterns in an element."""
    return [child for child in node if isinstance(child.tag, str) and etree.QName(child).namespace == RELAXNG]


def _described(node: etree._Element) -> Iterator[str]:
    """The description in an element, before anything else."""
    for child in node:
        if not isinstance(child.tag, str):
            continue
        if child.tag != _DOCUMENTATION:
            return
        yield f"## {' '.join((child.text or '').split())}"


def _following(node: etree._Element) -> Iterator[str]:
    """The description that follows a value."""
    following = node.getnext()
    while following is not None and following.tag == _DOCUMENTATION:
        yield f"## {' '.join((following.text or '').split())}"
        following = following.getnext()
