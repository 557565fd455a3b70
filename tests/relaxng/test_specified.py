"""Which names the TEI Guidelines specify is known, so that they are not taken for misspelt ones."""

import re
from pathlib import Path

from teiproof.relaxng.specified import _ELEMENTS, is_of_tei

TEI = "http://www.tei-c.org/ns/1.0"


def test_the_elements_are_those_of_the_guidelines(shared: Path) -> None:
    guidelines = (shared / "schemas" / "p5subset.xml").read_text(encoding="utf-8")
    assert sorted(re.findall(r'<elementSpec[^>]*\bident="([^"]+)"', guidelines)) == sorted(_ELEMENTS.split())


def test_a_name_is_of_tei_in_its_namespace_only() -> None:
    assert is_of_tei(f"{TEI} persName")
    assert not is_of_tei(f"{TEI} persname")
    assert not is_of_tei("persName")
    assert not is_of_tei("urn:letter persName")
