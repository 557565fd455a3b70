"""Which identifiers of a document the other documents of an edition point to."""

import re
from collections.abc import Iterator
from sys import intern
from urllib.parse import unquote_to_bytes

from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.pointers import pointers
from teiproof.parsing import encoding_of

_DELIMITERS = re.compile(rb"""[\s"'/<>#?=:;,()]""")
_LONGEST = 255  # bytes of the name of a file
_ANY = b""


class Links:
    """The pointers between the documents of an edition, each document looked at once, when first needed.

    Only a document that names a file can point to it; of ten thousand few name any.
    """

    def __init__(self, edition: Edition) -> None:
        self._edition = edition
        self._suffixes = sorted({document.path.suffix.encode() for document in edition.documents} - {b""})
        self._naming: dict[bytes, list[Document]] | None = None
        self._targets: dict[Document, tuple[tuple[Document, tuple[str, ...]], ...]] = {}

    def identifiers(self, document: Document) -> set[str]:
        """The identifiers of a document to which others point. Raises UnparsableError, UnreadableFileError."""
        found: set[str] = set()
        for other in self._that_may_name(document):
            if other is not document:
                if other not in self._targets:
                    self._targets[other] = self._targets_in(other)
                    other.forget()
                found.update(*(targets for target, targets in self._targets[other] if target is document))
        return found

    def _that_may_name(self, document: Document) -> list[Document]:
        if not document.path.suffix:
            return list(self._edition.documents)
        if self._naming is None:
            self._naming = self._names(document)
        wanted = _last_part(document.path.name.encode())
        return list(dict.fromkeys([*self._naming.get(wanted, ()), *self._naming.get(_ANY, ())]))

    def _names(self, current: Document) -> dict[bytes, list[Document]]:
        """The documents by the files that they name; `current` is in use and must remember what it knows."""
        found: dict[bytes, list[Document]] = {}
        for document in self._edition.documents:
            for name in sorted(set(_file_names(document, self._suffixes))):
                found.setdefault(name, []).append(document)
            if document is not current:
                document.forget()
        return found

    def _targets_in(self, document: Document) -> tuple[tuple[Document, tuple[str, ...]], ...]:
        """The identifiers to which a document points, in as little memory as may be: it is kept for each."""
        found: dict[Document, set[str]] = {}
        for pointer in pointers(document):
            if pointer.is_local and pointer.file:
                other = self._edition.document_of(document, pointer)
                if other is not None and other is not document:
                    found.setdefault(other, set()).add(intern(pointer.fragment))
        return tuple((other, tuple(fragments)) for other, fragments in found.items())


def _file_names(document: Document, suffixes: list[bytes]) -> Iterator[bytes]:
    """The names of files that may stand in a document; empty for one that a prefixDef is to complete."""
    data = document.data
    if encoding_of(data).startswith("utf-16"):
        data = data.decode(encoding_of(data), "replace").encode()
    for suffix in suffixes:
        position = data.find(suffix)
        while position >= 0:
            end = position + len(suffix)
            name = _last_part(data[max(0, position - _LONGEST) : end])
            yield _ANY if b"$" in name else _last_part(unquote_to_bytes(name))
            position = data.find(suffix, end)


def _last_part(name: bytes) -> bytes:
    return _DELIMITERS.split(name)[-1]
