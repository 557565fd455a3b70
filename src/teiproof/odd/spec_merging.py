"""What becomes of a specification when a customisation changes it (Guidelines, 24.5.1)."""

from dataclasses import replace
from typing import TypeVar

from teiproof.odd.attribute_merging import merged_constraints, merged_list
from teiproof.odd.markup import name_of
from teiproof.odd.problems import refusal
from teiproof.odd.records import CHANGE, DELETE, AnySpec, ClassSpec, ElementSpec, MacroSpec, Membership

_Spec = TypeVar("_Spec", ElementSpec, ClassSpec, MacroSpec)


def changed(old: AnySpec, new: AnySpec) -> AnySpec:
    """A specification with what a declaration in mode `change` says. Raises OddError."""
    if isinstance(old, ElementSpec) and isinstance(new, ElementSpec):
        return _changed_element(old, new)
    if isinstance(old, ClassSpec) and isinstance(new, ClassSpec):
        return _changed_class(old, new)
    if isinstance(old, MacroSpec) and isinstance(new, MacroSpec):
        return _changed_macro(old, new)
    raise refusal(new.node, f"{name_of(new.node)} changes what is declared as {name_of(old.node)}.")


def _changed_spec(old: _Spec, new: _Spec) -> _Spec:
    """What all specifications have."""
    return replace(
        old,
        name=new.name if new.name != new.ident else old.name,
        nodes=old.nodes + new.nodes,
        prefix=old.prefix if new.prefix is None else new.prefix,
        constraints=merged_constraints(old.constraints, new.constraints),
    )


def _changed_element(old: ElementSpec, new: ElementSpec) -> ElementSpec:
    return replace(
        _changed_spec(old, new),
        namespace=old.namespace if new.namespace is None else new.namespace,
        memberships=_memberships(old, new),
        content=new.content or old.content,
        attributes=merged_list(old.attributes, new.attributes),
        models=new.models or old.models,
    )


def _changed_class(old: ClassSpec, new: ClassSpec) -> ClassSpec:
    if new.kind and new.kind != old.kind:
        raise refusal(new.node, f"{name_of(new.node)} is of type “{old.kind}”, not “{new.kind}”.", "type")
    return replace(
        _changed_spec(old, new),
        memberships=_memberships(old, new),
        attributes=merged_list(old.attributes, new.attributes),
    )


def _changed_macro(old: MacroSpec, new: MacroSpec) -> MacroSpec:
    return replace(
        _changed_spec(old, new),
        content=new.content or old.content,
    )


def _memberships(old: ElementSpec | ClassSpec, new: ElementSpec | ClassSpec) -> tuple[Membership, ...] | None:
    if new.memberships is None:
        return old.memberships
    stated = tuple(member for member in new.memberships if member.mode != DELETE)
    if new.memberships_mode != CHANGE:
        return stated
    named = {member.key for member in new.memberships}
    return tuple(member for member in old.memberships or () if member.key not in named) + stated
