"""Generated TEI documents: sound XML, with markup where an encoder would never put it."""

from hypothesis import strategies as st

BLOCKS = ("div", "p", "list", "item", "lg", "l", "quote", "note", "sp", "table", "row", "cell", "figure", "ab")
PHRASES = (
    "hi",
    "choice",
    "sic",
    "corr",
    "app",
    "lem",
    "rdg",
    "persName",
    "address",
    "street",
    "cit",
    "w",
    "seg",
)
EMPTY = ("lb", "pb", "gap", "graphic", "anchor")
OTHERS = ("code", "eg", "f:thing", "unknown")

white = st.sampled_from((" ", "  ", "\n", "\n\n\n", "\t", "\n   ", " \n\t"))
words = st.sampled_from(
    (
        "Mr.",
        "Ende.",
        "Foo",
        "bar,",
        "1936.",
        "U.S.S.R.",
        "“So?”",
        "&amp;",
        "&#160;",
        "&#10;",
        "&name;",
        "x",
        "—",
    )
)
asides = st.sampled_from(
    ("<!-- a  b -->", "<!--\n two\n-->", "<?pi  x?>", "<![CDATA[ <c>  ]]>", "<![CDATA[x]]>", "<!---->")
)
values = st.sampled_from(("a", " b  c ", "x\ny", "&lt;&#32;", "it's", "Ä" * 70))
names = st.sampled_from(("xml:lang", "type", "n", "zzz", "ref", "f:own", "when", "key"))


@st.composite
def tags(draw: st.DrawFn, name: str) -> str:
    attributes = draw(st.dictionaries(names, values, max_size=3))
    if draw(st.integers(0, 19)) == 0:
        attributes["xml:space"] = draw(st.sampled_from(("preserve", "default")))
    written = [f"{key}={quote}{value}{quote}" for key, value in attributes.items() for quote in ['"']]
    gap = draw(st.sampled_from((" ", "\n  ")))
    return gap.join([name, *written])


@st.composite
def elements(draw: st.DrawFn, depth: int) -> str:
    group = draw(st.sampled_from((BLOCKS, BLOCKS, PHRASES, EMPTY, OTHERS)))
    tag = draw(tags(draw(st.sampled_from(group))))
    if group is EMPTY or depth == 0:
        return f"<{tag}{draw(st.sampled_from(('', ' ')))}/>"
    return f"<{tag}>{draw(contents(depth - 1))}</{tag.split()[0]}>"


def contents(depth: int) -> st.SearchStrategy[str]:
    parts = [elements(depth), white, white]
    if depth % 2 == 0:
        parts += [words, words]
    if depth % 3 == 0:
        parts.append(asides)
    return st.lists(st.one_of(parts), max_size=6).map("".join)


@st.composite
def documents(draw: st.DrawFn) -> bytes:
    """The bytes of a document."""
    body = draw(contents(draw(st.integers(1, 5))))
    head = draw(st.sampled_from(('<?xml version="1.0"?>', '<?xml version="1.0" encoding="UTF-8"?>\n')))
    between = draw(st.lists(st.one_of(white, st.just("<!-- c -->"), st.just("<?p?>")), max_size=3).map("".join))
    text = (
        f'{head}<!DOCTYPE TEI [<!ENTITY name "Serge  <hi>V</hi>">\n]>{between}'
        '<TEI xmlns="http://www.tei-c.org/ns/1.0" xmlns:f="urn:f"><text><body>'
        f"{body}</body></text></TEI>{between}"
    )
    ending = draw(st.sampled_from(("\n", "\r\n")))
    mark = draw(st.sampled_from(("", "\ufeff")))
    return (mark + text.replace("\n", ending)).encode()
