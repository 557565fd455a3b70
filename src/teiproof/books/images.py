"""The images of a text which a book can hold: files beside it, of a safe kind and a sensible size."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple
from urllib.parse import unquote

from teiproof.model.document import Document
from teiproof.model.pointers import folder_of
from teiproof.names import tei

if TYPE_CHECKING:
    from lxml import etree

LARGEST = 20_000_000
"""Bytes of an image: one above that is left out."""

_BEGINNINGS = {
    b"\xff\xd8\xff": ("image/jpeg", ".jpg"),
    b"\x89PNG\r\n\x1a\n": ("image/png", ".png"),
    b"GIF87a": ("image/gif", ".gif"),
    b"GIF89a": ("image/gif", ".gif"),
}
"""The kinds of images which all reading systems know and which hold no program, by their first bytes."""


class Image(NamedTuple):
    """An image: the address that the document gives it, its name in the book, its media type, its bytes."""

    uri: str
    name: str
    media_type: str
    data: bytes


def images(document: Document, remark: Callable[[str], None], prefix: str = "images/") -> tuple[Image, ...]:
    """The images of a text, in the order of the document; of each that is left out a remark says why.

    Their names are `prefix` and a number.
    """
    found: dict[str, Image] = {}
    for graphic in _graphics(document):
        uri = graphic.get("url", "")
        if uri and uri not in found:
            read = _read(document, graphic, uri)
            if isinstance(read, str):
                remark(f"{document.location(graphic)}: the image “{uri}” is left out: {read}.")
            else:
                media_type, suffix, data = read
                found[uri] = Image(uri, f"{prefix}{len(found) + 1}{suffix}", media_type, data)
    return tuple(found.values())


def _graphics(document: Document) -> Iterator[etree._Element]:
    for text in document.root.iter(tei("text")):
        if next(text.iterancestors(tei("text")), None) is None:
            yield from text.iter(tei("graphic"), tei("media"))


def _read(document: Document, graphic: etree._Element, uri: str) -> tuple[str, str, bytes] | str:
    """The media type, suffix and bytes of an image, or why it cannot be had."""
    if ":" in uri.partition("/")[0] or uri.startswith("//"):
        return "it is not on this machine, and nothing is fetched"
    top = Path(os.path.realpath(document.path.parent))
    place = unquote(uri.partition("#")[0].partition("?")[0])
    try:
        path = Path(os.path.realpath(folder_of(document, graphic) / place))
        if not path.is_relative_to(top):
            return f"it is outside {document.path.parent}"
        if not path.is_file():
            return "there is no such file"
        if path.stat().st_size > LARGEST:
            return f"it has more than {LARGEST // 1_000_000} MB"
        data = path.read_bytes()
    except (OSError, ValueError) as error:
        return f"it cannot be read ({getattr(error, 'strerror', None) or error})"
    for beginning, (media_type, suffix) in _BEGINNINGS.items():
        if data.startswith(beginning):
            return media_type, suffix, data
    return "it is no JPEG, PNG or GIF"
