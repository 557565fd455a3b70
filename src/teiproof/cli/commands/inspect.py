"""`teiproof inspect`: says what a corpus holds."""

from pathlib import Path

import click

from teiproof import registry
from teiproof.cli import arguments
from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.inspection import notations
from teiproof.inspection.gathering import Surveying, unread
from teiproof.inspection.survey import FileSurvey, Survey
from teiproof.model.document import Document
from teiproof.model.edition import Edition, xml_files
from teiproof.workers import Killed
from teiproof.workers.documents import Jobs, each, told


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
@arguments.jobs
def command(paths: tuple[Path, ...], notation: str, catalogs: tuple[Path, ...], jobs: Jobs) -> None:
    """Say what TEI documents hold, and what teiproof will and will not do with them.

    Counts files, elements, attributes, schemas, pointers, languages, dates, licences and more, with the place
    of the first of each; files that are older than TEI P5, or not TEI, are named as such. Each file is read
    once, as a stream. Nothing is checked: that is what teiproof check is for.
    """
    writer = registry.load(notations, notation)
    named = arguments.all_paths(paths)
    documents = [Document(path) for path in xml_files(named)]
    edition = Edition(documents, catalogs=arguments.all_catalogs(catalogs))
    survey = Survey(tuple(map(str, named)))
    with arguments.progress(edition, "Inspecting") as done:
        for number, found in each(Surveying(), edition, jobs):
            survey.add(_lost(documents[number], found) if isinstance(found, Killed) else found)
            done(1)
    arguments.print_lines(writer.write(survey))


def _lost(document: Document, killed: Killed) -> FileSurvey:
    """The survey of a file that killed the processes which looked at it."""
    place = Location(str(document.path))
    return unread(
        FileSurvey(str(document.path), 0),
        Diagnostic(place, Severity.ERROR, "inspect.killed", told(document, killed)),
    )
