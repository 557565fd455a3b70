"""Whether there is a file, asked of names that may come from documents: any text, and so also one that is too
long for a file's name, or names a folder that may not be entered. `pathlib` raises OSError for these.
"""

import os
from pathlib import Path


def exists(path: Path) -> bool:
    """Whether there is a file or folder of this name that can be looked at."""
    return os.path.exists(path)  # noqa: PTH110 - that of pathlib raises


def is_file(path: Path) -> bool:
    """Whether there is a file of this name that can be looked at."""
    return os.path.isfile(path)  # noqa: PTH113 - that of pathlib raises
