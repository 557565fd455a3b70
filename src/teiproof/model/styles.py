"""Citations in styles: Chicago (17th edition), MLA (9th) and APA (7th), which are English ones."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from teiproof.model.citation import Citation, Name

_MONTHS = "January February March April May June July August September October November December".split()


class Piece(NamedTuple):
    """A part of a citation; the title of a book or journal is set in italics."""

    text: str
    is_italic: bool = False


def styles(cited: Citation, paragraph: str = "") -> tuple[tuple[str, tuple[Piece, ...]], ...]:
    """The name of each style and the citation in it; `paragraph` is the number of one to be cited by itself."""
    return tuple(
        (name, tuple(piece for piece in style(cited, paragraph) if piece.text))
        for name, style in (("Chicago", _chicago), ("MLA", _mla), ("APA", _apa))
    )


def day(date: str) -> str:
    """A date of an attribute in English words: `28 August 1937`, `August 1937`, `1937`."""
    parts = date.split("-")
    if len(parts) > 3 or not all(part.isdecimal() for part in parts):
        return date
    year, *rest = parts
    if rest and 1 <= int(rest[0]) <= 12:
        month = _MONTHS[int(rest[0]) - 1]
        return f"{int(rest[1])} {month} {year}" if len(rest) > 1 else f"{month} {year}"
    return year


def _chicago(cited: Citation, paragraph: str) -> Iterator[Piece]:
    yield Piece(_sentence("; ".join(_listed(cited.authors))))
    yield Piece(f"“{_closed(cited.title)}” " if cited.journal else "")
    yield Piece("" if cited.journal else cited.title, True)
    yield Piece("" if cited.journal else ". ")
    yield Piece(cited.journal, True)
    if cited.journal:
        number = ", ".join(part for part in (cited.volume, cited.issue and f"no. {cited.issue}") if part)
        place = f" {number}" if number else ""
        place += f" ({day(cited.printed)})" if cited.printed else ""
        yield Piece(f"{place}: {cited.pages}. " if cited.pages else f"{place}. ")
    elif cited.printed:
        yield Piece(f"{day(cited.printed)}. ")
    yield Piece(_edition(cited, paragraph, "Par."))


def _mla(cited: Citation, paragraph: str) -> Iterator[Piece]:
    yield Piece(_sentence(" and ".join(_listed(cited.authors))))
    yield Piece(f"“{_closed(cited.title)}” " if cited.journal else "")
    yield Piece("" if cited.journal else cited.title, True)
    yield Piece("" if cited.journal else ". ")
    yield Piece(cited.journal, True)
    details = [
        f"vol. {cited.volume}" if cited.volume else "",
        f"no. {cited.issue}" if cited.issue else "",
        day(cited.printed),
        f"{'pp' if '–' in cited.pages else 'p'}. {cited.pages}" if cited.pages else "",
    ]
    given = ", ".join(detail for detail in details if detail)
    if given:
        yield Piece(f", {given}. " if cited.journal else f"{given}. ")
    yield Piece(_edition(cited, paragraph, "Par."))


def _apa(cited: Citation, paragraph: str) -> Iterator[Piece]:
    authors = " & ".join(name.short for name in cited.authors)
    yield Piece(f"{authors} " if authors else "")
    *rest, year = day(cited.printed or cited.published).split(" ")
    before = f", {' '.join(reversed(rest))}" if rest else ""
    yield Piece(f"({year}{before}). " if year else "")
    yield Piece(f"{_closed(cited.title)} " if cited.journal else "")
    yield Piece("" if cited.journal else cited.title, True)
    yield Piece("" if cited.journal else ". ")
    if cited.journal:
        yield Piece(cited.journal, True)
        yield Piece(", ")
        yield Piece(cited.volume, True)
        issue = f"({cited.issue})" if cited.issue else ""
        yield Piece(f"{issue}, {cited.pages}. " if cited.pages else f"{issue}. ")
    yield Piece(_edition(cited, paragraph, "para."))


def _edition(cited: Citation, paragraph: str, abbreviation: str) -> str:
    """“Digital edition, the teiproof project, 2026, par. 3. https://…”"""
    parts = [cited.publisher, cited.published[:4], f"{abbreviation.lower()} {paragraph}" if paragraph else ""]
    made = ", ".join(part for part in parts if part)
    ending = f" {cited.url}" if cited.url else ""
    return f"Digital edition, {made}.{ending}" if made else ending.strip()


def _listed(names: tuple[Name, ...]) -> list[str]:
    """The first name turned, the others straight."""
    return [name.straight if number else name.turned for number, name in enumerate(names)]


def _sentence(text: str) -> str:
    return f"{_closed(text)} " if text else ""


def _closed(text: str) -> str:
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."
