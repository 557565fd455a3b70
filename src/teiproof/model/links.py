"""Which identifiers of a document the other documents of an edition point to."""

import re
from collections.abc import Iterator
from sys import intern
from urllib.parse import unquote_to_bytes

from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.pointers import Pointer, pointers
from teiproof.parsing import encoding_of

_DELIMITERS = re.compile(rb"""[\s"'/<>#?=:;,()&]""")
_AS_UTF_8 = ("utf-8", "us-ascii", "ascii")
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
        self._targets: dict[Document, set[str]] = {}  # what is pointed to, but not from where
        self._looked_at: set[Document] = set()
        self._naming_any: set[Document] = set()

    def identifiers(self, document: Document) -> set[str]:
        """The identifiers of a document to which others point. Raises UnparsableError, UnreadableFileError."""
        for other in self._that_may_name(document):
            if other is not document and other not in self._looked_at:
                self._look_at(other)
                other.forget()
        return self._targets.get(document, set())

    def _that_may_name(self, document: Document) -> list[Document]:
        if not document.path.suffix:
            return list(self._edition.documents)
        if self._naming is None:
            self._naming = self._names(document)
            self._naming_any = set(self._naming.get(_ANY, ()))
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

    def _look_at(self, document: Document) -> None:
        """Remember the identifiers of others to which a document points."""
        for pointer in pointers(document):
            if pointer.is_local and pointer.file:
                other = self._edition.document_of(document, pointer)
                if other is not None and other is not document and self._counts(document, pointer, other):
                    self._targets.setdefault(other, set()).add(intern(pointer.fragment))
        self._looked_at.add(document)

    def _counts(self, document: Document, pointer: Pointer, other: Document) -> bool:
        """Whether it is known of a pointer whatever else has been looked at: by the name of its file."""
        is_by_name = pointer.file.rpartition("/")[2] == other.path.name
        return is_by_name or not other.path.suffix or document in self._naming_any


def _file_names(document: Document, suffixes: list[bytes]) -> Iterator[bytes]:
    """The names of files that may stand in a document; empty for one that a prefixDef is to complete."""
    data = document.data
    encoding = encoding_of(data).lower()
    if encoding not in _AS_UTF_8:
        data = data.decode(encoding, "replace").encode()
    for suffix in suffixes:
        position = data.find(suffix)
        while position >= 0:
            end = position + len(suffix)
            name = _last_part(data[max(0, position - _LONGEST) : end])
            yield _ANY if b"$" in name else _last_part(unquote_to_bytes(name))
            position = data.find(suffix, end)


def _last_part(name: bytes) -> bytes:
    return _DELIMITERS.split(name)[-1]
