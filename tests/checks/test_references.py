"""What is proposed in the place of a pointer that leads nowhere."""

from pathlib import Path

import pytest

from teiproof.checks.references import check
from teiproof.model.document import Document
from teiproof.model.edition import Edition

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{}</body></text></TEI>'


def messages(path: Path, body: str) -> list[str]:
    document = Document(path, TEI.format(body).encode())
    return [found.message for found in check(document, Edition([document]))]


@pytest.mark.parametrize(
    ("identifier", "proposed"),
    [("para2", " Did you mean “para2”?"), ("para 2", ""), ("else", "")],
)
def test_of_the_identifiers_a_likely_and_well_made_one_is_proposed(identifier: str, proposed: str) -> None:
    found = messages(Path("a.xml"), f'<p xml:id="{identifier}"><ref target="#para_2"/></p>')
    assert found == [f"no xml:id “para_2” in this document, to which @target points.{proposed}"]


def test_a_file_with_a_space_in_its_name_is_proposed_if_it_is_there(tmp_path: Path) -> None:
    (tmp_path / "my places.xml").write_text(TEI.format('<p xml:id="rome"/>'), encoding="utf-8")
    body = '<p><placeName ref="{} places.xml#rome"/></p>'
    hint = " If one file is meant, write “my%20places.xml#rome”."
    assert messages(tmp_path / "a.xml", body.format("my")) == [
        f"there is no file “my”, to which @ref points.{hint}",
        f"there is no file “places.xml”, to which @ref points.{hint}",
    ]
    assert hint not in messages(tmp_path / "a.xml", body.format("our"))[0]
    assert not messages(tmp_path / "a.xml", '<p><ref target="my%20places.xml#rome"/></p>')


def test_a_space_in_an_identifier_is_named_where_it_is() -> None:
    (found,) = messages(Path("a.xml"), '<p/>\n<p xml:id="a "/><ref target="#a"/>')
    assert found.endswith("The xml:id on line 2 has a space at its beginning or end: remove it.")


def test_many_names_without_a_sharp_sign_are_said_to_be_files() -> None:
    body = '<p resp="anna"/>' * 5
    (found,) = messages(Path("a.xml"), body)
    assert found == (
        "there is no file “anna”, to which @resp points, as do 4 more pointers (the next on line 1). "
        "Without # it is the name of a file, and no xml:id."
    )


@pytest.mark.parametrize(
    ("written", "hint"),
    [
        ("#a,#b", "Write “#a #b”."),
        ("#a#b", "Write “#a #b”."),
        ("##a", "Write “#a”."),
        ("#a,#c", ""),
        ("www.example.org/a", "If an address is meant, write “https://www.example.org/a”."),
        ("http//example.org", "If an address is meant, write “http://example.org”."),
        ("example.org", "If an address is meant, write “https://example.org”."),
        ("10.1000/182", "If an address is meant, write “https://doi.org/10.1000/182”."),
        ("anna@example.org", "If an address is meant, write “mailto:anna@example.org”."),
        ("organisations.xml", ""),
        (
            "https://example.org/a c",
            "If it belongs to the address before it, write “https://example.org/a%20c”.",
        ),
        ("https://example.org/a https://example.org/b c", ""),
    ],
)
def test_what_is_meant_by_a_slip_in_a_pointer_is_proposed(written: str, hint: str) -> None:
    body = f'<p xml:id="a"/><p xml:id="b"/><p><ref target="{written}"/></p>'
    (found,) = messages(Path("a.xml"), body)
    assert found.endswith(hint)
    assert bool(hint) == ("rite “" in found)


def test_what_many_pointers_miss_is_said_once_with_the_first_places() -> None:
    body = "\n".join(
        f'<p><name ref="#x"/><name key="#x" corresp="p{number}.xml#a"/></p>' for number in range(5)
    )
    *missing, dangling = messages(Path("a.xml"), body)
    assert dangling == (
        "no xml:id “x” in this document, to which @ref points, as do 4 more pointers "
        "(the next on lines 2, 3, 4). Add it, or correct them."
    )
    assert len(missing) == 5


def test_a_file_that_is_likely_is_proposed(tmp_path: Path) -> None:
    (tmp_path / "lists").mkdir()
    (tmp_path / "lists" / "Register.xml").write_text(TEI.format(""), encoding="utf-8")
    (tmp_path / "lists" / "page1.xml").write_text(TEI.format(""), encoding="utf-8")
    body = '<p><ref target="lists/{}"/></p>'
    for written, hint in (
        ("register.xml", "Did you mean “Register.xml”?"),
        ("Regsiter.xml", "Did you mean “Register.xml”?"),
        ("people.xml", "points."),
        ("page2.xml", "points."),
    ):
        (found,) = messages(tmp_path / "a.xml", body.format(written))
        assert found.endswith(hint)
    (found,) = messages(tmp_path / "a.xml", '<p><ref target="lists\\Register.xml"/></p>')
    assert found.endswith("Write / for each \\.")
