"""Turns the records of a schema into its simple form: nested tuples, one for each definition.

Implements section 4 of the specification from 4.4 on and checks the full syntax (section 3) on the way. The
simple form, which is also what the cache keeps, is one of

    ("empty",)  ("notAllowed",)  ("text",)
    ("choice" | "group" | "interleave", place, (pattern, ...))
    ("oneOrMore" | "list", place, pattern)
    ("element" | "attribute", place, name class, pattern)
    ("ref", place, key)
    ("data", place, library, type, ((parameter, value), ...), pattern excepted or None)
    ("value", place, library, type, text, ((prefix, namespace), ...))

Unlike section 4.19, references to definitions that are not elements remain: expanding them would multiply the
size of a TEI schema. They are resolved when patterns are made, and those are shared.
"""

from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from teiproof.relaxng.datatypes import DatatypeError, find
from teiproof.relaxng.grammar import START, Grammar
from teiproof.relaxng.lexical import WHITESPACE
from teiproof.relaxng.nameclass import NameClass
from teiproof.relaxng.naming import name, name_class, refuse_xmlns
from teiproof.relaxng.patterns import Simple
from teiproof.relaxng.reading import Node, did_you_mean, read_reference

EMPTY: Simple = ("empty",)
NOT_ALLOWED: Simple = ("notAllowed",)
TEXT: Simple = ("text",)


class SimpleForm(NamedTuple):
    """A schema in simple form: patterns by key, START among them, where a document begins.

    `id_datatypes` maps library and name of the datatypes ID, IDREF and IDREFS, if they are used, to their type;
    `needs_context`: a datatype needs the namespace declarations of the document. `starts_at` is the place of
    the start.
    """

    definitions: dict[str, Simple]
    id_datatypes: dict[tuple[str, str], str]
    needs_context: bool
    starts_at: int


def simplify(root: Node, path: Path) -> SimpleForm:
    """The simple form of the schema in a file with this root.

    Raises IncorrectSchemaError, naming the place and the section; SchemaNotFoundError for a file it refers to.
    """
    simplifier = _Simplifier(path, 0 if root.name == "grammar" else 1)
    if root.name == "grammar":
        simplifier.grammar(root, None)
    else:
        simplifier.definitions[START] = simplifier.pattern(root)
        simplifier.starts_at = root.where
    for key, node in simplifier.references.items():
        if key not in simplifier.definitions:
            prefix, colon, target = key.rpartition(":")
            defined = [
                other.rpartition(":")[2] for other in simplifier.definitions if other.startswith(prefix + colon)
            ]
            missing = f"there is no definition “{target}”{did_you_mean(target, defined, '“{}”')}"
            raise node.error("4.18", missing if target else "the grammar has no <start>")
    return SimpleForm(
        simplifier.definitions, simplifier.id_datatypes, simplifier.needs_context, simplifier.starts_at
    )


class _Simplifier:
    def __init__(self, path: Path, grammars: int) -> None:
        self.definitions: dict[str, Simple] = {}
        self.references: dict[str, Node] = {}
        self.id_datatypes: dict[tuple[str, str], str] = {}
        self.needs_context = False
        self.starts_at = 0
        self._grammar: Grammar | None = None
        # The first grammar has no prefix, unless the start of the whole schema is outside of it.
        self._grammars = grammars
        self._opened: tuple[Path, ...] = (path,)
        self._datatypes: dict[tuple[str, str, tuple[tuple[str, str], ...]], bool] = {}
        self._makers: dict[str, Callable[[Node], Simple]] = {
            "element": self._element,
            "attribute": self._attribute,
            "group": self._members,
            "interleave": self._members,
            "choice": self._members,
            "optional": lambda node: ("choice", node.where, (self._group(node), EMPTY)),
            "zeroOrMore": lambda node: (
                "choice",
                node.where,
                (("oneOrMore", node.where, self._group(node)), EMPTY),
            ),
            "oneOrMore": lambda node: ("oneOrMore", node.where, self._group(node)),
            "list": lambda node: ("list", node.where, self._group(node)),
            "mixed": lambda node: ("interleave", node.where, (self._group(node), TEXT)),
            "ref": lambda node: self._reference(node, self._grammar),
            "parentRef": lambda node: self._reference(node, self._grammar.parent if self._grammar else None),
            "empty": lambda node: _leaf(node, EMPTY),
            "notAllowed": lambda node: _leaf(node, NOT_ALLOWED),
            "text": lambda node: _leaf(node, TEXT),
            "value": self._value,
            "data": self._data,
            "externalRef": self._external,
            "grammar": lambda node: ("ref", node.where, self.grammar(node, self._grammar)),
        }

    def pattern(self, node: Node) -> Simple:
        """The simple form of an element of the schema that must be a pattern."""
        maker = self._makers.get(node.name)
        if maker is None:
            raise node.error("3", f"<{node.name}> must not stand here: a pattern is expected")
        return maker(node)

    def grammar(self, node: Node, parent: Grammar | None) -> str:
        """Simplify a grammar with all its definitions; the key of its start."""
        node.check_attributes()
        prefix = f"{self._grammars}:" if self._grammars else ""
        self._grammars += 1
        outer, self._grammar = self._grammar, Grammar(prefix, parent)
        grammar = self._grammar
        grammar.collect(node, self._opened)
        self.references.setdefault(prefix + START, node)
        for title, components in grammar.definitions.items():
            method = grammar.combine(title)
            bodies = [self._body(component) for component in components]
            where = components[0].where
            if prefix + title == START:
                self.starts_at = where
            self.definitions[prefix + title] = bodies[0] if len(bodies) == 1 else (method, where, tuple(bodies))
        self._check_overridden(grammar)
        self._grammar = outer
        return prefix + START

    def _check_overridden(self, grammar: Grammar) -> None:
        """What an include replaces must be correct too, but may refer to what is not there."""
        references = dict(self.references)
        for component in grammar.overridden:
            self._body(component)
        self.references = references

    def _body(self, component: Node) -> Simple:
        if component.name == "start" and len(component.children) != 1:
            raise component.error("3", "<start> must contain exactly one pattern")
        return self._content(component, 0)

    def _group(self, node: Node) -> Simple:
        if node.attributes:
            node.check_attributes()
        return self._content(node, 0)

    def _content(self, node: Node, first: int) -> Simple:
        """The children from number `first` on as one pattern, a group where they are several (4.12)."""
        children = node.children
        if len(children) == first + 1:
            return self.pattern(children[first])
        if len(children) <= first:
            raise node.error("3", f"<{node.name}> must contain a pattern")
        return "group", node.where, tuple([self.pattern(child) for child in children[first:]])

    def _members(self, node: Node) -> Simple:
        """A group, choice or interleave; one with a single member is that member (4.12)."""
        if node.attributes:
            node.check_attributes()
        members = [self.pattern(child) for child in node.children]
        if len(members) == 1:
            return members[0]
        if not members:
            raise node.error("3", f"<{node.name}> must contain a pattern")
        return node.name, node.where, tuple(members)

    def _element(self, node: Node) -> Simple:
        node.check_attributes(("name",))
        title = node.attributes.get("name")
        if title is not None:
            return "element", node.where, name(node, title, node.scope.ns), self._content(node, 0)
        if not node.children:
            raise node.error("3", "<element> must have a name")
        return "element", node.where, name_class(node.children[0]), self._content(node, 1)

    def _attribute(self, node: Node) -> Simple:
        node.check_attributes(("name",))
        children = node.children
        first = 0
        names: NameClass
        if "name" in node.attributes:
            names = name(node, node.attributes["name"], node.attributes.get("ns", ""))  # 4.8
        elif children:
            names = name_class(children[0])
            first = 1
        else:
            raise node.error("3", "<attribute> must have a name")
        if len(children) > first + 1:
            raise node.error("3", "<attribute> must contain at most one pattern")
        refuse_xmlns(node, names)
        return "attribute", node.where, names, self.pattern(children[first]) if len(children) > first else TEXT

    def _reference(self, node: Node, grammar: Grammar | None) -> Simple:
        title = node.attributes.get("name", "")
        if grammar is not None and len(node.attributes) == 1 and not node.children:
            key = grammar.prefix + title
            if key in self.references and title:
                return "ref", node.where, key  # what follows has been checked before
        title = node.ncname()
        if "combine" in node.attributes or node.children:
            raise node.error("3", f"<{node.name}> must be empty and have no attribute but name")
        if grammar is None:
            raise node.error("4.18", f"<{node.name}> stands in no grammar that could define “{title}”")
        key = grammar.prefix + title
        self.references.setdefault(key, node)
        return "ref", node.where, key

    def _external(self, node: Node) -> Simple:
        """Section 4.6: the pattern of another file stands in place of the reference."""
        node.check_attributes(("href",), ("href",))
        if node.children:
            raise node.error("3", "<externalRef> must be empty")
        path = node.scope.sources.resolve(node.attributes["href"], node.scope.base, node.where)
        if path in self._opened:
            raise node.error("4.6", f"{path} refers to itself")
        outer, self._opened = self._opened, (*self._opened, path)
        simple = self.pattern(read_reference(node, path))
        self._opened = outer
        return simple

    def _value(self, node: Node) -> Simple:
        node.check_attributes(("type",))
        library, title = "", "token"  # 4.4
        if "type" in node.attributes:
            library, title = node.scope.library, node.attributes["type"].strip(WHITESPACE)
        context: tuple[tuple[str, str], ...] = ()
        if self._check_datatype(node, library, title, ()):
            context = tuple(sorted({**node.scope.prefixes, "": node.scope.ns}.items()))
        try:
            if (library, title) != ("", "token"):
                find(library, title).value(node.text, dict(context))
        except ValueError as error:
            # The specification lets such a value stand, where it matches nothing; jing refuses it, and is
            # right to.
            raise node.error("6.2.9", f"“{node.text}” is not a value of the type {title}: {error}") from None
        return "value", node.where, library, title, node.text, context

    def _data(self, node: Node) -> Simple:
        node.check_attributes(("type",), ("type",))
        params: list[tuple[str, str]] = []
        excepted: Simple | None = None
        for child in node.children:
            if excepted is not None or child.name not in ("param", "except"):
                raise child.error("3", f"<{child.name}> must not stand here in <data>")
            if child.name == "except":
                excepted = self._except(child)
            else:
                child.check_attributes(("name",), ("name",))
                params.append((child.ncname(), child.text))
        library, title = node.scope.library, node.attributes["type"].strip(WHITESPACE)
        self._check_datatype(node, library, title, tuple(params))
        return "data", node.where, library, title, tuple(params), excepted

    def _except(self, node: Node) -> Simple:
        node.check_attributes()
        members = tuple([self.pattern(child) for child in node.children])
        if not members:
            raise node.error("3", "<except> must contain a pattern")
        return members[0] if len(members) == 1 else ("choice", node.where, members)

    def _check_datatype(
        self, node: Node, library: str, title: str, params: tuple[tuple[str, str], ...]
    ) -> bool:
        """Section 4.16: datatypes and their parameters must exist. Whether it needs a context."""
        key = library, title, params
        needs_context = self._datatypes.get(key)
        if needs_context is None:
            try:
                datatype = find(library, title, params)
            except DatatypeError as error:
                raise node.error("4.16", str(error).rstrip(".")) from None
            if datatype.id_type:
                self.id_datatypes[library, title] = datatype.id_type
            needs_context = self._datatypes[key] = datatype.needs_context
            self.needs_context |= needs_context
        return needs_context


def _leaf(node: Node, simple: Simple) -> Simple:
    node.check_attributes()
    if node.children:
        raise node.error("3", f"<{node.name}> must be empty")
    return simple
