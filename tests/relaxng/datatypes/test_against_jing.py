"""jing is the judge of what belongs to a type, which texts are equal, and which parameters are correct."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import product
from pathlib import Path
from xml.sax.saxutils import escape

from teiproof.relaxng.datatypes import XSD, DatatypeError, find

Jing = Callable[[Path, Sequence[Path]], str]
Params = tuple[tuple[str, str], ...]

NUMBERS = """0 1 -1 +1 -0 01 1.0 1. .5 . + - 1e3 1E-3 1e e1 INF -INF +INF NaN 127 128 -128 -129 255 256 32768
65536 4294967296 2147483648 18446744073709551615 18446744073709551616 9223372036854775808
-9223372036854775809 1_0 ٣ true TRUE"""
DATES = """2000 -2000 0000 -0000 0001 -0001 02000 12000 2000Z 2000+14:00 2000+14:01 2000-13:00 2000-13:01
2000+01:60 2000-01 2000-13 2000-00 2000-1 2000-01Z 2000-02-29 1900-02-29 2001-02-29 -0001-02-29
-0004-02-29 -0005-02-29 2000-04-31 2000-01-32 2000-01-00 2000-01-01Z 2000-01-01+02:00
2000-01-01T00:00:00 2000-01-01T24:00:00 2000-01-01T23:59:60 2000-01-01T23:59:61 2000-01-01T00:60:00
2000-01-01T12:00:00.5 2000-01-01T12:00:00. 2000-01-01T12:00 2000-01-01t12:00:00 00:00:00 24:00:00
12:00:00Z 12:00:60 1:00:00 --05 --05-- --13 --00 --05Z --05-31 --02-29 --02-30 --04-31 ---01 ---31
---32 ---00 ---1 ---01Z"""
DURATIONS = "P1Y P PT P1YT P1Y2M3DT4H5M6S P1M1Y -P1D +P1D PT.5S PT5.S PT.S P1.5D PT1M P1W P1S P-1D"
OCTETS = "00 FF fF F 0G AAAA AA== AAA= AB== AAB= A=== ==== AAAAA AA=A AAA"
NAMES = """a :a a: a:b a:b:c xml:b 1a é -a .a a-b a.b _ · a· Āa ĳ ſ ǆ 的 〇 々 ー 𐐀 en en-US en_US fr-x-12345678
abcdefghi e- en--us"""
ADDRESSES = """# #a #a#b http://a/b http:// http:///x http: // //a ///a http://[::1]/ http://[::1 http://[x]/
http://[::1]:80 http://[::1]:x http://a:b@c:80/ http://a:x/ a%20b a% a%2 a%zz a[b a]b a?b[c] #[a] ?
?# 1:2 a+b:c é:c a/b:c a?b:c urn:x:y mailto:a@b file: file:/// {a} a\\b a|b^`c http://a[b]/ //[::1]x
x:[a http://[fe80::1%eth0]/ //@ //: http://?a //# //[::1%] //[1::2::3] //[::1.2.3.4]
//[1:2:3:4:5:6:7:8:9] -:a %é http://a%zz/ a:% a:#b a:? a://"""
TEXTS = (
    "", " ", "a b", " 1 ", "\n2000\t", "1\u00a0", "\u2028", "A A A A", "A A = =", "http://a b/", 'a"b',
    "<a>", "x&y", *" ".join((NUMBERS, DATES, DURATIONS, OCTETS, NAMES, ADDRESSES)).split(),
)  # fmt: skip
# jing reports IDREFs without ID besides, and every text is a string.
TYPES = [
    "language", "Name", "NCName", "NMTOKEN", "NMTOKENS", "QName", "NOTATION", "ENTITY", "boolean",
    "decimal", "integer", "nonPositiveInteger", "negativeInteger", "long", "int", "short", "byte",
    "nonNegativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
    "positiveInteger", "float", "double", "duration", "dateTime", "time", "date", "gYearMonth", "gYear",
    "gMonthDay", "gDay", "gMonth", "hexBinary", "base64Binary", "anyURI",
]  # fmt: skip

# Texts of which all pairs are compared, for equality and, where there is one, by their order.
COMPARED = {
    "decimal": "1 1.0 01 +1 -0 0 0.0 -1 1.50 1.5 1.45 10 9 0.05 -0.05",
    "double": "1 1.0 1e0 10e-1 0 -0 INF -INF NaN 1e400 0.1",
    "float": "1 1e40 INF NaN 0.1 16777216 16777217 1e-50 0",
    "date": "2000-01-01 2000-01-01Z 2000-01-01+14:00 2000-01-01-12:00 2000-01-02 2000-01-02Z 1999-12-31 "
    "-0001-12-31 0001-01-01 2000-01-03Z 1999-12-30Z 2000-01-01+00:00",
    "dateTime": "2000-01-01T12:00:00 2000-01-01T12:00:00Z 2000-01-02T02:00:00Z 2000-01-02T02:00:01Z "
    "1999-12-31T21:59:59Z 2000-01-01T12:00:00.5 2000-01-01T12:00:00.50 1999-12-31T23:59:60 "
    "1999-12-31T23:59:59.9",
    "time": "00:00:00 12:00:00 12:00:00Z 12:00:00+05:00 12:00:00.5 00:30:00+01:00 23:30:00Z",
    "gYear": "2000 2001 2000Z 2000+00:00 -0001 0001",
    "gMonthDay": "--02-29 --03-01 --12-31Z",
    "duration": "P1Y P12M P365D P366D P1M P30D P31D P28D P27D P32D -P1M -P30D PT24H P1D PT86400.5S P0D -P0Y "
    "P5M P153D P149D P148D P154D P1Y1D",
}
EQUAL_OR_NOT = {
    "boolean": "true 1 false 0",
    "hexBinary": "ff FF 00 FFFF",
    "base64Binary": "AAAA AA== AAA=",
    "language": "en EN",
    "anyURI": "a A a%20b",
}
LENGTHS = {
    "string": ("", "a", "ab", " a ", "𐐀", "𐐀a"),
    "token": ("", "a", "ab", " a ", "a  b"),
    "NMTOKENS": ("", "a", "a b", " a  b "),
    "hexBinary": ("", "FF", "FFFF"),
    "base64Binary": ("AAAA", "AA==", "A A A ="),
}
DIGITS = [
    "0", "00", "0.0", "0.00", "1", "10", "010", "1.0", "1.00", "0.1", "0.10", ".1", "1.", "-10", "100",
    "1000", "0.001", "00.10",
]  # fmt: skip

PATTERNS = (
    "", "a", "a*", "a{2}", "a{2,}", "a{2,3}", "a{0}", "a{3,2}", "a{,2}", "a{}", "a**", "*", "a|b", "a|",
    "|a", "a|*", "()", "((a))", "(a", "a)", ".", r"\.", "[a-c]", "[^a-c]", "[a-c-[b]]",
    "[a-z-[b-y-[m]]]", "[a-c-e]", r"[a\-]", "[]", "[^]", "[^^]", "[a^]", "^a$", "[a", "]", "}", "{",
    r"\p{L}", r"\P{L}", r"\p{Nd}", r"\p{Cs}", r"\p{X}", r"\p{", r"\p{IsGreek}", r"\P{IsBasicLatin}",
    r"\p{IsFoo}", r"\d", r"\D", r"\w", r"\W", r"\s", r"\S", r"\i", r"\I", r"\c", r"\C", r"[\w-[\d]]",
    r"[\i-[:]][\c-[:]]*", r"\n", r"\u0041", r"\$", "[&&a]", r"[$.*+?(){}]", r"[a-\d]", "[z-a]",
    "(a?){3}", "(a*)*", "(?:a)", "a+?", r"\b", r"(\p{L}|\p{N}|\p{P}|\p{S})+", "(ab|a)(b|c)?",
    r"[\P{L}-[x]]", r"\p{IsPrivateUse}", "a{00002}", r"\-", r"\i\c*", r"[0-9.,DHMPRSTWYZ/:+\-]+",
)  # fmt: skip
PATTERN_TEXTS = (
    "", "a", "b", "ab", "aa", "aaa", "abab", "abc", "A", "1", "٣", "-", "^", "[", "\\", "|", "$", ".",
    "&", " ", "\n", "a b", "x", "m", "α", "Я", "的", "𐐀", "«", "Ⅷ", "½", "\u00a0", "\ue000", "_", ":",
    "1a", "a-b", "·", "ʻ", "^a$", "a:b", "€", "1936-08",
)  # fmt: skip

BAD_PARAMS = [
    ("integer", (("minInclusive", "1.5"),)),
    ("integer", (("maxInclusive", "5"), ("minInclusive", "6"))),
    ("integer", (("maxInclusive", "5"), ("minInclusive", " 5 "))),
    ("integer", (("pattern", "5"), ("minInclusive", "6"))),
    ("byte", (("maxInclusive", "200"),)),
    ("date", (("minInclusive", "2000-02-30"),)),
    ("decimal", (("totalDigits", "0"),)),
    ("QName", (("length", "1"),)),
    ("double", (("totalDigits", "1"),)),
    ("token", (("minInclusive", "a"),)),
    ("token", (("whiteSpace", "collapse"),)),
    ("token", (("Pattern", "a"),)),
    ("Date", ()),
    *(
        ("string", (("length", value),))
        for value in ("", "1", "1.0", "1.", "-0", "-1", "+1", " 1\n", "٣", "9" * 20)
    ),
]


def quoted(text: str) -> str:
    return escape(text, {"\n": "&#10;", "\r": "&#13;", "\t": "&#9;"})


def data(name: str, params: Params = ()) -> str:
    inner = "".join(f'<param name="{param}">{quoted(value)}</param>' for param, value in params)
    return f'<data type="{name}">{inner}</data>'


def value(name: str, text: str) -> str:
    return f'<value type="{name}">{quoted(text)}</value>'


def schema(datatypes: Iterable[str]) -> str:
    """A schema with an element t0, t1, ... for each datatype, each on a line of its own, from line 2 on."""
    elements = (f'<element name="t{index}">{datatype}</element>' for index, datatype in enumerate(datatypes))
    attributes = f'xmlns="http://relaxng.org/ns/structure/1.0" datatypeLibrary="{XSD}"'
    start = f'<element name="r" {attributes}><zeroOrMore><choice>'
    return "\n".join([start, *elements, "</choice></zeroOrMore></element>"])


def judge(jing: Jing, folder: Path, cases: list[tuple[str, str]]) -> list[bool]:
    """What jing says of texts as content of an element with a datatype, for each case."""
    numbers = {
        datatype: number for number, datatype in enumerate(dict.fromkeys(datatype for datatype, _ in cases))
    }
    (folder / "s.rng").write_text(schema(numbers), encoding="utf-8")
    lines = [f"<t{numbers[datatype]}>{quoted(text)}</t{numbers[datatype]}>" for datatype, text in cases]
    (folder / "d.xml").write_text("\n".join(["<r>", *lines, "</r>"]), encoding="utf-8")
    report = jing(folder / "s.rng", [folder / "d.xml"])
    assert "s.rng:" not in report, report[:1000]
    assert "fatal" not in report, report[:1000]
    refused = {int(line) for line in re.findall(r"d\.xml:(\d+):\d+: error", report)}
    return [index + 2 not in refused for index in range(len(cases))]


def judge_schemas(jing: Jing, folder: Path, datatypes: list[str]) -> list[bool]:
    """Whether jing finds each datatype correct."""
    (folder / "s.rng").write_text(schema(datatypes), encoding="utf-8")
    (folder / "d.xml").write_text("<r/>", encoding="utf-8")
    refused = {int(line) for line in re.findall(r"s\.rng:(\d+):", jing(folder / "s.rng", [folder / "d.xml"]))}
    return [index + 2 not in refused for index in range(len(datatypes))]


def is_correct(name: str, params: Params) -> bool:
    try:
        find(XSD, name, params)
    except DatatypeError:
        return False
    return True


def restrictions() -> Iterator[tuple[str, Params, str]]:
    for name, texts in COMPARED.items():
        for facet in ("minInclusive", "maxInclusive", "minExclusive", "maxExclusive"):
            for limit, text in product(texts.split(), repeat=2):
                yield name, ((facet, limit),), text
    for name, lengths in LENGTHS.items():
        for facet, limit, text in product(("length", "minLength", "maxLength"), "0123", lengths):
            yield name, ((facet, limit),), text
    for facet, limit, text in product(("totalDigits", "fractionDigits"), ("1", "2", "+3"), DIGITS):
        yield "decimal", ((facet, limit),), text


def test_the_same_texts_belong_to_a_type(jing: Jing, tmp_path: Path) -> None:
    cases = list(product(TYPES, TEXTS))
    verdicts = judge(jing, tmp_path, [(data(name), text) for name, text in cases])
    ours = [find(XSD, name).allows(text, {}) for name, text in cases]
    assert [case for case, jings, own in zip(cases, verdicts, ours, strict=True) if jings != own] == []


def test_the_same_texts_are_equal(jing: Jing, tmp_path: Path) -> None:
    cases = [
        (name, left, right)
        for name, texts in {**COMPARED, **EQUAL_OR_NOT}.items()
        for left, right in product(texts.split(), repeat=2)
    ]
    verdicts = judge(jing, tmp_path, [(value(name, left), right) for name, left, right in cases])
    ours = [find(XSD, name).value(left) == find(XSD, name).value(right) for name, left, right in cases]
    assert [case for case, jings, own in zip(cases, verdicts, ours, strict=True) if jings != own] == []


def test_parameters_restrict_to_the_same_texts(jing: Jing, tmp_path: Path) -> None:
    cases = list(restrictions())
    verdicts = judge(jing, tmp_path, [(data(name, params), text) for name, params, text in cases])
    ours = [find(XSD, name, params).allows(text) for name, params, text in cases]
    assert [case for case, jings, own in zip(cases, verdicts, ours, strict=True) if jings != own] == []


def test_the_same_parameters_and_patterns_are_correct(jing: Jing, tmp_path: Path) -> None:
    cases: list[tuple[str, Params]] = [
        *BAD_PARAMS,
        *(("token", (("pattern", pattern),)) for pattern in PATTERNS),
    ]
    verdicts = judge_schemas(jing, tmp_path, [data(name, params) for name, params in cases])
    ours = [is_correct(name, params) for name, params in cases]
    assert [case for case, jings, own in zip(cases, verdicts, ours, strict=True) if jings != own] == []


def test_patterns_match_the_same_texts(jing: Jing, tmp_path: Path) -> None:
    correct = [pattern for pattern in PATTERNS if is_correct("string", (("pattern", pattern),))]
    cases = [("string", (("pattern", pattern),), text) for pattern, text in product(correct, PATTERN_TEXTS)]
    verdicts = judge(jing, tmp_path, [(data(name, params), text) for name, params, text in cases])
    ours = [find(XSD, name, params).allows(text) for name, params, text in cases]
    assert [case for case, jings, own in zip(cases, verdicts, ours, strict=True) if jings != own] == []


def test_jing_is_wrong_about_the_complement_of_a_union_with_other_characters(
    jing: Jing, tmp_path: Path
) -> None:
    # jing writes [^\p{C}\p{Z}] as a Java class that negates an intersection, which means something else
    # since Java 9. So it lets pass control, format and private characters, which \p{C} excludes expressly.
    pattern = (("pattern", r"[^\p{C}\p{Z}]+"),)
    texts = ["\u00ad", "\ufeff", "\ue000", "\n"]
    assert judge(jing, tmp_path, [(data("string", pattern), text) for text in texts]) == [True] * 4
    assert [find(XSD, "string", pattern).allows(text) for text in texts] == [False] * 4
    # The same class in other words, and jing agrees.
    other = (("pattern", r"[\P{C}-[\p{Z}]]+"),)
    assert judge(jing, tmp_path, [(data("string", other), text) for text in texts]) == [False] * 4


def test_jing_is_wrong_to_refuse_a_hyphen_at_the_end_of_a_class(jing: Jing, tmp_path: Path) -> None:
    # XML Schema Part 2, second edition, F.1: “The - character is a valid character range only at the beginning
    # or end of a positive character group.”
    patterns = ["[-a]", "[a-]"]
    assert (
        judge_schemas(jing, tmp_path, [data("token", (("pattern", pattern),)) for pattern in patterns])
        == [False] * 2
    )
    assert all(find(XSD, "token", (("pattern", pattern),)).allows("-") for pattern in patterns)
