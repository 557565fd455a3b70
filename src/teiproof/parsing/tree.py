"""A document as a tree. Kept apart from the events because importing lxml takes longer than a short check."""

from lxml import etree

from teiproof.diagnostics import Diagnostic, Location, Severity
from teiproof.parsing import UnparsableError, create_parser, feed


def parse(data: bytes, path: str) -> etree._ElementTree:
    """The tree of a document, internal entities expanded, comments and processing instructions kept.

    Raises UnparsableError.
    """
    feed(create_parser(path), data, path)
    parser = etree.XMLParser(
        no_network=True, load_dtd=False, resolve_entities="internal", huge_tree=True, collect_ids=False
    )
    try:
        return etree.fromstring(data, parser).getroottree()
    except etree.XMLSyntaxError as error:
        # expat has accepted the document, so this is a limit of the tree: depth, or an XML 1.0 rule
        # that expat does not apply.
        if "depth" in str(error):
            message = "elements are nested too deeply to be handled; the limit is 2,000 levels."
            raise _refusal(path, error, "parsing.too-deep", message) from None
        raise _refusal(path, error, "parsing.not-well-formed", f"{error.msg}.") from None


def _refusal(path: str, error: etree.XMLSyntaxError, code: str, message: str) -> UnparsableError:
    line, column = error.position
    return UnparsableError(Diagnostic(Location(path, line, max(column, 1)), Severity.ERROR, code, message))
