"""The JSON-LD objects of the entry point and of the endpoints for collections and navigation."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence

from teiproof.citing.trees import CitableUnit, CitationTree, CiteStructure
from teiproof.dts import metadata
from teiproof.dts.library import PAGE, Library
from teiproof.dts.places import Places
from teiproof.pages.plan import Text

CONTEXT = "https://dtsapi.org/context/v1.0.json"
VERSION = "1.0"
MEDIA_TYPE = "application/ld+json"
TEI_MEDIA_TYPE = "application/tei+xml"

Json = dict[str, object]


def written(value: Json) -> bytes:
    """An object as JSON."""
    return (json.dumps(value, ensure_ascii=False, indent=1) + "\n").encode("utf-8", "replace")


def entry(places: Places) -> Json:
    """The entry point."""
    return {**_head(), "@id": places.entry(), "@type": "EntryPoint", **places.templates()}


def collection(library: Library, places: Places, page: int = 0) -> Json:
    """The collection of all texts: those of a page, counted from 1, or of the first."""
    first = (max(page, 1) - 1) * PAGE
    made = {
        **_head(),
        **_edition(library, places),
        "member": [resource(text, places) for text in library.texts[first : first + PAGE]],
    }
    if library.pages > 1:
        made["view"] = _view(library, places, max(page, 1))
    return made


def parents(library: Library, places: Places, text: Text | None) -> Json:
    """A text with the collection that holds it, or that collection, which is in no other."""
    if text is None:
        return {**_head(), **_edition(library, places), "member": []}
    return {**resource_whole(library, text, places), "member": [_edition(library, places)]}


def resource_whole(library: Library, text: Text, places: Places) -> Json:
    """A text with its citation trees, as the collection endpoint gives it."""
    made = {**_head(), **resource(text, places)}
    made["citationTrees"] = [_tree(tree) for tree in library.trees(text)]
    return made


def resource(text: Text, places: Places) -> Json:
    """A text as a member of the collection."""
    return {
        "@id": text.name,
        "@type": "Resource",
        "title": text.cited.title,
        "totalParents": 1,
        "totalChildren": 0,
        **places.templates(text.name),
        "download": places.document(text.name),
        "dublinCore": metadata.of_text(text),
    }


def navigated(text: Text, trees: Sequence[CitationTree], places: Places, media_types: Sequence[str]) -> Json:
    """A text as an answer of the navigation endpoint names it."""
    return {
        "@id": text.name,
        "@type": "Resource",
        **places.templates(text.name),
        "mediaTypes": list(media_types),
        "citationTrees": [_tree(tree) for tree in trees],
    }


def navigation(
    address: str,
    about: Json,
    points: dict[str, CitableUnit],
    members: Iterable[CitableUnit] | None,
) -> Json:
    """An answer of the navigation endpoint: `points` are the units asked for, as ref, start and end."""
    made = {**_head(), "@id": address, "@type": "Navigation", "resource": about}
    made |= {name: unit(point) for name, point in points.items()}
    if members is not None:
        made["member"] = [unit(member) for member in members]
    return made


def unit(one: CitableUnit) -> Json:
    """A citable unit."""
    return {
        "identifier": one.identifier,
        "@type": "CitableUnit",
        "level": one.level,
        "parent": one.parent,
        "citeType": one.cite_type,
        **metadata.of_unit(one.data),
    }


def _head() -> Json:
    return {"@context": CONTEXT, "dtsVersion": VERSION}


def _edition(library: Library, places: Places) -> Json:
    return {
        "@id": library.name,
        "@type": "Collection",
        "title": library.title,
        "totalParents": 0,
        "totalChildren": len(library.texts),
        **places.templates(library.name, is_root=True),
        "dublinCore": metadata.of_edition(library.plan, library.title),
    }


def _view(library: Library, places: Places, page: int) -> Json:
    """Where the other pages of the list of texts are; before the first and after the last there is none."""

    def address(number: int) -> str | None:
        return places.collection(library.name, number) if 0 < number <= library.pages else None

    return {
        "@id": address(page),
        "@type": "Pagination",
        "first": address(1),
        "previous": address(page - 1),
        "next": address(page + 1),
        "last": address(library.pages),
    }


def _tree(tree: CitationTree) -> Json:
    made: Json = {"@type": "CitationTree"}
    if tree.identifier:
        made["identifier"] = tree.identifier
    if tree.description:
        made["description"] = tree.description
    return {**made, "citeStructure": [_structure(structure) for structure in tree.structures]}


def _structure(structure: CiteStructure) -> Json:
    made: Json = {"@type": "CiteStructure", "citeType": structure.cite_type}
    if structure.within:
        made["citeStructure"] = [_structure(one) for one in structure.within]
    return made
