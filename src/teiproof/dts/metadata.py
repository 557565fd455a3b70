"""Dublin Core of texts and of the edition, from the headers; what they do not say is left out."""

from __future__ import annotations

import re
from collections.abc import Sequence

from teiproof.citing.trees import Datum
from teiproof.linked.headers import last_revision, licences, publishers
from teiproof.linked.terms import language_of, web
from teiproof.model.citation import Name
from teiproof.model.reading import words_of
from teiproof.pages.plan import Plan, Text

_TERMS = ("http://purl.org/dc/terms/", "http://purl.org/dc/elements/1.1/")
_TERM = re.compile(r"[A-Za-z]{2,40}")
_TEXT = "http://purl.org/dc/dcmitype/Text"
_COLLECTION = "http://purl.org/dc/dcmitype/Collection"
_LANGUAGE = re.compile(r"[A-Za-z]{1,8}(?:-[A-Za-z0-9]{1,8})*")
_HEADER = "teiHeader/fileDesc/"

Metadata = dict[str, object]


def of_text(text: Text) -> Metadata:
    """What the header of a text says of it."""
    cited, documents = text.cited, [text.document]
    titles = text.document.findall(f"{_HEADER}titleStmt/title")
    found = {
        "title": [in_language(words_of(one), language_of(one)) for one in titles if words_of(one)],
        "creator": _names(cited.authors),
        "contributor": _names((*cited.editors, *cited.translators)),
        "publisher": publishers(documents),
        "date": [cited.printed] if cited.printed else [],
        "issued": [cited.published] if cited.published else [],
        "modified": [day] if (day := last_revision(documents)) else [],
        "language": [cited.language] if _LANGUAGE.fullmatch(cited.language) else [],
        "license": licences(documents),
        "isPartOf": [cited.journal] if cited.journal else [],
        "identifier": _addresses(text),
        "type": [_TEXT],
    }
    return {name: values for name, values in found.items() if values}


def of_edition(plan: Plan, title: str) -> Metadata:
    """What the headers of an edition say of it as a whole."""
    documents = [text.document for text in plan.texts]
    languages = {text.cited.language: None for text in plan.texts if _LANGUAGE.fullmatch(text.cited.language)}
    found = {
        "title": [in_language(title, "")],
        "publisher": publishers(documents),
        "modified": [day] if (day := last_revision(documents)) else [],
        "language": list(languages),
        "license": licences(documents),
        "identifier": [plan.base] if plan.base else [],
        "type": [_COLLECTION],
    }
    return {name: values for name, values in found.items() if values}


def of_unit(data: Sequence[Datum]) -> dict[str, Metadata]:
    """What is said of a unit: in Dublin Core, or by properties with an IRI of their own."""
    core: Metadata = {}
    others: Metadata = {}
    for datum in data:
        value = in_language(datum.text, datum.language)
        space = next((space for space in _TERMS if datum.property.startswith(space)), "")
        term = datum.property.removeprefix(space)
        known = web(datum.property)
        if space and _TERM.fullmatch(term):
            target, key = core, term
        elif known:
            target, key = others, known.iri
        else:
            continue
        values = target.setdefault(key, [])
        if isinstance(values, list):
            values.append(value)
    found = {"dublinCore": core, "extensions": others}
    return {name: said for name, said in found.items() if said}


def in_language(text: str, language: str) -> dict[str, str]:
    """A text, with its language if that is known."""
    return {"lang": language, "value": text} if _LANGUAGE.fullmatch(language) else {"value": text}


def _names(names: Sequence[Name]) -> list[str]:
    return [name.straight for name in names]


def _addresses(text: Text) -> list[str]:
    known = [f"{text.base}{text.href}"] if text.base else []
    return known + ([text.cited.url] if web(text.cited.url) else [])
