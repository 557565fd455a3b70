"""Functions on sequences (https://www.w3.org/TR/xpath-functions-31/), for what libxml2 cannot evaluate."""

from collections.abc import Callable
from dataclasses import dataclass

from teiproof.schematron.xpath.regex import LONGEST, groupless, is_searchable, searches
from teiproof.schematron.xpath.values import Item, UncertainError, single_text, text_of, texts

Work = Callable[[list[list[Item]]], list[Item]]
_SPACES = str.maketrans("\t\r\n", "   ")


@dataclass(frozen=True, slots=True)
class Known:
    """A function: what it does with its arguments, how many it takes, and the kind of its value.

    `since` is the first version that has it.
    """

    work: Work
    least: int
    most: int
    kind: str
    count: str = "one"
    since: int = 1
    takes_context_item: bool = False


def _on_texts(work: Callable[..., Item]) -> Work:
    """A function of texts, each of at most one item."""
    return lambda arguments: [work(*map(single_text, arguments))]


def _collapse(text: str) -> str:
    return " ".join(part for part in text.translate(_SPACES).split(" ") if part)


def _concat(arguments: list[list[Item]]) -> list[Item]:
    if any(len(argument) > 1 for argument in arguments):
        raise UncertainError
    return ["".join(text_of(item) for argument in arguments for item in argument)]


def _string(arguments: list[list[Item]]) -> list[Item]:
    if len(arguments[0]) > 1:
        raise UncertainError
    return [text_of(item) for item in arguments[0]] or [""]


def _string_join(arguments: list[list[Item]]) -> list[Item]:
    separator = single_text(arguments[1]) if len(arguments) > 1 else ""
    return [separator.join(text_of(item) for item in arguments[0])]


def _tokenize(arguments: list[list[Item]]) -> list[Item]:
    text = single_text(arguments[0])
    if len(arguments) == 1:
        collapsed = _collapse(text)
        return list(collapsed.split(" ")) if collapsed else []
    pattern = groupless(single_text(arguments[1]))
    if pattern is None or len(text) > LONGEST:
        raise UncertainError
    return list(pattern.split(text)) if text else []


def _matches(arguments: list[list[Item]]) -> list[Item]:
    pattern = single_text(arguments[1])
    if not is_searchable(pattern):
        raise UncertainError
    return [searches(pattern, single_text(arguments[0]))]


def _replace(arguments: list[list[Item]]) -> list[Item]:
    text, replacement = single_text(arguments[0]), single_text(arguments[2])
    pattern = groupless(single_text(arguments[1]))
    if pattern is None or len(text) > LONGEST or "\\" in replacement or "$" in replacement:
        raise UncertainError
    return [pattern.sub(lambda _: replacement, text)]


def _distinct_values(arguments: list[list[Item]]) -> list[Item]:
    return list(dict.fromkeys(texts(arguments[0])))


FUNCTIONS: dict[str, Known] = {
    "concat": Known(_concat, 2, 99, "string"),
    "contains": Known(_on_texts(lambda text, part: part in text), 2, 2, "boolean"),
    "count": Known(lambda arguments: [len(arguments[0])], 1, 1, "integer"),
    "data": Known(lambda arguments: list(texts(arguments[0])), 1, 1, "string", "many", 3),
    "distinct-values": Known(_distinct_values, 1, 1, "string", "many", 3),
    "ends-with": Known(_on_texts(lambda text, end: text.endswith(end)), 2, 2, "boolean", since=3),
    "lower-case": Known(_on_texts(str.lower), 1, 1, "string", since=3),
    "matches": Known(_matches, 2, 2, "boolean", since=3),
    "normalize-space": Known(_on_texts(_collapse), 0, 1, "string", takes_context_item=True),
    "replace": Known(_replace, 3, 3, "string", since=3),
    "starts-with": Known(_on_texts(lambda text, start: text.startswith(start)), 2, 2, "boolean"),
    "string": Known(_string, 0, 1, "string", takes_context_item=True),
    "string-join": Known(_string_join, 1, 2, "string", since=3),
    "string-length": Known(_on_texts(len), 0, 1, "integer", takes_context_item=True),
    "substring-after": Known(_on_texts(lambda text, part: text.partition(part)[2]), 2, 2, "string"),
    "substring-before": Known(
        _on_texts(lambda text, part: text.partition(part)[0] if part in text else ""), 2, 2, "string"
    ),
    "tokenize": Known(_tokenize, 1, 2, "string", "many", since=3),
    "upper-case": Known(_on_texts(str.upper), 1, 1, "string", since=3),
}
