"""What encoders are told about values that are not allowed."""

import pytest

from teiproof.relaxng.datatypes import XSD, DatatypeError, find

FAULTS = [
    ("date", "1936-13-01", "month 13 does not exist"),
    ("date", "1936-02-30", "30 February does not exist"),
    ("date", "1900-02-29", "29 February does not exist in 1900"),
    ("date", "1936-06-31", "31 June does not exist"),
    ("date", "1936-08-32", "day 32 does not exist"),
    ("date", "yesterday", "not a date: write year-month-day, for instance 1936-08-25"),
    ("date", "25.8.1936", "not a date: write year-month-day: 1936-08-25"),
    ("date", "1936-8-5", "not a date: write year-month-day: 1936-08-05"),
    ("date", "0000-01-01", "the year 0000 does not exist: -0001 is followed by 0001"),
    ("gYear", "36", "not a year: write four digits: 0036"),
    ("time", "25:00:00", "hour 25 does not exist"),
    ("time", "9:30", "not a time: write hours:minutes:seconds: 09:30:00"),
    ("ID", "1a", "an identifier may not begin with a digit; begin with a letter, for instance p1a"),
    ("ID", "#p1", "an identifier may not begin with “#”, which belongs to pointers only"),
    ("ID", "a b", "contains a space; only one word is allowed here"),
    ("ID", "a:b", "an identifier may not contain a colon"),
    ("NCName", "", "empty; a name is wanted"),
    ("NMTOKEN", "a,b", "a name token may not contain “,”"),
    ("decimal", "1,5", "not a number: write a point, not a comma: 1.5"),
    ("integer", "1.0", "not a whole number: write it without a point"),
    ("nonNegativeInteger", "-1", "must not be negative"),
    ("byte", "200", "must not be greater than 127"),
    ("boolean", "TRUE", "not a truth value: write true"),
    ("boolean", "yes", "not a truth value (true or false)"),
    ("language", "en_US", "not a language tag: write en-US, with a hyphen"),
    ("anyURI", "http://", "ends after “//”; the name of a server is missing"),
    ("anyURI", "a#b#c", "contains “#” twice; an address has one fragment only"),
    ("QName", "x:a", "the prefix “x” is not declared; declare it with an xmlns attribute"),
]


@pytest.mark.parametrize(("name", "text", "fault"), FAULTS)
def test_a_fault_says_what_to_change(name: str, text: str, fault: str) -> None:
    assert find(XSD, name).fault(text) == fault


PATTERN_FAULTS = [
    (r"[^\p{C}\p{Z}]+", "a b", "contains a space; only one word is allowed here"),
    (r"[^\p{C}\p{Z}]+", "", "empty"),
    (r"\S+", "a b", "contains a space; only one word is allowed here"),
    (
        r"(\-?[\d]+/\-?[\d]+)",
        "1:2",
        "must be a ratio of two whole numbers, for instance 1/2; “:” (character 2) does not fit",
    ),
    (r"[a-z]{2}", "a", "must match the pattern [a-z]{2}; something is missing at its end"),
    (r"[a-z]{2}", "a1", "must match the pattern [a-z]{2}; “1” (character 2) does not fit"),
]  # fmt: skip


@pytest.mark.parametrize(("pattern", "text", "fault"), PATTERN_FAULTS)
def test_a_pattern_is_explained_or_quoted(pattern: str, text: str, fault: str) -> None:
    assert find(XSD, "token", (("pattern", pattern),)).fault(text) == fault


SCHEMA_FAULTS = [
    ("", "integer", (), "the built-in datatype library has only string and token, not “integer”"),
    ("", "token", (("pattern", "a"),), "has no parameters"),
    (XSD, "dat", (), "XML Schema has no datatype “dat”; did you mean “date”?"),
    ("http://example.org/", "date", (), "there is no datatype library “http://example.org/”"),
    (XSD, "token", (("patern", "a"),), "there is no parameter “patern”"),
    (XSD, "token", (("enumeration", "a"),), "use value elements instead"),
    (XSD, "date", (("length", "3"),), "the parameter length is not for xsd:date, which has no length"),
    (XSD, "token", (("minInclusive", "a"),), "which has no order"),
    (XSD, "integer", (("minInclusive", "x"),), "the minInclusive “x” is not in xsd:integer"),
    (XSD, "date", (("totalDigits", "3"),), "is for decimal numbers only"),
    (XSD, "token", (("length", "-3"),), "must be a whole number that is not negative"),
]


@pytest.mark.parametrize(("library", "name", "params", "message"), SCHEMA_FAULTS)
def test_a_schema_author_is_told_what_is_wrong(
    library: str, name: str, params: tuple[tuple[str, str], ...], message: str
) -> None:
    with pytest.raises(DatatypeError) as error:
        find(library, name, params)
    assert message in str(error.value)


def test_a_fault_knows_the_declarations_where_the_text_stands() -> None:
    qname = find(XSD, "QName", (("pattern", "a:.+"),))
    assert qname.fault("b:n", {"b": "urn:x"}).startswith("must match the pattern a:.+")
    assert qname.fault("a:n", {"a": "urn:x"}) == ""
