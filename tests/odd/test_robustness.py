"""ODDs are untrusted: whatever is in one, it is compiled or refused, in reasonable time."""

from pathlib import Path
from random import Random
from types import ModuleType

import pytest
from lxml import etree

from teiproof.errors import TeiproofError
from teiproof.odd.compiling import flattened, written
from teiproof.odd.flattened import Flattened
from teiproof.odd.writers import compiled, html, json, odd, rnc, rng, sch
from tests.odd.examples import SOURCE

FEATURES = sorted((Path(__file__).resolve().parent / "features").glob("*.odd"))
HEAD = '<TEI xmlns="http://www.tei-c.org/ns/1.0"><text><body><schemaSpec ident="x" start="p">'
MODULES = '<moduleRef key="tei"/><moduleRef key="core"/><moduleRef key="structure"/>'
FOOT = "</schemaSpec></body></text></TEI>"
VALUES = (
    "",
    "p",
    "add",
    "change",
    "delete",
    "replace",
    "0",
    "2",
    "unbounded",
    "att.typed",
    "model.phrase",
    "#x",
    "a b",
)


def compiles(path: Path) -> bool:
    """Whether an ODD is compiled; what is refused is refused with a message, and nothing else is raised."""
    try:
        schema = flattened(path, SOURCE)
    except TeiproofError:
        return False
    written_by = {writer: _is_written(schema, writer) for writer in (rng, odd, rnc, json, html, compiled, sch)}
    return written_by[rng] and written_by[odd]


def _is_written(schema: Flattened, writer: ModuleType) -> bool:
    try:
        written(schema, writer, docs=True)
    except TeiproofError:
        return False
    return True


@pytest.mark.parametrize("feature", FEATURES, ids=lambda feature: feature.stem)
def test_whatever_is_changed_in_an_odd_it_is_compiled_or_refused(feature: Path, tmp_path: Path) -> None:
    random = Random(feature.stem)  # noqa: S311 - the same changes in every run
    path = tmp_path / "changed.odd"
    for _ in range(15):
        tree = etree.parse(feature)
        spec = next(tree.iter("{*}schemaSpec"))
        for _ in range(random.choice((1, 1, 2))):
            _change(random, random.choice([*spec.iter("*")]))
        tree.write(path)
        compiles(path)


def _change(random: Random, element: etree._Element) -> None:
    parent = element.getparent()
    others = [*element.getroottree().iter("{*}elementSpec", "{*}classSpec", "{*}attDef", "{*}content")]
    kind = random.randrange(5)
    if kind == 0 and element.attrib:
        element.set(random.choice(sorted(element.attrib)), random.choice(VALUES))
    elif kind == 1 and element.attrib:
        del element.attrib[random.choice(sorted(element.attrib))]
    elif kind == 2 and parent is not None and element.getprevious() is not None:
        parent.remove(element)
    elif kind == 3 and others:
        element.tag = random.choice(others).tag
    elif others:
        target = random.choice(others)
        if element is not target and element not in target.iterancestors():
            target.append(element)


@pytest.mark.parametrize(
    "inner",
    [
        "<elementSpec ident='x'><content>"
        + "<sequence>" * 900
        + "</sequence>" * 900
        + "</content></elementSpec>",
        "<elementSpec ident='x'>" + "<attList>" * 900 + "</attList>" * 900 + "</elementSpec>",
        "<specGrp>" * 900 + "</specGrp>" * 900,
        "".join(
            f"<macroSpec ident='m{n}'><content><macroRef key='m{n + 1}'/></content></macroSpec>"
            for n in range(3000)
        )
        + "<macroSpec ident='m3000'><content><empty/></content></macroSpec>",
        "".join(
            f"<classSpec ident='att.{n}' type='atts'><classes><memberOf key='att.{n + 1}'/></classes>"
            "</classSpec>"
            for n in range(3000)
        )
        + "<classSpec ident='att.3000' type='atts'/>",
        "".join(
            f"<classSpec ident='model.{n}' type='model'><classes><memberOf key='model.{n + 1}'/>"
            f"<memberOf key='model.{n + 2}'/></classes></classSpec>"
            for n in range(40)
        )
        + "<classSpec ident='model.40' type='model'/><classSpec ident='model.41' type='model'/>"
        + "<elementSpec ident='x'>"
        + "<content><classRef key='model.40' expand='sequence'/></content></elementSpec>",
        "<elementSpec ident='x'><desc>" + "<hi>" * 900 + "</hi>" * 900 + "</desc></elementSpec>",
        "<elementSpec ident='" + "x" * 100_000 + "' mode='change'/>",
    ],
    ids=["sequences", "attLists", "groups", "macros", "classes", "diamond", "description", "name"],
)
def test_what_is_made_to_exhaust_is_compiled_or_refused(inner: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.odd"
    path.write_text(HEAD + MODULES + inner + FOOT, encoding="utf-8")
    compiles(path)


@pytest.mark.parametrize(
    "prolog",
    [
        '<!DOCTYPE TEI [<!ENTITY a "' + "a" * 1000 + '">' + "".join(
            f'<!ENTITY {chr(98 + n)} "{f"&{chr(97 + n)};" * 10}">' for n in range(9)
        ) + "]>",
        '<!DOCTYPE TEI [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
    ],
    ids=["bomb", "external"],
)  # fmt: skip
def test_entities_do_no_harm(prolog: str, tmp_path: Path) -> None:
    path = tmp_path / "hostile.odd"
    name = "j" if "<!ENTITY j" in prolog else "a"
    path.write_text(f"{prolog}{HEAD}<desc>&{name};</desc>{MODULES}{FOOT}", encoding="utf-8")
    with pytest.raises(TeiproofError):
        flattened(path, SOURCE)
