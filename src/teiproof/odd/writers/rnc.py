"""RELAX NG in compact syntax: the same grammar as in XML, for people to read.

The rules of Schematron have no place in it: they are in the other notations.
"""

from teiproof.odd.compact_syntax import compact
from teiproof.odd.flattened import Flattened
from teiproof.odd.writers import rng


def write(schema: Flattened, docs: bool = False) -> bytes:
    """A schema in RELAX NG, compact syntax; with `docs` what it declares is described. Raises OddError."""
    title = " ".join(f"Schema {schema.ident}, made from {schema.edition}".removesuffix(", made from ").split())
    return "".join(f"{line}\n" for line in compact(rng.write(schema, docs), title)).encode()
