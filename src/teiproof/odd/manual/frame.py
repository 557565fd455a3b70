"""A page of a manual: what stands around its content, in the style of the site."""

import hashlib
from base64 import b64encode
from importlib.resources import files

from lxml import etree

from teiproof.names import tei
from teiproof.odd.flattened import Flattened
from teiproof.odd.manual.elements import made
from teiproof.odd.manual.words import Words

_STYLES = ("page.css", "manual.css")


def style() -> str:
    """The style of a manual, in which nothing else is needed."""
    return "\n".join(asset(name).decode() for name in _STYLES)


def asset(name: str) -> bytes:
    """A file of the package."""
    return files("teiproof").joinpath("assets", name).read_bytes()


def page(
    title: str, language: str, policy: str, head: list[etree._Element], body: list[etree._Element]
) -> bytes:
    """A page, its own words in a language. `policy` says what it may load and run, whatever an ODD may have
    smuggled in; `head` is what it loads."""
    whole = made(
        "html",
        {"lang": language},
        made(
            "head",
            {},
            made("meta", {"charset": "utf-8"}),
            made("meta", {"http-equiv": "Content-Security-Policy", "content": policy}),
            made("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
            made("meta", {"name": "color-scheme", "content": "light dark"}),
            made("title", {}, title),
            *head,
        ),
        made("body", {}, *body),
    )
    return etree.tostring(whole, doctype="<!DOCTYPE html>", encoding="utf-8", method="html") + b"\n"


def policy(styles: str, scripts: str = "'none'") -> str:
    """A Content Security Policy that allows these styles and scripts alone."""
    return f"default-src 'none'; base-uri 'none'; form-action 'none'; style-src {styles}; script-src {scripts}"


def whole_page(schema: Flattened, content: list[etree._Element], words: Words) -> bytes:
    """A manual as one page that needs no other file."""
    own = style()
    digest = b64encode(hashlib.sha256(own.encode()).digest()).decode()
    name = title(schema, words)
    body = made("main", {}, heading(schema, name, words), *content)
    return page(name, words.language, policy(f"'sha256-{digest}'"), [made("style", {}, own)], [body])


def title(schema: Flattened, words: Words) -> str:
    """The title of the ODD, or the name of the schema."""
    found = _title(schema)
    text = "" if found is None else " ".join("".join(found.itertext()).split())
    return text or f"{words.shared('schema')} {schema.ident}"


def heading(schema: Flattened, name: str, words: Words) -> etree._Element:
    """The title as a heading."""
    made_ = made("h1", {}, name)
    found = _title(schema)
    if found is not None:
        words.mark(made_, found)
    return made_


def _title(schema: Flattened) -> etree._Element | None:
    root: etree._Element = schema.node.getroottree().getroot()
    return root.find(f".//{tei('titleStmt')}/{tei('title')}")
