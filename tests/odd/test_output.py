"""The schemas that are made: jing takes them, flattened ODDs are valid TEI, and descriptions are there."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
from teiproof.odd.sources import Sources
from teiproof.odd.writers import odd, rng
from teiproof.relaxng.schema import Schema
from tests.odd.examples import SOURCE, examples
from tests.odd.explained import EXPLAINED

FEATURES = sorted((Path(__file__).resolve().parent / "features").glob("*.odd"))


@pytest.mark.parametrize("name", EXPLAINED)
def test_jing_takes_the_schema(name: str, jing: str, compiled: Callable[[str], Path], tmp_path: Path) -> None:
    document = tmp_path / "document.xml"
    document.write_text("<none/>", encoding="utf-8")
    command = [jing, str(compiled(name)), str(document)]
    said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
    assert said.count("error:") == 1, said
    assert 'element "none" not allowed' in said


def test_jing_judges_the_features_alike(jing: str, tmp_path: Path) -> None:
    for feature in FEATURES[:: max(1, len(FEATURES) // 5)]:
        schema = tmp_path / f"{feature.stem}.rng"
        schema.write_bytes(rng.write(flatten(feature, Sources(SOURCE, Path("nowhere")))))
        documents = []
        for number, example in enumerate(examples(feature)):
            path = tmp_path / f"{feature.stem}-{number}-{'valid' if example.is_valid else 'invalid'}.xml"
            path.write_bytes(example.document)
            documents.append(path)
        command = [jing, str(schema), *map(str, documents)]
        said = subprocess.run(command, capture_output=True, text=True, check=False).stdout
        for path in documents:
            assert (f"{path}:" in said) == path.stem.endswith("-invalid"), said


@pytest.mark.parametrize("name", ["tei_lite", "dtabf", "dracor"])
def test_the_flattened_odd_is_valid_tei(
    name: str, flattened: Callable[[str], Flattened], compiled: Callable[[str], Path]
) -> None:
    schema = Schema.load(compiled("tei_all"), cache=False)
    made = odd.write(flattened(name), docs=True)
    assert [f"{each.location}: {each.message}" for each in schema.validate(made, name)] == []


def test_descriptions_are_in_the_language_of_the_schema(tmp_path: Path) -> None:
    feature = next(path for path in FEATURES if path.stem == "modules")
    text = feature.read_text(encoding="utf-8")
    path = tmp_path / "modules.odd"
    path.write_text(text.replace('start="div"', 'start="div" docLang="de fr"'), encoding="utf-8")
    sources = Sources(SOURCE, Path("nowhere"))
    made = rng.write(flatten(path, sources), docs=True).decode()
    assert "<a:documentation>bezeichnet einen Absatz</a:documentation>" in made
    assert "<a:documentation>(highlighted) marks what stands out, such as in &lt;p&gt; by @rend<" in made
    assert "a:documentation" not in rng.write(flatten(path, sources)).decode()
    assert "marks a paragraph" in rng.write(flatten(feature, sources), docs=True).decode()


def test_each_specification_has_one_definition_in_the_order_of_the_alphabet(
    compiled: Callable[[str], Path], flattened: Callable[[str], Flattened]
) -> None:
    lines = compiled("tei_lite").read_text(encoding="utf-8").splitlines()
    names = [line.split('"')[1] for line in lines if line.startswith("  <define ")]
    assert len(names) == len(set(names))
    declared = flattened("tei_lite").elements
    elements = [name for name in names if name in declared]
    assert elements == sorted(declared, key=lambda name: (name.lower(), name))
    classes = [name for name in names if name.startswith("model.")]
    assert classes == sorted(classes, key=lambda name: (name.lower(), name))
