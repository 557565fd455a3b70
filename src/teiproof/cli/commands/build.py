"""`teiproof build`: checks the edition, then writes it in every format."""

from pathlib import Path

import click

from teiproof import checks, exports, gate, registry
from teiproof.cli import arguments
from teiproof.reporters import text


@click.command()
@arguments.paths
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    default="build",
    show_default=True,
    metavar="DIR",
    help="The folder to write to.",
)
@arguments.catalogs
@arguments.jobs
@click.pass_context
def command(
    context: click.Context, paths: tuple[Path, ...], into: Path, catalogs: tuple[Path, ...], jobs: int
) -> None:
    """Check the edition and write it in every format.

    Each format has a folder of its own below DIR. Nothing is written if the check finds an error.
    """
    edition = arguments.open_edition(paths, catalogs=catalogs)
    with arguments.progress(edition, "Checking") as done:
        outcome = gate.run(edition, registry.names(checks), jobs, done)
    arguments.print_lines(text.report(outcome.diagnostics))
    code = arguments.conclude(edition, outcome)
    if code:
        click.echo("Nothing was written.", err=True)
        context.exit(code)
    made = {
        name: list(registry.load(exports, name).export(edition, exports.Profile()))
        for name in registry.names(exports)
    }
    for name, files in made.items():
        written = list(exports.write(files, into / name))
        click.echo(f"{into / name}: {arguments.counted(len(written), 'file')}")
        for path in written:
            click.echo(f"  {path.name}")
