"""IDs can be left unchecked (jing -i): then schemas can be used in which it depends on more than names what is
an ID, as those of OpenDocument and Mallard."""

import subprocess
from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof.errors import IdTypesError
from teiproof.relaxng import Schema
from tests.conftest import Ran
from tests.relaxng.conftest import Jing

Run = Callable[..., Ran]

SOUND = "start = element a { attribute i { xsd:ID }, element b { attribute r { xsd:IDREF } }* }\n"
AT_ONE_PLACE = "start = element a { attribute i { xsd:ID }, element a { attribute i { text } }* }\n"
AMONG_OTHERS = (
    "ref = xsd:IDREF\nstart = element a {\n  attribute i { xsd:ID },\n  attribute r { 'all' | ref }?\n}\n"
)


def schema(folder: Path, text: str) -> Path:
    path = folder / "own.rnc"
    path.write_text(text, encoding="utf-8")
    return path


@pytest.mark.parametrize(
    ("text", "place"), [(AT_ONE_PLACE, ":1:45"), (AMONG_OTHERS, ":4:3")], ids=["at one place", "among others"]
)
def test_a_schema_whose_ids_are_unsound_can_be_used_without_them(
    text: str, place: str, tmp_path: Path, teiproof: Run
) -> None:
    path = schema(tmp_path, text)
    with pytest.raises(IdTypesError, match=place):
        Schema.load(path, cache=False)
    document = tmp_path / "a.xml"
    document.write_text("<a i='x'/>", encoding="utf-8")
    arguments = ("check", "--only", "relaxng", "--schema", path, document)
    refused = teiproof(*arguments)
    assert refused.code == 2
    assert f"{path}{place}: " in refused.err
    assert "say --no-ids" in refused.err
    assert teiproof(*arguments, "--no-ids").code == 0


def test_without_ids_they_are_names_like_others(tmp_path: Path) -> None:
    loaded = Schema.load(schema(tmp_path, SOUND), cache=False, has_ids=False)
    assert not list(loaded.validate(b"<a i='x'><b r='y'/></a>"))
    (found,) = loaded.validate(b"<a i='1x'/>")
    assert found.code == "relaxng.bad-value"


def test_the_cache_tells_them_apart(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("teiproof.relaxng.cache.folder", lambda: tmp_path / "cache")
    path = schema(tmp_path, SOUND)
    dangling = b"<a i='x'><b r='y'/></a>"
    for _ in range(2):
        assert [found.code for found in Schema.load(path).validate(dangling)] == ["relaxng.bad-id"]
        assert not list(Schema.load(path, has_ids=False).validate(dangling))
    assert len(list((tmp_path / "cache").iterdir())) == 2


@pytest.mark.parametrize("text", [AT_ONE_PLACE, AMONG_OTHERS], ids=["at one place", "among others"])
def test_jing_does_the_same(text: str, jing: Jing, tmp_path: Path) -> None:
    path = schema(tmp_path, text)
    document = tmp_path / "a.xml"
    document.write_text("<a i='x'/>", encoding="utf-8")
    with pytest.raises(IdTypesError) as refused:
        Schema.load(path, cache=False)
    line = str(refused.value).removeprefix(f"{path}:").partition(":")[0]
    assert f"{path}:{line}:" in jing(path, [document])
    run = subprocess.run(["jing", "-i", "-c", path, document], capture_output=True, text=True, check=False)
    assert (run.returncode, run.stdout) == (0, "")
