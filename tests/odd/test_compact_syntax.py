"""Compact syntax says the same as XML syntax: jing accepts it, and what is read back is the same grammar."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teiproof.odd.compact_syntax import compact, literal
from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
from teiproof.odd.sources import Sources
from teiproof.odd.writers import rnc, rng
from teiproof.relaxng.reading import read
from teiproof.relaxng.sources import Sources as GrammarSources
from tests.odd.agreement import differences
from tests.odd.examples import SOURCE, examples
from tests.odd.explained import EXPLAINED

FEATURES = sorted((Path(__file__).resolve().parent / "features").glob("*.odd"))
GRAMMARS = Path(__file__).resolve().parent / "compact"


@pytest.mark.parametrize("name", EXPLAINED)
def test_what_is_read_back_is_the_same_grammar(
    name: str, flattened: Callable[[str], Flattened], compiled: Callable[[str], Path], tmp_path: Path
) -> None:
    path = tmp_path / "schema.rnc"
    path.write_bytes(rnc.write(flattened(name), docs=True))
    assert list(differences(path, compiled(name))) == []


@pytest.mark.parametrize("name", ["tei_all", "tei_simplePrint", "dtabf"])
def test_jing_judges_by_it_as_by_the_xml_syntax(
    name: str, jing: str, flattened: Callable[[str], Flattened], shared: Path, tmp_path: Path
) -> None:
    one, other = tmp_path / "schema.rnc", tmp_path / "schema.rng"
    one.write_bytes(rnc.write(flattened(name), docs=True))
    other.write_bytes(rng.write(flattened(name)))
    files = sorted(map(str, (shared / "mistakes").glob("*.xml")))
    runs = [
        subprocess.run([jing, *options, *files], capture_output=True, text=True, check=False)
        for options in (["-c", str(one)], [str(other)])
    ]
    # What may stand instead jing lists in an order of its own.
    by_compact, by_xml = ([line.partition("; ")[0] for line in run.stdout.splitlines()] for run in runs)
    assert by_compact == by_xml
    assert len(by_compact) > 10


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.stem)
def test_jing_accepts_every_feature(feature: Path, jing: str, tmp_path: Path) -> None:
    schema = flatten(feature, Sources(SOURCE, Path("nowhere")))
    path = tmp_path / "schema.rnc"
    path.write_bytes(rnc.write(schema, docs=True))
    valid = [example.document for example in examples(feature) if example.is_valid]
    documents = []
    for number, document in enumerate(valid):
        documents.append(tmp_path / f"{number}.xml")
        documents[-1].write_bytes(document)
    run = subprocess.run(
        [jing, "-c", str(path), *map(str, documents)], capture_output=True, text=True, check=False
    )
    assert run.stdout == ""
    assert run.returncode == 0


def test_every_pattern_is_written(jing: str, golden: Callable[[Path, bytes], None]) -> None:
    grammar = GRAMMARS / "patterns.rng"
    made = "".join(f"{line}\n" for line in compact(grammar.read_bytes(), "Every pattern"))
    golden(grammar.with_suffix(".rnc"), made.encode())
    documents = [GRAMMARS / f"{name}.xml" for name in ("right", "wrong")]
    for schema in (["-c", str(grammar.with_suffix(".rnc"))], [str(grammar)]):
        for document in documents:
            run = subprocess.run([jing, *schema, str(document)], capture_output=True, text=True, check=False)
            assert (run.returncode == 0) == (document.stem == "right"), run.stdout


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"], include_characters="\t\"'\\{x"), max_size=12))
def test_any_text_can_be_a_value(text: str) -> None:
    grammar = f"start = element a {{ string {literal(text)} }}"
    sources, path = GrammarSources(), Path("a.rnc")
    sources.contents[path] = grammar.encode()
    waiting = [read(sources, path)]
    values = []
    while waiting:
        node = waiting.pop()
        waiting += node.children
        values += [node.text] if node.name == "value" else []
    assert values == [text]
