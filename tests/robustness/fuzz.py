"""Fuzzes teiproof with atheris, by hand: `pip install atheris`, then

    python tests/robustness/fuzz.py SECONDS FOLDER [TARGET]...

Each target (those of `targets.py`; all but `odd` if none is named) gets its share of the seconds. What coverage
has shown to be new is kept in FOLDER/corpus/TARGET and used again; an input that broke something is written to
FOLDER, and belongs into `cases/` once it is mended. Bytes that libFuzzer makes are taken as they are, or as the
choices of a mutation of the tree, so that well-formed documents are reached as well.
"""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TypeVar

import atheris  # type: ignore[import-untyped,import-not-found,unused-ignore]  # by hand, no dependency

sys.path.insert(0, str(Path(__file__).resolve().parents[2]))
with atheris.instrument_imports(include=["teiproof"]):
    from lxml import etree

    from tests.robustness.mutations import changed_bytes, changed_tree
    from tests.robustness.targets import DOCUMENTS, HERE, SMALL, TARGETS

T = TypeVar("T")
SEEDS = {
    **dict.fromkeys(DOCUMENTS, SMALL),
    "catalog": HERE / "small-catalog.xml",
    "relaxng": HERE / "small.rng",
    "schematron": HERE / "small.sch",
    "odd": HERE.parent / "odd" / "features" / "any-element.odd",
}
_TREE, _BYTES = b"\0", b"\1"  # the first byte says what the others are; else they are the document


class _Chooser:
    """Choices read from bytes; the first again when they are used up."""

    def __init__(self, data: bytes) -> None:
        self._data = data or b"\0"
        self._position = 0

    def randrange(self, stop: int) -> int:
        value = 0
        for _ in range(1 if stop <= 256 else 3):
            value = value << 8 | self._data[self._position % len(self._data)]
            self._position += 1
        return value % stop

    def choice(self, values: Sequence[T]) -> T:
        return values[self.randrange(len(values))]


def _tested(name: str) -> Callable[[bytes], None]:
    seed = SEEDS[name].read_bytes()

    def test(data: bytes) -> None:
        if data[:1] == _TREE:
            try:
                data = changed_tree(seed, _Chooser(data[1:]))
            except (ValueError, etree.LxmlError):
                return  # no name or text of XML
        elif data[:1] == _BYTES:
            data = changed_bytes(seed, _Chooser(data[1:]))
        TARGETS[name](data)

    return test


def main() -> None:
    """Fuzz one target in this process, which libFuzzer ends; several in processes of their own."""
    seconds, folder, *names = sys.argv[1:]
    names = names or [name for name in TARGETS if name != "odd"]
    if len(names) > 1:
        import subprocess

        share = str(max(1, int(seconds) // len(names)))
        for name in names:
            print(f"== {name}", flush=True)
            subprocess.run([sys.executable, __file__, share, folder, name], check=False)
        return
    corpus = Path(folder, "corpus", names[0])
    corpus.mkdir(parents=True, exist_ok=True)
    (corpus / "seed").write_bytes(SEEDS[names[0]].read_bytes())
    for number in range(16):
        (corpus / f"tree{number}").write_bytes(_TREE + bytes((number * 37 + n * n) % 256 for n in range(40)))
        (corpus / f"bytes{number}").write_bytes(_BYTES + bytes((number * 53 + n * 7) % 256 for n in range(40)))
    options = [f"-max_total_time={seconds}", "-timeout=20", "-rss_limit_mb=4096", "-max_len=8000"]
    options += [f"-artifact_prefix={folder}/{names[0]}-", "-print_final_stats=1"]
    atheris.Setup([sys.argv[0], *options, str(corpus)], _tested(names[0]))
    atheris.Fuzz()


if __name__ == "__main__":
    main()
