"""The namespace declarations in force in a document, and what to write where a namespace is wrong."""

from collections.abc import Iterable, Mapping

from teiproof.relaxng import nearness
from teiproof.relaxng.wording import WELL_KNOWN, Prefixes, prefix_of

_SLIP = 2  # letters in which a namespace may differ from the one that was meant


def is_slip(found: str, right: str) -> bool:
    """Whether a namespace is a misspelt one: other capitals, http or https, a slash at its end, a letter."""
    one, other = (
        name.lower().replace("https://", "http://").removeprefix("http://www.").rstrip("/#")
        for name in (found, right)
    )
    return bool(found) and nearness.distance(one, other, _SLIP) <= _SLIP


def put_right(name: str, wrong: Iterable[Mapping[str, str]]) -> str:
    """A name in the right namespace, if it is in a wrong one; tables map wrong ones to the right ones."""
    namespace, _, local = name.rpartition(" ")
    right = next((table[namespace] for table in wrong if namespace in table), namespace)
    return f"{right} {local}".strip()


def meant_by(found: str) -> str:
    """The well-known namespace that was meant by another one; "" if none is near."""
    return next((known for known in WELL_KNOWN if known != found and is_slip(found, known)), "")


class Scope:
    """The namespace declarations in force at a place; `namespaces` maps prefixes to them, "" to the default.

    Its `&name` are the unparsed entities, which datatypes ask for.
    """

    __slots__ = ("_outer", "_prefixes", "namespaces")

    def __init__(self) -> None:
        self.namespaces: dict[str, str] = {"": ""}
        # What each declaration hides: prefix, namespace, and how many elements are open around its tag.
        self._outer: list[tuple[str, str | None, int]] = []
        self._prefixes: Prefixes | None = None

    def declare(self, prefix: str, namespace: str, depth: int) -> None:
        """Take in a declaration of a start tag around which `depth` elements are open."""
        self._outer.append((prefix, self.namespaces.get(prefix), depth))
        self.namespaces[prefix] = namespace
        self._prefixes = None

    def undeclare(self) -> None:
        """Let go of the innermost declaration."""
        prefix, namespace, _ = self._outer.pop()
        if namespace is None:
            del self.namespaces[prefix]
        else:
            self.namespaces[prefix] = namespace
        self._prefixes = None

    @property
    def prefixes(self) -> Prefixes:
        """The prefixes in force, of two for one namespace the shorter one."""
        if self._prefixes is None:
            found = sorted(self.namespaces.items(), key=lambda item: (-len(item[0]), item[0]))
            bound = {uri: prefix for prefix, uri in found if prefix and not prefix.startswith("&")}
            self._prefixes = Prefixes(self.namespaces[""], bound)
        return self._prefixes

    def begins(self, namespace: str, depth: int) -> bool:
        """Whether the start tag at a depth declares a namespace, and is no root."""
        return depth > 0 and self._hidden(self._prefix(namespace), depth) is not None

    def has(self, namespace: str) -> bool:
        """Whether a namespace is in force."""
        return namespace in self.namespaces.values()

    def remedy(self, name: str, right: str, depth: int, is_known: bool) -> str:
        """What to write for an element at a depth, whose namespace should be `right`.

        `is_known`: the schema has elements of the namespace in which it is.
        """
        found, _, local = name.rpartition(" ")
        prefix = self._prefix(found)
        attribute = f"xmlns:{prefix}" if prefix else "xmlns"
        hidden = self._hidden(prefix, depth)
        if not right and (prefix or hidden is None):
            return f'Write <{local} xmlns="">.' if self.namespaces[""] else f"Write <{local}>."
        if hidden == right:
            return f'Remove its {attribute}="{found}".'
        if hidden is not None or not depth:
            return f'Write {attribute}="{right}".'
        if prefix and not is_known and not self.has(right):
            return f'Write {attribute}="{right}" where the prefix is declared.'
        if self.namespaces[""] == right:
            return f"Write <{local}>."
        return self._written(local, found, right, is_known)

    def _written(self, local: str, found: str, right: str, is_known: bool) -> str:
        """What to write for an element for which its namespace must be named."""
        usual = prefix_of(right)
        if self.has(right):
            tag = f"<{self._prefix(right)}:{local}>"
            # As a rule it is not this one alone that lacks its prefix.
            return f"Write {tag}." if found or is_known else f'Write {tag}, or xmlns="{right}" in the root.'
        if usual:
            return f'Write <{usual}:{local}>, with xmlns:{usual}="{right}".'
        return f'Write <{local} xmlns="{right}">.'

    def _prefix(self, namespace: str) -> str:
        """What is written before names in a namespace that is in force."""
        default, prefixes = self.prefixes
        return "" if namespace == default else prefixes.get(namespace, "")

    def _hidden(self, prefix: str, depth: int) -> str | None:
        """The namespace that a prefix would have without the start tag at a depth; None if that leaves it."""
        for own, namespace, declared_at in reversed(self._outer):
            if declared_at != depth:
                break
            if own == prefix:
                return namespace or ""
        return None
