"""What all tests share: the project's folders, the command line, and judges from outside."""

import os
import shutil
import signal
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import settings

from teiproof.cli import main
from teiproof.model.edition import Edition

# A run in the background of a shell ignores Ctrl-C, and so would the programs that the tests interrupt.
signal.signal(signal.SIGINT, signal.default_int_handler)

# A machine under load is slow, not wrong.
settings.register_profile("teiproof", deadline=None, max_examples=60)
settings.load_profile("teiproof")

PROJECT = Path(__file__).resolve().parent.parent
SHARED = PROJECT.parent / "shared"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="bless what is made now; look at the diff")


_OUTSIDE = {
    *("ace", "axe", "browser", "clusters", "epubcheck", "jing", "judges", "new_page", "nu_checker"),
    *("repository", "served", "shared", "xsltproc", "_needs_weasyprint"),
}
"""Fixtures that start a program or look at a corpus."""


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the tests for which something from outside is judge or matter; the others are the unit suite."""
    for item in items:
        if isinstance(item, pytest.Function) and not _OUTSIDE.isdisjoint(item.fixturenames):
            item.add_marker("outside")


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, bytes], None]:
    """Compares bytes with a golden file, or blesses them if --update-golden is given."""

    def compare(path: Path, made: bytes) -> None:
        if request.config.getoption("--update-golden"):
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(made)
        assert made.decode() == path.read_text(encoding="utf-8")

    return compare


def absent(what: str) -> None:
    """Skip a test for want of something; fail it in continuous integration, where nothing may be wanting."""
    if os.environ.get("CI"):
        pytest.fail(f"{what} is missing, and CI is set")
    pytest.skip(f"{what} is not on this machine")


def corpus(folder: Path) -> Edition:
    """The documents of other projects in a folder, as exports read them: without what they cannot include.

    That is a picture in documentation/testplus.xml, which is not there.
    """
    found = Edition.open([folder])
    for document in found.documents:
        document.omissions = []
    return found


@pytest.fixture(scope="session")
def shared() -> Path:
    """The folder of material shared between projects: corpora, schemas, mistakes."""
    if not SHARED.is_dir():
        absent("../shared")
    return SHARED


@pytest.fixture(scope="session")
def jing() -> str:
    """The command jing, the judge of RELAX NG validity."""
    found = shutil.which("jing")
    if not found:
        absent("jing (Debian package jing)")
    return str(found)


@pytest.fixture(scope="session")
def xsltproc() -> str:
    """The command xsltproc, the judge of whether our stylesheets are plain XSLT 1.0."""
    found = shutil.which("xsltproc")
    if not found:
        absent("xsltproc (Debian package xsltproc)")
    return str(found)


@dataclass(frozen=True, slots=True)
class Ran:
    """The end of a run of the command line."""

    code: int
    out: str
    err: str


@pytest.fixture
def teiproof(capfd: pytest.CaptureFixture[str]) -> Callable[..., Ran]:
    """Runs the command line with some arguments."""

    def run(*arguments: str | Path) -> Ran:
        capfd.readouterr()
        code = main.run([str(argument) for argument in arguments])
        out, err = capfd.readouterr()
        return Ran(code, out, err)

    return run
