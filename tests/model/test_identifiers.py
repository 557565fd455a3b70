"""Check digits: every example is right, and no exchange of digits in it is."""

import pytest

from teiproof.model.identifiers import KINDS, WrongCheckDigitError, WrongFormError, in_uri, judge, kind_of

CHECKED = ("118540238", "4079154-3", "1231643-X", "7505698-7", "1046780-4")


@pytest.mark.parametrize("name", KINDS)
def test_the_example_of_a_kind_is_right(name: str) -> None:
    judge(name, KINDS[name].example)


@pytest.mark.parametrize("number", CHECKED)
def test_a_real_gnd_number_is_right(number: str) -> None:
    judge("GND", number)


@pytest.mark.parametrize(
    ("name", "number"),
    [
        *((name, kind.example) for name, kind in KINDS.items() if kind.expected),
        ("ISBN", "3-16-148410-X"),
        ("ISSN", "2434-561X"),
        ("ORCID", "0000-0002-1694-233X"),
    ],
)
def test_one_wrong_digit_is_found(name: str, number: str) -> None:
    for place, digit in enumerate(number):
        if digit.isdigit():
            other = str((int(digit) + 1) % 10)
            with pytest.raises((WrongCheckDigitError, WrongFormError), match=name):
                judge(name, f"{number[:place]}{other}{number[place + 1 :]}")


@pytest.mark.parametrize(
    ("type_", "name"), [("GND", "GND"), ("d-nb", "GND"), ("wd", "Wikidata"), ("ISBN-13", "ISBN")]
)
def test_a_type_is_known_however_it_is_spelled(type_: str, name: str) -> None:
    assert kind_of(type_) == name


@pytest.mark.parametrize(
    ("uri", "found"),
    [
        ("http://d-nb.info/gnd/118540238/about/lds", ("GND", "118540238")),
        ("https://www.wikidata.org/entity/Q42#x", ("Wikidata", "Q42")),
        ("https://www.wikidata.org/wiki/Property:P227", None),
        ("https://www.geonames.org/524901/moscow.html", ("GeoNames", "524901")),
        ("https://doi.org/10.1002/a%2Db", ("DOI", "10.1002/a-b")),
        ("urn:isbn:9783161484100", ("ISBN", "9783161484100")),
        ("https://n2t.net/ark:/12148/x?info", ("ARK", "ark:/12148/x")),
        ("https://example.org/gnd/1", None),
    ],
)
def test_an_identifier_is_found_in_a_uri(uri: str, found: tuple[str, str] | None) -> None:
    assert in_uri(uri) == found
