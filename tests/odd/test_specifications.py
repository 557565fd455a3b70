"""JSON of the specifications, and the compiled ODD: what editors and manuals need, and nothing that is idle."""

import json
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from lxml import etree

from teiproof.names import TEI, tei
from teiproof.odd.documentation import plain_text
from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
from teiproof.odd.sources import Sources
from teiproof.odd.writers import compiled as compiled_odd
from teiproof.odd.writers import json as specifications
from teiproof.odd.writers import odd, rng
from tests.conftest import PROJECT
from tests.odd.agreement import differences
from tests.odd.examples import SOURCE

FOLDER = Path(__file__).resolve().parent
NOWHERE = Path("nowhere")


@pytest.fixture(scope="module")
def serge(shared: Path) -> Flattened:
    path = PROJECT / "schema" / "serge.odd"
    return flatten(path, Sources(shared / "schemas" / "p5subset.xml", NOWHERE))


@pytest.fixture(scope="module")
def made(serge: Flattened) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(specifications.write(serge))
    return found


def of(made: dict[str, Any], kind: str, ident: str) -> dict[str, Any]:
    (found,) = (each for each in made[kind] if each["ident"] == ident)
    return dict(found)


def test_json_is_made_as_documented(golden: Callable[[Path, bytes], None]) -> None:
    schema = flatten(FOLDER / "rules" / "contexts.odd", Sources(SOURCE, NOWHERE))
    golden(FOLDER / "rules" / "contexts.json", specifications.write(schema))


def test_an_element_says_what_it_holds_and_what_holds_it(made: dict[str, Any]) -> None:
    choice = of(made, "elements", "choice")
    assert choice["content"] == "sic, corr"
    assert choice["children"] == ["corr", "sic"]
    assert not choice["has_text"]
    assert "surname" in choice["parents"]
    assert of(made, "elements", "persName.register")["name"] == "persName"


def test_attributes_that_exclude_each_other_are_alternatives(made: dict[str, Any]) -> None:
    relation = of(made, "elements", "relation")
    assert [["active", "passive"], ["mutual"]] in relation["alternatives"]
    usage = {attribute["name"]: attribute["usage"] for attribute in relation["attributes"]}
    assert usage["name"] == "required"
    assert usage["mutual"] == "optional"


def test_what_comes_from_a_class_is_said_there(made: dict[str, Any]) -> None:
    (ref,) = (each for each in of(made, "elements", "persName")["attributes"] if each["name"] == "ref")
    assert ref["origin"] == "att.mentioning"
    assert "description" not in ref
    (ref,) = of(made, "classes", "att.mentioning")["attributes"]
    assert ref["description"] == "The entry meant: exactly one."


def test_idle_classes_are_left_out(made: dict[str, Any]) -> None:
    assert not [each["ident"] for each in made["classes"] if each["ident"].startswith("att.global")]


def test_the_compiled_odd_is_tei_with_its_prose(
    serge: Flattened, jing: str, shared: Path, tmp_path: Path
) -> None:
    path = tmp_path / "serge.compiled.odd"
    path.write_bytes(compiled_odd.write(serge))
    command = [jing, str(shared / "schemas" / "tei_all.rng"), str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout == ""
    root = etree.parse(path).getroot()
    assert not list(root.iter(tei("specGrp"), tei("specGrpRef"), tei("moduleRef")))
    assert len(list(root.iter(tei("head")))) == len(list(serge.node.getroottree().iter(tei("head"))))


def test_the_grammar_of_the_compiled_odd_is_that_of_the_odd(serge: Flattened, tmp_path: Path) -> None:
    path, again, grammar = (tmp_path / name for name in ("compiled.odd", "again.rng", "first.rng"))
    path.write_bytes(compiled_odd.write(serge))
    again.write_bytes(rng.write(flatten(path, Sources(path, NOWHERE))))
    grammar.write_bytes(rng.write(serge))
    assert list(differences(again, grammar)) == []


@pytest.mark.parametrize("name", ["tei_all", "tei_lite", "tei_simplePrint", "dtabf", "dracor"])
def test_the_flattened_odd_gives_the_same_grammar_byte_for_byte(
    name: str, flattened: Callable[[str], Flattened], tmp_path: Path
) -> None:
    path = tmp_path / "flattened.odd"
    path.write_bytes(odd.write(flattened(name)))
    again = flatten(path, Sources(path, NOWHERE))
    assert rng.write(again) == rng.write(flattened(name))


def test_the_flattened_odd_is_valid_tei(
    flattened: Callable[[str], Flattened], jing: str, shared: Path, tmp_path: Path
) -> None:
    path = tmp_path / "flattened.odd"
    path.write_bytes(odd.write(flattened("tei_all")))
    command = [jing, str(shared / "schemas" / "tei_all.rng"), str(path)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout == ""


def test_a_description_says_where_its_pointers_lead() -> None:
    desc = etree.fromstring(
        f'<desc xmlns="{TEI}">see <ptr target="#TD"/> and <ref target="x">this</ref></desc>'
    )
    assert plain_text(desc) == "see #TD and this"
