"""What every datatype can do, and the errors of schemas that use datatypes wrongly."""

from abc import ABC, abstractmethod
from collections.abc import Callable, Hashable, Mapping
from typing import Literal

# The namespace prefixes in scope ("" for the default namespace). The unparsed entities of the document's
# DTD are in it too, each as a key "&name": no prefix can begin with an ampersand.
Context = Mapping[str, str] | None

IdType = Literal["", "ID", "IDREF", "IDREFS"]
WhiteSpace = Literal["preserve", "replace", "collapse"]

Look = Callable[[str], object]
"""A quick look at a text; what it returns is true or not."""

_SHOWN_AT_MOST = 60
_TO_SPACES = str.maketrans("\t\n\r", "   ")


class DatatypeError(Exception):
    """A schema uses an unknown library, type or parameter, or gives a parameter a bad value."""


def never(_: str, /) -> object:
    """What `Datatype.sure` is where no quick look would tell."""
    return False


class Datatype(ABC):
    """A datatype of a RELAX NG datatype library, its parameters included.

    `name` is what an encoder calls it (`token`, `xsd:date`). With `needs_context` the same text may be
    allowed in one place and not in another, so that a result may not be kept by the text alone. `sure` is a
    quick look: if it is true of a text, that is allowed everywhere; if not, nothing is known.
    """

    name: str
    needs_context: bool = False
    id_type: IdType = ""
    sure: Look = staticmethod(never)

    @abstractmethod
    def value(self, text: str, context: Context = None) -> Hashable:
        """What a text means: two texts of the same type have equal values if they mean the same.

        Raises ValueError, with the clause that `fault` returns, if the text is not allowed.
        """

    @abstractmethod
    def example(self) -> str:
        """A text that is allowed; "" if none could be made up."""

    def allows(self, text: str, context: Context = None) -> bool:
        """Whether a text belongs to the type."""
        try:
            self.value(text, context)
        except ValueError:
            return False
        return True

    def fault(self, text: str, context: Context = None) -> str:
        """One clause on why a text is not allowed; "" if it is."""
        try:
            self.value(text, context)
        except ValueError as error:
            return str(error)
        return ""


class Primitive(Datatype):
    """A datatype with a white space rule and, often, an order or a length, which parameters may restrict.

    `less` and `length`, if any, are the order and the length of values (not of texts).
    """

    white_space: WhiteSpace = "collapse"
    less: Callable[[Hashable, Hashable], bool] | None = None
    length: Callable[[Hashable], int] | None = None
    unit = "character"
    is_decimal = False
    examples: tuple[str, ...] = ()

    @abstractmethod
    def read(self, text: str, context: Context, /) -> Hashable:
        """The value of a text whose white space is normalized already.

        Raises ValueError with a clause on why the text is not allowed.
        """

    def value(self, text: str, context: Context = None) -> Hashable:
        return self.read(normalize(text, self.white_space), context)

    def example(self) -> str:
        return self.examples[0]


def normalize(text: str, white_space: WhiteSpace) -> str:
    """White space as a type wants it (XML Schema Part 2, 4.3.6)."""
    if text.split() == [text]:
        return text  # as nearly all are: without white space, even of the kinds that only Python knows
    if white_space == "collapse":
        return " ".join(filter(None, text.translate(_TO_SPACES).split(" ")))
    if white_space == "replace":
        return text.translate(_TO_SPACES)
    return text


def shown(text: str) -> str:
    """A text in quotation marks, cut if it is long."""
    return f"“{text}”" if len(text) <= _SHOWN_AT_MOST else f"“{text[:_SHOWN_AT_MOST]}…”"


def count(number: int, unit: str) -> str:
    """A number with its unit: `1 character`, `3 characters`."""
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
