"""`teiproof check`: proofs documents and prints what it finds."""

import sys
from pathlib import Path

import click

from teiproof import checks, gate, registry, reporters
from teiproof.cli import arguments
from teiproof.diagnostics import Severity
from teiproof.gate import Outcome
from teiproof.model.document import Document
from teiproof.model.edition import Edition, is_tei_file
from teiproof.parsing import Lines


def _names(_: click.Context, __: click.Parameter, value: str | None) -> tuple[str, ...]:
    return tuple(name.strip() for name in value.split(",") if name.strip()) if value else ()


@click.command()
@arguments.paths
@click.option("--only", callback=_names, metavar="CHECK,...", help="Run these checks alone.")
@click.option("--skip", callback=_names, metavar="CHECK,...", help="Run all checks but these.")
@click.option("--list", "list_", is_flag=True, help="List the checks and leave.")
@click.option(
    "--schema", type=click.Path(path_type=Path), metavar="FILE", help="Validate against this RELAX NG schema."
)
@arguments.catalogs
@click.option(
    "--fail-on",
    type=click.Choice([Severity.ERROR.label, Severity.WARNING.label]),
    default=Severity.ERROR.label,
    show_default=True,
    help="The least severity that makes the run fail.",
)
@click.option("--format", "notation", default="text", metavar="NAME", help="How findings are written: "
              + ", ".join(registry.names(reporters)) + ".")  # fmt: skip
@click.option(
    "--baseline",
    "known",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Leave out the findings in FILE.",
)
@click.option(
    "--write-baseline", "new_baseline", type=click.Path(path_type=Path), metavar="FILE",
    help="Write the findings to FILE, to be left out later.",
)  # fmt: skip
@click.option("--only-tei", is_flag=True, help="Pass over named files that are XML but not TEI (for hooks).")
@click.option(
    "--name",
    type=click.Path(path_type=Path),
    metavar="PATH",
    help="With - as PATH, the name of the document read.",
)
@arguments.jobs
@click.pass_context
def command(
    context: click.Context,
    paths: tuple[Path, ...],
    only: tuple[str, ...],
    skip: tuple[str, ...],
    list_: bool,
    schema: Path | None,
    catalogs: tuple[Path, ...],
    fail_on: str,
    notation: str,
    known: Path | None,
    new_baseline: Path | None,
    only_tei: bool,
    name: Path | None,
    jobs: int,
) -> None:
    """Proof TEI documents: well-formedness, schema, pointers, fidelity to the source, and more.

    Prints path:line:column: severity: message [code] for each finding; `teiproof explain CODE` says more.
    With - as PATH the document is read from standard input.
    Leaves with 0 if at least one document was checked and nothing found, 1 if something was found, 2 if a
    check could not look.
    """
    if list_:
        arguments.print_lines(registry.names(checks))
        return
    reporter = registry.load(reporters, notation)
    chosen = _choose(only, skip)
    if paths == (Path("-"),):
        edition = Edition([_standard_input(name)], schema, arguments.all_catalogs(catalogs))
    else:
        if only_tei and paths:
            paths = tuple(path for path in paths if path.is_dir() or is_tei_file(path))
            if not paths:
                click.echo("No TEI among the files named: nothing was checked.", err=True)
                return
        edition = arguments.open_edition(paths, schema, catalogs)
    with arguments.progress(edition, "Checking") as done:
        outcome = gate.run(edition, chosen, jobs, done)
    if known or new_baseline:
        outcome = _compare(outcome, known, new_baseline)
    if notation == "text" and sys.stdout.isatty():
        arguments.print_lines(reporter.report_with_excerpts(outcome.diagnostics, Lines().at))
    else:
        arguments.print_lines(reporter.report(outcome.diagnostics))
    context.exit(arguments.conclude(edition, outcome, Severity[fail_on.upper()]))


def _standard_input(name: Path | None) -> Document:
    """The document on standard input; what it points to is looked for beside `name`."""
    return Document(name or Path("standard-input.xml"), sys.stdin.buffer.read())


def _compare(outcome: Outcome, known: Path | None, new_baseline: Path | None) -> Outcome:
    """An outcome without the findings of the old baseline, or of the one that is now written."""
    from teiproof import baseline
    from teiproof.exports import write_file

    if new_baseline:
        write_file(new_baseline, baseline.dump(outcome.diagnostics, new_baseline))
        outcome = Outcome((), outcome.refusals)
    if known:
        outcome = Outcome(baseline.subtract(outcome.diagnostics, known), outcome.refusals)
    return outcome


def _choose(only: tuple[str, ...], skip: tuple[str, ...]) -> list[str]:
    for name in (*only, *skip):
        registry.require(checks, name)
    chosen = [name for name in only or registry.names(checks) if name not in skip]
    if not chosen:
        raise click.UsageError("no check is left to run. Change --only or --skip.")
    return chosen
