"""Times checks and exports of many small documents, and shows that memory does not grow with their number.

    python -m tests.bench.size [COUNT]...

Makes the documents (4 KB each, with a register to which all point) in a temporary folder, checks them with
every check against tei_all.rng, exports them to text, and does each once more with an interruption in the
middle. Prints a Markdown table: wall time, the greatest memory of the first process and of its workers, and how
many processes of the whole machine wanted to work when a row was done (the load), on which the times depend.
Needs ../shared.
"""

import os
import random
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

PROJECT = Path(__file__).resolve().parent.parent.parent
SCHEMA = PROJECT.parent / "shared" / "schemas" / "tei_all.rng"
COUNTS = (6_000, 20_000, 60_000)
PERSONS = 200
PARAGRAPHS = 12  # so that 6,000 documents are a long run, which keeps a journal
INTERRUPTED = 130
FOLDER = 1_000  # documents in each folder

HEADER = """<?xml version="1.0" encoding="UTF-8"?>
<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en">
<teiHeader>
<fileDesc>
<titleStmt><title>{title}</title><author ref="https://example.org/nobody">Nobody</author></titleStmt>
<publicationStmt><publisher>Nobody</publisher><date when="2024-01-01">2024</date>
<availability><licence target="https://creativecommons.org/publicdomain/zero/1.0/">CC0</licence></availability>
<idno>{title}</idno>
</publicationStmt>
<sourceDesc><p>Made by a program.</p></sourceDesc>
</fileDesc>
<encodingDesc><p>Nothing was transcribed.</p></encodingDesc>
<profileDesc><langUsage><language ident="en">English</language></langUsage></profileDesc>
<revisionDesc><change when="2024-01-01">Made.</change></revisionDesc>
</teiHeader>
"""
WORDS = "the of and to in a is that it was for on are as with his they at be this from have or by one".split()


def document(number: int) -> str:
    """A document with paragraphs, mentions of persons and dates; one of a hundred has a mistake."""
    chance = random.Random(number)  # noqa: S311 - the same documents every time
    parts = [HEADER.format(title=f"Number {number}"), "<text><body>\n"]
    for paragraph in range(PARAGRAPHS):
        words = " ".join(chance.choices(WORDS, k=25))
        person, day = chance.randrange(PERSONS), chance.randrange(1, 29)
        parts.append(
            f'<p xml:id="d{number}-p{paragraph}">{words} <persName ref="../register.xml#person-{person}">'
            f'somebody</persName> on <date when="1936-08-{day:02}">a day</date>.</p>\n'
        )
    if number % 100 == 0:
        parts.append('<p><ref target="#nowhere">a mistake</ref></p>\n')
    return "".join([*parts, "</body></text>\n</TEI>\n"])


def register() -> str:
    """The persons."""
    persons = "".join(
        f'<person xml:id="person-{number}"><persName>Person {number}</persName></person>\n'
        for number in range(PERSONS)
    )
    header = HEADER.format(title="Register")
    return f"{header}<text><body><listPerson>\n{persons}</listPerson></body></text>\n</TEI>\n"


def generate(folder: Path, start: int, end: int) -> None:
    """Write the documents from `start` up to `end`."""
    folder.mkdir(exist_ok=True)
    (folder / "register.xml").write_text(register(), encoding="utf-8")
    for number in range(start, end):
        part = folder / f"{number // FOLDER:03}"
        part.mkdir(exist_ok=True)
        (part / f"{number:06}.xml").write_text(document(number), encoding="utf-8")


@dataclass
class Run:
    """A run of the command line: its exit code, wall time in seconds, and memory in MB."""

    code: int
    seconds: float
    first: int
    worker: int
    output: bytes


def run(*arguments: object, cache: Path, journal: str = "", lines: int = 0) -> Run:
    """Run the command line, and look at the memory of its processes ten times a second.

    If a journal is named, the run is interrupted when it has so many lines.
    """
    command = [sys.executable, "-m", "teiproof", *map(str, arguments)]
    first = worker = 0
    with tempfile.TemporaryFile() as output:
        started = time.perf_counter()
        environment = {**os.environ, "XDG_CACHE_HOME": str(cache)}
        process = subprocess.Popen(command, stdout=output, stderr=output, env=environment)
        while process.poll() is None:
            first = max(first, peak_memory(process.pid))
            worker = max([worker, *map(peak_memory, children(process.pid))])
            if journal and any(length(path) > lines for path in cache.parent.glob(journal)):
                process.send_signal(signal.SIGINT)
                journal = ""
            time.sleep(0.1)
        seconds = time.perf_counter() - started
        output.seek(0)
        return Run(process.returncode, seconds, first // 1024, worker // 1024, output.read())


def length(path: Path) -> int:
    """The lines of a file; 0 if it is gone."""
    try:
        return path.read_bytes().count(b"\n")
    except OSError:
        return 0


def peak_memory(process: int) -> int:
    """The most memory that a process has had, in KB; 0 if it is gone."""
    try:
        status = Path(f"/proc/{process}/status").read_text(encoding="utf-8")
    except OSError:
        return 0
    return next((int(line.split()[1]) for line in status.splitlines() if line.startswith("VmHWM")), 0)


def children(process: int) -> list[int]:
    """The processes which a process has made."""
    try:
        return [int(pid) for pid in Path(f"/proc/{process}/task/{process}/children").read_text("ascii").split()]
    except OSError:
        return []


def row(work: str, count: int, done: Run) -> str:
    """A row of the table."""
    rate = count / done.seconds
    return (
        f"| {work} | {count:,} | {done.seconds:.0f} s | {rate:,.0f} | {done.first} MB | {done.worker} MB "
        f"| {os.getloadavg()[0]:.0f} |"
    )


def measure(place: Path, count: int) -> None:
    """Print the rows for so many documents."""
    cache, tei = place / "cache", place / "tei"
    check = ("check", "--schema", SCHEMA, tei)
    whole = run(*check, cache=cache)
    print(row("check", count, whole), flush=True)
    interrupt(run(*check, cache=cache, journal="cache/teiproof/journals/*", lines=count // 2))
    resumed = run(*check, "--resume", cache=cache)
    print(row("check, interrupted in the middle: the rest", count, resumed), flush=True)
    if (resumed.code, resumed.output) != (whole.code, whole.output):
        raise SystemExit("What the interrupted check found is not the same.")
    export = ("export", "text", tei, "--into")
    whole = run(*export, place / "whole", cache=cache)
    print(row("export text", count, whole), flush=True)
    interrupt(
        run(*export, place / "again", cache=cache, journal=".again.teiproof-new/journal", lines=count // 2)
    )
    resumed = run(*export, place / "again", "--resume", cache=cache)
    print(row("export text, interrupted in the middle: the rest", count, resumed), flush=True)
    if contents(place / "again") != contents(place / "whole"):
        raise SystemExit("What the interrupted export made is not the same.")
    for folder in ("whole", "again"):
        shutil.rmtree(place / folder)


def interrupt(done: Run) -> None:
    """Make sure that a run was interrupted."""
    if done.code != INTERRUPTED:
        raise SystemExit(f"A run was not interrupted in time: {done.output.decode()[-500:]}")


def contents(folder: Path) -> dict[str, int]:
    """The files below a folder and what is in them, in short."""
    return {
        str(path.relative_to(folder)): hash(path.read_bytes()) for path in folder.rglob("*") if path.is_file()
    }


def main() -> None:
    """Print the table."""
    signal.signal(signal.SIGINT, signal.default_int_handler)  # a shell has its background jobs ignore it
    counts = [int(argument) for argument in sys.argv[1:]] or COUNTS
    print("| work | documents | wall time | documents a second | first process | each worker | load |")
    print("|---|---|---|---|---|---|---|")
    with tempfile.TemporaryDirectory(prefix="teiproof-size-") as place:
        made = 0
        for count in counts:
            generate(Path(place, "tei"), made, count)
            made = count
            measure(Path(place), count)


if __name__ == "__main__":
    main()
