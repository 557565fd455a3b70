"""A text as a book: its parts, and an appendix of those entries of the register which it mentions."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

from teiproof.books.appendix import appendix
from teiproof.books.parts import Manner, Part, Volume, bound, lead_home
from teiproof.messages import messages
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.pointers import pointers
from teiproof.pages.data import Maker
from teiproof.pages.links import Links
from teiproof.pages.plan import plan
from teiproof.parsing import UnparsableError


def volume(
    document: Document,
    edition: Edition,
    stylesheet: str,
    language: str | None = None,
    own: Path | None = None,
    report: Callable[[tuple[str, ...]], None] = lambda _: None,
    remark: Callable[[str], None] = lambda _: None,
) -> Volume | None:
    """A document as a book made by a stylesheet; nothing if it has no text.

    `language` is that of the words which the book says itself; without it, the text's, if there are messages
    in it. `report` is told the names of elements without a rule, `remark` of images that are left out. Raises
    UnparsableError, UnknownNameError and TransformError.
    """
    if language:
        messages(language)
    planned = plan(_near(document, edition), language)
    text = planned.text_of(document)
    if text is None:
        return None
    maker = Maker(planned, Links(planned), {})
    made = bound(maker, text, Manner(stylesheet, own, lambda _, names: report(names), remark))
    parts = list(made.parts)
    entries = appendix(maker, [text])
    if entries is not None:
        parts.insert(-1, Part("register", entries, planned.language))  # before the colophon
    lead_home(parts, {text.href: ""})
    return replace(made, parts=tuple(parts))


def _near(document: Document, edition: Edition) -> Edition:
    """The document and those that it points to: all that its book may be made of."""
    near: dict[Path, Document] = {document.path: document}
    for pointer in pointers(document):
        if pointer.is_local and pointer.fragment and pointer.file:
            other = edition.document_of(document, pointer)
            if other is not None and other.path not in near and _is_readable(other):
                near[other.path] = other
    return Edition(tuple(near.values()), edition.schema, edition.catalogs)


def _is_readable(document: Document) -> bool:
    try:
        return document.root is not None
    except UnparsableError:
        return False
