"""The command `teiproof`: finds the commands, and turns every end of a run into an exit code.

| exit | meaning |
|---|---|
| 0 | at least one document was checked, and nothing found at or above `--fail-on` |
| 1 | findings |
| 2 | the request cannot be carried out |
| 3 | a bug in teiproof |
| 130, 141 | interrupted; the reader went away |
"""

import atexit
import contextlib
import os
import sys
from typing import NoReturn

import click

import teiproof
from teiproof import registry
from teiproof.cli import commands
from teiproof.errors import TeiproofError

REFUSED = 2
BUG = 3
INTERRUPTED = 130
READER_GONE = 141


class _EndedError(Exception):
    """A run has ended before its work was done; the argument is its exit code."""


class _Commands(click.Group):
    """The commands in the folder `commands`, each imported only when it is used."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        del ctx
        return list(registry.names(commands))

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in self.list_commands(ctx):
            return None
        command: click.Command = registry.load(commands, cmd_name).command
        return command

    def invoke(self, ctx: click.Context) -> object:
        """Run a command. What click would turn into an exit of its own becomes _EndedError."""
        try:
            return super().invoke(ctx)
        except BrokenPipeError as error:
            raise _EndedError(READER_GONE) from error
        except KeyboardInterrupt as error:
            raise _EndedError(INTERRUPTED) from error


@click.command(cls=_Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(teiproof.__version__, prog_name="teiproof")
def teiproof_command() -> None:
    """Proofs, publishes and exchanges TEI documents.

    PATHs are files or folders; a folder stands for the TEI documents below it. Without a PATH, the folder tei
    is taken, or else the current one. A PATH may be an address, such as https://example.org/tei/a.xml or
    s3://bucket/tei/, if teiproof[remote] is installed. Nothing is read from there but what is named, and what
    is below a folder that is named.
    """


def main() -> NoReturn:
    """Run the command line and leave with its exit code."""
    # lxml loads rnc2rng where it is installed, which takes five times as long as lxml itself; nobody uses it.
    sys.modules.setdefault("rnc2rng", None)  # type: ignore[arg-type]  # None: not to be imported
    _leave(run(sys.argv[1:]))


def run(arguments: list[str]) -> int:
    """Run the command line and return its exit code; nothing is raised."""
    try:
        code = teiproof_command.main(arguments, prog_name="teiproof", standalone_mode=False)
        sys.stdout.flush()
        return code if isinstance(code, int) else 0
    except click.ClickException as error:
        error.show()
        return REFUSED
    except TeiproofError as error:
        click.echo(f"teiproof: {error}", err=True)
        return REFUSED
    except (_EndedError, BrokenPipeError, KeyboardInterrupt) as error:
        return _ended(error)
    except Exception:
        import traceback

        traceback.print_exc()
        click.echo(
            f"teiproof {teiproof.__version__}: this is a bug in teiproof. Please report it to the maintainers "
            "with the command, the lines above and, if you can, the document.",
            err=True,
        )
        return BUG


def _leave(code: int) -> NoReturn:
    """Leave at once: to free a hundred thousand objects one by one, before the system takes back the memory
    anyway, is a sixth of a short run. A profiler or debugger gets the usual end, in which it has its say."""
    if sys.getprofile() or sys.gettrace():
        sys.exit(code)
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        with contextlib.suppress(OSError, ValueError):  # whoever read it has gone
            stream.flush()
    os._exit(code)


def _ended(error: BaseException) -> int:
    """The exit code of a run that was interrupted, or whose reader went away."""
    if isinstance(error, BrokenPipeError) or error.args == (READER_GONE,):
        # Python would report the broken pipe once more while it closes the stream.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return READER_GONE
    click.echo("teiproof: interrupted.", err=True)
    return INTERRUPTED
