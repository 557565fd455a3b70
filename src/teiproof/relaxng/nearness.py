"""Finds the name that was meant by a misspelt one."""

from functools import lru_cache
from itertools import groupby

_SHORT = 5  # names up to this length may differ by one letter only, longer ones by two; single letters by none


def near(word: str, known: list[str]) -> list[str]:
    """The known words that may have been meant, the nearest ones first; of those equally near the ones with
    the same letters come first (<rs> for <sr>, not <s>)."""
    limit = min(1, len(word) - 1) if len(word) <= _SHORT else 2
    lower = word.lower()
    letters = _letters(word)
    found: list[tuple[int, float, int, str]] = []
    for order, other in enumerate(known):
        # Each step changes two letters at most: that rules out nearly all without a comparison.
        if abs(len(other) - len(word)) <= limit and (letters ^ _letters(other)).bit_count() <= 2 * limit:
            steps = 0 if _single(lower) == _single(other.lower()) else distance(lower, other.lower(), limit)
            # Of a word of one letter nothing is left when it is replaced, and of one of two letters too little.
            replaced = len(word) == len(other) == 2 and _letters(word) != _letters(other)
            if steps <= limit and steps < len(other) and not replaced:
                found.append((steps, -_common(lower, other.lower()), order, other))
    return [other for *_, other in sorted(found)]


@lru_cache(maxsize=4096)
def _letters(word: str) -> int:
    """The letters of a word as bits, upper and lower case alike."""
    bits = 0
    for letter in word.lower():
        bits |= 1 << ord(letter) % 64
    return bits


def _single(word: str) -> str:
    """A word without doubled letters: to double one, or not to, is the slip nearest at hand."""
    return "".join(letter for letter, _ in groupby(word))


def _common(one: str, other: str) -> float:
    """Which share of the letters of two words they have in common."""
    return 2 * sum(min(one.count(letter), other.count(letter)) for letter in set(one)) / (len(one) + len(other))


def distance(one: str, other: str, limit: int) -> int:
    """How many letters must be inserted, removed, replaced, or exchanged with their neighbour to make one
    word the other; more than `limit` is not counted exactly."""
    before: list[int] = []
    row = list(range(len(other) + 1))
    for i, letter in enumerate(one, start=1):
        earlier, before, row = before, row, [i]
        for j, counterpart in enumerate(other, start=1):
            best = min(before[j] + 1, row[j - 1] + 1, before[j - 1] + (letter != counterpart))
            if i > 1 and j > 1 and letter == other[j - 2] and one[i - 2] == counterpart:
                best = min(best, earlier[j - 2] + 1)
            row.append(best)
        if min(row) > limit:
            return limit + 1
    return row[-1]
