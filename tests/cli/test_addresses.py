"""What is at an address is read only if the user has named it, and nothing there reaches a local file."""

import pickle
import shutil
import socket
import sys
import threading
from collections.abc import Callable, Iterator
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest

from teiproof.parsing.remote import Remote, UnreachableError, named
from teiproof.workers import documents
from tests.conftest import Ran, absent

try:
    import aiohttp  # noqa: F401
    import fsspec
except ImportError:
    absent("fsspec[http] (teiproof[remote])")

Run = Callable[..., Ran]

HEADER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:xi="http://www.w3.org/2001/XInclude"><teiHeader><fileDesc>'
    "<titleStmt><title>T</title></titleStmt><publicationStmt><p>not</p></publicationStmt>"
    "<sourceDesc><p>none</p></sourceDesc></fileDesc></teiHeader><text><body>\n"
)
END = "</body></text></TEI>\n"
FILES = {
    "a.xml": '<p><ref target="sub/b%20b.xml#x">b</ref> <ref target="sub/b%20b.xml#nowhere">b</ref></p>',
    "sub/b b.xml": '<p xml:id="x">b <ref target="../a.xml">a</ref></p>',
    "whole.xml": '<p>before <xi:include href="part.txt" parse="text"/> after</p>',
    ".hidden.xml": "<p>hidden</p>",
}


@pytest.fixture
def tei(tmp_path: Path) -> Path:
    folder = tmp_path / "tei"
    (folder / "sub").mkdir(parents=True)
    for name, body in FILES.items():
        (folder / name).write_text(f"{HEADER}{body}{END}", encoding="utf-8")
    (folder / "part.txt").write_text("the part", encoding="utf-8")
    (tmp_path / "secret.xml").write_text(f"{HEADER}<p xml:id='s'>secret</p>{END}", encoding="utf-8")
    return folder


class Quiet(SimpleHTTPRequestHandler):
    asked: list[str]

    def log_message(self, format: str, *arguments: Any) -> None:  # noqa: A002
        """Remember what was asked for."""
        del format, arguments
        self.asked.append(self.path)


@pytest.fixture
def asked(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that the server was asked for."""
    asked: list[str] = []
    monkeypatch.setattr(Quiet, "asked", asked, raising=False)
    return asked


@pytest.fixture
def http(tei: Path, asked: list[str]) -> Iterator[str]:
    del asked
    with ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tei.parent))) as server:
        threading.Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}/tei/"
        server.shutdown()


@pytest.fixture
def memory(tei: Path) -> Iterator[str]:
    """The same in the memory of this process, which those that it forks have, too."""
    system = fsspec.filesystem("memory")
    for path in tei.rglob("*.*"):
        system.pipe_file(f"/tei/{path.relative_to(tei)}", path.read_bytes())
    yield "memory:///tei/"
    system.rm("/tei", recursive=True)


def of(ran: Ran, base: str) -> str:
    return ran.out.replace(base, "").replace("%20", " ")


def without_advice(text: str) -> str:
    return text.replace(", among what was named. Name it, too, if it is at that address", "")


@pytest.mark.parametrize("jobs", ["1", "2"])
@pytest.mark.parametrize("place", ["http", "memory", "file"])
def test_the_same_is_found_as_in_local_files(
    teiproof: Run,
    tei: Path,
    place: str,
    jobs: str,
    request: pytest.FixtureRequest,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(documents, "WORTHWHILE", 0)
    base = f"file://{tei}/" if place == "file" else request.getfixturevalue(place)
    here, there = (
        teiproof("check", "--skip", "relaxng,schematron", "--jobs", jobs, where) for where in (tei, base)
    )
    assert (without_advice(of(there, base)), there.code) == (of(here, f"{tei}/"), here.code), there.err
    assert f"{base}a.xml:2:" in there.out
    assert "hidden" not in there.out
    assert (there.code, "3 documents" in there.err) == (here.code, True)


def test_a_schema_of_this_machine_judges_what_is_elsewhere(teiproof: Run, http: str, tei: Path) -> None:
    schema = Path(__file__).parent.parent / "gate" / "small.rng"
    here = teiproof("check", "--only", "relaxng", "--schema", schema, tei)
    there = teiproof("check", "--only", "relaxng", "--schema", schema, http)
    assert (of(there, http), there.code) == (of(here, f"{tei}/"), here.code)


def test_other_commands_read_it_too(teiproof: Run, http: str, tei: Path, tmp_path: Path) -> None:
    assert teiproof("export", "text", http, "--into", tmp_path / "there").code == 0
    assert teiproof("export", "text", tei, "--into", tmp_path / "here").code == 0
    assert (tmp_path / "there" / "whole.txt").read_text(encoding="utf-8") == "before the part after\n"
    for path in (tmp_path / "here").rglob("*.txt"):
        other = tmp_path / "there" / str(path.relative_to(tmp_path / "here")).replace(" ", "%20")
        assert other.read_bytes() == path.read_bytes()
    for command in (("format", "--diff"), ("fix", "--diff")):
        here, there = teiproof(*command, tei), teiproof(*command, http)
        assert (of(there, http), there.code) == (of(here, f"{tei}/"), here.code)
        assert f"{http}a.xml" in there.out
    surveyed = teiproof("inspect", http)
    assert (surveyed.code, surveyed.err) == (0, "")
    assert f"{http}a.xml:1:1" in surveyed.out
    assert "3 files" in surveyed.out


def test_only_what_is_named_is_looked_at_and_it_is_said(teiproof: Run, http: str, asked: list[str]) -> None:
    ran = teiproof("check", "--only", "references", f"{http}a.xml")
    assert ran.code == 1
    assert ran.out.count("there is no file “sub/b b.xml”, to which @target points, among what was named.") == 2
    assert set(asked) == {"/tei/a.xml"}
    ran = teiproof("check", "--only", "references", f"{http}a.xml", f"{http}sub/b%20b.xml")
    assert (ran.code, ran.out.count("error")) == (1, 1)
    assert "no xml:id “nowhere” in sub/b b.xml" in ran.out


def test_what_is_included_must_be_named(teiproof: Run, http: str, asked: list[str]) -> None:
    ran = teiproof("check", "--only", "references", f"{http}whole.xml")
    assert ran.code == 1
    assert f"{http}whole.xml:2:11: error: “part.txt” is at an address that was not named" in ran.out
    assert set(asked) == {"/tei/whole.xml"}
    ran = teiproof("check", "--only", "references", f"{http}whole.xml", f"{http}part.txt")
    assert (ran.code, "whole.xml" in ran.out) == (1, False)  # the part is no XML
    ran = teiproof("check", "--only", "references", http)
    assert (ran.code, "whole.xml" in ran.out) == (1, False)


WAYS_OUT = [
    *("../secret.xml", "/secret.xml", "sub/../../secret.xml", "%2e%2e/secret.xml", "..%2fsecret.xml"),
    *("%252e%252e/secret.xml", "../tei/../secret.xml", "b.xml%3Fq=1", "..%5csecret.xml"),
    *("../../../../../../../../etc/passwd", "/etc/passwd", "%00"),
]


@pytest.mark.parametrize("way", WAYS_OUT)
@pytest.mark.parametrize("place", ["http", "file"])
def test_no_way_leads_out_of_what_was_named(
    teiproof: Run, tei: Path, way: str, place: str, asked: list[str], request: pytest.FixtureRequest
) -> None:
    base = f"file://{tei}/" if place == "file" else request.getfixturevalue(place)
    shutil.rmtree(tei / "sub")
    for path in tei.glob("*.xml"):
        path.unlink()
    body = (
        f'<p><ref target="{way}#s">x</ref></p><p><xi:include href="{way}" parse="text">'
        "<xi:fallback>F</xi:fallback></xi:include></p>"
    )
    (tei / "a.xml").write_text(f"{HEADER}{body}{END}", encoding="utf-8")
    ran = teiproof("check", "--only", "references", base)
    assert ran.code == 1
    assert ran.out.startswith(f"{base}a.xml:")
    assert "there is no file" in ran.out or "no address of a file" in ran.out
    assert set(asked) <= {"/tei/", "/tei/a.xml", "/tei/sub/"}
    if way != "%00":
        ran = teiproof("export", "text", base)
        assert (ran.code, ran.out) == (0, "x\n\nF\n")


@pytest.mark.parametrize("href", ["file:///etc/passwd", "http://127.0.0.1:1/x", "//127.0.0.1/x", "memory://x"])
def test_an_absolute_address_in_a_document_is_never_read(
    teiproof: Run, http: str, tei: Path, href: str
) -> None:
    body = f'<p><xi:include href="{href}" parse="text"/></p>'
    (tei / "whole.xml").write_text(f"{HEADER}{body}{END}", encoding="utf-8")
    ran = teiproof("check", "--only", "references", http)
    assert (ran.code, "is an address on the network, which is never used" in ran.out) == (1, True)


@pytest.mark.parametrize(
    "href", ["s.rng", "../s.rng", "/etc/s.rng", "file:///etc/s.rng", "http://127.0.0.1:1/s.rng"]
)
def test_a_schema_that_is_not_of_this_machine_makes_the_check_incomplete(
    teiproof: Run, http: str, tei: Path, href: str
) -> None:
    for name in ("s.rng", "../s.rng"):
        shutil.copy(Path(__file__).parent.parent / "gate" / "small.rng", tei / name)
    pi = f'<?xml-model href="{href}" schematypens="http://relaxng.org/ns/structure/1.0"?>\n'
    (tei / "a.xml").write_text(f"{pi}{HEADER}<p/>{END}", encoding="utf-8")
    ran = teiproof("check", "--only", "relaxng", f"{http}a.xml")
    assert (ran.code, ran.out) == (2, "")
    assert f"teiproof: {http}a.xml:1: the schema " in ran.err


def test_what_cannot_be_read_is_one_sentence_and_the_others_are_done(
    teiproof: Run, http: str, tmp_path: Path
) -> None:
    with socket.socket() as unused:
        unused.bind(("127.0.0.1", 0))
        refused = f"http://127.0.0.1:{unused.getsockname()[1]}/x.xml"
        wrong = [refused, f"{http}nothing.xml", "nonsense://x/y.xml", f"{http}no-folder/"]
        ran = teiproof("check", "--only", "references", *wrong, f"{http}a.xml", f"{http}sub/b%20b.xml")
        assert (ran.code, ran.out.count("error")) == (2, 1)
        lines = ran.err.splitlines()
        assert lines[-1] == "1 finding, but the check is incomplete."
        assert len(lines) == 5
        assert f"teiproof: cannot read {http}no-folder: there is nothing." in lines
        assert f"teiproof: cannot read {http}nothing.xml: there is nothing." in lines
        assert "teiproof: cannot read nonsense://x/y.xml: protocol not known: nonsense." in lines
        assert any(line.startswith(f"teiproof: cannot read {refused}: ") for line in lines)
        ran = teiproof("export", "text", *wrong, f"{http}a.xml", "--into", tmp_path / "out")
    assert ran.code == 2
    assert [path.name for path in (tmp_path / "out").glob("*.txt")] == ["a.txt"]
    assert "4 documents could not be exported." in ran.err


def test_a_library_that_is_missing_is_named(teiproof: Run, tei: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "s3fs", None)
    ran = teiproof("check", "--only", "references", "s3://bucket/x.xml", tei)
    assert (ran.code, ran.out.count("error")) == (2, 1)
    assert "teiproof: cannot read s3://bucket/x.xml: install s3fs to access s3." in ran.err
    monkeypatch.setitem(sys.modules, "fsspec", None)
    ran = teiproof("check", "--only", "references", "s3://bucket/x.xml", tei)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == (
        "teiproof: to read s3://bucket/x.xml needs more than is installed: pip install 'teiproof[remote]'.\n"
    )


@pytest.mark.parametrize(
    ("command", "said"),
    [
        (("format", "--write"), "only local files are rewritten."),
        (("fix", "--write"), "only local files are rewritten."),
        (("check", "--resume"), "cannot be known. Leave out --resume."),
        (("export", "text", "--into", "nowhere", "--resume"), "cannot be known. Leave out --resume."),
        (("serve",), "serve shows local files as they change."),
    ],
)
def test_what_cannot_be_done_with_an_address_is_refused(
    teiproof: Run, http: str, command: tuple[str, ...], said: str
) -> None:
    ran = teiproof(*command, http)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize("address", ["s3://", "zip://a.xml::file:///tmp/a.zip"])
def test_what_is_no_address_of_a_file_is_refused(teiproof: Run, address: str) -> None:
    ran = teiproof("check", address)
    assert (ran.code, "it is not the address of a file or folder" in ran.err) == (2, True)


def test_what_is_made_of_an_address_by_other_ways_cannot_be_read(tei: Path) -> None:
    (address,) = named([f"file://{tei}/"])
    assert isinstance(address, Remote)
    inside = address / "a.xml"
    assert inside.read_bytes() == (tei / "a.xml").read_bytes()
    assert pickle.loads(pickle.dumps(inside)).read_bytes() == inside.read_bytes()  # noqa: S301
    for other in (
        inside.with_name("whole.xml"),
        inside.with_suffix(".tei"),
        Remote(str(inside)),
        address.parent,
    ):
        with pytest.raises(UnreachableError, match="it was not named"):
            other.read_bytes()
        assert not other.exists()
    with pytest.raises(UnreachableError, match="it is no local file"), open(inside):  # noqa: PTH123
        pass


def test_a_run_without_addresses_does_not_load_what_reads_them() -> None:
    import subprocess

    program = "import sys; from teiproof.cli.main import run; run(['check', sys.argv[1]]); print(*sys.modules)"
    path = Path(__file__).parent.parent.parent / "tei"
    ran = subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=True)
    assert not {"fsspec", "teiproof.parsing.remote"} & set(ran.stdout.split())
