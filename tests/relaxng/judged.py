"""Where jing reports what we report elsewhere, and why."""

import re

from teiproof.diagnostics import Diagnostic

_EXTENT = re.compile(r"^<[^>]+> of lines (\d+) to (\d+) is (?:empty|incomplete): ")


def line_of_jing(diagnostic: Diagnostic) -> int:
    """The line of jing for a diagnostic.

    A small element that is empty, or lacks one of several things, is wrong as a whole: we name its start tag,
    as an encoder would; jing, which reads on, its end tag.
    """
    extent = _EXTENT.search(diagnostic.message)
    return int(extent[2]) if extent else diagnostic.location.line
