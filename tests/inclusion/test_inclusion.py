"""XInclude: what is included is read in its place, has its place in its own file, and can do no harm."""

import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof import exports, gate, workers
from teiproof.diagnostics import Diagnostic
from teiproof.errors import TeiproofError
from teiproof.exports import OmissionError, Profile
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.names import XI, XML_BASE, XML_ID, XML_LANG
from teiproof.parsing import UnparsableError
from tests.conftest import Ran, absent

CASES = Path(__file__).parent / "cases"
GOOD, MISTAKES = CASES / "whole" / "good", CASES / "whole" / "mistakes"
REFUSED = {
    "bomb": ("", "inclusion.too-much", "more than any edition needs"),
    "encoding": ("main.xml:5:8", "inclusion.bad-request", "is not text in UTF-8"),
    "fallbacks": ("main.xml:5:1565", "inclusion.too-much", "deeper than 40"),
    "fragment": ("main.xml:5:5", "inclusion.bad-request", "has a fragment"),
    "loop": ("sub/b.xml:2:1", "inclusion.loop", "a.xml includes "),
    "loop-at-once": ("main.xml:5:5", "inclusion.loop", "main.xml includes "),
    "loop-of-parts": ("main.xml:5:29", "inclusion.loop", "main.xml#d includes "),
    "missing": ("main.xml:5:5", "inclusion.missing", "absent.xml"),
    "missing-part": ("main.xml:5:5", "inclusion.missing", "has no element “b”"),
    "network": ("main.xml:5:5", "inclusion.outside", "on the network"),
    "no-character": ("main.xml:5:8", "inclusion.bad-request", "U+0001"),
    "not-well-formed": ("a.xml:2:3", "parsing.not-well-formed", "never closed"),
    "nothing": ("main.xml:5:5", "inclusion.bad-request", "it names nothing"),
    "outside": ("main.xml:5:5", "inclusion.outside", "is outside the edition"),
    "parse": ("main.xml:5:5", "inclusion.bad-request", "@parse is “html”"),
    "root-folder": ("main.xml:5:8", "inclusion.outside", "is outside the edition"),
    "scheme": ("main.xml:5:5", "inclusion.missing", "neither an xml:id nor element()"),
    "unknown-encoding": ("main.xml:5:8", "inclusion.bad-request", "“no-such” is not known"),
}


@pytest.fixture(scope="session")
def tei_all(shared: Path) -> Path:
    """The schema with all of TEI, which does not know xi:include."""
    return shared / "schemas" / "tei_all.rng"


def found(path: Path, schema: Path, *names: str) -> list[Diagnostic]:
    """What checks find in an edition."""
    outcome = gate.run(Edition.open([path], schema), names or ["relaxng", "references"])
    assert not outcome.refusals
    return list(outcome.diagnostics)


def resolved_elsewhere(path: Path) -> bytes:
    """A document with what it includes, as libxml2's xmllint makes it."""
    try:
        run = subprocess.run(["xmllint", "--xinclude", path], capture_output=True, check=True)
    except FileNotFoundError:
        absent("xmllint (Debian package libxml2-utils)")
    return run.stdout


def test_the_whole_is_the_one_that_xmllint_makes() -> None:
    ours, theirs = (
        Document(GOOD / "main.xml"),
        Document(GOOD / "made.xml", resolved_elsewhere(GOOD / "main.xml")),
    )
    assert len(ours.findall("text//div")) == 1 + 1
    assert [block.text.split() for block in read(ours).blocks] == [
        block.text.split() for block in read(theirs).blocks
    ]
    assert [element.tag for element in ours.root.iter("*")] == [
        element.tag for element in theirs.root.iter("*")
    ]
    bases = [[element.get(XML_BASE) for element in document.root.iter("*")] for document in (ours, theirs)]
    assert bases[0] == bases[1]


def test_no_xinclude_is_left() -> None:
    assert not list(Document(GOOD / "main.xml").root.iter(f"{{{XI}}}*"))


def test_a_whole_without_mistakes_has_no_findings(tei_all: Path) -> None:
    assert found(GOOD / "main.xml", tei_all) == []


def test_a_part_is_in_the_language_of_its_file_or_of_its_place() -> None:
    languages = {
        element.get(XML_ID): element.get(XML_LANG)
        for element in Document(GOOD / "main.xml").root.iter("{*}p", "{*}div")
    }
    assert languages["chosen"] == "fr"
    assert languages["c1"] is None


def test_findings_stand_in_the_file_that_holds_the_mistake(tei_all: Path) -> None:
    said = {
        (one.location.path, one.location.line, one.location.column, one.code)
        for one in found(MISTAKES / "main.xml", tei_all)
    }
    one, two = str(MISTAKES / "one.xml"), str(MISTAKES / "two.xml")
    assert said == {
        (one, 2, 11, "relaxng.unknown-element"),
        (one, 2, 37, "references.dangling"),
        (one, 3, 11, "relaxng.unknown-attribute"),
        (one, 3, 32, "relaxng.unknown-element"),
        (one, 4, 6, "relaxng.missing-element"),
        (two, 1, 118, "relaxng.missing-element"),
        (two, 1, 131, "relaxng.text-not-allowed"),
    }


def test_a_column_counts_characters_also_beyond_the_basic_plane() -> None:
    line = (MISTAKES / "one.xml").read_text(encoding="utf-8").splitlines()[2]
    assert "\U0001d11e" in line
    assert line[31:].startswith("<fo/>")


def test_a_finding_in_a_part_is_reported_once_if_the_part_is_checked_as_well(
    tei_all: Path, tmp_path: Path
) -> None:
    for path in MISTAKES.glob("*.xml"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    model = f'<?xml-model href="{tei_all}"?>'
    for name in ("one.xml", "two.xml"):  # now they are documents of their own
        (tmp_path / name).write_text(model + (tmp_path / name).read_text(encoding="utf-8"), encoding="utf-8")
    alone = found(tmp_path / "one.xml", tei_all, "references")
    both = found(tmp_path, tei_all, "references")
    assert alone
    assert both == alone


def test_text_has_its_place_in_the_file_that_is_included() -> None:
    document = Document(GOOD / "main.xml")
    paragraph = document.ids["m1"]
    tail = paragraph[0].tail or ""
    places = {"a note": "note.txt:1:1", "lines": "note.txt:2:1", "caf": "latin.txt:1:1", ".": "main.xml:6:70"}
    for word, where in places.items():
        assert str(document.text_location(paragraph[0], True, tail.index(word))) == str(GOOD / where)


@pytest.mark.parametrize("name", sorted(path.name for path in (CASES / "refused").iterdir()))
def test_what_could_harm_or_is_wrong_is_refused_at_its_place(name: str, tei_all: Path) -> None:
    folder = CASES / "refused" / name
    place, code, words = REFUSED[name]
    with pytest.raises(UnparsableError) as caught:
        _ = Document(folder / "main.xml").tree
    streamed = [one for one in found(folder / "main.xml", tei_all, "relaxng") if one.code != "relaxng.bad-id"]
    for one in (caught.value.diagnostic, *streamed):
        if name != "bomb":  # of which it matters little where it is stopped
            assert str(one.location) == str(folder / place)
        assert one.code == code
        assert words in one.message
    assert len(streamed) == 1


@pytest.mark.parametrize("name", sorted(REFUSED))
def test_an_export_leaves_out_what_cannot_be_included_and_nothing_else(name: str) -> None:
    place, code, words = REFUSED[name]
    omissions: list[Diagnostic] = []
    document = Document(CASES / "refused" / name / "main.xml", omissions=omissions)
    if code == "inclusion.too-much":
        with pytest.raises(UnparsableError, match=words):
            _ = document.tree
        return
    assert document.find("teiHeader//title") is not None
    assert document.find("text/body") is not None
    assert not list(document.root.iter(f"{{{XI}}}*"))
    (omission,) = omissions
    assert str(omission.location) == str(CASES / "refused" / name / place)
    assert omission.code == code
    assert words in omission.message


GAPS = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"><teiHeader><fileDesc>'
    "<titleStmt><title>Gaps</title></titleStmt><publicationStmt><p>none</p></publicationStmt><sourceDesc>"
    "<p>none</p></sourceDesc></fileDesc></teiHeader><text><body>{}</body></text></TEI>"
)


@pytest.fixture
def gaps(tmp_path: Path) -> Path:
    """A folder with a document of which a part is missing, one is broken, and one goes round in a circle."""
    folder = tmp_path / "gaps"
    folder.mkdir()
    parts = {
        "broken.xml": '<p xmlns="http://www.tei-c.org/ns/1.0">never <hi>closed</p>',
        "round.xml": '<div xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude">'
        '<p>around</p><xi:include href="round.xml"/></div>',
    }
    for name, text in parts.items():
        (folder / name).write_text(text, encoding="utf-8")
    inside = (
        '\n<p xml:id="one">before <xi:include href="absent.xml"/> after</p>\n<xi:include href="broken.xml"/>'
        '\n<xi:include href="broken.xml"/><xi:include href="round.xml"/><p>last</p>'
    )
    (folder / "main.xml").write_text(GAPS.format(inside), encoding="utf-8")
    (folder / "other.xml").write_text(GAPS.format("<p>whole</p>"), encoding="utf-8")
    return folder


def test_an_export_says_loudly_what_it_leaves_out(teiproof: Callable[..., Ran], gaps: Path) -> None:
    ran = teiproof("export", "text", gaps / "main.xml")
    assert ran.code == 2
    assert ran.out.split() == ["before", "after", "around", "last"]
    advice = "Take one of these inclusions out."
    main, absent, broken, circle = (
        gaps / name for name in ("main.xml", "absent.xml", "broken.xml", "round.xml")
    )
    messages = (
        f"{main}:2:24: there is no file “{absent}” that can be read. Correct @href, or add it.",
        f"{broken}:1:46: <hi> is never closed: </p> on line 1 comes first. Add </hi>.",
        f"{circle}:1:98: the file includes itself: {circle} includes {circle}. {advice}",
    )
    assert ran.err.splitlines() == [
        *(f"teiproof: {message} This part is left out." for message in messages),
        "3 parts could not be included.",
    ]


@pytest.mark.parametrize("name", sorted(exports.formats()))
def test_every_format_leaves_out_what_cannot_be_included_and_says_so(name: str, gaps: Path) -> None:
    if exports.missing_extra(name):
        pytest.skip(f"{name} needs an extra")
    said: list[TeiproofError] = []
    made = list(exports.run(name, Edition.open([gaps]), Profile(base="https://example.org/"), said.append))
    assert made or name in ("annotations", "beacon", "cmif", "csv", "geojson")  # of which it has nothing
    assert [type(one) for one in said] == [OmissionError] * 3


def test_a_register_outside_the_documents_leaves_out_what_it_cannot_include(
    teiproof: Callable[..., Ran], gaps: Path
) -> None:
    text = GAPS.format('<p><persName ref="main.xml#one">somebody</persName></p>')
    (gaps / "other.xml").write_text(text, encoding="utf-8")
    ran = teiproof("export", "tei", gaps / "other.xml")
    assert ran.code == 2
    assert ran.err.count("This part is left out.") == 3
    assert "somebody" in ran.out


def test_what_is_left_out_does_not_depend_on_the_number_of_processes(
    gaps: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(workers.documents, "WORTHWHILE", 0)
    both = []
    for jobs in (1, 2):
        said: list[TeiproofError] = []
        files = list(exports.run("text", Edition.open([gaps]), Profile(), said.append, jobs))
        both.append((files, list(map(str, said))))
    assert both[0] == both[1]
    assert len(both[0][1]) == 3


def test_without_anybody_to_be_told_an_export_refuses_what_cannot_be_included(gaps: Path) -> None:
    with pytest.raises(UnparsableError, match="absent"):
        list(exports.run("text", Edition.open([gaps]), Profile()))


def test_a_check_reports_what_an_export_leaves_out(teiproof: Callable[..., Ran], gaps: Path) -> None:
    ran = teiproof("check", "--only", "references", gaps)
    assert ran.code == 1
    assert "absent.xml” that can be read" in ran.out
    built = teiproof("build", gaps, "--into", gaps.parent / "out")
    assert "Nothing was written." in built.err
    assert not (gaps.parent / "out").exists()


def test_no_link_leads_out_of_the_edition(tmp_path: Path) -> None:
    edition = tmp_path / "edition"
    edition.mkdir()
    (tmp_path / "secret.txt").write_text("secret")
    (edition / "inside.txt").symlink_to(tmp_path / "secret.txt")
    text = (CASES / "refused" / "root-folder" / "main.xml").read_text(encoding="utf-8")
    (edition / "main.xml").write_text(text.replace("/etc/passwd", "inside.txt"), encoding="utf-8")
    with pytest.raises(UnparsableError, match="outside the edition"):
        _ = Document(edition / "main.xml").tree


def test_a_folder_that_is_named_is_the_edition(tmp_path: Path) -> None:
    text = (CASES / "refused" / "root-folder" / "main.xml").read_text(encoding="utf-8")
    (tmp_path / "texts").mkdir()
    (tmp_path / "texts" / "main.xml").write_text(text.replace("/etc/passwd", "../words.txt"), encoding="utf-8")
    (tmp_path / "words.txt").write_text("shared words")
    (document,) = Edition.open([tmp_path]).documents
    assert read(document).blocks[0].text == "shared words"
    with pytest.raises(UnparsableError, match="outside the edition"):
        _ = Edition.open([tmp_path / "texts"]).documents[0].tree


def test_where_the_schema_knows_xinclude_a_document_is_judged_as_it_stands(shared: Path) -> None:
    (one,) = found(GOOD / "main.xml", shared / "schemas" / "tei_xinclude.rng", "relaxng")
    assert one.code == "relaxng.misplaced-element"  # it allows xi:include as a child of few elements alone
    assert one.location.path == str(GOOD / "main.xml")


def test_parts_are_passed_over_in_folders_and_counted(teiproof: Callable[..., Ran], tei_all: Path) -> None:
    ran = teiproof("check", "--only", "relaxng", "--schema", tei_all, GOOD)
    assert ran.code == 0
    assert ran.err.splitlines() == [
        "1 document checked, no finding.",
        f"4 files passed over: a part of a TEI document (4, first {GOOD / 'parts/one.xml'}).",
    ]


@pytest.mark.parametrize("command", ["format", "fix"])
def test_what_rewrites_a_document_leaves_its_inclusions_as_they_are(
    command: str, teiproof: Callable[..., Ran], tmp_path: Path
) -> None:
    shutil.copytree(GOOD, tmp_path / "edition")
    main = tmp_path / "edition" / "main.xml"
    before = main.read_text(encoding="utf-8").split()
    assert (
        teiproof(
            command,
            "--write",
            "--skip" if command == "fix" else "--width",
            "paragraphs" if command == "fix" else "100",
            main,
        ).code
        == 0
    )
    after = main.read_text(encoding="utf-8")
    assert "Part one" not in after
    assert after.count("<xi:include") == " ".join(before).count("<xi:include")


def test_the_text_of_a_whole_is_exported(teiproof: Callable[..., Ran]) -> None:
    ran = teiproof("export", "text", GOOD / "main.xml")
    assert "See one, a note of <two> lines & more and café." in ran.out
    assert "par nom" in ran.out
    assert "wide" in ran.out
