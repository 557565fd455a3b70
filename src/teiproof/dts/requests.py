"""What a service answers: the parameters of a request are checked, and a mistake has its status and its reason.

Errors are problem details (RFC 9457), since DTS says nothing of their form.
"""

from __future__ import annotations

import json
import re
import threading
from collections.abc import Callable, Mapping
from functools import cache
from http import HTTPStatus
from pathlib import Path
from typing import NamedTuple
from urllib.parse import parse_qsl

from teiproof.citing.passages import WRAPPER, document_of
from teiproof.citing.trees import CitableUnit, CitationTree, Passage
from teiproof.dts import answers
from teiproof.dts.library import Library, whole
from teiproof.dts.places import Service
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.pages.plan import Text, plan

PLAIN = "text/plain"
MEDIA_TYPES = (answers.TEI_MEDIA_TYPE, PLAIN)
"""What the document endpoint gives."""

_NUMBER = re.compile(r"-?[0-9]{1,6}")
_MOST = 30  # parameters of a request


class Answer(NamedTuple):
    """An answer: HTTP status, media type, content, and further fields of its head."""

    status: int
    media_type: str
    content: bytes
    fields: Mapping[str, str] = {}


class _Problem(Exception):  # noqa: N818  # it is named as RFC 9457 names it
    """A request that has no other answer than why."""

    def __init__(self, status: HTTPStatus, detail: str) -> None:
        super().__init__(detail)
        self.status = status


class Requests:
    """The endpoints of an edition, which may be asked by several threads."""

    def __init__(self, library: Library, base: str) -> None:
        self._library = library
        self._places = Service(base)
        self._lock = threading.Lock()
        self._endpoints = {
            "": self._entry,
            "collection": self._collection,
            "navigation": self._navigation,
            "document": self._document,
        }

    def answer(self, path: str, query: str) -> Answer | None:
        """The answer to a path below that of the entry point, and a query; None if it is no endpoint."""
        endpoint = self._endpoints.get(path.removesuffix("/"))
        if endpoint is None:
            return None
        try:
            with self._lock:
                return endpoint(_parameters(query))
        except _Problem as problem:
            return _told(problem)

    def _entry(self, _: Mapping[str, str]) -> Answer:
        return _json(answers.entry(self._places))

    def _collection(self, given: Mapping[str, str]) -> Answer:
        library, places = self._library, self._places
        name, nav = given.get("id", library.name), given.get("nav", "children")
        if nav not in ("children", "parents"):
            raise _Problem(HTTPStatus.BAD_REQUEST, "nav is neither children nor parents.")
        text = library.text(name)
        if text is None and name != library.name:
            raise _Problem(HTTPStatus.NOT_FOUND, "There is no collection or resource of this id.")
        page = _positive(given, "page")
        last = library.pages if text is None and nav == "children" else 1
        if page > last:
            raise _Problem(HTTPStatus.NOT_FOUND, f"The last page is {last}.")
        if nav == "parents":
            return _json(answers.parents(library, places, text))
        if text is not None:
            return _json(answers.resource_whole(library, text, places))
        return _json(answers.collection(library, places, page))

    def _navigation(self, given: Mapping[str, str]) -> Answer:
        text = self._text(given)
        trees = self._library.trees(text)
        about = answers.navigated(text, trees, self._places, MEDIA_TYPES)
        address = self._places.navigation(**given)
        if not trees:
            return _json(answers.navigation(address, about, {}, []))
        points = _points(given)
        down = _down(given, points)
        if _positive(given, "page") > 1:
            raise _Problem(HTTPStatus.NOT_FOUND, "There is one page.")
        tree = _tree(trees, given)
        places = {name: _place(tree, name, value) for name, value in points.items()}
        members = None if down is None else _members(tree, places, down)
        found = {name: tree.units[place] for name, place in places.items()}
        return _json(answers.navigation(address, about, found, members))

    def _document(self, given: Mapping[str, str]) -> Answer:
        text = self._text(given)
        media_type = given.get("mediaType", MEDIA_TYPES[0]).replace(" ", "+")  # a plus sign not written as %2B
        if media_type not in MEDIA_TYPES:
            raise _Problem(HTTPStatus.NOT_FOUND, f"mediaType is one of {', '.join(MEDIA_TYPES)}.")
        points = _points(given)
        if points:
            tree = _tree(self._library.trees(text), given)
            places = [_place(tree, name, value) for name, value in points.items()]
            content = document_of(_passage(tree, places), self._places.document(text.name))
        else:
            content = whole(text.document, self._places.document(text.name))
        if media_type == PLAIN:
            content = _plain(content)
        collection = self._places.collection(text.name)
        charset = "; charset=utf-8" if media_type == PLAIN else ""
        return Answer(
            HTTPStatus.OK, f"{media_type}{charset}", content, {"Link": f'<{collection}>; rel="collection"'}
        )

    def _text(self, given: Mapping[str, str]) -> Text:
        if "resource" not in given:
            raise _Problem(HTTPStatus.BAD_REQUEST, "The parameter resource is missing.")
        text = self._library.text(given["resource"])
        if text is None:
            raise _Problem(HTTPStatus.NOT_FOUND, "There is no resource of this identifier.")
        return text


def service(edition: Edition, base: str, remark: Callable[[str], None]) -> Callable[[str, str], Answer | None]:
    """The endpoints of an edition at a URL, which ends in a slash; nothing is looked at before it is asked for.

    `remark` is told what is left out of the citation trees. The function raises UnparsableError.
    """

    @cache
    def requests() -> Requests:
        return Requests(Library(plan(edition), remark), base)

    return lambda path, query: requests().answer(path, query)


def _parameters(query: str) -> dict[str, str]:
    try:
        pairs = parse_qsl(query, max_num_fields=_MOST)
    except ValueError as error:
        raise _Problem(HTTPStatus.BAD_REQUEST, f"There are more than {_MOST} parameters.") from error
    given = dict(pairs)
    if len(given) < len(pairs):
        raise _Problem(HTTPStatus.BAD_REQUEST, "A parameter is given twice.")
    return given


def _points(given: Mapping[str, str]) -> dict[str, str]:
    """The references of a request: `ref`, or `start` and `end`, or none."""
    points = {name: given[name] for name in ("ref", "start", "end") if name in given}
    if "ref" in points and len(points) > 1:
        raise _Problem(HTTPStatus.BAD_REQUEST, "ref is given together with start or end.")
    if len(points) == 1 and "ref" not in points:
        raise _Problem(HTTPStatus.BAD_REQUEST, "start and end are not given together.")
    return points


def _down(given: Mapping[str, str], points: Mapping[str, str]) -> int | None:
    if "down" not in given:
        if not points:
            raise _Problem(HTTPStatus.BAD_REQUEST, "Neither down nor a reference is given.")
        return None
    if not _NUMBER.fullmatch(given["down"]) or (down := int(given["down"])) < -1:
        raise _Problem(HTTPStatus.BAD_REQUEST, "down is no whole number from -1 on.")
    if down == 0 and "ref" not in points:
        raise _Problem(HTTPStatus.BAD_REQUEST, "down=0 asks for the siblings of a ref, and there is none.")
    return down


def _positive(given: Mapping[str, str], name: str) -> int:
    """A number from 1 on; 0 if it is not given."""
    if name not in given:
        return 0
    if not _NUMBER.fullmatch(given[name]) or int(given[name]) < 1:
        raise _Problem(HTTPStatus.BAD_REQUEST, f"{name} is no whole number from 1 on.")
    return int(given[name])


def _tree(trees: tuple[CitationTree, ...], given: Mapping[str, str]) -> CitationTree:
    name = given.get("tree", "")
    found = next((tree for tree in trees if tree.identifier == name), None)
    if found is None:
        raise _Problem(HTTPStatus.NOT_FOUND, "The resource has no citation tree of this identifier.")
    return found


def _place(tree: CitationTree, name: str, value: str) -> int:
    place = tree.by_identifier.get(value)
    if place is None:
        raise _Problem(HTTPStatus.NOT_FOUND, f"{name}: the citation tree has no unit of this identifier.")
    return place


def _members(tree: CitationTree, places: Mapping[str, int], down: int) -> list[CitableUnit]:
    """The units that are asked for, with those so many levels below, or all (-1), or else the siblings (0)."""
    if down == 0:
        return tree.siblings(places["ref"])
    first, last = _ends(tree, list(places.values()))
    level = max((tree.units[place].level for place in places.values()), default=0)
    return [one for one in tree.units[first:last] if down < 0 or one.level <= level + down]


def _ends(tree: CitationTree, places: list[int]) -> tuple[int, int]:
    """The first unit of a stretch and that after its last."""
    if not places:
        return 0, len(tree.units)
    if places[-1] < places[0]:
        raise _Problem(HTTPStatus.NOT_FOUND, "end is before start.")
    return places[0], tree.end_of(places[-1])


def _passage(tree: CitationTree, places: list[int]) -> Passage:
    _ends(tree, places)
    last = tree.units[places[-1]].passage
    return Passage(tree.units[places[0]].passage.first, last.last, last.is_open)


def _plain(content: bytes) -> bytes:
    """The edited text of a passage without its notes, each block on a line."""
    document = Document(Path("passage.xml"), content)
    for wrapper in list(document.root.iter(WRAPPER)):
        parent = wrapper.getparent()
        if parent is not None:
            parent[parent.index(wrapper) : parent.index(wrapper) + 1] = list(wrapper)
    return "".join(f"{block.line}\n" for block in read(document).blocks).encode()


def _json(value: answers.Json) -> Answer:
    return Answer(HTTPStatus.OK, answers.MEDIA_TYPE, answers.written(value))


def _told(problem: _Problem) -> Answer:
    detail = {"title": problem.status.phrase, "status": int(problem.status), "detail": str(problem)}
    content = json.dumps({"type": "about:blank", **detail}, ensure_ascii=False) + "\n"
    return Answer(problem.status, "application/problem+json", content.encode())
