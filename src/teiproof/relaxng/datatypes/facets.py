"""Restricts XML Schema types by their parameters (XML Schema Part 2, 4.3; Guidelines for RELAX NG, 3)."""

import re
from collections.abc import Callable, Hashable, Iterator

from teiproof.relaxng.datatypes import patterns
from teiproof.relaxng.datatypes.datatype import Context, Datatype, DatatypeError, Primitive, count, normalize

# Why a text with its value does not satisfy a parameter, in one clause; "" if it does.
Facet = Callable[[str, Hashable], str]

_WHOLE = r"\+?0*([0-9]+)\.?|-0+\.?"
_UNLIMITED = 10**9
_MISUSED = {
    "enumeration": "the parameter enumeration is not allowed in RELAX NG; use value elements instead",
    "whiteSpace": "the parameter whiteSpace is not allowed in RELAX NG",
}


class Restricted(Datatype):
    """A primitive type and the parameters that restrict it, all of which must be satisfied."""

    def __init__(self, primitive: Primitive) -> None:
        self.primitive = primitive
        self.name = primitive.name
        self.needs_context = primitive.needs_context
        self.id_type = primitive.id_type
        self.facets: list[Facet] = []
        self.patterns: list[patterns.CompiledPattern] = []
        self.candidates: list[str] = []

    def value(self, text: str, context: Context = None) -> Hashable:
        text = normalize(text, self.primitive.white_space)
        value = self.primitive.read(text, context)
        for facet in self.facets:
            if fault := facet(text, value):
                raise ValueError(fault)
        return value

    def example(self) -> str:
        return next(filter(self.allows, self._possible_examples()), "")

    def _possible_examples(self) -> Iterator[str]:
        for pattern in self.patterns:
            yield from pattern.examples()
        yield from self.candidates
        yield from self.primitive.examples


def restrict(primitive: Primitive, params: tuple[tuple[str, str], ...]) -> Datatype:
    """A type restricted by parameters, in order: a limit must be allowed by what stands before it.

    Raises DatatypeError.
    """
    restricted = Restricted(primitive)
    for name, value in params:
        if name in _MISUSED:
            raise DatatypeError(_MISUSED[name])
        if name not in _CREATE:
            from teiproof.relaxng.nearness import near

            meant = near(name, list(_CREATE))
            hint = f"did you mean “{meant[0]}”?" if meant else f"known are {', '.join(_CREATE)}"
            raise DatatypeError(f"there is no parameter “{name}”; {hint}")
        restricted.facets.append(_CREATE[name](restricted, name, value))
    if len(params) == 1 and restricted.patterns and restricted.patterns[0].refuses_space:
        # A pointer, or a word: such a text is the same with its white space normalized.
        look, pattern = primitive.sure, restricted.patterns[0]
        restricted.sure = lambda text: look(text) and pattern.matches(text)
    return restricted


def _pattern(restricted: Restricted, _: str, pattern: str) -> Facet:
    compiled = patterns.compile_pattern(pattern)
    restricted.patterns.append(compiled)
    return lambda text, _: compiled.fault(text)


def _length(restricted: Restricted, name: str, text: str) -> Facet:
    length, unit = restricted.primitive.length, restricted.primitive.unit
    if length is None:
        raise DatatypeError(f"the parameter {name} is not for {restricted.name}, which has no length")
    limit = _whole_number(name, text)
    if unit == "character" and limit <= 100:
        restricted.candidates += ["text", "n" * limit]

    def check(_: str, value: Hashable) -> str:
        actual = length(value)
        if name == "length" and actual != limit:
            return f"must have {count(limit, unit)}, but has {actual}"
        if name == "minLength" and actual < limit:
            return f"must have at least {count(limit, unit)}, but has {actual or 'none'}"
        if name == "maxLength" and actual > limit:
            return f"must have at most {count(limit, unit)}, but has {actual}"
        return ""

    return check


def _limit(restricted: Restricted, name: str, text: str) -> Facet:
    less = restricted.primitive.less
    if less is None:
        raise DatatypeError(f"the parameter {name} is not for {restricted.name}, which has no order")
    try:
        limit = restricted.value(text)
    except ValueError as error:
        raise DatatypeError(f"the {name} “{text}” is not in {restricted.name}: {error}") from None
    restricted.candidates += [text.strip()] if name.endswith("Inclusive") else []
    shown = text.strip()

    def check(_: str, value: Hashable) -> str:
        if name == "minInclusive":
            return "" if value == limit or less(limit, value) else f"must not be less than {shown}"
        if name == "minExclusive":
            return "" if less(limit, value) else f"must be greater than {shown}"
        if name == "maxInclusive":
            return "" if value == limit or less(value, limit) else f"must not be greater than {shown}"
        return "" if less(value, limit) else f"must be less than {shown}"

    return check


def _digits(restricted: Restricted, name: str, text: str) -> Facet:
    from teiproof.relaxng.datatypes.numbers import digits

    if not restricted.primitive.is_decimal:
        raise DatatypeError(f"the parameter {name} is for decimal numbers only, not for {restricted.name}")
    limit = _whole_number(name, text)
    if name == "totalDigits" and limit == 0:
        raise DatatypeError("the parameter totalDigits must be at least 1")

    def check(text: str, _: Hashable) -> str:
        total, in_fraction = digits(text)
        if name == "totalDigits" and total > limit:
            return f"must have at most {count(limit, 'digit')}, but has {total}"
        if name == "fractionDigits" and in_fraction > limit:
            return f"must have at most {count(limit, 'digit')} after the point, but has {in_fraction}"
        return ""

    return check


def _whole_number(name: str, text: str) -> int:
    match = re.fullmatch(_WHOLE, text.strip())
    if not match:
        raise DatatypeError(f"the parameter {name} must be a whole number that is not negative, not “{text}”")
    digits = match[1] or "0"
    return int(digits) if len(digits) < len(str(_UNLIMITED)) else _UNLIMITED


_CREATE: dict[str, Callable[[Restricted, str, str], Facet]] = {
    "pattern": _pattern,
    "length": _length,
    "minLength": _length,
    "maxLength": _length,
    "minInclusive": _limit,
    "maxInclusive": _limit,
    "minExclusive": _limit,
    "maxExclusive": _limit,
    "totalDigits": _digits,
    "fractionDigits": _digits,
}
