"""Why a document cannot be parsed, in the words of an encoder, at the place to repair."""

import re
from xml.parsers import expat

from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.parsing import encoding_of, place_in
from teiproof.parsing.mismatch import explain_end, explain_mismatch, open_elements, text_of
from teiproof.parsing.tags import explain_tag

# Codes of expat.h whose explanation needs the document.
_SYNTAX = 2
_NO_ELEMENTS = 3
_INVALID_TOKEN = 4
_UNCLOSED_TOKEN = 5
_PARTIAL_CHARACTER = 6
_TAG_MISMATCH = 7
_DUPLICATE_ATTRIBUTE = 8
_UNDEFINED_ENTITY = 11
_BAD_REFERENCE = 14
_LATE_DECLARATION = 17
_INCORRECT_ENCODING = 19
_UNCLOSED_CDATA = 20
_UNBOUND_PREFIX = 27

# Codes of expat.h whose explanation is always the same: kind and sentence.
_SENTENCES = {
    9: (
        "not-well-formed",
        "there is a tag or text after the root element. Remove it, or an end tag too many before it.",
    ),
    12: ("entity-bomb", "an entity contains itself; the file is refused."),
    _LATE_DECLARATION: (
        "not-well-formed",
        "the XML declaration is not at the start of the file. Remove what is before it.",
    ),
    43: ("entity-bomb", "the entities of this document expand without measure; the file is refused."),
}

_ENTITY = re.compile(r"&([\w.:-]+);")
_REFERENCE = re.compile(r"&#\w+;?")

_BEGINS = re.compile(r"<[\w?]")
_CONFLICT = re.compile(r"<{7}(?= )|={7}$|>{7}(?= )")
_RESOLVE = "Choose between what stands above and below =======, and remove the three lines with marks."

# What may be open at the end: how it begins, what it is, and how it ends.
_OPEN = (("<!--", "comment", "-->"), ("<?", "processing instruction", "?>"))


def external_entity(path: str, line: int, column: int, name: str) -> Diagnostic:
    """The refusal of an external entity."""
    message = f"the external entity “{name}” is not read, for safety. Use XInclude to include another file."
    return Diagnostic(Location(path, line, column), Severity.ERROR, "parsing.external-entity", message)


def undeclared_entity(path: str, line: int, column: int, name: str) -> Diagnostic:
    """The refusal of an entity that the document does not declare."""
    return Diagnostic(
        Location(path, line, column), Severity.ERROR, "parsing.undeclared-entity", _undeclared(name)
    )


def _undeclared(name: str) -> str:
    from html.entities import name2codepoint

    if name in name2codepoint:
        number = name2codepoint[name]
        remedy = f"Write the character itself (U+{number:04X}) or &#{number};."
    else:
        remedy = "Write the character itself, or declare the entity in the DOCTYPE."
    return f"the entity &{name}; is not declared in this document. {remedy}"


def unknown_encoding(data: bytes, path: str) -> Diagnostic:
    """The refusal of an encoding that Python does not know."""
    message = f"the encoding “{encoding_of(data)}” is not known. Save the file as UTF-8."
    column = data.find(encoding_of(data).encode()) + 1
    return Diagnostic(Location(path, 1, max(column, 1)), Severity.ERROR, "parsing.encoding", message)


def explain(error: expat.ExpatError, data: bytes, path: str) -> Diagnostic:
    """Why a document is not well-formed, in the words of an encoder, at the place to repair."""
    kind, message, place = _reason(error.code, data, error.lineno, error.offset + 1)
    return Diagnostic(Location(path, *place), Severity.ERROR, f"parsing.{kind}", message)


def _reason(code: int, data: bytes, line: int, column: int) -> tuple[str, str, tuple[int, int]]:
    """Kind, message and place of a mistake which expat found at a line and column."""
    place = (line, column)
    encoding = encoding_of(data).upper()
    if code in (_INVALID_TOKEN, _INCORRECT_ENCODING, _PARTIAL_CHARACTER) and _undecodable(data):
        return "encoding", (
            f"the file is not text in {encoding}, which it claims to be. "
            "Convert it to UTF-8, or name its encoding in the XML declaration."
        ), place  # fmt: skip
    if code == _LATE_DECLARATION and _BEGINS.search(text_of(data)[: _index(data, line, column)]):
        return "not-well-formed", "an XML declaration stands within the document. Remove it.", place
    if code in _SENTENCES:
        return *_SENTENCES[code], place
    if code == _SYNTAX or not data.lstrip(b"\xef\xbb\xbf\xff\xfe\0 \t\r\n"):
        what = "the file is empty" if not data.strip() else "this is not XML: it does not begin with a tag"
        return "not-well-formed", f"{what}.", place
    text = text_of(data)
    lines = text.split("\n")
    before, here = lines[line - 1][: column - 1], lines[line - 1][column - 1 :]
    if code == _INCORRECT_ENCODING:
        return "encoding", _two_encodings(data, encoding), place
    if code == _UNDEFINED_ENTITY:
        entity = _ENTITY.search(here) or _ENTITY.search(lines[line - 1])
        return "undeclared-entity", _undeclared(entity.group(1) if entity else "?"), place
    return "not-well-formed", *_explain_markup(code, data, text, before, here, place)


def _index(data: bytes, line: int, column: int) -> int:
    """The index of a place in the text of a document."""
    return sum(len(each) + 1 for each in text_of(data).split("\n")[: line - 1]) + column - 1


def _two_encodings(data: bytes, declared: str) -> str:
    """Of a file whose bytes are of another encoding than its XML declaration says."""
    is_wide = data[:2] in (b"\xff\xfe", b"\xfe\xff") or b"\0" in data[:4]
    real = "UTF-16" if is_wide else "UTF-8"
    named = re.search(r"""encoding\s*=\s*["']([\w.:-]+)""", text_of(data)[:200])
    return (
        f"the file is in {real}, but says {named[1] if named else declared}. Save it as UTF-8, and say UTF-8."
    )


def _explain_markup(
    code: int, data: bytes, text: str, before: str, here: str, place: tuple[int, int]
) -> tuple[str, tuple[int, int]]:
    """Message and place; `before` and `here` are the line up to the place and from it on."""
    if code == _TAG_MISMATCH:
        # expat points behind the "</".
        return explain_mismatch(data, re.split(r"[\s>]", here, maxsplit=1)[0], (place[0], max(place[1] - 2, 1)))
    if code == _INVALID_TOKEN:
        return _explain_token(data, text, before, here, place)
    for begin, what, end in _OPEN:
        if code == _UNCLOSED_TOKEN and here.startswith(begin):
            return f"this {what} is never closed. Add {end}.", place
    if code in (_NO_ELEMENTS, _UNCLOSED_TOKEN):
        return explain_end(data, place)
    if code == _UNCLOSED_CDATA:
        return "this CDATA section is never closed. Add ]]>.", place_in(text, text.rfind("<![CDATA["))
    if code == _BAD_REFERENCE and (reference := _REFERENCE.match(here)):
        return f"“{reference[0]}” is no character that XML allows. Remove it.", place
    if code == _DUPLICATE_ATTRIBUTE:
        name = re.split(r"[\s=]", here, maxsplit=1)[0]
        return f"the attribute “{name}” stands twice in one tag. Remove one.", place
    if code == _UNBOUND_PREFIX:
        prefixes = re.findall(r"(?:</?|\s)([\w.-]+):", here)
        name = next((prefix for prefix in prefixes if prefix not in ("xml", "xmlns")), "")
        return f'the prefix “{name}” is not bound to a namespace. Declare it: xmlns:{name}="...".', place
    return f"{expat.ErrorString(code)}.", place


def _undecodable(data: bytes) -> bool:
    try:
        data.decode(encoding_of(data))
    except (UnicodeDecodeError, LookupError):
        return True
    return False


def _explain_token(
    data: bytes, text: str, before: str, here: str, place: tuple[int, int]
) -> tuple[str, tuple[int, int]]:
    line, column = place
    at = _index(data, line, column)
    if slip := explain_tag(text, at) if at < len(text) else None:
        return slip[0], place_in(text, slip[1])
    if before.endswith("&") or here.startswith("&"):
        return "a bare & stands in the text. Write &amp;.", (line, column - before.endswith("&"))
    if unfinished := re.search(r"&#?[\w.:-]+$", before):
        message = f"“{unfinished.group()}” is an entity without its semicolon, or a bare & to write as &amp;."
        return message, (line, unfinished.start() + 1)
    is_after_all = before.strip("< \t") or here.startswith("/")
    if "<" in before[-1:] + here[:1] and is_after_all and not open_elements(data):
        return _SENTENCES[9][1], (line, column - before.endswith("<"))
    if not before.strip("<") and (marker := _CONFLICT.match(f"{before}{here}")):
        return f"“{marker[0]}” marks a conflict of versions. {_RESOLVE}", (line, 1)
    if before.endswith("<"):
        return "a bare < stands in the text. Write &lt;.", (line, column - 1)
    if here.startswith("<"):
        return "a < stands where a tag or an attribute value is not finished.", place
    if before.endswith("]]") and here.startswith(">"):
        return "“]]>” must not stand in a text. Write ]]&gt;.", (line, column - 2)
    if before.endswith("--"):
        message = (
            "“--” must not stand within a comment, nor a hyphen at its end. Write a dash, or close it by -->."
        )
        return message, (line, column - 2)
    if here and ord(here[0]) < 32:
        return f"the control character U+{ord(here[0]):04X} is not allowed in XML. Remove it.", place
    if not here:
        return "the markup is broken here.", place
    character = here[0] if here[0].isprintable() else f"U+{ord(here[0]):04X}"
    return f"“{character}” is not allowed here.", place
