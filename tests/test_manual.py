"""Every code that can be reported has a manual page, and no page explains a code that is never reported."""

import re
from pathlib import Path

import pytest

from teiproof import manual
from teiproof.errors import UnknownNameError

SOURCE = Path(__file__).resolve().parent.parent / "src" / "teiproof"


def reported_codes() -> set[str]:
    """The codes that stand as string literals in the source; those of parsing are put together from a kind."""
    text = "\n".join(path.read_text(encoding="utf-8") for path in SOURCE.rglob("*.py"))
    families = "|".join(manual.families())
    found = set(re.findall(rf'"((?:{families})\.[a-z]+(?:-[a-z]+)*)"', text))
    malformed = (SOURCE / "parsing" / "malformed.py").read_text(encoding="utf-8")
    kinds = set(re.findall(r'return "([a-z-]+)", ', malformed)) | set(
        re.findall(r'\d+: \(\s*"([a-z-]+)"', malformed)
    )
    return found | {f"parsing.{kind}" for kind in kinds}


def test_every_reported_code_is_explained_and_every_explained_code_is_reported() -> None:
    explained = {code for family in manual.families() for code in manual.codes(family)}
    assert reported_codes() == explained


def test_a_page_holds_the_explanation_of_its_code_alone() -> None:
    page = manual.page("references.dangling")
    assert page.startswith("references.dangling\n")
    assert "xml:id" in page
    assert "references.missing-file" not in page


def test_the_page_of_a_check_holds_all_its_codes() -> None:
    page = manual.page("references")
    assert all(code in page for code in manual.codes("references"))


@pytest.mark.parametrize("code", ["reference", "references.danglin", "nothing-like-it"])
def test_an_unknown_code_is_refused(code: str) -> None:
    with pytest.raises(UnknownNameError, match=re.escape(code)):
        manual.page(code)


def test_a_near_code_is_suggested() -> None:
    with pytest.raises(UnknownNameError, match=r"did you mean “references\.dangling”"):
        manual.page("references.danglin")
