"""What of a schema its elements make use of: a source gives whole modules, with many classes that are idle."""

from collections.abc import Iterator
from dataclasses import replace

from teiproof.odd.content import Content, DataRef
from teiproof.odd.content_summary import parts
from teiproof.odd.flattened import Flattened
from teiproof.odd.records import AnySpec, ClassSpec, ElementSpec


def used(schema: Flattened) -> Flattened:
    """A schema without the classes, macros and datatypes that no element has to do with."""
    specs: dict[str, AnySpec] = {**schema.macros, **schema.classes, **schema.elements}
    found: set[str] = set()
    waiting = list(schema.elements)
    while waiting:
        ident = waiting.pop()
        if ident in found or ident not in specs:
            continue
        found.add(ident)
        waiting += _referred(specs[ident])
    return replace(
        schema,
        classes={ident: spec for ident, spec in schema.classes.items() if ident in found},
        macros={ident: spec for ident, spec in schema.macros.items() if ident in found},
    )


def _referred(spec: AnySpec) -> Iterator[str]:
    """The identifiers to which a specification refers."""
    contents: list[Content] = []
    if isinstance(spec, ElementSpec | ClassSpec):
        yield from (membership.key for membership in spec.memberships or ())
        datatypes = [each.datatype for each in spec.attributes.attributes() if each.datatype is not None]
        contents += [datatype.content for datatype in datatypes if datatype.content is not None]
    if not isinstance(spec, ClassSpec) and spec.content is not None:
        contents.append(spec.content)
    while contents:
        content = contents.pop()
        if isinstance(content, DataRef) and content.key:
            yield content.key
        for part in parts(content):
            if isinstance(part, str):
                yield part
            else:
                contents.append(part)
