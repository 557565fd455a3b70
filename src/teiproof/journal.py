"""Notes of what a run has done, from which an interrupted run is gone on with.

A journal is a file to which a line of JSON is added for each piece of work that is done. A line that is not
whole, because the power failed, ends it: what follows is done again. The first line says what was asked for and
in which state everything was; a journal of another request, or of documents that have changed since, is begun
anew, for what is found in a document may depend on all of them.
"""

from __future__ import annotations

import os
from contextlib import suppress
from itertools import islice
from pathlib import Path
from typing import TYPE_CHECKING, Any

from teiproof import __version__
from teiproof.errors import TeiproofError
from teiproof.parsing.presence import is_remote

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator
    from types import TracebackType
    from typing import Self

    from teiproof.model.document import Document, SchemaAssociation
    from teiproof.model.edition import Edition

_LONG = 20_000_000  # bytes of documents from which on a run takes so long that it is worth a journal
_SCHEMAS = (".rng", ".rnc", ".sch")
_POINTED_TO = (".xml", ".tei", ".odd", ".txt")


class Journal:
    """The journal at a path; without a path, or where it cannot be written, notes are not kept.

    `request` stands for all on which the results depend, and so for the documents and their order. `done` are
    the numbers of the documents of which an earlier run has left notes; there are none unless the journal
    `resumes`, for otherwise it is begun anew. The notes themselves stay on disk.
    """

    def __init__(self, path: Path | None, request: str, resumes: bool) -> None:
        self.done: set[int] = set()
        self._path = path
        self._handle = -1
        if path is None:
            return
        try:
            path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            handle = os.open(path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        except OSError:
            return
        if not _is_ours_alone(handle):
            os.close(handle)
            return
        self._handle = handle
        self._begin(request, resumes)

    def _begin(self, request: str, resumes: bool) -> None:
        with os.fdopen(os.dup(self._handle), "rb") as stream:
            lines = _whole_lines(stream)
            first, end = next(lines, (None, 0))
            if resumes and first == request:
                for number, _, end in _notes(lines):  # noqa: B007 - the end of the last one counts
                    self.done.add(number)
            else:
                end = 0
        os.ftruncate(self._handle, end)
        if not end:
            self._write(request)

    def left(self, edition: Edition) -> Iterator[int]:
        """The numbers of the documents that are not done."""
        return (number for number in range(len(edition.documents)) if number not in self.done)

    def notes(self) -> Iterator[Any]:
        """What is noted of the documents that are done. To be read before anything is added."""
        if self._path and self.done:
            with self._path.open("rb") as stream:
                for _, note, _ in _notes(islice(_whole_lines(stream), 1, None)):
                    yield note

    def add(self, number: int, note: Any) -> None:
        """Note that a document is done; the note must be made of what JSON knows."""
        if self._handle >= 0:
            self._write([number, note])

    def _write(self, value: Any) -> None:
        import json

        try:
            os.write(self._handle, f"{json.dumps(value, ensure_ascii=True)}\n".encode())
        except OSError:  # a full disk: the work goes on, but what follows would have to be done again
            self._close()

    def _close(self) -> None:
        if self._handle >= 0:
            os.close(self._handle)
        self._handle = -1

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        """Keep the journal if the run was interrupted; a run that is finished needs none."""
        if self._path and self._handle >= 0 and error is None:
            self._path.unlink(missing_ok=True)
        self._close()


def _is_ours_alone(handle: int) -> bool:
    """Whether no other run is writing this journal."""
    try:
        import fcntl

        fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except ImportError:
        return True
    except OSError:
        return False
    return True


def _whole_lines(stream: Iterable[bytes]) -> Iterator[tuple[Any, int]]:
    """The values of the lines up to the first that is not whole, and where each ends."""
    import json

    end = 0
    for line in stream:
        try:
            value = json.loads(line)
        except ValueError:
            return
        if not line.endswith(b"\n"):
            return
        end += len(line)
        yield value, end


def _notes(lines: Iterable[tuple[Any, int]]) -> Iterator[tuple[int, Any, int]]:
    """The number of the document, the note and the end of each line, up to the first that is no note."""
    for value, end in lines:
        match value:
            case [int() as number, note]:
                yield number, note, end
            case _:
                return


def request(edition: Edition, *asked: object) -> str:
    """What stands for a request: what was asked for, and the state of all documents, schemas and catalogs.

    Of a document counts when it was changed and how long it is, of a schema or catalog what is in it. Of the
    files beside the documents, and one folder deeper, to which documents may point (parts, witnesses), it is as
    of documents. To know to what they point elsewhere, all of them would have to be read.
    """
    from hashlib import sha256

    digest = sha256(repr((__version__, Path.cwd(), asked)).encode())
    for document in edition.documents:
        digest.update(f"{document.path}\0{_stamp(document.path)}\n".encode(errors="surrogateescape"))
    for folder in sorted({str(document.path.parent) for document in edition.documents}):
        for line in _beside(folder):
            digest.update(line.encode(errors="surrogateescape"))
    for path in sorted({*edition.catalogs, *_schemas(edition)}):
        digest.update(f"{path}\0{_stamp(path)}\n".encode(errors="surrogateescape"))
        if path.is_file():
            digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


def _stamp(path: Path) -> tuple[int, int] | None:
    try:
        status = path.stat()
    except OSError:
        return None
    return status.st_size, status.st_mtime_ns


def _beside(folder: str, is_deeper: bool = False) -> Iterator[str]:
    """The states of the files in a folder and in those in it that documents may point to, a line for each."""
    try:
        with os.scandir(folder) as found:
            entries = sorted(found, key=lambda entry: entry.name)
    except OSError:
        return
    for entry in entries:
        if entry.name.lower().endswith(_POINTED_TO):
            with suppress(OSError):
                status = entry.stat()
                yield f"{entry.path}\0{status.st_size} {status.st_mtime_ns}\n"
        elif not is_deeper and not entry.name.startswith(".") and entry.is_dir():
            yield from _beside(entry.path, True)


def _schemas(edition: Edition) -> Iterator[Path]:
    """The schemas that are named, and those beside them, of which they may be made."""
    from teiproof.model.schemas import locate

    if edition.schema:
        named = {edition.schema}
    else:
        named = set()
        known: set[tuple[Path, str]] = set()
        for document in edition.documents:
            associations = _associations(document)
            document.forget()
            for schema in associations:
                key = (document.path.parent, schema.href)
                if key not in known:
                    known.add(key)
                    with suppress(TeiproofError):  # whoever needs it will say that it is not there
                        named.add(locate(document, schema, edition))
    for path in named:
        yield path
        yield from (file for file in path.parent.glob("*") if file.suffix in _SCHEMAS)


def _associations(document: Document) -> tuple[SchemaAssociation, ...]:
    try:
        return document.schema_associations
    except TeiproofError:
        return ()


def is_long(edition: Edition) -> bool:
    """Whether a run over these documents takes long enough to be worth a journal, and can have one."""
    if len(edition.documents) < 2 or any(is_remote(document.path) for document in edition.documents):
        return False  # of what is at an address it cannot be known whether it has changed
    total = 0
    for document in edition.documents:
        total += (_stamp(document.path) or (0, 0))[0]
        if total > _LONG:
            return True
    return False


def place(edition: Edition, *asked: object) -> Path | None:
    """Where in the user's cache folder the journal of a request lies; None if the user has no such folder.

    The state of the documents does not count, so that each request has one journal at most.
    """
    from hashlib import sha256

    from teiproof.relaxng.cache import folder

    digest = sha256(repr((Path.cwd(), asked)).encode())
    for document in edition.documents:
        digest.update(f"\0{document.path}".encode(errors="surrogateescape"))
    name = digest.hexdigest()[:16]
    try:
        return folder() / "journals" / f"{name}.jsonl"
    except RuntimeError:
        return None
