"""Finds plug-ins by looking at a folder, without importing them; the file's name is the plug-in's name."""

import importlib
import os
from collections.abc import Sequence
from types import ModuleType

from teiproof.errors import UnknownNameError


def names(package: ModuleType) -> tuple[str, ...]:
    """The names of the plug-ins in a package, sorted; a module name's `_` is written `-`."""
    files = [file for folder in package.__path__ for file in os.listdir(folder)]  # noqa: PTH208 - paths are slow
    modules = [file.removesuffix(".py") for file in files if file.endswith(".py") and file != "__init__.py"]
    return tuple(sorted(module.replace("_", "-") for module in modules))


def require(package: ModuleType, name: str) -> None:
    """Raise UnknownNameError, with the near name if there is one, unless a package has this plug-in."""
    known = names(package)
    if name not in known:
        plural = package.__name__.rpartition(".")[2]
        kind = plural.removesuffix("es") if plural.endswith("xes") else plural.removesuffix("s")
        raise UnknownNameError(f"there is no {kind} “{name}”{near(name, known)}. Known: {', '.join(known)}.")


def choose(package: ModuleType, only: Sequence[str], skip: Sequence[str]) -> list[str]:
    """The plug-ins named in `only`, or else all, without those in `skip`.

    Raises UnknownNameError, also if none is left.
    """
    for name in (*only, *skip):
        require(package, name)
    chosen = [name for name in only or names(package) if name not in skip]
    if not chosen:
        raise UnknownNameError(f"of the {package.__name__.rpartition('.')[2]} none is left to run.")
    return chosen


def load(package: ModuleType, name: str) -> ModuleType:
    """Import one plug-in. Raises UnknownNameError."""
    require(package, name)
    return importlib.import_module(f"{package.__name__}.{name.replace('-', '_')}")


def near(name: str, known: tuple[str, ...]) -> str:
    """` (did you mean “…”?)` for the known name most like this one, or nothing."""
    from difflib import get_close_matches

    matches = get_close_matches(name, known, n=1)
    return f" (did you mean “{matches[0]}”?)" if matches else ""
