"""The command line: words come in, an exit code goes out. No other room knows click."""

import gc
import sys
from importlib import import_module
from types import ModuleType


class Inspect(ModuleType):
    """Stands for `inspect` in click, which asks it for `cleandoc` whenever an option is declared, and seldom
    for more. To import it, and the seven modules that it needs, would take a tenth of a short run."""

    def cleandoc(self, text: str) -> str:
        """A docstring without its indentation, as `inspect.cleandoc` has it."""
        first, *lines = text.expandtabs().split("\n")
        margin = min((len(line) - len(line.lstrip()) for line in lines if line.strip()), default=0)
        return "\n".join([first.lstrip(), *(line[margin:] for line in lines)]).strip("\n")

    def __getattr__(self, name: str) -> object:
        if sys.modules.get("inspect") is self:
            del sys.modules["inspect"]
        return getattr(import_module("inspect"), name)


# Much is made and little thrown away: looking for garbage at the usual pace takes a tenth of a short run.
gc.set_threshold(50_000, 20, 100)


def _import_click() -> None:
    """Import click; nobody else meets what stands for `inspect`."""
    if "inspect" in sys.modules:
        return
    stand_in = sys.modules["inspect"] = Inspect("inspect")
    import_module("click")
    if sys.modules.get("inspect") is stand_in:
        del sys.modules["inspect"]


_import_click()
