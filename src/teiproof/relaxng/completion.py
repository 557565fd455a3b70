"""What may stand at a place in a document, as an editor wants to know it to complete a name."""

import contextlib
import re
from collections.abc import Callable
from typing import NamedTuple
from xml.parsers import expat

from teiproof.relaxng.automaton import Automaton, Opening
from teiproof.relaxng.likelihood import ranked
from teiproof.relaxng.recovery import Recovery
from teiproof.relaxng.validator import Validation
from teiproof.relaxng.vocabulary import names_of, next_attributes, next_elements, required

_UNFINISHED_TAG = re.compile(rb"<[^\s<>/!?&=\"'][^<>]*$")
_NAME = re.compile(rb"<[^\s<>/]*")
_ATTRIBUTE = re.compile(rb"\s+[^\s=<>\"']+\s*=\s*(?:\"[^\"<]*\"|'[^'<]*')")


class Expected(NamedTuple):
    """What may come next: names of elements and attributes (Clark notation), the likely ones first, text, the
    end tag.

    In an unfinished start tag only attributes may come.
    """

    elements: tuple[str, ...] = ()
    attributes: tuple[str, ...] = ()
    text: bool = False
    end: bool = False


def expected(
    automaton: Automaton, recovery: Callable[[], Recovery], needs_context: bool, before: bytes
) -> Expected:
    """What may come after the beginning of a document. Mistakes before the place do no harm."""
    validation = Validation(automaton, recovery, needs_context, "document")
    unfinished = _UNFINISHED_TAG.search(before)
    if unfinished is None:
        _parse(validation, before)
        pattern = validation.state.pattern
        names = ranked(names_of(next_elements(pattern)), names_of(required(pattern, attributes=False)), "")
        end = bool(validation.open_elements) and validation.may_end()
        return Expected(_clark(names), (), pattern.text or pattern.data, end)
    given: list[str] = []

    def start(name: str, attributes: list[str]) -> None:
        given[:] = attributes[::2]
        validation.start(name, attributes)

    validation.parser.StartElementHandler = start
    _parse(validation, before[: unfinished.start()] + _finished(unfinished.group()))
    if not validation.open_elements:
        return Expected()
    return Expected(attributes=_clark(_attributes(automaton, validation.open_elements[-1], given)))


def _attributes(automaton: Automaton, opening: Opening, given: list[str]) -> list[str]:
    """The attributes that a start tag may have besides those given, required ones first."""
    pattern = opening.pattern
    for name in given:
        rests = [rest for _, rest in pattern.attribute(name, automaton.patterns)]
        pattern = automaton.patterns.choice(*rests) if rests else pattern
    return ranked(
        names_of(next_attributes(pattern)), names_of(required(pattern, attributes=True)), "", attributes=True
    )


def _finished(tag: bytes) -> bytes:
    """A start tag with those of its attributes that are complete."""
    name = _NAME.match(tag)
    end = name.end() if name else 0
    while attribute := _ATTRIBUTE.match(tag, end):
        end = attribute.end()
    return tag[:end] + b">"


def _parse(validation: Validation, data: bytes) -> None:
    with contextlib.suppress(expat.ExpatError):
        validation.parser.Parse(data, False)


def _clark(names: list[str]) -> tuple[str, ...]:
    return tuple(f"{{{name.replace(' ', '}')}" if " " in name else name for name in names)
