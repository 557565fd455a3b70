"""The exports: one module for each format, named after the format, with

    MEDIA_TYPE  the registered media type of its files
    export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]
                what is made of each document by itself, or else
    export(edition: Edition, profile: Profile) -> Iterator[Made]
                what is made of an edition as a whole
    OPTIONS     (if it has any) the fields of Profile which it heeds
    EXTRA       (if it needs one) the extra of teiproof with which the libraries come that are named in
    NEEDS       so that the module can be imported without them, and says what is missing
    GATHERS     (if true) it takes up the files of the other formats, which are in `Profile.made`

Both functions yield the path of each file, relative to the target folder, and its bytes. Nothing is written but
by `write`. The module's docstring is its manual page, and its first sentence says what the format is. To add a
format, add a file here and its tests.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Literal

from teiproof import registry
from teiproof.errors import MissingExtraError, TeiproofError
from teiproof.files import write_folder
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import Kind

__all__ = ["Files", "Made", "Profile", "file_name", "formats", "gathers", "missing_extra", "run", "write"]


Made = tuple[PurePosixPath, bytes]
"""The path of a file, relative to the target folder, and its bytes."""

Files = Sequence[Made]


def _unsaid(remark: str) -> None:
    """Take a remark and say nothing."""
    del remark


@dataclass(frozen=True, slots=True)
class Profile:
    """How an export is made: which reading, where the notes go, the language of the interface.

    `base` is the URL at which the edition is published, with a slash at its end; nothing if it is not known.
    `strict` makes an error of what is otherwise a remark, such as an element without a rule; `remark` takes
    each remark, a sentence. `stylesheets` is a folder with stylesheets that take the place of packaged ones.
    `made` are the files of other formats, by the formats' names, for an export that offers them.
    """

    reading: Kind = "edited"
    notes: Literal["none", "end", "inline"] = "end"
    language: str | None = None
    base: str = ""
    strict: bool = False
    stylesheets: Path | None = None
    remark: Callable[[str], None] = _unsaid
    made: Mapping[str, Files] = field(default_factory=dict)


def file_name(document: Document, suffix: str) -> PurePosixPath:
    """The file made from a document: where the document is below its folder, with another suffix."""
    return document.name.with_suffix(suffix)


def formats() -> list[str]:
    """The names of the formats, sorted, with those at the end which take up the files of the others."""
    return sorted(registry.names(_package()), key=lambda name: (gathers(name), name))


def gathers(name: str) -> bool:
    """Whether a format takes up the files of the others. Raises UnknownNameError."""
    return bool(getattr(registry.load(_package(), name), "GATHERS", False))


def missing_extra(name: str) -> str | None:
    """The extra that has to be installed before a format can be made here. Raises UnknownNameError."""
    module = registry.load(_package(), name)
    is_complete = all(find_spec(need) is not None for need in getattr(module, "NEEDS", ()))
    return None if is_complete else str(module.EXTRA)


def run(
    name: str,
    edition: Edition,
    profile: Profile,
    refused: Callable[[TeiproofError], None] | None = None,
) -> Iterator[Made]:
    """What a format makes of an edition, in the order of its documents.

    `refused` is told of each document that cannot be exported, and the others are; without it, or for a format
    of the edition as a whole, the first of them raises. Raises UnknownNameError, MissingExtraError,
    UnparsableError and TransformError.
    """
    module = registry.load(_package(), name)
    extra = missing_extra(name)
    if extra:
        raise MissingExtraError(f"{name} needs more than is installed: pip install 'teiproof[{extra}]'.")
    if hasattr(module, "export"):
        yield from module.export(edition, profile)
        return
    for document in edition.documents:
        try:
            yield from module.export_document(document, edition, profile)
        except TeiproofError as error:
            if refused is None:
                raise
            refused(error)
        document.forget()


def _package() -> ModuleType:
    """This package, whose folder the registry looks into."""
    import sys

    return sys.modules[__name__]


def write(files: Iterable[Made], into: Path) -> Iterator[Path]:
    """Write files below a folder, none before all of them are made (see `files.write_folder`), and yield their
    paths. Raises UnwritableTargetError.
    """
    for path in write_folder(into, files):
        yield into / path
