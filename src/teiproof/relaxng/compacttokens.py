"""The tokens of the compact syntax (Compact Syntax, section 2), as the grammar of rnc2rng wants them.

What that grammar has no rule for is written as something for which it has one, with names that no schema can
contain: an `include` as a div whose first definitions are the address and what is inherited; an `external` as a
reference.
"""

import re
from collections.abc import Iterator

HREF = "\0href"
INHERIT = "\0inherit"
EXTERNAL = "\0external "

_NAME = r"[^\W\d][\w.\-]*"
_TOKEN = re.compile(
    rf"""
    (?P<BLANK>\s+)
  | (?P<DOCUMENTATION>\#\#[^\n]*)
  | (?P<COMMENT>\#[^\n]*)
  | (?P<LITERAL>\"\"\".*?\"\"\"|'''.*?'''|"[^"\n]*"|'[^'\n]*')
  | (?P<CNAME>{_NAME}:(?:{_NAME}|\*))
  | (?P<QID>\\{_NAME})
  | (?P<ID>{_NAME})
  | (?P<COMBINE>\|=|&=)
  | (?P<LPAREN>\() | (?P<RPAREN>\)) | (?P<LBRACE>\{{) | (?P<RBRACE>\}}) | (?P<LBRACKET>\[) | (?P<RBRACKET>\])
  | (?P<EQUAL>=) | (?P<PIPE>\|) | (?P<COMMA>,) | (?P<AMP>&) | (?P<MINUS>-) | (?P<STAR>\*) | (?P<PLUS>\+)
  | (?P<QMARK>\?) | (?P<TILDE>~)
    """,
    re.VERBOSE | re.DOTALL,
)
_ESCAPE = re.compile(r"\\x+\{([0-9A-Fa-f]{1,6})\}")

Token = tuple[str, str, int, int, int]
"""Kind, value, offset from 0, line and column from 1."""


def tokens(text: str, keywords: set[str]) -> list[Token]:
    """The tokens of a schema.

    Raises ValueError for a character that begins no token, and for what is not supported.
    """
    return list(_rewritten(list(_scanned(_ESCAPE.sub(lambda match: chr(int(match[1], 16)), text), keywords))))


def _scanned(text: str, keywords: set[str]) -> Iterator[Token]:
    offset, line, begin = 0, 1, 0
    while offset < len(text):
        match = _TOKEN.match(text, offset)
        if match is None:
            raise ValueError(f"“{text[offset]}” on line {line} begins no token")
        kind, value = str(match.lastgroup), match.group()
        place = (offset, line, offset - begin + 1)
        if kind == "ID" and value in keywords:
            kind = value.upper()
        elif kind == "LITERAL":
            marks = 3 if value[:3] in ('"""', "'''") and len(value) >= 6 else 1
            value = value[marks:-marks]
        if kind not in ("BLANK", "COMMENT"):
            yield (kind, value, *place)
        offset = match.end()
        if "\n" in match.group():
            line += match.group().count("\n")
            begin = match.start() + match.group().rindex("\n") + 1


def _rewritten(read: list[Token]) -> Iterator[Token]:
    index = 0
    while index < len(read):
        kinds = [kind for kind, *_ in read[index : index + 4]]
        if kinds == ["DEFAULT", "NAMESPACE", "EQUAL", "INHERIT"]:
            index += 4  # as if no default were declared
            continue
        if kinds[1:2] != ["LITERAL"] or kinds[0] not in ("INCLUDE", "EXTERNAL"):
            yield read[index]
            index += 1
            continue
        where = read[index][2:]
        href, index = _literal(read, index + 1)
        inherited = ""
        if [kind for kind, *_ in read[index : index + 2]] == ["INHERIT", "EQUAL"] and index + 2 < len(read):
            inherited = read[index + 2][1]
            index += 3
        if kinds[0] == "EXTERNAL":
            yield ("ID", f"{EXTERNAL}{inherited} {href}", *where)
            continue
        yield ("DIV", "div", *where)
        yield ("LBRACE", "{", *where)
        for name, value in ((HREF, href), (INHERIT, inherited)):
            yield from (("ID", name, *where), ("EQUAL", "=", *where), ("LITERAL", value, *where))
        if index < len(read) and read[index][0] == "LBRACE":
            index += 1
        else:
            yield ("RBRACE", "}", *where)


def _literal(read: list[Token], index: int) -> tuple[str, int]:
    """A literal, of parts joined by `~`, and the index behind it."""
    value = read[index][1]
    index += 1
    while [kind for kind, *_ in read[index : index + 2]] == ["TILDE", "LITERAL"]:
        value += read[index + 1][1]
        index += 2
    return value, index
