"""One message for a tag that is wrong, of which both the parser and the schema have something to say."""

from teiproof.diagnostics import Diagnostic, Location
from teiproof.relaxng.automaton import Opening
from teiproof.relaxng.wording import tag

# After a tag that is missing the schema finds things out of place which are not.
_CONSEQUENCES = ("relaxng.misplaced-element", "relaxng.missing-element", "relaxng.text-not-allowed")


def reconcile(
    found: list[Diagnostic], broken: Diagnostic, open_elements: list[Opening], lines: list[int]
) -> list[Diagnostic]:
    """What is said of a document that is not well-formed because of `broken`.

    `found` is what the schema found up to where parsing stopped; the open elements, with the lines of their
    start tags, are those that were open there.
    """
    if broken.code != "parsing.not-well-formed":
        return [*found, broken]
    slip = _slip(found, broken, open_elements, lines)
    if slip is not None:
        message = (
            f"{slip.message} It is closed by </{_local(open_elements[-1])}> on line {broken.location.line}."
        )
        broken = Diagnostic(slip.location, broken.severity, broken.code, message)
    kept = [each for each in found if not _follows(each, broken.location)]
    return [*kept, broken]


def _slip(
    found: list[Diagnostic], broken: Diagnostic, open_elements: list[Opening], lines: list[int]
) -> Diagnostic | None:
    """What the schema said of the start tag, if that was misspelt, and the end tag is not."""
    if not open_elements or f"</{_local(open_elements[-1])}> closes" not in broken.message:
        return None
    meant = f"Did you mean {tag(open_elements[-1].name)}?"
    return next(
        (each for each in found if each.location.line == lines[-1] and each.message.endswith(meant)), None
    )


def _local(opening: Opening) -> str:
    return opening.name.rpartition(" ")[2]


def _follows(found: Diagnostic, place: Location) -> bool:
    """Whether a finding comes of a tag that is wrong at a place."""
    return found.location == place or (found.location > place and found.code in _CONSEQUENCES)
