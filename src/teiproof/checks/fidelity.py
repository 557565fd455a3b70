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
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from teiproof.diagnostics import Diagnostic, Severity
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.header import Omission, Witness, omissions, witnesses
from teiproof.model.reading import Token, read
from teiproof.parsing import decode
from teiproof.parsing import read as read_file

_WORD = re.compile(r"[^ \t\r\n]+")
_INVISIBLE = re.compile(r"[^\S ]|[\u00ad\u200b-\u200f\u2060\ufeff]")
_HORIZON = 300  # words to look ahead for the place from which both texts agree again
_AGREEMENT = 3  # words that must agree there


@dataclass(frozen=True, slots=True)
class _Difference:
    """`source[source_from:source_to]` stands where the encoding has `tokens[from_:to]`."""

    source_from: int
    source_to: int
    from_: int
    to: int


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """Where the words of a document are not those of its source."""
    del edition  # a document and its source say all
    for witness in witnesses(document):
        yield from _compare(document, witness)


def concerns(document: Document) -> bool:
    """Whether a document points to a plain-text source."""
    return bool(witnesses(document))


def _compare(document: Document, witness: Witness) -> Iterator[Diagnostic]:
    text = decode(read_file(witness.path), str(witness.path))
    source = [match.group() for match in _WORD.finditer(text)]
    reading = read(document, "diplomatic")
    words = list(reading.words())
    left_out = omissions(document)
    passages = [_WORD.findall(omission.text) for omission in left_out]
    if is_accounted_for(source, words, passages):
        return
    tokens = list(reading.tokens())
    used: set[int] = set()
    for difference in _differences(source, words, passages, used):
        yield _report(document, witness, text, difference, tokens)
    for number, omission in enumerate(left_out):
        if number not in used:
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
                if passage is not None and source[position : position + len(passage)] == passage:
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


def _differences(
    source: list[str], words: list[str], passages: list[list[str]], used: set[int]
) -> Iterator[_Difference]:
    """The differences in order; the numbers of the passages met on the way are added to `used`."""
    i = j = 0
    while i < len(source) or j < len(words):
        if i < len(source) and j < len(words) and source[i] == words[j]:
            i, j = i + 1, j + 1
            continue
        number = _passage_at(source, i, passages, used)
        if number is not None:
            used.add(number)
            i += len(passages[number])
            continue
        ahead_source, ahead = _resume(source, words, i, j, passages, used)
        yield _Difference(i, ahead_source, j, ahead)
        i, j = ahead_source, ahead


def _passage_at(source: list[str], i: int, passages: list[list[str]], used: set[int]) -> int | None:
    for number, passage in enumerate(passages):
        if number not in used and passage and source[i : i + len(passage)] == passage:
            return number
    return None


def _resume(
    source: list[str], words: list[str], i: int, j: int, passages: list[list[str]], used: set[int]
) -> tuple[int, int]:
    """The nearest places from which both agree again, or the ends of both."""
    for distance in range(1, _HORIZON):
        for step in range(distance + 1):
            a, b = i + distance - step, j + step
            if a > len(source) or b > len(words):
                continue
            ahead = source[a : a + _AGREEMENT]
            if ahead == words[b : b + _AGREEMENT] and (ahead or a == len(source)):
                return a, b
            if not step and _passage_at(source, a, passages, used) is not None:
                return a, b
    return len(source), len(words)


def _report(
    document: Document, witness: Witness, text: str, difference: _Difference, tokens: list[Token]
) -> Diagnostic:
    missing = _WORD.findall(text)[difference.source_from : difference.source_to]
    added = [token.text for token in tokens[difference.from_ : difference.to]]
    place = _place_in(text, difference.source_from)
    where = f"{witness.path.name}:{place}"
    if not added:
        message = f"the encoding lacks {_quoted(missing)} ({where}). Add it, or quote it in samplingDecl."
    elif not missing:
        message = f"the encoding adds {_quoted(added)}, which is not in the source ({where}). Remove it."
    else:
        message = (
            f"the source has {_quoted(missing)} ({where}), the encoding {_quoted(added)}. "
            "Correct the encoding, or mark a correction with choice, sic and corr."
        )
    if not tokens:
        return document.finding(document.root, "fidelity.difference", message)
    token = tokens[min(difference.from_, len(tokens) - 1)]
    location = document.text_location(token.node, token.is_tail, token.offset)
    return Diagnostic(location, Severity.ERROR, "fidelity.difference", message)


def _report_omission(document: Document, witness: Witness, omission: Omission) -> Diagnostic:
    words = _WORD.findall(omission.text)
    message = f"{_quoted(words)} is quoted as left out, but is not in {witness.path.name} at that place."
    return document.finding(omission.element, "fidelity.omission", message)


def _quoted(words: Sequence[str]) -> str:
    if len(words) > 12:
        words = [*words[:6], f"… ({len(words) - 10} words) …", *words[-4:]]
    return f"“{_INVISIBLE.sub(_visible, ' '.join(words))}”"


def _visible(match: re.Match[str]) -> str:
    return f"[U+{ord(match.group()):04X}]"


def _place_in(text: str, number: int) -> str:
    """Line and column, from 1, of a word of a text; the end for a word too many."""
    position = len(text)
    for index, match in enumerate(_WORD.finditer(text)):
        if index == number:
            position = match.start()
    before = text[:position]
    return f"{before.count(chr(10)) + 1}:{position - before.rfind(chr(10))}"
