"""What the commands that rewrite documents have in common: `format` and `fix`.

The work is done in several processes; what comes of it is shown and written in this one, in the order of the
documents.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import click

from teiproof.cli import arguments
from teiproof.diagnostics import Diagnostic
from teiproof.errors import TeiproofError
from teiproof.files import write_file
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.parsing import UnparsableError, encoding_of
from teiproof.reporters import text
from teiproof.workers import Killed
from teiproof.workers.documents import Jobs, Work, each, told

Action = Literal["check", "diff", "write", "print"]
"""What becomes of a new document: it is told of, shown as a difference, written, or printed as a whole."""


@dataclass(frozen=True, slots=True)
class Rewritten:
    """What has been made of a document.

    `data` are its new bytes, nothing if it stays as it is. `lines` say what is new, `count` of how many
    changes; `difference` is shown where it is asked for. `refused` counts what was left as it is, of which
    `reasons` are not in the lines; `notes` say what could not be looked for; `broken`, that nothing could.
    """

    data: bytes | None = None
    lines: tuple[str, ...] = ()
    count: int = 0
    difference: tuple[str, ...] = ()
    refused: int = 0
    reasons: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()
    broken: Diagnostic | None = None


def unified(path: Path, before: bytes, after: bytes) -> Iterator[str]:
    """The lines of a unified diff between two states of a document."""
    from difflib import unified_diff

    encoding = encoding_of(before)
    old, new = (content.decode(encoding).split("\n") for content in (before, after))
    yield from unified_diff(old, new, f"{path}", f"{path} (new)", lineterm="")


def attempted(rewrite: Callable[[], Rewritten]) -> Rewritten:
    """What is made of a document, or the reason why it is left alone: one never stops the rest."""
    try:
        return rewrite()
    except UnparsableError as error:
        return Rewritten(broken=error.diagnostic)
    except TeiproofError as error:
        return Rewritten(refused=1, reasons=(str(error),))


@dataclass(slots=True)
class Tally:
    """What has come of all documents, counted."""

    action: Action
    documents: int = 0
    changed: int = 0
    changes: int = 0
    broken: int = 0
    refused: int = 0
    notes: dict[str, None] = field(default_factory=dict)

    def exit_code(self) -> int:
        """2 if something was left as it is, 1 if there is something left to do, else 0."""
        if self.refused:
            return arguments.REFUSED
        is_done = self.action in ("write", "print") or not self.changes
        return 0 if is_done and not self.broken else arguments.FINDINGS

    def say(self, made: str, refused: str) -> None:
        """Say on standard error what has come of it, in a sentence made of these words."""
        click.echo(
            f"{arguments.counted(self.documents, 'document')} looked at, {made}"
            + (f", {self.refused} {refused}" if self.refused else "")
            + (f", {self.broken} not well-formed" if self.broken else "")
            + ".",
            err=True,
        )


def rewrite_all(work: Work[Rewritten], edition: Edition, action: Action, label: str, jobs: Jobs) -> Tally:
    """Show or write what becomes of the documents, and count it."""
    if action == "write":
        arguments.refuse_addresses(
            (document.path for document in edition.documents),
            "only local files are rewritten. Use --diff, or rewrite a copy",
        )
    tally = Tally(action)
    with arguments.progress(edition, label) as done:
        for number, result in each(work, edition, jobs):
            document = edition.documents[number]
            if isinstance(result, Killed):
                result = Rewritten(refused=1, reasons=(told(document, result),))
            _carry_out(document, result, action, tally)
            done(1)
    return tally


def _carry_out(document: Document, made: Rewritten, action: Action, tally: Tally) -> None:
    data = made.data
    if data is not None and action == "write":
        try:
            write_file(document.path, data)
        except TeiproofError as error:
            made = Rewritten(refused=1, reasons=(str(error),))
    tally.documents += 1
    tally.changed += made.data is not None
    tally.changes += made.count
    tally.broken += made.broken is not None
    tally.refused += made.refused
    tally.notes |= dict.fromkeys(made.notes)
    # Where standard output is for the document itself, nothing else may get into it.
    is_whole = action == "print"
    _say(text.report([made.broken] if made.broken else []), is_error=is_whole)
    _say(made.lines, is_error=is_whole)
    _say([f"teiproof: {reason}" for reason in made.reasons], is_error=True)
    if action == "diff":
        arguments.print_lines(made.difference)
    if is_whole and made.broken is None and not made.reasons:
        arguments.print_bytes(document.data if data is None else data)


def _say(lines: Iterator[str] | Sequence[str], is_error: bool) -> None:
    for line in lines:
        click.echo(line, err=is_error)
