"""What can be found, under which names, and the index that is made of it."""

import json
import sys
from pathlib import Path

import pytest

from teiproof import search
from teiproof.errors import SearchError
from teiproof.exports import Profile, site
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.pages.plan import Plan, plan
from tests.conftest import PROJECT, absent

HOSTILE = '<script>alert("1")</script>'


@pytest.fixture(scope="module")
def planned() -> Plan:
    return plan(Edition.open([PROJECT / "tei"]))


@pytest.fixture(scope="module")
def records(planned: Plan) -> list[search.Record]:
    return list(search.records(planned))


def of_kind(records: list[search.Record], kind: str) -> list[search.Record]:
    return [record for record in records if record.kind == kind]


def test_texts_notes_and_entries_can_be_found(records: list[search.Record], planned: Plan) -> None:
    assert [record.href for record in of_kind(records, "text")] == [text.href for text in planned.texts]
    assert sum(len(record.passages) for record in of_kind(records, "note")) == 67
    assert len(of_kind(records, "person")) == len(planned.register("person"))


def test_a_paragraph_has_the_other_names_of_those_whom_it_mentions(records: list[search.Record]) -> None:
    passages = {passage.anchor: passage for record in records for passage in record.passages}
    assert passages["proofs-p4"].number == "4"
    assert passages["proofs-p4"].words.startswith("I don’t know how Boukharine will be eliminated")
    assert " · Nikolai Bukharin · " in passages["proofs-p4"].words
    assert "Boukharine" in passages["yagoda-p2"].words
    assert "genial Leader" not in passages["proofs-p6"].words


def test_an_entry_has_its_names_and_what_is_said_but_not_its_sources(records: list[search.Record]) -> None:
    entry = next(record for record in records if record.href.endswith("#antonov_ovseenko_vladimir"))
    assert entry.title == "Vladimir Antonov-Ovseyenko"
    assert entry.texts == ("proofs-comrade-executioner", "the-end-of-henry-yagoda")
    assert "Antonov-Ovseenko" in entry.passages[0].words
    assert "Consul-general in Barcelona" in entry.passages[0].words
    assert "perceptioro" not in entry.passages[0].words


@pytest.fixture
def pagefind() -> None:
    if not search.is_available():
        absent("Pagefind (teiproof[search])")


@pytest.mark.usefixtures("pagefind")
def test_the_index_has_the_same_bytes_each_time(planned: Plan) -> None:
    first, again = search.index(planned), search.index(planned)
    assert first == again
    names = [path.name for path, _ in first]
    assert "pagefind.js" in names
    assert not any("ui" in name or "highlight" in name for name in names)


@pytest.mark.usefixtures("pagefind")
def test_the_index_is_in_the_language_of_the_texts_not_of_the_interface() -> None:
    made = search.index(plan(Edition.open([PROJECT / "tei"]), "fr"))
    entry = next(content for path, content in made if path.name == "pagefind-entry.json")
    assert list(json.loads(entry)["languages"]) == ["en"]


@pytest.mark.usefixtures("pagefind")
def test_markup_in_words_and_names_is_words(tmp_path: Path) -> None:
    escaped = HOSTILE.replace("<", "&lt;")
    source = f"""<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
      <title>{escaped}</title></titleStmt></fileDesc></teiHeader><standOff><listPerson>
      <person xml:id="a"><persName>"{escaped}</persName></person></listPerson></standOff>
      <text><body><p n='"{escaped}'>{escaped} <persName ref="#a">A</persName></p></body></text></TEI>"""
    planned = plan(Edition([Document(tmp_path / "hostile.xml", source.encode())]))
    pages = [search._page(record) for record in search.records(planned)]
    assert pages
    assert not any("<script" in page for page in pages)
    assert search.index(planned)


def test_without_pagefind_the_site_is_made_and_says_so(monkeypatch: pytest.MonkeyPatch, planned: Plan) -> None:
    monkeypatch.setattr(search, "is_available", lambda: False)
    remarks: list[str] = []
    made = {str(path) for path, _ in site.export(planned.edition, Profile(remark=remarks.append))}
    assert "index.html" in made
    assert not any("search" in name or "pagefind" in name for name in made)
    assert remarks == ["The site has no search: install teiproof[search] for one."]
    with pytest.raises(SearchError, match="Install teiproof"):
        search.index(planned)


@pytest.mark.usefixtures("pagefind")
def test_an_indexer_that_gives_up_is_an_error_in_words(
    monkeypatch: pytest.MonkeyPatch, planned: Plan, tmp_path: Path
) -> None:
    program = tmp_path / "program"
    program.write_text("#!/bin/sh\necho no room >&2\nexit 1\n")
    program.chmod(0o755)
    monkeypatch.setattr(sys, "executable", str(program))
    with pytest.raises(SearchError, match="no room"):
        search.index(planned)
