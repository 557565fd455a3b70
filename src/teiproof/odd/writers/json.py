"""The specifications as JSON, for editors and for programs that ask what may stand where.

An object with `schema` (identifier, namespace, edition of TEI), `start` (identifiers of the elements with which
a document may begin), and `elements`, `classes`, `macros`: lists of objects, in the order of the alphabet.

Each has `kind` (element, model class, attribute class, macro, datatype), `ident`, `module`, `gloss`,
`description`, `remarks` and `rules` (`ident`, `description`, `messages`). Elements have besides

* `name`, which is what stands in documents, and `namespace`;
* `content`, a summary in the manner of RELAX NG's compact syntax, `children` and `parents` (identifiers), and
  `has_text`;
* `classes`, of which it is a member;
* `attributes`: `name`, `namespace`, `usage` (required, recommended, optional), `origin` (the class that gives
  it) and `is_changed`; where it is as the class has it, the rest is said there alone: `gloss`, `description`,
  `remarks`, `datatype`, `least` and `most` (how many words; null is no limit), `default`, `kind` (closed, semi,
  open or empty) and `values` (`value`, `gloss`, `description`);
* `alternatives`: lists of attributes that exclude each other.

Classes have `classes`, `members` and `attributes`, macros and datatypes have `content`. What is empty is there.
"""

import json
from collections.abc import Iterable
from dataclasses import asdict, fields

from teiproof.odd.flattened import Flattened
from teiproof.odd.reachability import used
from teiproof.odd.specifications import AttributeView, Specifications, SpecView

_OF_ELEMENTS = ("alternatives", "namespace", "children", "parents", "has_text", "name")
_LEFT_OUT = {
    "element": ("members",),
    "model class": (*_OF_ELEMENTS, "content"),
    "attribute class": (*_OF_ELEMENTS, "content"),
    "macro": (*_OF_ELEMENTS, "classes", "members", "attributes"),
    "datatype": (*_OF_ELEMENTS, "classes", "members", "attributes"),
}


def write(schema: Flattened, docs: bool = False) -> bytes:
    """The specifications of a schema, in the best of its languages."""
    del docs  # it is all description
    views = Specifications(used(schema))
    made = {
        "schema": {"ident": schema.ident, "namespace": schema.namespace, "edition": schema.edition},
        "start": list(schema.start),
        "elements": _objects(views.elements()),
        "classes": _objects(views.classes()),
        "macros": _objects(views.macros()),
    }
    return (json.dumps(made, ensure_ascii=False, indent=1) + "\n").encode()


def _objects(views: Iterable[SpecView]) -> list[dict[str, object]]:
    return [_object(view) for view in views]


def _object(view: SpecView) -> dict[str, object]:
    """A specification without what its kind cannot have."""
    made: dict[str, object] = {}
    for field in fields(view):
        value = getattr(view, field.name)
        if field.name == "examples" or field.name in _LEFT_OUT[view.kind]:
            continue
        if field.name == "attributes":
            value = [_attribute(each, view) for each in value]
        elif field.name == "rules":
            value = [asdict(each) for each in value]
        made[field.name] = value
    return made


def _attribute(attribute: AttributeView, view: SpecView) -> dict[str, object]:
    made = asdict(attribute)
    if attribute.origin not in ("", view.ident) and not attribute.is_changed:
        return {name: made[name] for name in ("name", "namespace", "usage", "origin", "is_changed")}
    return made
