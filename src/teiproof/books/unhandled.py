"""What is said of elements of a text for which the stylesheets have no rule."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from teiproof.errors import TransformError
from teiproof.model.document import Document
from teiproof.names import tei


def reporting(
    document: Document, is_strict: bool, remark: Callable[[str], None]
) -> Callable[[tuple[str, ...]], None]:
    """Takes the names of elements without a rule, and remarks on each with the place of its first.

    If `is_strict`, what it returns raises TransformError.
    """

    def report(names: tuple[str, ...]) -> None:
        for name in names:
            tag = name if name.startswith("{") else tei(name)
            element = document.root if document.root.tag == tag else document.root.find(f".//{tag}")
            place = document.location(element) if isinstance(element, etree._Element) else document.path
            sentence = f"{place}: the stylesheet has no rule for <{name.removeprefix('{}')}>; its text is kept"
            if is_strict:
                raise TransformError(
                    f"{sentence} without --strict. Correct the name, or its namespace, to one of TEI P5."
                )
            remark(f"{sentence}.")

    return report
