"""The door of the room: the flattened ODD of a file, its source found or fetched, and a schema or a manual made
from it."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

from teiproof.files import write_folder
from teiproof.odd import fetching
from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
from teiproof.odd.problems import OddError
from teiproof.odd.sources import Sources
from teiproof.relaxng.cache import folder


def flattened(
    odd: Path, source: Path | None = None, fetch: bool = False, ident: str | None = None
) -> Flattened:
    """The flattened ODD of a file.

    `source` is the file of the TEI's specifications, otherwise that in the user's cache; with `fetch` it is
    fetched if it is not there. `ident` names the schemaSpec if there are several.

    Raises OddError with the place, SourceNotFoundError, FetchError, UnreadableFileError, UnparsableError.
    """
    kept = fetching.cached(folder())
    if fetch and source is None:
        kept = fetching.fetch(folder())
    with _bounded(odd):
        return flatten(odd, Sources(source, kept), ident)


def sources(source: Path | None) -> Sources:
    """Where specifications are found: the file of the TEI's, otherwise that in the user's cache."""
    return Sources(source, fetching.cached(folder()))


def written(schema: Flattened, writer: ModuleType, docs: bool = False) -> bytes:
    """A schema in the notation of a module of `writers`; with `docs` what it declares is described.

    Raises OddError.
    """
    with _bounded(schema.node.getroottree().docinfo.URL):
        made: bytes = writer.write(schema, docs)
    return made


def write_manual(schema: Flattened, folder: Path) -> int:
    """Make a folder hold the manual of a schema, a page for each specification; the number of its files.

    Raises OddError, UnwritableTargetError.
    """
    from teiproof.odd.manual.pages import pages

    with _bounded(schema.node.getroottree().docinfo.URL):
        return write_folder(folder, pages(schema))


@contextmanager
def _bounded(path: object) -> Iterator[None]:
    """Refuse an ODD that is nested too deeply."""
    try:
        yield
    except RecursionError:
        raise OddError(
            f"{path}: the declarations of this ODD, or repetitions in repetitions, are nested too deeply."
        ) from None
