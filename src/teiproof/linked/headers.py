"""What the headers of an edition say of it as a whole: publishers, the last revision, licences."""

from __future__ import annotations

import re
from collections.abc import Sequence

from teiproof.linked.terms import web
from teiproof.linked.times import time_of
from teiproof.model.document import Document
from teiproof.model.elements import name_of
from teiproof.model.reading import words_of

_PUBLICATION = "teiHeader/fileDesc/publicationStmt"
_DAY = re.compile(r"\d{4}-\d\d-\d\d")


def publishers(documents: Sequence[Document]) -> list[str]:
    """The names of publishers or, where there is none, of authorities who make available, each once."""
    found: dict[str, None] = {}
    for document in documents:
        named = document.findall(f"{_PUBLICATION}/publisher") or document.findall(f"{_PUBLICATION}/authority")
        for element in named:
            inner = next(
                (child for child in element if name_of(child) in ("orgName", "persName", "name")), element
            )
            found[words_of(inner)] = None
    return [name for name in found if name]


def contact(documents: Sequence[Document]) -> str:
    """The first electronic address in the statements of title and publication; nothing if there is none."""
    for document in documents:
        for part in (_PUBLICATION, "teiHeader/fileDesc/titleStmt"):
            for email in document.findall(f"{part}//email"):
                address = " ".join("".join(email.itertext()).split())
                if "@" in address:
                    return address
    return ""


def last_revision(documents: Sequence[Document]) -> str:
    """The latest day on which a document was revised or published; nothing if none is known to the day."""
    days = []
    for document in documents:
        for path in ("teiHeader/revisionDesc//change", f"{_PUBLICATION}/date"):
            times = [time for element in document.findall(path) if (time := time_of(element))]
            days += [time.edtf[:10] for time in times if _DAY.match(time.edtf)]
    return max(days, default="")


def licences(documents: Sequence[Document]) -> list[str]:
    """The addresses of the licences under which documents are published, each once."""
    found: dict[str, None] = {}
    for document in documents:
        for licence in document.findall(f"{_PUBLICATION}/availability/licence"):
            for target in licence.get("target", "").split():
                known = web(target)
                if known:
                    found[known.iri] = None
    return list(found)
