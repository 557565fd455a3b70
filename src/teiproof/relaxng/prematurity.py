"""Finds an element beyond what is required before it: so that what is missing can be taken for given."""

from teiproof.relaxng.factory import Patterns
from teiproof.relaxng.patterns import EMPTY, After, Choice, Element, Group, Interleave, OneOrMore, Pattern
from teiproof.relaxng.vocabulary import names_of, next_attributes

Ahead = tuple[Pattern, Pattern, tuple[Pattern, ...]]


def ahead(pattern: Pattern, name: str, patterns: Patterns) -> list[Ahead]:
    """The elements of a name that may come once something required before them is given.

    Each with what remains, and the patterns skipped.
    """
    if isinstance(pattern, Element):
        return [(element, rest, ()) for element, rest in pattern.open(name, patterns)]
    if isinstance(pattern, Choice):
        return [found for member in pattern.members for found in ahead(member, name, patterns)]
    if isinstance(pattern, Group):
        return _ahead_in_group(pattern, name, patterns)
    if isinstance(pattern, Interleave):
        return [
            (
                element,
                patterns.interleave(*pattern.members[:index], rest, *pattern.members[index + 1 :]),
                skipped,
            )
            for index, member in enumerate(pattern.members)
            for element, rest, skipped in ahead(member, name, patterns)
        ]
    if isinstance(pattern, OneOrMore):
        more = patterns.choice(pattern, EMPTY)
        found = ahead(pattern.content, name, patterns)
        return [(element, patterns.group(rest, more), skipped) for element, rest, skipped in found]
    if isinstance(pattern, After):
        found = ahead(pattern.content, name, patterns)
        return [(element, patterns.after(rest, pattern.number), skipped) for element, rest, skipped in found]
    return []


def attributes_instead(parent: Pattern, content: Pattern, name: str, patterns: Patterns) -> list[str]:
    """The attributes with one of which an element of a name might come first in its parent.

    `parent` is what that may contain, attributes included, `content` what may come now.
    """
    if content is not parent.close(patterns, False):
        return []
    found = []
    for attribute in names_of(next_attributes(parent)):
        rest = patterns.choice(*[rest for _, rest in parent.attribute(attribute, patterns)])
        if rest.close(patterns, False).open(name, patterns):
            found.append(attribute)
    return found


def _ahead_in_group(pattern: Group, name: str, patterns: Patterns) -> list[Ahead]:
    found: list[Ahead] = []
    passed: tuple[Pattern, ...] = ()
    for index, member in enumerate(pattern.members):
        for element, rest, skipped in ahead(member, name, patterns):
            found.append((element, patterns.group(rest, *pattern.members[index + 1 :]), (*passed, *skipped)))
        if not member.nullable:
            passed = (*passed, member)
    return found
