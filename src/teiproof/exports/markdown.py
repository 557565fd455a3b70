"""Markdown: CommonMark, with the footnotes and tables of GitHub, to be read as it is or by most programs.

Headings, verse, lists, tables, quotations, emphasis and links are kept; small capitals, and what stands in
more than one line of a cell, lose their look, but no word; a ruby gloss stands in parentheses. Title, authors,
language and licence stand before the text, between two lines of hyphens (YAML). --reading and --notes are those
of the text export; with --notes end they become footnotes.
"""

import json
from collections.abc import Iterator

from teiproof.exports import Made, Profile, file_name
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.reading import read
from teiproof.prose.composition import compose
from teiproof.prose.markdown import markdown
from teiproof.prose.metadata import metadata

MEDIA_TYPE = "text/markdown"
OPTIONS = ("reading", "notes")


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The text of a document, if it has one. Raises UnparsableError."""
    del edition
    reading = read(document, profile.reading)
    if reading.blocks:
        text = markdown(compose(reading, profile.notes))
        yield file_name(document, ".md"), f"{_front_matter(document)}{text}".encode()


def _front_matter(document: Document) -> str:
    """What stands before the text. A string in JSON is one in YAML too."""
    known = {name.removesuffix("-meta"): value for name, value in metadata(document).items()}
    licence = document.find("teiHeader/fileDesc/publicationStmt/availability/licence[@target]")
    if licence is not None:
        known["licence"] = licence.get("target", "")
    lines = [f"{name}: {json.dumps(value, ensure_ascii=False)}" for name, value in known.items()]
    return "\n".join(["---", *lines, "---", "", ""])
