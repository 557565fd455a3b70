"""What an xi:include asks for, whether it may have it, and how much has been brought in so far."""

from __future__ import annotations

import re
from pathlib import Path
from typing import NamedTuple
from urllib.parse import unquote

from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.errors import UnreadableFileError
from teiproof.inclusion.xpointers import BadPointerError, Pointer, read_pointer
from teiproof.parsing import UnparsableError, encoding_of, read
from teiproof.parsing.presence import is_below, is_remote, normal, real

MAX_INCLUSIONS = 10_000
MAX_DEPTH = 40
MAX_BYTES = 500_000_000
MAX_NODES = 5_000_000

TOO_MUCH = "inclusion.too-much"

_SCHEME = re.compile(r"[A-Za-z][A-Za-z0-9+.-]*:|//")
_NOT_XML = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")


class UnavailableError(Exception):
    """What is asked for cannot be had, so that xi:fallback takes its place."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(diagnostic.message)
        self.diagnostic = diagnostic


class Link(NamedTuple):
    """A file, or a part of it, that is being read: `path` as it is shown, `real` without symbolic links."""

    path: Path
    real: str
    xpointer: str = ""


class Request(NamedTuple):
    """What an xi:include asks for; `link.path` is its file, `pointer` what it wants of it."""

    link: Link
    pointer: Pointer | None
    is_text: bool
    encoding: str
    place: Location


class Inclusions:
    """What one document includes, and its bounds.

    `folder` is the edition's, out of which nothing is read; `document` the path of the outermost document.
    """

    def __init__(self, document: Path, folder: Path) -> None:
        self._folder = real(folder)
        self.chain = [Link(document, real(document))]
        self._count = self._bytes = self._nodes = self._fallbacks = 0

    def request(self, attributes: dict[str, str], base: Path, place: Location) -> Request:
        """What an xi:include at a place asks for; `base` is the folder to which its @href refers.

        Raises UnparsableError if it is wrong, or would go round in a circle, and UnavailableError.
        """
        href, xpointer = attributes.get("href", ""), attributes.get("xpointer", "")
        parse = attributes.get("parse", "xml")
        if parse not in ("xml", "text"):
            raise _wrong(place, f"@parse is “{parse}”. Write xml or text.")
        if "#" in href:
            raise _wrong(place, f"@href “{href}” has a fragment. Write what follows # into @xpointer.")
        is_text = parse == "text"
        if is_text and xpointer:
            raise _wrong(place, "@xpointer cannot choose from text. Take it out.")
        if not href and not xpointer:
            raise _wrong(place, "it names nothing. Give it @href, or @xpointer for a part of the same file.")
        link = self._link(href, xpointer, base, place)
        if not is_text:
            self._refuse_loop(link, place)
        if len(self.chain) > MAX_DEPTH:
            raise self._too_deep(place)
        try:
            pointer = read_pointer(xpointer) if xpointer else None
        except BadPointerError as error:
            raise UnavailableError(_said(place, "inclusion.missing", f"{error}.")) from None
        return Request(link, pointer, is_text, attributes.get("encoding", ""), place)

    def _link(self, href: str, xpointer: str, base: Path, place: Location) -> Link:
        if not href:
            return Link(self.chain[-1].path, self.chain[-1].real, xpointer)
        if _SCHEME.match(href):
            message = f"“{href}” is an address on the network, which is never used."
            raise UnavailableError(
                _said(place, "inclusion.outside", f"{message} Include a copy in the edition.")
            )
        path = normal(base / unquote(href.partition("?")[0]))
        try:
            real_path = real(path)
        except ValueError:  # a NUL, for instance
            raise _wrong(place, f"@href “{href}” is no address of a file.") from None
        if not is_below(path, self._folder):
            message = f"“{href}” is outside the edition, which is the folder {self._folder}."
            advice = "Name the folder that holds both as PATH, or copy the file into the edition."
            if is_remote(path):
                message = f"“{href}” is at an address that was not named, and so is not looked at."
                advice = "Name it, too, or the folder that holds both, with a slash at its end."
            raise UnavailableError(_said(place, "inclusion.outside", f"{message} {advice}"))
        return Link(path, real_path, xpointer)

    def _refuse_loop(self, link: Link, place: Location) -> None:
        known = [(each.real, each.xpointer) for each in self.chain]
        if (link.real, link.xpointer) in known:
            first = known.index((link.real, link.xpointer))
            names = [_shown(each) for each in [*self.chain[first:], link]]
            message = f"the file includes itself: {' includes '.join(names)}. Take one of these inclusions out."
            raise _refused(place, "inclusion.loop", message)

    def _too_deep(self, place: Location) -> UnparsableError:
        return _refused(place, TOO_MUCH, f"files include each other deeper than {MAX_DEPTH} levels.")

    def enter_fallback(self, place: Location) -> None:
        """Go into an xi:fallback. Raises UnparsableError if they are nested too deeply."""
        self._fallbacks += 1
        if self._fallbacks > MAX_DEPTH:
            raise self._too_deep(place)

    def leave_fallback(self) -> None:
        """Go out of an xi:fallback."""
        self._fallbacks -= 1

    def read(self, request: Request) -> bytes:
        """The bytes of what is asked for. Raises UnavailableError, and UnparsableError if it is too much."""
        try:
            size = request.link.path.stat().st_size
            self.count(request.place, size=size)
            return read(request.link.path)
        except (OSError, ValueError, UnreadableFileError):
            message = f"there is no file “{request.link.path}” that can be read. Correct @href, or add it."
            raise UnavailableError(_said(request.place, "inclusion.missing", message)) from None

    def count(self, place: Location, size: int = 0, nodes: int = 0) -> None:
        """Count what is brought in. Raises UnparsableError if it is too much."""
        self._count += size > 0
        self._bytes += size
        self._nodes += nodes
        if self._count > MAX_INCLUSIONS or self._bytes > MAX_BYTES or self._nodes > MAX_NODES:
            message = "the document includes more than any edition needs; it is refused."
            raise _refused(place, TOO_MUCH, message)


def text_in(data: bytes, request: Request) -> str:
    """The text of a file that is included as text. Raises UnparsableError."""
    encoding = request.encoding
    if not encoding:
        marked = encoding_of(data[:4])  # a byte order mark, or nothing that says otherwise
        encoding = "utf-8-sig" if marked == "utf-8" else marked
    try:
        text = data.decode(encoding).removeprefix("\ufeff")
    except LookupError:
        raise _wrong(request.place, f"the encoding “{encoding}” is not known.") from None
    except UnicodeError:
        name = encoding.removesuffix("-sig").upper()
        message = f"{request.link.path} is not text in {name}. Name its encoding in @encoding."
        raise _wrong(request.place, message) from None
    if found := _NOT_XML.search(text):
        message = f"{request.link.path} holds U+{ord(found.group()):04X}, which is no character of XML."
        raise _wrong(request.place, message)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def not_found(request: Request) -> UnavailableError:
    """The want of what @xpointer names."""
    message = f"{request.link.path} has no element “{request.link.xpointer}”. Correct @xpointer."
    return UnavailableError(_said(request.place, "inclusion.missing", message))


def _shown(link: Link) -> str:
    return f"{link.path}#{link.xpointer}" if link.xpointer else str(link.path)


def _said(place: Location, code: str, message: str) -> Diagnostic:
    return Diagnostic(place, Severity.ERROR, code, message)


def _refused(place: Location, code: str, message: str) -> UnparsableError:
    return UnparsableError(_said(place, code, message))


def _wrong(place: Location, message: str) -> UnparsableError:
    return _refused(place, "inclusion.bad-request", f"this xi:include is wrong: {message}")
