"""What happens to characters by accident: texts read in another encoding, entities escaped twice, letters of
another alphabet that look the same (Unicode Technical Standard 39, confusables)."""

import re
from functools import cache

ESCAPED_TWICE = re.compile(rb"&amp;(?:#|[A-Za-z])[A-Za-z0-9]{1,30};")
"""An entity whose & is escaped, in the bytes of a document."""

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
