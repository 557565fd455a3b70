"""`teiproof format`: lays documents out anew, for readable differences."""

from pathlib import Path

import click

from teiproof import formatting
from teiproof.cli import arguments, differences
from teiproof.files import write_file
from teiproof.formatting import Style, UneditableError
from teiproof.model.document import Document
from teiproof.parsing import UnparsableError


@click.command()
@arguments.paths
@click.option(
    "--check", "action", flag_value="check", default=True, help="List the files that would change; the default."
)
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
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    action: str,
    indent: int,
    width: int | None,
    sentences: bool,
    only_tei: bool,
) -> None:
    """Lay TEI documents out in a canonical way, never changing what they say.

    Indents the structure, orders attributes, breaks long start tags. White space is added or taken away only
    where TEI knows none; xml:space, comments, processing instructions, CDATA, references and the DOCTYPE are
    left as they are. Each result is proved before it is shown or written: the same tree, the same words in both
    readings. A file for which the proof fails is left alone and reported.

    Leaves with 0 if every file is laid out (or has been, with --write), 1 if a file would change or is not
    well-formed, 2 if a file cannot be laid out safely.
    """
    paths = arguments.those_in_tei(paths) if only_tei else paths
    edition = arguments.open_edition(paths)
    run = _Run(action, Style(indent, width, sentences))
    with arguments.progress(edition, "Formatting") as done:
        for document in edition.documents:
            run.format(Document(document.path))  # not kept, so that memory does not grow with the edition
            done(1)
    context.exit(run.conclude(len(edition.documents)))


class _Run:
    """What is to be done, and what has come of it."""

    def __init__(self, action: str, style: Style) -> None:
        self._action = action
        self._style = style
        self._changed = 0
        self._broken = 0
        self._refused = 0

    def format(self, document: Document) -> None:
        """Lay one document out, or say why not."""
        try:
            result = formatting.formatted(document, self._style)
        except UnparsableError as error:
            self._broken += 1
            arguments.print_lines([f"{error.diagnostic.location}: error: {error.diagnostic.message}"])
            return
        except UneditableError as error:
            self._refused += 1
            click.echo(f"teiproof: {error}", err=True)
            return
        if result == document.data:
            return
        self._changed += 1
        if self._action == "diff":
            arguments.print_lines(differences.unified(document.path, document.data, result))
            return
        if self._action == "write":
            write_file(document.path, result)
        click.echo(str(document.path))

    def conclude(self, count: int) -> int:
        """Say on standard error what has come of it; the exit code."""
        verb = "rewritten" if self._action == "write" else "would change"
        click.echo(
            f"{arguments.counted(count, 'document')} looked at, {self._changed or 'none'} {verb}"
            + (f", {self._broken} not well-formed" if self._broken else "")
            + (f", {self._refused} left alone" if self._refused else "")
            + ".",
            err=True,
        )
        if self._refused:
            return arguments.REFUSED
        is_done = self._action == "write" or not self._changed
        return 0 if is_done and not self._broken else arguments.FINDINGS
