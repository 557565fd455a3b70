"""Gathers pieces of source into lines, which it fills up to a width if there is one."""


class Lines:
    """Source in the making. Between two breaks (`space`, `line`) stands a chunk that is never broken.

    `width` counts characters; without one, no line is broken but where `line` says so.
    """

    def __init__(self, indent: str, width: int | None) -> None:
        self._indent = indent
        self._width = width
        self._parts: list[str] = []
        self._chunk: list[str] = []
        self._break = ""
        self._soft: str | None = None  # what the break becomes if the chunk after it does not fit
        self._column = 0

    def add(self, raw: str) -> None:
        """Add to the chunk."""
        self._chunk.append(raw)

    def space(self, level: int | None = None) -> None:
        """A space; with a level, it may become a line break, the next line being indented to that level."""
        if level is None or self._width is None:
            self._chunk.append(" ")
            return
        self._settle()
        self._break, self._soft = " ", f"\n{self._indent * level}"

    def line(self, level: int, is_after_blank: bool = False) -> None:
        """A new line, indented to a level, perhaps after an empty one."""
        self._settle()
        self._break, self._soft = ("\n\n" if is_after_blank else "\n") + self._indent * level, None

    def text(self) -> str:
        """All lines so far."""
        self._settle()
        return "".join(self._parts)

    def _settle(self) -> None:
        """Write the chunk after the break before it."""
        chunk = "".join(self._chunk)
        self._chunk.clear()
        if self._soft is not None and self._width is not None:
            first = len(chunk.partition("\n")[0])
            if self._column + 1 + first > self._width:
                self._break = self._soft
        written = self._break + chunk
        self._break, self._soft = "", None
        if written:
            self._parts.append(written)
            end = written.rfind("\n")
            self._column = len(written) - end - 1 if end >= 0 else self._column + len(written)
