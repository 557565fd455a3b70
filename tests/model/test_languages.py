"""The tables of language subtags against the registry that language_tags brings along."""

import pytest
from language_tags.Subtag import Subtag
from language_tags.tags import tags

from teiproof.model.languages import SHORTER, USUAL, Languages, OutdatedError, UnregisteredError, judge


@pytest.mark.parametrize(
    ("kind", "subtag"), [(kind, subtag) for kind in USUAL for subtag in sorted(USUAL[kind])]
)
def test_a_usual_subtag_is_in_the_registry_and_not_outdated(kind: str, subtag: str) -> None:
    assert kind in tags.types(subtag)
    entry = Subtag(subtag, kind)
    assert not (entry.deprecated and entry.preferred)


@pytest.mark.parametrize("longer", sorted(SHORTER))
def test_a_code_with_a_shorter_one_is_not_in_the_registry(longer: str) -> None:
    assert "language" not in tags.types(longer)
    assert "language" in tags.types(SHORTER[longer])


@pytest.mark.parametrize(
    ("tag", "preferred"),
    [
        ("ger", "de"),
        ("eng-US", "en-US"),
        ("iw", "he"),
        ("zh-cmn-Hans", "cmn-Hans"),
        ("en-GB-oed", "en-GB-oxendict"),
    ],
)
def test_an_outdated_tag_has_another(tag: str, preferred: str) -> None:
    with pytest.raises(OutdatedError) as raised:
        judge(tag)
    assert raised.value.preferred == preferred
    judge(preferred)


@pytest.mark.parametrize(
    ("tag", "hint"),
    [("english", "write en"), ("deutsch", "write de"), ("en-UK", "write GB"), ("el-grc", "write grc")],
)
def test_a_name_that_is_meant_is_suggested(tag: str, hint: str) -> None:
    with pytest.raises(UnregisteredError, match=hint):
        judge(tag)


@pytest.mark.parametrize("tag", ["en_US", "de-", "-de", "x", "de-1996-1996", "e", "la medieval", "de-ä"])
def test_a_malformed_tag_is_not_merely_unregistered(tag: str) -> None:
    with pytest.raises(ValueError, match=r".") as raised:
        judge(tag)
    assert type(raised.value) is ValueError


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("de", "de-Latf", True),
        ("de-Latf", "de", True),
        ("de", "den", False),
        ("deu", "de-AT", True),
        ("x-a", "x-b", False),
        ("de-Latf", "de-Latn", False),
        ("x-" + "a-" * 50 + "a", "x-a", True),
    ],
)
def test_a_language_meets_its_parts_and_what_it_is_a_part_of(one: str, other: str, expected: bool) -> None:
    assert Languages([one]).meet(other) is expected
    assert Languages([other]).meet(one) is expected
    assert Languages(["en", one]).meet(other) is expected
    assert not Languages([]).meet(one)


@pytest.mark.parametrize(
    ("tag", "reason"),
    [(" en", "before or after"), ("en\n", "before or after"), ("en de", "within"), ("en\u00a0de", "within")],
)
def test_of_a_space_in_a_tag_it_is_said_where_it_is(tag: str, reason: str) -> None:
    with pytest.raises(ValueError, match=f"it has a space {reason}"):
        judge(tag)


@pytest.mark.parametrize(("name", "meant"), [("Französisch", "fr"), ("Lateinisch", "la"), ("English", "en")])
def test_of_the_name_of_a_language_its_tag_is_told(name: str, meant: str) -> None:
    with pytest.raises(ValueError, match=f"write {meant}$"):
        judge(name)
