"""The datatypes of XML Schema Part 2, by name."""

from importlib import import_module

from teiproof.relaxng.datatypes.datatype import Datatype, DatatypeError, Primitive

# Each module has `create(name)`. A schema seldom needs them all, so each is imported when it is needed.
_MODULES = {
    "words": (
        "string", "normalizedString", "token", "language", "Name", "NCName", "NMTOKEN", "NMTOKENS", "ID",
        "IDREF", "IDREFS", "ENTITY", "ENTITIES", "QName", "NOTATION",
    ),
    "numbers": (
        "boolean", "decimal", "integer", "nonPositiveInteger", "negativeInteger", "long", "int", "short",
        "byte", "nonNegativeInteger", "unsignedLong", "unsignedInt", "unsignedShort", "unsignedByte",
        "positiveInteger", "float", "double",
    ),
    "dates": ("dateTime", "time", "date", "gYearMonth", "gYear", "gMonthDay", "gDay", "gMonth"),
    "durations": ("duration",),
    "binary": ("hexBinary", "base64Binary"),
    "uris": ("anyURI",),
}  # fmt: skip
_MODULE_OF = {name: module for module, names in _MODULES.items() for name in names}

NAMES = tuple(_MODULE_OF)


def find(name: str, params: tuple[tuple[str, str], ...]) -> Datatype:
    """The XML Schema type of a name, restricted by its parameters.

    Raises DatatypeError.
    """
    if name not in _MODULE_OF:
        from difflib import get_close_matches

        near = get_close_matches(name, NAMES, n=1)
        hint = f"; did you mean “{near[0]}”?" if near else ""
        raise DatatypeError(f"XML Schema has no datatype “{name}”{hint}")
    module = import_module(f"teiproof.relaxng.datatypes.{_MODULE_OF[name]}")
    primitive: Primitive = module.create(name)
    if not params:
        return primitive
    from teiproof.relaxng.datatypes.facets import restrict

    return restrict(primitive, params)
