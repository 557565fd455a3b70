"""A survey as text for a terminal: a table for each topic, long ones cut."""

from collections.abc import Iterator

from teiproof.inspection.prospects import prospects
from teiproof.inspection.survey import TOPICS, Survey, Tally

_SHOWN = 25  # values of a topic that are shown; --format json has all
_WIDTH = 60  # columns of a value


def write(survey: Survey) -> Iterator[str]:
    """The lines of the survey."""
    yield f"{', '.join(survey.folders)}: {survey.extent}."
    yield ""
    yield "What to expect"
    for prospect in prospects(survey):
        yield f"  {'+' if prospect.is_good else '-'} {prospect.text}"
    if survey.problems:
        yield ""
        yield "Problems"
        for problem in survey.problems:
            yield f"  {problem.location}: {problem.message} [{problem.code}]"
    for topic, heading in TOPICS.items():
        values = survey.of(topic)
        if values:
            yield ""
            yield heading + (f": {len(values):,}" if len(values) > 1 else "")
            yield from _table(values)


def _table(values: list[tuple[str, Tally]]) -> Iterator[str]:
    for value, tally in values[:_SHOWN]:
        counted = f"{tally.count:>9,} in {_files(tally.files):<11}"
        yield f"  {counted} {_cut(value):<{_WIDTH}} {tally.example}"
    if len(values) > _SHOWN:
        rest = ", ".join(value for value, _ in values[_SHOWN:])
        yield f"  and {len(values) - _SHOWN:,} more: {_cut(rest, 3 * _WIDTH)}"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"


def _cut(text: str, width: int = _WIDTH) -> str:
    text = "".join(character if character.isprintable() else " " for character in text)
    return text if len(text) <= width else f"{text[: width - 1]}…"
