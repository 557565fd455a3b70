"""Which schemas a document is to be validated against."""

import re
from pathlib import Path

from teiproof.errors import SchemaNotFoundError
from teiproof.model.document import RELAXNG, SCHEMATRON, Document, SchemaAssociation
from teiproof.model.edition import Edition
from teiproof.model.schemes import has_scheme
from teiproof.parsing.presence import is_file, is_remote

_LANGUAGES = (
    *(RELAXNG, SCHEMATRON, ""),
    "http://www.w3.org/2001/XMLSchema",
    "http://purl.oclc.org/dsdl/nvdl/ns/structure/1.0",
)
"""What may stand in @schematypens. What is neither RELAX NG nor Schematron is for other programs."""

_DRIVE = r"[A-Za-z]:[\\/]"  # of Windows: no scheme


def relaxng_schemas(document: Document, edition: Edition) -> tuple[Path, ...]:
    """The RELAX NG schemas of a document: the edition's, or those its `xml-model` instructions name.

    Raises SchemaNotFoundError if there is none, one is not where it should be, or one is of a language that
    nobody knows.
    """
    if edition.schema:
        if not is_file(edition.schema):
            raise SchemaNotFoundError(f"there is no schema {edition.schema}. Look for a slip in its name.")
        return (edition.schema,)
    refuse_unknown_languages(document)
    declared = [schema for schema in document.schema_associations if _is_relaxng(schema)]
    if not declared:
        raise SchemaNotFoundError(
            f"{document.path} names no RELAX NG schema. Add before its root element "
            f'<?xml-model href="SCHEMA.rng" schematypens="{RELAXNG}"?>, or use --schema.'
        )
    return tuple(locate(document, schema, edition) for schema in declared)


def refuse_unknown_languages(document: Document) -> None:
    """Raise SchemaNotFoundError if a schema of a document is declared to be of a language that nobody knows."""
    for schema in document.schema_associations:
        if schema.schematypens not in _LANGUAGES:
            raise SchemaNotFoundError(
                f"{document.path}:{schema.line}: “{schema.schematypens}” is no schematypens that is known, so "
                f"that {schema.href} was not looked at. Write {RELAXNG} for RELAX NG, "
                f"{SCHEMATRON} for Schematron."
            )


def is_schematron(schema: SchemaAssociation) -> bool:
    """Whether a document declares a schema as Schematron, or as a file .sch of no language."""
    if schema.schematypens:
        return schema.schematypens == SCHEMATRON
    return schema.href.lower().endswith(".sch")


def _is_relaxng(schema: SchemaAssociation) -> bool:
    if schema.schematypens:
        return schema.schematypens == RELAXNG
    return schema.href.lower().endswith((".rng", ".rnc"))


def locate(document: Document, schema: SchemaAssociation, edition: Edition) -> Path:
    """The file of a schema which a document declares, found through catalogs if its href is a URL.

    Raises SchemaNotFoundError.
    """
    from urllib.parse import unquote

    where = f"{document.path}:{schema.line}"
    if not has_scheme(schema.href) or re.match(_DRIVE, schema.href):
        if is_remote(document.path):
            raise SchemaNotFoundError(
                f"{where}: the schema “{schema.href}” is at an address, which was not named, and so it is not "
                "looked at. Name a copy with --schema."
            )
        path = document.path.parent / unquote(schema.href)
        if is_file(path):
            return path
        raise SchemaNotFoundError(
            f"{where}: the schema “{schema.href}” is not there (looked for {path}). "
            "Correct the href, or use --schema."
        )
    from teiproof.model.catalog import file_of, resolve

    beside = document.path.parent / "catalog.xml"
    mapped = resolve(
        schema.href, [*edition.catalogs, *([beside] if not is_remote(beside) and is_file(beside) else [])]
    )
    if mapped is None and (named := None if is_remote(document.path) else file_of(schema.href)):
        if is_file(named):
            return named
        raise SchemaNotFoundError(
            f"{where}: the schema {schema.href} is not on this computer. Write its path from the document, "
            "which is the same on every computer, or use --schema."
        )
    if mapped is None:
        raise SchemaNotFoundError(
            f"{where}: the schema {schema.href} is on the network, which teiproof never uses. Name a copy with "
            f'--schema, or in a catalog: <uri name="{schema.href}" uri="COPY"/>.'
        )
    if not is_file(mapped):
        raise SchemaNotFoundError(f"{where}: the catalog maps {schema.href} to {mapped}, which is not there.")
    return mapped
