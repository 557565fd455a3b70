"""Compares two grammars: names of elements, their attributes and values, and the sequences of their children.

A grammar is walked from its start. Elements are known by their names; what each may contain is compared as
automata are, state by state, with the derivatives of the validator (`teiproof.relaxng.patterns`).
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from teiproof.odd.grammar_elements import Grammar, label, parts
from teiproof.odd.sequences import Steps
from teiproof.relaxng.factory import Patterns
from teiproof.relaxng.patterns import (
    EMPTY,
    TEXT,
    Attribute,
    Choice,
    Data,
    Element,
    Group,
    List,
    OneOrMore,
    Pattern,
    Value,
)

_MOST_STATES = 5_000
_LONGEST_LIST = 7


@dataclass(slots=True)
class Attributes:
    """The attributes of an element: by name whether required and what values; pairs that exclude each other."""

    values: dict[str, tuple[bool, str]] = field(default_factory=dict)
    exclusive: set[frozenset[str]] = field(default_factory=set)


def differences(ours: Path, theirs: Path) -> Iterator[str]:
    """What differs between two grammars, one line each."""
    one, other = Grammar(ours), Grammar(theirs)
    for name in sorted(one.elements.keys() ^ other.elements.keys()):
        yield f"element {name}: {'ours' if name in one.elements else 'theirs'} alone"
    yield from _sequences("the document", one, other, one.start, other.start)
    for name in sorted(one.elements.keys() & other.elements.keys()):
        mine, yours = one.content(name), other.content(name)
        yield from _attributes(name, attributes(mine), attributes(yours))
        yield from _sequences(
            name, one, other, mine.close(one.patterns, True), yours.close(other.patterns, True)
        )


def attributes(pattern: Pattern) -> Attributes:
    """The attributes in the content of an element."""
    found = Attributes()
    _gather(pattern, True, found)
    return found


def _gather(pattern: Pattern, required: bool, found: Attributes) -> set[str]:
    if isinstance(pattern, Attribute):
        name = label(pattern.name_class)
        found.values[name] = (required, value(pattern.value))
        return {name}
    if isinstance(pattern, Choice):
        groups = [_gather(member, False, found) for member in pattern.members if member.attributes]
        for index, group in enumerate(groups):
            for later in groups[index + 1 :]:
                found.exclusive |= {frozenset((a, b)) for a in group for b in later if a != b}
        return set().union(*groups)
    return set().union(*[_gather(part, required, found) for part in parts(pattern)])


def value(pattern: Pattern) -> str:
    """A pattern for values as a text; equal languages of the kinds that TEI uses have equal texts."""
    if isinstance(pattern, Choice):
        if EMPTY in pattern.members and len(pattern.members) == 2:
            (one,) = (member for member in pattern.members if member is not EMPTY)
            if isinstance(one, OneOrMore):
                return f"{value(one.content)}*"
            return f"({value(one)})?"
        members = sorted({value(member) for member in pattern.members if not _is_covered(member, pattern)})
        return f"({' | '.join(members)})" if len(members) > 1 else members[0]
    if isinstance(pattern, Group):
        return " ".join(value(member) for member in pattern.members)
    if isinstance(pattern, OneOrMore):
        return f"{value(pattern.content)} {value(pattern.content)}*"
    if isinstance(pattern, List):
        return _list(pattern.content)
    if isinstance(pattern, Value):
        return repr(pattern.literal)
    if isinstance(pattern, Data):
        _, name, parameters = pattern._named
        return name + "".join(f"[{key}={text}]" for key, text in sorted(parameters))
    return {EMPTY: "empty", TEXT: "text"}[pattern]


def _list(content: Pattern) -> str:
    """A list as the texts of its words and the numbers of words it may have, if all words are alike."""
    patterns = Patterns({})
    lengths: list[int] = []
    alphabets: set[str] = set()
    states = {content}
    for length in range(_LONGEST_LIST):
        if any(state.nullable for state in states):
            lengths.append(length)
        words = {word for state in states for word in _words(state)}
        alphabets |= {" | ".join(sorted(words))} - {""}
        states = {rest for state in states for word in words for rest in _after_word(state, word, patterns)}
    if len(alphabets) > 1:
        return f"list({value(content)})"
    return f"list({''.join(alphabets)} {lengths})"


def _words(pattern: Pattern) -> set[str]:
    """The words that may come next in a list, as texts."""
    if isinstance(pattern, Data | Value):
        return {value(pattern)}
    found: set[str] = set()
    for member in parts(pattern):
        found |= _words(member)
        if isinstance(pattern, Group) and not member.nullable:
            break
    return found


def _after_word(pattern: Pattern, word: str, patterns: Patterns) -> Iterator[Pattern]:
    if isinstance(pattern, Data | Value):
        if value(pattern) == word:
            yield EMPTY
    elif isinstance(pattern, Choice):
        for member in pattern.members:
            yield from _after_word(member, word, patterns)
    elif isinstance(pattern, Group):
        for index, member in enumerate(pattern.members):
            for rest in _after_word(member, word, patterns):
                yield patterns.group(rest, *pattern.members[index + 1 :])
            if not member.nullable:
                break
    elif isinstance(pattern, OneOrMore):
        for rest in _after_word(pattern.content, word, patterns):
            yield patterns.group(rest, patterns.choice(pattern, EMPTY))


def _is_covered(member: Pattern, choice: Choice) -> bool:
    """Whether a value is one of a datatype beside it, as in a list of suggested values."""
    if not isinstance(member, Value):
        return False
    types = (each for each in choice.members if isinstance(each, Data) and each.excepted is None)
    return any(each.datatype.allows(member.literal, None) for each in types)


def _attributes(name: str, ours: Attributes, theirs: Attributes) -> Iterator[str]:
    for attribute in sorted(ours.values.keys() | theirs.values.keys()):
        mine, yours = ours.values.get(attribute), theirs.values.get(attribute)
        if mine is None or yours is None:
            yield f"{name}/@{attribute}: {'theirs' if mine is None else 'ours'} alone"
        elif mine[0] != yours[0]:
            yield f"{name}/@{attribute}: {'ours' if mine[0] else 'theirs'} alone requires it"
        elif mine[1] != yours[1]:
            yield f"{name}/@{attribute}: {mine[1]} and {yours[1]}"
    for pair in sorted(map(sorted, ours.exclusive ^ theirs.exclusive)):
        one, other = pair
        side = "ours" if frozenset(pair) in ours.exclusive else "theirs"
        yield f"{name}/@{one}: {side} alone lets it exclude @{other}"


def _sequences(name: str, one: Grammar, other: Grammar, mine: Pattern, yours: Pattern) -> Iterator[str]:
    """The first child sequence that one of two contents allows and the other does not."""
    steps, others = Steps(one), Steps(other)
    waiting: list[tuple[Pattern, Pattern, tuple[str, ...]]] = [(mine, yours, ())]
    seen = {(mine, yours)}
    for a, b, path in waiting:
        way = "/".join(path) or "nothing"
        if a.nullable != b.nullable:
            yield f"{name}: {'ours' if a.nullable else 'theirs'} alone may end after {way}"
            return
        if _texts(a) != _texts(b):
            yield f"{name}: after {way} text {_texts(a)} and {_texts(b)}"
            return
        firsts, seconds = steps.of(a), others.of(b)
        if firsts.keys() != seconds.keys():
            gone = sorted(firsts.keys() ^ seconds.keys())
            side = "ours" if gone[0] in firsts else "theirs"
            yield f"{name}: after {way} {side} alone allows {', '.join(gone)}"
            return
        for child in firsts:
            after = firsts[child], seconds[child]
            if after not in seen:
                seen.add(after)
                assert len(seen) < _MOST_STATES, f"{name} has too many states"
                waiting.append((*after, (*path, child)))


def _texts(pattern: Pattern) -> set[str]:
    """What text may come next, other than through a child."""
    if isinstance(pattern, Element | Attribute) or pattern is EMPTY:
        return set()
    if isinstance(pattern, Data | Value | List) or pattern is TEXT:
        return {value(pattern)}
    if isinstance(pattern, Group):
        found: set[str] = set()
        for member in pattern.members:
            found |= _texts(member)
            if not member.nullable:
                break
        return found
    return set().union(*[_texts(part) for part in parts(pattern)])
