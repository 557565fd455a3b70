"""`teiproof schema`: makes a schema from an ODD."""

from pathlib import Path

import click

from teiproof import registry
from teiproof.cli import arguments
from teiproof.diagnostics import Severity
from teiproof.files import write_file
from teiproof.odd import writers
from teiproof.reporters import text

_MAKE = "make"


class _Schema(click.Group):
    """`teiproof schema ODD` makes a schema; `suggest` and `diff` are commands of their own."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """An ODD, or an option, is for the command that is not named."""
        if args and args[0] not in self.commands:
            args.insert(0, _MAKE)
        return super().parse_args(ctx, args)


@click.group(cls=_Schema, context_settings={"help_option_names": ["-h", "--help"]})
def command() -> None:
    """Make a schema from ODD, a customisation of TEI; suggest one; compare two."""


@command.command(_MAKE)
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
    "--language",
    metavar="TAG",
    help="Describe in this language (de, fr, ja, zh-TW…) what is described in it, and the rest in English; the "
    "words of the manual itself are in it, too, if it is de, en, es, fr, it or ru.",
)
@click.option(
    "--manual",
    type=click.Path(path_type=Path, file_okay=False),
    metavar="FOLDER",
    help="Write the manual of the schema as a folder of HTML pages, one for each specification.",
)
@click.option(
    "--into",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write to this file, or into this folder. Otherwise the schema is printed.",
)
@click.option("-v", "--verbose", is_flag=True, help="Also tell what does no harm.")
def make(
    odd: Path,
    source: Path | None,
    fetch: bool,
    ident: str | None,
    notation: str | None,
    docs: bool,
    language: str | None,
    manual: Path | None,
    into: Path | None,
    verbose: bool,
) -> None:
    """Make a schema from ODD, a customisation of TEI.

    What the ODD draws on is found where its @source says, if that is a local file; otherwise it is --source, or
    what has been fetched before. What it includes (XInclude) is read from below the current folder. The same
    ODD and source make the same schema, byte for byte.

    The manual is one HTML page with --to html, which suits a small schema, or a folder of pages with --manual;
    the schema itself is then made if --to or --into asks for it.

    `teiproof schema suggest` makes an ODD of what documents use, `teiproof schema diff` compares two schemas.

    Warnings tell of what has no effect, or not the one that was meant. Leaves with 2 if no schema can be made.
    """
    from teiproof.odd import compiling

    wanted = notation or _notation_of(into)
    writer = registry.load(writers, wanted)
    schema = compiling.flattened(odd, source, fetch, ident)
    if language is not None:
        from teiproof.odd.documentation import in_language

        schema = in_language(schema, language, manual is not None or wanted == "html")
    is_wanted = manual is None or notation is not None or into is not None
    made = compiling.written(schema, writer, docs or language is not None) if is_wanted else b""
    if manual is not None:
        compiling.write_manual(schema, manual)
    shown = [note for note in schema.notes if verbose or note.severity > Severity.INFO]
    for line in text.report(shown):
        click.echo(line, err=True)
    if into is None:
        arguments.print_bytes(made)  # nothing, if only the manual is wanted
        return
    ending = f".{notation or 'rng'}"
    write_file(into / f"{schema.ident}{ending}" if into.is_dir() else into, made)


def _notation_of(into: Path | None) -> str:
    """The notation that the ending of a file means."""
    ending = "" if into is None or into.is_dir() else into.suffix.removeprefix(".")
    return ending if ending in registry.names(writers) else "rng"


_SOURCE = click.option(
    "--source",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="The specifications of TEI (p5subset.xml of a release).",
)


@command.command()
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, exists=True), metavar="PATH..."
)
@_SOURCE
@click.option("--ident", default="suggested", metavar="NAME", help="The name of the schema.")
@click.option(
    "--into", type=click.Path(path_type=Path), metavar="FILE", help="Write to this file, instead of printing."
)
def suggest(paths: tuple[Path, ...], source: Path | None, ident: str, into: Path | None) -> None:
    """Make an ODD of what documents use: their elements and attributes, and lists of values that recur.

    The documents that are valid TEI are valid by the schema made from it, and nothing can be taken away. Of the
    others a warning tells.
    """
    from tempfile import TemporaryDirectory

    from teiproof.odd.compiling import sources
    from teiproof.odd.grammars import grammar, not_valid
    from teiproof.odd.suggestion import suggestion
    from teiproof.odd.usage import usage_of

    edition = arguments.open_edition(paths)
    documents = [(document.path, document.folder) for document in edition.documents]
    usage = usage_of(path for path, _ in documents)
    with TemporaryDirectory() as work:
        made = suggestion(usage, ident, "", sources(source), Path(work))
        odd = Path(work) / "made.odd"
        odd.write_bytes(made.odd)
        refused = list(not_valid(grammar(odd, source, Path(work)), documents))
    if made.strange:
        names = ", ".join(f"{name} ({count})" for name, count in made.strange)
        click.echo(f"warning: TEI has no elements of these names, nor has the ODD: {names}.", err=True)
    if refused:
        of = f"{len(refused)} of {arguments.counted(len(documents), 'file')}"
        click.echo(
            f"warning: {of} will not be valid by this schema; most likely they are not valid TEI. The first: "
            f"{refused[0].location}: {refused[0].message}",
            err=True,
        )
    if into is None:
        arguments.print_bytes(made.odd)
    else:
        write_file(into, made.odd)


@command.command()
@click.argument("old", type=click.Path(path_type=Path, exists=True), metavar="OLD")
@click.argument("new", type=click.Path(path_type=Path, exists=True), metavar="NEW")
@click.argument("paths", nargs=-1, type=click.Path(path_type=Path, exists=True), metavar="[FILE]...")
@_SOURCE
@click.option("--json", "as_json", is_flag=True, help="Print an object: changes, and which files break.")
def diff(old: Path, new: Path, paths: tuple[Path, ...], source: Path | None, as_json: bool) -> int:
    """Compare two schemas, each an ODD, a compiled ODD or RELAX NG: what changed, and which FILEs break.

    What changed alike for many elements is told once; with --json every change is there by itself. A file
    breaks that is valid by OLD and not by NEW. Leaves with 1 if there is such a file, or, where no files are
    named, if anything was removed or made stricter; otherwise with 0.
    """
    from tempfile import TemporaryDirectory

    from teiproof.odd.change_lines import lines
    from teiproof.odd.comparison import changes, is_stricter
    from teiproof.odd.grammars import breaking, grammar

    edition = arguments.open_edition(paths) if paths else None
    documents = [(each.path, each.folder) for each in edition.documents] if edition else []
    with TemporaryDirectory() as work:
        folders = [Path(work) / name for name in ("old", "new")]
        for each in folders:
            each.mkdir()
        before, after = (grammar(path, source, each) for path, each in zip((old, new), folders, strict=True))
        found = changes(before, after)
        broken = list(breaking(before, after, documents))
    if as_json:
        from dataclasses import asdict
        from json import dumps

        breaks = {finding.location.path: f"{finding.location}: {finding.message}" for finding in broken}
        made = {"changes": [asdict(change) for change in found], "breaks": breaks}
        click.echo(dumps(made, ensure_ascii=False, indent=1))
    else:
        for line in lines(found):
            click.echo(line)
        for finding in broken:
            click.echo(f"breaks: {finding.location}: {finding.message}")
        which = f"; {len(broken)} of {arguments.counted(len(documents), 'file')} break" if documents else ""
        click.echo(f"{arguments.counted(len(found), 'change')}{which}.")
    return int(bool(broken) if documents else any(map(is_stricter, found)))
