"""`teiproof inspect`: says what a corpus holds."""

from pathlib import Path

import click

from teiproof import registry
from teiproof.cli import arguments
from teiproof.inspection import notations
from teiproof.inspection.gathering import survey_files
from teiproof.inspection.survey import summed
from teiproof.model.edition import Edition, xml_files


@click.command()
@arguments.paths
@click.option(
    "--format",
    "notation",
    default="text",
    metavar="NAME",
    help=f"How it is written: {', '.join(registry.names(notations))}.",
)
@arguments.catalogs
def command(paths: tuple[Path, ...], notation: str, catalogs: tuple[Path, ...]) -> None:
    """Say what TEI documents hold, and what teiproof will and will not do with them.

    Counts files, elements, attributes, schemas, pointers, languages, dates, licences and more, with the place
    of the first of each; files that are older than TEI P5, or not TEI, are named as such. Each file is read
    once, as a stream. Nothing is checked: that is what teiproof check is for.
    """
    writer = registry.load(notations, notation)
    named = arguments.all_paths(paths)
    files = xml_files(named)
    edition = Edition([], catalogs=arguments.all_catalogs(catalogs))
    survey = summed(survey_files(files, edition), tuple(map(str, named)))
    arguments.print_lines(writer.write(survey))
