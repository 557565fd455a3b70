"""`teiproof format`: lays documents out anew, for readable differences."""

from dataclasses import dataclass
from functools import partial
from pathlib import Path

import click

from teiproof import formatting
from teiproof.cli import arguments
from teiproof.cli.rewriting import Action, Rewritten, attempted, rewrite_all, unified
from teiproof.formatting import Style
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.kinds import REWRITTEN
from teiproof.workers.documents import Jobs


@click.command()
@arguments.paths
@click.option("--check", "action", flag_value="check", help="List the files that would change; the default.")
@click.option("--diff", "action", flag_value="diff", help="Show what would change, as unified diffs.")
@click.option("--write", "action", flag_value="write", help="Rewrite the files that change.")
@click.option(
    "--indent",
    type=click.IntRange(0, 8),
    default=Style().indent,
    show_default=True,
    metavar="N",
    help="Indent each level by N spaces.",
)
@click.option(
    "--width",
    type=click.IntRange(min=20),
    metavar="N",
    help="Fill running prose to N columns. Without it the line breaks of prose stay, and start tags longer "
    f"than {formatting.DEFAULT_WIDTH} columns are broken.",
)
@click.option("--sentences", is_flag=True, help="Begin each sentence of running prose on a new line.")
@arguments.only_tei
@arguments.name
@arguments.jobs
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    action: Action | None,
    indent: int,
    width: int | None,
    sentences: bool,
    only_tei: bool,
    name: Path | None,
    jobs: Jobs,
) -> None:
    """Lay TEI documents out in a canonical way, never changing what they say.

    Indents the structure, orders attributes, breaks long start tags. White space is added or taken away only
    where TEI knows none; xml:space, comments, processing instructions, CDATA, references and the DOCTYPE are
    left as they are. Each result is proved before it is shown or written: the same tree, the same words in both
    readings. A file for which the proof fails is left alone and reported.

    With - as PATH the document is read from standard input and written, laid out, to standard output, unless
    --check or --diff is given. A document that cannot be laid out is not written.

    Leaves with 0 if every file is laid out (or has been, with --write), 1 if a file would change or is not
    well-formed, 2 if a file cannot be laid out safely.
    """
    if arguments.is_standard_input(paths):
        edition = Edition([arguments.standard_input(name)])
        action = "print" if action in (None, "write") else action
    else:
        edition = arguments.open_edition(
            arguments.those_in_tei(paths, REWRITTEN) if only_tei else paths, takes=REWRITTEN
        )
        action = action or "check"
    work = _Formatting(Style(indent, width, sentences), action)
    tally = rewrite_all(work, edition, action, "Formatting", jobs)
    if action != "print":
        verb = "rewritten" if action == "write" else "would change"
        tally.say(f"{tally.changed or 'none'} {verb}", "left alone")
    context.exit(tally.exit_code())


@dataclass(frozen=True, slots=True)
class _Formatting:
    """Laying out, as work on documents."""

    style: Style
    action: Action

    def prepare(self, edition: Edition) -> None:
        """Everything is there."""

    def __call__(self, document: Document, edition: Edition) -> Rewritten:
        del edition  # the layout of a document is its own
        return attempted(partial(self._lay_out, document))

    def _lay_out(self, document: Document) -> Rewritten:
        data = formatting.formatted(document, self.style)
        if data == document.data:
            return Rewritten()
        if self.action == "diff":
            return Rewritten(data, count=1, difference=tuple(unified(document.path, document.data, data)))
        return Rewritten(data, (str(document.path),) if self.action != "print" else (), 1)
