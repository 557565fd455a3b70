"""DTS as a service: statuses and fields as the specification has them, and every passage over HTTP."""

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

import pytest
from hypothesis import given
from hypothesis import strategies as st

from teiproof.citing import citation_trees
from teiproof.dts.requests import Answer, service
from teiproof.errors import TeiproofError
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.serving import HOST, SiteServer
from tests.citing.passages import words_by_element, words_in
from tests.citing.test_citing import GROUPS
from tests.conftest import PROJECT
from tests.dts.judged import expanded, judge, required

BASE = "http://localhost/dts/"
CASES = PROJECT / "tests" / "citing" / "cases"
YAGODA = "the-end-of-henry-yagoda"


@pytest.fixture(autouse=True)
def judges() -> None:
    required()


@contextmanager
def served(edition: Edition) -> Iterator[SiteServer]:
    server = SiteServer()
    server.show([], {"dts": service(edition, f"{server.address}dts/", lambda _: None)})
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.01})
    thread.start()
    try:
        yield server
    finally:
        server.shutdown()
        server.close()
        thread.join()


class Client:
    """Asks one server, over one connection."""

    def __init__(self, server: SiteServer) -> None:
        self.server = server
        self._connection = http.client.HTTPConnection(HOST, server.server_port, timeout=20)

    def ask(self, address: str, method: str = "GET") -> tuple[http.client.HTTPResponse, bytes]:
        parts = urlsplit(address)
        assert parts.netloc in ("", f"{HOST}:{self.server.server_port}")
        self._connection.request(method, f"{parts.path}?{parts.query}" if parts.query else parts.path)
        response = self._connection.getresponse()
        return response, response.read()

    def json(self, address: str) -> Any:
        response, content = self.ask(address)
        assert response.status == 200, content
        assert response.headers["Content-Type"] == "application/ld+json"
        return json.loads(content)

    def tei(self, address: str) -> bytes:
        response, content = self.ask(address)
        assert response.status == 200, content
        assert response.headers["Content-Type"] == "application/tei+xml"
        return content

    def close(self) -> None:
        self._connection.close()


def edition_of(group: str, shared: Path) -> Edition:
    return Edition.open([PROJECT / "tei" if group == "tei" else shared / "corpus" / group / GROUPS[group]])


@pytest.mark.parametrize("group", ["tei", *GROUPS])
def test_every_reference_leads_to_the_words_of_its_unit(group: str, shared: Path) -> None:
    edition = edition_of(group, shared)
    documents = {document.path.stem: document for document in edition.documents}
    with served(edition) as server:
        client = Client(server)
        entry = client.json(f"{server.address}dts/")
        root = client.json(expanded(entry["collection"]))
        assert root["member"]
        for member in root["member"]:
            document = documents[member["@id"]]
            expected = words_by_element(document)
            resource = client.json(expanded(member["collection"]))
            leaves: list[str] = []
            for tree in citation_trees(document, lambda _: None):
                chosen = {"tree": tree.identifier} if tree.identifier else {}
                units = client.json(expanded(resource["navigation"], down=-1, **chosen))["member"]
                parents = {unit["parent"] for unit in units}
                leaves = []
                for unit, known in zip(units, tree.units, strict=True):
                    address = expanded(resource["document"], ref=unit["identifier"], **chosen)
                    words = words_in(client.tei(address))
                    assert words == expected[known.passage.first], unit
                    leaves += [] if unit["identifier"] in parents else words
            assert leaves == list(read(document).words())
        client.close()


@pytest.fixture(scope="module")
def declared() -> "Asking":
    return Asking(Edition.open([CASES / "declared.xml", PROJECT / "tei"]))


class Asking:
    """A service asked without a server."""

    def __init__(self, edition: Edition) -> None:
        self._service = service(edition, BASE, lambda _: None)

    def get(self, address: str) -> Answer:
        path, _, query = address.partition("?")
        answer = self._service(path, query)
        assert answer is not None
        return answer

    def json(self, address: str) -> Any:
        answer = self.get(address)
        assert answer.status == 200, answer.content
        judge(answer.content, BASE)
        return json.loads(answer.content)


def identifiers(units: list[Any]) -> list[str]:
    return [unit["identifier"] for unit in units]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("down=1", ["Gen", "Exo"]),
        ("down=2", ["Gen", "Gen 1", "Gen 2", "Exo", "Exo 1"]),
        ("down=-1", ["Gen", "Gen 1", "Gen 1:v1", "Gen 1:v2", "Gen 2", "Gen 2:v1", "Exo", "Exo 1", "Exo 1:v1"]),
        ("ref=Gen", None),
        ("ref=Gen&down=0", ["Gen", "Exo"]),
        ("ref=Gen 1:v2&down=0", ["Gen 1:v1", "Gen 1:v2"]),
        ("ref=Gen&down=1", ["Gen", "Gen 1", "Gen 2"]),
        ("ref=Gen&down=-1", ["Gen", "Gen 1", "Gen 1:v1", "Gen 1:v2", "Gen 2", "Gen 2:v1"]),
        ("ref=Gen 2:v1&down=3", ["Gen 2:v1"]),
        ("start=Gen&end=Exo", None),
        ("start=Gen 2&end=Exo&down=1", ["Gen 2", "Gen 2:v1", "Exo", "Exo 1", "Exo 1:v1"]),
        ("start=Gen 1:v2&end=Gen 2:v1&down=-1", ["Gen 1:v2", "Gen 2", "Gen 2:v1"]),
        ("tree=pages&down=1", ["1", "2", "3"]),
        ("tree=pages&ref=2&down=1", ["2", "2.2"]),
        ("tree=&down=1&page=1", ["Gen", "Exo"]),
    ],
)
def test_navigation_gives_what_the_table_says(declared: Asking, query: str, expected: list[str] | None) -> None:
    found = declared.json(f"navigation/?resource=declared&{query}")
    assert (identifiers(found["member"]) if "member" in found else None) == expected
    asked = {name for name in ("ref", "start", "end") if f"{name}=" in query}
    assert {name for name in ("ref", "start", "end") if name in found} == asked
    assert found["@id"].startswith(f"{BASE}navigation/?resource=declared")
    again = declared.json(found["@id"].removeprefix(BASE))
    assert again == found


@pytest.mark.parametrize(
    ("address", "status"),
    [
        ("navigation/", 400),
        ("navigation/?resource=declared", 400),
        ("navigation/?resource=declared&down=0", 400),
        ("navigation/?resource=declared&start=Gen&end=Exo&down=0", 400),
        ("navigation/?resource=declared&ref=Gen&start=Gen&end=Exo", 400),
        ("navigation/?resource=declared&ref=Gen&end=Exo", 400),
        ("navigation/?resource=declared&start=Gen&down=1", 400),
        ("navigation/?resource=declared&end=Gen&down=1", 400),
        ("navigation/?resource=declared&down=-2", 400),
        ("navigation/?resource=declared&down=one", 400),
        ("navigation/?resource=declared&down=%D9%A1", 400),
        ("navigation/?resource=declared&down=1&page=0", 400),
        ("navigation/?resource=declared&down=1&down=2", 400),
        ("navigation/?resource=declared&down=1&page=2", 404),
        ("navigation/?resource=declared&ref=Lev", 404),
        ("navigation/?resource=declared&start=Gen&end=Lev", 404),
        ("navigation/?resource=declared&start=Exo&end=Gen&down=1", 404),
        ("navigation/?resource=declared&down=1&tree=none", 404),
        ("navigation/?resource=none&down=1", 404),
        ("collection/?id=none", 404),
        ("collection/?page=2", 404),
        ("collection/?page=x", 400),
        ("collection/?nav=siblings", 400),
        ("document/", 400),
        ("document/?resource=none", 404),
        ("document/?resource=declared&ref=Lev", 404),
        ("document/?resource=declared&start=Gen&end=Lev", 404),
        ("document/?resource=declared&start=Exo&end=Gen", 404),
        ("document/?resource=declared&start=Gen", 400),
        ("document/?resource=declared&ref=Gen&start=Gen&end=Gen", 400),
        ("document/?resource=declared&ref=Gen&tree=none", 404),
        ("document/?resource=declared&mediaType=text/html", 404),
        ("document/?" + "&".join(f"a{number}=1" for number in range(99)), 400),
    ],
)
def test_a_mistake_has_its_status_and_its_reason(declared: Asking, address: str, status: int) -> None:
    answer = declared.get(address)
    assert answer.status == status
    assert answer.media_type == "application/problem+json"
    problem = json.loads(answer.content)
    assert problem["status"] == status
    assert problem["detail"].endswith(".")


def test_a_passage_is_given_as_tei_or_as_text(declared: Asking) -> None:
    answer = declared.get("document/?resource=declared&ref=Gen+1:v2")
    assert (answer.status, answer.media_type) == (200, "application/tei+xml")
    assert words_in(answer.content) == ["and"]
    assert answer.fields["Link"] == f'<{BASE}collection/?id=declared>; rel="collection"'
    for media_type in ("text/plain", "text%2Fplain"):
        answer = declared.get(f"document?resource=declared&ref=Gen&mediaType={media_type}")
        assert (answer.status, answer.media_type) == (200, "text/plain; charset=utf-8")
        assert answer.content == b"Genesis\nIn the beginning\nand\nthus\n".replace(b"beginning", b"be ginning")
    for media_type in ("application/tei+xml", "application/tei%2Bxml"):
        assert declared.get(f"document/?resource=declared&mediaType={media_type}").status == 200


def test_a_stretch_is_given_from_start_to_end(declared: Asking) -> None:
    answer = declared.get("document/?resource=declared&start=Gen 1:v2&end=Exo 1")
    assert words_in(answer.content) == ["and", "thus", "names"]
    answer = declared.get("document/?resource=declared&tree=pages&start=1&end=2")
    assert words_in(answer.content) == "Genesis In the be ginning and thus".split()


def test_the_whole_text_is_the_document_and_a_tree_alone_changes_nothing(declared: Asking) -> None:
    content = (PROJECT / "tei" / f"{YAGODA}.xml").read_bytes()
    assert declared.get(f"document/?resource={YAGODA}").content == content
    assert declared.get(f"document/?resource={YAGODA}&tree=none").content == content


def test_collections_name_their_parents_and_children(declared: Asking) -> None:
    root = declared.json("collection/")
    assert root == declared.json("collection/?id=edition") == declared.json("collection?nav=children&page=1")
    assert root["totalChildren"] == len(root["member"]) == 3
    assert declared.json("collection/?nav=parents")["member"] == []
    text = declared.json(f"collection/?id={YAGODA}")
    assert text["citationTrees"][0]["citeStructure"][0]["citeType"] == "paragraph"
    above = declared.json(f"collection/?id={YAGODA}&nav=parents")
    assert [one["@id"] for one in above["member"]] == ["edition"]
    judge(declared.get("").content, BASE)


def test_a_text_without_words_has_no_tree_and_no_mistakes(tmp_path: Path) -> None:
    path = tmp_path / "empty.xml"
    path.write_text(
        '<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/><text><body><p/></body></text></TEI>',
        encoding="utf-8",
    )
    asking = Asking(Edition.open([path]))
    assert asking.json("collection/?id=empty")["citationTrees"] == []
    assert asking.json("navigation/?resource=empty&down=-1")["member"] == []
    assert asking.json("navigation/?resource=empty&ref=x")["member"] == []
    assert asking.get("document/?resource=empty&ref=x").status == 404
    assert asking.get("document/?resource=empty").status == 200


@pytest.fixture(scope="module")
def hostile() -> Asking:
    return Asking(Edition.open([CASES / "hostile.xml"]))


def test_hostile_identifiers_are_answered_like_any_other(hostile: Asking) -> None:
    for unit in hostile.json("navigation/?resource=hostile&down=1")["member"]:
        ref = quote(unit["identifier"], safe="")
        assert hostile.get(f"document/?resource=hostile&ref={ref}").status == 200
    for ref in (
        "..%2F..%2F..%2Fetc%2Fpasswd",
        "%00",
        "%FF%FE",
        "x" * 60_000,
        "%252e%252e",
        "[1]",
        "%F0%9F%92%A9",
    ):
        assert hostile.get(f"document/?resource=hostile&ref={ref}").status == 404
        assert hostile.get(f"navigation/?resource={ref}&down=1").status == 404
        assert hostile.get(f"collection/?id={ref}").status == 404


@given(
    st.sampled_from(["", "collection", "navigation/", "document"]),
    st.lists(
        st.tuples(
            st.sampled_from(
                ["id", "resource", "ref", "start", "end", "down", "tree", "page", "nav", "mediaType"]
            ),
            st.one_of(st.sampled_from(["hostile", "evil", "EVIL", "..", "1", "-1", "0", "parents"]), st.text()),
        ),
        max_size=5,
    ),
)
def test_no_request_breaks_the_service(endpoint: str, pairs: list[tuple[str, str]]) -> None:
    asking = Asking(Edition.open([CASES / "hostile.xml"]))
    query = "&".join(f"{name}={quote(value, errors='replace')}" for name, value in pairs)
    answer = asking.get(f"{endpoint}?{query}")
    assert answer.status in (200, 400, 404)
    if answer.media_type == "application/ld+json":
        assert json.loads(answer.content)["dtsVersion"] == "1.0"


def test_the_server_gives_heads_and_refuses_what_is_no_endpoint() -> None:
    with served(Edition.open([PROJECT / "tei"])) as server:
        client = Client(server)
        for address in (
            f"dts/document/?resource={YAGODA}&ref=5",
            "dts/",
            f"dts/document/?resource={YAGODA}&ref=0",
        ):
            response, content = client.ask(f"{server.address}{address}")
            head, nothing = client.ask(f"{server.address}{address}", "HEAD")
            assert (head.status, nothing) == (response.status, b"")
            assert head.headers["Content-Length"] == str(len(content))
            assert head.headers["Content-Type"] == response.headers["Content-Type"]
            assert head.headers["Link"] == response.headers["Link"]
            assert response.headers["X-Content-Type-Options"] == "nosniff"
        for path in (
            "dts/../tei",
            "dts/none",
            "dts//collection",
            "dts/%2e%2e/%2e%2e/etc/passwd",
            "dts/collection/x",
        ):
            assert client.ask(f"{server.address}{path}")[0].status == 404
        assert client.ask(f"{server.address}dts")[0].status == 200
        client.close()


def test_the_server_says_so_when_a_document_can_no_longer_be_read() -> None:
    def failing(path: str, query: str) -> None:
        raise TeiproofError(f"{path} {query} cannot be read.")

    server = SiteServer()
    server.show([], {"dts": failing})
    try:
        answer = server.served("/dts/x", "y")
        assert answer is not None
        assert (answer[0], answer[2]) == (500, b"x y cannot be read.\n")
        assert server.served("/other/x", "") is None
    finally:
        server.close()


def test_the_passages_of_a_corpus_are_in_a_tei(tmp_path: Path) -> None:
    path = tmp_path / "corpus.xml"
    text = "<TEI><teiHeader/><text><body><p>{}</p></body></text></TEI>"
    inner = text.format("a") + text.format("b")
    path.write_text(
        f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{inner}</teiCorpus>', encoding="utf-8"
    )
    asking = Asking(Edition.open([path]))
    for query, words in (("", ["a", "b"]), ("&ref=p2", ["b"]), ("&start=p1&end=p2", ["a", "b"])):
        content = asking.get(f"document/?resource=corpus{query}").content
        document = Document(path, content)
        assert document.root.tag == "{http://www.tei-c.org/ns/1.0}TEI"
        assert list(read(document).words()) == words
