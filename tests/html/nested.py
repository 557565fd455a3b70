"""TEI in which anything may stand in anything, invalid as it may be: the worst that a stylesheet can meet."""

import random
from collections.abc import Iterator

from lxml import etree

from teiproof.names import TEI, XML_ID, XML_LANG, tei

_NAMES = """
    p p p list list item label head head table row cell q quote cit bibl lg l sp speaker stage note note
    hi persName rs ref date div ab seg choice sic corr app lem rdg rdgGrp del add figure figDesc graphic
    pb lb cb opener closer address addrLine floatingText body castList castItem castGroup supplied
    unclear title s w dateline signed salute entry form orth sense u biblStruct monogr imprint
    listPerson person listBibl msDesc formula eg gap ptr idno email subst surplus restore titlePage
    docTitle titlePart trailer argument epigraph postscript foreign term code
    """.split()
_VALUES = {
    "n": ("1", "5", "a b", ""),
    "ref": ("#i1", "#i2", "register.xml#x", "http://example.org/a b", "javascript:alert(1)", "#nothing"),
    "target": (
        "#i1",
        "#i3 #i4",
        "https://example.org/?a=b&c=%zz",
        "mailto:a@b.c",
        "//x",
        "http://[::1]/",
        "#",
        "%",
    ),
    "rend": ("italic", "bold sup", "numbered", "block", "sc", "center"),
    "when": ("1936", "1936-13", "1936-02-30", "--02-29", "12:30", "0000", "-0044", "1936-08-25T10:00:00Z"),
    "cols": ("2", "0", "x", "3"),
    "rows": ("2", "0", "x", "5"),
    "break": ("no", "yes"),
    XML_LANG: ("de", "ar", "eng", "en-GB", "x", "de-", "la-Latn", "el-grc", "qq"),
}
_TEXTS = ("word", "Word ", " a b ", "\n  ", ".", " ", "", ", ")


def documents(count: int) -> Iterator[bytes]:
    """Some documents, the same ones each time."""
    for seed in range(count):
        yield _document(random.Random(seed))  # noqa: S311  # not a secret, but a fixed choice


def _document(choose: random.Random) -> bytes:
    root = etree.Element(tei("TEI"), nsmap={None: TEI})
    root.set(XML_LANG, "en")
    body = etree.SubElement(etree.SubElement(root, tei("text")), tei("body"))
    for _ in range(5):
        _grow(body, choose, depth=0)
    for number, element in enumerate(body.iter()):
        if choose.random() < 0.2:
            element.set(XML_ID, f"i{number % 40}")  # now and then the same twice
    return etree.tostring(root, encoding="utf-8")


def _grow(parent: etree._Element, choose: random.Random, depth: int) -> None:
    element = etree.SubElement(parent, tei(choose.choice(_NAMES)))
    element.tail = choose.choice(_TEXTS)
    for name, values in _VALUES.items():
        if choose.random() < 0.15:
            element.set(name, choose.choice(values))
    if element.tag in (tei("lb"), tei("pb"), tei("cb"), tei("gap"), tei("ptr")):
        return
    element.text = choose.choice(_TEXTS)
    for _ in range(choose.choice((0, 0, 1, 1, 2, 3)) if 0 < depth < 7 else 4 * (depth == 0)):
        _grow(element, choose, depth + 1)
