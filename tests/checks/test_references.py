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
    assert messages(tmp_path / "a.xml", body.format("our"))[0].endswith("@ref points.")
    assert not messages(tmp_path / "a.xml", '<p><ref target="my%20places.xml#rome"/></p>')
