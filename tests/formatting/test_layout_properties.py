"""Whatever the document: laid out, it says the same, and laid out again it stays as it is."""

from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from teiproof.formatting import Style, formatted
from teiproof.model.document import Document
from teiproof.model.reading import Reading, read
from tests.formatting.documents import documents

styles = st.builds(
    Style,
    indent=st.integers(0, 4),
    width=st.one_of(st.none(), st.integers(20, 60)),
    sentences=st.booleans(),
)


def words(reading: Reading) -> list[object]:
    blocks = [*reading.blocks, *(block for note in reading.notes for block in note.blocks)]
    return [[(token.space, token.text, token.marks) for token in block.tokens] for block in blocks]


def without_space(document: Document) -> str:
    return "".join("".join(document.root.itertext()).split())


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(documents(), styles)
def test_the_layout_is_idempotent_and_says_the_same(data: bytes, style: Style) -> None:
    document = Document(Path("generated.xml"), data)
    # Raises if the proof fails: the layout must not even try what is not safe.
    laid_out = Document(Path("generated.xml"), formatted(document, style))
    assert formatted(laid_out, style) == laid_out.data
    assert words(read(laid_out)) == words(read(document))
    assert words(read(laid_out, "diplomatic")) == words(read(document, "diplomatic"))
    assert without_space(laid_out) == without_space(document)
