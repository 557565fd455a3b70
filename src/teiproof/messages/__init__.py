"""The words that pages say themselves, in six languages; all of them stand in messages.toml.

Other languages are a matter of that file alone.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from importlib.resources import files

from teiproof.errors import UnknownNameError

DEFAULT = "en"


def languages() -> tuple[str, ...]:
    """The tags of the languages that there are (BCP 47)."""
    return tuple(_file()["languages"])


@cache
def messages(language: str) -> Mapping[str, str]:
    """All messages in a language, by their names. Raises UnknownNameError."""
    known = languages()
    if language not in known:
        raise UnknownNameError(
            f"there are no messages in the language “{language}”. Known: {', '.join(known)}."
        )
    index = known.index(language)
    return {name: words[index] for name, words in _file()["messages"].items()}


@cache
def _file() -> dict[str, dict[str, list[str]]]:
    return tomllib.loads(files(__package__).joinpath("messages.toml").read_text(encoding="utf-8"))
