"""`teiproof fix`: makes the repairs that are certain."""

import inspect
import textwrap
from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from teiproof import fixes, mending, registry
from teiproof.cli import arguments
from teiproof.cli.rewriting import Action, Rewritten, Tally, attempted, rewrite_all, unified
from teiproof.mending import Change
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.kinds import REWRITTEN
from teiproof.workers.documents import Jobs


@click.command()
@arguments.paths
@click.option("--diff", "action", flag_value="diff", help="Show the repairs as unified diffs; the default.")
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
@arguments.name
@arguments.jobs
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    action: Action | None,
    only: tuple[str, ...],
    skip: tuple[str, ...],
    list_: bool,
    schema: Path | None,
    catalogs: tuple[Path, ...],
    name: Path | None,
    jobs: Jobs,
) -> None:
    """Make the repairs that are certain, and nothing else.

    Misspelt names of elements and attributes, dates like 1936-8-25, letters that are not composed (NFC),
    paragraphs without xml:id, a namespace that is nearly TEI's, pointers without #; --list says more.

    Each repair is shown with its place and its reason. Afterwards the document must parse, its text be the
    same, and the mistake be gone; a repair of which this is not true is not made, and reported.

    With - as PATH the document is read from standard input and written, repaired, to standard output, unless
    --diff is given; the repairs are listed on standard error.

    Leaves with 0 if nothing is left to repair, 1 if there is (with --diff) or a file is not well-formed, 2 if a
    repair was refused.
    """
    if list_:
        arguments.print_lines(map(_page, registry.names(fixes)))
        return
    names = registry.choose(fixes, only, skip)
    if arguments.is_standard_input(paths):
        edition = Edition([arguments.standard_input(name)], schema, arguments.all_catalogs(catalogs))
        action = "print" if action in (None, "write") else action
    else:
        edition = arguments.open_edition(paths, schema, catalogs, REWRITTEN)
        action = action or "diff"
    tally = rewrite_all(_Fixing(tuple(names), action), edition, action, "Fixing", jobs)
    _conclude(tally)
    context.exit(tally.exit_code())


def _page(name: str) -> str:
    """A fix and what it does, which is its docstring."""
    text = inspect.getdoc(registry.load(fixes, name)) or ""
    return f"{name}\n{textwrap.indent(text, '    ')}"


def _conclude(tally: Tally) -> None:
    """Say on standard error what has come of it."""
    if tally.notes:
        first, *others = tally.notes
        more = f" (So it is with {len(others)} more.)" if others else ""
        click.echo(f"teiproof: not every fix could look: {first}{more}", err=True)
    made = arguments.counted(tally.changes, "repair") if tally.changes else "no repair"
    tally.say(f"{made} {'to make' if tally.action == 'diff' else 'made'}", "refused")


@dataclass(frozen=True, slots=True)
class _Fixing:
    """Mending, as work on documents."""

    names: tuple[str, ...]
    action: Action

    def prepare(self, edition: Edition) -> None:
        """Import the fixes."""
        del edition
        for name in self.names:
            registry.load(fixes, name)

    def __call__(self, document: Document, edition: Edition) -> Rewritten:
        return attempted(partial(self._mend, document, edition))

    def _mend(self, document: Document, edition: Edition) -> Rewritten:
        outcome = mending.mend(document, edition, self.names)
        is_new = outcome.data != document.data
        shown = is_new and self.action == "diff"
        refused = sum(bool(change.refusal) for change in outcome.changes)
        return Rewritten(
            outcome.data if is_new else None,
            tuple(map(_line, outcome.changes)),
            len(outcome.changes) - refused,
            tuple(unified(document.path, document.data, outcome.data)) if shown else (),
            refused,
            notes=outcome.refusals,
        )


def _line(change: Change) -> str:
    line = f"{change.location}: {change.reason}: “{change.before}” → “{change.after}” [{change.name}]"
    return f"{line}, but it is not made, because {change.refusal}" if change.refusal else line
