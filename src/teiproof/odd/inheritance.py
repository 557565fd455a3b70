"""The attributes that elements and classes have: their own, and those of their classes.

A class may be a member of others, and an attribute may come by several ways; it comes once. What a declaration
says of an attribute of its classes, in the modes `change`, `delete` and `replace`, holds for it and, where a
class says so, for its members (Guidelines, 23.5.3 Attribute List Specification and 24.5.1).
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace

from teiproof.diagnostics import Severity
from teiproof.odd.attribute_merging import Key, key_of, merged_attribute
from teiproof.odd.problems import Note, refusal
from teiproof.odd.records import (
    ADD,
    CHANGE,
    DELETE,
    REPLACE,
    Attribute,
    AttributeList,
    AttributeRef,
    ClassSpec,
    ElementSpec,
)

Overrides = Mapping[Key, Attribute]


def attributes_of(
    spec: ElementSpec | ClassSpec, classes: Mapping[str, ClassSpec]
) -> tuple[AttributeList, tuple[Note, ...]]:
    """All attributes of an element or a class, as a list for each class (its `origin`) and one of its own.

    Notes tell of changes to attributes that it does not have. Raises OddError if two classes give it
    different attributes of one name.
    """
    return _Inheritance(spec, classes).resolve()


class _Inheritance:
    def __init__(self, spec: ElementSpec | ClassSpec, classes: Mapping[str, ClassSpec]) -> None:
        self._spec = spec
        self._classes = classes
        self._visited: set[str] = set()
        self._seen: dict[Key, str] = {}
        self._used: set[Key] = set()

    def resolve(self) -> tuple[AttributeList, tuple[Note, ...]]:
        spec = self._spec
        own = _overrides(spec.attributes)
        for key, attribute in own.items():
            if attribute.mode in (ADD, REPLACE):
                self._seen[key] = ""
        self._visited.add(spec.ident if isinstance(spec, ClassSpec) else "")
        inherited = list(self._of_classes(spec, own))
        origin = spec.ident if isinstance(spec, ClassSpec) else ""
        mine = self._part(spec.attributes, own, origin, lambda each: replace(each, mode=ADD, origin=origin))
        lists = [*inherited, *([mine] if mine.members else [])]
        return AttributeList(members=tuple(lists)), tuple(self._unused(own))

    def _of_classes(self, spec: ElementSpec | ClassSpec, overrides: Overrides) -> Iterator[AttributeList]:
        for membership in spec.memberships or ():
            owner = self._classes.get(membership.key)
            if owner is None or owner.kind != "atts" or owner.ident in self._visited:
                continue
            self._visited.add(owner.ident)
            own = _overrides(owner.attributes)
            yield from self._of_classes(owner, _combined(own, overrides))
            found = self._inherited(owner, overrides)
            if found.members:
                yield found

    def _inherited(self, owner: ClassSpec, overrides: Overrides) -> AttributeList:
        """The part of a class's own list that remains."""
        return self._part(
            owner.attributes, overrides, owner.ident, lambda each: self._overridden(each, owner, overrides)
        )

    def _part(
        self,
        declared: AttributeList,
        overrides: Overrides,
        origin: str,
        kept: Callable[[Attribute], Attribute | None],
    ) -> AttributeList:
        """A list with what its references mean, and what `kept` makes of its attributes."""
        members: list[Attribute | AttributeRef | AttributeList] = []
        for member in declared.members:
            if isinstance(member, Attribute):
                attribute = kept(member) if member.mode in (ADD, REPLACE) else None
                members += [] if attribute is None else [attribute]
                continue
            if isinstance(member, AttributeRef) and member.pattern and member.owner not in self._classes:
                members.append(member)
                continue
            if isinstance(member, AttributeRef):
                found = self._referred(member, overrides)
            else:
                found = self._part(member, overrides, origin, kept)
            members += [found] if found.members else []
        return AttributeList(declared.organisation, tuple(members), origin)

    def _overridden(self, attribute: Attribute, owner: ClassSpec, overrides: Overrides) -> Attribute | None:
        key = key_of(attribute)
        override = overrides.get(key)
        attribute = replace(attribute, mode=ADD, origin=owner.ident)
        if override is not None and override.nodes[-1] is not attribute.nodes[-1]:
            self._used.add(key)
            if override.mode == CHANGE:
                attribute = replace(merged_attribute(attribute, override), is_changed=True)
            else:
                return None
        known = self._seen.get(key)
        if known == owner.ident:
            return None
        if known is not None:
            self._conflict(attribute, known, owner)
        self._seen[key] = owner.ident
        return attribute

    def _conflict(self, attribute: Attribute, known: str, owner: ClassSpec) -> None:
        where = f"has an attribute “{attribute.ident}” already" + (f", from {known}" if known else "")
        raise refusal(
            self._spec.node,
            f"{self._spec.ident} {where}; the class {owner.ident} gives it another. Delete one of them: "
            f'<attDef ident="{attribute.ident}" mode="delete"/>, or declare it here in mode “replace”.',
        )

    def _referred(self, reference: AttributeRef, overrides: Overrides) -> AttributeList:
        """What an attRef means."""
        owner = self._classes.get(reference.owner)
        if owner is None:
            return AttributeList()
        if not reference.name:
            if owner.ident in self._visited:
                return AttributeList()
            self._visited.add(owner.ident)
            lists = [*self._of_classes(owner, overrides), self._inherited(owner, overrides)]
            return AttributeList(members=tuple(lists))
        for attribute in owner.attributes.attributes():
            # The older form names a pattern, in which there is no colon.
            names = (attribute.ident, attribute.ident.replace(":", ""))
            if reference.name in names and attribute.mode in (ADD, REPLACE):
                found = self._overridden(attribute, owner, overrides)
                return AttributeList(members=(found,) if found else (), origin=owner.ident)
        return AttributeList()

    def _unused(self, own: Overrides) -> Iterator[Note]:
        """Changes of attributes that are not there."""
        for key, attribute in own.items():
            if attribute.mode not in (CHANGE, DELETE) or key in self._used:
                continue
            if attribute.mode == DELETE and len(attribute.nodes) > 1:
                continue  # it was its own
            name = f"{self._spec.ident} has no attribute “{attribute.ident}”"
            if attribute.mode == DELETE:
                yield Note("odd.not-there", attribute.nodes[-1], f"{name} to delete.", "ident", Severity.INFO)
            else:
                advice = 'Correct the name, or say mode="add" if it is a new one.'
                yield Note("odd.unknown-attribute", attribute.nodes[-1], f"{name} to change. {advice}", "ident")


def _combined(own: Overrides, overrides: Overrides) -> Overrides:
    """What a class and, after it, its member say of attributes of the classes of the class."""
    combined = {**own, **overrides}
    for key in own.keys() & overrides.keys():
        if overrides[key].mode == CHANGE and own[key].mode != DELETE:
            combined[key] = replace(merged_attribute(own[key], overrides[key]), mode=own[key].mode)
    return combined


def _overrides(declared: AttributeList) -> dict[Key, Attribute]:
    return {key_of(attribute): attribute for attribute in declared.attributes()}
