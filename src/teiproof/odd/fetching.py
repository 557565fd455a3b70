"""Fetches the TEI's specifications, once and only if it is asked for, from the archive of TEI releases.

What comes is checked against a known sum before it is kept; a file of another content is refused.
"""

import hashlib
import http.client
import urllib.request
from pathlib import Path

from teiproof.errors import TeiproofError
from teiproof.files import write_file

RELEASE = "4.9.0a"
ADDRESS = f"https://www.tei-c.org/Vault/P5/{RELEASE}/xml/tei/odd/p5subset.xml"
SHA256 = "c8b9b704a4a80dc5a6175948b14ba7d420f68a26a4107e3567b4742f626db7e8"

_MOST_BYTES = 40_000_000
_SECONDS = 60


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
            "kept. Download p5subset.xml of a TEI release yourself and give it with --source."
        )
    write_file(target, data)
    return target


def _sum(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


def _download(address: str) -> bytes:
    if not address.startswith(("https://", "http://127.0.0.1:")):
        raise FetchError(f"{address} is fetched by https alone.")
    request = urllib.request.Request(address, headers={"User-Agent": "teiproof"})  # noqa: S310 - see above
    try:
        with urllib.request.urlopen(request, timeout=_SECONDS) as response:  # noqa: S310 - see above
            data: bytes = response.read(_MOST_BYTES + 1)
    except (OSError, http.client.HTTPException, ValueError) as error:
        reason = getattr(error, "reason", error)
        raise FetchError(
            f"cannot fetch {address}: {reason}. Download p5subset.xml of a TEI release yourself and give it "
            "with --source."
        ) from error
    if len(data) > _MOST_BYTES:
        raise FetchError(f"{address} sends more than {_MOST_BYTES:,} bytes, which no release of TEI has.")
    return data
