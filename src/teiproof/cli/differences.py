"""Shows what would change in a file."""

from collections.abc import Iterator
from pathlib import Path

from teiproof.parsing import encoding_of


def unified(path: Path, before: bytes, after: bytes) -> Iterator[str]:
    """The lines of a unified diff between two states of a document."""
    from difflib import unified_diff

    encoding = encoding_of(before)
    old, new = (content.decode(encoding).split("\n") for content in (before, after))
    yield from unified_diff(old, new, f"{path}", f"{path} (new)", lineterm="")
