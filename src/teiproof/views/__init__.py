"""The views: what a register and its mentions look like from afar. One module for each, named after it, with

    TITLE  the key of its title among the messages
    view(edition: Edition, frame: Frame) -> View | None

`view` returns None if the edition has nothing to show in this way. Every picture is an SVG with a title, a
description and its labels as text; a sentence says what is to be seen, and a table has what the picture shows
and what it had to leave out. To add a view, add a file here and its tests.

The pictures have classes and no colours: `assets/views.css` gives them their look.
"""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Protocol

from lxml import etree

from teiproof.model.document import Document
from teiproof.model.register import Entity

__all__ = ["Cell", "Frame", "Say", "View"]


class Say(Protocol):
    """Gives a message of the interface by its key, with values for the names in braces that it holds."""

    def __call__(self, key: str, /, **values: object) -> str: ...


@dataclass(frozen=True, slots=True)
class Frame:
    """What a view takes from the site that it is made for.

    `say` gives its words; `entry` the relative URL of an entity's entry in a register; `passage` that of a
    block or note in a document, by its address (`model.addresses`); `name` what a document is called in short.
    """

    say: Say
    entry: Callable[[Entity], str]
    passage: Callable[[Document, str], str]
    name: Callable[[Document], str]


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell of a table: its words, and where they lead if they are a link.

    `order` is what to sort by if that is not the words, as for dates and numbers.
    """

    text: str
    href: str = ""
    order: str = ""


@dataclass(frozen=True, slots=True)
class View:
    """A picture and what it says.

    `svg` is an svg element; `sentence` is the text alternative; `note` says what the picture leaves out, or
    nothing. `rows` are as long as `header`; the first cell of a row is its heading.
    """

    title: str
    svg: etree._Element
    sentence: str
    note: str
    header: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
