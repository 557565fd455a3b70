"""Tokens as JSON Lines: each word and punctuation mark of the plain text, with its place there and in the TEI.

One object on a line:

    text            the token
    start, end      its offsets in the text that teiproof export text writes with the same options, in
                    characters (Unicode code points) from 0; text[start:end] is the token
    line, column    where it begins in the TEI file, from 1
    spaced          whether white space stands before it
    block           the number of its paragraph, heading, verse..., from 1
    sentence        the number of its sentence, from 1
    note            the number of the note in which it stands; missing in the text itself

The numbers of notes and pages which the layout puts into the text are no tokens.
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
    """The tokens of a document, if it has a text. Raises UnparsableError."""
    del edition
    sentences = numbered(sentences_of(lay_out(read(document, profile.reading), profile.layout)))
    words = [(number, block, word) for number, block, sentence in sentences for word in sentence.words]
    places = locations(document, [word.place for _, _, word in words])
    lines = []
    for (number, block, word), place in zip(words, places, strict=True):
        made: dict[str, object] = {"text": word.text, "start": word.start, "end": word.end}
        made |= {"line": place.line, "column": place.column, "spaced": not word.is_joined}
        made |= {"block": block, "sentence": number}
        if word.note:
            made["note"] = word.note
        lines.append(json.dumps(made, ensure_ascii=False))
    if lines:
        yield file_name(document, ".tokens.jsonl"), "".join(f"{line}\n" for line in lines).encode()
