"""Notes what in the declarations of an ODD means nothing: a slip of the pen would otherwise go unnoticed.

The names are those of chapter 23 of the Guidelines, with some that ODD had before or will have.
"""

from collections.abc import Iterable, Iterator

from lxml import etree

from teiproof.odd.markup import children, is_tei
from teiproof.odd.problems import Note, near

_GLOBAL = frozenset(
    "ana cert change copyOf corresp exclude facs n next prev rend rendition resp sameAs select source style "
    "subtype synch type validUntil versionDate".split()
)
_SPEC = "depend generate ident mode module ns predeclare prefix status"
_OCCURS = "maxOccurs minOccurs"
_ATTRIBUTES = {
    name: frozenset(known.split())
    for name, known in {
        "alternate": _OCCURS,
        "anyElement": f"except require {_OCCURS}",
        "attDef": f"{_SPEC} usage",
        "attList": "org",
        "attRef": "class key name",
        "classRef": f"except expand include key {_OCCURS}",
        "classSpec": _SPEC,
        "classes": "mode",
        "constraintSpec": f"{_SPEC} scheme",
        "content": "allowText autoPrefix",
        "dataFacet": "name value",
        "dataRef": f"except include key name ref restriction {_OCCURS}",
        "dataSpec": _SPEC,
        "datatype": _OCCURS,
        "defaultVal": "mode",
        "elementRef": f"except include key {_OCCURS}",
        "elementSpec": _SPEC,
        "macroRef": f"except include key {_OCCURS}",
        "macroSpec": _SPEC,
        "memberOf": "key max min mode",
        "moduleRef": "except include key prefix url",
        "schemaSpec": f"{_SPEC} defaultExceptions docLang start targetLang",
        "sequence": f"preserveOrder {_OCCURS}",
        "specGrpRef": "target",
        "textNode": _OCCURS,
        "valItem": "ident mode",
        "valList": "mode",
    }.items()
}
_DESCRIBED = "altIdent desc equiv exemplum gloss listRef remarks"
_MODELS = "model modelGrp modelSequence"
_CHILDREN = {
    name: frozenset(known.split())
    for name, known in {
        "attDef": f"{_DESCRIBED} constraintSpec datatype defaultVal valDesc valList",
        "classSpec": f"{_DESCRIBED} attList classes constraintSpec",
        "classes": "memberOf",
        "constraintSpec": f"{_DESCRIBED} constraint",
        "dataSpec": f"{_DESCRIBED} constraintSpec content valList",
        "elementSpec": f"{_DESCRIBED} attList classes constraintSpec content valList {_MODELS}",
        "macroSpec": f"{_DESCRIBED} constraintSpec content valList",
        "valItem": f"{_DESCRIBED} paramList",
        "valList": f"{_DESCRIBED} valItem",
    }.items()
}
_PROSE = frozenset({"desc", "equiv", "exemplum", "gloss", "listRef", "remarks", "valDesc"})


def unknown_markup(declared: Iterable[etree._Element]) -> Iterator[Note]:
    """A note on each attribute and each element that means nothing where it stands in some declarations.

    What stands in a schemaSpec is declared by itself.
    """
    waiting = list(declared)
    while waiting:
        node = waiting.pop()
        name = etree.QName(node).localname
        yield from _attributes(node, name)
        if name != "schemaSpec":
            parts = [child for child in children(node) if is_tei(child)]
            yield from _elements(parts, name)
            waiting += [part for part in parts if etree.QName(part).localname not in _PROSE]


def _attributes(node: etree._Element, name: str) -> Iterator[Note]:
    if name not in _ATTRIBUTES:
        return
    known = _ATTRIBUTES[name] | _GLOBAL
    for attribute in map(str, node.keys()):
        if not attribute.startswith("{") and attribute not in known:
            message = f"there is no @{attribute} of {name}{near(attribute, known)}."
            yield Note("odd.unknown-markup", node, f"{message} Correct it, or take it away.", attribute)


def _elements(parts: list[etree._Element], name: str) -> Iterator[Note]:
    if name not in _CHILDREN:
        return
    for part in parts:
        local = etree.QName(part).localname
        if local not in _CHILDREN[name]:
            message = f"<{local}> means nothing in {name}{near(local, _CHILDREN[name])}."
            yield Note("odd.unknown-markup", part, f"{message} Correct it, or take it away.")
