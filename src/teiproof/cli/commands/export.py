"""`teiproof export`: writes documents in other formats."""

import inspect
from pathlib import Path
from typing import Any

import click

from teiproof import exports, registry
from teiproof.cli import arguments
from teiproof.errors import NothingToCheckError, TeiproofError
from teiproof.model.kinds import EXPORTED
from teiproof.workers.documents import Jobs


def _choice(name: str, values: list[str], text: str, default: str = "") -> click.Option:
    """An option with some values, of which the first is the default if no other is named."""
    kind = click.Choice(values)
    return click.Option([f"--{name}"], type=kind, default=default or values[0], show_default=True, help=text)


_OPTIONS = {
    "reading": _choice(
        "reading", ["edited", "diplomatic"], "With corrections, or with the errors of the source."
    ),
    "notes": _choice("notes", ["none", "end", "inline"], "Where the notes go.", "end"),
    "lines": _choice("lines", ["flow", "kept"], "Whether the lines of the source are kept."),
    "hyphens": _choice("hyphens", ["kept", "dropped"], "What becomes of a hyphen before a break in a word."),
    "pages": click.Option(["--pages"], is_flag=True, help="Give the page numbers in square brackets."),
    "speakers": _choice("speakers", ["line", "inline", "none"], "Where the names of speakers go."),
    "verse": _choice("verse", ["lines", "slashes"], "A line for each verse, or slashes between them."),
    "tables": _choice("tables", ["tabs", "bars"], "What stands between the cells of a row."),
    "language": click.Option(["--lang", "language"], metavar="TAG", help=arguments.LANGUAGE),
    "stylesheets": click.Option(
        ["--xsl", "stylesheets"],
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        metavar="DIR",
        help="A folder with stylesheets of your own, as said above.",
    ),
    "base": click.Option(
        ["--base"], default="", callback=arguments.address, metavar="URL", help=arguments.BASE
    ),
    "strict": click.Option(["--strict"], is_flag=True, help=arguments.STRICT),
}


class _Formats(click.Group):
    """A subcommand for each module in `exports`, made when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(registry.names(exports))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        module = registry.load(exports, cmd_name)

        def run(
            paths: tuple[Path, ...],
            into: Path | None,
            jobs: Jobs = 1,
            resumes: bool = False,
            **options: Any,
        ) -> None:
            profile = exports.Profile(**options, remark=lambda text: click.echo(text, err=True))
            if into is None:
                code = _print(cmd_name, paths, profile)
            else:
                code = _export(cmd_name, paths, into, profile, jobs, resumes)
            click.get_current_context().exit(code)

        if exports.is_of_documents(cmd_name):
            run = arguments.jobs(arguments.resume(run))
        return click.command(
            cmd_name,
            params=[
                click.Argument(
                    ["paths"], nargs=-1, type=click.Path(), callback=arguments.named, metavar="[PATH]..."
                ),
                click.Option(
                    ["--into"],
                    type=click.Path(path_type=Path),
                    metavar="DIR",
                    help="The folder to write to. Without it, one document goes to standard output.",
                ),
                *(_OPTIONS[name] for name in getattr(module, "OPTIONS", ())),
            ],
            help="\b\n" + inspect.cleandoc(module.__doc__ or "").replace("\n\n", "\n\n\b\n"),
        )(run)


@click.group(cls=_Formats, invoke_without_command=True)
@click.option("--list", "list_", is_flag=True, help="List the formats, say which are usable here, and leave.")
@click.pass_context
def command(context: click.Context, list_: bool) -> None:
    """Write TEI documents in another format."""
    if context.invoked_subcommand is None:
        if not list_:
            raise click.UsageError("name a format; teiproof export --list shows them.")
        arguments.print_lines(map(_line, exports.formats()))


def _line(name: str) -> str:
    """A format, whether it is usable here, and the first sentence of its manual page."""
    extra = exports.missing_extra(name)
    usable = f"needs teiproof[{extra}]" if extra else "usable"
    return f"{name:<17} {usable:<22} {exports.summary(name)}"


def _print(name: str, paths: tuple[Path, ...], profile: exports.Profile) -> int:
    """Export one document to standard output; the exit code."""
    refusals: list[TeiproofError] = []
    made = list(exports.run(name, arguments.open_edition(paths, takes=EXPORTED), profile, refusals.append))
    if len(made) == 1:
        arguments.print_bytes(made[0][1])
    elif made or not refusals:
        raise click.UsageError(f"{len(made)} files would go to standard output. Name a folder with --into.")
    return _report(refusals)


def _export(
    name: str, paths: tuple[Path, ...], into: Path, profile: exports.Profile, jobs: Jobs, resumes: bool
) -> int:
    """Export into a folder, and say what came of it; the exit code."""
    if resumes:
        arguments.refuse_addresses(paths, arguments.NO_STATE)
    edition = arguments.open_edition(paths, takes=EXPORTED)
    refusals: list[TeiproofError] = []
    with arguments.progress(edition, "Exporting") as done:
        written = exports.run_into(into, name, edition, profile, refusals.append, jobs, done, resumes)
    code = _report(refusals)
    if not written and not refusals:
        raise NothingToCheckError("the documents have nothing for this format to export; nothing was written.")
    click.echo(f"{arguments.counted(written, 'file')} written to {into}.", err=True)
    return code


def _report(refusals: list[TeiproofError]) -> int:
    """Say which documents could not be exported, or not as a whole; the exit code."""
    for refusal in refusals:
        click.echo(f"teiproof: {refusal}", err=True)
    omissions = sum(isinstance(refusal, exports.OmissionError) for refusal in refusals)
    if omissions:
        click.echo(f"{arguments.counted(omissions, 'part')} could not be included.", err=True)
    left_out = sum(isinstance(refusal, exports.LeftOutError) for refusal in refusals)
    if left_out:
        click.echo(f"{arguments.counted(left_out, 'file')} could not be made; the rest is there.", err=True)
    if len(refusals) > omissions + left_out:
        count = arguments.counted(len(refusals) - omissions - left_out, "document")
        click.echo(f"{count} could not be exported.", err=True)
    return arguments.REFUSED if refusals else 0
