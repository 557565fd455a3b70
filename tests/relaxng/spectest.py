"""Reads James Clark's suite: cases with a schema, the files it refers to, and documents with their verdicts."""

from dataclasses import dataclass
from pathlib import Path

from lxml import etree


@dataclass(frozen=True, slots=True)
class Case:
    """One case: a schema, whether it is correct, other files by path, and documents with whether they are
    valid."""

    name: str
    schema: bytes
    correct: bool
    files: tuple[tuple[str, bytes], ...]
    documents: tuple[tuple[bytes, bool], ...]


def cases(path: Path) -> list[Case]:
    """Every case of the suite, named by its number and the line where it begins."""
    found = []
    for number, case in enumerate(etree.parse(path).iter("testCase"), start=1):
        schema = case.find("correct")
        correct = schema is not None
        if schema is None:
            schema = case.find("incorrect")
        assert schema is not None
        documents = [(_content(each), each.tag == "valid") for each in case.iterchildren("valid", "invalid")]
        name = f"{number:03}-line-{case.sourceline}"
        found.append(Case(name, _content(schema), correct, tuple(_files(case, "")), tuple(documents)))
    return found


def _files(element: etree._Element, folder: str) -> list[tuple[str, bytes]]:
    found = [(f"{folder}{each.get('name')}", _content(each)) for each in element.iterchildren("resource")]
    for inner in element.iterchildren("dir"):
        found += _files(inner, f"{folder}{inner.get('name')}/")
    return found


def _content(element: etree._Element) -> bytes:
    child = next(element.iterchildren("*"))
    child.tail = None
    return etree.tostring(child, encoding="utf-8")
