"""ISO Schematron: the rules of a schema alone (ISO/IEC 19757-3).

Namespaces first, then a pattern for each constraintSpec, in the order of the alphabet: those of the schema, of
macros and datatypes, of classes, of elements. The query language is XPath 2, as in the TEI's own schemas.
"""

from teiproof.odd.flattened import Flattened
from teiproof.odd.patterns import quoted
from teiproof.odd.problems import refusal
from teiproof.odd.schematron_lines import rule_lines
from teiproof.odd.schematron_patterns import SCHEMATRON, rules_of


def write(schema: Flattened, docs: bool = False) -> bytes:
    """A Schematron schema. Raises OddError if there is no rule."""
    del docs  # rules describe themselves
    rules = rules_of(schema)
    if not rules.components:
        raise refusal(schema.node, "no constraintSpec of this schema holds rules in Schematron.")
    lines = [
        '<?xml version="1.0" encoding="UTF-8"?>',
        f'<sch:schema xmlns:sch="{SCHEMATRON}" queryBinding="xslt2">',
        f"  <sch:title>Rules of the schema {quoted(schema.ident)}</sch:title>",
    ]
    lines += [*rule_lines(rules, 1), "</sch:schema>"]
    return "".join(f"{line}\n" for line in lines).encode()
