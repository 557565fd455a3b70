"""From attributes to patterns of RELAX NG: a definition for each class and each attribute of a class.

Elements refer to these. Where an element has not all attributes of a class, or has one otherwise, it refers to
the attributes one by one.
"""

from collections.abc import Iterator

from teiproof.odd.attribute_merging import key_of
from teiproof.odd.content_patterns import ContentPatterns, Describe
from teiproof.odd.flattened import Flattened
from teiproof.odd.patterns import Pattern, choice, empty, group, occurring, reference, text
from teiproof.odd.records import Attribute, AttributeList, ClassSpec, Datatype, ElementSpec


class AttributePatterns:
    """Makes the patterns of attributes."""

    def __init__(self, schema: Flattened, contents: ContentPatterns, described: Describe) -> None:
        self._schema = schema
        self._contents = contents
        self._described = described
        self._own = {ident: _own_list(spec) for ident, spec in schema.classes.items() if spec.kind == "atts"}
        self._closures: dict[str, frozenset[str]] = {}

    def of(self, spec: ElementSpec | ClassSpec) -> list[Pattern]:
        """The patterns that together are the attributes of an element or a class."""
        lists = {part.origin: part for part in _parts(spec)}
        done: set[str] = set()
        patterns = list(self._inherited(spec, lists, done))
        for part in _parts(spec):
            if part.origin not in done:
                patterns += self._list(part, spec)
        return sorted((pattern for pattern in patterns if pattern.tag != "empty"), key=_rank)

    def definitions(self, spec: ClassSpec) -> Iterator[Pattern]:
        """The definitions of a class: of all its attributes, and of each of its own."""
        name = self._contents.name(spec.ident)
        body = self.of(spec) or [empty()]
        yield Pattern("define", {"name": f"{name}.attributes"}, body)
        for attribute in self._own[spec.ident].attributes():
            if attribute.origin == spec.ident and not attribute.is_changed:
                yield Pattern(
                    "define", {"name": self._name(attribute)}, [self._attribute(attribute, spec.ident)]
                )

    def _inherited(
        self, spec: ElementSpec | ClassSpec, lists: dict[str, AttributeList], done: set[str]
    ) -> Iterator[Pattern]:
        """References to the classes of which everything is inherited, the others left to be written out."""
        for membership in spec.memberships or ():
            owner = self._schema.classes.get(membership.key)
            if owner is None or owner.kind != "atts" or owner.ident in done:
                continue
            closure = self._closure(owner)
            if closure.isdisjoint(done) and all(self._is_whole(each, lists) for each in closure):
                done |= closure
                if any(self._own[each].members for each in closure):
                    yield reference(f"{self._contents.name(owner.ident)}.attributes")
            else:
                done.add(owner.ident)
                yield from self._inherited(owner, lists, done)
                if owner.ident in lists:
                    yield from self._list(lists[owner.ident], spec)

    def _closure(self, spec: ClassSpec) -> frozenset[str]:
        """A class and the classes whose attributes its members have."""
        if spec.ident not in self._closures:
            found = {spec.ident}
            waiting = [spec]
            while waiting:
                for membership in waiting.pop().memberships or ():
                    owner = self._schema.classes.get(membership.key)
                    if owner is not None and owner.kind == "atts" and owner.ident not in found:
                        found.add(owner.ident)
                        waiting.append(owner)
            self._closures[spec.ident] = frozenset(found)
        return self._closures[spec.ident]

    def _is_whole(self, ident: str, lists: dict[str, AttributeList]) -> bool:
        """Whether all attributes that a class itself has are inherited as they are."""
        own = [key_of(attribute) for attribute in self._own[ident].attributes()]
        part = lists.get(ident)
        if part is None:
            return not own
        attributes = list(part.attributes())
        return [key_of(each) for each in attributes] == own and not any(each.is_changed for each in attributes)

    def _list(self, attributes: AttributeList, spec: ElementSpec | ClassSpec) -> list[Pattern]:
        """The patterns that together are a list of attributes."""
        members: list[list[Pattern]] = []
        for member in attributes.members:
            if isinstance(member, AttributeList):
                members.append(self._list(member, spec))
            elif isinstance(member, Attribute):
                members.append([self._referred(member, spec)])
            else:
                members.append([reference(member.pattern)])
        if attributes.organisation == "choice":
            return [choice(group(each) for each in members)]
        return [pattern for each in members for pattern in each]

    def _referred(self, attribute: Attribute, spec: ElementSpec | ClassSpec) -> Pattern:
        if attribute.origin and not attribute.is_changed:
            return reference(self._name(attribute))
        return self._attribute(attribute, spec.ident)

    def _name(self, attribute: Attribute) -> str:
        """The name of the definition of an attribute of a class."""
        return f"{self._contents.name(attribute.origin)}.attribute.{attribute.ident.replace(':', '')}"

    def _attribute(self, attribute: Attribute, owner: str) -> Pattern:
        local = attribute.name.rpartition(":")[2]
        names = {
            "name": local if attribute.namespace and not attribute.name.startswith("xml:") else attribute.name
        }
        if attribute.namespace and not attribute.name.startswith("xml:"):
            names["ns"] = attribute.namespace
        if attribute.default:
            names["a:defaultValue"] = attribute.default
        value = self._value(attribute, owner)
        children = [*self._described(attribute.nodes), *([] if value.tag == "text" else [value])]
        found = Pattern("attribute", names, children)
        return found if attribute.is_required else Pattern("optional", children=[found])

    def _value(self, attribute: Attribute, owner: str) -> Pattern:
        """What the value of an attribute may be."""
        datatype = attribute.datatype
        word = self._word(attribute, datatype, owner)
        if datatype is None or word.tag == "text":
            return word
        if datatype.occurs.most == 1:
            return occurring(word, datatype.occurs)
        return Pattern("list", children=[occurring(word, datatype.occurs)])

    def _word(self, attribute: Attribute, datatype: Datatype | None, owner: str) -> Pattern:
        values = attribute.values
        typed = text()
        if datatype is not None and datatype.content is not None:
            typed = self._contents.of(datatype.content, owner)
        if values is None or values.kind in ("", "open"):
            return typed
        if values.kind == "closed":
            return choice(self._contents.values(values))
        if datatype is None:
            typed = Pattern("data", {"type": "Name"})
        elif typed.tag == "text" and datatype.occurs.most != 1:
            typed = Pattern("data", {"type": "token"})  # any word; in a list RELAX NG allows no text
        return choice([*self._contents.values(values), typed])


def _rank(pattern: Pattern) -> tuple[int, str, str]:
    """The order of attributes: classes, attributes of classes, others, whencesoever an element has them."""
    inner = pattern
    while inner.tag in ("optional", "group", "choice") and inner.children:
        inner = inner.children[0]
    name = inner.attributes.get("name", "")
    if pattern.tag == "ref":
        return (0 if name.endswith(".attributes") else 1), name.lower(), name
    return 2, name.lower(), name


def _parts(spec: ElementSpec | ClassSpec) -> list[AttributeList]:
    return [part for part in spec.attributes.members if isinstance(part, AttributeList)]


def _own_list(spec: ClassSpec) -> AttributeList:
    """The attributes that a class itself declares."""
    for part in _parts(spec):
        if part.origin == spec.ident:
            return part
    return AttributeList()
