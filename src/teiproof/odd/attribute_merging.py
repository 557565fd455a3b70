"""What becomes of an attribute, its values and the constraints when a customisation changes them.

A component that the change states takes the place of the old one; what it does not mention stays
(Guidelines, 24.5.1 Making a Unified ODD).
"""

from dataclasses import replace

from teiproof.odd.content import ValItem, ValList
from teiproof.odd.problems import refusal
from teiproof.odd.records import (
    ADD,
    CHANGE,
    DELETE,
    REPLACE,
    Attribute,
    AttributeList,
    AttributeRef,
    Constraint,
)

Key = tuple[str, str]


def key_of(attribute: Attribute) -> Key:
    """What makes two attributes the same: namespace and local identifier."""
    local = attribute.ident.rpartition(":")[2]
    return attribute.namespace or "", local


def merged_attribute(old: Attribute, new: Attribute) -> Attribute:
    """An attribute with what a change says of it."""
    return replace(
        old,
        name=new.name if new.name != new.ident else old.name,
        nodes=old.nodes + new.nodes,
        namespace=old.namespace if new.namespace is None else new.namespace,
        usage=new.usage or old.usage,
        datatype=new.datatype or old.datatype,
        values=merged_values(old.values, new.values),
        default=old.default if new.default is None else new.default,
        constraints=merged_constraints(old.constraints, new.constraints),
    )


def merged_values(old: ValList | None, new: ValList | None) -> ValList | None:
    """A list of values with what a change says of it.

    Without a mode the new list takes the place of the old one (the default of att.combinable is `add`), unless
    its items say what becomes of old ones.
    """
    if new is None:
        return old
    if new.mode == DELETE:
        return None
    changes_items = new.mode == CHANGE or (
        not new.mode and any(item.mode in (CHANGE, DELETE, REPLACE) for item in new.items)
    )
    if old is None or not changes_items:
        return replace(new, items=tuple(item for item in new.items if item.mode != DELETE))
    changes = {item.ident: item for item in new.items}
    items = tuple(
        _merged_item(item, changes.get(item.ident))
        for item in old.items
        if item.ident not in changes or changes[item.ident].mode not in (DELETE, REPLACE)
    )
    known = {item.ident for item in items}
    added = tuple(item for item in new.items if item.mode != DELETE and item.ident not in known)
    return replace(old, kind=new.kind or old.kind, items=items + added)


def _merged_item(old: ValItem, new: ValItem | None) -> ValItem:
    if new is None:
        return old
    name = new.name if new.name != new.ident else old.name
    return ValItem(old.ident, name, old.mode, old.nodes + new.nodes)


def merged_constraints(old: tuple[Constraint, ...], new: tuple[Constraint, ...]) -> tuple[Constraint, ...]:
    """Constraints with what a change says of them."""
    changes = {constraint.ident: constraint for constraint in new if constraint.mode != ADD}
    kept = []
    for constraint in old:
        change = changes.pop(constraint.ident, None)
        if change is None:
            kept.append(constraint)
        elif change.mode != DELETE:
            nodes = change.nodes if change.mode == REPLACE else constraint.nodes + change.nodes
            kept.append(Constraint(constraint.ident, change.scheme or constraint.scheme, ADD, nodes))
    kept += [constraint for constraint in changes.values() if constraint.mode != DELETE]
    return (*kept, *(constraint for constraint in new if constraint.mode == ADD))


def merged_list(old: AttributeList, new: AttributeList) -> AttributeList:
    """A list of attributes with what a change says of each; added ones come last, in lists as they are given.

    What is deleted leaves a mark, because the attribute may also come from a class. Raises OddError.
    """
    changes: dict[Key, Attribute] = {}
    for attribute in new.attributes():
        before = changes.get(key_of(attribute))
        if before is not None and not (before.mode == attribute.mode == DELETE):
            raise refusal(
                attribute.nodes[-1],
                f"the attribute “{attribute.ident}” is declared twice. Take one of them away.",
            )
        changes[key_of(attribute)] = attribute
    known = {key_of(attribute) for attribute in old.attributes()}
    changed = _changed(old, changes)
    added = _added(new, known)
    if not added.members:
        return changed
    if not changed.members:
        return added
    if added.organisation == changed.organisation == "group":
        return AttributeList(members=changed.members + added.members)
    return AttributeList(members=(changed, added))


def _changed(old: AttributeList, changes: dict[Key, Attribute]) -> AttributeList:
    members: list[Attribute | AttributeRef | AttributeList] = []
    for member in old.members:
        if isinstance(member, AttributeList):
            members.append(_changed(member, changes))
        elif isinstance(member, AttributeRef) or key_of(member) not in changes:
            members.append(member)
        else:
            members.append(_changed_attribute(member, changes[key_of(member)]))
    return AttributeList(old.organisation, tuple(members))


def _changed_attribute(old: Attribute, new: Attribute) -> Attribute:
    if new.mode == CHANGE:
        return merged_attribute(old, new)
    if new.mode == REPLACE:
        # What replaces the attribute of an element also replaces that of the class which it had changed.
        return new
    if new.mode == DELETE:
        return replace(old, mode=DELETE, nodes=old.nodes + new.nodes)
    if old.mode == ADD:
        raise refusal(
            new.nodes[-1],
            f'the attribute “{new.ident}” is there already. Say mode="change" or mode="replace".',
            "ident",
        )
    return new


def _added(new: AttributeList, known: set[Key]) -> AttributeList:
    """The members that do not speak of known attributes."""
    members: list[Attribute | AttributeRef | AttributeList] = []
    for member in new.members:
        if isinstance(member, AttributeList):
            inner = _added(member, known)
            if inner.members:
                members.append(inner)
        elif isinstance(member, AttributeRef) or key_of(member) not in known:
            members.append(member)
    return AttributeList(new.organisation, tuple(members))
