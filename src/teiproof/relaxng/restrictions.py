"""The restrictions on a simplified schema (section 7 of the specification), loops of references (4.19), and
the types of attributes as the specification of DTD compatibility wants them.

Every definition that can be reached from the start is summarized once; a summary tells what a pattern
contains without entering elements, and the first restriction it breaks. A violation counts only if it
survives the removal of `notAllowed` (4.20), which is why summaries carry it upwards instead of raising it at
once.
"""

from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from teiproof.relaxng import compatibility
from teiproof.relaxng.compatibility import ElementAttributes, IdTypes, Typed, id_types
from teiproof.relaxng.grammar import START
from teiproof.relaxng.nameclass import NameClass, is_open, overlap
from teiproof.relaxng.patterns import Simple
from teiproof.relaxng.reading import DEPTH_LIMIT
from teiproof.relaxng.simplification import SimpleForm
from teiproof.relaxng.sources import Sources

# What a pattern contains, elements not entered.
_ELEMENT, _ATTRIBUTE, _TEXT, _DATA, _VALUE, _LIST, _GROUP, _INTERLEAVE, _ONE_OR_MORE, _EMPTY = (
    1 << n for n in range(10)
)
_GROUPED_ATTRIBUTE = 1 << 10  # an attribute inside a group or an interleave
_OPEN_ATTRIBUTE = 1 << 11  # an attribute with infinitely many names that is not inside oneOrMore
_KINDS = {
    _ELEMENT: "element", _ATTRIBUTE: "attribute", _TEXT: "text", _DATA: "data", _VALUE: "value", _LIST: "list",
    _GROUP: "group", _INTERLEAVE: "interleave", _ONE_OR_MORE: "oneOrMore", _EMPTY: "empty",
}  # fmt: skip

_NO_NAMES: frozenset[str] = frozenset()

# Content types (7.2); the larger one wins in a choice and in a group.
_NO_CONTENT, _COMPLEX, _SIMPLE = range(3)


class _Violation(NamedTuple):
    section: str
    where: int
    message: str


class _Summary:
    """What a pattern contains.

    `kinds` are bits, `content` its content type, `names` and `classes` the single names and the other name
    classes of its attributes, those aside that are IDs or refer to IDs: they are in `ids` with their type.
    `violation` is the first one, `strings` the first one against 7.2, which does not count inside a list.
    Summaries without attributes and violations are shared.
    """

    __slots__ = ("classes", "content", "ids", "kinds", "names", "strings", "violation")

    def __init__(
        self,
        kinds: int,
        content: int,
        names: frozenset[str] = frozenset(),
        classes: tuple[NameClass, ...] = (),
        ids: tuple[Typed, ...] = (),
        violation: _Violation | None = None,
        strings: _Violation | None = None,
    ) -> None:
        self.kinds = kinds
        self.content = content
        self.names = names
        self.classes = classes
        self.ids = ids
        self.violation = violation
        self.strings = strings


_OF_IDS = "DTD Compatibility"

_EMPTY_SUMMARY = _Summary(_EMPTY, _NO_CONTENT)
_NOT_ALLOWED = _Summary(0, _NO_CONTENT)
_LEAVES = {
    "empty": _EMPTY_SUMMARY,
    "notAllowed": _NOT_ALLOWED,
    "text": _Summary(_TEXT, _COMPLEX),
    "data": _Summary(_DATA, _SIMPLE),
    "value": _Summary(_VALUE, _SIMPLE),
    "element": _Summary(_ELEMENT, _COMPLEX),
}


def check(form: SimpleForm, sources: Sources) -> IdTypes:
    """Refuse a schema that breaks a restriction; the attributes of type ID, IDREF and IDREFS of one that does
    not.

    Raises IncorrectSchemaError, naming the place and the section.
    """
    definitions = form.definitions
    checker = _Checker(form)
    start = checker.summary(definitions[START])
    violation = (
        start.violation
        or start.strings
        or _forbid(start, ~_ELEMENT, "7.1.5", form.starts_at, "the start of a schema")
    )
    while violation is None and checker.elements:
        violation = checker.element(checker.elements.pop())
    violation = checker.loop or violation
    if violation is not None and violation.section == _OF_IDS:
        raise compatibility.error(violation.where, violation.message, sources)
    if violation is not None:
        raise sources.error(violation.where, violation.section, violation.message)
    return id_types(checker.checked, sources) if form.id_datatypes else {}


def _forbid(summary: _Summary, forbidden: int, section: str, where: int, what: str) -> _Violation | None:
    found = summary.kinds & forbidden
    if not found:
        return None
    kind = next(name for bit, name in _KINDS.items() if found & bit)
    return _Violation(section, where, f"{what} must not contain <{kind}>")


class _Checker:
    def __init__(self, form: SimpleForm) -> None:
        self.elements: list[Simple] = []
        """Elements whose content is still to be checked."""
        self.checked: list[ElementAttributes] = []
        """What was found in those that have been."""
        self._definitions = form.definitions
        self.loop: _Violation | None = None
        """A loop of references, which no notAllowed makes good."""
        self._id_datatypes = form.id_datatypes
        self._known: dict[str, _Summary | None] = {}
        self._choices: dict[frozenset[_Summary], _Summary] = {}
        self._rules: dict[str, Callable[[Simple], _Summary]] = {
            "element": self._element,
            "ref": self._ref,
            "choice": self._choice,
            "group": self._group,
            "interleave": self._group,
            "oneOrMore": self._one_or_more,
            "attribute": self._attribute,
            "list": self._list,
            "data": self._data,
        }
        if self._id_datatypes:
            self._rules["value"] = self._value

    def summary(self, simple: Simple) -> _Summary:
        rule = self._rules.get(simple[0])
        return rule(simple) if rule is not None else _LEAVES[simple[0]]

    def _summaries(self, patterns: Sequence[Simple]) -> list[_Summary]:
        """The summaries of some patterns, most of them references to what is known."""
        known = self._known
        return [
            (pattern[0] == "ref" and known.get(pattern[2])) or self.summary(pattern) for pattern in patterns
        ]

    def element(self, simple: Simple) -> _Violation | None:
        """The violation in the content of an element."""
        content = self.summary(simple[3])
        if self._id_datatypes:
            self.checked.append(
                ElementAttributes(simple[2], simple[1], content.names, content.classes, content.ids)
            )
        if content.violation is None and content.strings is None and content.kinds & _OPEN_ATTRIBUTE:
            message = "an attribute with <anyName> or <nsName> must stand in <oneOrMore>"
            return _Violation("7.3", simple[1], message)
        return content.violation or content.strings

    def _element(self, simple: Simple) -> _Summary:
        self.elements.append(simple)
        return _LEAVES["element"]

    def _ref(self, simple: Simple) -> _Summary:
        key = simple[2]
        if key in self._known:
            known = self._known[key]
            if known is None:
                message = f"“{key.rpartition(':')[2]}” refers to itself without an element between"
                self.loop = self.loop or _Violation("4.19", simple[1], message)
                return _EMPTY_SUMMARY
            return known
        self._known[key] = None
        found = self._known[key] = self.summary(self._definitions[key])
        return found

    def _choice(self, simple: Simple) -> _Summary:
        summaries = self._summaries(simple[2])
        key = frozenset(summaries)
        found = self._choices.get(key)
        if found is None:
            members = [summary for summary in dict.fromkeys(summaries) if summary is not _NOT_ALLOWED]
            found = _union(members, 0) if len(members) > 1 else next(iter(members), _NOT_ALLOWED)
            self._choices[key] = found
        return found

    def _group(self, simple: Simple) -> _Summary:
        """A group or interleave: members that are `empty` vanish, one that is not allowed takes all with it."""
        kind, where, patterns = simple
        mark = len(self.elements), len(self._known)
        summaries = self._summaries(patterns)
        if _NOT_ALLOWED in summaries:
            self._unsee(*mark)
            return _NOT_ALLOWED
        members = [summary for summary in summaries if summary.kinds != _EMPTY or summary.violation is not None]
        if len(members) < 2:
            return members[0] if members else _EMPTY_SUMMARY
        whole = _union(members, _GROUP if kind == "group" else _INTERLEAVE)
        if whole.kinds & _ATTRIBUTE:
            whole.kinds |= _GROUPED_ATTRIBUTE
            whole.violation = whole.violation or _same_attribute(members, where)
        if kind == "interleave":
            whole.violation = whole.violation or self._interleaved(members, patterns, where)
        if whole.content == _SIMPLE:
            whole.strings = whole.strings or _ungroupable(members, kind, where)
        return whole

    def _unsee(self, elements: int, known: int) -> None:
        """Forget elements and definitions met in a pattern that is not allowed: others may refer to them."""
        del self.elements[elements:]
        for key in list(self._known)[known:]:
            if self._known[key] is not None:
                del self._known[key]

    def _one_or_more(self, simple: Simple) -> _Summary:
        _, where, pattern = simple
        content = self.summary(pattern)
        if content is _NOT_ALLOWED or content.kinds == _EMPTY:
            return content
        found = _union((content,), _ONE_OR_MORE)
        found.kinds &= ~_OPEN_ATTRIBUTE
        if content.kinds & _GROUPED_ATTRIBUTE and found.violation is None:
            message = "<oneOrMore> must not repeat a group that contains an attribute"
            found.violation = _Violation("7.1.2", where, message)
        if content.content == _SIMPLE and found.strings is None:
            found.strings = _Violation("7.2", where, "<oneOrMore> must not repeat data outside <list>")
        return found

    def _attribute(self, simple: Simple) -> _Summary:
        _, where, names, pattern = simple
        if self._id_datatypes and (id_type := self._id_type(pattern)):
            return _Summary(_ATTRIBUTE, _NO_CONTENT, ids=(Typed(names, id_type, where),))
        content = self.summary(pattern)
        if content is _NOT_ALLOWED:
            return content
        violation = (
            content.violation
            or content.strings
            or _forbid(content, _ELEMENT | _ATTRIBUTE, "7.1.1", where, "an attribute")
        )
        if violation is not None and violation.section == _OF_IDS:
            violation = violation._replace(where=where)  # the type itself may serve many attributes
        if isinstance(names, str):
            return _Summary(_ATTRIBUTE, _NO_CONTENT, frozenset((names,)), violation=violation)
        kinds = _ATTRIBUTE | (_OPEN_ATTRIBUTE if is_open(names) else 0)
        return _Summary(kinds, _NO_CONTENT, classes=(names,), violation=violation)

    def _id_type(self, pattern: Simple) -> str:
        """ID, IDREF or IDREFS if a pattern is data or a value of that type, else ""."""
        for _ in range(DEPTH_LIMIT):
            if pattern[0] != "ref":
                break
            pattern = self._definitions[pattern[2]]
        return self._id_datatypes.get(pattern[2:4], "") if pattern[0] in ("data", "value") else ""

    def _list(self, simple: Simple) -> _Summary:
        _, where, pattern = simple
        content = self.summary(pattern)
        if content is _NOT_ALLOWED:
            return content
        forbidden = _LIST | _ELEMENT | _ATTRIBUTE | _TEXT | _INTERLEAVE
        violation = content.violation or _forbid(content, forbidden, "7.1.3", where, "a list")
        return _Summary(_LIST, _SIMPLE, violation=violation)

    def _value(self, simple: Simple) -> _Summary:
        if simple[2:4] in self._id_datatypes:
            return _Summary(_VALUE, _SIMPLE, violation=_misplaced_id(simple[1]))
        return _LEAVES["value"]

    def _data(self, simple: Simple) -> _Summary:
        _, where, library, name, _, excepted = simple
        if (library, name) in self._id_datatypes:
            return _Summary(_DATA, _SIMPLE, violation=_misplaced_id(where))
        content = _NOT_ALLOWED if excepted is None else self.summary(excepted)
        if content is _NOT_ALLOWED:
            return _LEAVES["data"]
        violation = content.violation or _forbid(
            content, ~(_DATA | _VALUE), "7.1.4", where, "the <except> of data"
        )
        return _Summary(_DATA, _SIMPLE, violation=violation)

    def _interleaved(
        self, members: list[_Summary], patterns: Sequence[Simple], where: int
    ) -> _Violation | None:
        """Section 7.4: text in one member at most, no element name in two."""
        if sum(1 for member in members if member.kinds & _TEXT) > 1:
            return _Violation("7.4", where, "<interleave> must not have <text> in two of its members")
        seen: list[NameClass] = []
        for pattern in patterns:
            names = self._element_names(pattern)
            for one in names:
                if any(overlap(one, other) for other in seen):
                    which = f" <{one.rpartition(' ')[2]}>" if isinstance(one, str) else ""
                    message = f"<interleave> must not have the same element{which} in two of its members"
                    return _Violation("7.4", where, message)
            seen += names
        return None

    def _element_names(self, simple: Simple) -> list[NameClass]:
        """The name classes of the elements a pattern contains directly."""
        found: dict[NameClass, None] = {}
        waiting = [simple]
        followed: set[str] = set()
        while waiting:
            kind, *rest = waiting.pop()
            if kind == "element":
                found[rest[1]] = None
            elif kind == "ref" and rest[1] not in followed:
                followed.add(rest[1])
                waiting.append(self._definitions[rest[1]])
            elif kind in ("choice", "group", "interleave"):
                waiting += rest[1]
            elif kind == "oneOrMore":
                waiting.append(rest[1])
        return list(found)


def _misplaced_id(where: int) -> _Violation:
    return _Violation(_OF_IDS, where, "a type ID, IDREF or IDREFS must be all that an attribute contains")


def _union(members: Iterable[_Summary], kind: int) -> _Summary:
    """What patterns contain together, in a pattern of some kind (0 for a choice)."""
    kinds = kind
    content = 0
    names: list[frozenset[str]] = []
    classes: tuple[NameClass, ...] = ()
    ids: tuple[Typed, ...] = ()
    violation = strings = None
    for member in members:
        kinds |= member.kinds
        if member.content > content:
            content = member.content
        if member.kinds & _ATTRIBUTE:
            names.append(member.names)
            classes += member.classes
            ids += member.ids
        violation = violation or member.violation
        strings = strings or member.strings
    if kind in (_GROUP, _INTERLEAVE):
        kinds &= ~_EMPTY
    every = frozenset().union(*names) if names else _NO_NAMES
    return _Summary(kinds, content, every, classes, ids, violation, strings)


def _ungroupable(members: list[_Summary], kind: str, where: int) -> _Violation | None:
    """Section 7.2: data, values and lists stand alone; only attributes may stand beside them."""
    contents = [member.content for member in members if member.content != _NO_CONTENT]
    if _SIMPLE in contents and len(contents) > 1:
        return _Violation("7.2", where, f"<{kind}> must not combine data, values or lists with other content")
    return None


def _same_attribute(members: list[_Summary], where: int) -> _Violation | None:
    """Section 7.3: no attribute may be given twice."""
    seen: set[str] = set()
    for member in members:
        names = (
            member.names | {names for names, *_ in member.ids if isinstance(names, str)}
            if member.ids
            else member.names
        )
        if not names.isdisjoint(seen):
            twice = min(names & seen).rpartition(" ")[2]
            return _Violation("7.3", where, f"the attribute “{twice}” is given twice")
        seen |= names
    for index, member in enumerate(members):
        if not (member.classes or member.ids):
            continue
        for names_class in (
            *member.classes,
            *(names for names, *_ in member.ids if not isinstance(names, str)),
        ):
            for other in members[:index] + members[index + 1 :]:
                if any(
                    overlap(names_class, name)
                    for name in (*other.names, *other.classes, *(i.names for i in other.ids))
                ):
                    return _Violation("7.3", where, "two attributes of this pattern may have the same name")
    return None
