"""Fetches the TEI's specifications, once and only if it is asked for, from the archive of TEI releases.

What comes is checked against a known sum before it is kept; a file of another content is refused. So it may
come from whatever host the archive names, if it comes by https.
"""

import hashlib
import http.client
import time
import urllib.error
import urllib.request
from pathlib import Path
from typing import IO

from teiproof.errors import TeiproofError
from teiproof.files import write_file

RELEASE = "4.9.0a"
ADDRESS = f"https://www.tei-c.org/Vault/P5/{RELEASE}/xml/tei/odd/p5subset.xml"
SHA256 = "c8b9b704a4a80dc5a6175948b14ba7d420f68a26a4107e3567b4742f626db7e8"

_MOST_BYTES = 40_000_000
_AT_ONCE = 1 << 16
_SECONDS = 60  # without a byte
_MOST_SECONDS = 900  # for all of it
_OTHERWISE = "Download p5subset.xml of a TEI release yourself and give it with --source."


class FetchError(TeiproofError):
    """The specifications could not be fetched."""


def cached(folder: Path) -> Path:
    """Where the specifications are kept in the user's cache folder."""
    return folder / f"p5subset-{RELEASE}.xml"


def fetch(folder: Path, address: str = ADDRESS, sha256: str = SHA256) -> Path:
    """Fetch the specifications into a folder, unless they are there; the path of the file.

    Raises FetchError, UnwritableTargetError.
    """
    target = cached(folder)
    if target.is_file() and _sum(target.read_bytes()) == sha256:
        return target
    data = _download(address)
    found = _sum(data)
    if found != sha256:
        raise FetchError(
            f"what {address} sends is not TEI {RELEASE}: its SHA-256 is {found}, not {sha256}. Nothing was "
            f"kept. {_OTHERWISE}"
        )
    write_file(target, data)
    return target


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


class _Redirects(urllib.request.HTTPRedirectHandler):
    """Goes where it is sent, to another host too, but never away from https."""

    def redirect_request(
        self,
        req: urllib.request.Request,
        fp: IO[bytes],
        code: int,
        msg: str,
        headers: http.client.HTTPMessage,
        newurl: str,
    ) -> urllib.request.Request | None:
        _check(newurl)
        return super().redirect_request(req, fp, code, msg, headers, newurl)


def _check(address: str) -> None:
    if not address.startswith(("https://", "http://127.0.0.1:")):
        raise FetchError(f"{address} is not fetched: only what comes by https is. {_OTHERWISE}")


def _download(address: str) -> bytes:
    _check(address)
    request = urllib.request.Request(address, headers={"User-Agent": "teiproof"})  # noqa: S310 - its scheme has been checked
    try:
        with urllib.request.build_opener(_Redirects).open(request, timeout=_SECONDS) as response:
            return _received(response, address)
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        if isinstance(error, urllib.error.HTTPError):
            reason = f"the server answers {error.code} {error.reason}"
        raise FetchError(f"cannot fetch {address}: {reason}. {_OTHERWISE}") from error


def _received(response: http.client.HTTPResponse, address: str) -> bytes:
    """All bytes of an answer. Raises FetchError if there are too many, too few, or they come too slowly."""
    announced = response.headers.get("Content-Length", "")
    end = time.monotonic() + _MOST_SECONDS
    data = bytearray()
    while piece := response.read1(_AT_ONCE):
        data += piece
        if len(data) > _MOST_BYTES:
            raise FetchError(
                f"{address} sends more than {_MOST_BYTES:,} bytes, which no release of TEI has. {_OTHERWISE}"
            )
        if time.monotonic() > end:
            raise FetchError(
                f"{address} has sent only {len(data):,} bytes in {_MOST_SECONDS:g} seconds. {_OTHERWISE}"
            )
    if announced.isdecimal() and len(data) < int(announced):
        raise FetchError(
            f"{address} broke off after {len(data):,} of {int(announced):,} bytes. Try again. {_OTHERWISE}"
        )
    return bytes(data)
