"""What is told of a difference between an encoding and its source."""

from pathlib import Path

import pytest

from teiproof.checks.fidelity import check
from teiproof.model.document import Document
from teiproof.model.edition import Edition

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><sourceDesc><bibl>'
    '<ptr target="source.txt"/></bibl></sourceDesc></fileDesc></teiHeader>'
    "<text><body><p>{}</p></body></text></TEI>"
)
CORRECT = "Correct the encoding, or mark a correction with choice, sic and corr."


def messages(folder: Path, source: str, encoding: str) -> list[str]:
    (folder / "source.txt").write_text(source, encoding="utf-8")
    document = Document(folder / "a.xml", TEI.format(encoding).encode())
    return [found.message for found in check(document, Edition([document]))]


@pytest.mark.parametrize(
    ("source", "encoding", "expected"),
    [
        ("a b c", "a b c", []),
        ("a\nb c d e", "a x c d e", [f"the source has “b” (source.txt:2:1), the encoding “x”. {CORRECT}"]),
        # Single words that agree by chance do not end a difference.
        (
            "a b the c d e f",
            "a x the y d e f",
            [f"the source has “b the c” (source.txt:1:3), the encoding “x the y”. {CORRECT}"],
        ),
        (
            "a b\nc d e",
            "a b d e",
            ["the encoding lacks “c” (source.txt:2:1). Add it, or quote it in samplingDecl."],
        ),
        (
            "a b",
            "a b c",
            ["the encoding adds “c”, which is not in the source (source.txt:1:4). Remove it."],
        ),
        ("a", "", ["the encoding lacks “a” (source.txt:1:1). Add it, or quote it in samplingDecl."]),
        (
            "a\u00adb c",
            "ab c",
            [f"the source has “a[U+00AD]b” (source.txt:1:1), the encoding “ab”. {CORRECT}"],
        ),
    ],
)
def test_a_difference_is_shown_with_both_texts_and_the_place_in_the_source(
    source: str, encoding: str, expected: list[str], tmp_path: Path
) -> None:
    assert messages(tmp_path, source, encoding) == expected
