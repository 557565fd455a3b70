"""`teiproof check`: proofs documents and prints what it finds."""

from pathlib import Path

import click

from teiproof import checks, gate, registry
from teiproof.cli import arguments


def _names(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip()) if value else ()


@click.command()
@arguments.paths
@click.option("--only", callback=_names, metavar="CHECK,...", help="Run these checks alone.")
@click.option("--skip", callback=_names, metavar="CHECK,...", help="Run all checks but these.")
@click.option(
    "--schema", type=click.Path(path_type=Path), metavar="FILE", help="Validate against this RELAX NG schema."
)
@arguments.jobs
@click.option("--list", "list_", is_flag=True, help="List the checks and leave.")
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    only: tuple[str, ...],
    skip: tuple[str, ...],
    schema: Path | None,
    jobs: int,
    list_: bool,
) -> None:
    """Proof TEI documents: well-formedness, schema, pointers, fidelity to the source.

    Prints path:line:column: severity: message [code] for each finding; `teiproof explain CODE` says more.
    """
    known = registry.names(checks)
    if list_:
        arguments.print_lines(known)
        return
    for name in (*only, *skip):
        registry.require(checks, name)
    chosen = [name for name in only or known if name not in skip]
    if not chosen:
        raise click.UsageError("no check is left to run. Change --only or --skip.")
    edition = arguments.open_edition(paths, schema)
    with arguments.progress(edition, "Checking") as done:
        outcome = gate.run(edition, chosen, jobs, done)
    context.exit(arguments.print_outcome(edition, outcome))
