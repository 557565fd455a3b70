"""TEI: one self-contained file for each document, to hand on without the rest of the edition.

What the document includes (XInclude) is in it. The entries of registers that it uses, and those to which these
point, are copied into its standOff (listPerson, listPlace, listOrg, listBibl, listEvent), and pointers lead to
them there; an xml:id that is in use already gets a number (-2). What has a prefix (prefixDef) is written out,
and a prefixDef that nothing uses any more is taken out. Pointers to other documents of the edition are absolute
with --base, and otherwise relative to the document's own place. The text is as it was.

Comments stay, and so do xml-model instructions with an absolute address; those with a relative one are left
out, as the schema is not beside the file. A DOCTYPE is left out, and its entities are expanded.
"""

from collections.abc import Iterator

from teiproof.exports import Made, Profile, file_name
from teiproof.model.document import Document
from teiproof.model.edition import Edition

MEDIA_TYPE = "application/tei+xml"
OPTIONS = ("base",)


def export_document(document: Document, edition: Edition, profile: Profile) -> Iterator[Made]:
    """The document by itself, in UTF-8. Raises UnparsableError, also for a register that it uses."""
    from teiproof.conversion.contained import contained
    from teiproof.conversion.writing import written

    yield file_name(document, ".xml"), written(contained(document, edition, profile.base).tree)
