"""Looks at the dates and durations in attributes: that they exist, that pairs of them are in order, that nobody
dies before birth, and that a text mentions nothing later than its own printing.

Dates are in W3C's form (@when, @notBefore, @notAfter, @from, @to: 1936-08-25, --08-25, -0043, 12:30:00) or in
that of ISO 8601 (@when-iso, ...: also 1936-W35, 1936-238, 1936-08-19/1936-08-24). The forms of other calendars
(@when-custom, ...) must only not be empty. Partial dates are compared fairly: 1936 is neither before nor after
1936-08.

dates.invalid
    A date is not written in its form, or does not exist in the calendar (30 February, 29 February 1900,
    month 00, year 0000). Write what is known, no more: 1936, 1936-08, 1936-08-25.

dates.duration
    @dur or @dur-iso is not a duration. Write P and numbers with their units, days before T and hours after:
    P1Y6M, P3D, PT1H30M.

dates.order
    A period ends before it begins (@from and @to), or what is not before one date is not after an earlier one
    (@notBefore and @notAfter). Exchange the two, or look for a slip.

dates.combination
    @when, which says exactly when, stands together with @from, @to, @notBefore or @notAfter; or @from with
    @notBefore, or @to with @notAfter. The Guidelines (att.datable.w3c) allow one or the other. Keep the one
    that is known.

dates.lifespan
    Of one person death is dated before birth. Compare both with their sources.

dates.year
    The text of a <date>, <birth>, <death> or <origDate> has one year of four digits, and @when another, more
    than a year away. One of the two is a slip. A date of another @calendar than the Gregorian is not looked at.
    (A warning.)

dates.correspondence
    A letter was received before it was sent, by the dates in its <correspDesc>. One of the two is wrong, or of
    another calendar. (A warning.)

dates.after-source
    A date in the text is later than the printing of its source, as <sourceDesc> dates it (the <imprint> of a
    <biblStruct>, else the <date> of a <bibl>). One of the two is wrong, unless the text speaks of the future.
    Notes and passages with @resp, which are not of the source, are not looked at. (A warning.)
"""

import re
from collections.abc import Callable, Iterator

from lxml import etree

from teiproof.diagnostics import Diagnostic, Severity, visible
from teiproof.model.calendar import Span, read_duration, read_iso, read_iso_duration, read_w3c
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import is_tei, name_of
from teiproof.model.printing import printed
from teiproof.names import TEI, tei

_FORMS: tuple[tuple[str, Callable[[str], Span | None]], ...] = (("", read_w3c), ("-iso", read_iso))
_LOWER = ("from", "notBefore")
_UPPER = ("to", "notAfter")
_DATES = ("when", *_LOWER, *_UPPER)
_EXCLUSIVE = (("from", "notBefore"), ("to", "notAfter"))

_YEAR = re.compile(r"[0-9]{4}(?=-|$)")
_YEARS = re.compile(r"(?<![0-9.,])[0-9]{4}(?![0-9])")
_WITH_A_DATE = frozenset(["birth", "date", "death", "origDate"])
_SHORT = 60  # characters of a date that says no more than itself
_CALENDARS = ("calendar", "datingMethod", "datingPoint", "when-custom")

_OTHERWISE = frozenset(["app", "arc", "biblScope", "citedRange", "locus", "rt", "span"])
"""Elements on which @from and @to are no dates."""

_BESIDE_THE_TEXT = frozenset(["teiHeader", "standOff", "note", "noteGrp", "back"])
"""Elements within which dates are not, or not surely, those of the source."""


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """Dates and durations that do not exist, or that contradict each other."""
    del edition  # a document's dates are its own
    for suffix, read in _FORMS:
        for attribute in _DATES:
            yield from _check_dates(document, f"{attribute}{suffix}", read)
        yield from _check_pairs(document, suffix, read)
    yield from _check_dates(document, "absolute", read_w3c)
    yield from _check_others(document)
    yield from _check_lives(document)
    yield from _check_years(document)
    yield from _check_letters(document)
    yield from _check_against_source(document)


def _dated(document: Document, attribute: str) -> Iterator[tuple[etree._Element, str]]:
    """The elements whose attribute of this name is a date, and its value."""
    for element, value in document.attributes.get(attribute, ()):
        if is_tei(element) and name_of(element) not in _OTHERWISE:
            yield element, value.strip()


def _check_dates(
    document: Document, attribute: str, read: Callable[[str], object], code: str = "dates.invalid"
) -> Iterator[Diagnostic]:
    for element, value in _dated(document, attribute):
        if not value:
            message = f"@{attribute} is empty. Write what is known, or remove the attribute."
            yield document.finding(element, code, message, attribute)
            continue
        try:
            read(value)
        except ValueError as error:
            kind = "duration" if code == "dates.duration" else "date"
            yield document.finding(element, code, f"“{visible(value)}” is not a {kind}: {error}.", attribute)


def _check_others(document: Document) -> Iterator[Diagnostic]:
    yield from _check_dates(document, "dur", read_duration, "dates.duration")
    yield from _check_dates(document, "dur-iso", read_iso_duration, "dates.duration")
    for attribute in _DATES:
        for element, value in _dated(document, f"{attribute}-custom"):
            if not value:
                message = f"@{attribute}-custom is empty. Write the date, or remove the attribute."
                yield document.finding(element, "dates.invalid", message, f"{attribute}-custom")


def _check_pairs(document: Document, suffix: str, read: Callable[[str], Span | None]) -> Iterator[Diagnostic]:
    for name in (*_LOWER, *_UPPER):
        attribute = f"{name}{suffix}"
        for element, value in _dated(document, attribute):
            if element.get(f"when{suffix}") is not None:
                yield _combined(document, element, f"when{suffix}", attribute)
            for one, other in _EXCLUSIVE:
                if name == one and element.get(f"{other}{suffix}") is not None:
                    yield _combined(document, element, attribute, f"{other}{suffix}")
            if name in _LOWER:
                for upper in _UPPER:
                    yield from _check_order(document, element, (attribute, value), f"{upper}{suffix}", read)


def _combined(document: Document, element: etree._Element, one: str, other: str) -> Diagnostic:
    message = f"@{one} and @{other} exclude each other. Keep the one that says what is known."
    return document.finding(element, "dates.combination", message, other)


def _check_order(
    document: Document,
    element: etree._Element,
    lower: tuple[str, str],
    upper: str,
    read: Callable[[str], Span | None],
) -> Iterator[Diagnostic]:
    end = element.get(upper)
    if end is None:
        return
    name, begin = lower
    first, last = _span(read, begin), _span(read, end.strip())
    if first and last and first.is_after(last):
        message = (
            f"@{name} “{begin}” is later than @{upper} “{end.strip()}”. Exchange them, or look for a slip."
        )
        yield document.finding(element, "dates.order", message, name)


def _span(read: Callable[[str], Span | None], value: str | None) -> Span | None:
    """What a date covers; None if it is missing, wrong (which is said elsewhere), or of no certain year."""
    if value is None:
        return None
    try:
        return read(value.strip())
    except ValueError:
        return None


def _check_lives(document: Document) -> Iterator[Diagnostic]:
    for death in document.root.iter(tei("death")):
        person = death.getparent()
        if person is None:
            continue
        births = [born for birth in person.iterchildren(tei("birth")) if (born := _bound(birth, _LOWER))]
        died = _bound(death, _UPPER)
        # Of several opinions on a birth one that fits is enough.
        if died and births and all(born[0].is_after(died[0]) for born in births):
            message = (
                f"this person died ({died[1]}) before being born ({births[0][1]}). "
                "Compare both dates with their sources."
            )
            yield document.finding(death, "dates.lifespan", message)


def _bound(element: etree._Element, attributes: tuple[str, str]) -> tuple[Span, str] | None:
    """The earliest (or latest) that the attributes of a birth or death, or of a date in it, allow."""
    for holder in (element, *element.iterchildren(tei("date"))):
        for suffix, read in _FORMS:
            for attribute in ("when", *attributes):
                value = holder.get(f"{attribute}{suffix}")
                if span := _span(read, value):
                    return span, str(value).strip()
    return None


def _check_years(document: Document) -> Iterator[Diagnostic]:
    for element, value in _dated(document, "when"):
        year = _YEAR.match(value)
        if year is None or name_of(element) not in _WITH_A_DATE or _is_of_a_calendar(element):
            continue
        text = " ".join("".join(element.itertext()).split())
        years = set(_YEARS.findall(text)) if len(text) <= _SHORT else set()
        if len(years) == 1 and abs(int(written := years.pop()) - int(year[0])) > 1:
            message = f"@when says {year[0]}, and the text {written} (“{text}”). One of the two is a slip."
            yield document.finding(element, "dates.year", message, "when", Severity.WARNING)


def _is_of_a_calendar(element: etree._Element) -> bool:
    """Whether the text of a date may be of another calendar than its attributes are."""
    named = [element.get(name, "") for name in _CALENDARS]
    return any(name and "greg" not in name.lower() for name in named)


def _check_letters(document: Document) -> Iterator[Diagnostic]:
    paths = (f"{within}teiHeader/profileDesc/correspDesc" for within in ("", "TEI/"))
    for description in (found for path in paths for found in document.findall(path)):
        sent = _action(description, "sent", _LOWER)
        received = _action(description, "received", _UPPER)
        if sent and received and sent[0].is_after(received[0]):
            message = (
                f"this letter was received ({received[1]}) before it was sent ({sent[1]}). Compare both dates."
            )
            yield document.finding(received[2], "dates.correspondence", message, severity=Severity.WARNING)


def _action(
    description: etree._Element, kind: str, attributes: tuple[str, str]
) -> tuple[Span, str, etree._Element] | None:
    """The bound of the only date of an action of a kind, as it is written, and its element."""
    dates = [
        date
        for action in description.iterchildren(tei("correspAction"))
        if action.get("type") == kind
        for date in action.iterchildren(tei("date"))
    ]
    bound = _bound(dates[0], attributes) if len(dates) == 1 else None
    return (*bound, dates[0]) if bound else None


def _check_against_source(document: Document) -> Iterator[Diagnostic]:
    mentions = [
        (element, attribute, value)
        for attribute in ("when", "from", "notBefore")
        for element, value in _dated(document, attribute)
        if name_of(element) == "date"
    ]
    if not mentions:
        return
    source = printed(document)
    if source is None:
        return
    for element, attribute, value in mentions:
        span = _span(read_w3c, value)
        if span and span.is_after(source.span) and _is_of_the_source(element):
            message = (
                f"the date “{value}” is later than the printing of the source (“{source.text}”, line "
                f"{document.location(source.element).line}). One of the two is wrong, unless the text "
                "speaks of the future."
            )
            yield document.finding(element, "dates.after-source", message, attribute, Severity.WARNING)


def _is_of_the_source(element: etree._Element) -> bool:
    """Whether an element is text of the source: in a text, not in a note, and nobody else is responsible."""
    in_text = False
    for ancestor in element.iterancestors():
        name = name_of(ancestor)
        if name in _BESIDE_THE_TEXT or ancestor.get("resp") is not None:
            return False
        in_text = in_text or ancestor.tag == f"{{{TEI}}}text"
    return in_text
