"""The schema of the edition: serge.odd is what is written, the other files are made from it and hold what it says."""

import subprocess
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
from teiproof.odd.writers import rng, sch
from teiproof.relaxng.schema import Schema
from tests.conftest import PROJECT

FOLDER = PROJECT / "schema"
ODD = FOLDER / "serge.odd"
RELAXNG = "{http://relaxng.org/ns/structure/1.0}"
ARTICLES = {
    "yagoda": "the-end-of-henry-yagoda.xml",
    "proofs": "proofs-comrade-executioner.xml",
    "register": "register.xml",
}

BROKEN = {
    "persName-points-to-person": (
        "yagoda", '<persName ref="register.xml#kalinin_mikhail"', '<persName ref="register.xml#moscow"'),
    "placeName-points-to-place": (
        "proofs", '<placeName ref="register.xml#poland"', '<placeName ref="register.xml#comintern"'),
    "orgName-points-to-organisation": (
        "proofs", '<orgName ref="register.xml#gestapo"', '<orgName ref="register.xml#poland"'),
    "eventName-points-to-event": (
        "yagoda", '<eventName ref="register.xml#thermidor"', '<eventName ref="register.xml#gpu"'),
    "title-points-to-work": (
        "proofs", 'level="m" ref="register.xml#w_reform_or_revolution"', 'level="m" ref="register.xml#trotsky_leon"'),
    "rs-points-to-person": (
        "yagoda", '<rs type="person" ref="register.xml#stalin_joseph"', '<rs type="person" ref="register.xml#gpu"'),
    "rs-points-to-organisation": (
        "proofs", '<rs type="group" ref="register.xml#old_bolsheviks"', '<rs type="group" ref="register.xml#trial16"'),
    "rs-points-to-place": (
        "yagoda", 'register.xml#lubyanka_inner_prison" cert', 'register.xml#gpu" cert'),
    "rs-points-to-event": (
        "yagoda", '<rs type="work" ref="register.xml#w_regulation"', '<rs type="event" ref="register.xml#w_regulation"'),
    "rs-points-to-work": (
        "yagoda", '<rs type="person" ref="register.xml#stalin_joseph"', '<rs type="work" ref="register.xml#stalin_joseph"'),
    "correction-differs": ("yagoda", ">other</corr>", ">others</corr>"),
    "limits-in-order": ("register", 'notBefore="1938-02-08"', 'notBefore="1939"'),
    "span-in-order": ("register", '<relation name="parentOf"', '<relation name="parentOf" from="1937" to="1936-12-31"'),
    "length-in-order": ("proofs", '<date dur="P8Y">', '<date dur="P8Y" unit="years" atLeast="10" atMost="9">'),
    "pages-in-order": ("yagoda", '<biblScope unit="page" from="9" to="9"', '<biblScope unit="page" from="12" to="9"'),
    "responsibility-is-stated": (
        "proofs", 'type="introduction" resp="#webeditor"', 'type="introduction" resp="#ocallaghan"'),
    "paragraph-identifier": ("yagoda", '<p xml:id="yagoda-p8" n="8"', '<p xml:id="yagoda-p8" n="9"'),
    "note-identifier": ("proofs", '<note xml:id="proofs-n12"', '<note xml:id="yagoda-n12"'),
    "note-number": ("proofs", '<note xml:id="proofs-n12" n="12"', '<note xml:id="proofs-n13" n="13"'),
    "note-has-words": ("register", '<note type="dates">Sources differ between 8 and 10 February 1938.', '<note type="dates">'),
    "division-identifier": ("proofs", '<div xml:id="proofs-intro"', '<div xml:id="intro"'),
    "source-identifier": ("yagoda", '<bibl xml:id="yagoda-web"', '<bibl xml:id="web"'),
    "candidates-are-persons": ("proofs", "#lobov_semyon register", "#moscow register"),
    "category-of-scheme": ("yagoda", 'target="#genre-polemic"', 'target="#yagoda-print"'),
    "newest-change-first": (
        "yagoda", "<revisionDesc>", '<revisionDesc><change when="1999-01-01" who="#teiproof">Too old.</change>'),
    "birth-before-death": ("register", '<birth when="1899-03-29"', '<birth when="1989-03-29"'),
    "work-identifier": ("register", '<bibl xml:id="w_izvestia"', '<bibl xml:id="izvestia"'),
    "relation-between-two": ("register", 'passive="#sedov_lev"', 'passive="#trotsky_leon"'),
    "address-of-authority": ("register", ">http://www.wikidata.org/entity/Q35314<", ">Q35314<"),
    "first-name-normalised": (
        "register", '<persName type="normalised"><forename>Lavrenty', '<persName type="variant"><forename>Lavrenty'),
    "one-normalised-name": ("register", '<persName type="variant">Ovseenko', '<persName type="normalised">Ovseenko'),
}  # fmt: skip
"""A rule, the document, a place in it, and what is put there to break the rule."""


@pytest.fixture(scope="module")
def schema(shared: Path) -> Flattened:
    return flatten(ODD, Sources(shared / "schemas" / "p5subset.xml", Path("nowhere")))


def test_grammar_and_rules_are_those_of_the_odd(
    schema: Flattened, golden: Callable[[Path, bytes], None]
) -> None:
    golden(FOLDER / "serge.rng", rng.write(schema, docs=True))
    golden(FOLDER / "serge.sch", sch.write(schema))


def test_nothing_is_noted_of_the_odd(schema: Flattened) -> None:
    assert [note.message for note in schema.notes] == []


def test_the_odd_is_valid_tei(jing: str, shared: Path) -> None:
    command = [jing, str(shared / "schemas" / "tei_all.rng"), str(ODD)]
    run = subprocess.run(command, capture_output=True, text=True, check=False)
    assert run.stdout == ""
    assert run.returncode == 0


def test_everything_that_the_odd_declares_is_described(schema: Flattened) -> None:
    declared = [*schema.elements.values(), *schema.classes.values(), *schema.macros.values()]
    own = [spec for spec in declared if spec.node.getroottree().docinfo.URL == str(ODD)]
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
    document, find, replace = BROKEN[rule]
    path = PROJECT / "tei" / ARTICLES[document]
    text = path.read_text(encoding="utf-8")
    assert find in text
    others = [Document(each) for each in (PROJECT / "tei").glob("*.xml") if each.name != path.name]
    edition = Edition([Document(path, text.replace(find, replace, 1).encode()), *others])
    outcome = gate.run(edition, ["schematron"])
    assert outcome.refusals == ()
    assert any(diagnostic.message.endswith(f"(rule {rule})") for diagnostic in outcome.diagnostics), outcome


def test_every_rule_is_broken_by_a_test() -> None:
    assert {node.get("ident") for node in etree.parse(ODD).iter(tei("constraintSpec"))} - {"namespace"} == set(
        BROKEN
    )
