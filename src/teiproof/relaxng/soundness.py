"""Whether the IDs of a document are sound (RELAX NG DTD Compatibility, section 5.3): each given once, and every
reference answered. Kept are the IDs with their lines, and the places of references that wait for theirs.
"""

from typing import NamedTuple

from teiproof.relaxng.lexical import words


class Place(NamedTuple):
    """Line and column in a document, from 1."""

    line: int
    column: int


class Soundness:
    """The IDs of one document and the references to IDs."""

    def __init__(self) -> None:
        self._defined: dict[str, int] = {}
        self._waiting: dict[str, list[Place]] = {}

    def refer(self, value: str, place: Place) -> None:
        """Take in a reference, or several."""
        for token in words(value):
            if token not in self._defined:
                self._waiting.setdefault(token, []).append(place)

    def define(self, value: str, line: int) -> str:
        """Take in an ID; the message if it is there already, else "".

        A value that is no name is left to the datatype.
        """
        tokens = words(value)
        if len(tokens) != 1:
            return ""
        first = self._defined.get(tokens[0])
        if first is not None:
            return f"the ID “{tokens[0]}” is given already on line {first}. Give this element another."
        self._defined[tokens[0]] = line
        if self._waiting:
            self._waiting.pop(tokens[0], None)
        return ""

    def dangling(self) -> list[tuple[Place, str]]:
        """The references without an ID, once the document has ended."""
        return [
            (place, f"there is no ID “{token}” in this document. Correct the reference, or add the ID.")
            for token, places in self._waiting.items()
            for place in places
        ]
