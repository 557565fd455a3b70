"""What a corpus uses of a vocabulary: its elements, their attributes, and the values of these."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path

from teiproof.names import XML
from teiproof.parsing import read
from teiproof.parsing.tree import parse

_MOST_VALUES = 60  # more different values are no list


@dataclass(slots=True)
class Usage:
    """How elements, by namespace and name, are used in some documents.

    `attributes` counts for each element its attributes, whose names are `xml:id` or in Clark notation;
    `values` counts the values of each attribute of each element, as long as there are few; `roots` are the
    outermost elements.
    """

    documents: int = 0
    elements: Counter[tuple[str, str]] = field(default_factory=Counter)
    attributes: dict[tuple[str, str], Counter[str]] = field(default_factory=dict)
    values: dict[tuple[tuple[str, str], str], Counter[str]] = field(default_factory=dict)
    roots: set[tuple[str, str]] = field(default_factory=set)


def usage_of(paths: Iterable[Path]) -> Usage:
    """What some documents use. Raises UnreadableFileError, UnparsableError."""
    found = Usage()
    for path in paths:
        found.documents += 1
        root = parse(read(path), str(path)).getroot()
        found.roots.add(_split(str(root.tag)))
        for element in root.iter("*"):
            name = _split(str(element.tag))
            found.elements[name] += 1
            if element.attrib:
                counted = found.attributes.setdefault(name, Counter())
                for attribute, value in element.attrib.items():
                    key = _named(str(attribute))
                    counted[key] += 1
                    values = found.values.setdefault((name, key), Counter())
                    if len(values) <= _MOST_VALUES:
                        values.update([str(value)])
    return found


def _split(tag: str) -> tuple[str, str]:
    namespace, _, name = tag.removeprefix("{").rpartition("}")
    return namespace, name


def _named(attribute: str) -> str:
    return f"xml:{attribute.rpartition('}')[2]}" if attribute.startswith(f"{{{XML}}}") else attribute
