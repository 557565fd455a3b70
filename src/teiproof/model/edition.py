"""The documents of one request, and what they point to."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Container, Iterable, Iterator, Sequence
from functools import cached_property
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

from teiproof.errors import NothingToCheckError, NotTeiError, UnreadableFileError
from teiproof.model.document import Document
from teiproof.model.kinds import CHECKED, Kind, kind_of, refusal
from teiproof.parsing import UnparsableError, unreadable
from teiproof.parsing.presence import exists, is_dir, is_file, is_readable_to_its_end, is_remote, real

if TYPE_CHECKING:
    from lxml import etree

    from teiproof.model.pointers import Pointer

SUFFIXES = (".xml", ".tei", ".odd")
_MANY = 1_000  # documents of which may be remembered why they are documents
_PATHS = 10_000
_POINTED_TO = 64


class Edition:
    """The documents of one request, in the order of their paths.

    `schema`, if given, is used in place of the schemas which the documents declare; `catalogs` are the XML
    catalogs by which schemas named by URL are found, besides a `catalog.xml` beside the document.
    `caches_schemas` says whether the compiled form of a schema may be kept on disk, `has_ids` whether its IDs
    are looked at; `passed_over` are the files in its folders that are no document.
    """

    caches_schemas = True
    has_ids = True
    passed_over: tuple[tuple[Path, Kind], ...] = ()

    def __init__(
        self, documents: Sequence[Document], schema: Path | None = None, catalogs: Sequence[Path] = ()
    ) -> None:
        self.documents = tuple(documents)
        self.schema = schema
        self.catalogs = tuple(catalogs)
        # What pointers lead to; the last one that was used stands at the end.
        self._paths: dict[tuple[Path, str], Path | None] = {}
        self._at: dict[Path, Document | None] = {}

    @classmethod
    def open(
        cls,
        paths: Sequence[Path],
        schema: Path | None = None,
        catalogs: Sequence[Path] = (),
        takes: Container[Kind] = CHECKED,
        takes_any_file: bool = False,
    ) -> Edition:
        """The documents at some paths: files as named, folders searched for .xml, .tei and .odd files.

        `takes` are the kinds that are wanted, besides parts of a document that name a schema if documents are
        to be checked. What is of another kind is passed over in folders, and refused where a file was named,
        unless `takes_any_file`.

        Raises UnreadableFileError, NotTeiError (a file that was named is of another kind), NothingToCheckError.
        """
        found: dict[str, Document] = {}
        others: dict[Path, Kind] = {}
        named = frozenset(Kind if takes_any_file else {Kind.PART} if schema else ())
        for path in paths:
            for document in _documents(path, takes, named, others):
                found.setdefault(str(document.path), document)
                if len(found) > _MANY:
                    document.forget()
        if not found:
            where = ", ".join(str(path) for path in paths)
            counted = Counter(others.values())
            there = ", ".join(f"{kind.value} ({counted[kind]:,})" for kind in Kind if kind in counted)
            raise NothingToCheckError(
                f"no TEI document in {where}: no .xml, .tei or .odd file with a TEI root element"
                f"{f', but {there}' if there else ''}. Name the files or another folder."
            )
        _tell_apart(found.values())
        edition = cls(tuple(found.values()), schema, catalogs)
        edition.passed_over = tuple(others.items())
        return edition

    def of(self, documents: Sequence[Document]) -> Edition:
        """An edition of some of the documents, under the same conditions."""
        some = Edition(documents, self.schema, self.catalogs)
        some.caches_schemas, some.has_ids = self.caches_schemas, self.has_ids
        some.passed_over = self.passed_over
        return some

    def __getstate__(self) -> dict[str, object]:
        return {
            "documents": self.documents,
            "schema": self.schema,
            "catalogs": self.catalogs,
            "caches_schemas": self.caches_schemas,
            "has_ids": self.has_ids,
            "passed_over": self.passed_over,
            "_paths": {},
            "_at": {},
        }

    @cached_property
    def _by_folder(self) -> dict[str, dict[str, Document]]:
        """The documents by their folders and names, without symbolic links: less than by whole paths."""
        folders: dict[Path, str] = {}
        found: dict[str, dict[str, Document]] = {}
        for document in self.documents:
            folder, name = document.path.parent, document.path.name
            if is_remote(document.path):
                place, _, name = real(document.path).rpartition("/")
            elif document.path.is_symlink():
                place, name = os.path.split(os.path.realpath(document.path))
            else:
                if folder not in folders:
                    folders[folder] = os.path.realpath(folder)
                place = folders[folder]
            found.setdefault(place, {})[name] = document
        return found

    def _known(self, path: Path) -> Document | None:
        """The document of this request at a path."""
        place = real(path)
        folder, name = place.rsplit("/", 1) if is_remote(path) else os.path.split(place)
        return self._by_folder.get(folder, {}).get(name)

    def let_go(self) -> None:
        """Let go of what pointers have led to, but for what was used last, to keep memory flat.

        The elements of those documents are no longer the same afterwards. To be called between two documents.
        """
        if len(self._paths) > _PATHS:
            self._paths.clear()
        while len(self._at) > _POINTED_TO:
            document = self._at.pop(next(iter(self._at)))
            if document:
                document.forget()

    def path_of(self, document: Document, pointer: Pointer) -> Path | None:
        """The existing file or folder to which a local pointer leads; None if there is none."""
        if not pointer.file:
            return document.path
        from teiproof.model.pointers import folder_of  # with its tables; validation alone does without

        key = (folder_of(document, pointer.element), pointer.file)
        if key not in self._paths:
            path = key[0] / key[1]
            is_there = (is_remote(path) and self._known(path) is not None) or exists(path)
            self._paths[key] = path if is_there else None
        return self._paths[key]

    def document_of(self, document: Document, pointer: Pointer) -> Document | None:
        """The document to which a local pointer leads; None if there is no such file."""
        path = self.path_of(document, pointer) if pointer.file else None
        if path is None:
            return None if pointer.file else document
        if path in self._at:
            self._at[path] = found = self._at.pop(path)
            return found
        found = self._known(path)
        if found is None and is_file(path):
            found = Document(path, omissions=document.omissions)
        self._at[path] = found
        return found

    def target(self, document: Document, pointer: Pointer) -> etree._Element | None:
        """The element to which a local pointer with a fragment leads; None if it dangles.

        Raises UnparsableError if the document pointed to is not well-formed.
        """
        other = self.document_of(document, pointer)
        return other.ids.get(pointer.fragment) if other else None


def _tell_apart(documents: Iterable[Document]) -> None:
    """Give documents that differ in the ending of their names alone names of which exports can keep both."""
    others = [document for document in documents if document.name.suffix != ".xml"]
    if not others:
        return
    count = Counter(document.stem for document in documents)
    for document in others:
        if count[document.stem] > 1:
            document.name = document.name.with_name(f"{document.name.name}.xml")


def xml_files(paths: Sequence[Path]) -> list[Path]:
    """The files at some paths, TEI or not: files as named, folders searched for .xml, .tei and .odd files.

    Raises UnreadableFileError and NothingToCheckError.
    """
    found: dict[Path, None] = {}
    for path in paths:
        if not exists(path) and not is_remote(path):
            raise _missing(path)
        found.update(dict.fromkeys(_files_below(path) if is_dir(path) else [path]))
    if not found:
        where = ", ".join(str(path) for path in paths)
        raise NothingToCheckError(f"no .xml, .tei or .odd file in {where}. Name the files or another folder.")
    return list(found)


def _files_below(folder: Path) -> Iterator[Path]:
    """The .xml, .tei and .odd files in a folder and in those below it, hidden ones left out, in order.

    A folder at an address that cannot be listed stands for itself: whoever reads it will say why.
    """
    if is_remote(folder):
        from teiproof.parsing.remote import UnreachableError

        try:
            yield from (file for file in folder.files() if _is_wanted(folder, file))
        except UnreachableError as error:
            yield folder.with_fault(error)
        return
    for place, folders, files in os.walk(folder, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith(".") and name != "node_modules")
        for name in sorted(files):
            if name.lower().endswith(SUFFIXES) and not name.startswith("."):
                path = Path(place, name)
                if is_readable_to_its_end(path):
                    yield path


def _is_wanted(folder: Path, file: Path) -> bool:
    parts = file.relative_to(folder).parts
    is_hidden = any(part.startswith(".") or part == "node_modules" for part in parts)
    return file.name.lower().endswith(SUFFIXES) and not is_hidden


def _documents(
    path: Path, takes: Container[Kind], named: Container[Kind], others: dict[Path, Kind]
) -> Iterator[Document]:
    """The documents at a path; files in a folder that are none are added to `others`.

    `named` are the kinds that are taken, besides, where the path is that of a file.
    """
    if is_dir(path):
        for file in _files_below(path):
            name = PurePosixPath(file.relative_to(path).as_posix()) if file != path else None
            document = Document(file, name=name)
            kind = _kind(document)
            if kind in takes or _is_checked_apart(document, kind, takes):
                yield document
            else:
                others[file] = kind
        return
    if not exists(path) and not is_remote(path):
        raise _missing(path)
    document = Document(path)
    kind = _kind(document)
    if not (kind in takes or kind in named or _is_checked_apart(document, kind, takes)):
        raise NotTeiError(f"{path} {refusal(kind, document.prolog)}")
    yield document


def _missing(path: Path) -> UnreadableFileError:
    return UnreadableFileError(f"there is no file or folder {path}. Look for a slip in its name.")


def _refuse(error: OSError) -> None:
    raise UnreadableFileError(unreadable(Path(error.filename), error)) from error


def is_taken(path: Path, takes: Container[Kind] = CHECKED) -> bool:
    """Whether a file is a document of these kinds. One that cannot be read up to its root element is: it must
    be reported."""
    document = Document(path)
    kind = _kind(document)
    return kind in takes or _is_checked_apart(document, kind, takes)


def _kind(document: Document) -> Kind:
    try:
        return kind_of(document.prolog)
    except (UnparsableError, UnreadableFileError):
        return Kind.P5  # what is wrong is said when the document is read, and the others are done


def _is_checked_apart(document: Document, kind: Kind, takes: Container[Kind]) -> bool:
    """Whether it is a part of a document, and names a schema by which it can be checked."""
    return kind is Kind.PART and Kind.WITHOUT_NAMESPACE in takes and bool(document.schema_associations)
