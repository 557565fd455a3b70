"""Bad input at the command line: one clear sentence for each, nothing half-written, the other files done."""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from tests.conftest import Ran

Run = Callable[..., Ran]

BODY = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{}</body></text></TEI>'
GOOD = BODY.format("<p>one two</p>")
LAUGHS = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, 12))
DEEP = 3_000

BROKEN: dict[str, tuple[bytes, str]] = {
    "truncated": (GOOD[:-20].encode(), "never closed"),
    "truncated in a tag": (GOOD[:50].encode(), "parsing."),
    "truncated in a character": (BODY.format("<p>é</p>").encode()[:-27], "parsing."),
    "empty": (b"", "empty"),
    "white space": (b" \n ", "parsing."),
    "null characters": (b"\0" * 100, "parsing."),
    "another encoding": (BODY.format("<p>é</p>").encode("latin-1"), "parsing.encoding"),
    "an unknown encoding": (b'<?xml version="1.0" encoding="klingon"?>' + GOOD.encode(), "parsing.encoding"),
    "UTF-16 said, UTF-8 meant": (b'<?xml version="1.0" encoding="utf-16"?>' + GOOD.encode(), "parsing."),
    "half a UTF-16 character": (GOOD.encode("utf-16")[:-1], "parsing."),
    "a lone surrogate": (GOOD.encode().replace(b"one", b"\xed\xa0\x80"), "parsing.encoding"),
    "a bomb": (f'<!DOCTYPE a [<!ENTITY e0 "ha">{LAUGHS}]>{BODY.format("<p>&e11;</p>")}'.encode(),
               "parsing.entity-bomb"),
    "a quadratic bomb": (
        f'<!DOCTYPE a [<!ENTITY e "{"a" * 100_000}">]>{BODY.format("<p>" + "&e;" * 10_000 + "</p>")}'.encode(),
        "parsing.entity-bomb"),
    "a bomb in an attribute": (
        f'<!DOCTYPE a [<!ENTITY e0 "ha">{LAUGHS}]>{BODY.format("<p n=" + chr(39) + "&e11;" + chr(39) + "/>")}'.encode(),  # noqa: E501
        "parsing.entity-bomb"),
    "parameter entities in each other": (
        b'<!DOCTYPE a [<!ENTITY % a "<!ENTITY &#37; b \'%a;\'>"> %a; %b;]>' + GOOD.encode(), "parsing."),
    "an entity of itself": (f'<!DOCTYPE a [<!ENTITY e "&e;">]>{BODY.format("<p>&e;</p>")}'.encode(), "parsing."),  # noqa: E501
    "an external entity": (
        f'<!DOCTYPE a [<!ENTITY e SYSTEM "/etc/passwd">]>{BODY.format("<p>&e;</p>")}'.encode(),
        "parsing.external-entity"),
    "absurd nesting": (BODY.format("<p>" * DEEP + "</p>" * DEEP).encode(), "parsing.too-deep"),
}  # fmt: skip
"""Documents that cannot be read, and what is said of them."""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "in").mkdir()
    (tmp_path / "in" / "good.xml").write_text(GOOD, encoding="utf-8")
    return tmp_path


def without_traceback(ran: Ran) -> Ran:
    assert "Traceback" not in ran.err
    assert ran.code in (0, 1, 2)
    return ran


@pytest.mark.usefixtures("folder")
@pytest.mark.parametrize("name", BROKEN)
def test_a_document_that_cannot_be_read_is_named_and_the_others_are_done(name: str, teiproof: Run) -> None:
    data, said = BROKEN[name]
    Path("in", "bad.xml").write_bytes(data)
    ran = without_traceback(teiproof("check", "--only", "references", "in"))
    assert ran.code == 1
    (line,) = ran.out.splitlines()
    assert line.startswith("in/bad.xml:")
    assert said in line
    assert len(line) < 400

    for export, suffix in (("text", "txt"), ("html", "html")):
        ran = without_traceback(teiproof("export", export, "in", "--into", f"out-{export}"))
        assert ran.code == 2
        assert ran.err.count("in/bad.xml:") == 1
        assert [path.name for path in Path(f"out-{export}").glob(f"*.{suffix}")] == [f"good.{suffix}"]

    ran = without_traceback(teiproof("inspect", "in"))
    assert ran.code == 0
    assert "in/bad.xml:" in ran.out

    for command in ("format", "fix"):
        ran = without_traceback(teiproof(command, "in", *(["--write"] if command == "format" else [])))
        assert Path("in", "bad.xml").read_bytes() == data
        assert "in/bad.xml:" in ran.out + ran.err

    ran = without_traceback(teiproof("export", "site", "in", "--into", "out-site"))
    assert ran.code == 2
    assert ran.err.count("in/bad.xml:") == 1
    assert Path("out-site", "good.html").is_file()
    assert not Path("out-site", "bad.html").exists()


def test_an_unused_parameter_entity_is_not_fetched(teiproof: Run, folder: Path) -> None:
    (folder / "secret.txt").write_text("<!ENTITY secret 'told'>", encoding="utf-8")
    doctype = '<!DOCTYPE a [<!ENTITY % x SYSTEM "secret.txt"> %x;]>'
    (folder / "in" / "good.xml").write_text(doctype + GOOD, encoding="utf-8")
    ran = without_traceback(teiproof("export", "text", "in/good.xml"))
    assert "told" not in ran.out
    (folder / "in" / "good.xml").write_text(doctype + BODY.format("<p>&secret;</p>"), encoding="utf-8")
    assert "told" not in without_traceback(teiproof("export", "text", "in/good.xml")).out


INCLUDE = '<xi:include xmlns:xi="http://www.w3.org/2001/XInclude" href="{}"/>'


@pytest.mark.parametrize(
    "href",
    ["good.xml", "other.xml", "../secret.xml", "/etc/passwd", "file:///etc/passwd", "http://example.org/", "%00",  # noqa: E501
     "a" * 5000, "http://[", "gone.xml", "."],
)  # fmt: skip
def test_an_inclusion_that_goes_round_or_out_is_a_finding(href: str, teiproof: Run, folder: Path) -> None:
    (folder / "secret.xml").write_text(BODY.format("<p>told</p>"), encoding="utf-8")
    for name, target in (("good", href), ("other", "good.xml")):
        document = BODY.format(f"<p>one</p>{INCLUDE.format(target)}")
        (folder / "in" / f"{name}.xml").write_text(document, encoding="utf-8")
    (folder / "in" / "third.xml").write_text(GOOD, encoding="utf-8")
    ran = without_traceback(teiproof("check", "--only", "references", "in"))
    assert ran.code == 1
    assert "in/good.xml:" in ran.out
    ran = without_traceback(teiproof("export", "text", "in", "--into", "out"))
    assert ran.code == 2
    assert (folder / "out" / "third.txt").read_text(encoding="utf-8") == "one two\n"
    assert not [path for path in (folder / "out").rglob("*.txt") if "told" in path.read_text(encoding="utf-8")]


NAMES = ["a b.xml", "a\nb.xml", "-x.xml", "--into.xml", "é.xml", "e\u0301.xml", "A.xml", "a.xml", "a%20b.xml",
         "a#b.xml", "a?b.xml", "a&b<c>.xml", "\u202egnp.xml", "con.xml", "a'b\".xml", "a\\b.xml", "a\tb.xml",
         "x" * 240 + ".xml", "$(x).xml", "*.xml", "index.xml", "persons.xml", "..xml.xml", "\U0001f600.xml"]  # fmt: skip  # noqa: E501


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="their file systems do not allow such names")
def test_files_with_odd_names_are_done_like_others(teiproof: Run, folder: Path) -> None:
    shutil.rmtree(folder / "in")
    (folder / "in").mkdir()
    for name in NAMES:
        (folder / "in" / name).write_text(BODY.format('<p xml:id="p1">one</p>'), encoding="utf-8")
    visible = [name for name in NAMES if not name.startswith(".")]
    ran = without_traceback(teiproof("check", "--only", "references", "in"))
    assert ran.code == 0
    for export, suffix in (("text", ".txt"), ("html", ".html"), ("tokens", ".tokens.jsonl")):
        ran = without_traceback(teiproof("export", export, "in", "--into", f"out-{export}"))
        assert ran.code == 0, ran.err
        assert len(list((folder / f"out-{export}").glob(f"*{suffix}"))) == len(visible)
        again = without_traceback(teiproof("export", export, "in", "--into", f"out-{export}"))
        assert again.code == 0
    ran = without_traceback(teiproof("export", "site", "in", "--into", "out-site"))
    assert ran.code == 0, ran.err
    names = [path.relative_to(folder / "out-site").as_posix() for path in (folder / "out-site").rglob("*")]
    assert all(set(name) <= set(_SAFE) for name in names)
    assert len({name.casefold() for name in names}) == len(names)
    assert not {name.partition(".")[0].lower() for name in names} & {"con", "nul", "aux", "prn"}
    for command in ("inspect", "format", "fix"):
        assert without_traceback(teiproof(command, "in")).code in (0, 1)


_SAFE = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-/"


@pytest.fixture
def undecodable(folder: Path) -> Iterator[Path]:
    """A file whose name is not UTF-8."""
    name = os.fsencode(folder) + b"/in/\xff.xml"
    try:
        with open(name, "w", encoding="utf-8") as stream:  # noqa: PTH123 - of bytes
            stream.write(GOOD)
    except OSError:
        pytest.skip("this file system does not allow names that are not UTF-8")
    yield Path(os.fsdecode(name))
    os.unlink(name)  # noqa: PTH108 - of bytes


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "--only", "references", "in"),
        ("check", "--only", "references", "--format", "jsonl", "in"),
        ("check", "--only", "references", "--format", "sarif", "in"),
        ("check", "--only", "references", "--format", "junit", "in"),
        ("inspect", "in"),
        ("inspect", "--format", "json", "in"),
        ("format", "in"),
        ("fix", "in"),
        ("export", "text", "in", "--into", "out"),
        ("export", "html", "in", "--into", "out"),
        ("export", "site", "in", "--into", "out"),
        ("export", "csv", "in", "--into", "out"),
        ("export", "turtle", "in", "--into", "out"),
        ("export", "tokens", "in", "--into", "out"),
        ("export", "annotations", "in", "--into", "out"),
        ("export", "bibtex", "in", "--into", "out"),
    ],
    ids=" ".join,
)
@pytest.mark.parametrize("language", ["C.UTF-8", "C"])
@pytest.mark.parametrize("is_broken", [False, True], ids=["good", "broken"])
def test_a_name_that_is_not_utf_8_does_not_stop_a_run(
    arguments: tuple[str, ...], language: str, is_broken: bool, undecodable: Path
) -> None:
    if is_broken:
        undecodable.write_text("<TEI", encoding="utf-8")
    environment = {"PATH": os.environ["PATH"], "LC_ALL": language, "HOME": str(undecodable.parent)}
    ran = subprocess.run(
        [sys.executable, "-m", "teiproof", *arguments], capture_output=True, check=False, env=environment
    )
    assert b"Traceback" not in ran.stderr, ran.stderr.decode("utf-8", "replace")
    assert ran.returncode in (0, 1, 2)


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "x" * 5000),
        ("check", "x" * 300 + ".xml"),
        ("check", ""),
        ("check", "in/good.xml/"),
        ("check", "in/good.xml/a.xml"),
        ("check", "--schema", "x" * 5000, "in"),
        ("check", "--schema", "in", "in"),
        ("check", "--catalog", "x" * 5000, "in"),
        ("check", "--catalog", "in", "--schema", "gone.rng", "in"),
        ("check", "--baseline", "in", "--only", "dates", "in"),
        ("check", "--baseline", "x" * 5000, "--only", "dates", "in"),
        ("check", "--write-baseline", "in", "--only", "dates", "in"),
        ("export", "text", "in", "--into", "x" * 5000),
        ("export", "text", "in", "--into", "in/good.xml"),
        ("export", "text", "in", "--into", "in/good.xml/out"),
        ("export", "text", "in", "--into", "/dev/null"),
        ("export", "text", "in", "--into", "/proc/out"),
        ("inspect", "x" * 5000),
        ("format", "x" * 5000),
        ("fix", "x" * 5000),
        ("explain", "x" * 5000),
        ("schema", "x" * 5000),
        ("schema", "in"),
        ("schema", "in/good.xml"),
    ],
    ids=lambda arguments: " ".join(arguments)[:50],
)
@pytest.mark.usefixtures("folder")
def test_an_argument_that_cannot_be_meant_is_2(arguments: tuple[str, ...], teiproof: Run) -> None:
    ran = without_traceback(teiproof(*arguments))
    assert ran.code == 2, ran
    assert ran.err.strip()


def test_a_target_in_the_source_is_written_and_is_not_a_source(teiproof: Run, folder: Path) -> None:
    for _ in range(2):
        ran = without_traceback(teiproof("export", "site", "in", "--into", "in/site"))
        assert ran.code == 0, ran.err
    ran = without_traceback(teiproof("export", "text", "in", "--into", "in"))
    assert ran.code == 0, ran.err
    assert (folder / "in" / "good.xml").read_text(encoding="utf-8") == GOOD


def test_links_in_the_target_lead_nothing_out_of_it(teiproof: Run, folder: Path) -> None:
    outside = folder / "outside"
    outside.mkdir()
    (outside / "good.txt").write_text("mine", encoding="utf-8")
    assert teiproof("export", "text", "in", "--into", "out").code == 0
    (folder / "out" / "good.txt").unlink()
    (folder / "out" / "good.txt").symlink_to(outside / "good.txt")
    without_traceback(teiproof("export", "text", "in", "--into", "out"))
    assert (outside / "good.txt").read_text(encoding="utf-8") == "mine"

    (folder / "in" / "sub").mkdir()
    (folder / "in" / "sub" / "good.xml").write_text(GOOD, encoding="utf-8")
    (folder / "out" / "sub").symlink_to(outside, target_is_directory=True)
    without_traceback(teiproof("export", "text", "in", "--into", "out"))
    assert (outside / "good.txt").read_text(encoding="utf-8") == "mine"


def test_links_in_the_source_that_go_round_end(teiproof: Run, folder: Path) -> None:
    (folder / "in" / "loop.xml").symlink_to("loop.xml")
    (folder / "in" / "again").symlink_to(folder / "in", target_is_directory=True)
    (folder / "in" / "gone.xml").symlink_to("nowhere.xml")
    for command in (("check", "--only", "references"), ("inspect",), ("format",), ("fix",)):
        ran = without_traceback(teiproof(*command, "in"))
        assert "good.xml" in ran.out + ran.err or ran.code in (0, 2)


def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(folder: Path) -> None:
    os.mkfifo(folder / "in" / "pipe.xml")
    for command in (["check", "--only", "references"], ["inspect"], ["format"]):
        ran = subprocess.run(
            [sys.executable, "-m", "teiproof", *command, "in"], capture_output=True, check=False, timeout=20
        )
        assert b"Traceback" not in ran.stderr
