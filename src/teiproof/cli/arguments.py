"""Arguments, printing and progress which several commands share."""

import os
import sys
from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click

from teiproof.diagnostics import Severity
from teiproof.errors import UnreadableFileError
from teiproof.gate import Outcome
from teiproof.model.document import Document
from teiproof.model.edition import Edition, is_taken
from teiproof.model.kinds import CHECKED, Kind
from teiproof.parsing.presence import is_file, is_remote
from teiproof.workers.documents import Jobs

FINDINGS = 1
REFUSED = 2

_LONG = 20  # documents from which on a progress bar is worth its line


def named(_: click.Context, __: click.Parameter, value: tuple[str, ...]) -> tuple[Path, ...]:
    """What was named: paths, and addresses such as s3://bucket/tei/ (`parsing.remote`)."""
    if not any("://" in text for text in value):
        return tuple(map(Path, value))
    from teiproof.parsing import remote

    return remote.named(value)


def refuse_addresses(paths: Iterable[Path], reason: str) -> None:
    """Raise UnreadableFileError if there is an address among the paths."""
    for path in paths:
        if is_remote(path):
            raise UnreadableFileError(f"{path} is an address, and {reason}.")


paths = click.argument("paths", nargs=-1, type=click.Path(), callback=named, metavar="[PATH]...")


def _words(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(word.strip() for word in value.split(",") if word.strip()) if value else ()


only = click.option("--only", callback=_words, metavar="NAME,...", help="Run these alone.")
skip = click.option("--skip", callback=_words, metavar="NAME,...", help="Run all but these.")
only_tei = click.option(
    "--only-tei", is_flag=True, help="Pass over named files that are XML but not TEI (for hooks)."
)
_SCHEDULER = "teiproof.scheduler"  # where a context keeps the option, for that of --jobs


def _keep_scheduler(context: click.Context, _: click.Parameter, value: str | None) -> None:
    context.meta[_SCHEDULER] = value


def _or_scheduler(context: click.Context, _: click.Parameter, value: int) -> Jobs:
    scheduler: str | None = context.meta[_SCHEDULER]
    return scheduler or value


def jobs(command: Callable[..., Any]) -> Callable[..., Any]:
    """The options that say where work is done (`workers.documents.Jobs`): --jobs and --scheduler."""
    number = click.option(
        "--jobs",
        type=click.IntRange(min=1),
        default=os.cpu_count() or 1,
        callback=_or_scheduler,
        metavar="N",
        help="Work in N processes where that saves time; the default is the number of processors.",
    )
    scheduler = click.option(
        "--scheduler",
        is_eager=True,
        expose_value=False,
        callback=_keep_scheduler,
        metavar="ADDRESS",
        help="Work on a Dask cluster of your own, such as tcp://127.0.0.1:8786, which sees the same files.",
    )
    return number(scheduler(command))


NO_STATE = "whether it has changed since the run was interrupted cannot be known. Leave out --resume"
resume = click.option(
    "--resume",
    "resumes",
    is_flag=True,
    help="Go on with what the same command has left to do when it was interrupted. If documents, schemas or "
    "files beside the documents have changed since, everything is done again; if what documents point to "
    "farther away has changed, leave --resume out.",
)

name = click.option(
    "--name",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="With - as PATH, the name of the document read.",
)


catalogs = click.option(
    "--catalog",
    "catalogs",
    type=click.Path(path_type=Path),
    multiple=True,
    metavar="FILE",
    help="An XML catalog that maps the URLs of schemas to files; besides $XML_CATALOG_FILES and any "
    "catalog.xml beside a document.",
)

LANGUAGE = "The language of the interface, such as fr; the default is that of most texts."
STRICT = "Make an error of each element for which the pages have no rule."

BASE = "The URL at which the edition is or will be published, such as https://example.org/serge/."


def address(_: click.Context, __: click.Parameter, value: str) -> str:
    """A URL with http or https and a host, with a slash at its end; nothing stays nothing."""
    from urllib.parse import urlsplit

    parts = urlsplit(value)
    if value and (parts.scheme not in ("http", "https") or not parts.hostname or parts.query or parts.fragment):
        raise click.BadParameter(f"“{value}” is not the URL of a folder, such as https://example.org/serge/.")
    return value if not value or value.endswith("/") else f"{value}/"


base = click.option("--base", default="", callback=address, metavar="URL", help=BASE)
language = click.option("--lang", "language", metavar="TAG", help=LANGUAGE)
stylesheets = click.option(
    "--xsl",
    "stylesheets",
    type=click.Path(path_type=Path, exists=True, file_okay=False),
    metavar="DIR",
    help="A folder with stylesheets of your own for the site; see teiproof export site --help.",
)
strict = click.option("--strict", is_flag=True, help=STRICT)


def those_in_tei(paths: tuple[Path, ...], takes: Container[Kind] = CHECKED) -> tuple[Path, ...]:
    """The paths without named files that are of no such kind. If none is left, says so and leaves with 0."""
    kept = tuple(path for path in paths if path.is_dir() or is_taken(path, takes))
    if paths and not kept:
        click.echo("No TEI among the files named: nothing was looked at.", err=True)
        click.get_current_context().exit(0)
    return kept


def is_standard_input(paths: tuple[Path, ...]) -> bool:
    """Whether the document is to be read from standard input."""
    return paths == (Path("-"),)


def standard_input(name: Path | None) -> Document:
    """The document on standard input; what it points to is looked for beside `name`."""
    return Document(name or Path("standard-input.xml"), sys.stdin.buffer.read())


def open_edition(
    paths: tuple[Path, ...],
    schema: Path | None = None,
    catalogs: tuple[Path, ...] = (),
    takes: Container[Kind] = CHECKED,
    takes_any_file: bool = False,
) -> Edition:
    """The documents of these kinds at the paths, or in the folder `tei`, or in the current folder; files that
    were named of any kind, if `takes_any_file`.

    What is passed over there is said when the command ends.
    """
    edition = Edition.open(all_paths(paths), schema, all_catalogs(catalogs), takes, takes_any_file)
    if edition.passed_over:
        click.get_current_context().call_on_close(lambda: click.echo(_passed_over(edition), err=True))
    return edition


def _passed_over(edition: Edition) -> str:
    """One sentence on the files that are no documents, with the first of each kind."""
    first: dict[Kind, Path] = {}
    count: Counter[Kind] = Counter()
    for path, kind in edition.passed_over:
        first.setdefault(kind, path)
        count[kind] += 1
    said = (f"{kind.value} ({count[kind]:,}, first {first[kind]})" for kind in Kind if kind in count)
    return f"{counted(len(edition.passed_over), 'file')} passed over: {', '.join(said)}."


def all_paths(named: tuple[Path, ...]) -> tuple[Path, ...]:
    """The paths named, or the folder `tei`, or the current folder."""
    if named:
        return named
    default = Path("tei")
    return (default if default.is_dir() else Path(),)


def all_catalogs(named: tuple[Path, ...]) -> list[Path]:
    """The catalogs named, then those in $XML_CATALOG_FILES: names or file: URLs, parted by spaces.

    Raises UnreadableFileError for one that was named and is not there.
    """
    from urllib.parse import unquote, urlsplit

    for path in named:
        if not is_file(path):
            raise UnreadableFileError(f"there is no catalog {path}. Look for a slip in its name.")
    found = list(named)
    for entry in os.environ.get("XML_CATALOG_FILES", "").split():
        path = Path(unquote(urlsplit(entry).path) if entry.startswith("file:") else entry)
        if is_file(path):  # the variable often names a catalog that is not installed
            found.append(path)
    return found


@contextmanager
def progress(edition: Edition, label: str) -> Iterator[Callable[[int], None]]:
    """A progress bar on the terminal, if one watches and the work is long."""
    if not sys.stderr.isatty() or len(edition.documents) < _LONG:
        yield lambda _: None
        return
    with click.progressbar(length=len(edition.documents), label=label, file=sys.stderr) as bar:
        yield bar.update


def conclude(edition: Edition, outcome: Outcome, fail_on: Severity = Severity.ERROR) -> int:
    """Print refusals and a summary on standard error; the exit code of a check."""
    for refusal in outcome.refusals:
        click.echo(f"teiproof: {refusal}", err=True)
    count = len(outcome.diagnostics)
    findings = counted(count, "finding") if count else "no finding"
    if outcome.refusals:
        click.echo(f"{findings.capitalize()}, but the check is incomplete.", err=True)
        return REFUSED
    click.echo(f"{counted(len(edition.documents), 'document')} checked, {findings}.", err=True)
    return FINDINGS if outcome.fails(fail_on) else 0


def print_lines(lines: Iterable[str]) -> None:
    """Print lines on standard output."""
    for line in lines:
        click.echo(line)


def print_bytes(content: bytes) -> None:
    """Print bytes on standard output, all of them: an unbuffered stream (python -u) may take only a part."""
    rest = memoryview(content)
    while rest:
        rest = rest[sys.stdout.buffer.write(rest) :]
    sys.stdout.buffer.flush()


def counted(number: int, noun: str) -> str:
    """`1 document`, `2 documents`."""
    return f"{number} {noun}" if number == 1 else f"{number:,} {noun}s"
