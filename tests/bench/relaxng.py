"""Measures validation against jing and bare expat, and prints the table of the README.

    python -m tests.bench.relaxng [RUNS]

Whole processes are measured, ours and jing's in turn on the same files, wall time, medians of five RUNS. Needs
../shared and the program jing. Nothing else should run on the machine meanwhile.
"""

import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SHARED = PROJECT.parent / "shared"
SCHEMA = SHARED / "schemas" / "tei_all.rng"

HEADER = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc>
<titleStmt><title>Large</title></titleStmt><publicationStmt><p>Not published.</p></publicationStmt>
<sourceDesc><p>Made up.</p></sourceDesc></fileDesc></teiHeader><text><body>
"""
DIVISION = """<div type="entry"><head>On the <date when="1936-08-25">25th of August</date></head>
<p rend="indent">A paragraph with a <persName ref="#serge">name</persName>, and then a good deal of text, as
novels and diaries have it: one sentence after the other, each of some length, so that there is more text
than markup.</p>
</div>
"""
FOOTER = "</body></text></TEI>\n"

EXPAT = """
import sys
from pyexpat import ParserCreate
for name in sys.argv[1:]:
    with open(name, "rb") as stream:
        ParserCreate(namespace_separator=" ").ParseFile(stream)
"""


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 5
    with tempfile.TemporaryDirectory() as folder:
        bench = Bench(Path(folder), runs)
        print(
            "| work, schema tei_all.rng | at most | share of jing's wall time | seconds | jing | expat alone |"
        )
        print("|---|---|---|---|---|---|")
        letter = [SHARED / "mistakes" / "00_base_diary.xml"]
        novels = sorted((SHARED / "corpus" / "novels").glob("*.xml"))
        diary = sorted((SHARED / "corpus" / "diary").glob("*.xml"))
        bench.row("one file of 9 KB, no cache", 0.25, letter, cached=False)
        bench.row("the same, compiled schema cached", 0.15, letter)
        bench.row(f"{len(novels)} novels, one process", 0.40, novels)
        bench.row(f"{len(diary)} small files, one process", 0.20, diary)
        bench.row(f"{len(novels)} novels, `--jobs 2`", 0.30, novels, jobs=2)
        print()
        print("| one document | seconds | seconds for 10 MB | peak memory | of it the document's |")
        print("|---|---|---|---|---|")
        small = bench.peak(bench.document(0))
        for size in (10, 50, 200):
            bench.large(size, small)


class Bench:
    """Runs and times whole processes, with compiled modules and a cache in a folder of their own."""

    def __init__(self, folder: Path, runs: int) -> None:
        self._folder = folder
        self._runs = runs
        jing = shutil.which("jing")
        if jing is None or not SHARED.is_dir():
            sys.exit("needs the program jing, and the folder ../shared")
        self._jing = jing
        (folder / "no-folder").write_text("a file, so that nothing can be cached in it")

    def row(self, work: str, limit: float, files: list[Path], jobs: int = 1, cached: bool = True) -> None:
        """One line of the table: the medians of some work, and their ratio."""
        ours, environment = self._check(files, jobs), self._environment(cached)
        jing = [self._jing, str(SCHEMA), *map(str, files)]
        expat = [sys.executable, "-c", EXPAT, *map(str, files)]
        self._seconds(ours, environment)  # the first run compiles modules, and fills the cache
        times = [
            (self._seconds(ours, environment), self._seconds(jing), self._seconds(expat, environment))
            for _ in range(self._runs)
        ]
        mine, theirs, floor = (statistics.median(column) for column in zip(*times, strict=True))
        print(f"| {work} | {limit:.2f} | **{mine / theirs:.2f}** | {mine:.2f} | {theirs:.2f} | {floor:.2f} |")

    def large(self, megabytes: int, small: int) -> None:
        """One line on a large document."""
        path = self.document(megabytes)
        command = self._check([path], 1)
        seconds = statistics.median(self._seconds(command, self._environment(True)) for _ in range(self._runs))
        peak = self.peak(path)
        print(
            f"| {megabytes} MB | {seconds:.2f} | {seconds * 10 / megabytes:.2f} | {peak / 1e6:.0f} MB "
            f"| {(peak - small) / 1e6:.1f} MB |"
        )
        path.unlink()

    def document(self, megabytes: int) -> Path:
        """A valid document of a size."""
        path = self._folder / f"{megabytes}.xml"
        with path.open("w", encoding="utf-8") as stream:
            stream.write(HEADER)
            for _ in range(max(1, megabytes * 1_000_000 // len(DIVISION))):
                stream.write(DIVISION)
            stream.write(FOOTER)
        return path

    def peak(self, path: Path) -> int:
        """The most memory in bytes that the process needs for a document."""
        process = subprocess.Popen(
            self._check([path], 1), env=self._environment(True), stdout=subprocess.DEVNULL
        )
        _, status, usage = os.wait4(process.pid, 0)
        if os.waitstatus_to_exitcode(status):
            sys.exit(f"{path} should be valid")
        return usage.ru_maxrss * (1 if sys.platform == "darwin" else 1024)

    def _check(self, files: Sequence[Path], jobs: int) -> list[str]:
        options = ["--only", "relaxng", "--schema", str(SCHEMA), "--jobs", str(jobs)]
        return [sys.executable, "-m", "teiproof", "check", *options, *map(str, files)]

    def _environment(self, cached: bool) -> dict[str, str]:
        environment = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
        environment["PYTHONPYCACHEPREFIX"] = str(self._folder / "modules")
        environment["XDG_CACHE_HOME"] = str(self._folder / ("cache" if cached else "no-folder"))
        return environment

    def _seconds(self, command: list[str], environment: dict[str, str] | None = None) -> float:
        start = time.perf_counter()
        subprocess.run(
            command,
            env=environment,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            check=False,
            cwd=PROJECT,
        )
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
