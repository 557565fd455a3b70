"""The addresses of what can be asked for, and URI templates for them (RFC 6570).

A service has the parameters of DTS in the query. Among files they are in the path, as the specification allows
for a static website: `navigation/yagoda;tree=structure;down=1.json`, `document/yagoda/p3.xml`.
"""

from __future__ import annotations

from typing import NamedTuple, Protocol
from urllib.parse import quote, urlencode

_LONGEST = 150  # bytes of a file's name, its suffix apart
_UNSAFE = frozenset('<>"|?*%\\/')


class Places(Protocol):
    """The addresses of one kind of publication."""

    def entry(self) -> str:
        """The entry point."""

    def templates(self, text: str = "", is_root: bool = False) -> dict[str, str]:
        """The URI templates of the endpoints, by their names: of all texts, or of one."""

    def collection(self, name: str = "", page: int = 0, nav: str = "") -> str:
        """A collection or a text."""

    def navigation(self, **parameters: str) -> str:
        """An answer of the navigation endpoint."""

    def document(self, text: str) -> str:
        """A text as a whole."""


class Service(NamedTuple):
    """The addresses of a service at a URL, which ends in a slash."""

    base: str

    def entry(self) -> str:
        return self.base

    def templates(self, text: str = "", is_root: bool = False) -> dict[str, str]:
        if is_root:
            return {"collection": f"{self.base}collection/?id={quote(text, safe='')}{{&page,nav}}"}
        if text:
            name = quote(text, safe="")
            return {
                "collection": f"{self.base}collection/?id={name}{{&nav}}",
                "navigation": f"{self.base}navigation/?resource={name}{{&ref,start,end,down,tree,page}}",
                "document": f"{self.base}document/?resource={name}{{&ref,start,end,tree,mediaType}}",
            }
        return {
            "collection": f"{self.base}collection/{{?id,page,nav}}",
            "navigation": f"{self.base}navigation/{{?resource,ref,start,end,down,tree,page}}",
            "document": f"{self.base}document/{{?resource,ref,start,end,tree,mediaType}}",
        }

    def collection(self, name: str = "", page: int = 0, nav: str = "") -> str:
        return self._asked("collection", id=name, page=str(page) if page else "", nav=nav)

    def navigation(self, **parameters: str) -> str:
        return self._asked("navigation", **parameters)

    def document(self, text: str) -> str:
        return self._asked("document", resource=text)

    def _asked(self, endpoint: str, **parameters: str) -> str:
        given = {name: value for name, value in parameters.items() if value}
        return f"{self.base}{endpoint}/" + (f"?{urlencode(given, quote_via=quote)}" if given else "")


class Files(NamedTuple):
    """The addresses of files below a URL that ends in a slash, or as seen from a file so many folders below."""

    base: str

    def entry(self) -> str:
        return f"{self.base}index.json"

    def templates(self, text: str = "", is_root: bool = False) -> dict[str, str]:
        if is_root:
            return {"collection": f"{self.base}collection/{text}{{;page}}{{/nav}}.json"}
        if text:
            return {
                "collection": f"{self.base}collection/{text}{{/nav}}.json",
                "navigation": f"{self.base}navigation/{text}{{;tree,down}}{{/ref}}.json",
                "document": f"{self.base}document/{text}{{;tree}}{{/ref}}.xml",
            }
        return {
            "collection": f"{self.base}collection{{/id}}{{;page}}{{/nav}}.json",
            "navigation": f"{self.base}navigation/{{resource}}{{;tree,down}}{{/ref}}.json",
            "document": f"{self.base}document/{{resource}}{{;tree}}{{/ref}}.xml",
        }

    def collection(self, name: str = "", page: int = 0, nav: str = "") -> str:
        return f"{self.base}{quote(self.collection_file(name, page, nav), safe='/;=')}"

    def navigation(self, **parameters: str) -> str:
        return f"{self.base}{quote(self.navigation_file(**parameters), safe='/;=')}"

    def document(self, text: str) -> str:
        return f"{self.base}document/{text}.xml"

    @staticmethod
    def collection_file(name: str = "", page: int = 0, nav: str = "") -> str:
        """The path of the file of a collection or text."""
        return (
            "collection"
            + (f"/{name}" if name else "")
            + (f";page={page}" if page else "")
            + (f"/{nav}" if nav else "")
            + ".json"
        )

    @staticmethod
    def navigation_file(resource: str = "", tree: str = "", down: str = "", ref: str = "", **_: str) -> str:
        """The path of the file of an answer of the navigation endpoint."""
        chosen = (f";tree={tree}" if tree else "") + (f";down={down}" if down else "")
        return f"navigation/{resource}{chosen}" + (f"/{ref}" if ref else "") + ".json"

    @staticmethod
    def document_file(resource: str, tree: str = "", ref: str = "") -> str:
        """The path of the file of a text or of a passage."""
        return f"document/{resource}{f';tree={tree}' if tree else ''}{f'/{ref}' if ref else ''}.xml"


def can_be_file(name: str) -> bool:
    """Whether an identifier can be the name of a file on any machine and in an address, as it is.

    A colon can, though not on Windows: chapter and verse have had one for too long.
    """
    return (
        0 < len(name.encode("utf-8", "surrogatepass")) <= _LONGEST
        and not _UNSAFE.intersection(name)
        and name.isprintable()
        and not name.startswith((".", " "))
        and not name.endswith((".", " "))
    )
