"""Which functions there are, so that an expression can be trusted without asking elementpath."""

import itertools
from collections.abc import Mapping

from teiproof.schematron.xpath.lexer import Token

# Functions with the same value in all versions: kinds of arguments and of the value. Arguments are s (a
# text), n (a number), x (nodes), e (one node), b (anything with a truth value); from ? on they may be left out,
# and * is any number more of the last.
FUNCTIONS = {
    "boolean": ("b", "boolean"),
    "ceiling": ("n", "integer"),
    "concat": ("ss*", "string"),
    "contains": ("ss", "boolean"),
    "count": ("x", "integer"),
    "false": ("", "boolean"),
    "floor": ("n", "integer"),
    "last": ("", "integer"),
    "local-name": ("?e", "string"),
    "name": ("?e", "string"),
    "namespace-uri": ("?e", "string"),
    "normalize-space": ("?s", "string"),
    "not": ("b", "boolean"),
    "position": ("", "integer"),
    "round": ("n", "integer"),
    "starts-with": ("ss", "boolean"),
    "string": ("?s", "string"),
    "string-length": ("?s", "integer"),
    "substring": ("sn?n", "string"),
    "substring-after": ("ss", "string"),
    "substring-before": ("ss", "string"),
    "translate": ("sss", "string"),
    "true": ("", "boolean"),
}
# What only XPath 2.0 has and an extension function gives; arguments are passed as strings.
ADDED = {
    "ends-with": (2, "boolean"),
    "lower-case": (1, "string"),
    "matches": (2, "boolean"),
    "upper-case": (1, "string"),
}
ONLY_1 = {"lang": "boolean", "number": "number", "sum": "number"}
_XSLT = frozenset({"current", "document", "generate-id", "id"})
_LATER = frozenset({
    "abs", "avg", "codepoints-to-string", "current-date", "current-dateTime", "data", "day-from-date",
    "deep-equal", "distinct-values", "doc", "empty", "ends-with", "exists", "head", "index-of",
    "lower-case", "matches", "max", "min", "month-from-date", "node-name", "replace", "resolve-QName",
    "reverse", "root", "string-join", "string-to-codepoints", "subsequence", "tail", "tokenize",
    "upper-case", "year-from-date",
})  # fmt: skip
_NOT_FUNCTIONS = frozenset({
    "and", "attribute", "comment", "div", "element", "else", "eq", "except", "ge", "gt", "idiv", "if", "in",
    "intersect", "is", "le", "lt", "mod", "ne", "node", "or", "processing-instruction", "return",
    "satisfies", "text", "then", "to", "union",
})  # fmt: skip
_TYPES = frozenset({
    "xs:boolean", "xs:date", "xs:dateTime", "xs:dayTimeDuration", "xs:decimal", "xs:double", "xs:float",
    "xs:integer", "xs:string",
})  # fmt: skip


def names_everything(found: tuple[Token, ...], version: int, namespaces: Mapping[str, str]) -> bool:
    """Whether every function in an expression is known here, and every prefix bound."""
    for token, following in itertools.pairwise(found):
        if token.kind not in ("name", "variable"):
            continue
        prefix, colon, _ = token.value.partition(":")
        if colon and prefix not in ("*", "fn", "xml") and prefix not in namespaces:
            return False
        if token.kind == "name" and following.value == "(" and not _is_known(token.value, version):
            return False
    return True


def _is_known(name: str, version: int) -> bool:
    name = name.removeprefix("fn:")
    if name in FUNCTIONS or name in _XSLT or name in ONLY_1 or name in _NOT_FUNCTIONS:
        return True
    return version > 1 and (name in _LATER or name in _TYPES)
