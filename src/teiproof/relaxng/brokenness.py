"""One message for a tag that is wrong, of which both the parser and the schema have something to say."""

import re
from collections.abc import Callable
from typing import TYPE_CHECKING, NamedTuple

from teiproof.diagnostics import Diagnostic, Location
from teiproof.relaxng.automaton import Opening
from teiproof.relaxng.wording import Prefixes, spelled, tag

if TYPE_CHECKING:
    from teiproof.relaxng.recovery import Recovery

# After a tag that is missing the schema finds things out of place which are not.
_CONSEQUENCES = ("relaxng.misplaced-element", "relaxng.missing-element", "relaxng.text-not-allowed")
_UNLIKE = re.compile(r"</(\S+)> closes <(\S+)> of line (\d+)\.")
_NO_START = re.compile(r"</((?:[^>:]+:)?([^>:]+))> closes nothing: open is ")


class Stop(NamedTuple):
    """Where parsing stopped: why, the elements open and the prefixes used there, and what was said of children
    of the innermost one that may not stand there, with their names ("" for text)."""

    broken: Diagnostic
    open_elements: list[Opening]
    prefixes: Prefixes
    orphans: list[tuple[Diagnostic, str]]


def reconcile(found: list[Diagnostic], stop: Stop, recovery: "Callable[[], Recovery]") -> list[Diagnostic]:
    """What is said of a document that is not well-formed; `found` is what the schema found up to there."""
    broken = stop.broken
    if broken.code != "parsing.not-well-formed":
        return [*found, broken]
    slip = _slip(found, broken)
    orphans = _without_start(stop, recovery)
    if slip is not None:
        message = f"{slip.message} Its end tag is right, on line {broken.location.line}."
        broken = Diagnostic(slip.location, broken.severity, broken.code, message)
    elif orphans:
        first, name, missing = orphans[0]
        what = spelled(tag(name), stop.prefixes) if name else "this text"
        message = (
            f"</{missing}> on line {broken.location.line} has no start tag. "
            f"Add <{missing}> before {what}, or remove </{missing}>."
        )
        broken = Diagnostic(first.location, broken.severity, broken.code, message)
    explained = [each for each, *_ in orphans]
    kept = [each for each in found if each not in explained and not _follows(each, broken.location)]
    return [*kept, broken]


def _slip(found: list[Diagnostic], broken: Diagnostic) -> Diagnostic | None:
    """What the schema said of the start tag, if that was misspelt, and the end tag is not."""
    tags = _UNLIKE.match(broken.message)
    if tags is None:
        return None
    end, start, line = tags.groups()
    said = f"<{start}> is not an element of the schema. Did you mean <{end}>?"
    return next((each for each in found if each.location.line == int(line) and each.message == said), None)


def _without_start(stop: Stop, recovery: "Callable[[], Recovery]") -> list[tuple[Diagnostic, str, str]]:
    """What was said of the content of an element without start tag; with its name, and that of the element."""
    end = _NO_START.match(stop.broken.message)
    if end is None or not stop.open_elements:
        return []
    namespace = stop.open_elements[-1].name.rpartition(" ")[0]
    missing = f"{namespace} {end[2]}".strip()
    return [(said, name, end[1]) for said, name in stop.orphans if recovery().may_contain(missing, name)]


def _follows(found: Diagnostic, place: Location) -> bool:
    """Whether a finding comes of a tag that is wrong at a place."""
    return found.location == place or (found.location > place and found.code in _CONSEQUENCES)
