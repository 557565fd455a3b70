"""A document brought within TEI Lite or TEI simplePrint, and proved: valid, and with the same readings."""

from __future__ import annotations

from functools import lru_cache
from itertools import zip_longest
from pathlib import Path
from typing import NamedTuple

from lxml import etree

from teiproof.conversion.changes import Changes, shown
from teiproof.conversion.contained import contained
from teiproof.conversion.reduction import HINT, Reduction, ReductionError
from teiproof.conversion.standoff import drop_sources, keep_apart, keep_lists, place_notes, strip_examples
from teiproof.conversion.writing import written
from teiproof.diagnostics import Location
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.pointers import POINTING, pointers
from teiproof.model.reading import Kind, read
from teiproof.names import XML_ID, tei
from teiproof.relaxng import Schema

_SCHEMAS = Path(__file__).parent / "schemas"
_KINDS: tuple[Kind, ...] = ("edited", "diplomatic")


class Reduced(NamedTuple):
    """The bytes of a document, and what was changed in it."""

    content: bytes
    changes: Changes


@lru_cache(maxsize=4)
def schema(name: str) -> Schema:
    """A schema that comes with the toolkit, `tei_lite` or `tei_simple_print`."""
    return Schema.load(_SCHEMAS / f"{name}.rng")


def reduced(document: Document, edition: Edition, base: str, name: str) -> Reduced:
    """A document within a schema. Raises UnparsableError, and ReductionError with the place and the reason."""
    tree, copies = contained(document, edition, base, takes_entries=False)
    changes = Changes(document, {copy: original for original, copy in copies.items()})
    root = tree.getroot()
    _require_headers(root, changes)
    pointed_to = frozenset(pointer.fragment for pointer in pointers(document) if pointer.is_local)
    target = schema(name)
    place_notes(root, changes)
    keep_lists(root, changes, target.guide().elements)
    drop_sources(root, changes)
    strip_examples(root, changes)
    keep_apart(root, target.guide().elements)
    Reduction(target.guide(), changes, pointed_to).run(root)
    _report_lost(root, document, changes)
    content = written(tree, names_schemas=False)
    _prove(document, root, content, target, changes)
    return Reduced(content, changes)


def _require_headers(root: etree._Element, changes: Changes) -> None:
    """Refuse a document without the header that it has to have (Guidelines, 2.1.1)."""
    for whole in root.iter(tei("TEI"), tei("teiCorpus")):
        if whole.find(f"{tei('teiHeader')}/{tei('fileDesc')}") is None:
            name = shown(str(whole.tag))
            raise ReductionError(
                f"{changes.place(whole)}: {name} has no teiHeader with a fileDesc. Say there at least what the "
                "title is, who publishes it, and what the source is."
            )


def _report_lost(root: etree._Element, document: Document, changes: Changes) -> None:
    """Note the pointers that led to an element of the document which is there no more."""
    kept = {element.get(XML_ID) for element in root.iter("*")}
    lost = {f"#{identifier}" for identifier in document.ids.keys() - kept}
    for element in root.iter("*") if lost else ():
        for attribute, value in element.items():
            if attribute in POINTING and not lost.isdisjoint(str(value).split()):
                changes.note(element, f"pointer in @{attribute}", "leads nowhere, as its target was dropped")


def _prove(document: Document, root: etree._Element, content: bytes, target: Schema, changes: Changes) -> None:
    """Refuse a result that is not valid, or says something else.

    That the same words are divided into other blocks is a change to be noted.
    """
    for diagnostic in target.validate(content, str(document.path)):
        line = content.splitlines()[diagnostic.location.line - 1].decode("utf-8", "replace")
        near = line[max(0, diagnostic.location.column - 1) :][:40].strip()
        raise ReductionError(f"{document.path}: “{near}” has no place there: {diagnostic.message} {HINT}")
    after = Document(document.path, content)
    for kind in _KINDS:
        before, now = _words(document, kind), _words(after, kind)
        if before == now:
            continue
        for number, (one, other) in enumerate(zip_longest(" ".join(before).split(), " ".join(now).split())):
            if one != other:
                change = f"“{one or 'nothing'}” would become “{other or 'nothing'}”"
                place = _place_of_word(document, kind, number)
                raise ReductionError(f"{place}: the {kind} reading would change: {change}. {HINT}")
        changes.note(root, f"blocks of the {kind} reading", "divided otherwise; the words are the same")


def _place_of_word(document: Document, kind: Kind, number: int) -> Location:
    """The place of the element in or after which a word of `_words` stands."""
    reading = read(document, kind)
    nodes = [token.node for block in reading.blocks for token in block.tokens]
    for note in reading.notes:
        for block in note.blocks:
            nodes += [note.element, *(token.node for token in block.tokens)]
    return document.location(nodes[number]) if number < len(nodes) else Location(str(document.path))


def _words(document: Document, kind: Kind) -> list[str]:
    """The texts of the blocks of a reading, and of its notes."""
    reading = read(document, kind)
    found = [block.line for block in reading.blocks]
    return [*found, *(f"{note.number} {block.line}" for note in reading.notes for block in note.blocks)]
