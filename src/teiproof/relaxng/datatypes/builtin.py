"""The built-in library of RELAX NG: string and token, without parameters (section 6.2.9)."""

from teiproof.relaxng.datatypes.datatype import Context, Datatype, DatatypeError, Look, WhiteSpace, normalize


class BuiltIn(Datatype):
    """`string` compares texts as they stand, `token` with white space collapsed; both allow every text."""

    sure: Look = staticmethod(lambda _: True)

    def __init__(self, name: str, white_space: WhiteSpace) -> None:
        self.name = name
        self.white_space = white_space

    def allows(self, text: str, context: Context = None) -> bool:  # noqa: ARG002 - the interface
        return True

    def value(self, text: str, context: Context = None) -> str:  # noqa: ARG002 - the interface
        return normalize(text, self.white_space)

    def example(self) -> str:
        return "text"


_TYPES = {"string": BuiltIn("string", "preserve"), "token": BuiltIn("token", "collapse")}


def find(name: str, params: tuple[tuple[str, str], ...]) -> Datatype:
    """The built-in type of a name.

    Raises DatatypeError.
    """
    if name not in _TYPES:
        raise DatatypeError(
            f"the built-in datatype library has only string and token, not “{name}”; "
            'is datatypeLibrary="http://www.w3.org/2001/XMLSchema-datatypes" missing?'
        )
    if params:
        raise DatatypeError(f"the built-in datatype {name} has no parameters, but “{params[0][0]}” is given")
    return _TYPES[name]
