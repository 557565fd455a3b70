"""Reads the compact syntax of RELAX NG into the same records as the XML syntax (ISO/IEC 19757-2, Annex C;
https://relaxng.org/compact-20021121.html).

Annotations are passed over; the prefixes in them must be declared all the same.
"""

from pathlib import Path

from teiproof.errors import IncorrectSchemaError
from teiproof.names import XML
from teiproof.relaxng.compactcursor import KEYWORDS, Cursor
from teiproof.relaxng.compacttokens import Token, text_of, tokens
from teiproof.relaxng.datatypes import XSD
from teiproof.relaxng.reading import DEPTH_LIMIT, Node, Scope
from teiproof.relaxng.sources import Sources

_CONNECTORS = {",": "group", "|": "choice", "&": "interleave"}
_QUANTIFIERS = {"?": "optional", "*": "zeroOrMore", "+": "oneOrMore"}
_COMBINING = {"=": "", "|=": "choice", "&=": "interleave"}
_NAMES = ("cname", "name", "quoted")
_DECLARATIONS = "4 of the Compact Syntax"


def parse(data: bytes, file: int, sources: Sources, path: Path, ns: str) -> Node:
    """The root of the schema with these bytes, the file of this number; `ns` is what it inherits.

    Raises IncorrectSchemaError.
    """
    try:
        text = text_of(data)
    except UnicodeDecodeError:
        raise IncorrectSchemaError(f"{path}: the schema is not text in UTF-8. Convert it.") from None
    scope = Scope(sources, ns, "", {"xml": XML}, path.absolute().as_uri())
    return _Parser(list(tokens(text)), file, scope).schema()


class _Parser(Cursor):
    """A recursive descent; each method takes what it is named after. `scope` is that of all records."""

    def __init__(self, read: list[Token], file: int, scope: Scope) -> None:
        super().__init__(read, file, scope.sources)
        self._depth = 0
        self._inherited = scope.ns
        self._libraries = {"xsd": XSD}
        self.scope = scope

    def _node(
        self,
        kind: str,
        token: Token,
        *children: Node,
        attributes: dict[str, str] | None = None,
        scope: Scope | None = None,
    ) -> Node:
        node = Node(kind, attributes or {}, self.where(token), scope or self.scope)
        node.children += children
        return node

    # Declarations (section 4).

    def schema(self) -> Node:
        token = self.here
        self._declarations()
        start = self._index
        self._annotations()
        if (
            self.here.kind == "end"
            or self.is_keyword("start", "div", "include")
            or self.is_before(*_COMBINING, "[")
        ):
            self._index = start
            root = self._node("grammar", token)
            self._members(root)
        else:
            root = self._pattern()
        if self.here.kind != "end":
            self.refuse("a definition" if root.name == "grammar" else "the end of the schema")
        return root

    def _declarations(self) -> None:
        prefixes = dict(self.scope.prefixes)
        declared: set[tuple[str, str]] = set()
        default = self._inherited
        while self.is_keyword("namespace", "default", "datatypes"):
            token = self.next()
            is_default = token.text == "default"
            if is_default:
                if not self.is_keyword("namespace"):
                    self.refuse("“namespace”")
                self.next()
            prefix = (
                "" if is_default and self.is_symbol("=") else self.identifier("a prefix", with_keywords=True)
            )
            self.expect("=")
            keys = {("namespace" if is_default else token.text, prefix)} if prefix else set()
            if is_default:
                keys.add(("default", ""))
            if not keys.isdisjoint(declared):
                self.fail(token, f"“{prefix or 'default namespace'}” is declared twice", _DECLARATIONS)
            declared |= keys
            if token.text == "datatypes":
                self._libraries[prefix] = self.literal()
                continue
            uri = self._uri()
            if prefix == "xmlns" or (prefix == "xml") != (uri == XML):
                self.fail(token, f"“{prefix}” must not mean “{uri}”", _DECLARATIONS)
            if is_default:
                default = uri
            if prefix:
                prefixes[prefix] = uri
        self.scope = self.scope._replace(ns=default, prefixes=prefixes)

    def _uri(self) -> str:
        if not self.is_keyword("inherit"):
            return self.literal()
        self.next()
        return self._inherited

    def _namespace(self, token: Token, prefix: str) -> str:
        if prefix not in self.scope.prefixes:
            self.fail(
                token, f'the prefix “{prefix}” is not declared: add namespace {prefix} = "..."', _DECLARATIONS
            )
        return self.scope.prefixes[prefix]

    # Annotations (section 5).

    def _annotations(self) -> None:
        """Pass over annotations before what they are about."""
        while self.here.kind == "documentation":
            self.next()
        if self.is_symbol("["):
            self._bracket()

    def _following(self) -> None:
        """Pass over annotations behind what they are about."""
        while self.take(">>"):
            self._annotated()

    def _annotated(self) -> None:
        """Pass over an element that is an annotation."""
        if self.here.kind not in _NAMES:
            self.refuse("the name of an annotation")
        self._check_prefix(self.next())
        self._bracket()

    def _bracket(self) -> None:
        opening = self.here
        self.expect("[")
        depth = 1
        while depth:
            if self.here.kind == "end":
                self.fail(opening, "this bracket is never closed: “]” is missing")
            if self.here.kind not in (*_NAMES, "literal") and not self.is_symbol("[", "]", "=", "~"):
                self.refuse("an annotation")
            token = self.next()
            self._check_prefix(token)
            if token.kind == "symbol":
                depth += (token.text == "[") - (token.text == "]")

    def _check_prefix(self, token: Token) -> None:
        if token.kind == "cname":
            self._namespace(token, token.text.partition(":")[0])

    # Grammars.

    def _members(self, parent: Node) -> None:
        """The definitions of a grammar, a div or an include, up to what cannot be one."""
        while True:
            if self.here.kind in _NAMES and self.is_before("["):
                self._annotated()
                continue
            start = self._index
            self._annotations()
            token = self.here
            if self.is_keyword("div"):
                self.next()
                parent.children.append(self._enclosed(self._node("div", token)))
            elif self.is_keyword("include"):
                parent.children.append(self._include())
            elif self.is_keyword("start"):
                self.next()
                parent.children.append(self._definition(token, "start", {}))
            elif token.kind == "quoted" or (token.kind == "name" and token.text not in KEYWORDS):
                name = self.identifier("a name")
                parent.children.append(self._definition(token, "define", {"name": name}))
            elif start != self._index:
                self.refuse("a definition")
            else:
                return

    def _enclosed(self, parent: Node) -> Node:
        self.expect("{")
        self._members(parent)
        self.expect("}")
        return parent

    def _definition(self, token: Token, kind: str, attributes: dict[str, str]) -> Node:
        if not self.is_symbol(*_COMBINING):
            self.refuse("“=”")
        method = _COMBINING[self.next().text]
        if method:
            attributes["combine"] = method
        return self._node(kind, token, self._pattern(), attributes=attributes)

    def _reference_to_file(self, kind: str) -> Node:
        token = self.next()
        href = self.literal()
        scope = self.scope
        if self.is_keyword("inherit"):
            self.next()
            self.expect("=")
            inherited = self.here
            scope = scope._replace(
                ns=self._namespace(inherited, self.identifier("a prefix", with_keywords=True))
            )
        return self._node(kind, token, attributes={"href": href}, scope=scope)

    def _include(self) -> Node:
        node = self._reference_to_file("include")
        return self._enclosed(node) if self.is_symbol("{") else node

    # Patterns (section 2).

    def _pattern(self) -> Node:
        token = self.here
        members = [self._particle()]
        connector = self.here.text if self.is_symbol(*_CONNECTORS) else ""
        while connector and self.take(connector):
            members.append(self._particle())
        if self.is_symbol(*_CONNECTORS):
            message = f"“{connector}” and “{self.here.text}” must not stand side by side; set parentheses"
            self.fail(self.here, message)
        return self._node(_CONNECTORS[connector], token, *members) if connector else members[0]

    def _particle(self) -> Node:
        token = self.here
        node = self._primary()
        if self.is_symbol(*_QUANTIFIERS):
            node = self._node(_QUANTIFIERS[self.next().text], token, node)
            self._following()
        return node

    def _primary(self) -> Node:
        self._annotations()
        self._depth += 1
        if self._depth > DEPTH_LIMIT:
            self.fail(self.here, f"the schema is nested deeper than {DEPTH_LIMIT} levels", "3")
        node = self._unannotated()
        self._depth -= 1
        self._following()
        return node

    def _unannotated(self) -> Node:
        token = self.here
        if self.take("("):
            node = self._pattern()
            self._end_of_pattern(")")
            return node
        if token.kind == "literal":
            return self._value(token, {}, "")
        if token.kind == "cname" or self.is_keyword("string", "token"):
            return self._data()
        if token.kind == "quoted" or (token.kind == "name" and token.text not in KEYWORDS):
            return self._node("ref", token, attributes={"name": self.identifier("a name")})
        if self.is_keyword("element", "attribute"):
            self.next()
            names = self._name_class(is_attribute=token.text == "attribute")
            return self._node(token.text, token, names, self._body())
        if self.is_keyword("list", "mixed"):
            self.next()
            return self._node(token.text, token, self._body())
        if self.is_keyword("empty", "text", "notAllowed"):
            return self._node(self.next().text, token)
        if self.is_keyword("parent"):
            self.next()
            return self._node("parentRef", token, attributes={"name": self.identifier("a name")})
        if self.is_keyword("external"):
            return self._reference_to_file("externalRef")
        if self.is_keyword("grammar"):
            self.next()
            return self._enclosed(self._node("grammar", token))
        return self.refuse("a pattern")

    def _body(self) -> Node:
        self.expect("{")
        pattern = self._pattern()
        self._end_of_pattern("}")
        return pattern

    def _end_of_pattern(self, symbol: str) -> None:
        """Take the symbol that closes a pattern; without one there may also be more of it."""
        if not self.take(symbol):
            self.refuse(f"“,”, “|”, “&” or “{symbol}”" if self.here.kind != "end" else f"“{symbol}”")

    def _data(self) -> Node:
        token = self.next()
        prefix, _, name = token.text.rpartition(":")
        if prefix and prefix not in self._libraries:
            message = f'the prefix “{prefix}” is not declared: add datatypes {prefix} = "..."'
            self.fail(token, message, _DECLARATIONS)
        library = self._libraries[prefix] if prefix else ""
        if self.here.kind == "literal":
            return self._value(token, {"type": name}, library)
        node = self._node("data", token, attributes={"type": name}, scope=self.scope._replace(library=library))
        if self.take("{"):
            self._annotations()
            while not self.take("}"):
                token = self.here
                name = self.identifier("a parameter", with_keywords=True)
                child = self._node("param", token, attributes={"name": name})
                self.expect("=")
                child.text = self.literal()
                node.children.append(child)
                self._annotations()
        if self.is_symbol("-"):
            node.children.append(self._node("except", self.next(), self._primary()))
        return node

    def _value(self, token: Token, attributes: dict[str, str], library: str) -> Node:
        node = self._node("value", token, attributes=attributes, scope=self.scope._replace(library=library))
        node.text = self.literal()
        return node

    # Name classes.

    def _name_class(self, is_attribute: bool) -> Node:
        token = self.here
        members = [self._basic_name_class(is_attribute)]
        while self.take("|"):
            members.append(self._basic_name_class(is_attribute))
        return self._node("choice", token, *members) if len(members) > 1 else members[0]

    def _basic_name_class(self, is_attribute: bool) -> Node:
        self._annotations()
        token = self.here
        if self.take("("):
            node = self._name_class(is_attribute)
            self.expect(")")
        elif self.take("*"):
            node = self._node("anyName", token)
        elif token.kind == "nsname":
            ns = self._namespace(self.next(), token.text.partition(":")[0])
            node = self._node("nsName", token, scope=self.scope._replace(ns=ns))
        else:
            node = self._name(is_attribute)
        if self.is_symbol("-") and node.name in ("anyName", "nsName"):
            node.children.append(self._node("except", self.next(), self._basic_name_class(is_attribute)))
        self._following()
        return node

    def _name(self, is_attribute: bool) -> Node:
        token = self.here
        prefix, _, local = token.text.rpartition(":") if token.kind == "cname" else ("", "", token.text)
        if prefix:
            ns = self._namespace(self.next(), prefix)
        else:
            # An attribute without a prefix is in no namespace.
            ns = "" if is_attribute else self.scope.ns
            self.identifier("a name", with_keywords=True)
        node = self._node("name", token, scope=self.scope._replace(ns=ns))
        node.text = local
        return node
