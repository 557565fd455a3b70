"""What is wrong with an ODD is said with its place: each case is one, and ends with what is to be said.

`<?expect error LINE:COLUMN MESSAGE?>` for what is refused, `<?expect warning CODE LINE:COLUMN MESSAGE?>` for
what is noted. The cases draw on `source.xml`, with the folder `cases` as current folder.
"""

import re
from pathlib import Path

import pytest

from teiproof.errors import TeiproofError
from teiproof.odd.documents import InclusionError
from teiproof.odd.flattening import flatten
from teiproof.odd.sources import Sources
from teiproof.odd.writers import rng

FOLDER = Path(__file__).resolve().parent / "cases"
CASES = sorted(FOLDER.glob("*.odd"))
NOWHERE = Path("nowhere.xml")


def said(odd: str) -> list[str]:
    """What compiling a case says, in the notation of the cases."""
    try:
        schema = flatten(Path(odd), Sources(Path("../source.xml"), NOWHERE))
        rng.write(schema)
    except TeiproofError as error:
        return [f"error {str(error).removeprefix(f'{odd}:')}".replace(": ", " ", 1)]
    return [
        f"{note.severity.label} {note.code} {str(note.location).removeprefix(f'{odd}:')} {note.message}"
        for note in schema.notes
    ]


@pytest.mark.parametrize("odd", CASES, ids=lambda odd: odd.stem)
def test_what_is_wrong_is_said_with_its_place(odd: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    expected = re.findall(r"<\?expect (.*?)\?>", odd.read_text(encoding="utf-8"), re.DOTALL)
    assert expected
    assert said(odd.name) == expected


def test_without_a_source_the_message_says_how_to_come_by_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    with pytest.raises(TeiproofError) as caught:
        flatten(Path("unknown-module.odd"), Sources(None, NOWHERE))
    assert str(caught.value).startswith("unknown-module.odd:4:7: ")
    assert "--source" in str(caught.value)
    assert "--fetch" in str(caught.value)


def test_a_missing_source_of_its_own_is_named(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(FOLDER)
    with pytest.raises(TeiproofError, match=r"^missing-source.odd:4:46: cannot read nowhere.odd: "):
        flatten(Path("missing-source.odd"), Sources(None, NOWHERE))


def test_what_stands_beside_the_folder_of_an_odd_is_included_from_the_folder_of_both(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "odd").mkdir()
    odd = (FOLDER / "inclusion-with-a-note.odd").read_text(encoding="utf-8")
    (tmp_path / "odd" / "main.odd").write_text(odd.replace("included/", "../specs/"), encoding="utf-8")
    (tmp_path / "specs").mkdir()
    (tmp_path / "specs" / "note.xml").write_bytes((FOLDER / "included" / "note.xml").read_bytes())
    sources = Sources(FOLDER.parent / "source.xml", NOWHERE)
    with pytest.raises(InclusionError, match=r"main\.odd:8:9: "):
        flatten(tmp_path / "odd" / "main.odd", sources)
    monkeypatch.chdir(tmp_path)
    (note,) = flatten(Path("odd/main.odd"), sources).notes
    assert (note.location.path, note.location.line) == ("specs/note.xml", 2)
