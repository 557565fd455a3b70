"""What a site says to machines: linked data in the vocabulary of schema.org, and where its pages are, if it is
known where it is published; and what the edition is called.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from html import escape

from teiproof.messages import messages
from teiproof.model.citation import Name
from teiproof.pages.plan import Plan, Text


def of_text(text: Text) -> str:
    """The linked data of a text."""
    cited = text.cited
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Article" if cited.journal else "CreativeWork",
        "@id": f"{text.base}{text.href}" if text.base else "",
        "name": cited.title,
        "headline": cited.title,
        "author": [_person(name) for name in cited.authors],
        "translator": [_person(name) for name in cited.translators],
        "isPartOf": {"@type": "Periodical", "name": cited.journal} if cited.journal else None,
        "datePublished": cited.printed,
        "publisher": {"@type": "Organization", "name": cited.publisher} if cited.publisher else None,
        "sdDatePublished": cited.published,
        "license": _licence(text),
        "inLanguage": cited.language,
        "url": f"{text.base}{text.href}" if text.base else cited.url,
        "encoding": {
            "@type": "MediaObject",
            "contentUrl": f"{text.base}tei/{text.file}",
            "encodingFormat": "application/tei+xml",
        },
    }
    return _script(data)


def of_edition(plan: Plan) -> str:
    """The linked data of the first page."""
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "Collection",
        "@id": plan.base,
        "name": name_of_edition(plan),
        "inLanguage": plan.language,
        "url": plan.base,
        "hasPart": [_part(text) for text in plan.texts],
    }
    return _script(data)


def of_page(plan: Plan, href: str, title: str) -> str:
    """The linked data of another page."""
    name = name_of_edition(plan)
    data: dict[str, object] = {
        "@context": "https://schema.org",
        "@type": "WebPage",
        "@id": f"{plan.base}{href}" if plan.base else "",
        "name": title,
        "inLanguage": plan.language,
        "url": f"{plan.base}{href}" if plan.base else "",
        "isPartOf": {"@type": "Collection", "name": name, "url": plan.base or "index.html"},
    }
    return _script(data)


def sitemap(base: str, pages: Iterable[str]) -> bytes:
    """The addresses of all pages of a site that is published at a URL (https://www.sitemaps.org/protocol.html)."""
    addresses = [base + ("" if name == "index.html" else name) for name in pages]
    lines = [f"<url><loc>{escape(address, quote=False)}</loc></url>" for address in addresses]
    return "\n".join(
        [
            '<?xml version="1.0" encoding="UTF-8"?>',
            '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
            *lines,
            "</urlset>\n",
        ]
    ).encode()


def _part(text: Text) -> dict[str, str]:
    part = {"@type": "CreativeWork", "name": text.cited.title, "url": f"{text.base}{text.href}"}
    return {"@id": part["url"], **part} if text.base else part


def name_of_edition(plan: Plan) -> str:
    """What the edition is called: its series, its one text, its one author; else just an edition."""
    for path in ("teiHeader/fileDesc/seriesStmt/title", "teiHeader/fileDesc/titleStmt/title[@type='series']"):
        titles = {_words(text, path) for text in plan.texts}
        if len(titles) == 1 and "" not in titles:
            return titles.pop()
    if len(plan.texts) == 1:
        return plan.texts[0].cited.title
    authors = {tuple(name.straight for name in text.cited.authors) for text in plan.texts}
    if len(authors) == 1:
        names = authors.pop()
        if names:
            return ", ".join(names)
    return messages(plan.language)["edition"]


def _words(text: Text, path: str) -> str:
    element = text.document.find(path)
    return "" if element is None else " ".join("".join(element.itertext()).split())


def _licence(text: Text) -> str:
    licence = text.document.find("teiHeader/fileDesc/publicationStmt/availability/licence")
    target = "" if licence is None else licence.get("target", "")
    return target if target.startswith(("https://", "http://")) else ""


def _person(name: Name) -> dict[str, str]:
    person = {"@type": "Person", "name": name.straight}
    if name.given:
        person |= {"familyName": name.family, "givenName": name.given}
    return person


def _script(data: dict[str, object]) -> str:
    """As JSON that cannot end the script element in which it stands."""
    kept = {name: value for name, value in data.items() if value}
    return (
        json.dumps(kept, ensure_ascii=False)
        .replace("<", "\\u003c")
        .replace("&", "\\u0026")
        .replace(">", "\\u003e")
    )
