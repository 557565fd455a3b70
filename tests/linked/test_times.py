"""Times of TEI's attributes in EDTF, in the datatypes of XML Schema, and in seconds."""

import pytest
from lxml import etree

from teiproof.linked.times import Time, date_literal, time_of


def time(attributes: str) -> Time | None:
    return time_of(etree.fromstring(f'<date xmlns="http://www.tei-c.org/ns/1.0" {attributes}/>'))


@pytest.mark.parametrize(
    ("attributes", "edtf", "first", "last"),
    [
        ('when="1887"', "1887", "1887-01-01T00:00:00", "1887-12-31T23:59:59"),
        ('when="1936-02"', "1936-02", "1936-02-01T00:00:00", "1936-02-29T23:59:59"),
        ('when="1936-08-25"', "1936-08-25", "1936-08-25T00:00:00", "1936-08-25T23:59:59"),
        ('when="1936-08-25" cert="low"', "1936-08-25?", "1936-08-25T00:00:00", "1936-08-25T23:59:59"),
        ('when="1936-08-25" cert="medium"', "1936-08-25", "1936-08-25T00:00:00", "1936-08-25T23:59:59"),
        ('when="1936-08-25T12:30:00Z"', "1936-08-25T12:30:00Z", "1936-08-25T12:30:00Z", "1936-08-25T12:30:00Z"),
        ('when="1936-08-25+02:00"', "1936-08-25", "1936-08-24T22:00:00Z", "1936-08-25T21:59:59Z"),
        ('when="-0044-03-15"', "-0043-03-15", "-0043-03-15T00:00:00", "-0043-03-15T23:59:59"),
        ('when="-0001"', "0000", "0000-01-01T00:00:00", "0000-12-31T23:59:59"),
        ('when="-5000"', "-4999", "-4999-01-01T00:00:00", "-4999-12-31T23:59:59"),
        ('when="12345"', "Y12345", "12345-01-01T00:00:00", "12345-12-31T23:59:59"),
        ('when="12345-06-07"', "Y12345", "12345-06-07T00:00:00", "12345-06-07T23:59:59"),
        ('when-iso="1936-W35"', "1936-08-24/1936-08-30", "1936-08-24T00:00:00", "1936-08-30T23:59:59"),
        ('when-iso="1936-08-19/1936-08-24"', "1936-08-19/1936-08-24",
         "1936-08-19T00:00:00", "1936-08-24T23:59:59"),
        ('from="1931" to="1933"', "1931/1933", "1931-01-01T00:00:00", "1933-12-31T23:59:59"),
        ('from="1917"', "1917/", "1917-01-01T00:00:00", ""),
        ('to="1917"', "/1917", "", "1917-12-31T23:59:59"),
        ('notBefore="1938-02-08" notAfter="1938-02-10"', "[1938-02-08..1938-02-10]",
         "1938-02-08T00:00:00", "1938-02-10T23:59:59"),
        ('notBefore="1924" notAfter="1934-07-10"', "[1924-01-01..1934-07-10]",
         "1924-01-01T00:00:00", "1934-07-10T23:59:59"),
        ('notBefore="1924" notAfter="1924"', "1924", "1924-01-01T00:00:00", "1924-12-31T23:59:59"),
        ('notAfter="1934-07-10"', "[..1934-07-10]", "", "1934-07-10T23:59:59"),
        ('notBefore="1934"', "[1934..]", "1934-01-01T00:00:00", ""),
        ('notBefore-iso="1936-W35" notAfter="1936-09-05"', "[1936-08-24..1936-09-05]",
         "1936-08-24T00:00:00", "1936-09-05T23:59:59"),
    ],
)  # fmt: skip
def test_a_time_has_all_that_the_attributes_say(attributes: str, edtf: str, first: str, last: str) -> None:
    found = time(attributes)
    assert found is not None
    assert (found.edtf, found.first, found.last) == (edtf, first, last)


@pytest.mark.parametrize(
    "attributes",
    ["", 'when="1936-13"', 'when="--08-25"', 'from="1937" to="1936"', 'dur="P3D"', 'when="last July"'],
)
def test_what_names_no_time_that_can_be_read_is_none(attributes: str) -> None:
    assert time(attributes) is None


def test_the_sides_of_an_interval_are_known_by_themselves() -> None:
    found = time('from="1936-08-19" to="1936-08-24"')
    assert found is not None
    assert (found.start, found.end) == ("1936-08-19", "1936-08-24")
    ranged = time('notBefore="1937-03-28" notAfter="1937-04-04"')
    assert ranged is not None
    assert ranged.start == ranged.end == ranged.edtf


@pytest.mark.parametrize(
    ("edtf", "datatype"),
    [
        ("1887", "xsd:gYear"),
        ("-0043", "xsd:gYear"),
        ("1936-02", "xsd:gYearMonth"),
        ("1936-08-25", "xsd:date"),
        ("1895?", "edtf:EDTF"),
        ("[1895..1897]", "edtf:EDTF"),
        ("1931/1933", "edtf:EDTF"),
        ("Y12345", "edtf:EDTF"),
    ],
)
def test_a_date_has_the_datatype_that_holds_it(edtf: str, datatype: str) -> None:
    found = date_literal(edtf)
    assert found is not None
    assert (found.text, found.datatype) == (edtf, datatype)
    assert date_literal("") is None
