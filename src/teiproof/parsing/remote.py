"""Files at an address, such as s3://bucket/tei/x.xml, which are read through fsspec
(https://filesystem-spec.readthedocs.io).

An address is a path: what a document points to is found from it as from any other. It is read only if the user
has named it, or a folder above it; whatever a document makes of it cannot be read, and never becomes a local
file.
"""

from __future__ import annotations

import errno
import io
import os
import posixpath
import re
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path, PosixPath
from typing import IO, TYPE_CHECKING, Any, NamedTuple, NoReturn
from urllib.parse import unquote

from teiproof.errors import MissingExtraError, UnreadableFileError

if TYPE_CHECKING:
    from fsspec import AbstractFileSystem

_ADDRESS = re.compile(r"([A-Za-z][A-Za-z0-9+.-]+)://")
_WITHOUT_HOST = ("file", "local", "memory")
_ESCAPED = ("http", "https")  # in whose addresses % escapes a character
_WALKED = ("file", "http", "https", "local")  # whose folders are listed one by one
_HEAD = 64 * 1024  # bytes in which nearly every prolog ends
_REGULAR = 0o100444


class UnreachableError(UnreadableFileError, OSError):
    """What is at an address cannot be read."""

    def __init__(self, address: str, reason: str) -> None:
        OSError.__init__(self, errno.ENOENT, reason)
        self.address = address

    def __str__(self) -> str:
        return f"cannot read {self.address}: {self.strerror}."

    def __reduce__(self) -> tuple[type[UnreachableError], tuple[str, str]]:
        return UnreachableError, (self.address, str(self.strerror))


class _Named(NamedTuple):
    """The addresses which the user has named: all of them, and those that are folders, with a slash at the
    end."""

    addresses: frozenset[str]
    folders: tuple[str, ...]


_NOTHING = _Named(frozenset(), ())


class Remote(PosixPath):
    """An address as a path. What is made of it by other ways than `/` and `parent` cannot be read."""

    __slots__ = ("_fault", "_named", "_size")
    _fault: str
    _named: _Named
    _size: int | None

    def __str__(self) -> str:
        scheme, colon, rest = super().__str__().partition(":")
        if not colon:
            return scheme
        return f"{scheme}:{'//' if scheme in _WITHOUT_HOST else '/'}{rest or '/'}"

    def __fspath__(self) -> NoReturn:
        """Nothing that is asked of the system can be asked of an address."""
        raise UnreachableError(str(self), "it is no local file")

    def __hash__(self) -> int:
        return hash(str(self))

    def __eq__(self, other: object) -> bool:
        return isinstance(other, Remote) and str(self) == str(other)

    def __reduce__(self) -> tuple[Any, ...]:
        return _made, (str(self), self._rights, getattr(self, "_size", None), getattr(self, "_fault", ""))

    def with_fault(self, error: UnreachableError) -> Remote:
        """The same, of which whoever reads it is told why it cannot be read."""
        return _made(str(self), self._rights, 0, str(error.strerror))

    @property
    def _rights(self) -> _Named:
        return getattr(self, "_named", _NOTHING)

    def __truediv__(self, key: str | os.PathLike[str]) -> Remote:
        """What a relative reference (RFC 3986, section 5.2) leads to; `key` may be an address, too."""
        if isinstance(key, Remote):
            return _made(str(key), self._rights)
        text = str(key)
        if _ADDRESS.match(text):
            return _made(text, self._rights)
        scheme, _, rest = str(self).partition("://")
        if text.startswith("/"):
            host = "" if scheme in _WITHOUT_HOST else rest.partition("/")[0]
            return _made(f"{scheme}://{host}/{text.lstrip('/')}", self._rights)
        return _made(f"{str(self).rstrip('/')}/{text}", self._rights)

    @property
    def parent(self) -> Remote:
        return _made(str(super().parent), self._rights) if "://" in str(super().parent) else self

    @property
    def parents(self) -> tuple[Remote, ...]:  # as that of pathlib, a sequence
        found = [self]
        while found[-1].parent != found[-1]:
            found.append(found[-1].parent)
        return tuple(found[1:])

    def resolve(self, strict: bool = False) -> Remote:
        """The address without `..`."""
        del strict
        return _made(self._address(), self._rights)

    def absolute(self) -> Remote:
        """The address."""
        return self

    def as_uri(self) -> str:
        """The address."""
        return str(self)

    def key(self) -> str:
        """What is the same for all ways to write the address: without `..` and, on the web, escapes."""
        scheme, _, rest = self._address().partition("://")
        host, slash, path = rest.partition("/")
        if scheme not in _ESCAPED or not slash:
            return self._address()
        # Once more, for what was escaped may be `..`.
        return f"{scheme}://{host}/{posixpath.normpath('/' + unquote(path)).lstrip('/')}"

    def _address(self) -> str:
        """The address without `..`, as it is asked for."""
        scheme, _, rest = str(self).partition("://")
        host, slash, path = ("", "/", rest) if scheme in _WITHOUT_HOST else rest.partition("/")
        normal = posixpath.normpath(f"/{path}").lstrip("/")
        return f"{scheme}://{host}{slash}{normal}"

    def is_named(self) -> bool:
        """Whether the user has named it, or a folder above it."""
        key, (addresses, folders) = self.key(), self._rights
        if key in addresses:
            return True
        # What stands escaped even now could be read as a path out of the folder, or as a request to a program.
        scheme, _, rest = key.partition("://")
        is_odd = any(character in rest for character in "\\\0" + "%?#" * (scheme in _ESCAPED))
        return not is_odd and any(key.startswith(folder) for folder in folders)

    def is_named_folder(self) -> bool:
        """Whether the user has named it as a folder."""
        return self.key() + "/" in self._rights.folders

    # What is asked of it.

    def is_dir(self) -> bool:
        """Whether it is a folder; not if it cannot be looked at."""
        if self.is_named_folder():
            return True
        if not self.is_named() or self.suffix.lower() in (".xml", ".tei", ".odd"):
            return False  # an address on the web with links in it would be taken for a folder
        try:
            with self._asked() as system:
                return bool(system.isdir(self._address()))
        except UnreachableError:
            return False

    def exists(self) -> bool:
        """Whether there is anything that may be read."""
        if not self.is_named():
            return False
        try:
            with self._asked() as system:
                return bool(system.exists(self._address()))
        except UnreachableError:
            return False

    def is_file(self) -> bool:
        """Whether there is anything that may be read."""
        return self.exists()

    def is_symlink(self) -> bool:
        """Nothing is a link that would have to be followed here."""
        return False

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        """The size, 0 if it is not known, and nothing else."""
        del follow_symlinks
        size = getattr(self, "_size", None)
        if size is None:
            with self._asked() as system:
                size = system.info(self._address()).get("size") or 0
            self._size = size
        return os.stat_result((_REGULAR, 0, 0, 1, 0, 0, size, 0, 0, 0))

    def read_bytes(self) -> bytes:
        """What is there. Raises UnreachableError."""
        with self._asked() as system:
            content: bytes = system.cat_file(self._address())
            return content

    def open(self, *_: Any, buffering: int = -1, **__: Any) -> IO[Any]:  # type: ignore[override]
        """A stream of the bytes. If it is not buffered, the reader may want no more than the beginning."""
        return io.BytesIO(self.read_bytes()) if buffering else _Stream(self)  # type: ignore[return-value]

    def head(self) -> tuple[bytes, bool]:
        """The beginning, and whether it is all. Raises UnreachableError."""
        try:
            with self._asked() as system:
                content: bytes = system.cat_file(self._address(), start=0, end=_HEAD)
        except UnreachableError:  # a server may know no ranges, and none of what is empty
            return self.read_bytes(), True
        return content, len(content) != _HEAD

    def files(self) -> Iterator[Remote]:
        """All files below a folder: those in it by name, then those in its folders. Raises UnreachableError."""
        address = f"{self._address().rstrip('/')}/"
        options = {"on_error": "raise"} if address.partition(":")[0] in _WALKED else {}
        with self._asked() as system:
            folder = f"{system._strip_protocol(address).rstrip('/')}/"
            found = system.find(address, detail=True, **options) or system.ls(address)
        if not found:
            raise UnreachableError(str(self), "the folder has no files")
        names = [name.removeprefix(folder) for name in found if name.startswith(folder)]
        for name in sorted(names, key=_order):
            file = self / name
            if file.is_named():
                file._size = found[f"{folder}{name}"].get("size")
                yield file

    @contextmanager
    def _asked(self) -> Iterator[AbstractFileSystem]:
        """The file system of the address, of which whatever goes wrong is an UnreachableError."""
        if fault := getattr(self, "_fault", ""):
            raise UnreachableError(str(self), fault)
        if not self.is_named():
            raise UnreachableError(str(self), "it was not named, and so is not looked at")
        from fsspec.core import url_to_fs

        try:
            # Anew every time, for fsspec knows in which process one may be used.
            yield url_to_fs(self._address())[0]
        except FileNotFoundError as error:
            raise UnreachableError(str(self), "there is nothing") from error
        except PermissionError as error:
            raise UnreachableError(str(self), "permission denied") from error
        except Exception as error:  # each file system has errors of its own
            raise UnreachableError(str(self), _reason(error)) from error


class _Stream(io.RawIOBase):
    """What is at an address, of which the rest is fetched only if the beginning is not enough."""

    def __init__(self, path: Remote) -> None:
        self._path = path
        self._content, self._is_whole = path.head()
        self._at = 0

    def readable(self) -> bool:
        return True

    def seekable(self) -> bool:
        return True

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if whence != os.SEEK_SET:
            raise io.UnsupportedOperation("only from the beginning")
        self._at = offset
        return offset

    def readinto(self, buffer: Any) -> int:
        if self._at + len(buffer) > len(self._content) and not self._is_whole and self._at:
            self._content, self._is_whole = self._path.read_bytes(), True
        piece = self._content[self._at : self._at + len(buffer)]
        buffer[: len(piece)] = piece
        self._at += len(piece)
        return len(piece)


def _made(address: str, named: _Named = _NOTHING, size: int | None = None, fault: str = "") -> Remote:
    made = Remote(address)
    made._fault = fault
    made._named = named
    made._size = size
    return made


def _order(name: str) -> tuple[tuple[bool, str], ...]:
    """By which files come before the folders beside them."""
    *folders, last = name.split("/")
    return (*((True, folder) for folder in folders), (False, last))


def _reason(error: Exception) -> str:
    """What an error says, in one line without a full stop."""
    said = str(getattr(error, "strerror", "") or error) or type(error).__name__
    return " ".join(said.split()).rstrip(".")


def is_address(text: str) -> bool:
    """Whether a PATH is an address, by its scheme."""
    return _ADDRESS.match(text) is not None


def named(texts: Iterable[str]) -> tuple[Path, ...]:
    """What the user has named: paths, and addresses that may be read, with what is below them.

    Raises MissingExtraError without fsspec, UnreadableFileError for an address that is none.
    """
    texts = tuple(texts)
    addresses = [text for text in texts if is_address(text)]
    if not addresses:
        return tuple(map(Path, texts))
    _require_fsspec(addresses[0])
    for address in addresses:
        if "::" in address or not _ADDRESS.sub("", address).strip("/"):
            raise UnreadableFileError(f"cannot read {address}: it is not the address of a file or folder.")
    keys = {address: _made(address).key() for address in addresses}
    folders = tuple(f"{keys[address]}/" for address in addresses if address.endswith("/"))
    rights = _Named(frozenset(keys.values()), folders)
    # One named without a slash may be a folder all the same.
    asked = {_made(address, rights).key() for address in addresses if _made(address, rights).is_dir()}
    rights = _Named(rights.addresses, tuple(dict.fromkeys([*folders, *(f"{key}/" for key in sorted(asked))])))
    return tuple(_made(text, rights) if is_address(text) else Path(text) for text in texts)


def _require_fsspec(address: str) -> None:
    try:
        import fsspec  # noqa: F401
    except ImportError as error:
        raise MissingExtraError(
            f"to read {address} needs more than is installed: pip install 'teiproof[remote]'."
        ) from error
