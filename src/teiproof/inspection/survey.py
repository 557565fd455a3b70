"""What was found, in one file and in a whole corpus. A topic is one of `TOPICS`; its values are counted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from teiproof.diagnostics import Diagnostic, Location

TOPICS = {
    "kinds": "What the files are",
    "versions": "TEI version declared (TEI/@version)",
    "encodings": "Encoding",
    "schemas": "Schemas declared (xml-model, DOCTYPE)",
    "namespaces": "Namespaces of elements",
    "elements": "Elements",
    "attributes": "Attributes",
    "declarations": "Entities declared in documents",
    "languages": "Languages (@xml:lang)",
    "language declarations": "Languages declared (language/@ident)",
    "pointers": "Pointers by kind",
    "pointing attributes": "Pointers by attribute",
    "dates": "Dates by attribute",
    "entries": "Entries of registers",
    "mentions": "Mentions of persons, places and others",
    "identifiers": "Identifiers (idno/@type)",
    "licences": "Licences",
    "inclusions": "Files included (XInclude)",
    "images": "Images and other media",
    "instructions": "Processing instructions",
}
"""The topics in the order in which they are shown, with their headings."""

Facts = dict[str, dict[str, "Tally"]]
"""Topics, and for each value of one how often and where it was found."""


@dataclass(slots=True)
class Tally:
    """How often something was found, in how many files, and where first."""

    count: int
    files: int
    example: Location

    def add(self, other: Tally) -> None:
        """Count what was found elsewhere; the example stays."""
        self.count += other.count
        self.files += other.files


@dataclass(slots=True)
class FileSurvey:
    """What one file holds: its path, its size in bytes, the words in its texts, the years of its dates.

    `problem` says why the file could not be read to its end; then `facts` hold no more than its kind.
    """

    path: str
    size: int
    facts: Facts = field(default_factory=dict)
    words: int = 0
    years: tuple[int, int] | None = None
    problem: Diagnostic | None = None

    def count(self, topic: str, value: str, line: int, column: int) -> None:
        """Count one more occurrence of a value, and remember the place of the first."""
        values = self.facts.setdefault(topic, {})
        tally = values.get(value)
        if tally is None:
            values[value] = Tally(1, 1, Location(self.path, line, column))
        else:
            tally.count += 1


@dataclass(slots=True)
class Survey:
    """What a corpus holds, file after file; `folders` are where it was looked for."""

    folders: tuple[str, ...]
    files: int = 0
    size: int = 0
    words: int = 0
    years: tuple[int, int] | None = None
    facts: Facts = field(default_factory=dict)
    largest: tuple[int, str] = (0, "")
    problems: list[Diagnostic] = field(default_factory=list)

    def add(self, file: FileSurvey) -> None:
        """Take one more file into account."""
        self.files += 1
        self.size += file.size
        self.words += file.words
        self.largest = max(self.largest, (file.size, file.path))
        if file.problem:
            self.problems.append(file.problem)
        if file.years:
            earliest, latest = self.years or file.years
            self.years = min(earliest, file.years[0]), max(latest, file.years[1])
        for topic, values in file.facts.items():
            known = self.facts.setdefault(topic, {})
            for value, tally in values.items():
                if value in known:
                    known[value].add(tally)
                else:
                    known[value] = tally

    def of(self, topic: str) -> list[tuple[str, Tally]]:
        """The values of a topic, the most frequent first, then by the alphabet."""
        values = self.facts.get(topic, {})
        return sorted(values.items(), key=lambda pair: (-pair[1].count, pair[0]))

    @property
    def extent(self) -> str:
        """Files, bytes and words in words."""
        files = "1 file" if self.files == 1 else f"{self.files:,} files"
        size = f"{self.size / 1e6:,.1f} MB" if self.size >= 100_000 else f"{self.size / 1e3:,.1f} KB"
        return f"{files}, {size}, {self.words:,} words in texts"

    def total(self, topic: str, values: Iterable[str] | None = None) -> int:
        """How often the values of a topic (or some of them) were found."""
        known = self.facts.get(topic, {})
        return sum(known[value].count for value in (known if values is None else values) if value in known)
