"""BagIt 1.0 (RFC 8493): a payload with its checksums, and the bag as an archive."""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping

_HASHES = ("sha256", "sha512")
_TIME = (1980, 1, 1, 0, 0, 0)  # the first that an archive can hold: it has no clock
_FILE = 0o100644 << 16


def bagged(payload: Mapping[str, bytes], told: Mapping[str, str]) -> dict[str, bytes]:
    """The files of a bag by their paths; `told` are the fields of bag-info.txt."""
    size = sum(map(len, payload.values()))
    info = {**told, "Payload-Oxum": f"{size}.{len(payload)}"}
    lines = [f"{name}: {' '.join(value.split())}\n" for name, value in info.items() if value]
    files = {
        "bagit.txt": b"BagIt-Version: 1.0\nTag-File-Character-Encoding: UTF-8\n",
        "bag-info.txt": "".join(lines).encode(),
    }
    data = {f"data/{path}": content for path, content in payload.items()}
    files |= {f"manifest-{name}.txt": _manifest(data, name) for name in _HASHES}
    tags = {f"tagmanifest-{name}.txt": _manifest(files, name) for name in _HASHES}
    return {**files, **tags, **data}


def archive(files: Mapping[str, bytes], folder: str) -> bytes:
    """A zip archive of files in a folder: the same bytes for the same files."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for path in sorted(files):
            entry = zipfile.ZipInfo(f"{folder}/{path}", _TIME)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.create_system = 3  # Unix, wherever it is made
            entry.external_attr = _FILE
            made.writestr(entry, files[path])
    return buffer.getvalue()


def _manifest(files: Mapping[str, bytes], name: str) -> bytes:
    lines = [f"{hashlib.new(name, files[path]).hexdigest()}  {_written(path)}\n" for path in sorted(files)]
    return "".join(lines).encode()


def _written(path: str) -> str:
    """A path in a manifest, where line ends and percent signs are encoded (RFC 8493, 2.1.3)."""
    return path.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")
