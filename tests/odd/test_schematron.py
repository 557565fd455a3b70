"""The rules of an ODD: where they hold, that they are the TEI's own, and that they can be applied."""

from collections.abc import Callable, Iterable
from pathlib import Path
from types import ModuleType

import pytest
from lxml import etree

from teiproof.model.document import Document
from teiproof.names import TEI, tei
from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
from teiproof.odd.problems import OddError
from teiproof.odd.rule_expressions import check_expressions
from teiproof.odd.schematron_patterns import SCHEMATRON, rules_of
from teiproof.odd.sources import Sources
from teiproof.odd.specifications import Specifications
from teiproof.odd.writers import compiled as compiled_writer
from teiproof.odd.writers import odd as odd_writer
from teiproof.odd.writers import rng, sch
from teiproof.schematron.evaluation import Evaluator
from teiproof.schematron.reading import read_schema
from tests.odd.examples import SOURCE, Example, examples
from tests.odd.explained import EXPLAINED

FOLDER = Path(__file__).resolve().parent / "rules"
CONTEXTS = FOLDER / "contexts.odd"
NOWHERE = Path("nowhere")
OTHERWISE = {
    "tei_all": {
        # Rules which theirs makes of anyElement/@require; here the grammar itself says that.
        ("tei:content", "report"),
        ("tei:datatype", "report"),
    },
    # A rule on members of att.translatable and its like, which this schema does not have.
    "dtabf": {("tei:*[not(self::tei:schemaSpec)][@targetLang]", "assert")},
}
"""Context and kind of the rules that the TEI's own tools make and we do not."""


def small(odd: Path) -> Flattened:
    return flatten(odd, Sources(SOURCE, NOWHERE))


def evaluator(path: Path) -> Evaluator:
    schema = read_schema(path)
    assert schema is not None
    assert schema.faults == ()
    return Evaluator(schema)


def said(rules: Iterable[etree._Element]) -> set[tuple[str, str, str]]:
    """Context, kind and test of each assertion in some rules, white space collapsed."""
    found = set()
    for rule in rules:
        for kind in ("assert", "report"):
            for assertion in rule.iter(f"{{{SCHEMATRON}}}{kind}"):
                test = " ".join(assertion.get("test", "").split())
                found.add((" ".join(rule.get("context", "").split()), kind, test))
    return found


@pytest.mark.parametrize("name", EXPLAINED)
def test_rules_are_those_which_the_tools_of_tei_make(
    name: str, flattened: Callable[[str], Flattened], shared: Path
) -> None:
    rule = f"{{{SCHEMATRON}}}rule"
    ours = said(each for part in rules_of(flattened(name)).components for each in part.iter(rule))
    theirs = said(etree.parse(shared / "schemas" / f"{name}.rng").iter(rule))
    assert ours <= theirs
    assert {(context, kind) for context, kind, _ in theirs - ours} == OTHERWISE.get(name, set())
    assert len(ours) >= 8


def test_rules_stand_in_patterns_with_the_contexts_of_their_declarations(
    golden: Callable[[Path, bytes], None],
) -> None:
    golden(FOLDER / "contexts.sch", sch.write(small(CONTEXTS)))


@pytest.mark.parametrize("example", list(examples(CONTEXTS)), ids=lambda example: f"line-{example.line}")
@pytest.mark.parametrize("writer", [rng, sch], ids=["embedded", "alone"])
def test_rules_judge_documents(writer: object, example: Example, tmp_path: Path) -> None:
    path = tmp_path / f"rules.{'rng' if writer is rng else 'sch'}"
    path.write_bytes((rng if writer is rng else sch).write(small(CONTEXTS)))
    document = Document(tmp_path / "example.xml", example.document)
    judge = evaluator(path)
    messages = [finding.message for finding in judge.findings(document, (tmp_path,))]
    assert judge.faults == ()
    assert example.is_valid == (not messages), messages


def test_each_example_breaks_another_rule(tmp_path: Path) -> None:
    path = tmp_path / "rules.sch"
    path.write_bytes(sch.write(small(CONTEXTS)))
    judge = evaluator(path)
    broken = set()
    for example in examples(CONTEXTS):
        document = Document(tmp_path / "example.xml", example.document)
        broken |= {finding.message.rpartition("(rule ")[2] for finding in judge.findings(document, (tmp_path,))}
    tree = etree.parse(path)
    assert broken == {f"{pattern.get('id')})" for pattern in tree.iter(f"{{{SCHEMATRON}}}pattern")}


def test_the_rules_of_tei_all_can_be_applied(flattened: Callable[[str], Flattened], tmp_path: Path) -> None:
    path = tmp_path / "all.sch"
    path.write_bytes(sch.write(flattened("tei_all")))
    judge = evaluator(path)
    document = Document(tmp_path / "none.xml", b'<TEI xmlns="http://www.tei-c.org/ns/1.0"/>')
    assert list(judge.findings(document, (tmp_path,))) == []
    assert judge.faults == ()


def test_a_change_of_its_description_leaves_a_rule_as_it_is(tmp_path: Path) -> None:
    odd = tmp_path / "described.odd"
    rule = f'<constraint><sch:assert xmlns:sch="{SCHEMATRON}" test="@n">A number.</sch:assert></constraint>'
    specs = "".join(
        '<elementSpec ident="p" mode="change">'
        f'<constraintSpec ident="numbered" scheme="schematron" {mode}>{inner}</constraintSpec></elementSpec>'
        for mode, inner in (("", f"<desc>Old.</desc>{rule}"), ('mode="change"', "<desc>New.</desc>"))
    )
    odd.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><schemaSpec ident="described" start="p">'
        f'<moduleRef key="tei"/><moduleRef key="core"/>{specs}</schemaSpec></TEI>',
        encoding="utf-8",
    )
    schema = small(odd)
    assert b"A number." in sch.write(schema)
    (rule_view,) = next(view for view in Specifications(schema).elements() if view.ident == "p").rules
    assert (rule_view.description, rule_view.messages) == ("New.", ("A number.",))
    flattened = odd_writer.write(schema)
    assert b"A number." in flattened
    assert b"New." in flattened
    assert b"Old." not in flattened


def test_a_schema_without_rules_cannot_be_written_as_schematron(tmp_path: Path) -> None:
    odd = tmp_path / "none.odd"
    odd.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><schemaSpec ident="none" start="p"><moduleRef key="tei"/>'
        '<moduleRef key="core"/></schemaSpec></TEI>',
        encoding="utf-8",
    )
    with pytest.raises(OddError, match=r"none.odd:1:42: no constraintSpec of this schema holds rules"):
        sch.write(small(odd))
    assert b"schematron" not in rng.write(small(odd))


def test_a_prefix_with_two_meanings_is_refused(tmp_path: Path) -> None:
    odd = tmp_path / "two.odd"
    namespaces = "".join(
        f'<sch:ns xmlns:sch="{SCHEMATRON}" prefix="a" uri="http://example.org/{number}"/>' for number in (1, 2)
    )
    odd.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><schemaSpec ident="two" start="p"><moduleRef key="tei"/>'
        '<moduleRef key="core"/><constraintSpec ident="a" scheme="schematron"><constraint>'
        f"{namespaces}</constraint></constraintSpec></schemaSpec></TEI>",
        encoding="utf-8",
    )
    with pytest.raises(OddError, match=r"the prefix “a” of rules stands for http://example.org/1 and for"):
        sch.write(small(odd))


@pytest.mark.parametrize(
    "expression",
    [
        "map{'a': 1}?a",
        "array:size([1, 2]) => string()",
        "function($x) { $x + 1 }(2)",
        "key('persons', @ref)",
        "local:known(., $unknown)",
        "format-date(current-date(), '[Y]')",
        "Q{urn:x}p ! normalize-space(.)",
        "for $each in tokenize(@ref) return starts-with($each, '#')",
        "undeclared:p ! string-length(.) gt 1",
    ],
)
def test_expressions_of_which_only_the_processor_knows_the_words_are_no_mistake(expression: str) -> None:
    rule = etree.Element(tei("elementSpec"))
    constraint = etree.SubElement(etree.SubElement(rule, tei("constraintSpec")), tei("constraint"))
    etree.SubElement(constraint, f"{{{SCHEMATRON}}}assert", {"test": expression})
    check_expressions([rule])


def test_the_templates_of_abstract_patterns_are_no_expressions() -> None:
    rule = etree.fromstring(
        f"""<elementSpec xmlns="{TEI}"><constraintSpec><constraint xmlns:s="{SCHEMATRON}">
        <s:pattern abstract="true"><s:rule context="tei:$it["><s:assert test="$what)"/></s:rule></s:pattern>
        </constraint></constraintSpec></elementSpec>"""
    )
    check_expressions([rule])


DECLARED = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:sch="http://purl.oclc.org/dsdl/schematron"
    xmlns:sqf="http://www.schematron-quickfix.com/validator/process"><text><body>
  <schemaSpec ident="declared" start="p" source="tei:none">
    <constraintDecl scheme="schematron">
      <desc>What all rules share.</desc>
      <sch:ns prefix="x" uri="urn:x"/>
      <sch:pattern><sch:let name="known" value="('a', 'b')"/></sch:pattern>
    </constraintDecl>
    <elementSpec ident="p">
      <constraintSpec ident="n" scheme="schematron"><constraint>
        <sch:assert test="@n = $known and x:p" sqf:fix="add">It is known.</sch:assert>
      </constraint></constraintSpec>
    </elementSpec>
  </schemaSpec>
</body></text></TEI>"""


@pytest.mark.parametrize("writer", [None, odd_writer, compiled_writer])
def test_what_rules_declare_once_for_all_stands_before_them(writer: ModuleType | None, tmp_path: Path) -> None:
    path = tmp_path / "declared.odd"
    path.write_text(DECLARED, encoding="utf-8")
    if writer is not None:
        path.write_bytes(writer.write(flatten(path, Sources(path, NOWHERE))))
    schema = etree.fromstring(sch.write(flatten(path, Sources(path, NOWHERE))))
    assert [(each.get("prefix"), each.get("uri")) for each in schema.iter(f"{{{SCHEMATRON}}}ns")] == [
        ("tei", TEI),
        ("x", "urn:x"),
    ]
    assert [each.get("name") for each in schema.iterchildren(f"{{{SCHEMATRON}}}let")] == ["known"]
    (assertion,) = schema.iter(f"{{{SCHEMATRON}}}assert")
    assert assertion.get("{http://www.schematron-quickfix.com/validator/process}fix") == "add"
