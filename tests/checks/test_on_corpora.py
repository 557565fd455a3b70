"""What checks without a schema find in our edition and in the corpora of others; each finding was judged."""

from collections import Counter
from pathlib import Path

import pytest

from teiproof import gate
from teiproof.diagnostics import Severity
from teiproof.model.edition import Edition

TEI = Path(__file__).resolve().parents[2] / "tei"
CHECKS = ("apparatus", "characters", "dates", "header", "identifiers", "languages", "linking", "quantities")

TRUE_ERRORS = {
    ("ENG18721_Eliot.xml", "characters.replacement"): 1,  # “Sch�n”, and “sp” for Spanish
    ("ENG18721_Eliot.xml", "languages.unregistered"): 1,
    ("testnames.xml", "dates.lifespan"): 1,  # Páll Jónsson Vídalín, “born 1767”, died 1727
    ("testnames.xml", "languages.unregistered"): 4,  # “el-grc” and three tags that begin with it
}
"""By file and code. The header of a test file may well be empty: its findings are counted by code alone."""


def test_our_edition_is_clean() -> None:
    outcome = gate.run(Edition.open([TEI]), CHECKS)
    assert not outcome.refusals
    assert not outcome.diagnostics


@pytest.fixture(scope="module")
def found(shared: Path) -> gate.Outcome:
    return gate.run(Edition.open([shared / "corpus"]), CHECKS)


def test_errors_in_the_corpora_are_true_ones(found: gate.Outcome) -> None:
    errors = Counter(
        (Path(diagnostic.location.path).name, diagnostic.code)
        for diagnostic in found.diagnostics
        if diagnostic.severity is Severity.ERROR and diagnostic.code.split(".")[0] in CHECKS
        if not diagnostic.code.startswith("header.")
    )
    assert errors == TRUE_ERRORS


def test_headers_in_the_corpora_lack_what_is_reported(found: gate.Outcome) -> None:
    errors = Counter(
        (Path(diagnostic.location.path).parent.name, diagnostic.code)
        for diagnostic in found.diagnostics
        if diagnostic.severity is Severity.ERROR and diagnostic.code.startswith("header.")
    )
    assert errors == {
        ("documentation", "header.title"): 2,
        ("documentation", "header.publication"): 19,
        ("documentation", "header.source"): 15,
    }


def test_warnings_on_characters_stay_few(found: gate.Outcome) -> None:
    warnings = Counter(
        diagnostic.code
        for diagnostic in found.diagnostics
        if diagnostic.severity is Severity.WARNING and diagnostic.code.startswith("characters.")
    )
    assert warnings == {
        "characters.apostrophes": 3,
        "characters.invisible": 1,
        "characters.mojibake": 1,
        "characters.normalization": 7,
        "characters.space": 3,
    }
