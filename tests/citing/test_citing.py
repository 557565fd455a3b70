"""Citation trees: what a document declares, what its structure gives, and that no word is lost on the way."""

from collections.abc import Callable
from pathlib import Path

import pytest
from lxml import etree

from teiproof.citing import citation_trees
from teiproof.citing.passages import document_of
from teiproof.citing.structure import structure_tree
from teiproof.citing.trees import CitationTree, Passage
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.names import tei
from tests.citing.passages import words_by_element, words_in
from tests.conftest import PROJECT

HERE = Path(__file__).parent
CASES = sorted((HERE / "cases").glob("*.xml"))
GROUPS = {
    "diary": "entry__1900-02-02.xml",
    "documentation": "testdrama.xml",
    "letters": "ham_20087_s_po_1937_06_03.xml",
    "mixed": "osinski.xml",
    "novels": "ENG18950_Cross.xml",
    "plays": "achat-ein-april-scherz.xml",
}


def outline(tree: CitationTree) -> str:
    lines = [f"tree “{tree.identifier}”{f': {tree.description}' if tree.description else ''}"]
    for unit in tree.units:
        words = " ".join(words_in(document_of(unit.passage, "x")))
        said = "".join(f" {{{one.property} “{one.text}” {one.language}}}" for one in unit.data)
        lines.append(f"{'    ' * unit.level}{unit.identifier} [{unit.cite_type}]{said} {words}")
    return "\n".join(lines)


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.stem)
def test_the_trees_of_a_document(case: Path, golden: Callable[[Path, bytes], None]) -> None:
    remarks: list[str] = []
    trees = citation_trees(Document(case), remarks.append)
    text = "\n\n".join(outline(tree) for tree in trees) + "\n\n"
    text += "".join(f"{remark.replace(str(HERE), 'tests')}\n" for remark in remarks)
    golden(HERE / "golden" / f"{case.stem}.txt", text.encode())


def documents(shared: Path) -> list[Document]:
    paths = [shared / "corpus" / group / name for group, name in GROUPS.items()]
    return [*Edition.open([PROJECT / "tei", *paths]).documents]


def test_each_passage_has_the_words_of_its_unit(shared: Path) -> None:
    asked = 0
    for document in documents(shared):
        expected = words_by_element(document)
        for tree in citation_trees(document, lambda remark: pytest.fail(remark)):
            for unit in tree.units:
                asked += 1
                found = words_in(document_of(unit.passage, "x"))
                assert found == expected[unit.passage.first], (document.path, unit.identifier)
    assert asked > 1000


def test_the_leaves_of_the_structure_are_the_text(shared: Path) -> None:
    for document in documents(shared):
        tree = structure_tree(document)
        found = [word for unit in tree.leaves() for word in words_in(document_of(unit.passage, "x"))]
        assert found == list(read(document).words()), document.path
        assert len(tree.by_identifier) == len(tree.units)


def test_a_stretch_has_all_units_from_the_first_to_the_last(shared: Path) -> None:
    document = Document(shared / "corpus" / "plays" / GROUPS["plays"])
    tree = structure_tree(document)
    leaves = tree.leaves()
    words = words_by_element(document)
    for first, last in ((0, len(leaves) - 1), (3, 3), (5, 40), (17, 18), (30, 200)):
        passage = Passage(leaves[first].passage.first, leaves[last].passage.first)
        expected = [word for unit in leaves[first : last + 1] for word in words[unit.passage.first]]
        assert words_in(document_of(passage, "x")) == expected


def test_a_passage_keeps_the_elements_around_it_and_nothing_beside_it() -> None:
    document = Document(HERE / "cases" / "structure.xml")
    unit = next(one for one in structure_tree(document).units if one.identifier == "bela")
    made = etree.fromstring(document_of(unit.passage, "whole.xml"))
    wrapper = made.find(f".//{{{'https://w3id.org/api/dts#'}}}wrapper")
    assert wrapper is not None
    around = [etree.QName(one).localname for one in wrapper.iterancestors()]
    assert around == ["div", "div", "body", "text", "TEI"]
    assert all(len(one) == 1 for one in wrapper.iterancestors(tei("div"), tei("body"), tei("text")))
    scene = wrapper.getparent()
    assert scene is not None
    assert dict(scene.attrib) == {"type": "scene", "n": "1"}
    assert made.findtext(f"{tei('teiHeader')}//{tei('title')}") == "A case"


def test_the_document_stays_as_it_is() -> None:
    document = Document(HERE / "cases" / "declared.xml")
    before = etree.tostring(document.tree)
    for tree in citation_trees(document, lambda _: None):
        for unit in tree.units:
            document_of(unit.passage, "x")
    assert etree.tostring(document.tree) == before


def test_the_texts_of_a_corpus_are_units(tmp_path: Path) -> None:
    path = tmp_path / "corpus.xml"
    text = "<TEI><teiHeader/><text><body><p>{}</p></body></text></TEI>"
    content = f'<teiCorpus xmlns="http://www.tei-c.org/ns/1.0"><teiHeader/>{text.format("a")}{text.format("b")}'
    path.write_text(f"{content}</teiCorpus>", encoding="utf-8")
    tree = structure_tree(Document(path))
    assert [(unit.identifier, unit.level) for unit in tree.units] == [
        ("text1", 1), ("p1", 2), ("text2", 1), ("p2", 2),
    ]  # fmt: skip


def test_a_document_of_many_units_takes_time_in_proportion(tmp_path: Path) -> None:
    """Flat, so that anything that looks at all siblings of each would be seen: 20,000 lines."""
    path = tmp_path / "lines.xml"
    declared = (
        '<refsDecl><citeStructure match="//lg" use="position()"><citeStructure match="l" use="@n" delim="."/>'
        "</citeStructure></refsDecl>"
    )
    lines = "".join(f'<l n="{number}">word</l>' for number in range(20_000))
    path.write_text(
        f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><teiHeader><encodingDesc>{declared}</encodingDesc></teiHeader>'
        f"<text><body><lg>{lines}</lg></body></text></TEI>",
        encoding="utf-8",
    )
    declared_tree, structure = citation_trees(Document(path), lambda remark: pytest.fail(remark))
    assert len(declared_tree.units) == len(structure.units) == 20_001
    for unit in declared_tree.units[1::2000]:
        assert words_in(document_of(unit.passage, "x")) == ["word"]


def test_divisions_within_divisions_without_end_are_cited_as_a_whole_from_some_level_on() -> None:
    depth = 1_900
    body = "<div><head>a</head>" * depth + "<p>b</p>" + "</div>" * depth
    text = f'<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body>{body}</body></text></TEI>'
    tree = structure_tree(Document(Path("deep.xml"), text.encode()))
    assert tree.depth == 20
    leaves = [word for unit in tree.leaves() for word in words_in(document_of(unit.passage, "x"))]
    assert leaves == [*["a"] * depth, "b"]
