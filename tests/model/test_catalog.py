"""Catalogs lead from URLs to files, by the rules of OASIS XML Catalogs 1.1, and never to the network."""

from pathlib import Path

import pytest

from teiproof.errors import SchemaNotFoundError, UnreadableFileError
from teiproof.model.catalog import resolve
from teiproof.model.document import RELAXNG, Document
from teiproof.model.edition import Edition
from teiproof.model.schemas import relaxng_schemas

URL = "https://example.org/schemas/tei.rng"
TEI = f'<?xml-model href="{URL}" schematypens="{RELAXNG}"?>\n<TEI xmlns="http://www.tei-c.org/ns/1.0"/>'
SHORT = '<rewriteURI uriStartString="https://example.org/" rewritePrefix="copies/"/>'
LONG = '<rewriteURI uriStartString="https://example.org/schemas/" rewritePrefix="longer/"/>'
SHORT_SUFFIX = '<uriSuffix uriSuffix="tei.rng" uri="a.rng"/>'
LONG_SUFFIX = '<uriSuffix uriSuffix="schemas/tei.rng" uri="long.rng"/>'
SHORT_DELEGATE = '<delegateURI uriStartString="https://example.org/" catalog="{}"/>'
LONG_DELEGATE = '<delegateURI uriStartString="https://example.org/schemas/" catalog="next.xml"/>'


def catalog(path: Path, entries: str) -> Path:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(
        f'<catalog xmlns="urn:oasis:names:tc:entity:xmlns:xml:catalog">{entries}</catalog>', encoding="utf-8"
    )
    return path


@pytest.mark.parametrize(
    ("entries", "expected"),
    [
        (f'<uri name="{URL}" uri="a.rng"/>', "a.rng"),
        (f'<system systemId="{URL}" uri="a.rng"/>', "a.rng"),
        (f'<group xml:base="sub/"><uri name="{URL}" uri="a.rng"/></group>', "sub/a.rng"),
        (SHORT, "copies/schemas/tei.rng"),
        (f"{SHORT}{LONG}", "longer/tei.rng"),
        ('<uriSuffix uriSuffix="schemas/tei.rng" uri="a.rng"/>', "a.rng"),
        ('<uri name="https://example.org/other" uri="a.rng"/>', None),
        (f'<uri name="{URL}" uri="https://example.org/elsewhere.rng"/>', None),
        ('<nextCatalog catalog="next.xml"/>', "next.rng"),
        ('<delegateURI uriStartString="https://example.org/" catalog="next.xml"/>', "next.rng"),
        ('<nextCatalog catalog="catalog.xml"/>', None),
        (LONG_SUFFIX + SHORT_SUFFIX, "long.rng"),
        (SHORT_DELEGATE.format("other.xml") + LONG_DELEGATE, "next.rng"),
        # With a delegate for a URI, only delegates are asked (section 7.2.2).
        (SHORT_DELEGATE.format("empty.xml") + '<nextCatalog catalog="next.xml"/>', None),
    ],
)  # fmt: skip
def test_a_url_is_mapped(entries: str, expected: str | None, tmp_path: Path) -> None:
    catalog(tmp_path / "next.xml", f'<uri name="{URL}" uri="next.rng"/>')
    catalog(tmp_path / "other.xml", f'<uri name="{URL}" uri="other.rng"/>')
    catalog(tmp_path / "empty.xml", "")
    found = resolve(URL, [catalog(tmp_path / "catalog.xml", entries)])
    assert found == (tmp_path / expected if expected else None)


def test_a_broken_catalog_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UnreadableFileError, match="catalog"):
        resolve(URL, [catalog(tmp_path / "catalog.xml", "<uri>")])


def test_a_catalog_beside_the_document_is_asked(tmp_path: Path) -> None:
    catalog(tmp_path / "catalog.xml", f'<uri name="{URL}" uri="a.rng"/>')
    (tmp_path / "a.rng").touch()
    document = Document(tmp_path / "a.xml", TEI.encode())
    assert relaxng_schemas(document, Edition([document])) == (tmp_path / "a.rng",)


def test_without_a_catalog_the_message_says_which_line_to_add(tmp_path: Path) -> None:
    document = Document(tmp_path / "a.xml", TEI.encode())
    with pytest.raises(SchemaNotFoundError, match=f'<uri name="{URL}" uri="COPY"/>'):
        relaxng_schemas(document, Edition([document]))


def test_a_catalog_that_leads_nowhere_is_refused(tmp_path: Path) -> None:
    catalog(tmp_path / "catalog.xml", f'<uri name="{URL}" uri="gone.rng"/>')
    document = Document(tmp_path / "a.xml", TEI.encode())
    with pytest.raises(SchemaNotFoundError, match="which is not there"):
        relaxng_schemas(document, Edition([document]))


def associated(href: str, folder: Path) -> tuple[Path, ...]:
    document = Document(folder / "a.xml", TEI.replace(URL, href).encode())
    return relaxng_schemas(document, Edition([document]))


def test_a_schema_may_be_named_by_a_file_url(tmp_path: Path) -> None:
    schema = tmp_path / "a schema.rng"
    schema.touch()
    assert associated(schema.as_uri(), tmp_path) == (schema,)
    assert associated(f"file:{schema.as_posix()}".replace(" ", "%20"), tmp_path) == (schema,)


@pytest.mark.parametrize(
    ("href", "reason"),
    [
        ("file:///Users/anna/tei.rng", "is not on this computer"),
        ("C:\\Users\\anna\\tei.rng", "is not there"),
        ("C:/Users/anna/tei.rng", "is not there"),
        ("file://server/tei.rng", "is on the network"),
        ("file://[", "is on the network"),
    ],
)
def test_a_schema_on_another_computer_is_told_from_one_on_the_network(
    href: str, reason: str, tmp_path: Path
) -> None:
    with pytest.raises(SchemaNotFoundError, match=reason):
        associated(href, tmp_path)
