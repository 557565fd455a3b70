"""Measures `teiproof schema` on customisations of TEI, and prints a table.

    python -m tests.bench.odd [RUNS]

Whole processes that write RELAX NG to a file, modules compiled before; the least wall time and the least time
of the processor of RUNS (10). Needs ../shared.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

PROJECT = Path(__file__).resolve().parents[2]
SCHEMAS = PROJECT.parent / "shared" / "schemas"
LIMITS = {"tei_minimal": 0.5, "tei_lite": 0.6, "tei_simplePrint": 0.6, "dracor": 1.0, "tei_all": 1.5}
"""Each customisation with the seconds that it may take."""


def main() -> None:
    runs = int(sys.argv[1]) if len(sys.argv) > 1 else 10
    print("| customisation | at most | seconds | of the processor | size |")
    print("|---|---|---|---|---|")
    with tempfile.TemporaryDirectory() as folder:
        for name, limit in LIMITS.items():
            target = Path(folder) / f"{name}.rng"
            times = [_run(name, target, Path(folder)) for _ in range(runs + 1)][1:]
            wall, processor = (min(column) for column in zip(*times, strict=True))
            size = target.stat().st_size // 1000
            print(f"| {name} | {limit:.1f} | **{wall:.2f}** | {processor:.2f} | {size} kB |")


def _run(name: str, target: Path, folder: Path) -> tuple[float, float]:
    """Wall time and time of the processor of one run."""
    environment = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    environment["PYTHONPYCACHEPREFIX"] = str(folder / "modules")
    odd, source = SCHEMAS / "odd" / f"{name}.odd", SCHEMAS / "p5subset.xml"
    command = [
        sys.executable,
        "-m",
        "teiproof",
        "schema",
        str(odd),
        "--source",
        str(source),
        "--into",
        str(target),
    ]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.perf_counter()
    subprocess.run(command, env=environment, check=True, stderr=subprocess.DEVNULL)
    wall, after = time.perf_counter() - start, resource.getrusage(resource.RUSAGE_CHILDREN)
    return wall, after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


if __name__ == "__main__":
    main()
