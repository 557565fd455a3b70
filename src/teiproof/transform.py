"""Runs a packaged XSLT 1.0 stylesheet on a document.

A stylesheet reads nothing but the document given to it and the package's own `xsl/` and `assets/`, and writes
nothing: no file, no folder, no network. What it does not know how to handle it reports, element by element,
by a message that begins with `unhandled element: `; the names are part of the result.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from pathlib import PurePosixPath
from typing import Any

from lxml import etree

from teiproof.errors import TransformError

UNHANDLED = "unhandled element: "

# Packaged files have addresses of a scheme that nothing else knows, so that no path of the machine is meant.
_BASE = "teiproof:///"
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


def transform(tree: etree._ElementTree, stylesheet: str, parameters: Mapping[str, str] | None = None) -> Result:
    """Run the packaged stylesheet `xsl/{stylesheet}.xsl`; parameters are strings, given as they are.

    Raises TransformError if there is no such stylesheet or if it gives up.
    """
    program = _compiled(stylesheet)
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
def _compiled(stylesheet: str) -> etree.XSLT:
    parser = etree.XMLParser(no_network=True, load_dtd=True, resolve_entities=True)
    parser.resolvers.add(_Packaged())
    path = f"xsl/{stylesheet}.xsl"
    try:
        source = etree.fromstring(_packaged(path), parser, base_url=_BASE + path)
        return etree.XSLT(source, access_control=_NOTHING)
    except (OSError, etree.XSLTParseError, etree.XMLSyntaxError) as error:
        raise TransformError(
            f"the stylesheet “{stylesheet}” cannot be used: {error}. Install teiproof again; if that does not "
            "help, please report this."
        ) from error


class _Packaged(etree.Resolver):
    """Gives a stylesheet the packaged files that it imports, and refuses every other address."""

    def resolve(self, system_url: str | None, public_id: str | None, context: Any, /) -> Any:
        del public_id
        if system_url is None or not system_url.startswith(_BASE):
            raise TransformError(f"a stylesheet asked for “{system_url}”, which is no part of teiproof.")
        content = _packaged(system_url.removeprefix(_BASE))
        return self.resolve_string(content, context, base_url=system_url)


def _packaged(path: str) -> bytes:
    parts = PurePosixPath(path).parts
    if ".." in parts:
        raise FileNotFoundError(path)
    return files("teiproof").joinpath(*parts).read_bytes()
