"""The naive validator, the judge of the fast one, is itself judged by jing."""

import re
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from tests.relaxng.documents import documents
from tests.relaxng.generated import schemas
from tests.relaxng.naive import is_valid
from tests.relaxng.written import document, relaxng

Jing = Callable[[Path, Sequence[Path]], str]


@settings(max_examples=12, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.data())
def test_the_naive_validator_agrees_with_jing(jing: Jing, data: st.DataObject) -> None:
    schema = data.draw(schemas())
    roots = [data.draw(documents(schema)) for _ in range(15)]
    with TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "s.rng").write_text(relaxng(schema), encoding="utf-8")
        paths = [folder / f"{number}.xml" for number in range(len(roots))]
        for path, root in zip(paths, roots, strict=True):
            path.write_text(document(root), encoding="utf-8")
        report = jing(folder / "s.rng", paths)
    assert "s.rng:" not in report, (report, relaxng(schema))
    refused = {int(number) for number in re.findall(r"(\d+)\.xml:\d+:\d+: error", report)}
    differing = [
        document(root) for number, root in enumerate(roots) if is_valid(schema, root) == (number in refused)
    ]
    assert differing == [], relaxng(schema)
