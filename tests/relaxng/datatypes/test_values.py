"""Laws that every datatype keeps, over generated texts."""

import re
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teiproof.relaxng.datatypes import XSD, Datatype, find
from teiproof.relaxng.datatypes.xsd import NAMES

DATES = st.dates().map(str) | st.datetimes().map(lambda moment: moment.isoformat("T")) | st.times().map(str)
NUMBERS = st.integers().map(str) | st.decimals(allow_nan=False).map(str) | st.floats().map(str)
NOTATION = st.text("0123456789-+:.TZPYMDHSaeEINF= /#?[]%@é_ \n", max_size=12)
TEXTS = DATES | NUMBERS | NOTATION | st.text(max_size=8)

RESTRICTED = [
    ("token", (("pattern", r"[^\p{C}\p{Z}]+"),)),
    ("string", (("pattern", r"\S+"),)),
    ("anyURI", (("pattern", r"\S+"),)),
    ("token", (("pattern", r"[a-z]+"), ("pattern", r".{2,4}"))),
    ("string", (("length", "3"),)),
    ("NCName", (("maxLength", "1"),)),
    ("NMTOKENS", (("minLength", "2"),)),
    ("hexBinary", (("length", "2"),)),
    ("decimal", (("totalDigits", "3"), ("fractionDigits", "1"))),
    ("integer", (("minInclusive", "5"), ("maxExclusive", "7"))),
    ("double", (("minInclusive", "0"), ("maxInclusive", "1"))),
    ("date", (("minInclusive", "1890-01-01"), ("maxInclusive", "1947-11-17"))),
    ("duration", (("minExclusive", "P1M"),)),
]
TYPES = [find("", "string"), find("", "token"), *(find(XSD, name) for name in NAMES)]
TYPES += [find(XSD, name, params) for name, params in RESTRICTED]


@given(st.sampled_from(TYPES), TEXTS)
def test_what_is_allowed_has_no_fault_and_equals_itself(datatype: Datatype, text: str) -> None:
    fault = datatype.fault(text)
    assert datatype.allows(text) == (fault == "")
    if fault:
        with pytest.raises(ValueError, match=re.escape(fault)):
            datatype.value(text)
    else:
        assert datatype.value(text) == datatype.value(text)
        assert hash(datatype.value(text)) == hash(datatype.value(text))


@given(st.sampled_from(TYPES), TEXTS | st.from_regex(r"(https?://)?[A-Za-z0-9_#./:-]{0,8}", fullmatch=True))
def test_what_a_quick_look_is_sure_of_is_allowed(datatype: Datatype, text: str) -> None:
    if datatype.sure(text):
        assert datatype.allows(text, None)


@given(st.sampled_from([datatype for datatype in TYPES if "tring" not in datatype.name]), TEXTS)
def test_white_space_around_a_text_matters_to_strings_only(datatype: Datatype, text: str) -> None:
    assert datatype.allows(f"\n {text}\t") == datatype.allows(text)


@pytest.mark.parametrize("datatype", TYPES, ids=lambda datatype: datatype.name)
def test_an_example_is_allowed(datatype: Datatype) -> None:
    if "ENTIT" in datatype.name:
        assert datatype.example() == "", "what is allowed depends on the DTD of the document"
    else:
        assert datatype.allows(datatype.example())


@given(st.integers(), st.text("0", max_size=3), st.text("0", max_size=3))
def test_zeros_that_do_not_count_do_not_change_a_number(number: int, before: str, after: str) -> None:
    decimal = find(XSD, "decimal")
    sign = "-" if number < 0 else ""
    written = f"{sign}{before}{abs(number)}.{after}"
    assert decimal.value(written) == decimal.value(str(number))


@given(st.decimals(-1000, 1000, places=2), st.decimals(-1000, 1000, places=3))
def test_limits_order_decimals_as_python_does(limit: Decimal, number: Decimal) -> None:
    restricted = find(XSD, "decimal", (("minInclusive", str(limit)),))
    assert restricted.allows(str(number)) == (number >= limit)


@pytest.mark.parametrize(
    ("name", "text", "same"),
    [
        ("dateTime", "2000-01-01T01:00:00+01:00", "2000-01-01T00:00:00Z"),
        ("dateTime", "2000-01-01T00:00:00.500", "2000-01-01T00:00:00.5"),
        ("date", "2000-01-01+00:00", "2000-01-01Z"),
        ("double", "10e-1", "1"),
        ("double", "-0", "0"),
        ("double", "NaN", "NaN"),
        ("float", "1e40", "INF"),
        ("boolean", "1", "true"),
        ("hexBinary", "ff", "FF"),
        ("base64Binary", "A A A A", "AAAA"),
        ("duration", "-P0Y", "PT0S"),
        ("NMTOKENS", "a\n b", "a b"),
        ("token", " a  b ", "a b"),
        ("QName", "xml:a", "xml:a"),
    ],
)
def test_texts_that_mean_the_same_are_equal(name: str, text: str, same: str) -> None:
    datatype = find(XSD, name)
    assert datatype.value(text) == datatype.value(same)


@pytest.mark.parametrize(
    ("name", "text", "other"),
    [
        ("dateTime", "2000-01-01T00:00:00", "2000-01-01T00:00:00Z"),
        ("time", "00:30:00+01:00", "23:30:00Z"),
        ("duration", "P1Y", "P12M"),
        ("language", "en", "EN"),
        ("string", " a", "a"),
        ("anyURI", "http://a", "http://a/"),
    ],
)
def test_texts_that_mean_something_else_are_not_equal(name: str, text: str, other: str) -> None:
    datatype = find(XSD, name)
    assert datatype.value(text) != datatype.value(other)


def test_a_qname_is_its_namespace_and_its_local_name() -> None:
    qname = find(XSD, "QName")
    assert qname.needs_context
    assert qname.value("a:n", {"a": "urn:x"}) == qname.value("n", {"": "urn:x"}) == ("urn:x", "n")
    assert not qname.allows("b:n", {"a": "urn:x"})


def test_an_entity_is_an_unparsed_entity_of_the_context() -> None:
    entities = find(XSD, "ENTITIES")
    assert entities.needs_context
    assert entities.allows("map photo", {"&map": "", "&photo": ""})
    assert not entities.allows("map photo", {"&map": ""})


def test_only_identifiers_have_an_id_type() -> None:
    kinds = {name: find(XSD, name).id_type for name in NAMES if find(XSD, name).id_type}
    assert kinds == {"ID": "ID", "IDREF": "IDREF", "IDREFS": "IDREFS"}
    assert find(XSD, "ID", (("pattern", "p.+"),)).id_type == "ID"


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("integer", "9" * 1_000_000 + "x"),
        ("decimal", "1" * 1_000_000 + "." + "1" * 1_000_000 + "."),
        ("double", "1" * 1_000_000 + "e"),
        ("dateTime", "9" * 1_000_000 + "-01-01T00:00:00"),
        ("duration", "P" + "1" * 1_000_000 + "Y"),
        ("base64Binary", "A" * 1_000_001),
        ("anyURI", "http://" + "[" * 1_000_000),
        ("language", "-a" * 500_000),
        ("ID", "é" * 300_000 + "×"),
    ],
)
def test_a_long_text_is_refused_in_linear_time(name: str, text: str) -> None:
    assert not find(XSD, name).allows(text)
