"""`teiproof serve`: shows the reading edition in a browser and makes it anew when a file changes."""

from __future__ import annotations

import os
import threading
import time
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from typing import TYPE_CHECKING

import click

from teiproof import exports
from teiproof.cli import arguments
from teiproof.errors import TeiproofError
from teiproof.model.edition import SUFFIXES, Edition
from teiproof.model.kinds import EXPORTED

if TYPE_CHECKING:
    from teiproof.serving import Service, SiteServer

_EXPORT = "site"
_WATCHED = (*SUFFIXES, ".txt")
_PAUSE = 0.5  # seconds between two looks at the files: soon enough for a reader, little work for a disk


@click.command()
@arguments.paths
@arguments.language
@click.option(
    "--port",
    type=click.IntRange(0, 65535),
    default=0,
    metavar="N",
    help="The port to listen on; by default one that is free.",
)
def command(paths: tuple[Path, ...], language: str | None, port: int) -> None:
    """Show the reading edition on 127.0.0.1, and anew whenever a file changes.

    Nothing is written, and nobody but this machine can see it. Ctrl-C ends it. At /dts/ the texts and their
    passages can be asked for as DTS 1.0 says (see teiproof export dts --help).
    """
    from teiproof.serving import SiteServer  # the network, which nobody else needs, --help least of all

    arguments.refuse_addresses(paths, "serve shows local files as they change")
    before = _state(arguments.all_paths(paths))
    edition = arguments.open_edition(paths, takes=EXPORTED)
    site = _made(edition, language)
    server = SiteServer(port)
    server.show(site, _services(edition, server))
    threading.Thread(target=server.serve_forever, daemon=True).start()
    click.echo(f"{arguments.counted(len(site), 'file')} at {server.address} (Ctrl-C ends)")
    try:
        while True:
            time.sleep(_PAUSE)
            now = _state(arguments.all_paths(paths))
            if now != before:
                before = now
                _show_again(server, paths, language)
    except KeyboardInterrupt:
        click.echo("Ended.")
    finally:
        server.shutdown()
        server.close()


def _made(edition: Edition, language: str | None) -> list[tuple[PurePosixPath, bytes]]:
    profile = exports.Profile(language=language, remark=_remark)
    return list(exports.run(_EXPORT, edition, profile, _refused))


def _refused(error: TeiproofError) -> None:
    """Go on without a part that a document cannot include; raise whatever else cannot be shown."""
    if not isinstance(error, exports.OmissionError):
        raise error
    _remark(f"teiproof: {error}")


def _services(edition: Edition, server: SiteServer) -> dict[str, Service]:
    """What answers besides the pages, by the names of its folders."""
    from teiproof.dts.requests import service

    return {"dts": service(edition, f"{server.address}dts/", _remark)}


def _remark(remark: str) -> None:
    click.echo(remark, err=True)


def _show_again(server: SiteServer, paths: tuple[Path, ...], language: str | None) -> None:
    """Put a new site in the old one's place; if it cannot be made, say why and keep the old one."""
    try:
        edition = arguments.open_edition(paths, takes=EXPORTED)
        site = _made(edition, language)
    except TeiproofError as error:
        click.echo(f"teiproof: {error} The pages stay as they were.", err=True)
        return
    server.show(site, _services(edition, server))
    click.echo("A file has changed; the pages are made again.")


def _state(paths: tuple[Path, ...]) -> dict[Path, tuple[int, int]]:
    """The time of the last change and the size of each file at or below some paths that a page may show."""
    found = {}
    for path in paths:
        for file in _files(path):
            try:
                status = file.stat()
            except OSError:  # it has gone while we looked, or is about to be replaced
                continue
            found[file] = (status.st_mtime_ns, status.st_size)
    return found


def _files(path: Path) -> Iterator[Path]:
    if not path.is_dir():
        yield path
        return
    for folder, folders, names in os.walk(path):
        folders[:] = [name for name in folders if not name.startswith(".") and name != "node_modules"]
        yield from (Path(folder, name) for name in names if name.lower().endswith(_WATCHED))
