"""The identifier that is most like one that is missing, as `difflib` measures likeness, found faster."""

from collections.abc import Iterable
from difflib import SequenceMatcher

_ALIKE = 0.6  # as in difflib.get_close_matches


class Identifiers:
    """Identifiers among which the one that was meant is looked for."""

    def __init__(self, identifiers: Iterable[str]) -> None:
        self._known = [(identifier, _letters(identifier)) for identifier in identifiers]

    def most_like(self, word: str) -> str | None:
        """The identifier most like a word, of several the last in the alphabet; None if none is like it."""
        letters, length = _letters(word), len(word)
        matcher = SequenceMatcher()
        matcher.set_seq2(word)
        best, found = _ALIKE, None
        for identifier, others in self._known:
            total = length + len(identifier)
            # No more letters can agree than are in both; those of which the other has none do not.
            agreeing = min(
                len(identifier) - (others & ~letters).bit_count(), length - (letters & ~others).bit_count()
            )
            if total and 2.0 * agreeing / total < best:
                continue
            matcher.set_seq1(identifier)
            if matcher.quick_ratio() >= best:
                likeness = matcher.ratio()
                if likeness > best or (likeness == best and (found is None or identifier > found)):
                    best, found = likeness, identifier
        return found


def _letters(word: str) -> int:
    """The letters of a word as bits; some share one."""
    bits = 0
    for letter in word:
        bits |= 1 << ord(letter) % 128
    return bits
