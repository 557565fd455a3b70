"""The manual of a schema as one HTML page in the style of the site, which needs nothing else."""

from importlib.resources import files

from lxml import etree

from teiproof.names import tei
from teiproof.odd.flattened import Flattened
from teiproof.odd.manual import content
from teiproof.odd.manual.elements import made

_STYLES = ("page.css", "manual.css")


def write(schema: Flattened, docs: bool = True) -> bytes:  # noqa: ARG001 - it is all description
    """The manual: prose of the ODD, elements, classes, macros, datatypes."""
    assets = files("teiproof").joinpath("assets")
    style = "\n".join(assets.joinpath(name).read_text(encoding="utf-8") for name in _STYLES)
    title = _title(schema)
    page = made(
        "html",
        {"lang": schema.languages[0]},
        made(
            "head",
            {},
            made("meta", {"charset": "utf-8"}),
            made("meta", {"name": "viewport", "content": "width=device-width, initial-scale=1"}),
            made("title", {}, title),
            made("style", {}, style),
        ),
        made("body", {}, made("main", {}, made("h1", {}, title), *content(schema))),
    )
    return etree.tostring(page, doctype="<!DOCTYPE html>", encoding="utf-8", method="html") + b"\n"


def _title(schema: Flattened) -> str:
    title: etree._Element | None = (
        schema.node.getroottree().getroot().find(f".//{tei('titleStmt')}/{tei('title')}")
    )
    text = "" if title is None else " ".join("".join(title.itertext()).split())
    return text or f"Schema {schema.ident}"
