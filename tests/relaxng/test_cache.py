"""Compiled schemas are kept in the cache, and never trusted when stale, damaged or foreign."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from teiproof.errors import IncorrectSchemaError
from teiproof.relaxng import Schema, reading
from teiproof.relaxng.sources import Sources

ELEMENT = "<element name='{}' xmlns='http://relaxng.org/ns/structure/1.0'><empty/></element>"


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache, made for the test."""
    monkeypatch.setattr("teiproof.relaxng.cache.folder", lambda: tmp_path / "cache")
    return tmp_path / "cache"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A schema whose root is <a>."""
    path = tmp_path / "schema.rng"
    path.write_text(ELEMENT.format("a"), encoding="utf-8")
    return path


@pytest.fixture
def read_again(monkeypatch: pytest.MonkeyPatch) -> list[Path]:
    """The schema files that were parsed, which a cached schema's are not."""
    parsed: list[Path] = []
    original = reading.read

    def read(sources: Sources, path: Path, ns: str = "") -> reading.Node:
        parsed.append(path)
        return original(sources, path, ns)

    monkeypatch.setattr(reading, "read", read)
    return parsed


def accepts(path: Path, document: bytes) -> bool:
    return not list(Schema.load(path).validate(document, "document.xml"))


def test_a_schema_is_read_once(folder: Path, path: Path, read_again: list[Path]) -> None:
    assert accepts(path, b"<a/>")
    assert accepts(path, b"<a/>")
    assert read_again == [path]
    assert len(list(folder.iterdir())) == 1


def test_without_the_cache_nothing_is_kept(folder: Path, path: Path) -> None:
    Schema.load(path, cache=False)
    assert not folder.exists()


def test_a_changed_schema_is_read_again(folder: Path, path: Path) -> None:
    assert accepts(path, b"<a/>")
    path.write_text(ELEMENT.format("b"), encoding="utf-8")
    assert accepts(path, b"<b/>")
    assert not accepts(path, b"<a/>")
    assert len(list(folder.iterdir())) == 1


@pytest.mark.usefixtures("folder")
def test_a_changed_part_is_read_again(path: Path, tmp_path: Path) -> None:
    whole = tmp_path / "whole.rng"
    whole.write_text(f"<externalRef href='{path.name}' xmlns='{reading.RELAXNG}'/>", encoding="utf-8")
    assert accepts(whole, b"<a/>")
    path.write_text(ELEMENT.format("b"), encoding="utf-8")
    assert accepts(whole, b"<b/>")
    path.unlink()
    with pytest.raises(Exception, match=r"schema\.rng"):
        Schema.load(whole)


@pytest.mark.usefixtures("folder")
def test_a_schema_that_became_incorrect_is_refused(path: Path) -> None:
    assert accepts(path, b"<a/>")
    path.write_text("<a/>", encoding="utf-8")
    with pytest.raises(IncorrectSchemaError):
        Schema.load(path)


@pytest.mark.parametrize("damage", ["cut", "flipped", "empty", "foreign bytes"])
def test_a_damaged_entry_is_passed_over(folder: Path, path: Path, damage: str, read_again: list[Path]) -> None:
    assert accepts(path, b"<a/>")
    (entry,) = folder.iterdir()
    data = entry.read_bytes()
    middle = len(data) // 2
    entry.write_bytes({
        "cut": data[:-9],
        "flipped": data[:middle] + bytes([data[middle] ^ 1]) + data[middle + 1 :],
        "empty": b"",
        "foreign bytes": b"not ours",
    }[damage])  # fmt: skip
    assert accepts(path, b"<a/>")
    assert read_again == [path, path]


@pytest.mark.skipif(not hasattr(os, "getuid"), reason="only POSIX has owners and modes of this kind")
def test_an_entry_that_others_could_have_written_is_passed_over(
    folder: Path, path: Path, read_again: list[Path]
) -> None:
    assert accepts(path, b"<a/>")
    (entry,) = folder.iterdir()
    assert entry.stat().st_mode & 0o077 == 0
    entry.chmod(0o666)
    assert accepts(path, b"<a/>")
    assert read_again == [path, path]


def test_a_folder_that_cannot_be_made_is_no_reason_to_fail(folder: Path, path: Path) -> None:
    folder.write_text("in the way", encoding="utf-8")
    assert accepts(path, b"<a/>")


def test_with_a_resolver_only_a_schema_in_one_file_is_kept(
    folder: Path, path: Path, tmp_path: Path, read_again: list[Path]
) -> None:
    whole = tmp_path / "whole.rng"
    whole.write_text(f"<externalRef href='http://example.org/a' xmlns='{reading.RELAXNG}'/>", encoding="utf-8")
    for schema in (path, path, whole, whole):
        Schema.load(schema, resolver=lambda _: path)
    assert read_again == [path, whole, path, whole, path]
    assert len(list(folder.iterdir())) == 1


def test_what_killed_runs_have_left_is_cleared_away(folder: Path, path: Path, read_again: list[Path]) -> None:
    assert accepts(path, b"<a/>")
    (entry,) = folder.iterdir()
    for number in (os.getpid(), 999_999_999):
        entry.with_suffix(f".{number}").write_bytes(b"half an entry")
    entry.unlink()
    assert accepts(path, b"<a/>")
    assert accepts(path, b"<a/>")
    assert read_again == [path, path]
    assert list(folder.iterdir()) == [entry]


RUN = """
import sys
from pathlib import Path
from teiproof.relaxng import Schema
for _ in range(20):
    schema = Schema.load(Path(sys.argv[1]))
    assert not list(schema.validate(b"<a/>", "x")) and list(schema.validate(b"<b/>", "x"))
    for entry in Path(sys.argv[2]).glob("schema-*.cpython-*"):
        entry.unlink(missing_ok=True)
"""


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="only there the folder can be chosen like this")
def test_runs_at_once_do_each_other_no_harm(tmp_path: Path, path: Path) -> None:
    cache = tmp_path / "home" / "teiproof"
    command = [sys.executable, "-c", RUN, str(path), str(cache)]
    environment = {**os.environ, "XDG_CACHE_HOME": str(cache.parent)}
    runs = [subprocess.Popen(command, env=environment, stderr=subprocess.PIPE, text=True) for _ in range(4)]
    ends = [(run.communicate()[1], run.returncode) for run in runs]
    assert ends == [("", 0)] * 4
    assert all(entry.suffix.startswith(".cpython-") for entry in cache.iterdir())


KILLED = """
import os, signal, sys
from pathlib import Path
from teiproof.relaxng import Schema, cache
cache.folder = lambda: Path(sys.argv[2])
Path.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
Schema.load(Path(sys.argv[1]))
"""


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="only POSIX kills like this")
def test_a_run_that_is_killed_while_it_writes_leaves_nothing_to_be_trusted(
    folder: Path, path: Path, read_again: list[Path]
) -> None:
    ran = subprocess.run([sys.executable, "-c", KILLED, str(path), str(folder)], check=False)
    assert ran.returncode == -signal.SIGKILL
    assert [entry.suffix[1:].isdigit() for entry in folder.iterdir()] == [True]
    assert accepts(path, b"<a/>")
    assert read_again == [path]
    assert [entry.suffix for entry in folder.iterdir()] == [f".{sys.implementation.cache_tag}"]
