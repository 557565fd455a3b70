"""Web Annotations: names, dates and notes on the plain text, after the W3C's model.

One annotation page (JSON-LD, https://www.w3.org/TR/annotation-model/) for each text. What is annotated is the
text that teiproof export text writes with the same options: NAME.txt, on a site text/NAME.txt. Each target has
two selectors: by position (offsets in characters, Unicode code points, from 0) and by quotation, with what
stands before and after.

    identifying     a name or description of which the register has the entry: its address on the site
    classifying     what it is: person, place, organisation, event or work
    describing      a date: its value in the notation of TEI's attributes, such as 1936-08-25 or 1936/1937
    commenting      a note, on the word to which its mark belongs: its words and its language

--base says where the edition is published; without it all addresses are relative. With --notes end or inline
the names and dates in notes are annotated as well; with --notes none the notes are commented on all the same.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import quote

from teiproof.exports import Made, Profile, file_name
from teiproof.linked.resources import Resources
from teiproof.model.blocks import Note, Reading
from teiproof.model.dating import value_of
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.names import XML_LANG
from teiproof.pages.plan import plan
from teiproof.plaintext.layout import Laid, lay_out, marks_of
from teiproof.plaintext.names import Name, names_of

MEDIA_TYPE = "application/ld+json"
OPTIONS = ("reading", "notes", "lines", "hyphens", "pages", "speakers", "verse", "tables", "base")

_CONTEXT = "http://www.w3.org/ns/anno.jsonld"  # as the model demands; it is fetched by nobody here
_AROUND = 32  # characters before and after a quotation

Node = dict[str, object]


class _Remark(NamedTuple):
    """What is said of the characters from `start` to before `end`, and with what motivation."""

    start: int
    end: int
    motivation: str
    bodies: list[Node]


def export(edition: Edition, profile: Profile) -> Iterator[Made]:
    """The annotations of each text that has any. Raises UnparsableError."""
    planned = plan(edition, base=profile.base)
    resources = Resources(planned)
    for text in planned.texts:
        reading = read(text.document, profile.reading)
        laid = lay_out(reading, profile.layout)
        remarks = [_on_name(name, text.document, resources, profile.base) for name in names_of(laid)]
        remarks += _on_words(reading, laid)
        remarks.sort(key=lambda remark: (remark.start, -remark.end))
        if remarks:
            beside = quote(file_name(text.document, ".txt").name)
            source = f"{profile.base}text/{text.name}.txt" if profile.base else beside
            page = f"{profile.base}annotations/{text.name}.annotations.json" if profile.base else ""
            made = _page(page, source, remarks, laid.text)
            yield file_name(text.document, ".annotations.json"), made.encode()


def _on_name(name: Name, document: Document, resources: Resources, base: str) -> _Remark:
    """What is said of a name, a description or a date."""
    if name.kind == "date":
        value = value_of(name.element)
        purpose = "describing" if value else "classifying"
        body: Node = {"type": "TextualBody", "value": value or "date", "purpose": purpose}
        return _Remark(name.start, name.end, purpose, [body])
    bodies: list[Node] = [{"type": "TextualBody", "value": name.kind, "purpose": "classifying"}]
    entries = [resources.plan.entries[entity.key] for entity in resources.of(name.element, document)]
    bodies += [
        {"type": "SpecificResource", "source": f"{base}{entry.href}", "purpose": "identifying"}
        for entry in entries
    ]
    return _Remark(name.start, name.end, "identifying" if entries else "classifying", bodies)


def _on_words(reading: Reading, laid: Laid) -> Iterator[_Remark]:
    """What is said of words in notes."""
    marks = marks_of(laid)
    for note in reading.notes:
        if note.number in marks and note.blocks:
            start, end = marks[note.number]
            yield _Remark(start, end, "commenting", [_comment(note)])


def _comment(note: Note) -> Node:
    body: Node = {
        "type": "TextualBody",
        "value": "\n\n".join(block.line for block in note.blocks),
        "format": "text/plain",
        "purpose": "commenting",
    }
    language = next(
        (node.get(XML_LANG) for node in (note.element, *note.element.iterancestors()) if node.get(XML_LANG)),
        None,
    )
    return {**body, "language": language} if language else body


def _page(address: str, source: str, remarks: list[_Remark], text: str) -> str:
    """An annotation page, with an annotation on each line, so that versions can be compared."""
    head = json.dumps({"@context": _CONTEXT, "id": address, "type": "AnnotationPage"}, ensure_ascii=False)
    items = ",\n".join(
        json.dumps(_annotation(f"{address}#a{number}", source, remark, text), ensure_ascii=False)
        for number, remark in enumerate(remarks, 1)
    )
    return f'{head[:-1]}, "items": [\n{items}\n]}}\n'


def _annotation(address: str, source: str, remark: _Remark, text: str) -> Node:
    start, end = remark.start, remark.end
    quote: Node = {"type": "TextQuoteSelector", "exact": text[start:end]}
    quote |= {"prefix": text[max(0, start - _AROUND) : start], "suffix": text[end : end + _AROUND]}
    position: Node = {"type": "TextPositionSelector", "start": start, "end": end}
    return {
        "id": address,
        "type": "Annotation",
        "motivation": remark.motivation,
        "body": remark.bodies[0] if len(remark.bodies) == 1 else remark.bodies,
        "target": {"source": source, "selector": [position, quote]},
    }
