"""DTS: the texts and their passages as files that answer as a Distributed Text Service does.

What teiproof serve answers at /dts/ to the parameters of DTS 1.0 (https://dtsapi.org/versions/v1.0), as files
for any web server. Parameters are in the path, as the URI templates in index.json and in each text say (see
RFC 6570):

    collection.json                         all texts; collection;page=2.json if there are more than 100
    collection/ID.json                      one text, with its citation trees; collection/ID/parents.json
    navigation/ID;down=1.json               its units of the first level; down up to the last level, or -1
    navigation/ID/REF.json                  one unit; navigation/ID;down=1/REF.json with those below it, if
                                            there are any; down up to the last level of the tree, or -1
    document/ID.xml, document/ID/REF.xml    the text, and the passage of a unit
    navigation/ID;tree=NAME;down=1.json     the same of another citation tree than the default one

The specification's level 0, meant for files, needs no stretches from start to end in navigation. Here there are
none in documents either, nor the siblings of a unit (down=0: ask for what is below its parent): of a thousand
lines there would be half a million stretches, and each line would list all of them. The templates have no start
and end, so that nobody asks. A unit whose identifier cannot be a file's name has no file, and is counted.

Citation trees come from refsDecl: citeStructure with its citeData, or cRefPattern where its XPath can be turned
about. XPath that cannot be evaluated is reported with its place. The last tree, structure, or the only one, is
made of divisions, paragraphs, lines and speeches, and holds every word. --base says where the edition is
published: the files are taken to be in its folder dts. Without it addresses are relative to each file.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath

from teiproof.citing.passages import document_of
from teiproof.citing.trees import CitableUnit, CitationTree
from teiproof.dts import answers
from teiproof.dts.library import Library, whole
from teiproof.dts.places import Files, can_be_file
from teiproof.exports import Made, Profile
from teiproof.model.edition import Edition
from teiproof.pages.plan import Text, plan

MEDIA_TYPE = "application/ld+json"
OPTIONS = ("base",)
ENTRY = "index.json"


def export(edition: Edition, profile: Profile) -> Iterator[Made]:
    """The files of the service, if there is a text. Raises UnparsableError."""
    planned = plan(edition, base=profile.base)
    if not planned.texts:
        return
    if not profile.base:
        profile.remark("DTS wants absolute addresses: say where the edition is with --base.")
    library = Library(planned, profile.remark)
    writer = _Writer(library, profile)
    yield writer.made("index.json", answers.entry(writer.places("index.json")))
    yield from writer.collections()
    for text in planned.texts:
        yield from writer.text(text)


class _Writer:
    """Makes the files of one edition."""

    def __init__(self, library: Library, profile: Profile) -> None:
        self._library = library
        self._remark = profile.remark
        self._base = f"{profile.base}dts/" if profile.base else ""

    def places(self, path: str) -> Files:
        """The addresses as they are in a file at a path."""
        return Files(self._base or "../" * path.count("/"))

    def made(self, path: str, value: answers.Json) -> Made:
        """A file."""
        return PurePosixPath(path), answers.written(value)

    def collections(self) -> Iterator[Made]:
        """The collection, page by page, and the texts in it."""
        library = self._library
        reserved = [name for name in ("children", "parents") if library.text(name) is None]
        for name in ("", library.name):
            pages = [0, *(range(1, library.pages + 1) if library.pages > 1 else ())]
            for page in pages:
                for nav in ("", "children"):
                    if name or nav in ("", *reserved):
                        path = Files.collection_file(name, page, nav)
                        yield self.made(path, answers.collection(library, self.places(path), page))
            if name or "parents" in reserved:
                path = Files.collection_file(name, nav="parents")
                yield self.made(path, answers.parents(library, self.places(path), None))
        for text in library.texts:
            for nav in ("", "children"):
                path = Files.collection_file(text.name, nav=nav)
                yield self.made(path, answers.resource_whole(library, text, self.places(path)))
            path = Files.collection_file(text.name, nav="parents")
            yield self.made(path, answers.parents(library, self.places(path), text))

    def text(self, text: Text) -> Iterator[Made]:
        """The files of a text: the whole, its citation trees, and the passage of each unit."""
        path = Files.document_file(text.name)
        yield PurePosixPath(path), whole(text.document, self.places(path).document(text.name))
        for tree in self._library.trees(text):
            downs = [*range(1, tree.depth + 1), -1]
            for down in downs:
                yield self._navigation(text, tree, down, None)
            named = self._named(text, tree)
            for number, unit in enumerate(tree.units):
                if unit.identifier not in named:
                    continue
                # A leaf is asked for what is below it, too: that there is nothing is known from the answer.
                for down in (None, *range(1, max(tree.depth - unit.level, 1) + 1), -1):
                    yield self._navigation(text, tree, down, number)
                path = Files.document_file(text.name, tree.identifier, unit.identifier)
                address = self.places(path).document(text.name)
                yield PurePosixPath(path), document_of(unit.passage, address)

    def _named(self, text: Text, tree: CitationTree) -> set[str]:
        """The identifiers that are names of files, of which no two are one to any file system."""
        seen: set[str] = set()
        named: set[str] = set()
        for unit in tree.units:
            if can_be_file(unit.identifier) and unit.identifier.casefold() not in seen:
                seen.add(unit.identifier.casefold())
                named.add(unit.identifier)
        left = len(tree.units) - len(named)
        if left:
            self._remark(
                f"{text.document.path}: {left} of {len(tree.units)} units have identifiers that cannot be file "
                "names, and no files; their passages can be had from teiproof serve."
            )
        return named

    def _navigation(self, text: Text, tree: CitationTree, down: int | None, number: int | None) -> Made:
        asked = {"resource": text.name, "tree": tree.identifier, "down": "" if down is None else str(down)}
        points: dict[str, CitableUnit] = {}
        first, last, level = 0, len(tree.units), 0
        if number is not None:
            points["ref"] = tree.units[number]
            asked["ref"] = points["ref"].identifier
            first, last, level = number, tree.end_of(number), points["ref"].level
        members = None
        if down is not None:
            members = [one for one in tree.units[first:last] if down < 0 or one.level <= level + down]
        path = Files.navigation_file(**asked)
        places = self.places(path)
        about = answers.navigated(text, self._library.trees(text), places, [answers.TEI_MEDIA_TYPE])
        return self.made(path, answers.navigation(places.navigation(**asked), about, points, members))
