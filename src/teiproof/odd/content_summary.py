"""Content models for people: a line in the manner of RELAX NG's compact syntax, and what can be in them."""

from collections.abc import Iterator

from lxml import etree

from teiproof.odd import content as c
from teiproof.odd.flattened import Flattened
from teiproof.odd.markup import RELAXNG
from teiproof.odd.pruning import spec_of_pattern
from teiproof.odd.records import AnySpec, ClassSpec, ElementSpec, MacroSpec

_SUFFIXES = {(0, 1): "?", (0, None): "*", (1, None): "+", (1, 1): ""}


def summary(content: c.Content | None) -> str:
    """A content model on one line, with identifiers as the ODD has them."""
    return "empty" if content is None else _Summary().of(content, False)


class _Summary:
    def of(self, content: c.Content, is_inner: bool) -> str:
        """A component; `is_inner` asks for parentheses around several members."""
        suffix = _suffix(content.occurs)
        if isinstance(content, c.Sequence | c.Alternate):
            return self._group(content, is_inner or bool(suffix)) + suffix
        return self._word(content) + suffix

    def _group(self, content: c.Sequence | c.Alternate, is_inner: bool) -> str:
        if not content.members:
            return "empty"
        connector = ", " if isinstance(content, c.Sequence) else " | "
        if isinstance(content, c.Sequence) and not content.in_order:
            connector = " & "
        made = connector.join(self.of(member, len(content.members) > 1) for member in content.members)
        return f"({made})" if is_inner else made

    def _word(self, content: c.Content) -> str:
        if isinstance(content, c.TextNode):
            return "text"
        if isinstance(content, c.ElementRef):
            return content.key
        if isinstance(content, c.MacroRef | c.ClassRef):
            extra = ""
            if isinstance(content, c.ClassRef) and content.expand != c.ALTERNATION:
                extra = f"({content.expand})"
            return content.key + extra
        if isinstance(content, c.DataRef):
            return content.key or content.name
        if isinstance(content, c.ValList):
            return "(" + " | ".join(f"“{item.name}”" for item in content.items) + ")"
        if isinstance(content, c.AnyElement | c.AnyDeclared):
            return "any element"
        if isinstance(content, c.RelaxNG):
            refs = [ref.get("name", "") for ref in content.node.iter(f"{{{RELAXNG}}}ref")]
            return f"RELAX NG({', '.join(dict.fromkeys(refs))})" if refs else "RELAX NG"
        return "empty"


def _suffix(occurs: c.Occurs) -> str:
    known = _SUFFIXES.get((occurs.least, occurs.most))
    if known is not None:
        return known
    return f"{{{occurs.least},{'' if occurs.most is None else occurs.most}}}"


class Contents:
    """What elements can hold: other elements, classes and macros resolved, and text."""

    def __init__(self, schema: Flattened) -> None:
        self._specs: dict[str, AnySpec] = {**schema.macros, **schema.classes, **schema.elements}
        self._members = schema.members()

    def children(self, spec: ElementSpec) -> tuple[tuple[str, ...], bool]:
        """The identifiers of the elements that an element can hold, sorted, and whether it can hold text."""
        if spec.content is None:
            return (), False
        found: set[str] = set()
        seen: set[str] = set()
        has_text = False
        waiting: list[c.Content | str] = [spec.content]
        while waiting:
            part = waiting.pop()
            if isinstance(part, c.TextNode | c.DataRef | c.ValList):
                has_text = True
            elif isinstance(part, str):
                if part in seen or part not in self._specs:
                    continue
                seen.add(part)
                target = self._specs[part]
                if isinstance(target, ElementSpec):
                    found.add(part)
                elif isinstance(target, MacroSpec):
                    has_text = has_text or target.is_data
                    waiting += [] if target.content is None else [target.content]
                else:
                    waiting += self._of_class(target)
            else:
                has_text = has_text or _holds_text(part)
                waiting += list(parts(part))
        return tuple(sorted(found, key=lambda ident: (ident.lower(), ident))), has_text

    def _of_class(self, spec: ClassSpec) -> list[str]:
        return [member.ident for member in self._members[spec.ident]]


def _holds_text(content: c.Content) -> bool:
    if not isinstance(content, c.RelaxNG):
        return False
    return any(etree.QName(node).localname in ("text", "data", "value") for node in content.node.iter("*"))


def parts(content: c.Content) -> Iterator[c.Content | str]:
    """The components in a component, and the identifiers of what it refers to, datatypes excepted."""
    if isinstance(content, c.Sequence | c.Alternate):
        yield from content.members
    elif isinstance(content, c.ElementRef | c.MacroRef | c.ClassRef):
        yield content.key
    elif isinstance(content, c.RelaxNG):
        for ref in content.node.iter(f"{{{RELAXNG}}}ref"):
            if ref not in content.gone:
                yield spec_of_pattern(ref.get("name", ""))
