"""`teiproof explain`: prints the manual page of a check or a code."""

import click

from teiproof import manual
from teiproof.cli import arguments


@click.command()
@click.argument("code")
def command(code: str) -> None:
    """Explain a code such as references.dangling, or a whole check such as references."""
    arguments.print_lines(manual.page(code).splitlines())
