"""The words and punctuation marks of a text, with their offsets in it and their places in the TEI."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from teiproof.model.blocks import Block
from teiproof.model.sentences import ends
from teiproof.plaintext.layout import Laid, Segment
from teiproof.plaintext.places import Place

_TOKENS = re.compile(r"[^\W_]+(?:[’'\-‐·.@_&/]?[^\W_]+)*|[^\s\w]|_")
_RAW = re.compile(r"[^ \t\r\n]+")


class Sentence(NamedTuple):
    """A sentence: some words of one block, one after the other; `end` is the offset after it."""

    words: tuple[Word, ...]
    end: int

    @property
    def start(self) -> int:
        """The offset of its first character."""
        return self.words[0].start


class Word(NamedTuple):
    """A word or a punctuation mark: the characters from `start` to before `end` of a laid out text.

    `is_joined` says that no space stands before it. `note` is the number of the note in which it stands, or 0.
    """

    text: str
    start: int
    end: int
    block: Block
    place: Place
    is_joined: bool
    note: int


def words_of(laid: Laid) -> Iterator[Word]:
    """The words and punctuation marks of a text, in order; not what the layout itself has put there."""
    for offset, segment in laid.placed():
        if segment.block is None:
            continue
        starts, places = _places(segment)
        goes_on = segment.first > 0 and not (
            segment.block.runs[segment.first].space and laid.text[offset - 1].isspace()
        )
        for found in _TOKENS.finditer(segment.text):
            start, end = found.span()
            index = bisect_right(starts, start) - 1
            place = places[index]
            yield Word(
                found.group(),
                offset + start,
                offset + end,
                segment.block,
                place._replace(offset=place.offset + start - starts[index]),
                not segment.text[start - 1].isspace() if start else goes_on,
                segment.note,
            )


def _places(segment: Segment) -> tuple[list[int], list[Place]]:
    """The offsets in a segment at which raw words begin, and where each of these is in the tree."""
    block = segment.block
    starts: list[int] = []
    places: list[Place] = []
    if block is None:
        return starts, places
    position = 0
    for index, run in enumerate(block.runs[segment.first : segment.last]):
        position += len(run.space) if index else 0  # a segment begins with a word
        last = 0
        for found in _RAW.finditer(run.text):
            position += (found.start() - last) if run.is_preserved or not found.start() else 1
            starts.append(position)
            places.append(Place(run.node, run.is_tail, run.offset + found.start()))
            position += len(found.group())
            last = found.end()
    return starts, places


def sentences_of(laid: Laid) -> Iterator[Sentence]:
    """The sentences of a text; one ends with its block at the latest."""
    words: list[Word] = []
    for word in words_of(laid):
        if words and (
            word.block is not words[-1].block or (not word.is_joined and _ends(laid.text, words, word))
        ):
            yield _sentence(laid.text, words)
            words = []
        words.append(word)
    if words:
        yield _sentence(laid.text, words)


def _sentence(text: str, words: list[Word]) -> Sentence:
    """A sentence of some words, with the sign that closes the ruby gloss at its end."""
    end = words[-1].end
    return Sentence(tuple(words), end + text.startswith(")", end))


def numbered(sentences: Iterable[Sentence]) -> Iterator[tuple[int, int, Sentence]]:
    """Sentences, each with its number and that of its block, from 1."""
    block, last = 0, None
    for number, sentence in enumerate(sentences, 1):
        if sentence.words[0].block is not last:
            block, last = block + 1, sentence.words[0].block
        yield number, block, sentence


def _ends(text: str, words: list[Word], following: Word) -> bool:
    """Whether the words before a space end a sentence."""
    start = next((word.start for word in reversed(words) if not word.is_joined), words[0].start)
    return ends(text[start : words[-1].end], text[following.start : following.end + 20])
