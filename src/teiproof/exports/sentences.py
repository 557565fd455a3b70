"""Sentences as JSON Lines: each sentence of the plain text, with its place there and in the TEI.

One object on a line:

    text            the sentence as it stands in the text, numbers of notes and pages included
    start, end      its offsets in the text that teiproof export text writes with the same options, in
                    characters (Unicode code points) from 0; text[start:end] is the sentence
    line, column    where it begins in the TEI file, from 1
    block           the number of its paragraph, heading, verse..., from 1
    note            the number of the note in which it stands; missing in the text itself

A sentence ends with its block at the latest. Within a block it ends where a full stop, question mark or
exclamation mark is followed by a word that may begin one; abbreviations and initials of the commonest European
languages are known, and where in doubt nothing is cut.
"""

import json
from collections.abc import Iterator

from teiproof.exports import Made, Profile, file_name
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.plaintext.layout import lay_out
from teiproof.plaintext.places import locations
from teiproof.plaintext.words import numbered, sentences_of

MEDIA_TYPE = "application/jsonl"
OPTIONS = ("reading", "notes", "lines", "hyphens", "pages", "speakers", "verse", "tables")


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The sentences of a document, if it has a text. Raises UnparsableError."""
    del edition
    laid = lay_out(read(document, profile.reading), profile.layout)
    sentences = list(numbered(sentences_of(laid)))
    places = locations(document, [sentence.words[0].place for _, _, sentence in sentences])
    lines = []
    for (_, block, sentence), place in zip(sentences, places, strict=True):
        start, end = sentence.start, sentence.end
        made: dict[str, object] = {"text": laid.text[start:end], "start": start, "end": end}
        made |= {"line": place.line, "column": place.column, "block": block}
        if sentence.words[0].note:
            made["note"] = sentence.words[0].note
        lines.append(json.dumps(made, ensure_ascii=False))
    if lines:
        yield file_name(document, ".sentences.jsonl"), "".join(f"{line}\n" for line in lines).encode()
