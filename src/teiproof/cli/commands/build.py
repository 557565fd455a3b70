"""`teiproof build`: checks the edition, then writes it in every format."""

from dataclasses import replace
from pathlib import Path

import click

from teiproof import checks, exports, gate, registry
from teiproof.cli import arguments
from teiproof.errors import MissingExtraError, TeiproofError
from teiproof.model.kinds import EXPORTED
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
@arguments.base
@arguments.language
@arguments.stylesheets
@arguments.strict
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    into: Path,
    catalogs: tuple[Path, ...],
    jobs: int,
    base: str,
    language: str | None,
    stylesheets: Path | None,
    strict: bool,
) -> None:
    """Check the edition and write it in every format.

    Each format that is usable here has a folder of its own below DIR (teiproof export --list shows them); the
    site offers the files of the others. Nothing is written if the check finds an error. A document that one
    format cannot hold is reported, the rest is written, and the command leaves with 2.
    """
    edition = arguments.open_edition(paths, catalogs=catalogs, takes=EXPORTED)
    with arguments.progress(edition, "Checking") as done:
        outcome = gate.run(edition, registry.names(checks), jobs, done)
    arguments.print_lines(text.report(outcome.diagnostics))
    code = arguments.conclude(edition, outcome)
    if code:
        click.echo("Nothing was written.", err=True)
        context.exit(code)
    profile = exports.Profile(
        base=base,
        language=language,
        strict=strict,
        stylesheets=stylesheets,
        remark=lambda text: click.echo(text, err=True),
    )
    made: dict[str, exports.Files] = {}
    refusals: list[TeiproofError] = []
    for name in exports.formats():
        try:
            refused = exports.naming(name, refusals.append)
            made[name] = list(exports.run(name, edition, replace(profile, made=dict(made)), refused, jobs))
        except MissingExtraError as error:
            click.echo(f"{name} is left out: {error}", err=True)
    for name, files in made.items():
        if files:
            written = exports.write(files, into / name)
            click.echo(f"{into / name}: {arguments.counted(written, 'file')}")
    for refusal in refusals:
        click.echo(f"teiproof: {refusal}", err=True)
    context.exit(arguments.REFUSED if refusals else 0)
