"""The files a schema is made of: finding them, reading them, and naming a place in them.

A place in a schema is one integer, so that a simplified schema is small and can be cached; lines and columns
are counted only when a place is shown.
"""

import os
from collections.abc import Callable
from pathlib import Path

from teiproof.errors import IncorrectSchemaError, SchemaNotFoundError
from teiproof.parsing import encoding_of

Resolver = Callable[[str], Path | None]
"""Finds the local file for an address, or None; so an XML catalog can be asked."""

_OFFSET_BITS = 40


def is_compact(path: Path) -> bool:
    """Whether a schema is written in the compact syntax."""
    return path.suffix.lower() == ".rnc"


def place(file: int, offset: int) -> int:
    """A place as an integer: the number of the file from 0 and the offset from its beginning in bytes, or, in
    compact syntax, in characters."""
    return file << _OFFSET_BITS | offset


class Sources:
    """The files of one schema in the order in which they were read.

    `contents` maps the path of each to its bytes. Only local files are read, never the network.
    """

    def __init__(self, resolver: Resolver | None = None) -> None:
        self.contents: dict[Path, bytes] = {}
        self._names: list[str] = []
        self._resolver = resolver

    def open(self, path: Path) -> tuple[int, bytes]:
        """The number of a file and its bytes.

        Raises SchemaNotFoundError.
        """
        data = self.contents.get(path)
        if data is None:
            try:
                data = self.contents[path] = path.read_bytes()
            except (OSError, ValueError) as error:  # ValueError: a name with U+0000
                reason = error.strerror if isinstance(error, OSError) else None
                message = f"cannot read the schema {path}: {(reason or str(error)).lower()}."
                raise SchemaNotFoundError(message) from error
        self._names.append(str(path))
        return len(self._names) - 1, data

    def locate(self, where: int) -> str:
        """A place as a reader sees it: `path:line:column`."""
        name = self._names[where >> _OFFSET_BITS]
        data = self.contents[Path(name)]
        offset = where & (1 << _OFFSET_BITS) - 1
        if is_compact(Path(name)):
            from teiproof.relaxng.compacttokens import text_of

            before = text_of(data)[:offset]
        else:
            before = data[:offset].decode(encoding_of(data), "replace")
        return f"{name}:{before.count(chr(10)) + 1}:{len(before) - before.rfind(chr(10))}"

    def error(
        self,
        where: int,
        section: str,
        message: str,
        kind: type[IncorrectSchemaError] = IncorrectSchemaError,
    ) -> IncorrectSchemaError:
        """The error that refuses a schema: the place, what is wrong, the section of the specification."""
        return kind(f"{self.locate(where)}: {message} (RELAX NG, section {section}).")

    def resolve(self, href: str, base: str, where: int) -> Path:
        """The local file an `href` means (section 4.5); `base` is the URI against which a relative `href` is
        taken.

        Raises IncorrectSchemaError.
        """
        from urllib.parse import unquote, urljoin, urlsplit

        if "#" in href:
            raise self.error(where, "4.5", f"“{href}” has a fragment identifier, which href must not have")
        try:
            address = urljoin(base, href)
            parts = urlsplit(address)
        except ValueError:
            raise self.error(where, "4.5", f"“{href}” is no address") from None
        if self._resolver is not None and (found := self._resolver(address)) is not None:
            return found
        if parts.scheme == "file" and parts.netloc in ("", "localhost"):
            path = unquote(parts.path)
            return Path(path.removeprefix("/") if os.name == "nt" else path)
        reason = "is not a local file, and nothing is fetched from the network"
        raise self.error(where, "4.5", f"“{address}” {reason}; save it beside the schema and write its name")
