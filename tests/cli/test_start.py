"""A short run starts fast: it imports nothing that it does not need."""

import inspect
import subprocess
import sys
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teiproof.cli import Inspect
from tests.conftest import PROJECT

# Each of these, or what it brings along, takes a millisecond or more.
NEEDLESS = {
    *(
        "ast",
        "asyncio",
        "concurrent.futures",
        "dataclasses",
        "dis",
        "hypothesis",
        "http.client",
        "importlib.metadata",
    ),
    *(
        "importlib.resources",
        "inspect",
        "json",
        "logging",
        "lxml",
        "multiprocessing",
        "pkgutil",
        "shutil",
        "ssl",
    ),
    *("subprocess", "tempfile", "textwrap", "tokenize", "traceback", "urllib.request"),
}


def imported(*arguments: str) -> set[str]:
    """What a run of the command line imports."""
    code = (
        "import sys; sys.modules['rnc2rng'] = None; from teiproof.cli import main; "
        "main.run(sys.argv[1:]); print(*sorted(sys.modules))"
    )
    command = [sys.executable, "-c", code, *arguments]
    run = subprocess.run(command, capture_output=True, text=True, check=True, cwd=PROJECT)
    return set(run.stdout.splitlines()[-1].split())


@pytest.mark.parametrize("cached", [True, False])
def test_validation_imports_nothing_it_does_not_need(
    cached: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))
    arguments = ["check", "--only", "relaxng", "tei/the-end-of-henry-yagoda.xml"]
    if cached:
        imported(*arguments)
    found = imported(*arguments)
    assert NEEDLESS & found == set()
    assert ("teiproof.relaxng.reading" in found) is not cached


def test_the_version_is_told_without_the_rest() -> None:
    found = imported("--version")
    assert NEEDLESS & found == set()
    assert not any(name.startswith(("teiproof.model", "teiproof.relaxng")) for name in found)


@pytest.mark.parametrize("arguments", [["explain", "references"], ["--help"], ["check", "tei"]], ids=" ".join)
def test_what_is_read_and_told_needs_no_network_and_no_second_xpath(arguments: list[str]) -> None:
    needless = {"asyncio", "elementpath", "http.client", "hypothesis", "rply", "ssl", "urllib.request"}
    assert needless & imported(*arguments) == set()


@given(st.text(st.sampled_from("ab \t\n")))
def test_a_text_loses_its_indentation_as_by_inspect(text: str) -> None:
    assert Inspect("inspect").cleandoc(text) == inspect.cleandoc(text)


def test_whatever_else_click_wants_of_inspect_is_that_of_inspect() -> None:
    assert Inspect("inspect").signature is inspect.signature
