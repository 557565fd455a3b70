"""What happens to characters by accident: texts read in another encoding, entities escaped twice, letters of
another alphabet that look the same (Unicode Technical Standard 39, confusables)."""

import re
from functools import cache

from teiproof.parsing import encoding_of

ESCAPED_TWICE = re.compile(rb"&amp;(?:#|[A-Za-z])[A-Za-z0-9]{1,30};")
"""An entity whose & is escaped, in the bytes of a document."""

_REFERENCE = rb"&#(?:x([0-9a-fA-F]{1,6})|([0-9]{1,7}));"

ENTITY = re.compile(r"&(#[0-9]{1,7}|#x[0-9A-Fa-f]{1,6}|[A-Za-z][A-Za-z0-9]{1,30});")
"""What looks like an entity in a text."""

_CYRILLIC = "АВЕЅІЈКМНОРСТУХаеорсухіјѕ"
_GREEK = "ΑΒΕΖΗΙΚΜΝΟΡΤΥΧο"
_LATIN = frozenset("ABCEHIJKMNOPSTXYZacehijkmopsxy")

LOOKALIKES = frozenset(_CYRILLIC + _GREEK)
"""Letters of Cyrillic and Greek that look like Latin ones."""


def character_of(entity: re.Match[str]) -> str:
    """The character that an entity of XML or HTML stands for; nothing for another."""
    from html import unescape

    character = unescape(entity.group())
    return character if len(character) == 1 else ""


def strangers(word: str) -> str:
    """The letters in a word that look like those of its alphabet (Latin, Cyrillic, Greek) and are of another.

    Each once. Nothing if a letter among them is like none (β-ray, ΔT): then two alphabets are meant.
    """
    alphabets: dict[str, str] = {}
    for letter in word:
        name = _alphabet(letter)
        alphabets[name] = alphabets.get(name, "") + letter
    if len(alphabets) != 2 or "Latin" not in alphabets or "" in alphabets:
        return ""
    latin = alphabets.pop("Latin")
    (other,) = alphabets.values()
    is_latin = len(latin) >= len(other)
    few, alike = (other, LOOKALIKES) if is_latin else (latin, _LATIN)
    is_word = is_latin or len(other) > 1
    return "".join(dict.fromkeys(few)) if is_word and alike.issuperset(few) else ""


def _alphabet(letter: str) -> str:
    number = ord(letter)
    if number < 0x250 or 0x1E00 <= number < 0x1F00:
        return "Latin"
    if 0x370 <= number < 0x400 or 0x1F00 <= number < 0x2000:
        return "Greek"
    return "Cyrillic" if 0x400 <= number < 0x530 else ""


@cache
def mojibake() -> re.Pattern[str]:
    """What UTF-8 looks like that was read as Windows-1252."""
    # Capital letters are words of Portuguese or French, unless what follows makes no sense there.
    return re.compile(
        r"â€[\u0080-\u00bf‘’“”•–—˜™š›œžŸ¢¦]?"
        r"|(?<=[a-z])Ã[\u0080-\u00bfŠŒŽ–—˜™š›œžŸ€‚ƒ„…†‡ˆ‰‹]|Ã[\u0080-\u00bfŠŒŽ–—˜™š›œžŸ€‚ƒ„…†‡ˆ‰‹](?=[a-z])"
        r"|(?<=[a-z.,;:!?])Â\u00a0|(?<![A-ZÀ-Þ])Â[¡-ª¬-º¼-¿]"
    )


def wrongly_declared(data: bytes) -> str:
    """The encoding that a document declares, if it is one of one byte for each character, and the text is UTF-8
    with other letters than ASCII; else nothing."""
    declared = encoding_of(data)
    if data.isascii() or not re.fullmatch(r"(?i)iso-?8859-?\d+|latin-?\d+|(?:windows|cp)-?125\d", declared):
        return ""
    try:
        data.decode()
    except UnicodeDecodeError:
        return ""
    return declared


def utf_8(data: bytes) -> bytes:
    """The bytes of a document in UTF-8, without a byte order mark."""
    encoding = encoding_of(data)
    if encoding.lower() != "utf-8":
        data = data.decode(encoding, "replace").encode()
    return data.removeprefix(b"\xef\xbb\xbf")


def referred(data: bytes) -> set[str]:
    """The characters to which a document refers by number."""
    numbers = {int(match[1], 16) if match[1] else int(match[2]) for match in re.finditer(_REFERENCE, data)}
    return {chr(number) for number in numbers if 0x7F <= number <= 0x10FFFF}
