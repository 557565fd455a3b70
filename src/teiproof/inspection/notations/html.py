"""A survey as a web page: one file with nothing to load, to be sent to those who own the corpus."""

from collections.abc import Iterator
from html import escape

from teiproof.inspection.prospects import prospects
from teiproof.inspection.survey import TOPICS, Survey, Tally

_STYLE = """
:root { color-scheme: light dark;
  --paper: #fcf9f2; --ink: #1c1917; --muted: #675f54; --faint: #ddd5c5; --red: #9b1b1b }
@media (prefers-color-scheme: dark) {
  :root { --paper: #181614; --ink: #e4ddd0; --muted: #a59c8d; --faint: #3d3833; --red: #ee8b7d }
}
body { max-width: 60rem; margin: 2rem auto; padding: 0 1rem; background: var(--paper); color: var(--ink);
  font: 1rem/1.5 "Iowan Old Style", Palatino, "URW Palladio L", P052, Georgia, serif }
table { width: 100%; border-collapse: collapse; font-variant-numeric: tabular-nums }
th, td { padding: .15rem .6rem .15rem 0; text-align: left; vertical-align: top; overflow-wrap: anywhere;
  border-bottom: 1px solid var(--faint) }
th { font-weight: normal; color: var(--muted) }
th.number, td.number { text-align: right; overflow-wrap: normal; white-space: nowrap }
td.place { color: var(--muted); font-size: .85rem }
summary { font-size: 1.15rem; padding: .4rem 0; cursor: pointer }
.bad::marker { content: "✗ "; color: var(--red) }
.good::marker { content: "✓ " }
""".strip()


def write(survey: Survey) -> Iterator[str]:
    """The lines of the page."""
    folders = escape(", ".join(survey.folders))
    yield "<!DOCTYPE html>"
    yield '<html lang="en">'
    yield f"<head><meta charset='utf-8'><title>What {folders} holds</title>"
    yield "<meta name='viewport' content='width=device-width, initial-scale=1'>"
    yield '<meta http-equiv="Content-Security-Policy"'
    yield """ content="default-src 'none'; style-src 'unsafe-inline'">"""
    yield f"<style>{_STYLE}</style></head>"
    yield f"<body><h1>What {folders} holds</h1>"
    yield f"<p>{survey.extent}.</p>"
    yield "<h2>What to expect</h2><ul>"
    for prospect in prospects(survey):
        yield f"<li class='{'good' if prospect.is_good else 'bad'}'>{escape(prospect.text)}</li>"
    yield "</ul>"
    if survey.problems:
        yield "<h2>Problems</h2><ul>"
        for problem in survey.problems:
            yield f"<li>{escape(f'{problem.location}: {problem.message}')}</li>"
        yield "</ul>"
    yield "<h2>What was found</h2>"
    for topic, heading in TOPICS.items():
        values = survey.of(topic)
        if values:
            yield f"<details{' open' if len(values) <= 12 else ''}>"
            yield f"<summary>{escape(heading)}: {len(values):,}</summary>"
            yield from _table(values)
            yield "</details>"
    yield "</body></html>"


def _table(values: list[tuple[str, Tally]]) -> Iterator[str]:
    yield "<table><thead><tr><th scope='col'>What</th><th scope='col' class='number'>Times</th>"
    yield "<th scope='col' class='number'>Files</th><th scope='col'>First</th></tr></thead><tbody>"
    for value, tally in values:
        yield (
            f"<tr><td>{escape(value)}</td><td class='number'>{tally.count:,}</td>"
            f"<td class='number'>{tally.files:,}</td><td class='place'>{escape(str(tally.example))}</td></tr>"
        )
    yield "</tbody></table>"
