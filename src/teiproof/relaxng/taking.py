"""Takes the attributes of a start tag from a pattern, all at once where they do not depend on each other."""

from collections.abc import Sequence

from teiproof.relaxng.factory import Patterns
from teiproof.relaxng.patterns import After, Attribute, Choice, Group, Interleave, OneOrMore, Pattern

Taken = tuple[list[Pattern], Pattern]
"""The patterns for the values of some attributes, and what remains."""


def holders(pattern: Pattern) -> dict[str, int]:
    """Of the attributes that have a name: which of the members of a group they are in; nothing for others.

    Each is in one only (section 7.3).
    """
    found: dict[str, int] = {}
    for index, member in enumerate(pattern.members if isinstance(pattern, Group) else ()):
        waiting = [member] if member.attributes else []
        while waiting:
            part = waiting.pop()
            if isinstance(part, Attribute) and isinstance(part.name_class, str):
                found[part.name_class] = index
            elif isinstance(part, (Choice, Group, Interleave)):
                waiting += part.members
            elif isinstance(part, (OneOrMore, After)):
                waiting.append(part.content)
    return found


def take(pattern: Pattern, held: dict[str, int], names: Sequence[str], patterns: Patterns) -> Taken | None:
    """What attributes of these names come to; `held` are the `holders` of the pattern.

    None if they are not all allowed, or if what remains depends on the values.
    """
    if not isinstance(pattern, Group) or any(name not in held for name in names):
        return _one_by_one(pattern, names, patterns)
    # No pattern is made for what remains after each of sixty attributes, nor are the other members asked.
    members = list(pattern.members)
    values: list[Pattern] = []
    for name in names:
        taken = _one_by_one(members[held[name]], (name,), patterns)
        if taken is None:
            return None
        values += taken[0]
        members[held[name]] = taken[1]
    return values, patterns.group(*members)


def _one_by_one(pattern: Pattern, names: Sequence[str], patterns: Patterns) -> Taken | None:
    values: list[Pattern] = []
    for name in names:
        steps = pattern.attribute(name, patterns)
        rests = {rest for _, rest in steps}
        if len(rests) != 1:
            return None
        pattern = rests.pop()
        values.append(patterns.choice(*[value for value, _ in steps]))
    return values, pattern
