"""Each file in `cases/` is laid out as its golden file says; options are in its name: `NAME.width-40.xml`."""

from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof.formatting import Style, formatted
from teiproof.model.document import Document

CASES = sorted((Path(__file__).parent / "cases").glob("*.xml"))


def style_of(path: Path) -> Style:
    options = path.name.split(".")[1:-1]
    width = next(
        (int(option.removeprefix("width-")) for option in options if option.startswith("width-")), None
    )
    return Style(width=width, sentences="sentences" in options)


@pytest.mark.parametrize("path", CASES, ids=lambda path: path.stem)
def test_a_case_is_laid_out_as_its_golden_file(path: Path, golden: Callable[[Path, bytes], None]) -> None:
    laid_out = formatted(Document(path), style_of(path))
    golden(path.with_suffix(".golden"), laid_out)
    assert formatted(Document(path, laid_out), style_of(path)) == laid_out
