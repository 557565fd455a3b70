"""One mistake is one finding, whichever checks meet it; and nothing found is lost."""

from pathlib import Path

import pytest

from teiproof import gate
from teiproof.errors import UnknownNameError
from teiproof.model.document import Document
from teiproof.model.edition import Edition

SCHEMA = Path(__file__).parent / "small.rng"


def codes(body: str, *names: str) -> list[str]:
    tei = f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{body}</TEI>'
    outcome = gate.run(Edition([Document(Path("a.xml"), tei.encode())], SCHEMA), names)
    assert outcome.refusals == ()
    return [diagnostic.code for diagnostic in outcome.diagnostics]


def test_an_identifier_given_twice_is_said_once() -> None:
    body = '<p xml:id="a"/><p xml:id="a"/>'
    assert codes(body, "relaxng") == ["relaxng.bad-id"]
    assert codes(body, "references") == ["references.duplicate-id"]
    assert codes(body, "relaxng", "references") == ["references.duplicate-id"]


def test_an_impossible_date_is_said_once() -> None:
    body = '<p><date when="1936-02-30"/></p>'
    assert codes(body, "relaxng") == ["relaxng.bad-value"]
    assert codes(body, "relaxng", "dates") == ["dates.invalid"]


def test_a_tag_that_is_never_closed_is_one_mistake() -> None:
    assert codes("<p><date>one<p/>", "relaxng", "references") == ["parsing.not-well-formed"]


def test_of_two_places_of_one_mistake_the_first_is_said() -> None:
    body = "<P>one</p>"  # to the schema the start tag is wrong, to the parser the end tag
    document = Document(Path("a.xml"), f'<TEI xmlns="http://www.tei-c.org/ns/1.0">{body}</TEI>'.encode())
    both = gate.run(Edition([document], SCHEMA), ["relaxng", "references"]).diagnostics
    assert both == gate.run(Edition([document], SCHEMA), ["relaxng"]).diagnostics
    assert both != gate.run(Edition([document], SCHEMA), ["references"]).diagnostics


def test_what_stands_before_a_broken_place_is_still_found() -> None:
    assert codes("<pp/><p>", "relaxng") == ["relaxng.unknown-element", "parsing.not-well-formed"]


def test_a_reason_that_is_the_same_for_many_documents_is_said_once() -> None:
    model = '<?xml-model href="{}" schematypens="http://relaxng.org/ns/structure/1.0"?>'
    tei = '<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'
    contents = [model.format("gone.rng"), "\n" + model.format("gone.rng"), "", model.format("lost.rng")]
    documents = [Document(Path(f"{n}.xml"), f"{content}{tei}".encode()) for n, content in enumerate(contents)]
    lost, gone, none = sorted(gate.run(Edition(documents), ["relaxng"]).refusals, key=len)
    assert gone.startswith("0.xml:1: the schema “gone.rng” is not there")
    assert gone.endswith("or use --schema. The same is true of 1 other document.")
    assert lost.startswith("3.xml:1: ")
    assert none.startswith("2.xml names no RELAX NG schema")


def test_an_unknown_check_is_refused() -> None:
    with pytest.raises(UnknownNameError):
        codes("<p/>", "relaxgn")
