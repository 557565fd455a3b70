"""Where the texts of a document stand, all found in one pass: for those who ask for many."""

from teiproof.parsing import create_parser, feed

Piece = tuple[int, int, int]
"""Length, line and column of a part of a text that stands in one piece."""


class TextPlaces:
    """The pieces of every text in a document.

    Raises UnparsableError.
    """

    def __init__(self, data: bytes, path: str) -> None:
        self._pieces: dict[tuple[int, bool], list[Piece]] = {}
        self._read(data, path)

    def of(self, index: int, is_tail: bool) -> list[Piece]:
        """The pieces of the text in a node, or of the one after it (`is_tail`); `index` is the number of the
        element, comment or processing instruction in document order."""
        return self._pieces.get((index, is_tail), [])

    def _read(self, data: bytes, path: str) -> None:
        parser = create_parser(path)
        parser.buffer_text = False
        parser.ordered_attributes = True
        open_elements: list[int] = []
        count = 0
        here = (0, False)

        def characters(piece: str) -> None:
            place = (len(piece), parser.CurrentLineNumber, parser.CurrentColumnNumber + 1)
            self._pieces.setdefault(here, []).append(place)

        def start(_: str, __: list[str]) -> None:
            nonlocal count, here
            open_elements.append(count)
            here = (count, False)
            count += 1

        def end(_: str) -> None:
            nonlocal here
            here = (open_elements.pop(), True)

        def aside(*_: str) -> None:
            nonlocal count, here
            if open_elements:
                here = (count, True)
                count += 1

        parser.StartElementHandler = start
        parser.EndElementHandler = end
        parser.CommentHandler = aside
        parser.ProcessingInstructionHandler = aside
        parser.CharacterDataHandler = characters
        feed(parser, data, path)
