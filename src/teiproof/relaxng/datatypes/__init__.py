"""The datatype libraries: RELAX NG's own, XML Schema's, and that of DTD compatibility.

What belongs to a type is what jing says, where jing keeps to the specifications: RELAX NG section 4.16 and
6.2.8, "Guidelines for using W3C XML Schema Datatypes with RELAX NG", XML Schema Part 2 (first version, 1.0)
and the compatibility annex. The places where jing departs from them are named where they are decided.
"""

from functools import cache

from teiproof.relaxng.datatypes.datatype import Context, Datatype, DatatypeError

__all__ = ["COMPATIBILITY", "XSD", "Context", "Datatype", "DatatypeError", "find"]

XSD = "http://www.w3.org/2001/XMLSchema-datatypes"
COMPATIBILITY = "http://relaxng.org/ns/compatibility/datatypes/1.0"


@cache
def find(library: str, name: str, params: tuple[tuple[str, str], ...] = ()) -> Datatype:
    """The datatype `name` of the library with the given address ("" for the built-in one).

    `params` are the names and values of the `param` elements, in document order.

    Raises DatatypeError.
    """
    if library == "":
        from teiproof.relaxng.datatypes import builtin

        return builtin.find(name, params)
    if library == XSD:
        from teiproof.relaxng.datatypes import xsd

        return xsd.find(name, params)
    if library == COMPATIBILITY:
        if name not in ("ID", "IDREF", "IDREFS"):
            raise DatatypeError(f"the compatibility library has only ID, IDREF and IDREFS, not “{name}”")
        if params:
            raise DatatypeError(f"{name} of the compatibility library has no parameters")
        return find(XSD, name)
    raise DatatypeError(f"there is no datatype library “{library}”; known are {XSD} and the built-in one")
