"""`teiproof fix`: makes the repairs that are certain."""

import inspect
import textwrap
from pathlib import Path

import click

from teiproof import fixes, mending, registry
from teiproof.cli import arguments, differences
from teiproof.files import write_file
from teiproof.mending import Change
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.parsing import UnparsableError
from teiproof.source import UneditableError


@click.command()
@arguments.paths
@click.option(
    "--diff", "action", flag_value="diff", default=True, help="Show the repairs as unified diffs; the default."
)
@click.option("--write", "action", flag_value="write", help="Make the repairs.")
@arguments.only
@arguments.skip
@click.option("--list", "list_", is_flag=True, help="Say what the fixes are and leave.")
@click.option(
    "--schema",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the names of elements and attributes from this RELAX NG schema.",
)
@arguments.catalogs
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    action: str,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    list_: bool,
    schema: Path | None,
    catalogs: tuple[Path, ...],
) -> None:
    """Make the repairs that are certain, and nothing else.

    Misspelt names of elements and attributes, dates like 1936-8-25, letters that are not composed (NFC),
    paragraphs without xml:id, a namespace that is nearly TEI's, pointers without #; --list says more.

    Each repair is shown with its place and its reason. Afterwards the document must parse, its text be the
    same, and the mistake be gone; a repair of which this is not true is not made, and reported.

    Leaves with 0 if nothing is left to repair, 1 if there is (with --diff) or a file is not well-formed, 2 if a
    repair was refused.
    """
    if list_:
        arguments.print_lines(map(_page, registry.names(fixes)))
        return
    names = registry.choose(fixes, only, skip)
    edition = arguments.open_edition(paths, schema, catalogs)
    run = _Run(edition, names, action == "write")
    with arguments.progress(edition, "Fixing") as done:
        for document in edition.documents:
            run.fix(document)
            document.forget()
            done(1)
    context.exit(run.conclude())


def _page(name: str) -> str:
    """A fix and what it does, which is its docstring."""
    text = inspect.getdoc(registry.load(fixes, name)) or ""
    return f"{name}\n{textwrap.indent(text, '    ')}"


class _Run:
    """What is to be done, and what has come of it."""

    def __init__(self, edition: Edition, names: list[str], is_written: bool) -> None:
        self._edition = edition
        self._names = names
        self._is_written = is_written
        self._made = 0
        self._refused = 0
        self._broken = 0
        self._notes: dict[str, None] = {}

    def fix(self, document: Document) -> None:
        """Repair one document, or say why not."""
        try:
            outcome = mending.mend(document, self._edition, self._names)
        except UnparsableError as error:
            self._broken += 1
            arguments.print_lines([f"{error.diagnostic.location}: error: {error.diagnostic.message}"])
            return
        except UneditableError as error:
            self._refused += 1
            click.echo(f"teiproof: {error}", err=True)
            return
        self._notes |= dict.fromkeys(outcome.refusals)
        refused = sum(bool(change.refusal) for change in outcome.changes)
        self._refused += refused
        self._made += len(outcome.changes) - refused
        arguments.print_lines(map(_line, outcome.changes))
        if outcome.data == document.data:
            return
        if self._is_written:
            write_file(document.path, outcome.data)
        else:
            arguments.print_lines(differences.unified(document.path, document.data, outcome.data))

    def conclude(self) -> int:
        """Say on standard error what has come of it; the exit code."""
        if self._notes:
            first, *others = self._notes
            more = f" (So it is with {len(others)} more.)" if others else ""
            click.echo(f"teiproof: not every fix could look: {first}{more}", err=True)
        made = arguments.counted(self._made, "repair") if self._made else "no repair"
        click.echo(
            f"{arguments.counted(len(self._edition.documents), 'document')} looked at, "
            f"{made} {'made' if self._is_written else 'to make'}"
            + (f", {self._refused} refused" if self._refused else "")
            + (f", {self._broken} not well-formed" if self._broken else "")
            + ".",
            err=True,
        )
        if self._refused:
            return arguments.REFUSED
        is_done = self._is_written or not self._made
        return 0 if is_done and not self._broken else arguments.FINDINGS


def _line(change: Change) -> str:
    line = f"{change.location}: {change.reason}: “{change.before}” → “{change.after}” [{change.name}]"
    return f"{line}, but it is not made, because {change.refusal}" if change.refusal else line
