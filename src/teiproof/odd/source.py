"""The specifications a customisation draws on: the TEI's own (p5subset.xml), or those of a compiled ODD."""

from collections.abc import Iterable, Iterator

from lxml import etree

from teiproof.names import tei
from teiproof.odd.markup import CLASS_SPEC, DATA_SPEC, ELEMENT_SPEC, MACRO_SPEC, MODULE_SPEC, SPECS, name_of
from teiproof.odd.problems import refusal
from teiproof.odd.records import AnySpec
from teiproof.odd.spec_reading import read_spec

ELEMENTS = (ELEMENT_SPEC,)
OTHERS = (CLASS_SPEC, MACRO_SPEC, DATA_SPEC)


class Source:
    """Specifications by identifier and by module; each is read when it is first asked for.

    `path` is the file they are in, for messages; `edition` what that file calls its edition.
    """

    def __init__(self, path: str, edition: str, declared: Iterable[etree._Element | AnySpec]) -> None:
        self.path = path
        self.edition = edition
        self.modules: dict[str, etree._Element] = {}
        self._nodes: dict[str, etree._Element] = {}
        self._specs: dict[str, AnySpec] = {}
        self._by_module: dict[str, list[str]] = {}
        for declaration in declared:
            if isinstance(declaration, etree._Element):
                self._declare(declaration)
            else:
                self._nodes[declaration.ident] = declaration.node
                self._specs[declaration.ident] = declaration
                self._by_module.setdefault(declaration.module, []).append(declaration.ident)

    @classmethod
    def of_document(cls, tree: etree._ElementTree) -> "Source":
        """The specifications in a document: those of its schemaSpec, or else all there are."""
        root: etree._Element = next(tree.iter(tei("schemaSpec")), tree.getroot())
        edition = tree.getroot().find(f".//{tei('editionStmt')}/{tei('edition')}")
        text = "" if edition is None else " ".join("".join(edition.itertext()).split())
        return cls(tree.docinfo.URL or "", text, root.iter(*SPECS, MODULE_SPEC))

    def _declare(self, node: etree._Element) -> None:
        ident = node.get("ident", "")
        if node.tag == MODULE_SPEC:
            self.modules[ident] = node
            return
        if ident in self._nodes:
            raise refusal(node, f"{name_of(node)} is declared twice in this source. Take one of them away.")
        self._nodes[ident] = node
        self._by_module.setdefault(node.get("module", ""), []).append(ident)

    def __contains__(self, ident: str) -> bool:
        return ident in self._nodes

    def __iter__(self) -> Iterator[str]:
        return iter(self._nodes)

    def __len__(self) -> int:
        return len(self._nodes)

    def spec(self, ident: str) -> AnySpec | None:
        """A specification. Raises OddError if it is wrong."""
        found = self._specs.get(ident)
        if found is None and ident in self._nodes:
            found = self._specs[ident] = read_spec(self._nodes[ident])
        return found

    def has_module(self, name: str) -> bool:
        """Whether there is a module of this name."""
        return name in self._by_module or name in self.modules

    def module_names(self) -> list[str]:
        """The names of the modules."""
        return sorted({*self._by_module, *self.modules} - {""})

    def members(self, module: str, tags: tuple[str, ...]) -> Iterator[str]:
        """The identifiers of a module's specifications of some kinds, in the order of the source."""
        for ident in self._by_module.get(module, ()):
            if self._nodes[ident].tag in tags:
                yield ident
