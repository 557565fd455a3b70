"""The flattened ODD: a customisation applied, complete and consistent in itself. Every writer begins here."""

from collections.abc import Mapping
from dataclasses import dataclass

from lxml import etree

from teiproof.diagnostics import Diagnostic
from teiproof.odd.patterns import Pattern
from teiproof.odd.records import ClassSpec, Constraint, ElementSpec, MacroSpec


@dataclass(frozen=True, slots=True, eq=False)
class Flattened:
    """The specifications of a schema, each kind by identifier in the order of the ODD.

    `node` is the schemaSpec; `namespace` that of elements which name none; `prefix` stands before the names of
    patterns; `start` are the identifiers of what a document may begin with; `languages` are those wanted in
    documentation, the best first; `edition` is what the source calls itself. In elements and classes
    `attributes` are all that they have, as `inheritance` finds them; memberships in classes that are not here
    are left out. `exceptions` are what anyElement leaves out if it does not say. `external` are the definitions
    of grammars taken in; `notes` are warnings on the ODD.
    """

    ident: str
    node: etree._Element
    namespace: str
    prefix: str
    start: tuple[str, ...]
    languages: tuple[str, ...]
    edition: str
    elements: Mapping[str, ElementSpec]
    classes: Mapping[str, ClassSpec]
    macros: Mapping[str, MacroSpec]
    constraints: tuple[Constraint, ...]
    exceptions: tuple[tuple[str, str], ...]
    modules: Mapping[str, etree._Element]
    external: tuple[Pattern, ...]
    notes: tuple[Diagnostic, ...]

    def members(self) -> dict[str, list[ElementSpec | ClassSpec]]:
        """The members of each class, classes before elements as the source has them in a module."""
        found: dict[str, list[ElementSpec | ClassSpec]] = {ident: [] for ident in self.classes}
        specs: list[ElementSpec | ClassSpec] = [*self.classes.values(), *self.elements.values()]
        for spec in specs:
            for key in dict.fromkeys(member.key for member in spec.memberships or ()):
                found[key].append(spec)
        return found
