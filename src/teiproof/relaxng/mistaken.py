"""What a file is that was named as a schema and is none of RELAX NG, and what to do instead."""

from pathlib import Path

from teiproof.names import TEI

_RELAXNG = "http://relaxng.org/ns/structure/1.0"
_LANGUAGES = {
    "http://www.w3.org/2001/XMLSchema": "a W3C XML Schema (XSD). Take the vocabulary's RELAX NG schema, or "
    "convert it",
    "http://purl.oclc.org/dsdl/schematron": "Schematron. Documents name it in <?xml-model?>, and --only "
    "schematron follows its rules",
    TEI: "TEI. If it is a customisation (ODD), compile it: teiproof schema FILE --into NAME.rng",
    "http://purl.oclc.org/dsdl/nvdl/ns/dispatching/1.0": "NVDL. Name the RELAX NG schema that it names",
}


def root(namespace: str, local: str) -> str:
    """For a file whose root element is not one of RELAX NG."""
    if namespace in _LANGUAGES:
        return f"this is not RELAX NG, but {_LANGUAGES[namespace]}"
    if local in ("grammar", "element"):
        return f'<{local}> must be in the namespace of RELAX NG: write xmlns="{_RELAXNG}"'
    return f"this is not a RELAX NG schema: <{local}> is not in the namespace {_RELAXNG}"


def text(path: Path, data: bytes) -> str:
    """For a file that is not XML; "" if that may be a mistake in it."""
    if path.suffix.lower() == ".dtd":
        return "this is a DTD. Take the vocabulary's RELAX NG schema, or convert it"
    begin = data[:1000].decode("utf-8", "replace").lstrip("\ufeff \t\r\n")
    if begin and not begin.startswith("<"):
        return "this is not XML. If it is in the compact syntax, its name must end in .rnc"
    return ""
