"""The compact syntax is read through the library rnc2rng, if that is installed."""

from pathlib import Path

import pytest

from teiproof.errors import IncorrectSchemaError
from teiproof.relaxng import Schema, compact

SCHEMA = """
default namespace = "urn:letter"
start = element letter { attribute n { xsd:integer }?, paragraph+ }
paragraph = element p { text }
"""


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "letter.rnc"
    path.write_text(SCHEMA, encoding="utf-8")
    return path


def test_a_schema_in_compact_syntax_judges_documents(path: Path) -> None:
    pytest.importorskip("rnc2rng", reason="the extra “rnc” is not installed")
    schema = Schema.load(path, cache=False)
    assert not list(schema.validate(b'<letter xmlns="urn:letter" n="1"><p>Dear</p></letter>', "x"))
    assert list(schema.validate(b'<letter xmlns="urn:letter" n="one"/>', "x"))


@pytest.mark.parametrize("schema", ["start = element", 'include "other.rnc"'])
def test_what_cannot_be_read_is_refused(path: Path, schema: str) -> None:
    pytest.importorskip("rnc2rng", reason="the extra “rnc” is not installed")
    path.write_text(schema, encoding="utf-8")
    with pytest.raises(IncorrectSchemaError, match=r"letter\.rnc"):
        Schema.load(path, cache=False)


def test_without_the_library_the_message_says_what_to_install(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def absent(name: str) -> None:
        raise ImportError(name)

    monkeypatch.setattr(compact, "import_module", absent)
    with pytest.raises(IncorrectSchemaError, match=r"teiproof\[rnc\]"):
        Schema.load(path, cache=False)
