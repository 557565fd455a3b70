"""Catalogs, schemas and rules come from anywhere: whatever is in one, it is used or refused in words."""

import contextlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from teiproof.errors import IncorrectSchemaError, SchemaNotFoundError, UnreadableFileError
from teiproof.model import catalog
from teiproof.relaxng import Schema
from teiproof.schematron.reading import read_schema
from teiproof.schematron.rules import UnevaluableRuleError
from tests.robustness.mutations import changed_bytes, changed_tree
from tests.robustness.targets import HERE, OTHERS, URIS, refusing

CASES = sorted(path for path in (HERE / "cases").iterdir() if path.suffix != ".xml")
SEEDS = {
    "catalog": HERE / "small-catalog.xml",
    "relaxng": HERE / "small.rng",
    "schematron": HERE / "small.sch",
    "odd": HERE.parent / "odd" / "features" / "any-element.odd",
}
TARGET_OF = {".catalog": "catalog", ".rng": "relaxng", ".sch": "schematron", ".odd": "odd"}


def test_every_kind_of_file_has_a_seed() -> None:
    assert SEEDS.keys() == OTHERS.keys()


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_what_once_broke_something_is_used_or_refused(case: Path) -> None:
    OTHERS[TARGET_OF[case.suffix]](case.read_bytes())


@pytest.mark.parametrize("name", SEEDS)
@settings(max_examples=25)
@given(choose=st.randoms(use_true_random=False))
def test_whatever_is_changed_in_it_it_is_used_or_refused(name: str, choose: object) -> None:
    data = SEEDS[name].read_bytes()
    change = changed_tree if choose.randrange(3) else changed_bytes  # type: ignore[attr-defined]
    OTHERS[name](change(data, choose))  # type: ignore[arg-type]


def written(folder: Path, name: str, content: str) -> Path:
    path = folder / name
    path.write_text(content, encoding="utf-8")
    return path


@pytest.mark.parametrize("address", ["http://[", "//[x", "%00", "a" * 5000])
def test_an_entry_of_a_catalog_that_is_no_address_leads_to_no_file(address: str, tmp_path: Path) -> None:
    entries = f'<uri name="urn:a" uri="{address}"/><nextCatalog catalog="{address}"/>'
    for entry in (entries, f'<group xml:base="{address}">{entries}</group>'):
        path = written(
            tmp_path,
            f"{len(entry)}.xml",
            f'<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{entry}</catalog>',
        )
        for uri in URIS:
            with contextlib.suppress(UnreadableFileError):  # the catalog that would be next
                assert catalog.resolve(uri, [path]) is None


@pytest.mark.parametrize("attribute", ["xml:base='http://['", "href='http://['", "href='%00'"])
def test_an_address_in_a_schema_that_is_none_is_refused(attribute: str, tmp_path: Path) -> None:
    extra = "" if "href" in attribute else " href='a.rng'"
    path = written(
        tmp_path,
        "a.rng",
        f'<grammar xmlns="http://relaxng.org/ns/structure/1.0"><include {attribute}{extra}/></grammar>',
    )
    with pytest.raises((IncorrectSchemaError, SchemaNotFoundError)):
        Schema.load(path, cache=False)


@pytest.mark.parametrize("attributes", ["prefix='' uri='u'", "uri='u'", "prefix='t'", "prefix='t' uri=''"])
def test_a_namespace_without_prefix_or_address_is_refused(attributes: str, tmp_path: Path) -> None:
    path = written(
        tmp_path,
        "a.sch",
        f'<schema xmlns="http://purl.oclc.org/dsdl/schematron"><ns {attributes}/><pattern>'
        '<rule context="t:p"><assert test="a">b</assert></rule></pattern></schema>',
    )
    with pytest.raises(UnevaluableRuleError, match=r"has no (prefix|uri)"):
        read_schema(path)


NS = 'xmlns="http://relaxng.org/ns/structure/1.0"'
LIBRARY = 'datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes"'


def _doubling(count: int, kind: str) -> str:
    """Definitions each of which names the next one twice."""
    defined = "".join(
        f'<define name="d{n}"><{kind}><ref name="d{n + 1}"/><ref name="d{n + 1}"/></{kind}></define>'
        for n in range(count)
    )
    last = f'<define name="d{count}"><optional><element name="e"><empty/></element></optional></define>'
    start = '<start><element name="a"><ref name="d0"/></element></start>'
    return f"<grammar {NS}>{start}{defined}{last}</grammar>"


def _pattern(pattern: str) -> str:
    data = f'<data type="token"><param name="pattern">{pattern}</param></data>'
    return f'<element {NS} {LIBRARY} name="a">{data}</element>'


HOSTILE = {
    "groups doubled forty times": _doubling(40, "group"),
    "choices doubled forty times": _doubling(40, "choice"),
    "interleaves doubled twelve times": _doubling(12, "interleave"),
    "groups in each other": f'<element {NS} name="a">{"<group>" * 1500}<empty/>{"</group>" * 1500}</element>',
    "repetitions in each other": f'<element {NS} name="a">{"<zeroOrMore>" * 1500}<text/>{"</zeroOrMore>" * 1500}</element>',  # noqa: E501
    "elements in each other": "".join(f'<element {NS if not n else ""} name="a">' for n in range(1500))
    + "<empty/>"
    + "</element>" * 1500,
    "names excluded in each other": f'<element {NS}><anyName><except>'
    + "<choice>" * 1500 + '<name ns="">b</name>' + "</choice>" * 1500 + "</except></anyName><text/></element>",
    "a pattern repeated in itself": _pattern("(a+)+b"),
    "a pattern multiplied": _pattern("((a{0,999}){0,999}){0,999}"),
    "a pattern of groups": _pattern("(" * 5000 + "a" + ")" * 5000),
    "a pattern of classes": _pattern("[a-[b-[c-[d-[e" * 1000),
    "a pattern of many branches": _pattern("|".join(f"a{n}" for n in range(4000))),
    "a definition of itself": f'<grammar {NS}><start><ref name="a"/></start><define name="a"><ref name="a"/></define></grammar>',  # noqa: E501
    "grammars in each other": f"<grammar {NS}><start>" * 500 + "<notAllowed/>" + "</start></grammar>" * 500,
    "lists of lists": f'<element {NS} name="a">{"<list>" * 900}<text/>{"</list>" * 900}</element>',
    "a number with many digits": f'<element {NS} {LIBRARY} name="a"><data type="decimal"><param name="maxInclusive">'  # noqa: E501
    + "9" * 100_000 + "</param></data></element>",
}  # fmt: skip


@pytest.mark.parametrize("name", HOSTILE)
def test_a_schema_made_to_exhaust_is_compiled_or_refused(name: str, tmp_path: Path) -> None:
    path = written(tmp_path, "hostile.rng", HOSTILE[name])
    etree.parse(path, etree.XMLParser(huge_tree=True))
    with refusing():
        schema = Schema.load(path, cache=False)
        list(schema.validate(b"<a>" + b"a" * 5000 + b"</a>", "a.xml"))
        list(schema.validate(b"<a>" + b"<e/>" * 50 + b"</a>", "a.xml"))


EXPRESSIONS = {
    "parentheses": "(" * 5000 + "1" + ")" * 5000,
    "predicates": "p" + "[1" * 3000 + "]" * 3000,
    "predicates in a row": "p" + "[1]" * 5000,
    "steps": "/".join(["p"] * 5000),
    "all of all": "//*" * 12,
    "a sum of many": "+".join(["1"] * 5000),
    "a minus of many": "-" * 5000 + "1",
    "alternatives": " or ".join(["p"] * 5000),
    "unions": "|".join(["p"] * 3000),
    "functions": "not(" * 2000 + "1" + ")" * 2000,
    "conditions": "if (1) then " * 1000 + "1" + " else 2" * 1000,
    "loops": "".join(f"for $x{n} in 1 to 1000 return " for n in range(6)) + "1",
    "a long range": "count(1 to 1000000000)",
    "a long range gone through": "some $x in 1 to 1000000000 satisfies $x = -1",
    "a repeated repetition": "matches('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaax', '(a+)+$')",
    "a repeated choice": "matches('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaax', '(a|a)*$')",
    "a repeated repetition replaced": "replace('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaax', '(a+)+$', '')",
    "a repeated repetition that divides": "tokenize('aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaax', '(a|aa)+$')",
    "groups in a pattern": f"matches('a', '{'(' * 3000}a{')' * 3000}')",
    "a text doubled": "string-length(" + "concat(" * 40 + "'aaaa'" + "".join(", 'a')" for _ in range(40)) + ")",
    "text repeated": "string-length(string-join(for $x in 1 to 100000000 return 'aaaaaaaaaa', ''))",
    "a great number": "9" * 5000 + " mod 7",
    "a great decimal": "1e999999999 * 1",
    "a name of a function": "f" * 100_000 + "()",
    "a string": "'" + "x" * 1_000_000 + "'",
    "a file": "document('/etc/passwd')",
    "an address": "doc('http://example.org/')",
    "text": "unparsed-text('/etc/passwd')",
    "the environment": "environment-variable('HOME')",
    "nothing": " ",
    "a null character": "doc(codepoints-to-string(0))",
    "an unknown prefix": "x:y(1)",
    "an inline function": "(function($f) { $f($f) })(function($f) { $f($f) })",
    "a fold": "fold-left(1 to 100000000, 0, function($a, $b) { $a + $b })",
    "a map": "map { 'a': 1 }?a",
    "a comment": "(:" * 2000 + ":)" * 2000 + "1",
    "a date": "xs:date('99999999999999999999-01-01') < current-date()",
    "a duration": "xs:duration('P99999999999999999999Y')",
}


@pytest.mark.parametrize("language", ["xslt", "xslt2"])
@pytest.mark.parametrize("name", EXPRESSIONS)
def test_an_expression_made_to_exhaust_is_evaluated_or_named(name: str, language: str) -> None:
    escaped = EXPRESSIONS[name].replace("&", "&amp;").replace("<", "&lt;").replace('"', "&quot;")
    for rule in (
        f'<rule context="t:p"><assert test="{escaped}">x</assert></rule>',
        f'<rule context="{escaped}"><assert test="1">x</assert></rule>',
        f'<rule context="t:p"><let name="v" value="{escaped}"/><report test="$v">x</report></rule>',
    ):
        OTHERS["schematron"](
            f'<schema xmlns="http://purl.oclc.org/dsdl/schematron" queryBinding="{language}">'
            f'<ns prefix="t" uri="http://www.tei-c.org/ns/1.0"/><pattern>{rule}</pattern></schema>'.encode()
        )
