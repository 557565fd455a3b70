"""`teiproof export`: writes documents in other formats."""

import inspect
from dataclasses import replace
from pathlib import Path
from typing import Any

import click

from teiproof import exports, registry
from teiproof.cli import arguments
from teiproof.errors import NothingToCheckError

_OPTIONS = {
    "reading": click.Option(
        ["--reading"],
        type=click.Choice(["edited", "diplomatic"]),
        default="edited",
        show_default=True,
        help="With corrections, or with the errors of the source.",
    ),
    "notes": click.Option(
        ["--notes"],
        type=click.Choice(["none", "end", "inline"]),
        default="end",
        show_default=True,
        help="Where the notes go.",
    ),
    "language": click.Option(["--lang", "language"], metavar="TAG", help=arguments.LANGUAGE),
    "stylesheets": click.Option(
        ["--xsl", "stylesheets"],
        type=click.Path(path_type=Path, exists=True, file_okay=False),
        metavar="DIR",
        help="A folder with stylesheets of your own, as said above.",
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

        def run(paths: tuple[Path, ...], into: Path | None, **options: Any) -> None:
            _export(cmd_name, paths, into, exports.Profile(**options))

        return click.Command(
            cmd_name,
            callback=run,
            params=[
                click.Argument(["paths"], nargs=-1, type=click.Path(path_type=Path), metavar="[PATH]..."),
                click.Option(
                    ["--into"],
                    type=click.Path(path_type=Path),
                    metavar="DIR",
                    help="The folder to write to. Without it, one document goes to standard output.",
                ),
                *(_OPTIONS[name] for name in getattr(module, "OPTIONS", ())),
            ],
            help="\b\n" + inspect.cleandoc(module.__doc__ or "").replace("\n\n", "\n\n\b\n"),
        )


@click.command(cls=_Formats)
def command() -> None:
    """Write TEI documents in another format."""


def _export(name: str, paths: tuple[Path, ...], into: Path | None, profile: exports.Profile) -> None:
    edition = arguments.open_edition(paths)
    profile = replace(profile, remark=lambda text: click.echo(text, err=True))
    files = registry.load(exports, name).export(edition, profile)
    if into is not None:
        written = list(exports.write(files, into))
        if not written:
            raise NothingToCheckError("none of the documents has a text to export; nothing was written.")
        click.echo(f"{arguments.counted(len(written), 'file')} written to {into}.", err=True)
        return
    made = list(files)
    if len(made) != 1:
        raise click.UsageError(f"{len(made)} files would go to standard output. Name a folder with --into.")
    arguments.print_bytes(made[0][1])
