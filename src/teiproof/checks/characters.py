"""Looks at the characters of the text and of the attributes: for those that got in by accident, that nobody
sees, or that are written in two ways. Of each character (and of each other thing) there is one finding in a
document, at its first place, with a count.

characters.control
    A control character, or one that is no character (U+FDD0, U+FFFE). Most come from a text in Windows-1252
    that was read as Latin-1: U+0092 is meant to be ’. Put the right character in its place.

characters.encoding
    The file is text in UTF-8, but its XML declaration names an encoding of one byte for each character, so that
    every other letter than those of English is read as two or three. Write encoding="UTF-8".

characters.replacement
    U+FFFD stands where a program could not read a character. Look up in the source what was there.

characters.private-use
    A character whose meaning is a private agreement: others see another one, or none. Describe it in
    <charDecl> and write <g ref="..."/> around it, or use a character of Unicode. (A warning.)

characters.invisible
    A character that nobody sees, but that searching and comparing stumble over: zero width space, soft hyphen,
    marks of direction in a text without Hebrew or Arabic, joiners where the script does not join. Remove it;
    where a line breaks a word, write <lb break="no"/>. (A warning.)

characters.normalization
    Letters with accents are not in the composed form (NFC) which the Guidelines (chapter vi) recommend. The
    same word may be written in two ways that look alike; where it is, this is an error, else a warning. Save
    the file in NFC.

characters.apostrophes
    The text has the straight apostrophe ' and the curled one ’ within words. Choose one, unless the source has
    both. (A warning.)

characters.space
    A space stands before a comma or another mark of punctuation which usually has none. If the text has a
    plain-text source beside it, only spaces are reported which the source has not; if not, only commas and full
    stops in a long text that has hardly any such spaces. French is left alone. (A warning.)

characters.escaped
    An entity stands in the text as it is (&amp; or &szlig;, for its & was written as &amp; once more), and a
    reader sees it so. Write the character. What is within <code> and the like is left alone. (A warning.)

characters.alike
    A word has letters of two alphabets that look alike: a Cyrillic с in a Latin word, a Latin A in a Greek one.
    Nobody sees it, and no search finds the word. Write it in one alphabet. (A warning.)

characters.mojibake
    Characters like â€” or Ã©, which come about when a text in UTF-8 is read as Windows-1252. Put the right
    ones in their place. (A warning.)
"""

import re
from collections.abc import Iterable, Iterator
from functools import cache, partial

from lxml import etree

from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.model import accidents
from teiproof.model.characters import (
    CONTROL,
    DIRECTIONS,
    INVISIBLE,
    JOINERS,
    PRIVATE,
    REPLACEMENT,
    RIGHT_TO_LEFT,
    Text,
    is_needed_joiner,
    shown,
    texts,
    windows_1252,
)
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import is_tei, name_of
from teiproof.model.header import Witness, witnesses
from teiproof.model.occurrences import Occurrences, first, number, occurrences
from teiproof.names import XML_LANG, tei
from teiproof.parsing import decode
from teiproof.parsing import read as read_file

_NOT_PROSE = frozenset(
    ["att", "bibl", "biblStruct", "code", "docImprint", "eg", "formula", "gi", "ident", "tag", "val"]
)
"""Elements in which apostrophes and spaces follow rules of their own."""

_ASCII = bytes(range(0x7F))
_MOJIBAKE = ("Ã", "Â", "â€")  # with which it begins
_LONG = 500  # commas and full stops in a text of which its habits can be told
_RARE = 0.005  # share of them with a space before them that may be slips


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """Characters that got in by accident, that nobody sees, or that are written in two ways."""
    del edition  # a document's characters are its own
    root = document.root
    # Looking at the bytes says quickly that nothing is wrong; only else the tree is walked.
    if declared := accidents.wrongly_declared(document.data):
        yield _misread(document, declared)
        return
    data = accidents.utf_8(document.data)
    foreign = data.translate(None, _ASCII).decode("utf-8", "replace") + "".join(accidents.referred(data))
    if foreign:
        if suspicious := frozenset(_suspicious().findall(foreign)):
            yield from _check_suspicious(document, suspicious, bool(re.search(f"[{RIGHT_TO_LEFT}]", foreign)))
        if _may_be_composed(foreign, data):
            yield from _check_normalization(document)
        if _may_hold(_MOJIBAKE, foreign):
            yield from _check_mojibake(document)
        if not accidents.LOOKALIKES.isdisjoint(foreign):
            yield from _check_alike(document)
    if accidents.ESCAPED_TWICE.search(data):
        yield from _check_escaped(document)
    files = witnesses(document)
    has_apostrophes = "’" in foreign and b"'" in data
    if has_apostrophes or files or b" ," in data or b" ." in data:
        for text in root.iter(tei("text")):
            if next(text.iterancestors(tei("text")), None) is None:
                string = _string_value()(text)
                if has_apostrophes:
                    yield from _check_apostrophes(document, text, string)
                yield from _check_spaces(document, text, string, files)


def _misread(document: Document, declared: str) -> Diagnostic:
    message = f'the file is in UTF-8, but says {declared}. Write encoding="UTF-8" in the XML declaration.'
    column = document.data.find(declared.encode()) + 1
    return Diagnostic(Location(str(document.path), 1, column), Severity.ERROR, "characters.encoding", message)


@cache
def _string_value() -> etree.XPath:
    return etree.XPath("string()", smart_strings=False)


@cache
def _suspicious() -> re.Pattern[str]:
    return re.compile(f"[{CONTROL}{REPLACEMENT}{PRIVATE}{DIRECTIONS}{JOINERS}{INVISIBLE}]")


def _may_be_composed(foreign: str, data: bytes) -> bool:
    """Whether some characters may not be in NFC: they are not, or combine with one that is not among them."""
    from unicodedata import combining, is_normalized

    if is_normalized("NFC", foreign) and not any(map(combining, set(foreign))):
        return False
    return b"&#" in data or not is_normalized("NFC", data.decode())


def _place(document: Document, text: Text, offset: int) -> Location:
    return document.text_location(text.node, text.is_tail, offset)


def _may_hold(signs: Iterable[str], text: str) -> bool:
    """Whether some of a few characters are in a text: told much faster than by an expression."""
    return any(sign in text for sign in signs)


def _check_suspicious(
    document: Document, suspicious: frozenset[str], has_right_to_left: bool
) -> Iterator[Diagnostic]:
    described = {
        character
        for char in document.root.iter(tei("char"), tei("glyph"))
        for character in "".join(char.itertext())
    }

    def accepts(match: re.Match[str], element: etree._Element) -> bool:
        character = match.group()
        if _is_private(character):
            return character not in described and name_of(element) != "g"
        if re.match(f"[{JOINERS}]", character):
            return not is_needed_joiner(match.string, match.start())
        return not (has_right_to_left and re.match(f"[{DIRECTIONS}]", character))

    found = occurrences(document, _suspicious(), accepts, partial(_may_hold, suspicious))
    private = {character: found.pop(character) for character in list(found) if _is_private(character)}
    for character, one in found.items():
        yield _suspicious_character(character, one.number, one.place(document))
    if private:
        _, place = first(document, private)
        yield _private_characters(private, place)


def _suspicious_character(character: str, count: int, place: Location) -> Diagnostic:
    severity = Severity.WARNING
    name, times = shown(character), _times(count)
    if character == REPLACEMENT:
        severity, code = Severity.ERROR, "characters.replacement"
        message = f"{name} stands for a character that could not be read{times}. Look it up in the source."
    elif re.match(f"[{CONTROL}]", character):
        severity, code = Severity.ERROR, "characters.control"
        meant = windows_1252(character)
        remedy = f"It is meant to be “{meant}”: write that" if meant else "Remove it"
        message = f"{name} is not a character of a text{times}. {remedy}."
    else:
        code = "characters.invisible"
        remedy = 'Write <lb break="no"/> where a line breaks a word' if character == "\u00ad" else "Remove it"
        message = f"{name} is invisible{times}. {remedy}."
    return Diagnostic(place, severity, code, message)


def _is_private(character: str) -> bool:
    return bool(re.match(f"[{PRIVATE}]", character))


def _private_characters(found: dict[str, Occurrences], place: Location) -> Diagnostic:
    """One finding for all: a medieval text may well have thirty of them."""
    count = number(found)
    names = ", ".join(map(shown, list(found)[:5])) + (", …" if len(found) > 5 else "")
    what = "is a character" if len(found) == 1 else "are characters"
    message = f"{names} {what} of private use{_times(count)}. Describe in charDecl what they are, or write g."
    return Diagnostic(place, Severity.WARNING, "characters.private-use", message)


def _times(count: int) -> str:
    return f", {count} times in this document" if count > 1 else ""


def _check_normalization(document: Document) -> Iterator[Diagnostic]:
    from unicodedata import is_normalized, normalize

    def accepts(match: re.Match[str], _: etree._Element) -> bool:
        return not (match.group().isascii() or is_normalized("NFC", match.group()))

    found = occurrences(
        document, re.compile(r"\S+"), accepts, may_hold=lambda text: not is_normalized("NFC", text)
    )
    if not found:
        return
    word, place = first(document, found)
    count = number(found)
    words = "a word is" if count == 1 else f"{count} words are"
    severity, remark = Severity.WARNING, f"; the first is “{word}”"
    written = set(" ".join(document.root.itertext(etree.Element)).split())
    for other in found:
        if normalize("NFC", other) in written:
            severity, remark = Severity.ERROR, f", and “{other}” has both forms"
            break
    message = f"{words} not in the composed form NFC{remark}. Save the file in NFC."
    yield Diagnostic(place, severity, "characters.normalization", message)


def _check_alike(document: Document) -> Iterator[Diagnostic]:
    def accepts(match: re.Match[str], element: etree._Element) -> bool:
        return bool(accidents.strangers(match.group())) and _is_prose(element)

    found = occurrences(
        document, re.compile(r"[^\W\d_]+"), accepts, lambda text: not accidents.LOOKALIKES.isdisjoint(text)
    )
    if not found:
        return
    word, place = first(document, found)
    names = ", ".join(f"{letter} is U+{ord(letter):04X}" for letter in accidents.strangers(word))
    more = f", and {number(found) - 1} words more do" if number(found) > 1 else ""
    message = f"“{word}” has letters of two alphabets that look alike ({names}){more}. Write it in one."
    yield Diagnostic(place, Severity.WARNING, "characters.alike", message)


def _check_escaped(document: Document) -> Iterator[Diagnostic]:
    found = [
        (text, match)
        for text in texts(document.root)
        if "&" in text.string
        for match in accidents.ENTITY.finditer(text.string)
        if accidents.character_of(match) and _is_prose(text.element)
    ]
    if found:
        (text, match), *others = found
        message = (
            f"“{match.group()}” stands in the text as it is{_times(len(others) + 1)}: its & is escaped twice."
        )
        place = _place(document, text, match.start())
        remedy = f" Write {'&amp;' if accidents.character_of(match) == '&' else accidents.character_of(match)}."
        yield Diagnostic(place, Severity.WARNING, "characters.escaped", message + remedy)


def _check_mojibake(document: Document) -> Iterator[Diagnostic]:
    found = occurrences(document, accidents.mojibake(), lambda _, __: True, partial(_may_hold, _MOJIBAKE))
    if not found:
        return
    characters, place = first(document, found)
    count = number(found)
    try:
        meant = f"; meant is “{characters.encode('cp1252').decode()}”"
    except ValueError:
        meant = ""
    message = f"“{characters}” comes of UTF-8 read as Windows-1252{_times(count)}{meant}. Repair the text."
    yield Diagnostic(place, Severity.WARNING, "characters.mojibake", message)


def _check_apostrophes(document: Document, text: etree._Element, string: str) -> Iterator[Diagnostic]:
    patterns = {apostrophe: _within_words(apostrophe) for apostrophe in "'’"}
    if not all(pattern.search(string) for pattern in patterns.values()):
        return
    places: dict[str, list[tuple[Text, int]]] = {apostrophe: [] for apostrophe in patterns}
    for part in texts(text):
        for apostrophe, pattern in patterns.items():
            if apostrophe in part.string and _is_prose(part.element):
                places[apostrophe] += [(part, match.start()) for match in pattern.finditer(part.string)]
    rare, usual = sorted(places, key=lambda apostrophe: len(places[apostrophe]))
    if places[rare]:
        message = (
            f"the text has {_counted(places, rare)} and {_counted(places, usual)} within words. "
            f"Write {usual} throughout, unless the source has both."
        )
        place = _place(document, *places[rare][0])
        yield Diagnostic(place, Severity.WARNING, "characters.apostrophes", message)


@cache
def _within_words(apostrophe: str) -> re.Pattern[str]:
    # What is looked for begins with the apostrophe itself, which is found much faster than a letter.
    return re.compile(rf"{apostrophe}(?<=[^\W\d_]{apostrophe})(?=[^\W\d_])")


def _counted(places: dict[str, list[tuple[Text, int]]], apostrophe: str) -> str:
    number = len(places[apostrophe])
    kind = "straight" if apostrophe == "'" else "curled"
    return f"{number} {kind} apostrophe{'s' if number > 1 else ''} ({apostrophe})"


def _is_prose(element: etree._Element | None) -> bool:
    while element is not None:
        if name_of(element) in _NOT_PROSE or not is_tei(element):
            return False
        element = element.getparent()
    return True


def _check_spaces(
    document: Document, text: etree._Element, string: str, files: tuple[Witness, ...]
) -> Iterator[Diagnostic]:
    marks = ",.;:!?" if files else ",."
    count = sum(1 for _ in _spaced(string, marks))
    # Without a source spaces may be slips where they are rare in a long text, and a habit where they are not.
    if not count or (not files and count > _RARE * _long(string)):
        return
    witness = "\n".join(decode(read_file(file.path), str(file.path)) for file in files)
    places = [
        (part, match)
        for part in texts(text)
        if " " in part.string
        for match in _spaced(part.string, marks)
        if not _is_french(part.element) and _is_prose(part.element) and _word(match) not in witness
    ]
    if places:
        part, match = places[0]
        message = f"there is a space before the last character of “{_word(match)}”"
        if len(places) > 1:
            message += f", and {len(places) - 1} more like it"
        message += ". Remove it." if files else ". Remove it, unless the source has it."
        place = _place(document, part, match.start())
        yield Diagnostic(place, Severity.WARNING, "characters.space", message)


def _long(string: str) -> int:
    """The commas and full stops in a text; none if they are too few to tell its habits."""
    usual = string.count(",") + string.count(".")
    return usual if usual >= _LONG else 0


def _spaced(string: str, marks: str) -> Iterator[re.Match[str]]:
    """A space and one of some marks, after a word."""
    # Looking for two characters is much faster than for what must be before and after them.
    pattern = _after_a_word()
    for mark in marks:
        position = string.find(f" {mark}")
        while position >= 0:
            if match := pattern.match(string, position):
                yield match
            position = string.find(f" {mark}", position + 2)


@cache
def _after_a_word() -> re.Pattern[str]:
    return re.compile(r"(?<=[^\W\d_][^\W\d_]) [,.;:!?](?=\s|$)(?! ?\.)")


def _word(match: re.Match[str]) -> str:
    """The word before a space and a mark, with both."""
    return f"{match.string[max(match.start() - 40, 0) : match.start()].split()[-1]}{match.group()}"


def _is_french(element: etree._Element | None) -> bool:
    while element is not None:
        language = element.get(XML_LANG)
        if language:
            return language.lower().partition("-")[0] in ("fr", "fra", "fre", "frm", "fro")
        element = element.getparent()
    return False
