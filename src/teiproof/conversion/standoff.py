"""What smaller schemas have no place for at all, put elsewhere before the rest is looked at: stand-off markup,
sources beside a text, examples of markup, and what senses and names hold apart."""

from __future__ import annotations

from lxml import etree

from teiproof.conversion.changes import Changes
from teiproof.model.elements import NAME_PARTS, name_of, stands_apart, traits_of
from teiproof.names import TEI_EXAMPLES, XML_ID, tei

_STAND_OFF = tei("standOff")
_NOWHERE = traits_of("")
_OF_REGISTERS = ("standOff", "particDesc", "settingDesc")


def place_notes(root: etree._Element, changes: Changes) -> None:
    """Put the notes of stand-off markup where they belong: behind the element at which they are anchored."""
    targets: dict[str, etree._Element] = {}
    for node in root.iter("*"):
        if identifier := node.get(XML_ID):
            targets.setdefault(identifier, node)
    last: dict[etree._Element, etree._Element] = {}
    for note in list(root.iterfind(f".//{_STAND_OFF}//{tei('note')}[@target]")):
        uri = note.get("target", "").split()[-1:]
        element = targets.get(uri[0].removeprefix("#")) if uri else None
        if element is None or element.getparent() is None or _is_apart(element):
            continue
        before = last.get(element, element)
        last[element] = note
        note.tail = None
        tail, before.tail = before.tail, None
        before.addnext(note)
        note.tail = tail
        changes.note(note, "<note> in <standOff>", "<note> at its target")


def _is_apart(element: etree._Element) -> bool:
    return any(name_of(node) in ("standOff", "teiHeader") for node in element.iterancestors())


def keep_lists(root: etree._Element, changes: Changes, known: frozenset[str]) -> None:
    """Put what else is in stand-off markup, and the registers of a profileDesc, into a note of the header.

    That is no text either. `known` are the elements which the smaller schema has.
    """
    for name in _OF_REGISTERS:
        for holder in [] if name in known else list(root.iter(tei(name))):
            whole = next(holder.iterancestors(tei("TEI"), tei("teiCorpus")), None)
            description = None if whole is None else whole.find(f"{tei('teiHeader')}/{tei('fileDesc')}")
            if description is None:
                continue
            lists = [each for each in holder if name == "standOff" or name_of(each).startswith("list")]
            if lists:
                changes.note(holder, f"<{name}>", f'<note type="{name}"> in <notesStmt>')
                note = etree.SubElement(_notes(description), tei("note"), {"type": name})
                note.extend(lists)
            if not len(holder):
                _take_out(holder)


def _notes(description: etree._Element) -> etree._Element:
    """The notesStmt of a fileDesc, which stands before the first sourceDesc."""
    notes = description.find(tei("notesStmt"))
    if notes is None:
        notes = etree.Element(tei("notesStmt"))
        source = description.find(tei("sourceDesc"))
        if source is None:
            description.append(notes)
        else:
            source.addprevious(notes)
    return notes


def drop_sources(root: etree._Element, changes: Changes) -> None:
    """Take out a sourceDoc beside the text, which alone is read then."""
    for source in list(root.iter(tei("sourceDoc"))):
        if any(name_of(sibling) == "text" for sibling in source.itersiblings()):
            changes.note(source, "<sourceDoc> beside <text>", "dropped with what it holds")
            _take_out(source)


def strip_examples(root: etree._Element, changes: Changes) -> None:
    """Leave of an example of markup (egXML) its text alone, in eg: that is what is read of it."""
    for example in list(root.iter(f"{{{TEI_EXAMPLES}}}egXML")):
        parent = example.getparent()
        if parent is None or any(node.tag == example.tag for node in example.iterancestors()):
            continue
        for node in example.iterdescendants("*"):
            changes.note(node, "markup in <egXML>", "its text")
        changes.note(example, "<egXML>", "<eg>")
        etree.strip_tags(example, "*")
        made = etree.Element(tei("eg"))
        made.text = str(example.xpath("string()"))
        made.tail = example.tail
        parent.replace(example, made)


def keep_apart(root: etree._Element, known: frozenset[str]) -> None:
    """Put a space between words that are apart as parts of a sense or of a name, and would not be elsewhere."""
    for sense in [] if "sense" in known else root.iter(tei("sense")):
        sense.tail = f" {sense.tail or ''}"
        sense.text = f" {sense.text or ''}"
        for element in sense.iterchildren("*"):
            _space_before(element)
    for part in root.iter(*map(tei, sorted(NAME_PARTS - known))):
        for near in (part, part.getnext()):
            if near is not None and stands_apart(near, traits_of(str(near.tag)), _NOWHERE):
                _space_before(near)


def _space_before(element: etree._Element) -> None:
    """Put a space between an element and one before it."""
    before = element.getprevious()
    if before is not None and isinstance(before.tag, str) and not before.tail:
        before.tail = " "


def _take_out(element: etree._Element) -> None:
    """Remove an element, and keep the text after it."""
    parent, before, tail = element.getparent(), element.getprevious(), element.tail
    if parent is None:
        return
    if before is not None:
        before.tail = (before.tail or "") + (tail or "")
    else:
        parent.text = (parent.text or "") + (tail or "")
    element.tail = None
    parent.remove(element)
