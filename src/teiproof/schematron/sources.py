"""Where the rules of a schema stand: in a Schematron file, or scattered over a RELAX NG schema.

Files are read from this machine only. Schematron that is embedded is found in any place of a RELAX NG schema
(ISO/IEC 19757-2 lets elements of other namespaces stand anywhere) and of those it includes.
"""

import re
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from teiproof.parsing import UnparsableError, read
from teiproof.parsing.presence import is_file
from teiproof.parsing.tree import parse
from teiproof.schematron.rules import Source, UnevaluableRuleError

SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
SCHEMATRON_1_5 = "http://www.ascc.net/xml/schematron"
NAMESPACES = (SCHEMATRON, SCHEMATRON_1_5)
_RELAXNG = "http://relaxng.org/ns/structure/1.0"
_MARKS = (b"purl.oclc.org/dsdl/schematron", b"ascc.net/xml/schematron")
_INCLUSION = re.compile(rb"<(?:[\w.-]+:)?(?:include|externalRef)\b")
_INCLUDING = tuple(f"{{{_RELAXNG}}}{name}" for name in ("include", "externalRef"))


@dataclass(frozen=True, slots=True)
class Part:
    """The topmost Schematron elements of one file (`schema`, or embedded `ns`, `pattern`...).

    `binding` is the query language that the file names, if it does.
    """

    path: Path
    elements: tuple[etree._Element, ...]
    binding: str


def may_hold_rules(path: Path) -> bool:
    """Whether it is worth to look for rules in a file. Raises UnreadableFileError."""
    data = read(path)
    return _has_rules(data) or bool(_INCLUSION.search(data))


def _has_rules(data: bytes) -> bool:
    # A schema in UTF-16 is read in any case.
    return any(mark in data for mark in _MARKS) or data[:2] in (b"\xff\xfe", b"\xfe\xff")


def parts(path: Path) -> tuple[Part, ...]:
    """The Schematron in a file and the files which it includes; empty if there is none.

    Raises UnreadableFileError, UnevaluableRuleError.
    """
    found: list[Part] = []
    seen: set[Path] = set()
    pending = [path]
    while pending:
        current = pending.pop(0)
        if current.resolve() in seen:
            continue
        seen.add(current.resolve())
        data = read(current)
        has_rules = _has_rules(data)
        if current.suffix.lower() == ".rnc":
            if has_rules:
                raise UnevaluableRuleError(
                    f"{current} holds Schematron in RELAX NG's compact syntax, which is not read. "
                    "Convert the schema to the XML syntax (.rng)."
                )
            continue
        if not has_rules and not _INCLUSION.search(data):
            continue
        try:
            root = parsed(data, current)
        except UnparsableError as error:
            raise UnevaluableRuleError(f"the rules in {current} cannot be read: {error}") from error
        pending += _included(root, current)
        if has_rules:
            found.append(Part(current, _topmost(root), _binding(root)))
    return tuple(found)


def parsed(data: bytes, path: Path) -> etree._Element:
    """The root of a file, which knows the file's name. Raises UnparsableError."""
    tree = parse(data, str(path))
    tree.docinfo.URL = str(path)
    return tree.getroot()


def _included(root: etree._Element, path: Path) -> list[Path]:
    """The local files that a RELAX NG schema includes; whether they are there is for `relaxng` to say."""
    hrefs = [unquote(element.get("href", "")) for element in root.iter(*_INCLUDING)]
    return [found for href in hrefs if "://" not in href and is_file(found := path.parent / href)]


def _topmost(root: etree._Element) -> tuple[etree._Element, ...]:
    wildcards = [f"{{{namespace}}}*" for namespace in NAMESPACES]
    return tuple(
        element
        for element in root.iter(*wildcards)
        if (parent := element.getparent()) is None or etree.QName(parent).namespace not in NAMESPACES
    )


def _binding(root: etree._Element) -> str:
    return root.get("queryBinding") or root.get(f"{{{SCHEMATRON}}}queryBinding") or ""


def source_of(element: etree._Element) -> Source:
    """Where an element of a schema stands."""
    path = element.getroottree().docinfo.URL
    return Source(path or "", element.sourceline or 1)
