"""Changes to documents, as mistakes and malice make them: of bytes, and of the tree.

All are chosen by a `Choose`, so that hypothesis, atheris and a plain random number generator can each decide.
"""

from collections.abc import Sequence
from typing import Protocol, TypeVar

from lxml import etree

from teiproof.names import TEI, XML, XML_BASE, XML_ID, XML_LANG, tei

Element = etree._Element
T = TypeVar("T")


class Choose(Protocol):
    """Who decides what is changed: `random.Random` is one."""

    def randrange(self, stop: int, /) -> int: ...

    def choice(self, values: Sequence[T], /) -> T: ...


PIECES = (
    b"<",
    b">",
    b"&",
    b"'",
    b'"',
    b"/",
    b"=",
    b"]]>",
    b"<!--",
    b"-->",
    b"<?",
    b"?>",
    b"<![CDATA[",
    b"\0",
    b"\r",
    b"\r\n",
    b"\xff",
    b"\xc3",
    b"\xed\xa0\x80",
    b"\xef\xbb\xbf",
    b"\xfe\xff",
    b"\xff\xfe",
    b"\xe2\x80\xae",
    b"&#0;",
    b"&#xD800;",
    b"&#x10FFFF;",
    b"&#x41;",
    b"&nbsp;",
    b"&amp;",
    b"<p>",
    b"</p>",
    b"<x:y/>",
    b" n='1'",
    b" xml:id='p1'",
    b" xmlns=''",
    b"<!DOCTYPE a>",
    b"<!DOCTYPE TEI [<!ENTITY e '<p>e</p>'>]>",
    b"&e;",
    b"<?xml version='1.1'?>",
    b"<?xml version='1.0' encoding='latin-1'?>",
    b"encoding='utf-16'",
    b"\xcc\x81",
    b"\xef\xbf\xbe",
    b"\xc2\x85",
    b"\xf0\x9f\x98\x80",
    b"  ",
    b"\n",
    b"\t",
)
"""What is put into the bytes of a document."""

NAMES = """
    TEI teiCorpus teiHeader text group front body back div div1 p ab lg l sp speaker stage list item label
    head note hi choice sic corr orig reg abbr expan am ex app lem rdg rdgGrp witDetail quote cit q said
    table row cell figure figDesc graphic pb lb cb gb milestone del add subst restore surplus supplied gap
    unclear damage space seg w pc s c persName placeName orgName name rs date time ref ptr anchor title bibl
    biblStruct monogr analytic imprint author editor idno listPerson person listPlace place location geo
    listOrg org listEvent event listBibl standOff facsimile surface zone sourceDoc line floatingText
    titlePage docTitle titlePart castList castItem role roleDesc formula code eg egXML foreign term gloss
    closer opener signed dateline address addrLine publicationStmt availability licence sourceDesc msDesc
    profileDesc langUsage language correspDesc correspAction prefixDef citeStructure cRefPattern refsDecl
    rendition tagsDecl category taxonomy relation listRelation link linkGrp join joinGrp span spanGrp alt
    note fw metamark num measure email
    """.split()

NUMBERS = ("0", "-1", "1", "2", "3", "999999999999", "1e9", "0.5", "\u0662", "x", "")
TARGETS = (
    "#p1",
    "#p2 #p3",
    "#a",
    "#",
    "",
    " ",
    "##",
    "#p 1",
    "%",
    "%zz",
    "p:v",
    "p:",
    ":",
    "a.xml",
    "a.xml#b",
    "../../../etc/passwd",
    "/etc/passwd",
    "file:///etc/passwd",
    "\\\\host\\x",
    "//x/y",
    "http://[",
    "http://[::1]:x/",
    "https://example.org/",
    "javascript:alert(1)",
    "data:text/html,x",
    "mailto:a@b",
    "urn:x",
    "CON",
    ".",
    "..",
    "a" * 300,
    "a" * 5000 + "/" + "b" * 300,
    "%00",
    "#%00",
    "#xpath(//p)",
    "#string-range(p1,0,1)",
    "?",
    "#é",
    "fuzzed.xml",
    "fuzzed.xml#p1",
    "private:x",
    "//",
    "https://www.wikidata.org/entity/Q42",
    "http://",
    "https://example.org:99999999/",
    "\u202e",
    "a\u0301",
    "~",
    "~root/x",
    "$HOME",
    "a b",
    "|",
    "*",
)
DATES = (
    "1936",
    "1936-08",
    "1936-08-25",
    "1936-13",
    "1936-02-30",
    "--02-29",
    "---31",
    "12:30",
    "0000",
    "-0044",
    "-0000",
    "99999",
    "9" * 400,
    "-9" + "9" * 60,
    "1936-08-25T10:00:00Z",
    "1936-08-25T24:00:00",
    "1936-W53",
    "1936-366",
    "P1Y",
    "",
    " ",
    "25.8.1936",
    "\u0661\u0669\u0663\u0666",
    "0001-01-01",
    "9999-12-31",
    "10000-01-01",
    "1936/1937",
    "1936-08-25+14:00",
    "1936-08-25T10:00:00.99999999999999999999Z",
    "-100000-01-01",
    "1936-08-25/",
    "../..",
    "1936~",
)
IDS = (
    "p1",
    "a",
    "CON",
    "nul",
    "..",
    ".",
    "",
    " ",
    "a/b",
    "A",
    "é",
    "e\u0301",
    "x" * 300,
    "x" * 10_000,
    "1",
    "-",
    "a:b",
    "con.xml",
    "a\u200b",
    "ﬁ",
    "\U00010000",
    "index",
    "persons",
    "__proto__",
    "_",
    "a.b",
    "İ",
    "ß",
    "SS",
)
WORDS = (
    "",
    " ",
    "a",
    "word",
    "\u00a0",
    "a" * 3000,
    "\u0301",
    "\u202e",
    "x-",
    "\U0001f600",
    "\ufdd0",
    "( ",
    "]",
    "*_`[",
)

VALUES: dict[str, tuple[str, ...]] = {
    **dict.fromkeys(
        (
            "target",
            "ref",
            "url",
            "source",
            "resp",
            "corresp",
            "next",
            "prev",
            "sameAs",
            "who",
            "wit",
            "facs",
            "ana",
            "active",
            "passive",
            "mutual",
            "decls",
            "rendition",
            "scheme",
            "key",
            "exclude",
            "copyOf",
            "select",
            "spanTo",
            "from",
            "to",
            "parts",
            "hand",
            "href",
        ),
        TARGETS,
    ),
    **dict.fromkeys(
        ("when", "notBefore", "notAfter", "from", "to", "when-iso", "when-custom", "from-iso"), DATES
    ),
    **dict.fromkeys(
        ("n", "cols", "rows", "quantity", "atLeast", "width", "height", "ulx", "points", "instant"), NUMBERS
    ),
    XML_ID: IDS,
    XML_LANG: (
        "de",
        "en-GB",
        "x",
        "de-",
        "-",
        "",
        "i-klingon",
        "a" * 10_000,
        "en-" * 3000,
        "x-" + "a-" * 50,
        "qq",
        "zh-Hant-TW-x-y",
        "DE",
        "é",
    ),
    XML_BASE: ("..", "../..", "/", "http://example.org/", "http://[", "", "a/b", "file:///etc/", "%00"),
    f"{{{XML}}}space": ("preserve", "default", "x"),
    **dict.fromkeys(
        (
            "type",
            "subtype",
            "level",
            "place",
            "rend",
            "style",
            "unit",
            "ident",
            "cert",
            "break",
            "calendar",
            "role",
            "reason",
            "ord",
            "default",
            "full",
            "usage",
            "version",
        ),
        (
            "",
            "no",
            "yes",
            "false",
            "true",
            "a",
            "gregorian",
            "julian",
            "#julian",
            "bold",
            "italic;x",
            "URL",
            "VIAF",
            "DOI",
            "sent",
            "inline",
            "chapter",
            "expression(alert(1))",
            "a" * 500,
            "m",
            "</style><script>",
            "j",
            "low",
            "footnote",
            "\\",
            "url(x)",
        ),
    ),
    **dict.fromkeys(
        ("matchPattern", "replacementPattern", "match", "use", "delim"),
        (
            "(a+)+$",
            "(" * 200,
            "[",
            "(.*)*" * 20,
            "$1" * 300,
            "$99",
            "$",
            "\\1",
            ".*",
            "",
            "//" * 500,
            "//body",
            "position()",
            "document('/etc/passwd')",
            "@n",
            "x:y",
            "(?P<a>.)",
            "a{99999}",
            "((a{0,100}){0,100}){0,100}",
            "\\p{L}+",
            "count(//*//*//*//*)",
            "[" * 600,
        ),
    ),
}
"""Values that attributes are given, by their names."""


def changed_bytes(data: bytes, choose: Choose) -> bytes:
    """A document with a few changes to its bytes."""
    made = bytearray(data)
    for _ in range(1 + choose.randrange(4)):
        at = choose.randrange(len(made) + 1)
        kind = choose.randrange(6)
        if kind <= 2:
            made[at : at + choose.randrange(6)] = choose.choice(PIECES)
        elif kind == 3:
            del made[at : at + 1 + choose.randrange(60)]
        elif kind == 4:
            other = choose.randrange(len(made) + 1)
            made[at:at] = made[other : other + choose.randrange(400)]
        else:
            del made[at if choose.randrange(2) else max(0, len(made) - 40) :]
    encoding = choose.randrange(24)
    if encoding < 4:
        text = made.decode("utf-8", "replace")
        return text.encode(("utf-16", "utf-16-le", "utf-8-sig", "utf-32")[encoding], "replace")
    return bytes(made)


def changed_tree(data: bytes, choose: Choose) -> bytes:
    """A well-formed document with a few changes to its elements, attributes and texts."""
    root = etree.fromstring(data)
    for _ in range(1 + choose.randrange(6)):
        _change(root, choose)
    return etree.tostring(root, encoding="utf-8", xml_declaration=bool(choose.randrange(2)))


def _change(root: Element, choose: Choose) -> None:
    elements = list(root.iter("*"))
    element = choose.choice(elements)
    parent = element.getparent()
    kind = choose.randrange(11)
    if kind == 0:
        element.tag = _name(elements, choose)
    elif kind in (1, 2):
        _set(element, elements, choose)
    elif kind == 3:
        element.text = choose.choice(WORDS)
    elif kind == 4:
        element.tail = None if parent is None else choose.choice(WORDS)
    elif kind == 5 and parent is not None:
        _insert(parent, choose.randrange(len(parent) + 1), _copy(element))
    elif kind == 6 and parent is not None:
        target = choose.choice(elements)
        if element is not target and element not in target.iterancestors():
            _insert(target, choose.randrange(len(target) + 1), element)
    elif kind == 7 and parent is not None:
        parent.remove(element)
    elif kind == 8:
        _insert(element, choose.randrange(len(element) + 1), _new(elements, choose))
    elif kind == 9:
        _wrap(element, _name(elements, choose), choose)
    else:
        for child in list(element):
            element.remove(child)
        element.text = None


def _name(elements: list[Element], choose: Choose) -> str:
    """The name of another element of the document, or one of TEI's."""
    return str(choose.choice(elements).tag) if choose.randrange(2) else tei(choose.choice(NAMES))


def _set(element: Element, elements: list[Element], choose: Choose) -> None:
    kind = choose.randrange(4)
    other = choose.choice(elements).attrib
    if kind == 0 and other:
        name = choose.choice(sorted(other))
        element.set(name, other[name])
        return
    name = choose.choice(tuple(VALUES))
    if element.attrib and kind < 3:
        name = choose.choice(sorted(element.attrib))
    element.set(name, choose.choice(VALUES.get(name, TARGETS)))


def _new(elements: list[Element], choose: Choose) -> Element:
    element = etree.Element(_name(elements, choose))
    _set(element, elements, choose)
    element.text = choose.choice(WORDS)
    return element


def _copy(element: Element) -> Element:
    """As it is written, its tail included; an ID may well be in it twice."""
    copy = etree.fromstring(
        etree.tostring(element, with_tail=False), etree.XMLParser(collect_ids=False, huge_tree=True)
    )
    copy.tail = element.tail
    return copy


def _insert(parent: Element, at: int, child: Element) -> None:
    parent.insert(at, child)


def _wrap(element: Element, name: str, choose: Choose) -> None:
    """Put what is in an element into many of one name, one in the other."""
    inner = outer = etree.Element(name, nsmap={None: TEI})
    for _ in range(choose.choice((1, 2, 60, 240))):
        inner = etree.SubElement(inner, name)
    inner.text, element.text = element.text, None
    inner.extend(list(element))
    element.append(outer)
