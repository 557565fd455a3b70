"""Times the whole gate, all checks, against jing's RELAX NG alone, in one run; prints a Markdown table.

    python -m tests.bench.gate

Wall time of whole processes, medians of five, on this machine's processors. Needs jing and ../shared.
"""

import resource
import statistics
import subprocess
import sys
import time
from pathlib import Path

from teiproof.model.edition import Edition

PROJECT = Path(__file__).resolve().parent.parent.parent
SHARED = PROJECT.parent / "shared"
RUNS = 5


def median_seconds(command: list[str]) -> float:
    """The median wall time of a command, whatever it finds."""
    times = []
    for _ in range(RUNS):
        started = time.perf_counter()
        subprocess.run(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL, check=False)
        times.append(time.perf_counter() - started)
    return statistics.median(times)


def compare(work: str, schema: Path, documents: list[Path]) -> str:
    """A row of the table."""
    names = [str(path) for path in documents]
    ours = median_seconds([sys.executable, "-m", "teiproof", "check", "--schema", str(schema), *names])
    theirs = median_seconds(["jing", str(schema), *names])
    return f"| {work} | {len(names)} | {ours:.2f} s | {theirs:.2f} s | {ours / theirs:.2f} |"


def main() -> None:
    """Print the table and the largest memory of a process."""
    # jing fetches what a DOCTYPE or an XInclude names, and gives up on all documents if it is not there.
    corpus = [
        document.path
        for document in Edition.open([SHARED / "corpus"]).documents
        if b"<!DOCTYPE" not in document.data[:4096] and b"XInclude" not in document.data
    ]
    print("| work | files | teiproof, all checks | jing, RELAX NG alone | ratio |")
    print("|---|---|---|---|---|")
    print(
        compare(
            "the edition, schema/serge.rng",
            PROJECT / "schema" / "serge.rng",
            sorted((PROJECT / "tei").glob("*.xml")),
        )
    )
    print(compare("the corpus, tei_all.rng", SHARED / "schemas" / "tei_all.rng", corpus))
    largest = resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss // 1024
    print(f"\nLargest process of all, jing included: {largest} MB.")


if __name__ == "__main__":
    main()
