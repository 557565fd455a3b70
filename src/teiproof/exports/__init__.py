"""The exports: one module for each format, named after the format, with

    MEDIA_TYPE  the registered media type of its files
    export(edition: Edition, profile: Profile) -> Iterator[tuple[PurePosixPath, bytes]]
    OPTIONS     (if it has any) the fields of Profile which it heeds

`export` yields the path of each file, relative to the target folder, and its bytes. Nothing is written but by
`write`. The module's docstring is its manual page. To add a format, add a file here and its tests.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import Literal

from teiproof.errors import UnwritableTargetError
from teiproof.files import write_folder
from teiproof.model.document import Document
from teiproof.model.reading import Kind

__all__ = ["Files", "Profile", "file_name", "write"]


Files = Sequence[tuple[PurePosixPath, bytes]]


def _unsaid(remark: str) -> None:
    """Take a remark and say nothing."""
    del remark


@dataclass(frozen=True, slots=True)
class Profile:
    """How an export is made: which reading, where the notes go, the language of the interface.

    `strict` makes an error of what is otherwise a remark, such as an element without a rule; `remark` takes
    each remark, a sentence. `stylesheets` is a folder with stylesheets that take the place of packaged ones.
    `made` are the files of other formats, by the formats' names, for an export that offers them.
    """

    reading: Kind = "edited"
    notes: Literal["none", "end", "inline"] = "end"
    language: str | None = None
    strict: bool = False
    stylesheets: Path | None = None
    remark: Callable[[str], None] = _unsaid
    made: Mapping[str, Files] = field(default_factory=dict)


def file_name(document: Document, suffix: str) -> PurePosixPath:
    """The file made from a document: where the document is below its folder, with another suffix."""
    return document.name.with_suffix(suffix)


def write(files: Iterable[tuple[PurePosixPath, bytes]], into: Path) -> Iterator[Path]:
    """Write files below a folder (see `files.write_folder`) and yield their paths.

    Every file is made before the first is written, so that a document which cannot be exported leaves the
    folder as it was. Raises UnwritableTargetError.
    """
    made: dict[PurePosixPath, bytes] = {}
    for path, content in files:
        if path.is_absolute() or ".." in path.parts:
            raise UnwritableTargetError(f"“{path}” would be outside the folder {into}; nothing was written.")
        if path in made:
            raise UnwritableTargetError(
                f"two documents would both be written as {path}; nothing was written. Rename one of them."
            )
        made[path] = content
    if made:
        write_folder(into, made)
    for path in made:
        yield into / path
