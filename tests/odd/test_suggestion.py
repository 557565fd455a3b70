"""A suggested ODD: what it was made from is valid by it, and nothing in it is idle."""

from collections.abc import Callable
from pathlib import Path

import pytest

from teiproof.names import TEI
from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
from teiproof.odd.sources import Sources
from teiproof.odd.suggestion import NothingUsedError, suggestion
from teiproof.odd.usage import Usage, usage_of
from teiproof.odd.writers import rng
from teiproof.relaxng.schema import Schema
from tests.conftest import PROJECT, Ran
from tests.odd.examples import SOURCE

GROUPS = ("tei", "diary", "documentation", "letters", "mixed", "plays")
MOST_FILES = 40


def files_of(group: str, shared: Path) -> list[Path]:
    """The documents of a group that are valid TEI."""
    everything = Schema.load(shared / "schemas" / "tei_all.rng")
    folder = PROJECT / "tei" if group == "tei" else shared / "corpus" / group
    found = sorted(folder.rglob("*.xml"))[:MOST_FILES]
    return [path for path in found if next(iter(everything.validate(path, str(path))), None) is None]


def suggested(files: list[Path], source: Path, folder: Path) -> tuple[Usage, Flattened]:
    usage = usage_of(files)
    sources = Sources(source, Path("nowhere"))
    odd = folder / "made.odd"
    odd.write_bytes(suggestion(usage, "made", "", sources, folder).odd)
    return usage, flatten(odd, sources)


@pytest.mark.parametrize("group", GROUPS)
def test_documents_are_valid_by_what_they_suggest_and_use_all_of_it(
    group: str, shared: Path, tmp_path: Path
) -> None:
    files = files_of(group, shared)
    assert files
    usage, schema = suggested(files, shared / "schemas" / "p5subset.xml", tmp_path)
    assert [note.message for note in schema.notes] == []
    made = tmp_path / "made.rng"
    made.write_bytes(rng.write(schema))
    grammar = Schema.load(made, cache=False)
    for path in files:
        assert [finding.message for finding in grammar.validate(path, str(path))] == []
    idle = []
    for spec in schema.elements.values():
        name = (TEI if spec.namespace is None else spec.namespace, spec.name)
        if name not in usage.elements:
            idle.append(spec.ident)
        for attribute in spec.attributes.attributes():
            if attribute.name not in usage.attributes.get(name, {}):
                idle.append(f"{spec.ident}/@{attribute.name}")
            closed = attribute.values is not None and attribute.values.kind == "closed"
            if closed and attribute.values and attribute.is_changed:
                written = " ".join(usage.values[name, attribute.name])
                idle += [item.ident for item in attribute.values.items if item.ident not in written.split()]
    assert idle == []


def test_values_that_recur_become_a_closed_list(tmp_path: Path) -> None:
    document = tmp_path / "document.xml"
    names = "".join(f'<name type="{kind}">x</name>' for kind in ("person", "place", "person") * 3)
    free = "".join(f'<hi type="{number}">x</hi>' for number in range(9))
    document.write_text(f'<div xmlns="{TEI}"><p>{names}{free}</p></div>', encoding="utf-8")
    _, schema = suggested([document], SOURCE, tmp_path)
    lists = {
        ident: [item.ident for item in attribute.values.items]
        for ident, spec in schema.elements.items()
        for attribute in spec.attributes.attributes()
        if attribute.ident == "type" and attribute.values and attribute.values.kind == "closed"
    }
    assert lists == {"name": ["person", "place"]}


def test_documents_without_tei_suggest_nothing(tmp_path: Path) -> None:
    document = tmp_path / "document.xml"
    document.write_text('<html xmlns="http://www.w3.org/1999/xhtml"/>', encoding="utf-8")
    with pytest.raises(NothingUsedError, match="use no element of TEI"):
        suggestion(usage_of([document]), "made", "", Sources(SOURCE, Path("nowhere")), tmp_path)


def test_a_suggestion_is_the_same_each_time(tmp_path: Path, shared: Path) -> None:
    usage = usage_of(sorted((PROJECT / "tei").glob("*.xml")))
    sources = Sources(shared / "schemas" / "p5subset.xml", Path("nowhere"))
    first, second = (suggestion(usage, "made", "tei:4.9.0", sources, tmp_path) for _ in range(2))
    assert first == second
    assert TEI.encode() in first.odd


def test_names_that_tei_does_not_have_are_told(tmp_path: Path, teiproof: Callable[..., Ran]) -> None:
    document = tmp_path / "document.xml"
    document.write_text(
        '<?xml-model href="any.rng"?>'
        f'<div xmlns="{TEI}"><p><naem/><hi/><naem/><x xmlns="urn:x"/></p><sized/></div>',
        encoding="utf-8",
    )
    ran = teiproof("schema", "suggest", document, "--source", SOURCE)
    assert ran.code == 0
    names, validity = ran.err.splitlines()
    assert names == "warning: TEI has no elements of these names, nor has the ODD: naem (2), sized (1)."
    assert validity.startswith("warning: 1 of 1 file will not be valid by this schema; ")
    assert f" The first: {document}:1:73: <naem> " in validity


def test_nothing_is_said_of_documents_that_are_valid(tmp_path: Path, teiproof: Callable[..., Ran]) -> None:
    document = tmp_path / "document.xml"
    document.write_text(f'<?xml-model href="any.rng"?><div xmlns="{TEI}"><p><hi/></p></div>', encoding="utf-8")
    ran = teiproof("schema", "suggest", document, "--source", SOURCE)
    assert (ran.code, ran.err) == (0, "")


def test_what_a_document_includes_is_judged_in_its_place(tmp_path: Path, teiproof: Callable[..., Ran]) -> None:
    include = '<include xmlns="http://www.w3.org/2001/XInclude" href="part.xml"/>'
    main, part = tmp_path / "main.xml", tmp_path / "part.xml"
    main.write_text(f'<?xml-model href="any.rng"?><div xmlns="{TEI}"><head/>{include}</div>', encoding="utf-8")
    part.write_text(f'<?xml-model href="any.rng"?><p xmlns="{TEI}"><hi/></p>', encoding="utf-8")
    ran = teiproof("schema", "suggest", tmp_path, "--source", SOURCE)
    assert (ran.code, ran.err) == (0, "")
