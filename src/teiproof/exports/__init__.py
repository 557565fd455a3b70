"""The exports: one module for each format, named after the format, with

    MEDIA_TYPE  the registered media type of its files
    export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]
                what is made of each document by itself, or else
    export(edition: Edition, profile: Profile) -> Iterator[Made]
                what is made of an edition as a whole
    OPTIONS     (if it has any) the fields of Profile which it heeds
    EXTRA       (if it needs one) the extra of teiproof with which the libraries come that are named in
    NEEDS       so that the module can be imported without them, and says what is missing
    ENTRY       (if it has one) the path of the file through which its many other files are reached
    GATHERS     (if true) it takes up the files of the other formats, which are in `Profile.made`

Both functions yield the path of each file, relative to the target folder, and its bytes. Nothing is written but
by `write`. The module's docstring is its manual page, and its first sentence says what the format is. To add a
format, add a file here and its tests.
"""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field, fields, replace
from importlib.util import find_spec
from pathlib import Path, PurePosixPath
from types import ModuleType
from typing import Literal

from teiproof import registry
from teiproof.diagnostics import Diagnostic
from teiproof.errors import MissingExtraError, TeiproofError, TransformError
from teiproof.files import Staging, write_folder
from teiproof.journal import Journal, is_long, request
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import Kind
from teiproof.plaintext.layout import Layout
from teiproof.workers import Killed
from teiproof.workers.documents import Jobs, each, told

__all__ = [
    *("Files", "LeftOutError", "Made", "OmissionError", "Profile", "file_name"),
    *("formats", "gathers", "is_of_documents", "missing_extra", "naming", "run", "run_into", "summary"),
    "write",
]


Made = tuple[PurePosixPath, bytes]
"""The path of a file, relative to the target folder, and its bytes."""

Files = Sequence[Made]


class OmissionError(TeiproofError):
    """What a document includes cannot be had; the rest of the document is exported."""

    def __init__(self, diagnostic: Diagnostic) -> None:
        super().__init__(f"{diagnostic.location}: {diagnostic.message} This part is left out.")


class LeftOutError(TeiproofError):
    """One of several formats is without a file, which could not be made."""

    def __init__(self, name: str, reason: TeiproofError) -> None:
        super().__init__(f"{name}: {reason}")


def naming(name: str, refused: Callable[[TeiproofError], None]) -> Callable[[TeiproofError], None]:
    """Tells `refused` what a format leaves out, and that it is this format which does."""

    def tell(error: TeiproofError) -> None:
        refused(error if isinstance(error, OmissionError) else LeftOutError(name, error))

    return tell


def _unsaid(remark: str) -> None:
    """Take a remark and say nothing."""
    del remark


@dataclass(frozen=True, slots=True)
class Profile:
    """How an export is made: which reading, where the notes go, the language of the interface.

    `base` is the URL at which the edition is published, with a slash at its end; nothing if it is not known.
    `lines`, `hyphens`, `pages`, `speakers`, `verse` and `tables` are those of `plaintext.layout.Layout`.
    `strict` makes an error of what is otherwise a remark, such as an element without a rule; `remark` takes
    each remark, a sentence. `stylesheets` is a folder with stylesheets that take the place of packaged ones.
    `made` are the files of other formats, by the formats' names, for an export that offers them; one that makes
    them itself tells `refused`, if it is given, of what they leave out.
    """

    reading: Kind = "edited"
    notes: Literal["none", "end", "inline"] = "end"
    language: str | None = None
    lines: Literal["flow", "kept"] = "flow"
    hyphens: Literal["kept", "dropped"] = "kept"
    pages: bool = False
    speakers: Literal["line", "inline", "none"] = "line"
    verse: Literal["lines", "slashes"] = "lines"
    tables: Literal["tabs", "bars"] = "tabs"
    base: str = ""
    strict: bool = False
    stylesheets: Path | None = None
    remark: Callable[[str], None] = _unsaid
    made: Mapping[str, Files] = field(default_factory=dict)
    refused: Callable[[TeiproofError], None] | None = None

    @property
    def layout(self) -> Layout:
        """What plain text is to look like."""
        return Layout(self.notes, self.lines, self.hyphens, self.pages, self.speakers, self.verse, self.tables)


def file_name(document: Document, suffix: str) -> PurePosixPath:
    """The file made from a document: where the document is below its folder, with another suffix."""
    return document.name.with_suffix(suffix)


def formats() -> list[str]:
    """The names of the formats, sorted, with those at the end which take up the files of the others."""
    return sorted(registry.names(_package()), key=lambda name: (gathers(name), name))


def gathers(name: str) -> bool:
    """Whether a format takes up the files of the others. Raises UnknownNameError."""
    return bool(getattr(registry.load(_package(), name), "GATHERS", False))


def is_of_documents(name: str) -> bool:
    """Whether a format treats each document by itself. Raises UnknownNameError."""
    return hasattr(registry.load(_package(), name), "export_document")


def summary(name: str) -> str:
    """The first sentence of a format's manual page, without its stop. Raises UnknownNameError."""
    text = registry.load(_package(), name).__doc__ or ""
    return " ".join(text.split()).partition(". ")[0].rstrip(".")


def missing_extra(name: str) -> str | None:
    """The extra that has to be installed before a format can be made here. Raises UnknownNameError."""
    module = registry.load(_package(), name)
    is_complete = all(find_spec(need) is not None for need in getattr(module, "NEEDS", ()))
    return None if is_complete else str(module.EXTRA)


def run(
    name: str,
    edition: Edition,
    profile: Profile,
    refused: Callable[[TeiproofError], None] | None = None,
    jobs: Jobs = 1,
    progress: Callable[[int], None] = lambda _: None,
    journal: Journal | None = None,
) -> Iterator[Made]:
    """What a format makes of an edition, in the order of its documents.

    `refused` is told of each document that cannot be exported, and the others are; and with an OmissionError of
    each part that a document cannot include, and the document is exported without it. Without `refused` the
    first of these raises. What is made of each document by itself is made in several processes (`jobs`); what
    is noted in a `journal` is not made again. Raises UnknownNameError, also for a language without messages,
    MissingExtraError, UnparsableError and TransformError.
    """
    module = registry.load(_package(), name)
    extra = missing_extra(name)
    if extra:
        raise MissingExtraError(f"{name} needs more than is installed: pip install 'teiproof[{extra}]'.")
    if profile.language:
        from teiproof.messages import messages

        messages(profile.language)  # which is asked for all documents, and refused for all
    omissions: list[Diagnostic] = []
    if refused is not None:
        for document in edition.documents:
            document.omissions = omissions
    if not is_of_documents(name):
        readable = _readable(edition, refused)
        if readable.documents:
            with _limited("the documents"):
                yield from module.export(readable, replace(profile, refused=refused))
        _tell(omissions, set(), refused)
        progress(len(edition.documents))
        return
    told_of: set[Diagnostic] = set()
    left = None
    if journal:
        left = journal.left(edition)
        for _, remarks in journal.notes():
            for remark in remarks:
                profile.remark(remark)
        progress(len(journal.done))
    for number, result in each(_Exporting(name, profile), edition, jobs, numbers=left):
        document = edition.documents[number]
        if isinstance(result, Killed):
            result = _Exported(refusal=TeiproofError(told(document, result)))
        for remark in result.remarks:
            profile.remark(remark)
        if result.refusal is not None:
            if refused is None:
                raise result.refusal
            refused(result.refusal)
        _tell(result.omissions, told_of, refused)
        yield from result.files
        if journal and result.refusal is None and not result.omissions:  # which are to be told again
            journal.add(number, [[str(path) for path, _ in result.files], result.remarks])
        progress(1)


def _tell(
    omissions: Iterable[Diagnostic], told_of: set[Diagnostic], refused: Callable[[TeiproofError], None] | None
) -> None:
    """Tell of each part that is left out, once."""
    for omission in omissions:
        if refused is not None and omission not in told_of:
            told_of.add(omission)
            refused(OmissionError(omission))


def _readable(edition: Edition, refused: Callable[[TeiproofError], None] | None) -> Edition:
    """The edition without the documents that cannot be read, of which `refused` is told."""
    kept = []
    for document in edition.documents:
        try:
            document.tree  # noqa: B018 - it is read here, and kept
        except TeiproofError as error:
            if refused is None:
                raise
            refused(error)
        else:
            kept.append(document)
    return edition if len(kept) == len(edition.documents) else edition.of(kept)


@contextmanager
def _limited(what: str) -> Iterator[None]:
    """Say in words what no format can be made of."""
    try:
        yield
    except RecursionError as error:
        raise TransformError(
            f"{what}: the elements are nested too deeply for this format. Look for elements that were opened "
            "again and again without being closed."
        ) from error
    except UnicodeEncodeError as error:  # all else that documents hold can be written
        raise TransformError(
            f"{what}: a file's name is not UTF-8 and cannot be written into this format. Rename the file."
        ) from error


@dataclass(frozen=True, slots=True)
class _Exported:
    """What was made of a document, what is to be said of it, why it could not be made, or without what."""

    files: Files = ()
    remarks: tuple[str, ...] = ()
    refusal: TeiproofError | None = None
    omissions: tuple[Diagnostic, ...] = ()


class _Exporting:
    """A format that treats each document by itself, as work on documents."""

    def __init__(self, name: str, profile: Profile) -> None:
        self._name = name
        self._profile = replace(profile, remark=_unsaid)  # where it is said is not known elsewhere

    def prepare(self, edition: Edition) -> None:
        """Import the format."""
        del edition
        registry.load(_package(), self._name)

    def __call__(self, document: Document, edition: Edition) -> _Exported:
        module = registry.load(_package(), self._name)
        remarks: list[str] = []
        profile = replace(self._profile, remark=remarks.append)
        files: Files = ()
        refusal = None
        known = len(document.omissions or ())  # the list is that of the whole edition
        try:
            with _limited(str(document.path)):
                files = tuple(module.export_document(document, edition, profile))
        except TeiproofError as error:
            refusal = error
        return _Exported(files, tuple(remarks), refusal, tuple((document.omissions or ())[known:]))


def run_into(
    into: Path,
    name: str,
    edition: Edition,
    profile: Profile,
    refused: Callable[[TeiproofError], None],
    jobs: Jobs = 1,
    progress: Callable[[int], None] = lambda _: None,
    resumes: bool = False,
) -> int:
    """Write what a format makes of an edition below a folder; the number of files.

    Of a long run that is interrupted the files that are made already are kept, if the format treats each
    document by itself, and a run that `resumes` makes the others. Raises as `run` does, and
    UnwritableTargetError.
    """
    lasts = is_of_documents(name) and (resumes or is_long(edition))
    with Staging(into, resumes and lasts, lasts) as staging:
        asked = [getattr(profile, option.name) for option in fields(profile) if option.name not in _UNASKED]
        state = request(edition, "export", name, *asked, *_stylesheets(profile)) if lasts else ""
        with Journal(staging.journal if lasts else None, state, resumes) as journal:
            staging.keep(path for paths, _ in journal.notes() for path in paths)
            for path, content in run(name, edition, profile, refused, jobs, progress, journal):
                staging.add(path, content)
            return staging.finish()


_UNASKED = ("remark", "made", "refused")  # the fields of a profile that do not make an export another one


def _stylesheets(profile: Profile) -> Iterator[tuple[str, int, int]]:
    """The state of a project's own stylesheets."""
    for path in sorted(profile.stylesheets.rglob("*")) if profile.stylesheets else ():
        status = path.stat()
        yield str(path), status.st_size, status.st_mtime_ns


def _package() -> ModuleType:
    """This package, whose folder the registry looks into."""
    import sys

    return sys.modules[__name__]


def write(files: Iterable[Made], into: Path) -> int:
    """Write files below a folder, none before all of them are made (see `files.write_folder`), and count them.

    Raises UnwritableTargetError.
    """
    return write_folder(into, files)
