"""`teiproof schema`: makes a schema from an ODD."""

from pathlib import Path

import click

from teiproof import registry
from teiproof.cli import arguments
from teiproof.diagnostics import Severity
from teiproof.files import write_file
from teiproof.odd import writers
from teiproof.reporters import text


@click.command()
@click.argument("odd", type=click.Path(path_type=Path), metavar="ODD")
@click.option(
    "--source",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The specifications of TEI (p5subset.xml of a release), unless the ODD names a file of its own.",
)
@click.option(
    "--fetch", is_flag=True, help="Fetch the specifications of TEI once, if they are not on this machine."
)
@click.option("--ident", metavar="NAME", help="The schemaSpec to make, if the ODD has several.")
@click.option(
    "--to",
    "notation",
    metavar="NAME",
    help=f"The notation: {', '.join(registry.names(writers))}. The default is the ending of FILE, or rng.",
)
@click.option("--docs", is_flag=True, help="Describe in the schema what it declares.")
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to this file, or into this folder. Otherwise the schema is printed.",
)
@click.option("-v", "--verbose", is_flag=True, help="Also tell what does no harm.")
def command(
    odd: Path,
    source: Path | None,
    fetch: bool,
    ident: str | None,
    notation: str | None,
    docs: bool,
    into: Path | None,
    verbose: bool,
) -> None:
    """Make a schema from ODD, a customisation of TEI.

    What the ODD draws on is found where its @source says, if that is a local file; otherwise it is --source, or
    what has been fetched before. The same ODD and source make the same schema, byte for byte.

    Warnings tell of what has no effect, or not the one that was meant. Leaves with 2 if no schema can be made.
    """
    from teiproof.odd import compiling

    writer = registry.load(writers, notation or _notation_of(into))
    schema = compiling.flattened(odd, source, fetch, ident)
    made = compiling.written(schema, writer, docs)
    shown = [note for note in schema.notes if verbose or note.severity > Severity.INFO]
    for line in text.report(shown):
        click.echo(line, err=True)
    if into is None:
        arguments.print_bytes(made)
        return
    ending = f".{notation or 'rng'}"
    write_file(into / f"{schema.ident}{ending}" if into.is_dir() else into, made)


def _notation_of(into: Path | None) -> str:
    """The notation that the ending of a file means."""
    ending = "" if into is None or into.is_dir() else into.suffix.removeprefix(".")
    return ending if ending in registry.names(writers) else "rng"
