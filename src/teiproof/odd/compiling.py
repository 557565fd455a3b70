"""The door of the room: the flattened ODD of a file, its source found or fetched."""

from pathlib import Path

from teiproof.odd import fetching
from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
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
    return flatten(odd, Sources(source, kept), ident)
