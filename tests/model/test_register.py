"""The register: which entries there are, by which names, and where the text has them."""

from pathlib import Path

from lxml import etree

from teiproof.model.addresses import addressed, addresses
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.model.register import Entity, Mention, entities, mentions
from teiproof.names import XML_ID
from tests.conftest import PROJECT

TEXT = """<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><profileDesc><particDesc>
  <person xml:id="ed"><persName>The Editor</persName></person></particDesc></profileDesc></teiHeader>
  <standOff><listPerson>
    <person xml:id="a"><persName>A. Bee</persName>
      <persName type="main"><forename>Ada</forename> <surname>Ébée</surname></persName>
      <listBibl><bibl xml:id="source">A source</bibl></listBibl></person>
    <person><persName>Without identifier</persName></person>
    <personGrp xml:id="group"/></listPerson>
    <listPlace><place xml:id="x"><placeName>Exe</placeName><place xml:id="y"><placeName>Why</placeName></place>
    </place></listPlace>
    <listBibl><bibl xml:id="w"><title>The “Work”</title></bibl></listBibl></standOff>
  <text><body>
    <p>One two (<persName ref="#a">Ada <sic/>Bee</persName>, in <rs ref="#x #y">the county</rs>.<note>See
      <ref target="#w">the work</ref> again.</note></p>
    <p xml:id="two" resp="#ed">Last <choice><sic><persName ref="#a">Beee</persName></sic><corr><persName
      ref="#a">Bee</persName></corr></choice><ptr target="#w"/> words.</p>
    <sp who="#group"><speaker>All.</speaker><p>Here.</p></sp>
  </body></text></TEI>"""


def edition_of(text: str) -> Edition:
    return Edition([Document(Path("a.xml"), text.encode())])


def by_identifier(edition: Edition) -> dict[str, Entity]:
    return {entity.identifier: entity for entity in entities(edition)}


def test_entries_have_an_identifier_and_stand_in_a_list_of_their_own() -> None:
    found = by_identifier(edition_of(TEXT))
    assert {name: entity.kind for name, entity in found.items()} == {
        "ed": "person",
        "a": "person",
        "person:1": "person",
        "group": "person",
        "x": "place",
        "y": "place",
        "w": "work",
    }


def test_an_entry_without_identifier_or_name_is_called_by_what_it_says() -> None:
    text = """<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><fileDesc><titleStmt>
      <title>A Play</title></titleStmt></fileDesc></teiHeader><standOff><listEvent>
      <event type="premiere" when="1802"><desc/></event>
      <event/>
      <event><p>One two three four five six seven eight nine.</p></event></listEvent>
      <listPerson><person xml:id="a"/><person xml:id="a"><persName>Twin</persName></person></listPerson>
      </standOff></TEI>"""
    assert [(entity.identifier, entity.name) for entity in entities(edition_of(text))] == [
        ("event:1", "A Play: premiere, 1802"),
        ("event:2", "event:2"),
        ("event:3", "One two three four five six seven eight …"),
        ("a", "a"),
        ("person:1", "Twin"),
    ]


def test_names_preferred_sorted_and_other() -> None:
    found = by_identifier(edition_of(TEXT))
    assert (found["a"].name, found["a"].sort_key, found["a"].variants) == (
        "Ada Ébée", "ebee, ada ebee", ("A. Bee",),
    )  # fmt: skip
    assert (found["w"].name, found["w"].sort_key) == ("The “Work”", "“work")
    assert (found["group"].name, found["x"].variants) == ("group", ())


def brief(mention: Mention) -> tuple[str, str, str, str, str, bool]:
    return (
        mention.entity.identifier, mention.anchor, mention.before, mention.text, mention.after, mention.in_note,
    )  # fmt: skip


def test_mentions_with_the_words_around_them() -> None:
    assert [brief(mention) for mention in mentions(edition_of(TEXT))] == [
        ("a", "p:1", "One two (", "Ada Bee", ", in the county.", False),
        ("x", "p:1", "One two (Ada Bee, in ", "the county", ".", False),
        ("y", "p:1", "One two (Ada Bee, in ", "the county", ".", False),
        ("w", "n:1", "See ", "the work", " again.", True),
        ("a", "two", "Last ", "Beee", " Bee words.", False),
        ("a", "two", "Last ", "Bee", " words.", False),
        ("w", "two", "Last Bee", "", " words.", False),
        ("group", "p:3", "", "All.", "", False),
    ]


def test_what_is_cited_gets_an_address_in_a_copy() -> None:
    document = Document(Path("a.xml"), TEXT.encode())
    before = etree.tostring(document.tree)
    tree = addressed(document)
    assert etree.tostring(document.tree) == before
    made = [element.get(XML_ID) for element in tree.getroot().iter("{*}p", "{*}note", "{*}sp")]
    assert made == ["p:1", "n:1", "two", "p:3", "p:4"]
    assert set(addresses(document).values()) == set(made)
    assert addressed(document) is not document.tree


def test_every_mention_of_our_edition_stands_in_its_context() -> None:
    edition = Edition.open([PROJECT / "tei"])
    found = mentions(edition)
    assert len(found) > 300
    blocks = {}
    for document in edition.documents:
        reading = read(document)
        for block in (*reading.blocks, *(block for note in reading.notes for block in note.blocks)):
            text = "".join((" " if token.space else "") + token.text for token in block.tokens)
            blocks[document.path, block.element] = text
    for mention in found:
        whole = f"{mention.before}{mention.text}{mention.after}".strip()
        assert any(whole in text for (path, _), text in blocks.items() if path == mention.document.path), (
            mention
        )
