"""The ten customisations of which ../shared has both the ODD and the RELAX NG that the TEI's own tools made."""

from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
from teiproof.odd.sources import Sources
from teiproof.odd.writers import rng


@pytest.fixture(scope="session")
def flattened(shared: Path) -> Callable[[str], Flattened]:
    """The flattened ODD of one of the ten."""

    def find(name: str) -> Flattened:
        sources = Sources(shared / "schemas" / "p5subset.xml", Path("nowhere"))
        return flatten(shared / "schemas" / "odd" / f"{name}.odd", sources)

    return find


@pytest.fixture(scope="session")
def compiled(
    flattened: Callable[[str], Flattened], tmp_path_factory: pytest.TempPathFactory
) -> Callable[[str], Path]:
    """The RELAX NG of one of the ten, made once."""
    folder = tmp_path_factory.mktemp("compiled")

    def make(name: str) -> Path:
        made = folder / f"{name}.rng"
        if not made.exists():
            made.write_bytes(rng.write(flattened(name)))
        return made

    return make
