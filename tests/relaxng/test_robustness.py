"""No document makes the engine crash, hang, or fill the memory."""

import subprocess
import sys
import time
from pathlib import Path
from random import Random

import pytest

from teiproof.relaxng import Schema

LETTER = Path(__file__).parent / "cases" / "letter.rng"
HEADER = '<letter xmlns="urn:letter"><header><title/><date when="1936"/><sender/></header>'
PARAGRAPH = "<section><head>Some head</head><p n='3'>A paragraph with <hi>some</hi> text in it.</p></section>\n"

MEASURED = """
import resource, sys
from pathlib import Path
from teiproof.relaxng import Schema
schema = Schema.load(Path(sys.argv[1]), cache=False)
list(schema.validate(b"<letter/>", "x"))
before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
assert not list(schema.validate(Path(sys.argv[2]), "x"))
print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before)
"""


@pytest.fixture(scope="module")
def schema() -> Schema:
    return Schema.load(LETTER, cache=False)


def written(path: Path, megabytes: int) -> Path:
    with path.open("w", encoding="utf-8") as stream:
        stream.write(HEADER)
        for _ in range(megabytes * 1_000_000 // len(PARAGRAPH)):
            stream.write(PARAGRAPH)
        stream.write("</letter>")
    return path


def test_nesting_a_hundred_thousand_deep_is_judged(schema: Schema) -> None:
    deep = 100_000
    inside = "<hi>" * deep + "</hi>" * deep
    assert not list(schema.validate(f"{HEADER}<section><p>{inside}</p></section></letter>".encode(), "x"))
    found = list(schema.validate(("<a>" * deep + "</a>" * deep).encode(), "x"))
    assert [each.code for each in found] == ["relaxng.unknown-element"]


def grown(schema: Path, document: Path) -> int:
    """By how many bytes the memory of a process grows when it judges a document."""
    command = [sys.executable, "-c", MEASURED, str(schema), str(document)]
    ran = subprocess.run(command, capture_output=True, text=True, check=True)
    return int(ran.stdout) * (1 if sys.platform == "darwin" else 1024)


@pytest.mark.skipif(sys.platform == "win32", reason="the memory of a process is asked in the way of POSIX")
def test_memory_does_not_grow_with_the_document(tmp_path: Path) -> None:
    assert grown(LETTER, written(tmp_path / "large.xml", 20)) < 3_000_000


def test_time_grows_linearly(schema: Schema, tmp_path: Path) -> None:
    def seconds(megabytes: int) -> float:
        path = written(tmp_path / f"{megabytes}.xml", megabytes)
        start = time.process_time()
        assert not list(schema.validate(path, "x"))
        return time.process_time() - start

    seconds(1)
    assert seconds(8) < 8 * 2.5 * max(seconds(1), 0.02)


def test_damaged_documents_neither_crash_nor_hang(schema: Schema) -> None:
    random = Random("damage")  # noqa: S311 - the same documents in every run
    cases = [path.read_bytes() for path in sorted(LETTER.parent.glob("*.xml"))]
    pieces = [
        b"<",
        b">",
        b"&",
        b"'",
        b"</p>",
        b"<p>",
        b"\xff",
        b"\x00",
        b"]]>",
        b"<!--",
        b"&#x41;",
        b"<x:y/>",
        b" n='1'",
    ]
    start = time.monotonic()
    for _ in range(1500):
        data = bytearray(random.choice(cases))
        for _ in range(random.randrange(1, 4)):
            at = random.randrange(len(data))
            data[at : at + random.randrange(6)] = random.choice(pieces)
        list(schema.validate(bytes(data), "x"))
    assert time.monotonic() - start < 60


def test_an_entity_bomb_is_refused(schema: Schema) -> None:
    entities = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
    document = (
        f'<!DOCTYPE letter [<!ENTITY e0 "ha">{entities}]>{HEADER}<section><p>&e11;</p></section></letter>'
    )
    found = list(schema.validate(document.encode(), "x"))
    assert found[-1].code == "parsing.entity-bomb"


def test_internal_entities_are_judged_as_what_they_stand_for(schema: Schema) -> None:
    document = f'<!DOCTYPE letter [<!ENTITY s "<section><p/></section>">]>{HEADER}&s;</letter>'
    assert not list(schema.validate(document.encode(), "x"))


@pytest.mark.skipif(sys.platform == "win32", reason="the memory of a process is asked in the way of POSIX")
def test_many_interleaved_elements_do_not_fill_the_memory(tmp_path: Path) -> None:
    """Every subset of forty optional elements is a state of its own: what is memoised must be bounded."""
    names = [f"e{n}" for n in range(40)]
    optional = "".join(f"<optional><element name='{name}'><empty/></element></optional>" for name in names)
    path = tmp_path / "schema.rng"
    path.write_text(
        "<element name='r' xmlns='http://relaxng.org/ns/structure/1.0'><zeroOrMore><element name='s'>"
        f"<interleave>{optional}</interleave></element></zeroOrMore></element>",
        encoding="utf-8",
    )
    random = Random("subsets")  # noqa: S311
    sections = "".join(
        "<s>" + "".join(f"<{name}/>" for name in random.sample(names, 20)) + "</s>" for _ in range(3000)
    )
    document = tmp_path / "document.xml"
    document.write_text(f"<r>{sections}</r>", encoding="utf-8")
    assert grown(path, document) < 60_000_000
