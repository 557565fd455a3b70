"""How fast a site is made: `python -m tests.bench.site`.

Prints megabytes of TEI a second on one core for the pages of the novels in ../shared/corpus (the TEI
Consortium's own stylesheets in Java took 9.7 s for one of 1.2 MB), and the seconds that the whole site of our
edition takes, from nothing to files, without the search.
"""

import tempfile
import time
from pathlib import Path

from tests.conftest import PROJECT, SHARED

from teiproof import search
from teiproof.exports import Profile, site, write
from teiproof.model.edition import Edition


def main() -> None:
    """Measure and print."""
    search.is_available = lambda: False
    novels = [document.path for document in Edition.open([SHARED / "corpus" / "novels"]).documents]
    size = sum(path.stat().st_size for path in novels) / 1e6
    list(site.export(Edition.open(novels[:1]), Profile(made={"text": []})))  # stylesheets are compiled once
    seconds = measured(novels, Profile(made={"text": []}))
    print(f"pages of the novels: {size / seconds:.1f} MB/s ({size:.1f} MB in {seconds:.1f} s)")
    seconds = measured(novels, Profile())
    print(f"with copies of their text: {size / seconds:.1f} MB/s")
    print(f"the site of our edition: {measured([PROJECT / 'tei'], Profile()):.2f} s")


def measured(paths: list[Path], profile: Profile) -> float:
    """The seconds from opening documents to having written their site."""
    start = time.perf_counter()
    with tempfile.TemporaryDirectory() as folder:
        for _ in write(site.export(Edition.open(paths), profile), Path(folder) / "site"):
            pass
        return time.perf_counter() - start


if __name__ == "__main__":
    main()
