"""Namespaces and qualified names used in more than one room."""

SVG = "http://www.w3.org/2000/svg"
TEI = "http://www.tei-c.org/ns/1.0"
TEI_EXAMPLES = "http://www.tei-c.org/ns/Examples"
XI = "http://www.w3.org/2001/XInclude"
XML = "http://www.w3.org/XML/1998/namespace"

XML_BASE = f"{{{XML}}}base"
XML_ID = f"{{{XML}}}id"
XML_LANG = f"{{{XML}}}lang"
XML_SPACE = f"{{{XML}}}space"


def tei(local: str) -> str:
    """The qualified name of a TEI element in Clark notation, `{namespace}local`."""
    return f"{{{TEI}}}{local}"
