"""`teiproof check`: proofs documents and prints what it finds."""

import sys
from collections.abc import Sequence
from pathlib import Path

import click

from teiproof import checks, gate, registry, reporters
from teiproof.cli import arguments
from teiproof.diagnostics import Severity
from teiproof.gate import Outcome
from teiproof.model.edition import Edition
from teiproof.parsing import Lines
from teiproof.workers.documents import Jobs


@click.command()
@arguments.paths
@arguments.only
@arguments.skip
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
@click.option("--no-ids", is_flag=True, help="Do not look at ID, IDREF and IDREFS in schemas (as jing -i).")
@click.option("--no-cache", is_flag=True, help="Keep no compiled schema on disk, and use none.")
@arguments.only_tei
@arguments.name
@arguments.jobs
@arguments.resume
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
    no_ids: bool,
    no_cache: bool,
    only_tei: bool,
    name: Path | None,
    jobs: Jobs,
    resumes: bool,
) -> None:
    """Proof TEI documents: well-formedness, schema, pointers, fidelity to the source, and more.

    Prints path:line:column: severity: message [code] for each finding; `teiproof explain CODE` says more.
    With - as PATH the document is read from standard input.
    A folder stands for the TEI documents below it. With --only relaxng --schema FILE a file that is named need
    not be TEI: it is validated, whatever XML it is.
    A long run keeps a journal in the user's cache folder; if it is interrupted, --resume goes on from there.
    Leaves with 0 if at least one document was checked and nothing found, 1 if something was found, 2 if a
    check could not look.
    """
    if list_:
        arguments.print_lines(registry.names(checks))
        return
    reporter = registry.load(reporters, notation)
    chosen = registry.choose(checks, only, skip)
    if arguments.is_standard_input(paths):
        edition = Edition([arguments.standard_input(name)], schema, arguments.all_catalogs(catalogs))
    else:
        paths = arguments.those_in_tei(paths) if only_tei else paths
        if resumes:
            arguments.refuse_addresses(paths, arguments.NO_STATE)
        # Whether a file is valid against a schema that was named can be said of any XML.
        is_validation = schema is not None and chosen == ["relaxng"]
        edition = arguments.open_edition(paths, schema, catalogs, takes_any_file=is_validation)
    edition.caches_schemas, edition.has_ids = not no_cache, not no_ids
    with arguments.progress(edition, "Checking") as done:
        outcome = gate.run(edition, chosen, jobs, done, resumes)
    if known or new_baseline:
        outcome = _compare(edition, outcome, known, new_baseline, chosen)
    if notation == "text" and sys.stdout.isatty():
        arguments.print_lines(reporter.report_with_excerpts(outcome.diagnostics, _lines(edition).at))
    else:
        arguments.print_lines(reporter.report(outcome.diagnostics, outcome.refusals))
    context.exit(arguments.conclude(edition, outcome, Severity[fail_on.upper()]))


def _lines(edition: Edition) -> Lines:
    """The lines of files, and of what came by standard input."""
    given = {str(one.path): one.source for one in edition.documents[:1] if isinstance(one.source, bytes)}
    return Lines(given)


def _compare(
    edition: Edition, outcome: Outcome, known: Path | None, new_baseline: Path | None, names: Sequence[str]
) -> Outcome:
    """An outcome without the findings of the old baseline, or of the one that is now written; says how many."""
    from teiproof import baseline
    from teiproof.files import write_file

    if new_baseline:
        write_file(new_baseline, baseline.dump(outcome.diagnostics, new_baseline, _lines(edition)))
        count = arguments.counted(len(outcome.diagnostics), "finding")
        click.echo(f"{count} written to {new_baseline}; --baseline {new_baseline} leaves them out.", err=True)
        outcome = Outcome((), outcome.refusals)
    if known:
        checked = (document.path for document in edition.documents)
        found = baseline.compare(outcome.diagnostics, known, checked, names, _lines(edition))
        outcome = Outcome(found.new, outcome.refusals)
        if found.known:
            click.echo(f"{arguments.counted(found.known, 'finding')} of {known} left out.", err=True)
        if found.gone:
            count = arguments.counted(found.gone, "finding")
            click.echo(f"Gone: {count} of {known}; --write-baseline writes it anew.", err=True)
    return outcome
