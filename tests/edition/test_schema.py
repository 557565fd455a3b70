"""The schema of the edition: serge.odd is written, and the other files are made from it."""

import subprocess
import tomllib
from collections.abc import Callable
from copy import deepcopy
from pathlib import Path

import pytest
from lxml import etree

from teiproof import gate
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.names import TEI, TEI_EXAMPLES, tei
from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
from teiproof.odd.sources import Sources
from teiproof.odd.writers import compiled, rng, sch
from teiproof.relaxng.schema import Schema
from tests.conftest import PROJECT

FOLDER = PROJECT / "schema"
ODD = FOLDER / "serge.odd"
RELAXNG = "{http://relaxng.org/ns/structure/1.0}"

BROKEN = tomllib.loads((Path(__file__).parent / "rules.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def schema(shared: Path) -> Flattened:
    return flatten(ODD, Sources(shared / "schemas" / "p5subset.xml", Path("nowhere")))


def test_grammar_and_rules_are_those_of_the_odd(
    schema: Flattened, golden: Callable[[Path, bytes], None]
) -> None:
    golden(FOLDER / "serge.rng", rng.write(schema, docs=True))
    golden(FOLDER / "serge.sch", sch.write(schema))
    golden(FOLDER / "serge.compiled.odd", compiled.write(schema))


def test_nothing_is_noted_of_the_odd(schema: Flattened) -> None:
    assert [note.message for note in schema.notes] == []


def test_the_odd_is_valid_tei(jing: str, shared: Path) -> None:
    command = [jing, str(shared / "schemas" / "tei_all.rng"), str(ODD)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout == ""
    assert run.returncode == 0


def test_everything_that_the_odd_declares_is_described(schema: Flattened) -> None:
    declared = [*schema.elements.values(), *schema.classes.values(), *schema.macros.values()]
    own = [spec for spec in declared if str(ODD) == spec.node.getroottree().docinfo.URL]
    assert len(own) > 150
    for spec in own:
        assert spec.node.find(tei("desc")) is not None, spec.ident
    for item in etree.parse(ODD).iter(tei("valItem")):
        assert item.find(tei("desc")) is not None, item.get("ident")


@pytest.fixture(scope="module")
def fragments(tmp_path_factory: pytest.TempPathFactory) -> Schema:
    """The schema, so changed that a document may begin with any element."""
    tree = etree.parse(FOLDER / "serge.rng")
    start = tree.getroot().find(f"{RELAXNG}start")
    assert start is not None
    choice = etree.Element(f"{RELAXNG}choice")
    for define in tree.iter(f"{RELAXNG}define"):
        if define.find(f"{RELAXNG}element") is not None:
            etree.SubElement(choice, f"{RELAXNG}ref", {"name": define.get("name", "")})
    start[:] = [choice]
    path = tmp_path_factory.mktemp("schema") / "fragments.rng"
    tree.write(path)
    return Schema.load(path, cache=False)


EXAMPLES = list(etree.parse(ODD).iter(f"{{{TEI_EXAMPLES}}}egXML"))


@pytest.mark.parametrize("example", EXAMPLES, ids=lambda example: f"line-{example.sourceline}")
def test_examples_are_valid_or_not_as_they_say(example: etree._Element, fragments: Schema) -> None:
    (root,) = deepcopy(example)
    for element in root.iter("*"):
        element.tag = f"{{{TEI}}}{etree.QName(element).localname}"
    messages = [finding.message for finding in fragments.validate(etree.tostring(root, with_tail=False), "eg")]
    assert (example.get("valid") != "false") == (not messages), messages


def test_there_are_examples_of_what_is_right_and_of_what_is_wrong() -> None:
    wrong = [example for example in EXAMPLES if example.get("valid") == "false"]
    assert len(wrong) >= 5
    assert len(EXAMPLES) - len(wrong) >= 10


@pytest.mark.parametrize("rule", BROKEN)
def test_what_a_rule_forbids_is_found(rule: str) -> None:
    case = BROKEN[rule]
    path = PROJECT / "tei" / case["document"]
    text = path.read_text(encoding="utf-8")
    assert case["find"] in text
    others = [Document(each) for each in (PROJECT / "tei").glob("*.xml") if each.name != path.name]
    edition = Edition([Document(path, text.replace(case["find"], case["replace"], 1).encode()), *others])
    outcome = gate.run(edition, ["schematron"])
    assert outcome.refusals == ()
    assert any(diagnostic.message.endswith(f"(rule {rule})") for diagnostic in outcome.diagnostics), outcome


def test_every_rule_is_broken_by_a_test() -> None:
    assert {node.get("ident") for node in etree.parse(ODD).iter(tei("constraintSpec"))} - {"namespace"} == set(
        BROKEN
    )
