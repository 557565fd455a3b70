"""From content models to patterns of RELAX NG.

Everything the schema declares has a definition of its own, to which patterns refer; only what a reference
restricts (a class some members of which are meant, a datatype with a further condition) is written out.
"""

from collections.abc import Callable, Iterable

from lxml import etree

from teiproof.odd import content as c
from teiproof.odd.cycles import references
from teiproof.odd.flattened import Flattened
from teiproof.odd.patterns import (
    Pattern,
    choice,
    empty,
    group,
    occurring,
    reference,
    text,
)
from teiproof.odd.problems import refusal
from teiproof.odd.pruning import spec_of_pattern
from teiproof.odd.records import AnySpec, ClassSpec, ElementSpec, MacroSpec
from teiproof.odd.relaxng_copying import copied

Describe = Callable[[tuple[etree._Element, ...]], list[Pattern]]
"""Makes the documentation of what some declarations declare, if it is wanted."""

Names = tuple[tuple[str, str], ...]
"""Elements by namespace and local name; the name is empty where all of a namespace is meant."""

_MOST_PATTERNS = 500_000
"""How many patterns may be written out: repetitions in repetitions could fill the memory."""

_DEPTH = 100


class ContentPatterns:
    """Makes the patterns of content models; `any_elements` gathers the definitions of anyElement it needs."""

    def __init__(self, schema: Flattened, described: Describe) -> None:
        self.any_elements: dict[str, Pattern] = {}
        self._described = described
        self._schema = schema
        self._specs: dict[str, AnySpec] = {**schema.macros, **schema.classes, **schema.elements}
        self._members = schema.members()
        self._any_names: dict[tuple[str, object, object], str] = {}
        self._count = 0

    def name(self, ident: str) -> str:
        """The name of the definition of a specification."""
        spec = self._specs.get(ident)
        prefix = self._schema.prefix if spec is None or spec.prefix is None else spec.prefix
        return prefix + ident

    def of_class(self, spec: ClassSpec) -> Pattern:
        """The definition of a model class: any one of its members."""
        return choice(self._member(spec, member) for member in self._members[spec.ident])

    def _member(self, owner: ClassSpec, member: ElementSpec | ClassSpec) -> Pattern:
        found = reference(self.name(member.ident))
        for membership in member.memberships or ():
            if membership.key == owner.ident and membership.occurs is not None:
                return occurring(found, membership.occurs)
        return found

    def of(self, content: c.Content, owner: str) -> Pattern:
        """The pattern of a content model in the specification `owner`. Raises OddError if it is too large."""
        return self._made(content, owner, ())

    def _made(self, content: c.Content, owner: str, patterns: tuple[str, ...]) -> Pattern:
        if _is_list(content):
            return Pattern("list", children=[self._words(content, owner, patterns)])
        pattern = self._once(content, owner, patterns)
        if content.occurs == c.ONCE:
            return pattern
        self._spend(content, max(content.occurs.least, content.occurs.most or 0) * _size(pattern))
        return occurring(pattern, content.occurs)

    def _words(self, content: c.Content, owner: str, patterns: tuple[str, ...]) -> Pattern:
        """The pattern of data, sequences of which are words of one list."""
        if isinstance(content, c.Sequence):
            pattern = group(self._words(member, owner, patterns) for member in content.members)
        elif isinstance(content, c.Alternate):
            pattern = choice(self._words(member, owner, patterns) for member in content.members)
        else:
            pattern = self._once(content, owner, patterns)
        self._spend(content, max(content.occurs.least, content.occurs.most or 0) * _size(pattern))
        return occurring(pattern, content.occurs)

    def _spend(self, content: c.Content, patterns: int) -> None:
        self._count += patterns
        if self._count > _MOST_PATTERNS:
            raise refusal(
                content.node,
                f"written out, the content models of this ODD have more than {_MOST_PATTERNS:,} patterns. Ask "
                "for fewer repetitions, or for “unbounded”.",
            )

    def _once(self, content: c.Content, owner: str, patterns: tuple[str, ...]) -> Pattern:
        """The pattern of a content model, how often it occurs left aside."""
        self._spend(content, 1)
        if isinstance(content, c.Empty):
            return empty()
        if isinstance(content, c.TextNode):
            return _restricted("string", (), patterns) if patterns else text()
        if isinstance(content, c.ElementRef):
            return reference(self.name(content.key))
        if isinstance(content, c.MacroRef):
            return self._macro(content.key, owner, patterns)
        if isinstance(content, c.ClassRef):
            return self._class(content)
        if isinstance(content, c.DataRef):
            return self._data(content, owner, patterns)
        if isinstance(content, c.ValList):
            return self._listed(content, patterns)
        if isinstance(content, c.Alternate):
            return choice(self._made(member, owner, patterns) for member in content.members)
        if isinstance(content, c.Sequence):
            return self._sequence(content, owner, patterns)
        if isinstance(content, c.AnyElement):
            return reference(self._any_element(content, owner))
        if isinstance(content, c.AnyDeclared):
            return choice(reference(self.name(ident)) for ident in self._referred_elements())
        if not isinstance(content, c.RelaxNG):
            raise TypeError(f"no pattern for {type(content).__name__}")
        return copied(content.node, _plain if content.plain else self._relaxng_ref, content.gone)

    def _referred_elements(self) -> list[str]:
        """The elements that may occur somewhere without the help of AnyDeclared."""
        schema = self._schema
        referred = set(schema.start)
        contents = [spec.content for spec in schema.elements.values()]
        contents += [spec.content for spec in schema.macros.values()]
        for content in contents:
            if content is not None:
                referred.update(references(content))
        for ident, members in self._members.items():
            if schema.classes[ident].kind == "model":
                referred.update(member.ident for member in members)
        return sorted(referred & schema.elements.keys(), key=lambda ident: (ident.lower(), ident))

    def values(self, content: c.ValList, patterns: tuple[str, ...] = ()) -> list[Pattern]:
        """The values of a list, those alone that match some regular expressions, each with its description."""
        found: list[Pattern] = []
        for item in content.items:
            if _matches(item.name, patterns):
                found.append(Pattern("value", text=item.name))
                found += self._described(item.nodes)
        return found

    def _listed(self, content: c.ValList, patterns: tuple[str, ...]) -> Pattern:
        """The pattern of a list that is content; one that says that it is not closed allows other values."""
        if content.kind in ("open", "semi"):
            return _restricted("string", (), patterns)
        return choice(self.values(content, patterns))

    def _sequence(self, content: c.Sequence, owner: str, patterns: tuple[str, ...]) -> Pattern:
        members = [self._made(member, owner, patterns) for member in content.members]
        return group(members, "group" if content.in_order else "interleave")

    def _macro(self, key: str, owner: str, patterns: tuple[str, ...]) -> Pattern:
        spec = self._specs[key]
        if patterns and isinstance(spec, MacroSpec) and spec.content is not None:
            return self._made(spec.content, owner, patterns)
        return reference(self.name(key))

    def _class(self, content: c.ClassRef) -> Pattern:
        spec = self._specs[content.key]
        if content.is_plain or not isinstance(spec, ClassSpec):
            return reference(self.name(content.key))
        return self._expanded(spec, content, 0)

    def _expanded(self, spec: ClassSpec, content: c.ClassRef, depth: int) -> Pattern:
        """The members of a class as a classRef wants them, those of classes in it likewise."""
        if depth > _DEPTH:
            raise refusal(content.node, f"classes are members of classes over more than {_DEPTH} levels.")
        found = []
        for member in self._members[spec.ident]:
            if depth == 0 and not content.takes(member.ident):
                continue
            self._spend(content, 1)
            if isinstance(member, ClassSpec) and content.expand != c.ALTERNATION:
                found.append(self._expanded(member, content, depth + 1))
            else:
                found.append(occurring(self._member(spec, member), c.EXPANSIONS[content.expand]))
        return choice(found) if content.expand == c.ALTERNATION else group(found)

    def _data(self, content: c.DataRef, owner: str, patterns: tuple[str, ...]) -> Pattern:
        patterns = (*content.patterns, *patterns)
        if content.key:
            return self._macro(content.key, owner, patterns)
        return _restricted(content.name, content.facets, patterns)

    def _any_element(self, content: c.AnyElement, owner: str) -> str:
        excepted = self._schema.exceptions if content.but is None else content.but
        key = (owner, content.require, excepted)
        if key not in self._any_names:
            number = sum(known[0] == owner for known in self._any_names) + 1
            name = f"anyElement-{owner}" + (f".{number}" if number > 1 else "")
            name = self._any_names[key] = self._schema.prefix + name
            self.any_elements[name] = _any_element(content.require, excepted, name)
        return self._any_names[key]

    def _relaxng_ref(self, node: etree._Element) -> Pattern:
        """A reference in RELAX NG, to the definition of a specification if there is one."""
        name = node.get("name", "").strip()
        ident = name if name in self._specs else spec_of_pattern(name)
        spec = self._specs.get(ident)
        suffix = name.removeprefix(ident)
        if isinstance(spec, ClassSpec) and suffix.removeprefix("_") in c.EXPANSIONS:
            return self._expanded(spec, c.ClassRef(spec.node, key=ident, expand=suffix[1:]), 0)
        return reference(name if spec is None else self.name(ident) + suffix)


def _is_data(content: c.Content) -> bool:
    """Whether a content is made of data alone."""
    if isinstance(content, c.Sequence | c.Alternate):
        return bool(content.members) and all(map(_is_data, content.members))
    return isinstance(content, c.DataRef | c.ValList)


def _is_list(content: c.Content) -> bool:
    """Whether a content is a list of words: a sequence of data, or data that may occur more than once."""
    return _is_data(content) and (isinstance(content, c.Sequence) or content.occurs.most != 1)


def _plain(node: etree._Element) -> Pattern:
    return reference(node.get("name", "").strip())


def _size(pattern: Pattern) -> int:
    return 1 + sum(map(_size, pattern.children))


def _matches(value: str, patterns: tuple[str, ...]) -> bool:
    if not patterns:
        return True
    from teiproof.relaxng.datatypes.patterns import compile_pattern

    return all(compile_pattern(pattern).matches(value) for pattern in patterns)


def _restricted(name: str, facets: tuple[tuple[str, str], ...], patterns: tuple[str, ...]) -> Pattern:
    """A datatype of XML Schema with facets; several patterns must all match."""
    parameters = [*facets, *(("pattern", pattern) for pattern in patterns)]
    return Pattern(
        "data",
        {"type": name},
        [Pattern("param", {"name": facet}, text=value) for facet, value in parameters],
    )


def _any_element(require: tuple[str, ...], but: Names, name: str) -> Pattern:
    """The definition of an element whose name, attributes and content are free but for some names."""
    if require:
        allowed = choice(
            Pattern("nsName", {"ns": namespace}, _excluded(but, namespace)) for namespace in require
        )
    else:
        allowed = Pattern("anyName", children=_except(_name_class(*each) for each in but))
    attributes = Pattern("zeroOrMore", children=[Pattern("attribute", children=[Pattern("anyName")])])
    inner = Pattern("zeroOrMore", children=[Pattern("choice", children=[text(), reference(name)])])
    return Pattern("define", {"name": name}, [Pattern("element", children=[allowed, attributes, inner])])


def _excluded(but: Names, namespace: str) -> list[Pattern]:
    return _except(_name_class(ns, local) for ns, local in but if ns == namespace and local)


def _except(names: Iterable[Pattern]) -> list[Pattern]:
    children = list(names)
    return [Pattern("except", children=children)] if children else []


def _name_class(namespace: str, local: str) -> Pattern:
    if local:
        return Pattern("name", {"ns": namespace}, text=local)
    return Pattern("nsName", {"ns": namespace})
