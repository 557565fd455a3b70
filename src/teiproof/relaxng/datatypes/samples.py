"""Makes up texts that match a regular expression, as examples for encoders."""

from collections.abc import Iterator
from itertools import chain

from teiproof.relaxng.datatypes.regex import Atom, Choice, Expression, Repetition, Sequence, parse

# Characters tried first.
_PREFERRED = "an1AN0-.,:;/_#%+ \n\t\r"


def samples(pattern: str) -> Iterator[str]:
    """Texts that match a pattern, unless it wants a character that XML has not: one with, one without what is
    optional.

    Raises DatatypeError.
    """
    expression = parse(pattern)
    yield _sample(expression, with_optional=True)
    yield _sample(expression, with_optional=False)


def _sample(expression: Expression, with_optional: bool) -> str:
    match expression:
        case Atom():
            others = chain(range(0x21, 0xD800), range(0xE000, 0xFFFE), range(0x10000, 0x110000))
            return next(filter(expression.contains, chain(_PREFERRED, map(chr, others))), "")
        case Sequence():
            return "".join(_sample(part, with_optional) for part in expression.parts)
        case Choice():
            return _sample(expression.parts[0], with_optional)
        case Repetition():
            times = max(expression.least, 1) if with_optional and expression.most != 0 else expression.least
            return _sample(expression.part, with_optional) * times
