"""Runs an XSLT 1.0 stylesheet on a document: a packaged one, or one of the user's that imports it.

A stylesheet reads nothing but the document given to it, the package's own `xsl/` and `assets/` (which it calls
`teiproof:///xsl/…`) and, if it is the user's, what lies beside it; it writes nothing: no file, no folder, no
network. What it does not know how to handle it reports, element by element,
by a message that begins with `unhandled element: `; the names are part of the result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import Path, PurePosixPath
from typing import Any

from lxml import etree

from teiproof.errors import TransformError

UNHANDLED = "unhandled element: "

# Packaged files have addresses of a scheme that nothing else knows, so that no path of the machine is meant.
_BASE = "teiproof:///"
_OWN = "teiproof-own:///"
_NOTHING = etree.XSLTAccessControl(
    read_file=False, write_file=False, create_dir=False, read_network=False, write_network=False
)


@dataclass(frozen=True, slots=True)
class Result:
    """What a stylesheet made: the bytes, and the names of elements that it has no rule for.

    A name outside the TEI namespace is in Clark notation. Each is given once, in document order.
    """

    content: bytes
    unhandled: tuple[str, ...] = ()


def transform(
    tree: etree._ElementTree,
    stylesheet: str,
    parameters: Mapping[str, str] | None = None,
    own: Path | None = None,
) -> Result:
    """Run the packaged stylesheet `xsl/{stylesheet}.xsl`; parameters are strings, given as they are.

    If the folder `own` has a file of that name, that is run instead. Raises TransformError if there is no such
    stylesheet or if it gives up.
    """
    program = _compiled(stylesheet, own if own is not None and (own / f"{stylesheet}.xsl").is_file() else None)
    quoted: dict[str, Any] = {name: etree.XSLT.strparam(value) for name, value in (parameters or {}).items()}
    try:
        result: Any = program(tree, **quoted)
    except etree.XSLTApplyError as error:
        reasons = [entry.message for entry in program.error_log if not entry.message.startswith(UNHANDLED)]
        if any("recursion" in reason for reason in reasons):
            raise TransformError(
                f"the elements of this document are nested too deeply for the stylesheet {stylesheet}.xsl. "
                "Look for elements that were opened again and again without being closed."
            ) from error
        raise TransformError(
            f"the stylesheet {stylesheet}.xsl stopped: {reasons[0] if reasons else error}. If the document is "
            "valid TEI, please report this."
        ) from error
    messages = (entry.message for entry in program.error_log)
    names = (message.removeprefix(UNHANDLED) for message in messages if message.startswith(UNHANDLED))
    return Result(bytes(result), tuple(dict.fromkeys(names)))


@cache
def _compiled(stylesheet: str, own: Path | None) -> etree.XSLT:
    parser = etree.XMLParser(no_network=True, load_dtd=True, resolve_entities=True)
    parser.resolvers.add(_Known(own))
    address = f"{_OWN}{stylesheet}.xsl" if own else f"{_BASE}xsl/{stylesheet}.xsl"
    try:
        source = etree.fromstring(_content(address, own), parser, base_url=address)
        return etree.XSLT(source, access_control=_NOTHING)
    except (OSError, etree.XSLTParseError, etree.XMLSyntaxError) as error:
        if own is not None:
            raise TransformError(f"the stylesheet {own / stylesheet}.xsl cannot be used: {error}.") from error
        raise TransformError(
            f"the stylesheet “{stylesheet}” cannot be used: {error}. Install teiproof again; if that does not "
            "help, please report this."
        ) from error


class _Known(etree.Resolver):
    """Gives a stylesheet the files that it imports from the package or from beside it; refuses every other."""

    def __init__(self, own: Path | None) -> None:
        super().__init__()
        self._own = own

    def resolve(self, system_url: str | None, public_id: str | None, context: Any, /) -> Any:
        del public_id
        if system_url is None or not system_url.startswith((_BASE, _OWN)):
            raise TransformError(f"a stylesheet asked for “{system_url}”, which is no part of teiproof.")
        return self.resolve_string(_content(system_url, self._own), context, base_url=system_url)


def _content(address: str, own: Path | None) -> bytes:
    """The bytes of a packaged file, or of one in the user's folder."""
    parts = PurePosixPath(address.removeprefix(_BASE).removeprefix(_OWN)).parts
    if ".." in parts:
        raise FileNotFoundError(address)
    if address.startswith(_OWN):
        if own is None:
            raise FileNotFoundError(address)
        return own.joinpath(*parts).read_bytes()
    return files("teiproof").joinpath(*parts).read_bytes()
