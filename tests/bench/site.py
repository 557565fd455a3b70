"""How fast a site is made, without the search: `python -m tests.bench.site`.

Prints megabytes of TEI a second on one core for the novels in ../shared/corpus, from documents to files: the
pages alone, and with the copies of their text (the TEI Consortium's own stylesheets in Java took 9.7 s for one
novel of 1.2 MB); the same for the text alone; then the seconds of the command that makes the site of our
edition, from the start of Python to its end. The fastest of some runs; processor time stands beside the time
that went by, which other work on the machine makes longer.
"""

import gc
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

from tests.conftest import PROJECT, SHARED

from teiproof import search
from teiproof.exports import Profile, site, write
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.plaintext.layout import Layout, lay_out

RUNS = 5
COMMAND = """
import sys
sys.modules["pagefind"] = None  # as if it were not installed
from teiproof.cli.main import main
main()
"""


class Seconds(NamedTuple):
    """What some work took: the time that went by, and the processor's."""

    passed: float
    busy: float

    def pace(self, megabytes: float) -> str:
        """`9.1 MB/s (9.4 MB a second of processor time)`"""
        return f"{megabytes / self.passed:.1f} MB/s ({megabytes / self.busy:.1f} MB a second of processor time)"


def main() -> None:
    """Measure and print."""
    print(f"{os.cpu_count()} processors, load {os.getloadavg()[0]:.1f}; the fastest of {RUNS} runs")
    gc.set_threshold(50_000, 20, 100)  # as the command does
    search.is_available = lambda: False
    novels = [document.path for document in Edition.open([SHARED / "corpus" / "novels"]).documents]
    size = sum(path.stat().st_size for path in novels) / 1e6
    pages = fastest(lambda: export(novels, Profile(made={"text": []})))
    print(f"pages of the novels ({size:.1f} MB): {pages.pace(size)}")
    print(f"with copies of their text: {fastest(lambda: export(novels, Profile())).pace(size)}")
    trees = Edition.open(novels).documents
    print(f"of which their text, from trees: {fastest(lambda: render(trees)).pace(size)}")
    whole = fastest(export_by_command)
    print(f"the site of our edition: {whole.passed:.2f} s ({whole.busy:.2f} s of processor time)")


def fastest(work: Callable[[], None]) -> Seconds:
    """The least time that some work takes, with the processes which it starts, after a first time."""
    work()
    found = []
    for _ in range(RUNS):
        passed, before = time.perf_counter(), os.times()
        work()
        after = os.times()
        found.append(Seconds(time.perf_counter() - passed, sum(after[:4]) - sum(before[:4])))
    return Seconds(min(run.passed for run in found), min(run.busy for run in found))


def export(paths: list[Path], profile: Profile) -> None:
    """Make a site of some documents and write it."""
    with tempfile.TemporaryDirectory() as folder:
        write(site.export(Edition.open(paths), profile), Path(folder) / "site")


def render(documents: tuple[Document, ...]) -> None:
    """Read some documents and lay their words out."""
    for document in documents:
        assert lay_out(read(document), Layout()).text


def export_by_command() -> None:
    """Make the site of our edition as a user does."""
    with tempfile.TemporaryDirectory() as folder:
        words = ["export", "site", str(PROJECT / "tei"), "--into", f"{folder}/site"]
        ran = subprocess.run(
            [sys.executable, "-c", COMMAND, *words], capture_output=True, text=True, check=False
        )
        if ran.returncode:
            sys.exit(ran.stderr)


if __name__ == "__main__":
    main()
