"""What the tests of the site share."""

from collections.abc import Iterator

import pytest

from teiproof import search


@pytest.fixture(autouse=True, scope="package")
def _without_search() -> Iterator[None]:
    """The index of the search takes longer than the site, and has tests of its own."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(search, "is_available", lambda: False)
        yield
