"""Inclusion, abstract patterns and abstract rules written out (ISO/IEC 19757-3, 5.4.4, 6.2, 6.3).

A message about a rule leads to the line on which the rule is written, not to where it is used.
"""

import re
from collections.abc import Iterable, Iterator
from copy import deepcopy
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from teiproof.errors import UnreadableFileError
from teiproof.parsing import UnparsableError, read
from teiproof.schematron.rules import UnevaluableRuleError
from teiproof.schematron.sources import NAMESPACES, parsed, source_of

_ID = "{http://www.w3.org/XML/1998/namespace}id"
_PARAMETERISED = ("context", "documents", "path", "select", "subject", "test", "value")
_DEEPEST = 20


def local(element: etree._Element) -> str:
    """The name of a Schematron element; empty for what is not Schematron."""
    if not isinstance(element.tag, str):
        return ""
    name = etree.QName(element)
    return name.localname if name.namespace in NAMESPACES else ""


def children(element: etree._Element, *names: str) -> Iterator[etree._Element]:
    """The Schematron children of these names, in order."""
    return (child for child in element if local(child) in names)


def include(root: etree._Element, path: Path, depth: int = 0) -> etree._Element:
    """Put in the place of every `include` what it names.

    Returns the element itself, or what stands in its place if it is an `include`. Raises UnevaluableRuleError.
    """
    standing = root
    found = (
        [root]
        if local(root) == "include"
        else [one for one in root.iter(etree.Element) if local(one) == "include"]
    )
    for element in found:
        included, other = referenced(element.get("href", ""), path, element)
        if depth > _DEEPEST:
            raise UnevaluableRuleError(f"{source_of(element)}: the inclusions go round in a circle. Break it.")
        included = include(included, other, depth + 1)
        standing = included if element is root else standing
        parent = element.getparent()
        if parent is not None:
            included.tail = element.tail
            parent.replace(element, included)
    return standing


def referenced(href: str, path: Path, where: etree._Element) -> tuple[etree._Element, Path]:
    """A copy of the element to which an `href` leads, and its file. Raises UnevaluableRuleError."""
    name, _, fragment = href.partition("#")
    other = path.parent / unquote(name) if name else path
    if "://" in name:
        raise UnevaluableRuleError(
            f"{source_of(where)}: {href} is on the network, which teiproof never uses. Include a local copy."
        )
    try:
        root = parsed(read(other), other)
    except (UnreadableFileError, UnparsableError) as error:
        raise UnevaluableRuleError(f"{source_of(where)}: “{href}” cannot be included: {error}") from error
    if not fragment:
        return root, other
    for element in root.iter(etree.Element):
        if fragment in (element.get("id"), element.get(_ID)):
            return element, other
    raise UnevaluableRuleError(f"{source_of(where)}: there is no “{fragment}” in {other}. Correct the href.")


def instances(patterns: Iterable[etree._Element]) -> Iterator[etree._Element]:
    """The patterns to be applied: abstract ones left out, `is-a` ones filled in.

    Raises UnevaluableRuleError.
    """
    known = list(patterns)
    abstract = {pattern.get("id"): pattern for pattern in known if pattern.get("abstract") == "true"}
    for pattern in known:
        name = pattern.get("is-a")
        if name is None:
            if pattern.get("abstract") != "true":
                yield pattern
            continue
        if name not in abstract:
            raise UnevaluableRuleError(f"{source_of(pattern)}: there is no abstract pattern “{name}”.")
        yield _instance(pattern, abstract[name])


def _instance(pattern: etree._Element, abstract: etree._Element) -> etree._Element:
    values = {
        one.get("name", ""): one.get("value", "")
        for holder in (abstract, pattern)
        for one in children(holder, "param")
    }
    made = deepcopy(abstract)
    made.getroottree().docinfo.URL = source_of(abstract).path
    for name in ("abstract", "is-a"):
        made.attrib.pop(name, None)
    made.set("id", pattern.get("id") or abstract.get("id") or "")
    names = "|".join(map(re.escape, values))
    parameter = re.compile(rf"\$({names})(?![\w.-])")
    for element in made.iter(etree.Element):
        for attribute in _PARAMETERISED:
            value = element.get(attribute)
            if values and value:
                element.set(attribute, parameter.sub(lambda match: values[match.group(1)], value))
    return made


def statements(
    rule: etree._Element, abstract: dict[str, etree._Element], path: Path, depth: int = 0
) -> Iterator[etree._Element]:
    """The lets, asserts and reports of a rule, those of the rules it extends in their place.

    Raises UnevaluableRuleError.
    """
    for child in rule:
        if local(child) != "extends":
            yield child
            continue
        if depth > _DEEPEST:
            raise UnevaluableRuleError(f"{source_of(child)}: rules extend each other in a circle. Break it.")
        name, href = child.get("rule"), child.get("href")
        if href is not None:
            other, file = referenced(href, path, child)
            yield from statements(other, abstract, file, depth + 1)
        elif name in abstract:
            yield from statements(abstract[name], abstract, path, depth + 1)
        else:
            raise UnevaluableRuleError(f"{source_of(child)}: there is no abstract rule “{name}” to extend.")
