"""The flattened ODD says the same as the customisation it was made from."""

from collections.abc import Callable
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from teiproof.names import tei
from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
from teiproof.odd.sources import Sources
from teiproof.odd.writers import compiled as compiled_odd
from teiproof.odd.writers import odd, rng
from tests.odd.agreement import differences
from tests.odd.examples import SOURCE
from tests.odd.explained import EXPLAINED

NOWHERE = Path("nowhere")
FEATURES = sorted((Path(__file__).resolve().parent / "features").glob("*.odd"))


@pytest.mark.parametrize("name", EXPLAINED)
def test_the_grammar_of_the_flattened_odd_is_that_of_the_customisation(
    name: str,
    flattened: Callable[[str], Flattened],
    compiled: Callable[[str], Path],
    shared: Path,
    tmp_path: Path,
) -> None:
    path = tmp_path / "flattened.odd"
    path.write_bytes(odd.write(flattened(name)))
    again = flatten(path, Sources(shared / "schemas" / "p5subset.xml", NOWHERE))
    assert [note.message for note in again.notes] == []
    made = tmp_path / "again.rng"
    made.write_bytes(rng.write(again))
    assert list(differences(made, compiled(name))) == []


@pytest.mark.parametrize("writer", [odd, compiled_odd], ids=["flattened", "compiled"])
@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.stem)
def test_every_feature_survives_flattening(feature: Path, writer: ModuleType, tmp_path: Path) -> None:
    schema = flatten(feature, Sources(SOURCE, NOWHERE))
    if schema.external:
        pytest.skip("grammars that are taken in have no place in a flattened ODD")
    path = tmp_path / "flattened.odd"
    path.write_bytes(writer.write(schema))
    one, other = tmp_path / "one.rng", tmp_path / "other.rng"
    one.write_bytes(rng.write(schema))
    other.write_bytes(rng.write(flatten(path, Sources(SOURCE, NOWHERE))))
    assert list(differences(one, other)) == []


def test_a_flattened_odd_is_a_source(
    flattened: Callable[[str], Flattened], compiled: Callable[[str], Path], tmp_path: Path
) -> None:
    (tmp_path / "lite.odd").write_bytes(odd.write(flattened("tei_lite")))
    lite = flattened("tei_lite")
    specs = [*lite.elements.values(), *lite.classes.values(), *lite.macros.values()]
    modules = sorted({spec.module for spec in specs})
    references = "".join(f'<moduleRef key="{module}"/>' for module in modules)
    path = tmp_path / "chained.odd"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>'
        f'<schemaSpec ident="chained" source="lite.odd" start="TEI teiCorpus">{references}</schemaSpec>'
        "</body></text></TEI>",
        encoding="utf-8",
    )
    made = tmp_path / "chained.rng"
    made.write_bytes(rng.write(flatten(path, Sources(None, NOWHERE))))
    assert list(differences(made, compiled("tei_lite"))) == []


def test_models_parameters_and_constraints_are_kept(flattened: Callable[[str], Flattened]) -> None:
    made = etree.fromstring(odd.write(flattened("tei_simplePrint")))
    (head,) = (spec for spec in made.iter(tei("elementSpec")) if spec.get("ident") == "head")
    assert len(list(head.iter(tei("model")))) > 1
    assert len(list(made.iter(tei("constraintSpec")))) > 20
    assert not list(made.iter(tei("exemplum")))
    assert list(etree.fromstring(odd.write(flattened("tei_simplePrint"), docs=True)).iter(tei("exemplum")))


def test_what_a_further_customisation_takes_away_is_the_same_from_either_source(tmp_path: Path) -> None:
    """After ELTeC, whose first level no longer wants the type of its titles, by taking it out of att.typed."""
    first = tmp_path / "first.odd"
    modules = '<moduleRef key="tei"/><moduleRef key="core"/><moduleRef key="structure"/>'
    first.write_text(
        document(f'<schemaSpec ident="first" start="div">{modules}</schemaSpec>'), encoding="utf-8"
    )
    (tmp_path / "flat.odd").write_bytes(odd.write(flatten(first, Sources(SOURCE, NOWHERE))))
    classes = '<classes mode="change"><memberOf key="att.typed" mode="delete"/></classes>'
    attributes = []
    for name in ("first", "flat"):
        second = tmp_path / f"on-{name}.odd"
        change = f'<elementSpec ident="name" mode="change">{classes}</elementSpec>'
        spec = f'<schemaSpec ident="second" start="div" source="{name}.odd">{modules}{change}</schemaSpec>'
        second.write_text(document(spec), encoding="utf-8")
        made = flatten(second, Sources(SOURCE, NOWHERE))
        attributes.append([each.ident for each in made.elements["name"].attributes.attributes()])
    assert attributes[0] == attributes[1]
    assert "type" not in attributes[0]


def document(spec: str) -> str:
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{spec}</body></text></TEI>'
