"""What the toolkit will and will not do with a corpus, said from what was found in it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from teiproof.inspection.gathering import BROKEN, OTHER, OUTSIDE, P4, P5, PART, WITHOUT_NAMESPACE
from teiproof.inspection.survey import Survey

_IN_A_TREE = 100_000_000  # bytes from which on a file is better read by those who need no tree


class Prospect(NamedTuple):
    """One sentence; `is_good` if the toolkit will do what is wanted."""

    is_good: bool
    text: str


def prospects(survey: Survey) -> tuple[Prospect, ...]:
    """What can be expected, in the order in which one would want to know it."""
    return (*_kinds(survey), *_schemas(survey), *_outside(survey), *_uses(survey))


def _kinds(survey: Survey) -> Iterator[Prospect]:
    kinds = survey.facts.get("kinds", {})
    if P5 in kinds:
        yield Prospect(True, f"Can be checked, laid out and exported: {_files(kinds[P5].count)}.")
    else:
        yield Prospect(False, "No file is a TEI P5 document: nothing can be checked or exported.")
    if P4 in kinds:
        yield Prospect(False, f"TEI P4 or older, to be converted to P5 first: {_files(kinds[P4].count)}.")
    if WITHOUT_NAMESPACE in kinds:
        yield Prospect(
            False,
            f"Without the namespace of TEI, so that no schema fits and exports find no text (see teiproof fix "
            f"--only namespace): {_files(kinds[WITHOUT_NAMESPACE].count)}.",
        )
    parts = survey.total("kinds", [kind for kind in kinds if kind.startswith(PART)])
    if parts:
        yield Prospect(
            False,
            "Parts of a TEI document, read where one includes them (XInclude) and otherwise passed over: "
            f"{_files(parts)}.",
        )
    others = survey.total("kinds", [kind for kind in kinds if kind.startswith(OTHER)])
    if others:
        yield Prospect(False, f"Not TEI, passed over in folders and refused when named: {_files(others)}.")
    if BROKEN in kinds or survey.problems:
        yield Prospect(
            False, f"Cannot be read to the end, as said under “Problems”: {_files(len(survey.problems))}."
        )


def _schemas(survey: Survey) -> Iterator[Prospect]:
    schemas = survey.facts.get("schemas", {})
    relaxng = [value for value in schemas if ": DTD " not in value and ": Schematron " not in value]
    missing = [value for value in relaxng if value.startswith("not found")]
    documents = survey.total("kinds", [P5])
    if documents and not relaxng:
        yield Prospect(False, "No RELAX NG schema is declared: name one with --schema.")
    if missing:
        yield Prospect(
            False,
            f"{len(missing)} of the schemas declared cannot be found: name a copy with --schema, or map the "
            "addresses in an XML catalog.",
        )
    elif relaxng:
        yield Prospect(True, "Every schema declared is found: teiproof check will validate against it.")
    if any(": DTD " in value for value in schemas):
        yield Prospect(False, "A DTD outside a document is never read: its entities and defaults are unknown.")


def _outside(survey: Survey) -> Iterator[Prospect]:
    if any(value.startswith(OUTSIDE) for value in survey.facts.get("declarations", {})):
        yield Prospect(False, "An entity outside a document is refused when it is used: use XInclude instead.")
    inclusions = survey.facts.get("inclusions", {})
    if any(value.startswith("found") for value in inclusions):
        yield Prospect(True, "What is included (XInclude) is read in its place, and placed in its own file.")
    if any(value.startswith("not found") for value in inclusions):
        yield Prospect(
            False,
            "Some files that are included (XInclude) are not there: unless there is an xi:fallback, exports "
            "leave that part out, and end with 2.",
        )
    if any(value.startswith("elsewhere") for value in inclusions):
        yield Prospect(False, "Nothing is included (XInclude) from the web: copies must lie in the edition.")
    pointers = survey.facts.get("pointers", {})
    if "to another file: not found" in pointers:
        yield Prospect(False, "Some pointers lead to files that are not there: teiproof check will name them.")
    size, path = survey.largest
    if size > _IN_A_TREE:
        yield Prospect(
            False,
            f"{path} is large ({size / 1e6:.0f} MB): teiproof check --only relaxng reads it as a stream; the "
            "other checks and the exports need about ten times its size in memory.",
        )


def _uses(survey: Survey) -> Iterator[Prospect]:
    entries, elements = survey.facts.get("entries", {}), survey.facts.get("elements", {})
    if entries:
        yield Prospect(
            True, f"Entries of registers: {survey.total('entries'):,}; pages, linked data, a network."
        )
    elif survey.total("mentions"):
        yield Prospect(False, "Names are marked, but there is no register: the site has no pages for them.")
    if "geo" in elements:
        yield Prospect(True, "Places with coordinates: a map, and GeoJSON.")
    if "correspDesc" in elements:
        yield Prospect(True, "Letters with correspDesc: CMIF for correspSearch.")
    if survey.years:
        earliest, latest = survey.years
        yield Prospect(True, f"Dates from {earliest} to {latest}: a timeline.")
    foreign = [
        name for name in survey.facts.get("namespaces", {}) if not name.startswith("http://www.tei-c.org/")
    ]
    if foreign and survey.total("kinds", [P5]):
        yield Prospect(
            True, "Elements of other namespaces keep their text in exports; the schema must allow them."
        )


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count:,} files"
