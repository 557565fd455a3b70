"""On real documents the engine's verdict, and the line of its first error, are jing's."""

import re
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest

from teiproof.diagnostics import Diagnostic
from teiproof.relaxng import Schema
from tests.relaxng.judged import line_of_jing

Jing = Callable[[Path, Sequence[Path]], str]

SCHEMAS = ["tei_all", "tei_lite", "tei_simplePrint", "dracor", "dtabf"]

_DOCTYPE = re.compile(rb"<!DOCTYPE[^[>]*(\[[^\]]*\]\s*)?>")
_REPORT = re.compile(r"(?m)^(.+?\.xml):(\d+):\d+: (error|fatal): ")


@pytest.fixture(scope="module")
def corpus(shared: Path, tmp_path_factory: pytest.TempPathFactory) -> list[Path]:
    """The documents of the corpus. Those with an external DTD, which jing does not find and then says nothing,
    are copied with blanks instead of the DOCTYPE."""
    folder = tmp_path_factory.mktemp("corpus")
    found = []
    for path in sorted((shared / "corpus").rglob("*.xml")):
        data = path.read_bytes()
        doctype = _DOCTYPE.search(data)
        if doctype and re.search(rb"SYSTEM|PUBLIC", doctype.group()):
            blank = re.sub(rb"[^\n]", b" ", doctype.group())
            path = folder / f"{path.parent.name}-{path.name}"
            path.write_bytes(data.replace(doctype.group(), blank))
        found.append(path)
    return found


@pytest.mark.parametrize("name", SCHEMAS)
def test_verdict_and_first_line_are_those_of_jing(
    name: str, shared: Path, corpus: list[Path], jing: Jing
) -> None:
    schema = shared / "schemas" / f"{name}.rng"
    expected = _first_lines(jing, schema, corpus)
    engine = Schema.load(schema, cache=False)
    for path in corpus:
        found = list(engine.validate(path, str(path)))
        assert bool(found) == (path in expected), f"{path}: {found[:1] or 'accepted'}"
        if found:
            lines = [_lines_of_jing(path, each) for each in found]
            assert expected[path] in min(lines, key=max), found[0]


def _first_lines(jing: Jing, schema: Path, documents: list[Path]) -> dict[Path, int]:
    """The line of the first error in each invalid document; where jing stops at a malformed one it goes on."""
    found: dict[Path, int] = {}
    waiting = list(documents)
    while waiting:
        done = len(waiting)
        for name, line, kind in _REPORT.findall(jing(schema, waiting)):
            path = Path(name)
            found[path] = min(found.get(path, int(line)), int(line))
            if kind == "fatal":
                done = waiting.index(path) + 1
        waiting = waiting[done:]
    return found


def _lines_of_jing(path: Path, diagnostic: Diagnostic) -> range:
    """The lines in which jing may report what a diagnostic says.

    jing names the line where a start tag ends, we the line of the tag or of the attribute.
    """
    line, column = diagnostic.location.line, diagnostic.location.column
    last = line_of_jing(diagnostic)
    return range(last, last + 1) if last > line else range(line, _tag_end(path, line, column) + 1)


def _tag_end(path: Path, line: int, column: int) -> int:
    """The line where the tag ends that begins, or has an attribute, at a place."""
    rest = path.read_text(encoding="utf-8").split("\n")[line - 1 :]
    rest[0] = rest[0][column - 1 :]
    text = "\n".join(rest)
    return line + text[: text.find(">") + 1].count("\n")


@pytest.mark.parametrize("name", ["tei_bare", "tei_lite", "tei_simplePrint"])
def test_libxml2_gives_the_same_verdict(name: str, shared: Path, corpus: list[Path]) -> None:
    """libxml2 takes long to load large schemas and blames wrong places; its verdict is one more opinion."""
    from lxml import etree

    schema = shared / "schemas" / f"{name}.rng"
    judge = etree.RelaxNG(etree.parse(schema))
    engine = Schema.load(schema, cache=False)
    small = [path for path in corpus if path.stat().st_size < 10_000 and not _malformed(path)]
    verdicts = {path: judge.validate(etree.parse(path)) for path in small}
    assert verdicts == {path: not list(engine.validate(path, str(path))) for path in small}


def _malformed(path: Path) -> bool:
    from lxml import etree

    try:
        etree.parse(path)
    except etree.XMLSyntaxError:
        return True
    return False


def test_a_document_may_be_a_path_bytes_or_a_stream(shared: Path) -> None:
    schema = Schema.load(shared / "schemas" / "tei_all.rng", cache=False)
    path = shared / "mistakes" / "01_elem_case.xml"

    def judged() -> Iterator[tuple[object, ...]]:
        yield tuple(schema.validate(path, "x"))
        yield tuple(schema.validate(path.read_bytes(), "x"))
        with path.open("rb") as stream:
            yield tuple(schema.validate(stream, "x"))

    assert len(set(judged())) == 1
