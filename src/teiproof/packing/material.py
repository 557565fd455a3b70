"""The files of an edition that are its own: its documents, and the local files that it needs, where these are.

A document keeps its place below `tei`, and what it points to its place beside it, so that its pointers lead
there in the crate too. Documents are untrusted: only what is included, plain text that is named as a source,
and schemas are taken, and none from outside the folder that holds the edition's folder.
"""

from __future__ import annotations

import os
import posixpath
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Literal, NamedTuple
from urllib.parse import unquote

from teiproof.model.document import Document
from teiproof.model.header import witnesses
from teiproof.model.schemes import has_scheme
from teiproof.names import XI
from teiproof.pages.plan import Plan
from teiproof.parsing import UnparsableError

_INCLUDE = f"{{{XI}}}include"
_SCHEMAS = (".dtd", ".isosch", ".odd", ".rnc", ".rng", ".sch", ".xsd")


Kind = Literal["source", "schema", "part"]
"""What a document is an encoding of, what it is valid against, and what it includes."""


class Companion(NamedTuple):
    """A file beside the documents: its place in the crate, its bytes, and the places of those that need it.

    `kind` says what it is to them.
    """

    path: str
    content: bytes
    needed_by: tuple[str, ...]
    kind: Kind


def place_of(document: Document) -> str:
    """The place of a document in the crate."""
    return f"tei/{document.name.as_posix()}"


def companions(plan: Plan, remark: Callable[[str], None]) -> list[Companion]:
    """The sources and schemas of an edition, by their places; `remark` is told which are left out."""
    found: dict[str, tuple[Path, list[str], Kind]] = {}
    taken = {place_of(document) for document in plan.edition.documents}
    for document in plan.edition.documents:
        for path, kind in _needed(document):
            if not path.is_file():
                continue  # the checks say so
            place = _beside(document, path)
            if place is None:
                remark(f"{path} is not packed: it is not beside the folder of the edition.")
                continue
            known = found.setdefault(place, (path, [], kind))
            if place_of(document) not in known[1]:
                known[1].append(place_of(document))
    return [
        Companion(place, path.read_bytes(), tuple(needed), kind)
        for place, (path, needed, kind) in sorted(found.items())
        if place not in taken
    ]


def _needed(document: Document) -> Iterator[tuple[Path, Kind]]:
    for witness in witnesses(document):
        yield witness.path, "source"
    for schema in document.schema_associations:
        if not has_scheme(schema.href) and schema.href.lower().endswith(_SCHEMAS):
            yield document.path.parent / unquote(schema.href), "schema"
    if document.has_inclusions:
        yield from ((path, "part") for path in _included(document))


def _included(document: Document) -> list[Path]:
    """The files that a document includes, and those that they include."""
    found: dict[Path, None] = {}
    waiting = [document.alone()]
    while waiting:
        part = waiting.pop()
        try:
            includes = list(part.root.iter(_INCLUDE))
        except UnparsableError:  # which is said of the document that includes it
            continue
        for include in includes:
            path = part.path.parent / unquote(include.get("href", ""))
            if path.is_file() and path not in found:
                found[path] = None
                if include.get("parse", "xml") == "xml":
                    waiting.append(Document(path).alone())
    return list(found)


def _beside(document: Document, path: Path) -> str | None:
    """The place of a file in the crate; None if it is outside, whatever links and dots lead there."""
    folder = os.path.realpath(document.folder)
    above = os.path.dirname(folder)  # noqa: PTH120 # realpath has resolved it already
    real = os.path.realpath(path)
    if not real.startswith(f"{above.rstrip(os.sep)}{os.sep}") or above == os.sep:
        return None
    relative = os.path.relpath(os.path.realpath(path.parent), folder).replace(os.sep, "/")
    place = posixpath.normpath(posixpath.join("tei", relative, path.name))
    return None if place.startswith(("../", "/")) else place
