"""Reads the compact syntax of RELAX NG through the library rnc2rng, an extra: `pip install teiproof[rnc]`."""

from collections.abc import Sequence
from importlib import import_module
from itertools import pairwise
from pathlib import Path
from typing import Any

from teiproof.errors import IncorrectSchemaError


def translate(data: bytes, path: Path) -> bytes:
    """The XML syntax of a schema in compact syntax.

    Raises IncorrectSchemaError, also if the library is not installed.
    """
    try:
        library = import_module("rnc2rng")
        syntax = import_module("rnc2rng.parser")
    except ImportError:
        raise IncorrectSchemaError(
            f"{path}: to read the compact syntax, install “teiproof[rnc]”, or convert the schema to XML (.rng)."
        ) from None
    try:
        text = data.decode("utf-8-sig")
        tokens = list(syntax.lex(text))
        _refuse_includes(tokens, path)
        state = syntax.State(str(path), text)
        translated: str = library.dumps(syntax.parser.parse(iter(tokens), state=state))
    except (syntax.ParseError, UnicodeDecodeError, AssertionError, AttributeError, KeyError) as error:
        raise IncorrectSchemaError(f"{path}: this is not the compact syntax of RELAX NG: {error}.") from None
    return translated.encode()


def _refuse_includes(tokens: Sequence[Any], path: Path) -> None:
    """The library would fetch addresses from the network, and forget what an include overrides."""
    for first, second in pairwise(tokens):
        if first.name == "INCLUDE" and second.name == "LITERAL":
            raise IncorrectSchemaError(
                f"{path}:{first.source_pos.lineno}: include is not supported in the compact syntax. "
                "Convert the schema to XML syntax (.rng), for instance with trang."
            )
