"""Sees that a schema made from an ODD is correct RELAX NG, and tells which declaration is to blame if not.

An ODD can ask for what RELAX NG forbids: text and a datatype side by side, an attribute twice, a reference in
embedded patterns to what is nowhere.
"""

import re
from pathlib import Path

from teiproof.errors import IncorrectSchemaError
from teiproof.odd.content_patterns import ContentPatterns
from teiproof.odd.flattened import Flattened
from teiproof.odd.problems import refusal
from teiproof.odd.records import AnySpec
from teiproof.relaxng.reading import read
from teiproof.relaxng.restrictions import check
from teiproof.relaxng.simplification import simplify
from teiproof.relaxng.sources import Sources

_DEFINE = re.compile(rb'<define name="([^"]*)"')
_PLACE = re.compile(r":(\d+):(\d+): ")


def check_schema(made: bytes, schema: Flattened, contents: ContentPatterns) -> None:
    """See that a schema is correct. Raises OddError with the place of the declaration that is to blame."""
    path = Path(f"{schema.ident or 'schema'}.rng")
    sources = Sources()
    sources.contents[path] = made
    try:
        check(simplify(read(sources, path), path), sources)
    except IncorrectSchemaError as error:
        message = str(error)
        place = _PLACE.search(message)
        spec = None if place is None else _blamed(made, int(place[1]), schema, contents)
        reason = message if place is None else message[place.end() :]
        node = schema.node if spec is None else spec.node
        if "DTD Compatibility" in reason and contents.any_elements:
            reason += (
                " anyElement allows other attributes: name the namespace in its @except, or in "
                "schemaSpec/@defaultExceptions."
            )
        raise refusal(node, f"RELAX NG cannot say what is declared here: {reason}") from None


def _blamed(made: bytes, line: int, schema: Flattened, contents: ContentPatterns) -> AnySpec | None:
    """The specification from which the definition at a line was made."""
    before = b"\n".join(made.split(b"\n")[:line])
    names = _DEFINE.findall(before)
    if not names:
        return None
    name = names[-1].decode()
    specs: list[AnySpec] = [*schema.elements.values(), *schema.classes.values(), *schema.macros.values()]
    for spec in specs:
        own = contents.name(spec.ident)
        if name == own or name == f"{own}.attributes" or name.startswith(f"{own}.attribute."):
            return spec
    return None
