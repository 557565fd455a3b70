"""Sees that what an ODD writes as XPath into its rules is XPath: beside one that is not, no processor could
apply any other rule.

What a rule names is another matter: functions and variables may come from the processor, and prefixes are
looked at where the rules are gathered. Abstract patterns are left out: theirs are templates of expressions.
"""

from collections.abc import Iterable, Iterator

from lxml import etree

from teiproof.odd.markup import CONSTRAINT_DECL, CONSTRAINT_SPEC
from teiproof.odd.problems import refusal
from teiproof.odd.schematron_patterns import NAMESPACES, XSL_KEY

_EXPRESSIONS = {
    "rule": ("context", "subject"),
    "assert": ("test", "subject"),
    "report": ("test", "subject"),
    "let": ("value",),
    "value-of": ("select",),
    "name": ("path",),
    "key": ("match", "use"),
}
"""The attributes that hold expressions, by element of Schematron; `key` is of XSLT."""


def check_expressions(declared: Iterable[etree._Element]) -> None:
    """See that the expressions in the constraintSpecs of declarations can be read. Raises OddError."""
    for declaration in declared:
        for constraint in declaration.iter(CONSTRAINT_SPEC, CONSTRAINT_DECL):
            for node, attribute in _expressions(constraint):
                wrong = _mistake(node.get(attribute, ""))
                if wrong:
                    raise refusal(node, f"@{attribute} is no XPath: {wrong}. Correct it.", attribute)


def _expressions(node: etree._Element) -> Iterator[tuple[etree._Element, str]]:
    """The elements below a node that hold expressions, each with the name of the attribute."""
    for child in node:
        if not isinstance(child.tag, str):
            continue
        name = etree.QName(child)
        if name.namespace in NAMESPACES or child.tag == XSL_KEY:
            if name.localname == "pattern" and child.get("abstract") == "true":
                continue
            for attribute in _EXPRESSIONS.get(name.localname, ()):
                if child.get(attribute) is not None:
                    yield child, attribute
        yield from _expressions(child)


def _mistake(expression: str) -> str:
    """What is wrong with an expression, or nothing."""
    from teiproof.schematron.xpath.parser import parse
    from teiproof.schematron.xpath.syntax import XPathSyntaxError

    try:
        parse(expression)
    except XPathSyntaxError as error:
        from teiproof.schematron.xpath.elsewhere import is_wrong  # the parser does not know all of XPath

        return str(error) if is_wrong(expression) else ""
    return ""
