"""An ODD narrowed to what a corpus uses, in the manner of the TEI's oddbyexample.

Modules with the elements used, attributes that are not used deleted (in their class, if nobody uses them), and
closed lists for attributes of enumerated values, where few values are repeated often.
"""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from lxml import etree

from teiproof.errors import TeiproofError
from teiproof.files import write_file
from teiproof.names import TEI, XML, tei
from teiproof.odd.attribute_merging import key_of
from teiproof.odd.content import DataRef
from teiproof.odd.declarations import schema_spec
from teiproof.odd.documents import open_document
from teiproof.odd.flattened import Flattened
from teiproof.odd.flattening import flatten
from teiproof.odd.records import Attribute, ElementSpec
from teiproof.odd.sources import Sources
from teiproof.odd.usage import Usage

_LIST = 15  # a longer list is none that people choose from
_REPEATED = 3  # how often each value must occur on average
_ENUMERATED = ("teidata.enumerated", "teidata.word", "data.enumerated")
_ALWAYS = ("tei",)
_NAME = "suggestion.odd"


class NothingUsedError(TeiproofError):
    """The documents use nothing of the vocabulary of the source."""


@dataclass(frozen=True, slots=True)
class Suggestion:
    """An ODD, and the elements that documents take for TEI and that it does not have, with how often."""

    odd: bytes
    strange: tuple[tuple[str, int], ...]


def suggestion(usage: Usage, ident: str, source: str, sources: Sources, folder: Path) -> Suggestion:
    """An ODD of this identifier and @source; `folder` is a place for a file that is needed on the way.

    Raises NothingUsedError, OddError, SourceNotFoundError.
    """
    specification = sources.of(source, _written(_document(ident, source, [], "TEI", ()), folder))
    by_name: dict[tuple[str, str], str] = {}
    modules: dict[str, list[str]] = {}
    for name in specification:
        spec = specification.spec(name)
        if isinstance(spec, ElementSpec):
            by_name[TEI if spec.namespace is None else spec.namespace, spec.name] = spec.ident
    used = sorted({by_name[name] for name in usage.elements if name in by_name}, key=str.lower)
    roots = [by_name[root] for root in sorted(usage.roots) if root in by_name]
    if not used or not roots:
        raise NothingUsedError("these documents use no element of TEI. Name documents that do.")
    for name in used:
        spec = specification.spec(name)
        if spec is not None:
            modules.setdefault(spec.module, []).append(name)
    start = " ".join(roots)
    references = [_module(key, modules.get(key, [])) for key in specification.module_names()]
    wide = _flattened(_document(ident, source, references, start, ()), sources, folder)
    needed = {*_ALWAYS, *modules, *_modules_of_classes(wide, usage)}
    references = [_module(key, modules.get(key, [])) for key in sorted(needed)]
    wide = _flattened(_document(ident, source, references, start, ()), sources, folder)
    changes = tuple(_Narrowing(wide, usage).changes())
    strange = sorted(
        (name, count)
        for (namespace, name), count in usage.elements.items()
        if namespace == TEI and (namespace, name) not in by_name
    )
    return Suggestion(_document(ident, source, references, start, changes, usage.documents), tuple(strange))


def _written(document: bytes, folder: Path) -> etree._Element:
    """The schemaSpec of an ODD that has been written: a declaration must have a place, if it is wrong."""
    write_file(folder / _NAME, document)
    return schema_spec(open_document(folder / _NAME), None)


def _flattened(document: bytes, sources: Sources, folder: Path) -> Flattened:
    write_file(folder / _NAME, document)
    return flatten(folder / _NAME, sources)


def _modules_of_classes(schema: Flattened, usage: Usage) -> set[str]:
    """The modules of the classes to which the elements used owe content or attributes that they have."""
    found: set[str] = set()
    for spec in schema.elements.values():
        namespace = schema.namespace if spec.namespace is None else spec.namespace
        used = usage.attributes.get((namespace, spec.name), Counter())
        origins = {each.origin for each in spec.attributes.attributes() if _as_written(each) in used}
        classes = [schema.classes[origin] for origin in origins if origin]
        waiting = [membership.key for membership in spec.memberships or ()]
        seen: set[str] = set()
        while waiting:
            key = waiting.pop()
            if key not in seen and key in schema.classes:
                seen.add(key)
                waiting += [membership.key for membership in schema.classes[key].memberships or ()]
                if schema.classes[key].kind == "model" or _leads(schema, key, origins):
                    classes.append(schema.classes[key])
        found |= {spec.module for spec in classes if spec.module}
    return found


def _leads(schema: Flattened, key: str, origins: set[str]) -> bool:
    """Whether a class is one of some, or a member of one, so that it passes their attributes on."""
    waiting = [key]
    seen: set[str] = set()
    while waiting:
        ident = waiting.pop()
        if ident in origins:
            return True
        if ident not in seen and ident in schema.classes:
            seen.add(ident)
            waiting += [membership.key for membership in schema.classes[ident].memberships or ()]
    return False


def _module(key: str, idents: list[str]) -> etree._Element:
    made = etree.Element(tei("moduleRef"), {"key": key})
    if key not in _ALWAYS or idents:
        made.set("include", " ".join(idents))
    return made


class _Narrowing:
    """Finds what of a schema can be left out."""

    def __init__(self, schema: Flattened, usage: Usage) -> None:
        self._schema = schema
        self._usage = usage
        self._used: dict[str, Counter[str]] = {}
        for ident, spec in schema.elements.items():
            namespace = schema.namespace if spec.namespace is None else spec.namespace
            self._used[ident] = usage.attributes.get((namespace, spec.name), Counter())

    def changes(self) -> Iterator[etree._Element]:
        """The specifications that narrow the schema: classes first."""
        idle = self._idle()
        for ident, names in sorted(idle.items(), key=lambda pair: pair[0].lower()):
            made = etree.Element(tei("classSpec"), {"ident": ident, "type": "atts", "mode": "change"})
            made.append(_att_list([_deleted(name) for name in sorted(names)]))
            yield made
        for ident, spec in sorted(self._schema.elements.items(), key=lambda pair: pair[0].lower()):
            changes = list(self._attributes(spec, idle))
            if changes:
                made = etree.Element(tei("elementSpec"), {"ident": ident, "mode": "change"})
                made.append(_att_list(changes))
                yield made

    def _idle(self) -> dict[str, set[str]]:
        """The attributes of classes that no element uses or has otherwise than the class."""
        used: set[tuple[str, str]] = set()
        known: set[tuple[str, str]] = set()
        for ident, spec in self._schema.elements.items():
            for attribute in spec.attributes.attributes():
                if attribute.origin:
                    known.add((attribute.origin, attribute.ident))
                    if attribute.is_changed or _as_written(attribute) in self._used[ident]:
                        used.add((attribute.origin, attribute.ident))
        found: dict[str, set[str]] = {}
        for origin, name in known - used:
            found.setdefault(origin, set()).add(name)
        return found

    def _attributes(self, spec: ElementSpec, idle: dict[str, set[str]]) -> Iterator[etree._Element]:
        """What an element does not have, and the lists of values of what it has."""
        seen: set[tuple[str, str]] = set()
        for attribute in spec.attributes.attributes():
            if key_of(attribute) in seen:
                continue
            seen.add(key_of(attribute))
            if _as_written(attribute) not in self._used[spec.ident]:
                if attribute.ident not in idle.get(attribute.origin, ()):
                    yield _deleted(attribute.ident)
            elif (values := self._values(spec, attribute)) is not None:
                made = etree.Element(tei("attDef"), {"ident": attribute.ident, "mode": "change"})
                listed = etree.SubElement(made, tei("valList"), {"type": "closed", "mode": "replace"})
                for value in values:
                    etree.SubElement(listed, tei("valItem"), {"ident": value})
                yield made

    def _values(self, spec: ElementSpec, attribute: Attribute) -> list[str] | None:
        """The values of an attribute, if they are a list to choose from."""
        datatype = attribute.datatype
        content = None if datatype is None else datatype.content
        is_enumerated = isinstance(content, DataRef) and content.key in _ENUMERATED
        if not is_enumerated and attribute.values is None:
            return None
        namespace = self._schema.namespace if spec.namespace is None else spec.namespace
        counted = self._usage.values.get(((namespace, spec.name), _as_written(attribute)), Counter())
        words: Counter[str] = Counter()
        is_several = datatype is not None and datatype.occurs.most != 1
        for value, count in counted.items():
            for word in value.split() if is_several else [" ".join(value.split())]:
                words[word] += count
        if not words or len(words) > _LIST or sum(words.values()) < _REPEATED * len(words):
            return None
        return sorted(words, key=lambda word: (word.lower(), word))


def _as_written(attribute: Attribute) -> str:
    """The name of an attribute as `Usage` has it."""
    if attribute.namespace == XML or attribute.name.startswith("xml:"):
        return f"xml:{attribute.name.rpartition(':')[2]}"
    local = attribute.name.rpartition(":")[2]
    return f"{{{attribute.namespace}}}{local}" if attribute.namespace else local


def _deleted(ident: str) -> etree._Element:
    return etree.Element(tei("attDef"), {"ident": ident, "mode": "delete"})


def _att_list(members: list[etree._Element]) -> etree._Element:
    made = etree.Element(tei("attList"))
    made.extend(members)
    return made


def _document(
    ident: str,
    source: str,
    references: list[etree._Element],
    start: str,
    changes: tuple[etree._Element, ...],
    documents: int = 0,
) -> bytes:
    """The ODD as a TEI document."""
    root = etree.Element(tei("TEI"), nsmap={None: TEI})
    file = etree.SubElement(etree.SubElement(root, tei("teiHeader")), tei("fileDesc"))
    statement = etree.SubElement(file, tei("titleStmt"))
    etree.SubElement(statement, tei("title")).text = f"{ident}: a schema suggested by documents"
    plural = "document uses" if documents == 1 else "documents use"
    for name, text in (
        ("publicationStmt", "Not published."),
        ("sourceDesc", f"What {documents} {plural} of TEI."),
    ):
        etree.SubElement(etree.SubElement(file, tei(name)), tei("p")).text = text
    body = etree.SubElement(etree.SubElement(root, tei("text")), tei("body"))
    etree.SubElement(body, tei("p")).text = (
        "Suggested by documents: what they do not use is not allowed. Describe what the elements mean here, "
        "and allow again what an edition of this kind will need."
    )
    spec = etree.SubElement(body, tei("schemaSpec"), {"ident": ident, "start": start})
    if source:
        spec.set("source", source)
    spec.extend([*references, *changes])
    etree.indent(root, "  ")
    return etree.tostring(root, encoding="utf-8", xml_declaration=True) + b"\n"
