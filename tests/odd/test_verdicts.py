"""Our grammar and that of the TEI's own tools judge documents alike: real ones, generated ones, mutated ones.

`ODD_DOCUMENTS=10000 pytest tests/odd/test_verdicts.py` draws as many documents from each pair of grammars.
"""

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest
from lxml import etree

from teiproof.odd.grammar_elements import Grammar
from teiproof.relaxng.schema import Schema
from tests.odd.explained import EXPLAINED
from tests.odd.generation import Generator

DOCUMENTS = int(os.environ.get("ODD_DOCUMENTS", "200"))


@pytest.mark.parametrize("name", EXPLAINED)
def test_real_documents_are_judged_alike(name: str, shared: Path, compiled: Callable[[str], Path]) -> None:
    ours = Schema.load(compiled(name), cache=False)
    theirs = Schema.load(shared / "schemas" / f"{name}.rng", cache=False)
    files = sorted((shared / "corpus").rglob("*.xml"))
    assert files
    for file in files:
        mine, yours = (any(True for _ in schema.validate(file, str(file))) for schema in (ours, theirs))
        assert mine == yours or is_explained(name, file.read_bytes()), file


@pytest.mark.parametrize("name", EXPLAINED)
def test_drawn_documents_are_judged_alike(name: str, shared: Path, compiled: Callable[[str], Path]) -> None:
    paths = compiled(name), shared / "schemas" / f"{name}.rng"
    ours, theirs = (Schema.load(path, cache=False) for path in paths)
    valid = 0
    for path in paths:
        generator = Generator(Grammar(path), Random(name))  # noqa: S311 - the same documents in every run
        for _ in range(DOCUMENTS // 2):
            document = generator.document()
            mine, yours = (any(True for _ in schema.validate(document, "drawn")) for schema in (ours, theirs))
            assert mine == yours or is_explained(name, document), document.decode()
            valid += not mine
    assert DOCUMENTS // 5 < valid < DOCUMENTS * 9 // 10, "some should be valid, others not"


def is_explained(name: str, document: bytes) -> bool:
    """Whether a document has an element, or an attribute of one, of which a difference is explained."""
    root = etree.fromstring(document, etree.XMLParser(collect_ids=False, huge_tree=True))
    for element in root.iter("*"):
        local = etree.QName(element).localname
        if local in EXPLAINED[name] or any(
            f"{local}/@{attribute}" in EXPLAINED[name] for attribute in element.attrib
        ):
            return True
    return False
