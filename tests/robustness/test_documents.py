"""Whatever is in a document, each thing that can be done with it is done, or refused in words, and soon."""

import time
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.robustness.mutations import changed_bytes, changed_tree
from tests.robustness.targets import DOCUMENTS, HERE, SMALL, check

CASES = sorted((HERE / "cases").glob("*.xml"))
CHANGES = {"tree": changed_tree, "bytes": changed_bytes}


@pytest.mark.parametrize("target", DOCUMENTS)
@pytest.mark.parametrize("case", CASES, ids=lambda path: path.stem)
def test_what_once_broke_something_does_no_harm(case: Path, target: str) -> None:
    DOCUMENTS[target](case.read_bytes())


@pytest.mark.parametrize("target", DOCUMENTS)
@pytest.mark.parametrize("kind", CHANGES)
@settings(max_examples=20, suppress_health_check=[HealthCheck.too_slow])
@given(choose=st.randoms(use_true_random=False))
def test_whatever_is_changed_in_a_document_it_is_treated_or_refused(
    kind: str, target: str, choose: object
) -> None:
    DOCUMENTS[target](CHANGES[kind](SMALL.read_bytes(), choose))  # type: ignore[arg-type]


@pytest.mark.parametrize("target", DOCUMENTS)
def test_a_document_may_end_anywhere(target: str) -> None:
    data = SMALL.read_bytes()
    places = [index for index, byte in enumerate(data) if byte in b"<>&\"'=/"]
    for place in places[:: 1 if target == "parsing" else len(places) // 12]:
        DOCUMENTS[target](data[:place])


@pytest.mark.parametrize("encoding", ["utf-16", "utf-16-le", "utf-16-be", "utf-8-sig", "utf-32", "latin-1"])
def test_a_document_in_another_encoding_is_treated_or_refused(encoding: str) -> None:
    data = SMALL.read_text(encoding="utf-8").encode(encoding, "replace")
    for target in DOCUMENTS.values():
        target(data)


def written(body: str, apart: str = "") -> bytes:
    text = f"<text><body>{body}</body></text>"
    return f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{apart}{text}</TEI>'.encode()


def nested(*names: str) -> Callable[[int], bytes]:
    def document(count: int) -> bytes:
        chain = [names[index % len(names)] for index in range(count)]
        starts, ends = (f"<{name}>" for name in chain), (f"</{name}>" for name in reversed(chain))
        return written("".join(starts) + "x" + "".join(ends))

    return document


def persons(count: int) -> bytes:
    entries = "".join(f"<person xml:id='a{n}'><persName>A</persName></person>" for n in range(count))
    mentions = "".join(f"<persName ref='#a{n}'>x</persName> " for n in range(count))
    return written(f"<p>{mentions}</p>", f"<standOff><listPerson>{entries}</listPerson></standOff>")


@pytest.mark.parametrize(
    "names",
    [
        "div",
        "list item",
        "p hi",
        "p note",
        "choice sic",
        "app rdg",
        "quote",
        "table row cell",
        "floatingText body",
    ],
)
@pytest.mark.parametrize("target", DOCUMENTS)
def test_deep_nesting_is_treated_or_refused(names: str, target: str) -> None:
    for depth in (200, 3_000):
        DOCUMENTS[target](nested(*names.split())(depth))


CROWDS: dict[str, tuple[Callable[[int], bytes], int]] = {
    "persons in one paragraph": (persons, 150),
    "notes in one paragraph": (lambda count: written("<p>" + "a<note>b</note> " * count + "</p>"), 300),
    "pointers to one": (lambda count: written("<p xml:id='a'/>" + "<ref target='#a'>x</ref>" * count), 500),
    "pointers that dangle": (
        lambda count: written("".join(f"<p xml:id='p{n}'><ref target='#q{n}'/></p>" for n in range(count))), 500),  # noqa: E501
    "attributes": (lambda count: written("<p " + " ".join(f"a{n}='x'" for n in range(count)) + "/>"), 300),
    "entities": (
        lambda count: b"<!DOCTYPE TEI [<!ENTITY a 'b'>]>" + written("<p>" + "&a;" * count + "</p>"), 1000),
    "letters of a word": (lambda count: written("<p>" + "a" * count + "</p>"), 50_000),
    "spaces": (lambda count: written("<p>a" + " " * count + "b</p>"), 50_000),
    "a round of next and prev": (
        lambda count: written("".join(
            f"<p xml:id='p{n}' next='#p{(n + 1) % count}' prev='#p{n - 1}' corresp='#p{n}'>x</p>"
            for n in range(count))), 200),
    "notes of each other": (
        lambda count: written("<p xml:id='m'>x</p>", "<standOff>" + "".join(
            f"<note xml:id='m{n}' target='#m{(n + 1) % count}'>x</note>" for n in range(count)) + "</standOff>"),  # noqa: E501
        200),
}  # fmt: skip
"""Documents of many things, and how many make it worth while to take the time."""


@pytest.mark.parametrize("name", CROWDS)
@pytest.mark.parametrize("target", DOCUMENTS)
def test_of_twice_as_many_nothing_takes_much_more_than_twice_the_time(name: str, target: str) -> None:
    document, count = CROWDS[name]

    def seconds(number: int) -> float:
        start = time.process_time()
        DOCUMENTS[target](document(number))
        return time.process_time() - start

    seconds(2)  # what is made once
    # More than once, because a look for garbage may fall into one measurement.
    assert any(seconds(2 * count) < 4 * max(seconds(count), 0.1) for _ in range(3))


def test_the_schema_of_the_tei_finds_what_is_wrong_anywhere(shared: Path) -> None:
    schema = shared / "schemas" / "tei_all.rng"
    for case in CASES:
        check(case.read_bytes(), schema)
