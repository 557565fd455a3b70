"""Finds specifications that contain themselves: classes in classes, macros in macros."""

from collections.abc import Iterable, Iterator, Mapping, Set

from teiproof.odd import content as c
from teiproof.odd.markup import RELAXNG, name_of
from teiproof.odd.problems import OddError, refusal
from teiproof.odd.pruning import spec_of_pattern
from teiproof.odd.records import AnySpec, ClassSpec, MacroSpec


def check_cycles(specs: Mapping[str, AnySpec], own: Set[str]) -> None:
    """See that no class is a member of itself and no macro contains itself.

    Elements may contain themselves. `own` are the paths of the ODD itself, on which blame falls first. Raises
    OddError.
    """
    memberships = {
        ident: [member.key for member in spec.memberships or ()]
        for ident, spec in specs.items()
        if isinstance(spec, ClassSpec)
    }
    cycle = _cycle(memberships)
    if cycle:
        raise _refusal(specs, cycle, own, "is a member of")
    uses: dict[str, list[str]] = {
        ident: list(references(spec.content))
        for ident, spec in specs.items()
        if isinstance(spec, MacroSpec) and spec.content is not None
    }
    cycle = _cycle(uses)
    if cycle:
        raise _refusal(specs, cycle, own, "contains")


def _refusal(specs: Mapping[str, AnySpec], cycle: list[str], own: Set[str], verb: str) -> OddError:
    for index, ident in enumerate(cycle):
        if (specs[ident].node.getroottree().docinfo.URL or "") in own:
            cycle = [*cycle[index:], *cycle[:index]]
            break
    node = specs[cycle[0]].node
    circle = f" {verb} ".join(f"“{ident}”" for ident in (*cycle, cycle[0]))
    return refusal(node, f"{name_of(node)} goes round in a circle: {circle}. Break it.", "ident")


def _cycle(edges: Mapping[str, Iterable[str]]) -> list[str]:
    """The first circle found, or nothing. Without recursion: a chain may be long."""
    done: set[str] = set()
    for start in edges:
        path: dict[str, None] = {}
        stack: list[tuple[str, Iterator[str]]] = []
        if start not in done:
            stack.append((start, iter(edges[start])))
            path[start] = None
        while stack:
            ident, rest = stack[-1]
            following = next(rest, None)
            if following is None:
                done.add(ident)
                stack.pop()
                path.popitem()
            elif following in path:
                circle = list(path)
                return circle[circle.index(following) :]
            elif following in edges and following not in done:
                stack.append((following, iter(edges[following])))
                path[following] = None
    return []


def references(content: c.Content) -> Iterator[str]:
    """The identifiers of all that a content model refers to."""
    if isinstance(content, c.ElementRef | c.ClassRef | c.MacroRef | c.DataRef):
        yield content.key
    elif isinstance(content, c.Sequence | c.Alternate):
        for member in content.members:
            yield from references(member)
    elif isinstance(content, c.RelaxNG):
        for ref in content.node.iter(f"{{{RELAXNG}}}ref"):
            name = ref.get("name", "").strip()
            yield from (name, spec_of_pattern(name))
