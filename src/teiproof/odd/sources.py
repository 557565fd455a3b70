"""Finds the sources that an ODD names: a file of its own, or the TEI's specifications (p5subset.xml).

Nothing is fetched here; `fetching` does that if it is asked to.
"""

import os
import re
from pathlib import Path

from lxml import etree

from teiproof.errors import TeiproofError, UnreadableFileError
from teiproof.odd.declarations import local_file
from teiproof.odd.documents import open_document
from teiproof.odd.problems import Note, locate, refusal
from teiproof.odd.source import Source

_TEI = re.compile(r"tei:(?P<release>\S+)|https?://\S*tei-c\.org/\S*|https?://\S*p5subset(?:\.\w+)?\.xml")
_VAULT = re.compile(r"/P5/(?P<release>[^/]+)/")
_CURRENT = ("", "current", "latest", "dev")
_NONE = "tei:none"  # an ODD that draws on nothing (https://github.com/TEIC/TEI/issues/2591)


class SourceNotFoundError(TeiproofError):
    """The source of an ODD is not there."""


class Sources:
    """Finds sources, and reads each file once.

    `given` is the TEI's specifications as the user names them, `cached` where they are kept if they have been
    fetched; `notes` are warnings on what was taken.
    """

    def __init__(self, given: Path | None, cached: Path) -> None:
        self.notes: list[Note] = []
        self._given = given
        self._cached = cached
        self._read: dict[Path, Source] = {}
        self._opened: list[Path] = []
        self._warned: set[str] = set()

    def of(self, name: str, node: etree._Element) -> Source:
        """The source that a @source of `node` names; the empty name means TEI.

        Raises SourceNotFoundError, OddError, UnparsableError.
        """
        if name == _NONE:
            return Source(_NONE, "", ())
        match = _TEI.fullmatch(name)
        if not name or match:
            source = self._tei(node, name)
            release = (match["release"] if match else "") or _release(name)
            self._compare(release, source, node)
            return source
        if self._given is not None and not _is_at_hand(name, node):
            self._note("odd.other-source", node, f"“{name}” is not at hand; {self._given} is taken instead.")
            return self._file(self._given, node)
        return self._file(local_file(name, node, "source"), node)

    def _tei(self, node: etree._Element, name: str) -> Source:
        if self._given is not None:
            return self._file(self._given, node)
        if self._cached.is_file():
            return self._file(self._cached, node)
        asked = f"“{name}”" if name else "those of TEI"
        raise SourceNotFoundError(
            f"{locate(node, 'source')}: the specifications the ODD draws on, {asked}, are not on this machine. "
            "Give the file p5subset.xml of a TEI release with --source, or have it fetched with --fetch."
        )

    def _compare(self, release: str, source: Source, node: etree._Element) -> None:
        """Note that an ODD asks for another release of TEI."""
        if release in _CURRENT or re.search(rf"(?<![\d.]){re.escape(release)}(?![\d])", source.edition):
            return
        self._note(
            "odd.other-release",
            node,
            f"the ODD asks for TEI {release}, but {source.path} is “{source.edition}”. Give that release with "
            "--source, or change @source.",
        )

    def _note(self, code: str, node: etree._Element, message: str) -> None:
        if message not in self._warned:
            self._warned.add(message)
            self.notes.append(Note(code, node, message, "source"))

    def _file(self, path: Path, node: etree._Element) -> Source:
        path = Path(os.path.normpath(path))
        if path not in self._read:
            if path in self._opened:
                chain = " draws on ".join(
                    str(each) for each in (*self._opened[self._opened.index(path) :], path)
                )
                raise refusal(node, f"@source goes round in a circle: {chain}. Break it.", "source")
            self._opened.append(path)
            self._read[path] = self._load(path, node)
            self._opened.pop()
        return self._read[path]

    def _load(self, path: Path, node: etree._Element) -> Source:
        from teiproof.odd.flattening import source_of

        try:
            tree = open_document(path)
        except UnreadableFileError as error:
            raise SourceNotFoundError(f"{locate(node, 'source')}: {error}") from None
        source = source_of(tree, self)
        if not len(source):
            raise SourceNotFoundError(
                f"{path} declares no elements, classes or macros; it is no source of an ODD."
            )
        return source


def _is_at_hand(name: str, node: etree._Element) -> bool:
    """Whether a @source names a file that is there."""
    return not re.match(r"https?:", name) and local_file(name, node, "source").is_file()


def _release(address: str) -> str:
    match = _VAULT.search(address)
    return match["release"] if match else ""
