"""Tokens with tags for the training of named entity recognition: IOB2, as CoNLL-2003 writes it.

A line for each token of the text, the token and its tag with a tab between them; a blank line after each
sentence. B-PER begins a name of a person, I-PER goes on with it, O is none. The tags are PER (persName), LOC
(placeName, geogName, country, region, settlement, district, bloc), ORG (orgName), EVENT (eventName), WORK
(title) and DATE (date); name takes that of its @type. Of names in names the outermost is tagged. Descriptions
such as <rs>the old man</rs> are no names and have no tag.

The tokens are those of teiproof export tokens --notes none: the notes of editors are not the language of the
text. A name that goes on in another sentence or block begins there anew.
"""

from collections.abc import Iterator

from teiproof.exports import Made, Profile, file_name
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.plaintext.layout import Laid, Layout, lay_out
from teiproof.plaintext.names import Kind, Name, names_of, outermost
from teiproof.plaintext.words import sentences_of

MEDIA_TYPE = "text/tab-separated-values"
OPTIONS = ("reading",)

_TAGS: dict[Kind, str] = {
    "person": "PER",
    "place": "LOC",
    "organisation": "ORG",
    "event": "EVENT",
    "work": "WORK",
    "date": "DATE",
}


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The tagged tokens of a document, if it has a text. Raises UnparsableError."""
    del edition
    laid = lay_out(read(document, profile.reading), Layout(notes="none"))
    lines = list(_lines(laid))
    if lines:
        yield file_name(document, ".iob.tsv"), "".join(f"{line}\n" for line in lines).encode()


def tagged(laid: Laid) -> list[Name]:
    """The names and dates of a text that have tags."""
    return outermost([name for name in names_of(laid) if name.is_name or name.kind == "date"])


def _lines(laid: Laid) -> Iterator[str]:
    names = iter(tagged(laid))
    name = next(names, None)
    for sentence in sentences_of(laid):
        is_inside = False  # of a name that began in this sentence
        for word in sentence.words:
            while name is not None and name.end <= word.start:
                name, is_inside = next(names, None), False
            if name is None or word.start < name.start:
                yield f"{word.text}\tO"
                continue
            yield f"{word.text}\t{'I' if is_inside else 'B'}-{_TAGS[name.kind]}"
            is_inside = True
        yield ""
