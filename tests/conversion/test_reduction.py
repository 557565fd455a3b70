"""The exports `tei-lite` and `tei-simple-print`: valid by jing, the same readings, and every change told."""

from collections.abc import Callable, Iterable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from lxml import etree

from teiproof import exports, registry
from teiproof.conversion import rules
from teiproof.conversion.reduced import reduced, schema
from teiproof.conversion.reduction import ReductionError
from teiproof.exports import Profile
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import Kind, read
from teiproof.names import TEI_EXAMPLES
from teiproof.relaxng import Schema
from tests.conftest import PROJECT

CASES = Path(__file__).parent / "reductions"
SCHEMAS = {"tei-lite": "tei_lite.rng", "tei-simple-print": "tei_simplePrint.rng"}
KINDS: tuple[Kind, ...] = ("edited", "diplomatic")
Judge = Callable[[Iterable[Path], str], dict[Path, str]]


def made(format_: str, path: Path) -> tuple[bytes, str]:
    """What a format makes of a document: its bytes, and the table of changes."""
    document = Document(path)
    module = registry.load(exports, format_)
    files = {
        name.suffixes[-1]: content
        for name, content in module.export_document(document, Edition([document]), Profile())
    }
    return files[".xml"], files.get(".tsv", b"").decode()


def words(document: Document, kind: Kind) -> list[str]:
    """The words of a reading, notes and all."""
    reading = read(document, kind)
    blocks = [*reading.blocks, *(block for note in reading.notes for block in note.blocks)]
    return " ".join(block.line for block in blocks).split()


@pytest.mark.parametrize("format_", SCHEMAS)
def test_every_valid_document_of_the_corpus_is_valid_there_and_says_the_same(
    format_: str, some_valid: list[Path], invalid: Judge, tmp_path: Path
) -> None:
    targets: list[Path] = []
    divided = 0
    for number, path in enumerate(some_valid):
        content, changes = made(format_, path)
        target = tmp_path / f"{number:03}-{path.stem}.xml"
        target.write_bytes(content)
        targets.append(target)
        divided += "divided otherwise" in changes
        for kind in KINDS:
            assert words(Document(target, content), kind) == words(Document(path), kind), path
    assert divided <= 2
    assert invalid(targets, SCHEMAS[format_]) == {}


def examples(shared: Path) -> Iterable[bytes]:
    """Documents made of the examples of the Guidelines, put where they may stand."""
    head = (
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt><title>T</title></titleStmt>'
        "<publicationStmt><p>p</p></publicationStmt><sourceDesc><p>s</p></sourceDesc></fileDesc></teiHeader>"
    )
    shells = [
        "<body>@</body>",
        "<body><div>@</div></body>",
        "<body><p>@</p></body>",
        "<body><p/></body><back>@</back>",
    ]
    whole = Schema.load(shared / "schemas" / "tei_all.rng")
    for number, example in enumerate(
        etree.parse(shared / "schemas" / "p5subset.xml").iter(f"{{{TEI_EXAMPLES}}}egXML")
    ):
        if number % 7:
            continue  # each seventh, for the time it takes
        inner = etree.tostring(example, encoding="unicode", with_tail=False)
        inner = inner[inner.index(">") + 1 : inner.rindex("<")].replace(
            TEI_EXAMPLES, "http://www.tei-c.org/ns/1.0"
        )
        for shell in shells:
            data = f"{head}<text>{shell.replace('@', inner)}</text></TEI>".encode()
            if not any(True for _ in whole.validate(data, "example")):
                yield data
                break


@pytest.mark.parametrize("format_", SCHEMAS)
def test_the_examples_of_the_guidelines_are_valid_there_or_refused(
    format_: str, shared: Path, invalid: Judge, tmp_path: Path
) -> None:
    targets, refused = [], 0
    for number, data in enumerate(examples(shared)):
        source, target = tmp_path / "source.xml", tmp_path / f"{number:04}.xml"
        source.write_bytes(data)
        try:
            target.write_bytes(made(format_, source)[0])
        except ReductionError:
            refused += 1
            continue
        targets.append(target)
        for kind in KINDS:
            assert words(Document(target), kind) == words(Document(source), kind)
    assert len(targets) > 100
    assert refused * 50 < len(targets)
    assert invalid(targets, SCHEMAS[format_]) == {}


@pytest.mark.parametrize("path", sorted(CASES.glob("*.xml")), ids=lambda path: path.stem)
@pytest.mark.parametrize("format_", SCHEMAS)
def test_cases(
    format_: str, path: Path, golden: Callable[[Path, bytes], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(CASES)
    content, changes = made(format_, Path(path.name))
    golden(CASES / "golden" / f"{path.stem}.{format_}.txt", content)
    golden(CASES / "golden" / f"{path.stem}.{format_}.tsv", changes.encode())


def test_a_document_within_the_schema_stays_as_it_is_but_for_its_schema(tmp_path: Path) -> None:
    for format_ in SCHEMAS:
        once, _ = made(format_, PROJECT / "tei" / "the-end-of-henry-yagoda.xml")
        (tmp_path / "once.xml").write_bytes(once)
        twice, changes = made(format_, tmp_path / "once.xml")
        assert twice == once
        assert changes == ""


def test_what_would_change_the_text_is_refused_with_its_place(tmp_path: Path) -> None:
    path = tmp_path / "refused.xml"
    text = (CASES / "names.xml").read_text(encoding="utf-8")
    path.write_text(
        text.replace("<body>", "<body><div><app><note>read as a note</note></app></div>"),
        encoding="utf-8",
    )
    with pytest.raises(
        ReductionError, match=r"refused\.xml:\d+:\d+: .* Correct that place or, if teiproof check"
    ):
        reduced(Document(path), Edition([Document(path)]), "", "tei_lite")


@pytest.mark.parametrize("header", ["", "<teiHeader><encodingDesc/></teiHeader>"])
def test_a_document_without_a_description_of_the_file_is_refused_in_words(header: str, tmp_path: Path) -> None:
    path = tmp_path / "bare.xml"
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{header}<text><body><p>x</p></body></text></TEI>',
        encoding="utf-8",
    )
    with pytest.raises(ReductionError, match=r"bare\.xml:1:1: <TEI> has no teiHeader with a fileDesc"):
        reduced(Document(path), Edition([Document(path)]), "", "tei_lite")


def test_the_schemas_are_those_that_the_toolkit_makes_of_the_tei_s_own_odds(shared: Path) -> None:
    from teiproof.odd import compiling
    from teiproof.odd.writers import rng

    for odd, name in {"tei_lite.odd": "tei_lite", "tei_simplePrint.odd": "tei_simple_print"}.items():
        flattened = compiling.flattened(
            shared / "schemas" / "odd" / odd, shared / "schemas" / "p5subset.xml", False, None
        )
        packaged = PROJECT / "src" / "teiproof" / "conversion" / "schemas" / f"{name}.rng"
        assert compiling.written(flattened, rng, False) == packaged.read_bytes()


def test_every_alternative_is_an_element_of_one_of_the_schemas() -> None:
    known: set[str] = set()
    for name in ("tei_lite", "tei_simple_print"):
        path = PROJECT / "src" / "teiproof" / "conversion" / "schemas" / f"{name}.rng"
        known |= {
            str(element.get("name"))
            for element in etree.parse(path).iter("{http://relaxng.org/ns/structure/1.0}element")
        }
    named = {alternative.split()[0] for alternatives in rules.RENAMES.values() for alternative in alternatives}
    assert named | set(rules.WRAPPERS) | set(rules.FILLERS) - known <= known | {"eg"}
    assert schema("tei_lite") is schema("tei_lite")


INLINE = (
    "hi",
    "persName",
    "supplied",
    "surplus",
    "fw",
    "del",
    "add",
    "choice",
    "note",
    "placeName",
    "ex",
    "am",
    "emph",
    "app",
    "subst",
    "space",
    "measure",
)


@st.composite
def paragraphs(draw: st.DrawFn, depth: int = 3) -> str:
    """The content of a paragraph with nested markup of the line."""
    parts = []
    for _ in range(draw(st.integers(0, 4))):
        parts.append(draw(st.sampled_from(["word", " ", " two words ", "ü", "\n"])))
        if depth and draw(st.booleans()):
            name = draw(st.sampled_from(INLINE))
            inner = draw(paragraphs(depth=depth - 1))
            if name == "choice":
                parts.append(
                    f"<choice><sic>{inner}</sic><corr>{draw(paragraphs(depth=depth - 1))}</corr></choice>"
                )
            elif name == "app":
                parts.append(f"<app><lem>{inner}</lem><rdg>{draw(paragraphs(depth=depth - 1))}</rdg></app>")
            elif name == "subst":
                parts.append(
                    f"<subst><del>{inner}</del> <add>{draw(paragraphs(depth=depth - 1))}</add></subst>"
                )
            else:
                parts.append(f"<{name}>{inner}</{name}>" if name != "space" else "<space/>")
    return "".join(parts)


@given(paragraphs())
def test_markup_of_the_line_never_changes_a_word(content: str) -> None:
    text = (CASES / "names.xml").read_text(encoding="utf-8")
    data = text.replace("<p>", f"<p>{content}</p><p>", 1).encode()
    document = Document(CASES / "generated.xml", data)
    for name in ("tei_lite", "tei_simple_print"):
        after = Document(document.path, reduced(document, Edition([document]), "", name).content)
        for kind in KINDS:
            assert words(after, kind) == words(document, kind)
