"""A run that was interrupted is gone on with, and ends as one that was not; nothing out of date is believed."""

import json
import os
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teiproof import journal
from teiproof.checks import references
from teiproof.exports import Made, Profile, text
from teiproof.journal import Journal
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from tests.conftest import Ran

Run = Callable[..., Ran]

TEI = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><p><ref target="#{0}">{0}</ref></p></body></text>'
    "</TEI>"
)
COUNT = 30
STOP = "17.xml"


@pytest.fixture
def corpus(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Documents with a finding each, and a cache folder that is empty; every run counts as a long one."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr(journal, "_LONG", 0)
    folder = tmp_path / "tei"
    folder.mkdir()
    for number in range(COUNT):
        (folder / f"{number}.xml").write_text(TEI.format(f"a{number}"), encoding="utf-8")
    return folder


def journals(corpus: Path) -> list[Path]:
    return list((corpus.parent / "cache" / "teiproof" / "journals").glob("*"))


class Interrupted:
    """A function of a plug-in that is interrupted at one document, and counts its calls."""

    def __init__(self, function: Callable[..., object]) -> None:
        self.function = function
        self.stops = True
        self.calls: list[str] = []

    def __call__(self, document: Document, *others: object) -> object:
        if self.stops and document.path.name == STOP:
            raise KeyboardInterrupt
        self.calls.append(document.path.name)
        return self.function(document, *others)


CHECK = ("check", "--only", "references", "--jobs", "1")


def test_a_check_goes_on_where_it_was_interrupted(
    teiproof: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = teiproof(*CHECK, corpus)
    assert whole.code == 1
    assert journals(corpus) == []
    check = Interrupted(references.check)
    monkeypatch.setattr(references, "check", check)
    assert teiproof(*CHECK, corpus).code == 130
    done = len(check.calls)
    assert 0 < done < COUNT
    assert len(journals(corpus)) == 1
    check.stops = False
    check.calls.clear()
    assert teiproof(*CHECK, corpus, "--resume") == whole
    assert len(check.calls) == COUNT - done
    assert journals(corpus) == []


def test_without_resume_everything_is_done_again(
    teiproof: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    check = Interrupted(references.check)
    monkeypatch.setattr(references, "check", check)
    teiproof(*CHECK, corpus)
    check.stops = False
    check.calls.clear()
    teiproof(*CHECK, corpus)
    assert len(check.calls) == COUNT


@pytest.mark.parametrize("change", ["document", "new", "checks", "schema", "beside", "below"])
def test_what_has_changed_since_is_not_believed(
    teiproof: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch, change: str
) -> None:
    schema = corpus.parent / "a.rng"
    schema.write_text("<one/>", encoding="utf-8")
    (corpus / "source").mkdir()
    check = Interrupted(references.check)
    monkeypatch.setattr(references, "check", check)
    teiproof(*CHECK, corpus, "--schema", schema)
    check.stops = False
    check.calls.clear()
    command = [*CHECK, corpus, "--schema", schema, "--resume"]
    if change == "document":
        (corpus / "0.xml").write_text(TEI.format("other"), encoding="utf-8")
    elif change == "new":
        (corpus / "new.xml").write_text(TEI.format("other"), encoding="utf-8")
    elif change == "schema":
        schema.write_text("<two/>", encoding="utf-8")
    elif change in ("beside", "below"):
        (corpus / ("source" if change == "below" else "") / "witness.txt").write_text("w", encoding="utf-8")
    else:
        command[2] = "references,dates"
    teiproof(*command)
    assert len(check.calls) == COUNT + (change == "new")


def test_what_could_not_be_checked_is_tried_again(
    teiproof: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """No document names a schema: nothing is noted, and the reason is said once more."""
    check = Interrupted(references.check)
    monkeypatch.setattr(references, "check", check)
    assert teiproof("check", "--only", "relaxng,references", "--jobs", "1", corpus).code == 130
    check.stops = False
    ran = teiproof("check", "--only", "relaxng,references", "--jobs", "1", corpus, "--resume")
    assert ran.code == 2
    assert ran.err.count("names no RELAX NG schema") == 1
    assert f"The same is true of {COUNT - 1} other documents." in ran.err


def test_an_export_goes_on_where_it_was_interrupted(
    teiproof: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus / "5.xml").write_text("<TEI", encoding="utf-8")
    out = corpus.parent / "out"
    export_document = text.export_document

    def remarking(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
        profile.remark(f"{document.path.name} is short.")
        return export_document(document, edition, profile)

    monkeypatch.setattr(text, "export_document", remarking)
    whole = teiproof("export", "text", corpus, "--into", out)
    assert "1 document could not be exported." in whole.err
    made = {path.name: path.read_bytes() for path in out.iterdir()}
    assert len(made) == COUNT  # with the list of them, without the broken one
    for path in out.iterdir():
        path.unlink()
    out.rmdir()
    export = Interrupted(text.export_document)
    monkeypatch.setattr(text, "export_document", export)
    command = ("export", "text", corpus, "--into", out, "--jobs", "1")
    assert teiproof(*command).code == 130
    assert not out.exists()
    assert (corpus.parent / ".out.teiproof-new").is_dir()
    done = len(export.calls)
    export.stops = False
    export.calls.clear()
    ran = teiproof(*command, "--resume")
    assert (ran.code, ran.out, sorted(ran.err.splitlines())) == (2, "", sorted(whole.err.splitlines()))
    assert len(export.calls) == COUNT - done + (STOP > "5.xml")  # the broken one is tried again
    assert {path.name: path.read_bytes() for path in out.iterdir()} == made
    assert not (corpus.parent / ".out.teiproof-new").exists()


def test_another_export_does_not_take_up_what_is_left_of_one(
    teiproof: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    out = corpus.parent / "out"
    export = Interrupted(text.export_document)
    monkeypatch.setattr(text, "export_document", export)
    assert teiproof("export", "text", corpus, "--into", out, "--jobs", "1").code == 130
    export.stops = False
    export.calls.clear()
    assert teiproof("export", "text", "--reading", "diplomatic", corpus, "--into", out, "--resume").code == 0
    assert len(export.calls) == COUNT


def test_a_short_run_keeps_no_journal(teiproof: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(journal, "_LONG", 20_000_000)
    monkeypatch.setattr(references, "check", Interrupted(references.check))
    assert teiproof(*CHECK, corpus).code == 130
    assert journals(corpus) == []


def test_without_a_cache_folder_the_check_runs_all_the_same(
    teiproof: Run, corpus: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (corpus.parent / "cache").write_text("a file", encoding="utf-8")
    assert teiproof(*CHECK, corpus).code == 1
    monkeypatch.setattr(Path, "home", no_home)
    monkeypatch.delenv("XDG_CACHE_HOME")
    assert teiproof(*CHECK, corpus).code == 1


def no_home() -> Path:
    raise RuntimeError("Could not determine home directory.")


@given(st.integers(0, 200), st.binary(max_size=20))
def test_a_journal_that_is_torn_anywhere_is_believed_up_to_there(at: int, rest: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder, "journal")
        notes = {number: ["ü\n", number] for number in range(5)}
        interrupt(path, notes)
        content = path.read_bytes()
        path.write_bytes(content[:at] + rest)
        with Journal(path, "request", resumes=True) as again:
            count = content[:at].count(b"\n")
            assert list(again.notes())[: max(count - 1, 0)] == list(notes.values())[: max(count - 1, 0)]
            assert again.done >= set(range(count - 1))
            assert all(
                line.endswith("\n") for line in path.read_text(encoding="utf-8").splitlines(keepends=True)
            )


def test_a_line_that_is_no_note_ends_a_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    interrupt(path, {0: "a"})
    kept = path.read_bytes()
    path.write_bytes(kept + b'1\n[1, "b"]\n')
    with Journal(path, "request", resumes=True) as again:
        assert (again.done, list(again.notes())) == ({0}, ["a"])
        assert path.read_bytes() == kept


def interrupt(path: Path, notes: Mapping[int, object]) -> None:
    try:
        with Journal(path, "request", resumes=False) as begun:
            for number, note in notes.items():
                begun.add(number, note)
            raise KeyboardInterrupt
    except KeyboardInterrupt:
        pass


def test_of_two_runs_at_once_one_keeps_the_journal(tmp_path: Path) -> None:
    path = tmp_path / "journal"
    with Journal(path, "request", resumes=True) as one, Journal(path, "request", resumes=True) as other:
        one.add(0, 1)
        other.add(1, 2)
        assert [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()] == [
            "request",
            [0, 1],
        ]
    assert not path.exists()


def test_others_cannot_read_a_journal(tmp_path: Path) -> None:
    path = tmp_path / "cache" / "journal"
    interrupt(path, {})
    assert path.stat().st_mode & 0o077 == 0
    assert path.parent.stat().st_mode & 0o077 == 0


def test_a_full_disk_ends_the_journal_and_not_the_run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> int:
        raise OSError(28, "No space left on device")

    with Journal(tmp_path / "journal", "request", resumes=False) as begun:
        monkeypatch.setattr(os, "write", full)
        begun.add(0, 1)
        begun.add(1, 2)
