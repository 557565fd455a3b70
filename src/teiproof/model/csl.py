"""References in CSL-JSON (https://citeproc-js.readthedocs.io/en/latest/csl-json/markup.html)."""

import json
import re
from collections.abc import Mapping

from teiproof.model.citation import Citation, Name

_KINDS = {
    "article": "article-magazine",
    "chapter": "chapter",
    "book": "book",
    "page": "webpage",
    "other": "document",
}


def csl_json(cited: Mapping[str, Citation]) -> str:
    """A list of items; the keys are their identifiers."""
    items = [_item(key, citation) for key, citation in cited.items()]
    return json.dumps(items, ensure_ascii=False, indent=2) + "\n"


def _item(key: str, cited: Citation) -> dict[str, object]:
    item: dict[str, object] = {
        "id": key,
        "type": _KINDS[cited.kind],
        "title": cited.title,
        "author": [_name(name) for name in cited.authors],
        "editor": [_name(name) for name in cited.editors],
        "translator": [_name(name) for name in cited.translators],
        "container-title": cited.journal or cited.book,
        "collection-title": cited.series,
        "issued": _date(cited.printed or cited.published),
        "volume": cited.volume,
        "issue": cited.issue,
        "page": cited.pages.replace("–", "-"),
        "publisher-place": cited.place,
        "publisher": cited.publisher,
        "language": cited.language,
        "DOI": cited.doi,
        "ISBN": cited.isbn,
        "ISSN": cited.issn,
        "URL": cited.url,
    }
    return {name: value for name, value in item.items() if value}


def _name(name: Name) -> dict[str, str]:
    return {"family": name.family, "given": name.given} if name.given else {"literal": name.family}


def _date(date: str) -> dict[str, list[list[int]]]:
    parts = [int(part) for part in date.split("-")] if re.fullmatch(r"\d{4}(-\d\d){0,2}", date) else []
    return {"date-parts": [parts]} if parts else {}
