"""Start tags in canonical form: order of attributes, quotation marks, spaces, and lines if the tag is long."""

from functools import lru_cache

from teiproof.source import Attribute, attributes_in, name_in

_FIRST = ("xml:id", "xml:lang", "xml:space", "xml:base")
_ORDER = {
    name: rank
    for rank, name in enumerate(
        """
        ident module usage mode level unit quantity
        n type subtype role function status
        name key ref nymRef scheme target uri url mimeType width height match
        active passive mutual
        when notBefore notAfter from to when-iso notBefore-iso notAfter-iso from-iso to-iso
        when-custom notBefore-custom notAfter-custom from-custom to-custom dur dur-iso calendar
        who sex age extent atLeast atMost min max value
        reason agent hand medium scope scribe script new
        lemma lemmaRef pos msd norm join part sample org break
        place rows cols ulx uly lrx lry x y points start end minOccurs maxOccurs
        wit rend rendition style ed facs corresp prev next sameAs copyOf
        decls ana source evidence resp cert
        """.split()
    )
}
"""What an element is comes first, then what it points to, when, how much, how it looks, and who says so."""


@lru_cache(maxsize=4096)
def canonical(tag: str, is_tei: bool) -> tuple[str, ...]:
    """The parts of a start tag: `<name`, each attribute, `>` or `/>`.

    The attributes of other vocabularies than TEI stay in their order, but for those of XML itself.
    """
    attributes = attributes_in(tag)
    if len(attributes) > 1:
        attributes.sort(key=lambda attribute: _rank(attribute.name, is_tei))
    return f"<{name_in(tag)}", *map(_written, attributes), "/>" if tag.endswith("/>") else ">"


def lines(parts: tuple[str, ...], indentation: str, indent: str, width: int) -> str:
    """A start tag on one line or, if that is longer than `width`, with each attribute but one on its own."""
    line = on_one_line(parts)
    name, *attributes, end = parts
    if len(attributes) < 2 or len(indentation) + len(line) <= width:
        return line
    return f"{name} " + f"\n{indentation}{indent * 2}".join(attributes) + end


def on_one_line(parts: tuple[str, ...]) -> str:
    """A start tag on one line, however long."""
    return " ".join(parts[:-1]) + parts[-1]


def _rank(name: str, is_tei: bool) -> tuple[int, int, str]:
    if name == "xmlns":
        return 0, 0, ""
    if name.startswith("xmlns:"):
        return 1, 0, ""
    if name in _FIRST:
        return 2, _FIRST.index(name), ""
    if not is_tei:
        return 3, 0, ""
    return (3, _ORDER[name], "") if name in _ORDER else (4, 0, name)


def _written(attribute: Attribute) -> str:
    quote = "'" if '"' in attribute.value else '"'
    return f"{attribute.name}={quote}{attribute.value}{quote}"
