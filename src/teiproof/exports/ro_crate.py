"""RO-Crate: the whole edition in one archive, with every format, described and with checksums.

One file, edition.crate.zip. It is a bag (BagIt 1.0, RFC 8493): its folder data is a research object crate
(RO-Crate 1.1, https://w3id.org/ro/crate/1.1) with ro-crate-metadata.json, a page that shows what it holds, the
TEI documents at their places below tei, the source texts and schemas that they name, if these are local and
beside them, and a folder for each format that is usable here. A document that one of them cannot hold is left
out there, and said to be. The manifests have SHA-256 and SHA-512 of each file.

Title, authors with their ORCID, publisher, licence and date come from the headers. RO-Crate requires a licence
and a date of publication; a remark says if there is none. The same files make the same archive: there is no
clock in it. To check it: unpack, then bagit.py --validate FOLDER, rocrate-validator validate FOLDER/data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import PurePosixPath

from teiproof import exports, registry
from teiproof.errors import TeiproofError, TransformError
from teiproof.exports import Files, Made, OmissionError, Profile
from teiproof.model.edition import Edition
from teiproof.packing.bag import archive, bagged
from teiproof.packing.crate import METADATA, PREVIEW, Crate, Format
from teiproof.packing.material import companions, place_of
from teiproof.packing.preview import preview
from teiproof.pages.plan import plan, safe_name

MEDIA_TYPE = "application/zip"
OPTIONS = ("base", "language", "strict", "stylesheets")
GATHERS = True

_ARCHIVE = "edition.crate.zip"
_TEI = "tei"  # the format whose folder would be that of the documents


def export(edition: Edition, profile: Profile) -> Iterator[Made]:
    """The archive. Raises UnparsableError, and as the other formats do."""
    planned = plan(edition, profile.language, profile.base)
    if not planned.texts:
        return
    crate = Crate(planned, profile.remark)
    beside = companions(planned, profile.remark)
    payload = {place_of(document): document.data for document in edition.documents}
    payload |= {companion.path: companion.content for companion in beside}
    crate.add_documents(beside)
    for name, files in (profile.made or _made(edition, profile)).items():
        described = _format(name, files)
        if files and name != "site":
            payload |= described.files
            crate.add_format(described)
    payload[METADATA] = crate.written()
    payload[PREVIEW] = preview(payload[METADATA])
    told = {
        "Source-Organization": "; ".join(crate.publishers()),
        "External-Description": f"{crate.name}: a digital edition in TEI",
        "External-Identifier": profile.base,
    }
    yield PurePosixPath(_ARCHIVE), archive(bagged(payload, told), safe_name(crate.name))


def _made(edition: Edition, profile: Profile) -> dict[str, Files]:
    """The files of each format that is usable here and takes up no others, without those that are refused."""
    plain = replace(profile, made={}, refused=None)
    made: dict[str, Files] = {}
    for name in exports.formats():
        if not exports.gathers(name) and not exports.missing_extra(name):
            refused = exports.naming(name, _but_omissions(profile.refused)) if profile.refused else None
            try:
                made[name] = list(exports.run(name, edition, plain, refused))
            except TransformError as error:  # of a format that is made of all documents at once
                if refused is None:
                    raise
                refused(error)
    return made


def _but_omissions(refused: Callable[[TeiproofError], None]) -> Callable[[TeiproofError], None]:
    """Tells all but what cannot be included: that is told of the documents, once for all formats."""

    def tell(error: TeiproofError) -> None:
        if not isinstance(error, OmissionError):
            refused(error)

    return tell


def _format(name: str, files: Files) -> Format:
    """The files of a format in a folder of its own."""
    module = registry.load(exports, name)
    folder = f"{name}-whole" if name == _TEI else name
    entry = getattr(module, "ENTRY", "")
    made = {f"{folder}/{path}": content for path, content in files}
    return Format(folder, exports.summary(name), module.MEDIA_TYPE, made, f"{folder}/{entry}" if entry else "")
