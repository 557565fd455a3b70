"""The page that shows what is in a crate: plain HTML, without scripts, that loads nothing."""

from __future__ import annotations

import json
from collections.abc import Mapping
from html import escape
from typing import Any
from urllib.parse import unquote

_STYLE = (
    "body{font:1rem/1.5 serif;max-width:45rem;margin:2rem auto;padding:0 1rem}td{padding:.1rem 1rem .1rem 0}"
)
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_SHOWN = {
    "author": "By",
    "publisher": "Published by",
    "datePublished": "Published",
    "license": "Licence",
}


def preview(metadata: bytes) -> bytes:
    """The page for a description of a crate."""
    entities = {entity["@id"]: entity for entity in json.loads(metadata)["@graph"]}
    root = entities["./"]
    lines = [
        "<!DOCTYPE html>",
        '<html lang="en"><head><meta charset="utf-8">',
        f"<title>{_text(root['name'])}</title>",
        '<meta name="viewport" content="width=device-width, initial-scale=1">',
        f'<meta http-equiv="Content-Security-Policy" content="{_POLICY}">',
        f"<style>{_STYLE}</style></head><body>",
        f"<h1>{_text(root['name'])}</h1>",
        f"<p>{_text(root['description'])}</p><dl>",
    ]
    for name, label in _SHOWN.items():
        shown = [_shown(value, entities) for value in _listed(root.get(name))]
        lines += [f"<dt>{label}</dt>", *(f"<dd>{value}</dd>" for value in shown)] if shown else []
    lines.append('</dl><p>Described in <a href="ro-crate-metadata.json">ro-crate-metadata.json</a>.</p>')
    lines.append(
        "<table><caption>Files</caption><thead><tr><th>File</th><th>What it is</th></tr></thead><tbody>"
    )
    for part in _listed(root.get("hasPart")):
        entity = entities[part["@id"]]
        if entity["@type"] == "File":
            place, path = escape(entity["@id"]), _text(unquote(entity["@id"]))
            lines.append(f'<tr><td><a href="./{place}">{path}</a></td><td>{_text(entity["name"])}</td></tr>')
    lines.append("</tbody></table></body></html>\n")
    return "\n".join(lines).encode()


def _listed(value: Any) -> list[Any]:
    if value is None:
        return []
    return value if isinstance(value, list) else [value]


def _shown(value: Any, entities: Mapping[str, Any]) -> str:
    if not isinstance(value, dict):
        return _text(value)
    identifier = value["@id"]
    label = _text(entities.get(identifier, {}).get("name", identifier))
    if identifier.startswith(("https://", "http://")):
        return f'<a href="{escape(identifier)}">{label}</a>'
    return label


def _text(value: object) -> str:
    return escape(str(value))
