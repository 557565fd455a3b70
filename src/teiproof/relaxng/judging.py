"""Runs a validation over a file, its bytes, or a stream."""

import io
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

from teiproof.diagnostics import Diagnostic
from teiproof.errors import UnreadableFileError
from teiproof.parsing import unreadable
from teiproof.relaxng.automaton import Automaton
from teiproof.relaxng.validator import InclusionMetError, Validation

if TYPE_CHECKING:
    from teiproof.relaxng.recovery import Recovery


def validate(
    automaton: Automaton,
    recovery: "Callable[[], Recovery]",
    needs_context: bool,
    source: Path | bytes | BinaryIO,
    name: str,
    folder: Path | None = None,
) -> list[Diagnostic]:
    """What is wrong with a document, in the order in which it shows.

    `recovery` is called at the first mistake. If `folder` is given and the schema does not know xi:include,
    what the document includes from there is judged in its place. Raises UnreadableFileError.
    """
    if folder is None:
        return judge(Validation(automaton, recovery, needs_context, name), source, name)
    try:
        validation = Validation(automaton, recovery, needs_context, name, takes_inclusions=False)
        return judge(validation, source, name)
    except InclusionMetError:
        from teiproof.relaxng.including import WholeValidation

        return judge(WholeValidation(automaton, recovery, needs_context, name, folder), source, name)


def judge(validation: Validation, source: Path | bytes | BinaryIO, name: str) -> list[Diagnostic]:
    """What a validation finds in a document. Raises UnreadableFileError."""
    try:
        if isinstance(source, Path):
            # Unbuffered: it is read in large pieces anyway, and most documents are one.
            with source.open("rb", buffering=0) as file:
                validation.read(file)
                validation.settle(file)
        else:
            stream = io.BytesIO(source) if isinstance(source, bytes) else source
            validation.read(stream)
            validation.settle(stream)
    except OSError as error:
        raise UnreadableFileError(unreadable(Path(name), error)) from error
    return validation.diagnostics
