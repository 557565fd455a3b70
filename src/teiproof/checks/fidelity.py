"""Compares the diplomatic reading of a document with its source, word by word. It looks at every document
whose <sourceDesc> points to a plain-text file (.txt) beside it. Passages that the encoding leaves out are
quoted in <samplingDecl>, in the order of the source, each in a <quote>; nothing else may be missing, and
nothing added.

fidelity.difference
    The encoding has other words than its source. The message shows both and both places. Correct the
    encoding; if the source itself is wrong, encode <choice> with its reading in <sic> and yours in <corr>.

fidelity.omission
    A passage quoted in <samplingDecl> as left out is not in the source at that place. Quote the source
    exactly, and the passages in the order in which they stand there.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from teiproof.diagnostics import Diagnostic, Location, Severity, visible
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.header import Omission, Witness, omissions, witnesses
from teiproof.model.reading import Token, read
from teiproof.parsing import decode
from teiproof.parsing import read as read_file

_WORD = re.compile(r"[^ \t\r\n]+")
_HORIZON = 300  # words to look ahead for the place from which both texts agree again
_AGREEMENT = 3  # words that must agree there
_EXACTLY_PLACED = 1_000  # differences; to find the place of a word takes a pass over the document


@dataclass(frozen=True, slots=True)
class _Difference:
    """`source[source_from:source_to]` stands where the encoding has `tokens[from_:to]`."""

    source_from: int
    source_to: int
    from_: int
    to: int


class _Source:
    """A plain text, its words, and where each of them stands."""

    def __init__(self, text: str) -> None:
        found = list(_WORD.finditer(text))
        self.words = [match.group() for match in found]
        self._offsets = [*(match.start() for match in found), len(text)]
        self._lines = [0, *(match.end() for match in re.finditer("\n", text))]

    def place(self, number: int) -> str:
        """Line and column, from 1, of a word; the end of the text for a word too many."""
        offset = self._offsets[number]
        line = bisect_right(self._lines, offset)
        return f"{line}:{offset - self._lines[line - 1] + 1}"


class _Passages:
    """The passages that an encoding leaves out; each is met in its source once."""

    def __init__(self, passages: Sequence[Sequence[str]]) -> None:
        self.met: set[int] = set()
        self._passages = passages
        self._beginning: dict[str, list[int]] = {}  # their numbers, by their first words
        for number, passage in enumerate(passages):
            if passage:
                self._beginning.setdefault(passage[0], []).append(number)

    def at(self, source: Sequence[str], position: int) -> int | None:
        """The number of the first passage not yet met that stands there; None if there is none."""
        for number in self._beginning.get(source[position], ()) if position < len(source) else ():
            if number not in self.met and _stands_at(source, position, self._passages[number]):
                return number
        return None

    def meet(self, number: int) -> int:
        """Meet a passage: the number of its words."""
        self.met.add(number)
        return len(self._passages[number])


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """Where the words of a document are not those of its source."""
    del edition  # a document and its source say all
    for witness in witnesses(document):
        yield from _compare(document, witness)


def concerns(document: Document) -> bool:
    """Whether a document points to a plain-text source."""
    return bool(witnesses(document))


def _compare(document: Document, witness: Witness) -> Iterator[Diagnostic]:
    source = _Source(decode(read_file(witness.path), str(witness.path)))
    reading = read(document, "diplomatic")
    words = list(reading.words())
    left_out = omissions(document)
    omitted = [_WORD.findall(omission.text) for omission in left_out]
    if is_accounted_for(source.words, words, omitted):
        return
    tokens = list(reading.tokens())
    passages = _Passages(omitted)
    for number, difference in enumerate(_differences(source.words, words, passages)):
        location = _location(document, difference, tokens, number < _EXACTLY_PLACED)
        yield _report(witness, source, difference, tokens, location)
    for number, omission in enumerate(left_out):
        if number not in passages.met:
            yield _report_omission(document, witness, omission)


def is_accounted_for(source: Sequence[str], words: Sequence[str], omitted: Sequence[Sequence[str]]) -> bool:
    """Whether a source is exactly some words and the omitted passages, all of them, each in their order."""
    starts = [0]  # positions in the source where the words may go on, so many passages having been left out
    skipped = 0
    for passage in [*omitted, None]:
        following = []
        reached = -1
        for start in starts:
            if start <= reached:
                continue
            position = start
            while True:
                if passage is not None and _stands_at(source, position, passage):
                    following.append(position + len(passage))
                if position == len(source):
                    break
                if position - skipped >= len(words) or source[position] != words[position - skipped]:
                    break
                position += 1
            reached = position
            if passage is None and position == len(source) and position - skipped == len(words):
                return True
        if passage is not None:
            starts = following
            skipped += len(passage)
    return False


def _stands_at(source: Sequence[str], position: int, passage: Sequence[str]) -> bool:
    # Most often the first word tells; a copy of as many words as a long passage has takes time.
    if passage and (position >= len(source) or source[position] != passage[0]):
        return False
    return source[position : position + len(passage)] == passage


def _differences(source: list[str], words: list[str], passages: _Passages) -> Iterator[_Difference]:
    """The differences in order; the passages on the way are met."""
    i = j = 0
    while i < len(source) or j < len(words):
        if i < len(source) and j < len(words) and source[i] == words[j]:
            i, j = i + 1, j + 1
            continue
        number = passages.at(source, i)
        if number is not None:
            i += passages.meet(number)
            continue
        ahead_source, ahead = _resume(source, words, i, j, passages)
        yield _Difference(i, ahead_source, j, ahead)
        i, j = ahead_source, ahead


def _resume(source: list[str], words: list[str], i: int, j: int, passages: _Passages) -> tuple[int, int]:
    """The nearest places from which both agree again, or the ends of both."""
    for distance in range(1, _HORIZON):
        for step in range(distance + 1):
            a, b = i + distance - step, j + step
            if a > len(source) or b > len(words):
                continue
            ahead = source[a : a + _AGREEMENT]
            if ahead == words[b : b + _AGREEMENT] and (ahead or a == len(source)):
                return a, b
            if not step and passages.at(source, a) is not None:
                return a, b
    return len(source), len(words)


def _location(document: Document, difference: _Difference, tokens: list[Token], is_exact: bool) -> Location:
    """Where the encoding differs: at a word or, if that need not be exact, at the tag before it."""
    if not tokens:
        return document.location(document.root)
    token = tokens[min(difference.from_, len(tokens) - 1)]
    if is_exact:
        return document.text_location(token.node, token.is_tail, token.offset)
    parent = token.node.getparent()
    return document.location(token.node if isinstance(token.node.tag, str) or parent is None else parent)


def _report(
    witness: Witness, source: _Source, difference: _Difference, tokens: list[Token], location: Location
) -> Diagnostic:
    missing = source.words[difference.source_from : difference.source_to]
    added = [token.text for token in tokens[difference.from_ : difference.to]]
    where = f"{witness.path.name}:{source.place(difference.source_from)}"
    if not added:
        message = f"the encoding lacks {_quoted(missing)} ({where}). Add it, or quote it in samplingDecl."
    elif not missing:
        message = f"the encoding adds {_quoted(added)}, which is not in the source ({where}). Remove it."
    else:
        message = (
            f"the source has {_quoted(missing)} ({where}), the encoding {_quoted(added)}. "
            "Correct the encoding, or mark a correction with choice, sic and corr."
        )
    return Diagnostic(location, Severity.ERROR, "fidelity.difference", message)


def _report_omission(document: Document, witness: Witness, omission: Omission) -> Diagnostic:
    words = _WORD.findall(omission.text)
    message = f"{_quoted(words)} is quoted as left out, but is not in {witness.path.name} at that place."
    return document.finding(omission.element, "fidelity.omission", message)


def _quoted(words: Sequence[str]) -> str:
    if len(words) > 12:
        words = [*words[:6], f"… ({len(words) - 10} words) …", *words[-4:]]
    return f"“{visible(' '.join(words))}”"
