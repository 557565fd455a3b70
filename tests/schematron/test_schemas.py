"""What a schema may hold, and what becomes of what it may not."""

from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof.checks import schematron
from teiproof.diagnostics import Diagnostic, Severity
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.schematron.evaluation import Evaluator
from teiproof.schematron.reading import read_schema
from teiproof.schematron.rules import UnevaluableRuleError
from tests.conftest import Ran

SCHEMATRON = "http://purl.oclc.org/dsdl/schematron"
DOCUMENT = """<?xml-model href="rules.sch" schematypens="http://purl.oclc.org/dsdl/schematron"?>
<a n="1">
  <b id="x" kind="q">text</b>
  <!-- a comment -->
  <b id="y"><c/></b>
</a>
"""


@pytest.fixture
def findings(tmp_path: Path) -> Callable[..., list[Diagnostic]]:
    """Applies the content of a schema to the document above, or to another."""

    def apply(content: str, attributes: str = "", document: str = DOCUMENT) -> list[Diagnostic]:
        schema = tmp_path / "rules.sch"
        schema.write_text(f'<schema xmlns="{SCHEMATRON}" {attributes}>{content}</schema>', encoding="utf-8")
        (tmp_path / "document.xml").write_text(document, encoding="utf-8")
        read = read_schema(schema)
        assert read is not None
        evaluator = Evaluator(read)
        found = list(evaluator.findings(Document(tmp_path / "document.xml"), (tmp_path.resolve(),)))
        if evaluator.faults:
            raise UnevaluableRuleError(" ".join(evaluator.faults))
        return sorted(found)

    return apply


def said(found: list[Diagnostic]) -> list[tuple[int, int, str]]:
    return [(one.location.line, one.location.column, one.message) for one in found]


Findings = Callable[..., list[Diagnostic]]


def test_the_first_rule_that_matches_a_node_wins_in_its_pattern_only(findings: Findings) -> None:
    rules = '<rule context="b[@kind]"><report test="true()">one</report></rule>'
    rules += '<rule context="b"><report test="true()">two</report></rule>'
    other = '<pattern><rule context="*[@id]"><report test="true()">other</report></rule></pattern>'
    found = said(findings(f"<pattern>{rules}</pattern>{other}"))
    assert found == [(3, 3, "one"), (3, 3, "other"), (5, 3, "other"), (5, 3, "two")]


@pytest.mark.parametrize(
    ("context", "places"),
    [
        ("/", [(2, 1)]),
        ("/a", [(2, 1)]),
        ("/b", []),
        ("b", [(3, 3), (5, 3)]),
        ("b[1]", [(3, 3)]),
        ("b[last()]", [(5, 3)]),
        ("a/b[@id = 'y']", [(5, 3)]),
        ("a//c | b[@kind]", [(3, 3), (5, 13)]),
        ("c[parent::b]", [(5, 13)]),
        ("@id", [(3, 6), (5, 6)]),
        ("b/@kind", [(3, 13)]),
        ("a/@*", [(2, 4)]),
        ("@*[. = 'y']", [(5, 6)]),
        ("*", [(2, 1), (3, 3), (5, 3), (5, 13)]),
        ("b/text()", [(3, 22)]),
        ("comment()", [(2, 1)]),
        ("*[not(self::a)][@id]", [(3, 3), (5, 3)]),
        ("*[name() = $wanted]", [(5, 13)]),
    ],
)
@pytest.mark.parametrize("binding", ["xslt", "xslt2"])
def test_a_context_matches_as_an_xslt_pattern(
    context: str, places: list[tuple[int, int]], binding: str, findings: Findings
) -> None:
    rule = f'<rule context="{context}"><report test="true()">here</report></rule>'
    let = "<let name='wanted' value=\"'c'\"/>"
    found = findings(f"{let}<pattern>{rule}</pattern>", f'queryBinding="{binding}"')
    assert [(one.location.line, one.location.column) for one in found] == places


def test_text_is_collapsed_and_filled_in(findings: Findings) -> None:
    text = """  The <name/> in <name path=".."/>:
       <emph>at <value-of select="@id"/></emph>,
       <span class="x">one of <value-of select="count(../b)"/></span>"""
    content = f'<pattern><rule context="b[c]"><assert id="r1" test="false()">{text}</assert></rule></pattern>'
    assert said(findings(content)) == [(5, 3, "The b in a: at y, one of 2 (rule r1)")]


def test_the_subject_moves_the_place(findings: Findings) -> None:
    rule = '<rule context="b[c]"><assert test="false()" subject="@id">x</assert></rule>'
    assert said(findings(f"<pattern>{rule}</pattern>")) == [(5, 6, "x")]


@pytest.mark.parametrize(
    ("attributes", "severity"),
    [
        ("", Severity.ERROR),
        ('role="error"', Severity.ERROR),
        ('role="FATAL"', Severity.ERROR),
        ('role="anything"', Severity.ERROR),
        ('role="warning"', Severity.WARNING),
        ('role="info"', Severity.INFO),
        ('role="nonfatal"', Severity.WARNING),
        ('flag="warn"', Severity.WARNING),
    ],
)
def test_role_and_flag_say_how_much_it_matters(attributes: str, severity: Severity, findings: Findings) -> None:
    own = f'<pattern><rule context="c"><assert {attributes} test="false()">x</assert></rule></pattern>'
    inherited = f'<pattern><rule context="c" {attributes}><assert test="false()">x</assert></rule></pattern>'
    assert {one.severity for one in findings(own + inherited)} == {severity}


def test_variables_of_schema_pattern_and_rule(findings: Findings) -> None:
    content = """<let name="all" value="//b"/>
      <pattern><let name="ids" value="$all/@id"/>
        <rule context="b"><let name="mine" value="@id"/><let name="again" value="$mine"/>
          <report test="count($all) = 2 and $ids = $again and $again = 'y'">x</report></rule></pattern>"""
    assert said(findings(content)) == [(5, 3, "x")]
    assert said(findings(content, 'queryBinding="xslt3"')) == [(5, 3, "x")]


def test_abstract_patterns_are_filled_in(findings: Findings) -> None:
    content = """<pattern abstract="true" id="p"><rule context="$what"><let name="whatever" value="1"/>
        <report test="$whatever = 1 and $part">x</report></rule></pattern>
      <pattern is-a="p" id="q"><param name="what" value="b"/><param name="part" value="c"/></pattern>"""
    assert said(findings(content)) == [(5, 3, "x (rule q)")]


def test_files_are_included_and_rules_extended(findings: Findings, tmp_path: Path) -> None:
    (tmp_path / "more.sch").write_text(
        f'<pattern xmlns="{SCHEMATRON}"><rule abstract="true" id="r"><report test="c">x</report></rule>'
        '<rule context="b"><extends rule="r"/><extends href="rule.sch#s"/></rule></pattern>',
        encoding="utf-8",
    )
    (tmp_path / "rule.sch").write_text(
        f'<rules xmlns="{SCHEMATRON}"><rule id="s"><report test="@kind">y</report></rule></rules>',
        encoding="utf-8",
    )
    assert said(findings('<include href="more.sch"/>')) == [(3, 3, "y"), (5, 3, "x")]


def test_the_namespace_of_schematron_1_5_is_read_alike(tmp_path: Path) -> None:
    schema = tmp_path / "old.sch"
    schema.write_text(
        '<schema xmlns="http://www.ascc.net/xml/schematron"><pattern name="p"><rule context="c">'
        '<assert test="text()">x</assert></rule></pattern></schema>',
        encoding="utf-8",
    )
    read = read_schema(schema)
    assert read is not None
    found = Evaluator(read).findings(Document(Path("d.xml"), DOCUMENT.encode()), ())
    assert [one.message for one in found] == ["x"]


def test_the_order_of_patterns_does_not_matter(findings: Findings) -> None:
    patterns = [
        f'<pattern><rule context="{context}"><report test="{test}">{number}</report></rule></pattern>'
        for number, (context, test) in enumerate(
            [("b", "c"), ("*", "@id"), ("@id", ". = 'x'"), ("b[c]", "../@n")]
        )
    ]
    assert findings("".join(patterns)) == findings("".join(reversed(patterns)))


UNEVALUABLE = [
    ('<pattern><rule context="b"><assert test="my:f(.)">x</assert></rule></pattern>', "my:f"),
    ('<pattern><rule context="b"><assert test="f(.)">x</assert></rule></pattern>', r"f\(\.\)"),
    ('<pattern><rule context="zzz"><assert test="1 +">x</assert></rule></pattern>', r"1 \+"),
    ('<pattern><rule context="zzz"><assert test="key(\'a\', .)">x</assert></rule></pattern>', "key"),
    ('<pattern><rule context="b["><assert test="1">x</assert></rule></pattern>', "context"),
    ("<pattern><rule context=\"key('a', 'b')\"><assert test=\"1\">x</assert></rule></pattern>", "context"),
    ('<pattern><rule context="tei:p"><assert test="1">x</assert></rule></pattern>', "tei"),
    ('<pattern><rule context="b"><assert test="$nope">x</assert></rule></pattern>', r"\$nope"),
    (
        '<let name="v" value="nope("/><pattern><rule context="b"><assert test="$v">x</assert></rule></pattern>',
        "v",
    ),
    (
        '<pattern><rule context="b"><assert test="c">x<value-of select="!"/></assert></rule></pattern>',
        "message",
    ),
    ('<pattern><rule><assert test="c">x</assert></rule></pattern>', "context"),
    ('<pattern><rule context="b"><assert>x</assert></rule></pattern>', "test"),
    ('<pattern is-a="nope"/>', "nope"),
    ('<pattern><rule context="b"><extends rule="nope"/></rule></pattern>', "nope"),
    ('<pattern documents="\'x\'"><rule context="b"><assert test="c">x</assert></rule></pattern>', "documents"),
    ('<include href="nope.sch"/>', "nope.sch"),
    ('<include href="https://example.org/rules.sch"/>', "network"),
    ('<pattern><assert test="c">x</assert></pattern>', "assert"),
    ('<schema><pattern><rule context="b"><assert test="c">x</assert></rule></pattern></schema>', "by #id"),
]


@pytest.mark.parametrize(("content", "reason"), UNEVALUABLE)
def test_what_cannot_be_evaluated_is_named_with_its_place(
    content: str, reason: str, findings: Findings
) -> None:
    with pytest.raises(UnevaluableRuleError, match=rf"(?s)rules\.sch:1.*{reason}"):
        findings(content)


def test_an_unknown_query_language_is_refused(findings: Findings) -> None:
    with pytest.raises(UnevaluableRuleError, match="xquery"):
        findings("<pattern/>", 'queryBinding="xquery"')


def test_an_unknown_phase_is_refused(tmp_path: Path) -> None:
    (tmp_path / "rules.sch").write_text(f'<schema xmlns="{SCHEMATRON}"/>', encoding="utf-8")
    with pytest.raises(UnevaluableRuleError, match="“nope”"):
        read_schema(tmp_path / "rules.sch", "nope")


def test_the_other_rules_are_applied_and_the_run_fails(
    findings: Findings, tmp_path: Path, teiproof: Callable[..., Ran]
) -> None:
    good = '<pattern><rule context="TEI"><report test="true()">applied</report></rule></pattern>'
    bad = '<pattern><rule context="TEI"><report test="nope(.)">x</report></rule></pattern>'
    with pytest.raises(UnevaluableRuleError):
        findings(bad + good, document=DOCUMENT.replace("<a n=", "<TEI n=").replace("</a>", "</TEI>"))
    ran = teiproof("check", "--only", "schematron", tmp_path / "document.xml")
    assert ran.code == 2
    assert "applied" in ran.out
    assert "rules.sch:1" in ran.err
    assert "nope(.)" in ran.err


def test_a_schema_without_rules_is_no_pass(tmp_path: Path) -> None:
    (tmp_path / "rules.sch").write_text(f'<schema xmlns="{SCHEMATRON}"/>', encoding="utf-8")
    (tmp_path / "document.xml").write_text(DOCUMENT, encoding="utf-8")
    document = Document(tmp_path / "document.xml")
    with pytest.raises(UnevaluableRuleError, match="no rule"):
        list(schematron.check(document, Edition([document])))


@pytest.mark.parametrize(
    "uri", ["../secret.xml", "/etc/passwd", "file:///etc/passwd", "https://example.org/a.xml"]
)
@pytest.mark.parametrize("function", ["document", "doc"])
def test_documents_outside_the_folder_are_not_read(
    uri: str, function: str, findings: Findings, tmp_path: Path
) -> None:
    (tmp_path.parent / "secret.xml").write_text("<secret/>", encoding="utf-8")
    rule = f'<rule context="c"><report test="{function}(\'{uri}\')//*">read</report></rule>'
    found = findings(f"<pattern>{rule}</pattern>", 'queryBinding="xslt2"')
    assert [one.code for one in found] == ["schematron.unevaluable"]


def test_external_entities_of_a_schema_are_refused(tmp_path: Path) -> None:
    (tmp_path / "rules.sch").write_text(
        '<!DOCTYPE schema [<!ENTITY e SYSTEM "/etc/passwd">]>' + f'<schema xmlns="{SCHEMATRON}">&e;</schema>',
        encoding="utf-8",
    )
    with pytest.raises(UnevaluableRuleError, match="not read, for safety"):
        read_schema(tmp_path / "rules.sch")


PHASES = """<schema xmlns="http://purl.oclc.org/dsdl/schematron">
  <phase id="first"><active pattern="p"/></phase>
  <phase id="second"><active pattern="q"/></phase>
  <pattern id="p"><rule context="b"><report test="true()">one</report></rule></pattern>
  <pattern id="q"><rule context="c"><report test="true()">two</report></rule></pattern>
</schema>"""


def messages(folder: Path, document: str, schema: str | None = None) -> list[str]:
    (folder / "rules.sch").write_text(PHASES, encoding="utf-8")
    (folder / "document.xml").write_text(document, encoding="utf-8")
    edition = Edition([Document(folder / "document.xml")], folder / schema if schema else None)
    return [found.message for found in schematron.check(edition.documents[0], edition)]


def test_two_phases_of_a_schema_may_be_named_on_one_line(tmp_path: Path) -> None:
    model = f'<?xml-model href="rules.sch" schematypens="{SCHEMATRON}" phase="{{}}"?>'
    both = model.format("first") + model.format("second")
    assert messages(tmp_path, f"{both}<a><b/><c/></a>") == ["one (rule p)", "two (rule q)"]
    assert messages(tmp_path, f"{model.format('second')}<a><b/><c/></a>") == ["two (rule q)"]


@pytest.mark.parametrize("chain", [False, True])
def test_what_a_grammar_includes_is_applied(chain: bool, tmp_path: Path) -> None:
    grammar = (
        f'<element name="a" xmlns="http://relaxng.org/ns/structure/1.0">'
        f'<include xmlns="{SCHEMATRON}" href="{{}}"/><empty/></element>'
    )
    (tmp_path / "between.sch").write_text(f'<include xmlns="{SCHEMATRON}" href="rules.sch#p"/>')
    (tmp_path / "grammar.rng").write_text(grammar.format("between.sch" if chain else "rules.sch#p"))
    assert messages(tmp_path, "<a><b/><c/></a>", "grammar.rng") == ["one (rule p)"]


def test_the_diagnostics_that_an_assertion_names_follow_its_text(findings: Findings) -> None:
    (found,) = findings(
        '<pattern><rule context="c"><report test="true()" diagnostics="why how">No c.</report></rule></pattern>'
        '<diagnostics><diagnostic id="how">Write d for <name/>.</diagnostic>'
        '<diagnostic id="why">It is <value-of select="name(..)"/>\'s.</diagnostic></diagnostics>'
    )
    assert found.message == "No c. It is b's. Write d for c."


def test_a_context_that_has_no_value_for_a_node_does_not_match_it(findings: Findings) -> None:
    rule = '<pattern><rule context="b[xs:integer(@id) = 1]"><report test="true()">x</report></rule></pattern>'
    assert findings(rule, 'queryBinding="xslt3"') == []


def test_the_subject_of_a_rule_is_that_of_its_assertions(findings: Findings) -> None:
    (found,) = findings(
        '<pattern><rule context="c" subject=".."><report test="true()">x</report></rule></pattern>'
    )
    assert found.location[1:] == (5, 3)


def test_schemas_that_include_each_other_are_read_once(tmp_path: Path) -> None:
    rule = '<rule context="{0}"><assert test="x">{0}</assert></rule>'
    for name, other in (("a", "b"), ("b", "a")):
        (tmp_path / f"{name}.rng").write_text(
            f'<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include href="{other}.rng"/>'
            f'<pattern xmlns="{SCHEMATRON}">{rule.format(name)}</pattern></grammar>',
            encoding="utf-8",
        )
    read = read_schema(tmp_path / "a.rng")
    assert read is not None
    assert [rule.context for pattern in read.patterns for rule in pattern.rules] == ["a", "b"]
