"""Each way in which a run can end has its exit code and one plain sentence; nothing ends in a traceback."""

import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof import gate
from teiproof.cli import main
from teiproof.exports import text
from teiproof.workers import documents
from tests.conftest import PROJECT, Ran

Run = Callable[..., Ran]

TEI = '<TEI xmlns="http://www.tei-c.org/ns/1.0">{}</TEI>'
EDITION = PROJECT / "tei"


@pytest.fixture
def plain(tmp_path: Path) -> Path:
    """A well-formed document that names no schema."""
    path = tmp_path / "plain.xml"
    path.write_text(TEI.format("<text><body><p>one two</p></body></text>"), encoding="utf-8")
    return path


@pytest.fixture
def dangling(tmp_path: Path) -> Path:
    path = tmp_path / "dangling.xml"
    path.write_text(TEI.format("\n<text><body><p><ref target='#a'>b</ref></p></body></text>"), encoding="utf-8")
    return path


def test_a_sound_edition_is_0(teiproof: Run) -> None:
    ran = teiproof("check", EDITION)
    assert (ran.code, ran.out, ran.err) == (0, "", "3 documents checked, no finding.\n")


def test_findings_are_1_and_say_where(teiproof: Run, dangling: Path) -> None:
    ran = teiproof("check", "--only", "references", dangling)
    assert ran.code == 1
    assert ran.out.startswith(f"{dangling}:2:21: error: no xml:id “a” in this document")
    assert ran.out.endswith("[references.dangling]\n")


def test_one_broken_file_does_not_stop_the_rest(teiproof: Run, dangling: Path) -> None:
    (dangling.parent / "a.xml").write_text(TEI.format("<p>"), encoding="utf-8")
    ran = teiproof("check", "--only", "references", dangling.parent)
    assert ran.code == 1
    assert "[parsing.not-well-formed]" in ran.out
    assert "[references.dangling]" in ran.out


def test_no_schema_is_2_and_says_which_line_to_add(teiproof: Run, plain: Path) -> None:
    ran = teiproof("check", plain)
    assert ran.code == 2
    assert "<?xml-model href=" in ran.err
    assert "incomplete" in ran.err


def test_a_schema_that_is_not_there_is_2(teiproof: Run, plain: Path) -> None:
    plain.write_text('<?xml-model href="no.rng"?>\n' + plain.read_text(encoding="utf-8"), encoding="utf-8")
    ran = teiproof("check", plain)
    assert ran.code == 2
    assert f"{plain}:1: the schema “no.rng” is not there" in ran.err


def test_a_schema_on_the_network_is_2_and_never_fetched(teiproof: Run, plain: Path) -> None:
    plain.write_text(
        '<?xml-model href="https://example.org/a.rng"?>\n' + plain.read_text(encoding="utf-8"), encoding="utf-8"
    )
    ran = teiproof("check", plain)
    assert ran.code == 2
    assert "--schema" in ran.err


def test_a_missing_witness_is_2(teiproof: Run, plain: Path) -> None:
    header = "<teiHeader><fileDesc><sourceDesc><ptr target='gone.txt'/></sourceDesc></fileDesc></teiHeader>"
    plain.write_text(TEI.format(header), encoding="utf-8")
    ran = teiproof("check", "--only", "fidelity", plain)
    assert ran.code == 2
    assert "gone.txt" in ran.err


@pytest.mark.parametrize("command", [("check",), ("build",), ("export", "text"), ("export", "html")])
def test_a_path_that_is_not_there_is_2(teiproof: Run, command: tuple[str, ...], tmp_path: Path) -> None:
    ran = teiproof(*command, tmp_path / "gone.xml")
    assert ran.code == 2
    assert "there is no file or folder" in ran.err


@pytest.mark.parametrize("command", [("check",), ("build",), ("export", "text")])
def test_a_folder_without_tei_is_2(teiproof: Run, command: tuple[str, ...], tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_text("<other/>", encoding="utf-8")
    ran = teiproof(*command, tmp_path)
    assert ran.code == 2
    assert "no TEI document" in ran.err


def test_a_file_that_is_not_tei_is_2(teiproof: Run, tmp_path: Path) -> None:
    (tmp_path / "other.xml").write_text("<other/>", encoding="utf-8")
    ran = teiproof("check", tmp_path / "other.xml")
    assert ran.code == 2
    assert "is not TEI" in ran.err


def test_a_file_that_is_not_xml_is_1(teiproof: Run, tmp_path: Path) -> None:
    path = tmp_path / "letter.xml"
    path.write_bytes(b"PK\x03\x04 a document of a word processor")
    ran = teiproof("check", path)
    assert ran.code == 1
    assert "[parsing." in ran.out


@pytest.mark.parametrize(
    "arguments",
    [
        ("chekc",),
        ("check", "--nope"),
        ("check", "--only", "fidelty"),
        ("explain", "nope.nope"),
        ("export", "docx"),
    ],
)
def test_a_word_that_is_not_known_is_2(teiproof: Run, arguments: tuple[str, ...]) -> None:
    ran = teiproof(*arguments)
    assert ran.code == 2
    assert ran.err
    assert "Traceback" not in ran.err


def test_leaving_no_check_to_run_is_2(teiproof: Run) -> None:
    ran = teiproof("check", "--only", "fidelity", "--skip", "fidelity", EDITION)
    assert ran.code == 2
    assert "none is left to run" in ran.err


def test_a_bug_is_3_and_asks_for_a_report(teiproof: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(gate, "run", broken)
    ran = teiproof("check", EDITION)
    assert ran.code == main.BUG
    assert "this is a bug in teiproof" in ran.err


def test_an_interruption_is_130(tmp_path: Path) -> None:
    big = tmp_path / "big.xml"
    big.write_text(TEI.format("<text><body>" + "<p>one</p>" * 2_000_000 + "</body></text>"), encoding="utf-8")
    command = [sys.executable, "-m", "teiproof", "export", "text", str(big), "--into", str(tmp_path / "out")]
    process = subprocess.Popen(command, stderr=subprocess.PIPE, text=True)
    time.sleep(1.5)
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=60)
    assert (process.returncode, err) == (130, "teiproof: interrupted.\n")
    assert not (tmp_path / "out").exists()


def test_a_slow_reader_gets_everything(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", "1")
    big = tmp_path / "big.xml"
    big.write_text(
        TEI.format("<text><body>" + f"<p>{'o' * 10_000}</p>" * 100 + "</body></text>"), encoding="utf-8"
    )
    command = [sys.executable, "-m", "teiproof", "export", "text", str(big)]
    run = subprocess.run(command, capture_output=True, check=True)
    assert len(run.stdout) == 100 * 10_002 - 1


@pytest.mark.parametrize("unbuffered", ["", "1"])
def test_a_reader_who_goes_away_is_141(
    unbuffered: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONUNBUFFERED", unbuffered)
    big = tmp_path / "big.xml"  # its text is larger than the buffer of any pipe
    big.write_text(
        TEI.format("<text><body>" + f"<p>{'o' * 10_000}</p>" * 1_000 + "</body></text>"), encoding="utf-8"
    )
    command = [sys.executable, "-m", "teiproof", "export", "text", str(big)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    assert process.stdout
    assert process.stderr
    process.stdout.read(10)
    process.stdout.close()
    err = process.stderr.read()
    process.stderr.close()
    assert (process.wait(timeout=60), err) == (141, b"")


@pytest.mark.skipif(os.geteuid() == 0, reason="root may read and write everything")
def test_what_may_not_be_read_is_2(teiproof: Run, plain: Path) -> None:
    plain.chmod(0)
    ran = teiproof("check", plain)
    assert ran.code == 2
    assert "permission denied" in ran.err


def test_a_broken_link_costs_only_itself(teiproof: Run, tmp_path: Path) -> None:
    """As git-annex leaves them for files that it has not fetched."""
    (tmp_path / "a.xml").write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><p n="a</p></TEI>', encoding="utf-8"
    )
    (tmp_path / "b.xml").symlink_to("nowhere")
    ran = teiproof("check", tmp_path, "--skip", "relaxng")
    assert ran.code == 2
    assert f"cannot read {tmp_path / 'b.xml'}" in ran.err
    assert f"{tmp_path / 'a.xml'}:1:" in ran.out


def test_a_target_that_cannot_be_written_is_2(teiproof: Run, plain: Path) -> None:
    ran = teiproof("export", "text", plain, "--into", plain)
    assert ran.code == 2
    assert "cannot write" in ran.err


def test_build_writes_nothing_when_the_check_fails(teiproof: Run, dangling: Path, tmp_path: Path) -> None:
    ran = teiproof("build", dangling, "--into", tmp_path / "out")
    assert ran.code == 2
    assert "Nothing was written" in ran.err
    assert not (tmp_path / "out").exists()


def test_build_writes_text_and_html(teiproof: Run, tmp_path: Path) -> None:
    ran = teiproof("build", EDITION, "--into", tmp_path)
    assert ran.code == 0
    assert (
        (tmp_path / "text" / "the-end-of-henry-yagoda.txt")
        .read_text(encoding="utf-8")
        .startswith("Victor Serge")
    )
    assert (tmp_path / "html" / "proofs-comrade-executioner.html").is_file()
    assert (tmp_path / "html" / "register.html").is_file()


def test_a_broken_document_is_reported_and_the_others_are_exported(
    teiproof: Run, plain: Path, tmp_path: Path
) -> None:
    (plain.parent / "broken.xml").write_text(TEI.format("<p>"), encoding="utf-8")
    ran = teiproof("export", "text", plain.parent, "--into", tmp_path / "out")
    assert ran.code == 2
    assert "<p> is never closed" in ran.err
    assert "1 document could not be exported." in ran.err
    assert [path.name for path in (tmp_path / "out").glob("[!.]*")] == [f"{plain.stem}.txt"]


def test_a_broken_document_does_not_keep_the_others_from_a_site(
    teiproof: Run, plain: Path, tmp_path: Path
) -> None:
    (plain.parent / "broken.xml").write_text(TEI.format("<p>"), encoding="utf-8")
    ran = teiproof("export", "site", plain.parent, "--into", tmp_path / "out")
    assert ran.code == 2
    assert "<p> is never closed" in ran.err
    assert (tmp_path / "out" / f"{plain.stem}.html").is_file()
    assert not (tmp_path / "out" / "broken.html").exists()


def test_a_broken_document_alone_exports_nothing(teiproof: Run, tmp_path: Path) -> None:
    (tmp_path / "broken.xml").write_text(TEI.format("<p>"), encoding="utf-8")
    ran = teiproof("export", "text", tmp_path / "broken.xml", "--into", tmp_path / "out")
    assert (ran.code, ran.out) == (2, "")
    assert not (tmp_path / "out").exists()


def test_the_formats_are_listed_with_what_they_need(teiproof: Run) -> None:
    ran = teiproof("export", "--list")
    assert ran.code == 0
    assert "text              usable                 Plain text in UTF-8: edited or diplomatic, with" in ran.out
    assert all(len(line.split(maxsplit=2)[2]) > 40 for line in ran.out.splitlines())


def test_a_language_without_messages_is_refused_once(teiproof: Run, plain: Path) -> None:
    (plain.parent / "second.xml").write_bytes(plain.read_bytes())
    ran = teiproof("export", "epub", plain.parent, "--into", plain.parent / "out", "--lang", "xx")
    assert (ran.code, ran.err.count("\n")) == (2, 1)
    assert "no messages in the language “xx”" in ran.err
    assert not (plain.parent / "out").exists()


def test_a_format_whose_library_is_missing_names_the_extra(
    teiproof: Run, plain: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(text, "NEEDS", ("a_library_that_is_not_there",), raising=False)
    monkeypatch.setattr(text, "EXTRA", "letters", raising=False)
    assert "needs teiproof[letters]" in teiproof("export", "--list").out
    ran = teiproof("export", "text", plain)
    assert (ran.code, ran.err) == (
        2, "teiproof: text needs more than is installed: pip install 'teiproof[letters]'.\n",
    )  # fmt: skip


def test_an_edition_is_published_at_the_url_of_a_folder(teiproof: Run) -> None:
    ran = teiproof("export", "site", EDITION, "--base", "example.org/serge")
    assert ran.code == 2
    assert "“example.org/serge” is not the URL of a folder" in ran.err


def test_one_document_goes_to_standard_output_and_two_do_not(teiproof: Run, plain: Path) -> None:
    assert teiproof("export", "text", plain).out == "one two\n"
    (plain.parent / "second.xml").write_bytes(plain.read_bytes())
    ran = teiproof("export", "text", plain.parent)
    assert (ran.code, ran.out) == (2, "")
    assert "--into" in ran.err


def test_folders_keep_their_order(teiproof: Run, plain: Path, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "plain.xml").write_bytes(plain.read_bytes())
    assert teiproof("export", "text", tmp_path, "--into", tmp_path / "out").code == 0
    assert (tmp_path / "out" / "plain.txt").is_file()
    assert (tmp_path / "out" / "sub" / "plain.txt").is_file()


def test_documents_that_differ_in_their_endings_alone_are_both_written(
    teiproof: Run, plain: Path, tmp_path: Path
) -> None:
    (tmp_path / "plain.tei").write_bytes(plain.read_bytes())
    assert teiproof("export", "text", tmp_path, "--into", tmp_path / "out").code == 0
    assert sorted(path.name for path in (tmp_path / "out").glob("*.txt")) == ["plain.tei.txt", "plain.txt"]


def test_two_documents_of_one_name_are_refused(teiproof: Run, plain: Path, tmp_path: Path) -> None:
    (tmp_path / "sub").mkdir()
    (tmp_path / "sub" / "plain.xml").write_bytes(plain.read_bytes())
    ran = teiproof("export", "text", plain, tmp_path / "sub", "--into", tmp_path / "out")
    assert ran.code == 2
    assert "plain.txt" in ran.err
    assert not (tmp_path / "out").exists()


@pytest.mark.parametrize(
    "arguments", [(), ("check",), ("export",), ("export", "text"), ("build",), ("explain",)]
)
def test_help_is_everywhere(teiproof: Run, arguments: tuple[str, ...]) -> None:
    ran = teiproof(*arguments, "--help")
    assert ran.code == 0
    assert ran.out.startswith("Usage: teiproof")


def test_a_document_is_read_from_standard_input(dangling: Path) -> None:
    command = [
        sys.executable,
        "-m",
        "teiproof",
        "check",
        "--only",
        "references",
        "-",
        "--name",
        "tei/draft.xml",
    ]
    run = subprocess.run(command, input=dangling.read_bytes(), capture_output=True, check=False)
    assert run.returncode == 1
    assert run.stdout.decode().startswith("tei/draft.xml:2:21: error: no xml:id “a”")


def test_warnings_fail_only_where_asked(teiproof: Run, tmp_path: Path) -> None:
    path = tmp_path / "a.xml"
    path.write_text(TEI.format('<text><body><p ref="mine:a">b</p></body></text>'), encoding="utf-8")
    assert teiproof("check", "--only", "references", path).code == 0
    ran = teiproof("check", "--only", "references", "--fail-on", "warning", path)
    assert ran.code == 1
    assert ": warning: the prefix “mine:”" in ran.out


@pytest.mark.parametrize("notation", ["text", "jsonl", "sarif", "github", "gitlab", "junit"])
@pytest.mark.parametrize("jobs", ["1", "3"])
def test_every_notation_tells_the_same_whatever_the_number_of_jobs(
    notation: str, jobs: str, teiproof: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(documents, "WORTHWHILE", 0)
    for number in range(7):
        body = f"<text><body><p><ref target='#a{number}'>b</ref></p></body></text>"
        (tmp_path / f"{number}.xml").write_text(TEI.format(body), encoding="utf-8")
    (tmp_path / "broken.xml").write_text(TEI.format("<p>"), encoding="utf-8")
    ran = teiproof("check", "--only", "references", "--format", notation, "--jobs", jobs, tmp_path)
    assert ran.code == 1
    places = [ran.out.index(f"“a{number}”") for number in range(7)]
    assert places == sorted(places)
    assert "parsing.not-well-formed" in ran.out


def test_no_compiled_schema_is_kept_where_none_is_wanted(
    teiproof: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    schema = tmp_path / "own.rng"
    schema.write_bytes((PROJECT / "schema" / "serge.rng").read_bytes())
    arguments = ("check", "--only", "relaxng", "--jobs", "1", "--schema", schema, EDITION)
    assert teiproof(*arguments, "--no-cache").code == 0
    assert not (tmp_path / "cache").exists()
    assert teiproof(*arguments).code == 0


def test_explain_prints_the_page_of_a_code(teiproof: Run) -> None:
    assert teiproof("explain", "fidelity.difference").out.startswith("fidelity.difference\n")


def test_the_folder_tei_is_taken_when_no_path_is_given(teiproof: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(PROJECT)
    assert teiproof("check").err == "3 documents checked, no finding.\n"


def test_lxml_does_not_load_a_reader_of_the_compact_syntax(tmp_path: Path) -> None:
    (tmp_path / "rnc2rng").mkdir()
    (tmp_path / "rnc2rng" / "__init__.py").write_text("from rnc2rng import parser", encoding="utf-8")
    (tmp_path / "rnc2rng" / "parser.py").touch()
    installed = {**os.environ, "PYTHONPATH": str(tmp_path)}
    plain = "import sys, lxml.etree; print('rnc2rng.parser' in sys.modules)"
    loaded = subprocess.run([sys.executable, "-c", plain], capture_output=True, check=False, env=installed)
    assert loaded.stdout == b"True\n"
    code = (
        "import atexit, sys; from teiproof.cli import main; sys.argv = ['teiproof', 'check', 'tei']; "
        "atexit.register(lambda: print({'lxml.etree', 'rnc2rng.parser'} & set(sys.modules))); main.main()"
    )
    command = [sys.executable, "-c", code]
    run = subprocess.run(command, capture_output=True, text=True, check=False, cwd=PROJECT, env=installed)
    assert run.stdout == "{'lxml.etree'}\n"
