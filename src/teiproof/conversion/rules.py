"""What is done with elements which a smaller schema does not have, as tables.

For each element the first of its alternatives is taken that may stand at the place. An alternative is a name,
and perhaps an attribute that says what it was: `name type=person`. What is in no table is treated by the
general rules of `reduction`.
"""

from teiproof.model.elements import APPARATUS

_SEGMENTS = """
    forename surname roleName nameLink addName genName email measure measureGrp gi att val tag ident
    gloss role roleDesc actor damage retrace secl mod undo redo cl phr m c g rb rt pc caesura rhyme unit
    offset distinct term catchwords signatures secFol watermark heraldry stamp locus material objectType
    origDate origPlace dim height width depth dimensions affiliation occupation residence soCalled
    mentioned foreign emph tech
    """.split()

_PLACES = "placeName geogName country region settlement district bloc".split()

RENAMES: dict[str, tuple[str, ...]] = {
    **{name: (f"seg type={name}",) for name in _SEGMENTS},
    **{
        name: (f"name type={name.removesuffix('Name')}", f"rs type={name.removesuffix('Name')}")
        for name in _PLACES
    },
    "persName": ("name type=person", "rs type=person"),
    "orgName": ("name type=org", "rs type=org", "publisher"),
    "eventName": ("name type=event", "rs type=event"),
    "objectName": ("name type=object", "rs type=object"),
    "emph": ("hi rend=emph", "seg type=emph"),
    "soCalled": ("q type=soCalled", "seg type=soCalled"),
    "mentioned": ("q type=mentioned", "seg type=mentioned"),
    "foreign": ("seg type=foreign", "hi"),
    "said": ("q type=spoken",),
    "quote": ("q type=quote",),
    "q": ("quote",),
    "cit": ("q type=cit", "quote"),
    "ptr": ("ref",),
    "ab": ("p", "l", "seg type=ab"),
    "eg": ("ab type=eg", "p"),
    "code": ("seg type=code",),
    "num": ("seg type=num",),
    "date": ("seg type=date",),
    "time": ("seg type=time", "date"),
    "u": ("ab type=u", "p"),
    "prologue": ("div type=prologue",),
    "epilogue": ("div type=epilogue",),
    "performance": ("div type=performance",),
    "set": ("div type=set",),
    "castList": ("list type=castList",),
    "castGroup": ("list type=castGroup",),
    "castItem": ("item",),
    **{f"div{number}": ("div",) for number in range(1, 8)},
    "floatingText": ("quote type=floatingText", "q type=floatingText"),
    "sourceDoc": ("text",),
    "fsdDecl": ("text",),
    "surfaceGrp": ("div type=surfaceGrp",),
    "surface": ("div type=surface",),
    "zone": ("div type=zone", "ab type=zone", "p"),
    "line": ("ab type=line", "p", "l"),
    "biblStruct": ("bibl",),
    "biblFull": ("bibl",),
    "msDesc": ("bibl type=msDesc",),
    "listPerson": ("list type=listPerson",),
    "listPlace": ("list type=listPlace",),
    "listOrg": ("list type=listOrg",),
    "listEvent": ("list type=listEvent",),
    "listWit": ("list type=listWit",),
    "listApp": ("list type=listApp",),
    "person": ("item",),
    "personGrp": ("item", "person"),
    "place": ("item",),
    "org": ("item",),
    "event": ("item",),
    "witness": ("item",),
    "entry": ("ab type=entry", "p"),
    "entryFree": ("ab type=entry", "p"),
    "sense": ("ab type=sense", "seg type=sense"),
    "schemaSpec": ("ab type=schemaSpec", "p"),
    "authority": ("publisher",),
    "distributor": ("publisher",),
    "hi": ("seg",),
    "add": ("seg type=add",),
    "unclear": ("seg type=unclear",),
    "w": ("seg type=w",),
    "s": ("seg type=s",),
    "app": ("choice",),
    "rdgGrp": ("choice",),
    "lem": ("seg type=lem",),
    "rdg": ("seg type=rdg",),
    "argument": ("div type=argument",),
    "epigraph": ("quote type=epigraph", "q type=epigraph"),
    "opener": ("p", "ab"),
    "closer": ("p", "ab"),
    "postscript": ("div type=postscript",),
}
"""The alternatives by the names of elements."""

IN_EDITED = frozenset({"supplied", "ex"})
"""What is read in the edited text alone: in a choice, the second of an empty orig and a reg."""

IN_DIPLOMATIC = frozenset({"surplus", "am", "fw"})
"""What is read in the diplomatic text alone: in a choice, the first of an orig and an empty reg."""

EDITED_ONLY = frozenset({"corr", "reg", "expan"})
DIPLOMATIC_ONLY = frozenset({"sic", "orig", "abbr"})
"""The alternatives in a choice within which the ones above need no choice of their own."""

UNREAD = APPARATUS - {"standOff", "teiHeader"}
"""What is dropped with all that is in it, because no reading has it."""

UNWRAPPED = frozenset({"spGrp"})
"""Blocks of which their content is left: a div in their place would let nothing follow but a div."""

BLOCKS_OF_TEXT = ("p", "ab", "l", "item", "cell", "quote", "q")
"""What takes the place of a block that cannot stay, if no alternative can stand."""

BLOCKS_OF_BLOCKS = ("div", "lg", "list", "quote", "q", "body")
"""The same for a block that holds blocks alone."""

WRAPPERS = (
    "p",
    "ab",
    "item",
    "body",
    "div",
    "seg",
    "l",
    "list",
    "quote",
    "q",
    "head",
    "cell",
    "row",
    "bibl",
    "name",
)
"""What is put around what cannot stand by itself."""

FILLERS = ("p", "ab", "title", "publisher", "resp", "name", "item", "l", "row", "cell", "bibl", "body", "text")
"""What is put in, empty, where a schema wants something: the first that it wants."""
