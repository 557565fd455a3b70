"""The judges of what DTS gives: the specification's JSON-LD context, and shapes made of its tables."""

import json
import warnings
from functools import cache
from pathlib import Path
from typing import Any

from tests.conftest import absent

with warnings.catch_warnings():
    warnings.simplefilter("ignore")  # of their own affairs
    try:
        import pyshacl
        import rdflib
        import uritemplate
        from pyld import jsonld
    except ImportError:
        rdflib = None  # type: ignore[assignment]

HERE = Path(__file__).parent
CONTEXT = "https://dtsapi.org/context/v1.0.json"
DTS = "https://dtsapi.org/v1.0#"


def required() -> None:
    """Skip the test, or fail it, if a judge is missing."""
    if rdflib is None:
        absent("PyLD, rdflib, pyshacl or uritemplate (teiproof[dev])")


@cache
def _context() -> Any:
    context = json.loads((HERE / "context.json").read_text(encoding="utf-8"))["@context"]
    # It sets a vocabulary to null where there is none, over which PyLD 3 stumbles; nothing changes without.
    assert context["extensions"].pop("@context") == {"@vocab": None}
    return context


@cache
def _shapes() -> "rdflib.Graph":
    return rdflib.Graph().parse(HERE / "shapes.ttl")


def graph(content: bytes, address: str) -> "rdflib.Graph":
    """An answer as RDF, by the context of the specification.

    PyLD makes it, since rdflib does not heed the contexts of nested properties.
    """
    value = json.loads(content)
    assert value["@context"] == CONTEXT
    value["@context"] = _context()
    quads = jsonld.to_rdf(value, {"base": address, "format": "application/n-quads"})
    return rdflib.Graph().parse(data=quads, format="nt")


def judge(content: bytes, address: str) -> "rdflib.Graph":
    """Hold an answer to the shapes; its graph."""
    found = graph(content, address)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        conforms, _, text = pyshacl.validate(found, shacl_graph=_shapes(), inplace=False)
    assert conforms, text
    return found


def expanded(template: Any, **values: object) -> str:
    """An address made of a URI template (RFC 6570) and the values of its variables."""
    given: dict[str, Any] = {name: str(value) for name, value in values.items()}
    unknown = set(given) - set(uritemplate.variables(template))
    assert not unknown, (template, unknown)
    return str(uritemplate.expand(template, given))
