"""Data goes one way through the rooms: which room may import which is a table, and nothing else is imported."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

from teiproof import checks, exports, fixes, reporters, views
from teiproof.cli import commands

SOURCE = Path(__file__).resolve().parent.parent / "src" / "teiproof"

MAY_IMPORT: dict[str, set[str]] = {
    "errors": set(),
    "diagnostics": set(),
    "names": set(),
    "registry": {"errors"},
    "parsing": {"errors", "diagnostics"},
    "inclusion": {"errors", "diagnostics", "names", "parsing"},
    "relaxng": {"errors", "diagnostics", "names", "parsing", "inclusion"},
    "files": {"errors"},
    "serving": {"errors"},
    "drawing": set(),
    "land": set(),
    "views": {"errors", "names", "parsing", "model", "drawing", "land"},
    "source": {"errors", "parsing"},
    "model": {"errors", "diagnostics", "names", "parsing", "inclusion"},
    "formatting": {"errors", "names", "parsing", "source", "model"},
    "odd": {
        *("errors", "diagnostics", "names", "parsing", "inclusion", "relaxng", "schematron", "files"),
        "messages",
    },
    "schematron": {"errors", "diagnostics", "names", "parsing", "model", "relaxng"},
    "fixes": {"diagnostics", "names", "parsing", "source", "relaxng", "model"},
    "mending": {"errors", "diagnostics", "registry", "parsing", "source", "formatting", "model", "fixes"},
    "transform": {"errors", "diagnostics", "names"},
    "checks": {"errors", "diagnostics", "names", "parsing", "relaxng", "model", "schematron"},
    "workers": {"errors", "model"},
    "gate": {"errors", "diagnostics", "registry", "parsing", "model", "checks", "workers", "journal"},
    "journal": {"errors", "parsing", "model", "relaxng"},
    "inspection": {"errors", "diagnostics", "names", "parsing", "model"},
    "plaintext": {"diagnostics", "model", "parsing"},
    "prose": {"errors", "names", "model"},
    "conversion": {"errors", "diagnostics", "names", "parsing", "model", "relaxng", "pages"},
    "messages": {"errors"},
    "pages": {"errors", "names", "parsing", "model", "messages", "views"},
    "search": {"errors", "model", "pages"},
    "books": {"errors", "names", "parsing", "model", "messages", "pages", "transform"},
    "linked": {"names", "model", "pages"},
    "citing": {"names", "model", "schematron"},
    "dts": {"names", "model", "pages", "linked", "citing"},
    "packing": {"names", "parsing", "model", "pages", "linked"},
    "exports": {
        *("errors", "diagnostics", "names", "registry", "parsing", "model", "transform", "files", "messages"),
        *("pages", "plaintext", "search", "prose", "views", "linked", "workers", "journal", "conversion"),
        *("books", "citing", "dts", "packing", "odd"),
    },
    "reporters": {"diagnostics"},
    "baseline": {"errors", "diagnostics", "parsing"},
    "manual": {"errors", "registry", "parsing", "relaxng", "checks", "inclusion"},
    "cli": {
        *("errors", "diagnostics", "registry", "parsing", "model", "checks", "gate", "exports", "reporters"),
        *("manual", "baseline", "formatting", "fixes", "mending", "files", "serving", "workers", "inspection"),
        *("odd", "dts", "relaxng"),
    },
    "__init__": set(),
    "__main__": {"cli"},
}
"""A room may import itself, the package's version, and these."""

PLUGINS = (checks, exports, fixes, reporters, views, commands)
VAGUE = {"utils", "util", "helpers", "helper", "common", "manager", "misc"}

MODULES = sorted(SOURCE.rglob("*.py"))


def room_of(module: Path) -> str:
    return module.relative_to(SOURCE).parts[0].removesuffix(".py")


def imports_of(module: Path) -> Iterator[str]:
    """The full names of what a module imports, also within functions."""
    for node in ast.walk(ast.parse(module.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{module}: relative imports hide the room"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def imported_rooms(module: Path) -> set[str]:
    return {
        name.split(".")[1]
        for name in imports_of(module)
        if name.startswith("teiproof.") and name != "teiproof.__version__"
    }


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_a_room_imports_only_the_rooms_below_it(module: Path) -> None:
    room = room_of(module)
    assert imported_rooms(module) <= MAY_IMPORT[room] | {room}


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_only_the_command_line_knows_click(module: Path) -> None:
    knows = any(name.split(".")[0] == "click" for name in imports_of(module))
    assert not knows or room_of(module) == "cli"


def test_relaxng_does_without_lxml() -> None:
    for module in (SOURCE / "relaxng").rglob("*.py"):
        assert not any(name.split(".")[0] == "lxml" for name in imports_of(module)), module


@pytest.mark.parametrize("package", PLUGINS, ids=lambda package: package.__name__)
def test_plugins_of_one_room_never_import_each_other(package: object) -> None:
    name = getattr(package, "__name__", "")
    folder = SOURCE / Path(*name.split(".")[1:])
    plugins = {f"{name}.{module.stem}" for module in folder.glob("*.py") if module.stem != "__init__"}
    assert plugins
    for module in folder.glob("*.py"):
        for imported in imports_of(module):
            assert not any(imported == plugin or imported.startswith(f"{plugin}.") for plugin in plugins), (
                module
            )


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_the_name_of_a_module_says_what_it_holds(module: Path) -> None:
    assert module.stem not in VAGUE


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_a_module_is_at_most_400_lines_long(module: Path) -> None:
    assert len(module.read_text(encoding="utf-8").splitlines()) <= 400


@pytest.mark.parametrize("module", MODULES, ids=lambda module: str(module.relative_to(SOURCE)))
def test_a_module_says_what_it_is_for(module: Path) -> None:
    assert ast.get_docstring(ast.parse(module.read_text(encoding="utf-8")))
