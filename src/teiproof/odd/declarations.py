"""What a schemaSpec declares, groups of specifications followed (Guidelines, 23.8 and 24.5.1)."""

import re
from dataclasses import dataclass, field
from pathlib import Path
from urllib.parse import unquote

from lxml import etree

from teiproof.errors import UnreadableFileError
from teiproof.names import XML_ID, tei
from teiproof.odd.documents import file_of, open_document
from teiproof.odd.markup import (
    CONSTRAINT_DECL,
    CONSTRAINT_SPEC,
    MODULE_SPEC,
    SPECS,
    children,
    choice_of,
    is_tei,
    required,
    words,
)
from teiproof.odd.problems import Note, near, refusal

_REFERENCES = tuple(tei(name) for name in ("elementRef", "classRef", "macroRef", "dataRef"))
_DOCUMENTATION = tuple(
    tei(name)
    for name in (
        "altIdent",
        "desc",
        "equiv",
        "exemplum",
        "gloss",
        "listRef",
        "outputRendition",
        "remarks",
        "rendition",
    )
)


@dataclass(frozen=True, slots=True, eq=False)
class ModuleRef:
    """A module of the source, with the elements taken (`only`, None for all) or left out (`but`)."""

    key: str
    only: tuple[str, ...] | None
    but: tuple[str, ...]
    source: str
    node: etree._Element


@dataclass(frozen=True, slots=True, eq=False)
class Reference:
    """One specification of the source; of an attribute class perhaps some attributes only."""

    key: str
    only: frozenset[str] | None
    but: frozenset[str]
    source: str
    node: etree._Element


@dataclass(frozen=True, slots=True, eq=False)
class External:
    """A grammar in RELAX NG (moduleRef/@url); `prefix` is put before the names of its patterns."""

    path: Path
    prefix: str
    node: etree._Element


@dataclass(slots=True, eq=False)
class Declarations:
    """What a schemaSpec declares, each kind in order; `paths` are the files where it does so."""

    node: etree._Element
    modules: list[ModuleRef] = field(default_factory=list)
    references: list[Reference] = field(default_factory=list)
    externals: list[External] = field(default_factory=list)
    specs: list[etree._Element] = field(default_factory=list)
    module_specs: list[etree._Element] = field(default_factory=list)
    constraints: list[etree._Element] = field(default_factory=list)
    notes: list[Note] = field(default_factory=list)
    paths: set[str] = field(default_factory=set)

    def referring(self) -> list[etree._Element]:
        """The elements that refer to what is declared elsewhere, after the schemaSpec itself."""
        return [
            self.node,
            *(module.node for module in self.modules),
            *(reference.node for reference in self.references),
            *(external.node for external in self.externals),
        ]


def schema_spec(tree: etree._ElementTree, ident: str | None) -> etree._Element:
    """The schemaSpec of an ODD: the only one, or that of the given name. Raises OddError."""
    found = list(tree.iter(tei("schemaSpec")))
    path = tree.docinfo.URL
    if not found:
        raise refusal(
            tree.getroot(),
            "no schemaSpec: this is no ODD, or a collection of specifications to be given as --source.",
        )
    names = [required(node, "ident") for node in found]
    for node, name in zip(found, names, strict=True):
        if not re.fullmatch(r"[^\W\d][\w.-]*", name):
            raise refusal(
                node, f"@ident is “{name}”. It is a name without spaces, colons and slashes.", "ident"
            )
    if ident is not None:
        if ident not in names:
            raise refusal(
                found[0], f"no schemaSpec “{ident}”{near(ident, names)}. There is: {', '.join(names)}."
            )
        return found[names.index(ident)]
    if len(found) > 1:
        raise refusal(
            found[1], f"{path} has several schemaSpecs: {', '.join(names)}. Name one of them with --ident."
        )
    return found[0]


def read_declarations(spec: etree._Element) -> Declarations:
    """What a schemaSpec declares. Raises OddError."""
    found = Declarations(spec)
    _Reader(found).read(spec, ())
    return found


class _Reader:
    def __init__(self, found: Declarations) -> None:
        self._found = found
        self._documents: dict[Path, etree._ElementTree] = {}
        self._ids: dict[etree._ElementTree, dict[str, etree._Element]] = {}

    def read(self, group: etree._Element, opened: tuple[etree._Element, ...]) -> None:
        self._found.paths.add(group.getroottree().docinfo.URL or "")
        for node in children(group):
            if node.tag in SPECS:
                self._found.specs.append(node)
            elif node.tag == tei("moduleRef"):
                self._module(node)
            elif node.tag in _REFERENCES:
                self._reference(node)
            elif node.tag == tei("specGrpRef"):
                self._group(node, opened)
            elif node.tag == tei("specGrp"):
                self.read(node, (*opened, node))
            elif node.tag == MODULE_SPEC:
                self._found.module_specs.append(node)
            elif node.tag in (CONSTRAINT_SPEC, CONSTRAINT_DECL):
                self._found.constraints.append(node)
            elif group.tag == tei("schemaSpec") and node.tag not in _DOCUMENTATION:
                name = etree.QName(node)
                kind = name.localname if is_tei(node) else f"{name.localname} of {name.namespace}"
                raise refusal(node, f"<{kind}> in a schemaSpec declares nothing that is known. Take it away.")
            elif group.tag != tei("schemaSpec") and is_tei(node):
                self.read(node, opened)  # the prose of a group may hold declarations

    def _module(self, node: etree._Element) -> None:
        url = node.get("url")
        if url is not None:
            if node.get("key") is not None:
                raise refusal(node, "@key and @url exclude each other. Take one of them away.", "url")
            self._found.externals.append(
                External(local_file(url.strip(), node, "url"), node.get("prefix", ""), node)
            )
            return
        if any(not is_tei(child) or child.tag == tei("content") for child in children(node)):
            raise refusal(node, "only a module with a @url may have content.")
        choice_of(node)
        if node.get("prefix"):
            message = (
                "@prefix is for the patterns of a grammar that is taken in by @url; here it has no effect."
            )
            self._found.notes.append(Note("odd.unknown-markup", node, message, "prefix"))
        self._found.modules.append(
            ModuleRef(
                required(node, "key"), words(node, "include"), words(node, "except") or (), _source(node), node
            )
        )

    def _reference(self, node: etree._Element) -> None:
        if node.get("key") is None and node.tag == tei("dataRef"):
            raise refusal(node, "a dataRef in a schemaSpec takes a dataSpec from the source. Give its @key.")
        only, but = choice_of(node)
        self._found.references.append(Reference(required(node, "key"), only, but, _source(node), node))

    def _group(self, node: etree._Element, opened: tuple[etree._Element, ...]) -> None:
        group = self._target(node)
        if group is None:
            return
        if group.tag in SPECS:  # a file may hold one specification and no group
            self._found.paths.add(group.getroottree().docinfo.URL or "")
            self._found.specs.append(group)
            return
        if group in opened:
            raise refusal(node, f"the group “{node.get('target')}” contains itself. Take this reference away.")
        self.read(group, (*opened, group))

    def _target(self, node: etree._Element) -> etree._Element | None:
        """What a specGrpRef points to, in this or another file; None, and a note, if there is nothing."""
        target = required(node, "target")
        address, hash_, ident = target.partition("#")
        tree = self._open(node, address) if address else node.getroottree()
        if not hash_:
            root = tree.getroot()
            first = root if root.tag in SPECS else next(root.iter(tei("specGrp")), None)
            if first is None:
                raise refusal(node, f"{address} has no specGrp. Correct the address.", "target")
            return first
        groups = self._groups(tree)
        if ident not in groups:
            message = (
                f"“{target}” is no specGrp{near(ident, groups)}. Give the @xml:id of one, or take this away."
            )
            self._found.notes.append(Note("odd.missing-group", node, message, "target"))
        return groups.get(ident)

    def _open(self, node: etree._Element, address: str) -> etree._ElementTree:
        path = local_file(address, node, "target")
        if path not in self._documents:
            try:
                self._documents[path] = open_document(path)
            except UnreadableFileError as error:
                raise refusal(node, f"{error} Correct the address.", "target") from None
        return self._documents[path]

    def _groups(self, tree: etree._ElementTree) -> dict[str, etree._Element]:
        """The specGrps of a document by xml:id."""
        if tree not in self._ids:
            groups = tree.iter(tei("specGrp"))
            self._ids[tree] = {group.get(XML_ID, ""): group for group in groups}
        return self._ids[tree]


def _source(node: etree._Element) -> str:
    return " ".join(node.get("source", "").split())


def local_file(address: str, node: etree._Element, attribute: str) -> Path:
    """The local file an address in a declaration means. Raises OddError if it is not a local one."""
    scheme, colon, rest = address.partition(":")
    if colon and scheme == "file":
        return Path(unquote(rest.removeprefix("//")))
    if colon and scheme.isalnum() and len(scheme) > 1:
        raise refusal(
            node,
            f"“{address}” is not a local file, and nothing is fetched from the network. Save it beside the ODD "
            "and write its name.",
            attribute,
        )
    return Path(file_of(node)).parent / unquote(address)
