"""The door of the room: the flattened ODD of a file, its source found or fetched, and a schema made from it."""

from pathlib import Path
from types import ModuleType

from teiproof.odd import fetching
from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
from teiproof.odd.problems import OddError
from teiproof.odd.sources import Sources
from teiproof.relaxng.cache import folder

_TOO_DEEP = "{}: the declarations of this ODD are nested too deeply."


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
    try:
        return flatten(odd, Sources(source, kept), ident)
    except RecursionError:
        raise OddError(_TOO_DEEP.format(odd)) from None


def sources(source: Path | None) -> Sources:
    """Where specifications are found: the file of the TEI's, otherwise that in the user's cache."""
    return Sources(source, fetching.cached(folder()))


def written(schema: Flattened, writer: ModuleType, docs: bool = False) -> bytes:
    """A schema in the notation of a module of `writers`; with `docs` what it declares is described.

    Raises OddError.
    """
    try:
        made: bytes = writer.write(schema, docs)
    except RecursionError:
        raise OddError(_TOO_DEEP.format(schema.node.getroottree().docinfo.URL)) from None
    return made
