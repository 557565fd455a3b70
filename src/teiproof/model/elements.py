"""Which TEI elements are blocks, which stand apart in a line, which are no text at all.

An element in none of these tables is part of the running line: it never adds or ends a word. So a table
holds only what the Guidelines (TEI P5 4.9.0) define as a division, a component or structured information.
"""

from __future__ import annotations

from functools import lru_cache
from string import ascii_letters
from typing import TYPE_CHECKING, NamedTuple

from teiproof.names import SVG, TEI, TEI_EXAMPLES, XML_LANG

if TYPE_CHECKING:
    from lxml import etree

_PREFIX = f"{{{TEI}}}"
_EXAMPLE = f"{{{TEI_EXAMPLES}}}egXML"

BLOCKS = frozenset(
    """
    ab addrLine argument biblFull biblStruct byline castGroup castItem castList cell closer dateline
    dictScrap div div1 div2 div3 div4 div5 div6 div7 docTitle eg egXML entry entryFree epigraph epilogue
    event figure floatingText front body back group head hom imprimatur item l lg line list listApp
    listBibl listEvent listOrg listPerson listPlace listWit msDesc msItem msPart object opener org p
    performance person personGrp place postscript prologue re row salute sense set signed sourceDoc sp
    spGrp speaker superEntry surface surfaceGrp table text titlePage titlePart trailer u zone
    """.split()
)
"""Divisions and components: each begins and ends a block."""

CONTAINERS = frozenset(
    """
    TEI annotationBlock back body castGroup castList div div1 div2 div3 div4 div5 div6 div7 docTitle
    epigraph epilogue figure floatingText front group lg list listApp listBibl listEvent listOrg
    listPerson listPlace listWit performance postscript prologue row set sourceDoc sp spGrp surface
    surfaceGrp table teiCorpus text titlePage
    """.split()
)
"""Elements without text of their own: whatever stands in them is a block."""

STRUCTURED = frozenset(
    """
    additional address adminInfo altIdentifier analytic biblFull biblStruct binding bindingDesc birth cit
    death editionStmt entry event extent fileDesc form gramGrp history hom imprint layoutDesc locusGrp monogr
    msContents msDesc msIdentifier msItem msItemStruct msPart notatedMusic nym object objectDesc
    objectIdentifier org origin person personGrp physDesc place publicationStmt re recordHist relation
    respStmt ruby scriptDesc series seriesStmt supportDesc titleStmt
    """.split()
)
"""Elements that hold separate pieces of information: what stands in them stands apart, in the same line."""

APART = frozenset(["s", *(f"{{{SVG}}}{name}" for name in ("svg", "title", "desc", "text"))])
"""Elements that end the word before them wherever they stand; so do the texts of a drawing."""

NAME_PARTS = frozenset("addName forename genName nameLink roleName surname".split())
"""Parts of a name: without anything between them two are two words, but for what follows d’ or al-."""

WITHOUT_SPACES = frozenset("bo dz ja km ko lo my th yue zh".split())
"""Languages in which words, or at least the parts of a name, are written without spaces between them."""

APPARATUS = frozenset(
    """
    addSpan alt altGrp anchor annotation binaryObject certainty damageSpan delSpan ellipsis facsimile fLib
    figDesc fs fvLib gap graphic handShift idsRef incident index interp interpGrp join joinGrp kinesic link
    linkGrp listRelation listTranspose media metamark milestone pause precision respons shift space span spanGrp
    standOff substJoin teiHeader timeline transpose vocal when witDetail xenoData
    """.split()
)
"""Elements that describe the text and are not part of it; nothing in them is read."""

BREAKS = frozenset(["lb", "cb", "gb", "pb"])
"""Elements that end a word as white space does, unless `@break` is `no` (att.breaking)."""


def is_tei(element: etree._Element) -> bool:
    """Whether an element is in the TEI namespace (and is no comment, nor an example of TEI in egXML)."""
    return isinstance(element.tag, str) and element.tag.startswith(_PREFIX)


def name_of(element: etree._Element | None) -> str:
    """The local name of a TEI element; of another element its name in Clark notation; else nothing."""
    tag = None if element is None else element.tag
    return tag.removeprefix(_PREFIX) if isinstance(tag, str) else ""


class Traits(NamedTuple):
    """What the tables say of the elements with one name. `name` is as `name_of` gives it."""

    name: str
    is_block: bool
    is_container: bool
    is_structured: bool
    is_apart: bool
    is_break: bool


@lru_cache(maxsize=4096)
def traits_of(tag: str) -> Traits:
    """The traits of an element with a tag in Clark notation."""
    name = tag.removeprefix(_PREFIX)
    return Traits(
        name,
        is_block=name in BLOCKS or tag == _EXAMPLE,
        is_container=name in CONTAINERS,
        is_structured=name in STRUCTURED,
        is_apart=name in APART,
        is_break=name in BREAKS,
    )


def _links(part: etree._Element) -> bool:
    """Whether a part of a name is joined to what follows it: a nameLink with a sign for that at its end."""
    return name_of(part) == "nameLink" and "".join(part.itertext())[-1:] in "’'-"


def _is_without_spaces(element: etree._Element) -> bool:
    """Whether an element is in a language of those WITHOUT_SPACES."""
    nearest: etree._Element | None = element
    while nearest is not None:
        if language := nearest.get(XML_LANG):
            return language.lower().partition("-")[0] in WITHOUT_SPACES
        nearest = nearest.getparent()
    return False


def _goes_on(word: etree._Element) -> bool:
    """Whether a word or part of a name goes on with that before it: in such a language all but Latin ones."""
    return "".join(word.itertext())[:1] not in ascii_letters and _is_without_spaces(word)


def stands_apart(element: etree._Element, own: Traits, parent: Traits) -> bool:
    """Whether an element within a line ends the word before it.

    Two `w` without anything between them are two words, unless `@part` or `@join` says otherwise
    (att.segLike, att.linguistic); so are two parts of a name, two elements of a sense in a dictionary, or of
    an item in a list of roles. Where a language is written without spaces, sentences, words and names are, too.
    """
    if own.is_apart:
        return own.name != "s" or not _is_without_spaces(element)
    if parent.name in ("sense", "castItem") and (before := element.getprevious()) is not None:
        return isinstance(before.tag, str) and not before.tail
    if own.name in NAME_PARTS and (before := element.getprevious()) is not None:
        return (
            name_of(before) in NAME_PARTS and not before.tail and not _links(before) and not _goes_on(element)
        )
    if own.name == "w" and (before := element.getprevious()) is not None:
        return (
            name_of(before) == "w"
            and not before.tail
            and element.get("part", "N") in ("N", "I")
            and element.get("join") not in ("left", "both")
            and before.get("join") not in ("right", "both")
            and not _goes_on(element)
        )
    return parent.is_structured
