"""What is the matter with a header, in the words of the message."""

from pathlib import Path

import pytest

from teiproof.checks.header import check
from teiproof.model.document import Document
from teiproof.model.edition import Edition

HEADER = (
    '<TEI xmlns="http://www.tei-c.org/ns/1.0" xml:lang="en"><teiHeader><fileDesc><titleStmt>{}</titleStmt>{}'
    "<sourceDesc><p>Born digital.</p></sourceDesc></fileDesc></teiHeader></TEI>"
)
PUBLISHED = "<publicationStmt><p>Unpublished.</p></publicationStmt>"


@pytest.mark.parametrize(
    ("title", "publication", "message"),
    [
        ("", PUBLISHED, "the title is missing. "),
        ("<title> </title>", PUBLISHED, "the title is empty. "),
        ("<title>Title</title>", PUBLISHED, "the title has only “Title”, as templates have. "),
        ("<title>A</title>", "", "publicationStmt is missing. "),
        ("<title>A</title>", "<publicationStmt><p/></publicationStmt>", "publicationStmt is empty. "),
        (
            "<title>A</title>",
            "<publicationStmt>\n <p>Publication Information</p> </publicationStmt>",
            "publicationStmt has only “Publication Information”, as templates have. ",
        ),
    ],
)
def test_what_is_missing_is_told_from_what_is_empty_and_from_what_a_template_left(
    title: str, publication: str, message: str
) -> None:
    document = Document(Path("a.xml"), HEADER.format(title, publication).encode())
    messages = [found.message for found in check(document, Edition([document]))]
    assert [one for one in messages if one.startswith(message)]
