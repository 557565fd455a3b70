"""Reads the compact syntax of RELAX NG through the library rnc2rng, an extra: `pip install teiproof[rnc]`.

Its grammar of the syntax is used, and its writing of XML for most of it. Of its own are here what rnc2rng 2.7
does wrongly or not at all:

* `include` it replaces by the content of the other file, and forgets what the include overrides and inherits;
  an address it fetches from the network;
* `external` and `inherit` it does not know, `parent` it writes as an element that RELAX NG does not have;
* names without a prefix it puts into no namespace where no default is declared, instead of the inherited one;
* literals in single or tripled quotation marks, and escapes, its lexer does not know.
"""

import sys
from importlib import import_module
from pathlib import Path
from typing import Any

from teiproof.errors import IncorrectSchemaError
from teiproof.relaxng.compacttokens import tokens


def translate(data: bytes, path: Path) -> bytes:
    """The XML syntax of a schema in compact syntax; other files it names are not read, but named in turn.

    Raises IncorrectSchemaError, also if the library is not installed.
    """
    if "rnc2rng" in sys.modules and sys.modules["rnc2rng"] is None:
        del sys.modules["rnc2rng"]  # see `cli.main`
    try:
        syntax = import_module("rnc2rng.parser")
        serializer = import_module("rnc2rng.serializer")
        token_type = import_module("rply.token")
    except ImportError:
        raise IncorrectSchemaError(
            f"{path}: to read the compact syntax, install “teiproof[rnc]”, or convert the schema to XML (.rng)."
        ) from None
    from teiproof.relaxng.compactwriter import writer

    def token(name: str, value: str, offset: int, line: int, column: int) -> Any:
        return token_type.Token(name, value, token_type.SourcePosition(offset, line, column))

    try:
        text = data.decode("utf-16" if data[:2] in (b"\xff\xfe", b"\xfe\xff") else "utf-8-sig")
        read = [token(*each) for each in tokens(text, syntax.KEYWORDS)]
        tree = syntax.parser.parse(iter(read), state=syntax.State(str(path), text))
        return str(writer(serializer.XMLSerializer)().toxml(tree)).encode()
    except syntax.ParseError as error:
        _, line, column = error.location
        place = f"{path}:{line + 1}:{column + 1}"
        found = (
            f"“{error.token.value.strip()}” is not expected here" if error.token.value else "it ends too early"
        )
        raise IncorrectSchemaError(f"{place}: this is not the compact syntax of RELAX NG: {found}.") from None
    except (AssertionError, KeyError) as error:  # so the library answers an unknown prefix
        prefix = str(error).strip("'")
        raise IncorrectSchemaError(f"{path}: the prefix “{prefix}” is not declared.") from None
    except (ValueError, AttributeError, IndexError, TypeError) as error:
        raise IncorrectSchemaError(f"{path}: this is not the compact syntax of RELAX NG: {error}.") from None
