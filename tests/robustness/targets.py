"""What is fuzzed: one function for each way in which bytes of others come in, true of whatever it is given.

A document may be refused, by an error under TeiproofError. Nothing else may be raised, what is found must lie
inside the document, and what is made must be what was there.
"""

import contextlib
import json
import tempfile
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from pathlib import Path, PurePosixPath
from unittest import mock

from teiproof import checks, exports, fixes, gate, mending, registry, search
from teiproof.cli import rewriting
from teiproof.diagnostics import Diagnostic, Location
from teiproof.errors import TeiproofError
from teiproof.exports import Made, Profile
from teiproof.formatting import formatted
from teiproof.inspection import notations
from teiproof.inspection.gathering import survey_file
from teiproof.inspection.survey import Survey
from teiproof.model import catalog
from teiproof.model.document import Document
from teiproof.model.edition import Edition, is_taken
from teiproof.model.reading import read
from teiproof.names import tei
from teiproof.parsing import Positions, UnparsableError, encoding_of, prolog, text_pieces
from teiproof.parsing.tree import parse
from teiproof.plaintext.layout import Layout, lay_out
from teiproof.plaintext.words import sentences_of, words_of
from teiproof.relaxng import Schema
from teiproof.reporters import text as reporter
from teiproof.schematron.evaluation import Evaluator
from teiproof.schematron.reading import read_schema
from teiproof.source import UneditableError
from tests.conftest import PROJECT
from tests.html.page_words import words as words_of_page

HERE = Path(__file__).resolve().parent
NAME = Path("fuzzed.xml")
SMALL = HERE / "small.xml"

LAYOUTS = (
    Layout(),
    Layout("inline", "kept", "dropped", True, "inline", "slashes", "bars"),
    Layout("none", speakers="none"),
)
STATED = tuple(
    """annotations beacon bibtex cmif csl-json csv dts geojson iob jsonld markdown pandoc ris sentences tokens
    turtle""".split()
)
"""The formats that are made here without help from outside."""


@contextlib.contextmanager
def refusing() -> Iterator[None]:
    """Lets pass what is refused in words."""
    try:
        yield
    except TeiproofError as error:
        if not str(error).strip():
            raise AssertionError("a refusal says why") from error


def document_of(data: bytes) -> Document:
    return Document(NAME, data)


def lies_inside(place: Location, data: bytes) -> bool:
    """Whether a place is in a document, or just behind it."""
    text = data.decode(encoding_of(data), "replace").replace("\r\n", "\n").replace("\r", "\n")
    lines = text.split("\n")
    return 1 <= place.line <= len(lines) and 1 <= place.column <= len(lines[place.line - 1]) + 2


def parsing(data: bytes) -> None:
    """Every entrance to the parser says the same of a document."""
    verdicts: list[Diagnostic | None] = []
    for entrance in (prolog, parse, Positions):
        try:
            entrance(data, str(NAME))
            verdicts.append(None)
        except UnparsableError as error:
            verdicts.append(error.diagnostic)
    for diagnostic in filter(None, verdicts):
        assert diagnostic.location.path == str(NAME)
        with contextlib.suppress(LookupError):  # the encoding is not one that is known
            assert lies_inside(diagnostic.location, data), diagnostic
    if verdicts[0] is not None:
        assert verdicts[1] is not None
        assert verdicts[0].code == verdicts[1].code
    if verdicts[1] is not None:
        return
    assert verdicts[2] is None
    tree = parse(data, str(NAME))
    positions = Positions(data, str(NAME))
    elements = list(tree.getroot().iter("*"))
    assert len(positions.offsets) == len(elements)
    for index in {0, len(elements) // 2, len(elements) - 1}:
        for attribute in (None, *elements[index].keys()):
            assert lies_inside(Location("", *positions.of(index, attribute)), data)
    nodes = list(tree.getroot().iter())
    for index in {0, len(nodes) // 2, len(nodes) - 1}:
        text_pieces(data, str(NAME), index, False)
        text_pieces(data, str(NAME), index, True)


def find(data: bytes, schema: Path | None) -> tuple[Diagnostic, ...]:
    document = document_of(data)
    return gate.run(Edition([document], schema), tuple(registry.names(checks)))[0]


def check(data: bytes, schema: Path | None = PROJECT / "schema" / "serge.rng") -> None:
    """All checks look at a document; what they find lies inside it, and is the same each time."""
    found = find(data, schema)
    assert found == find(data, schema)
    "\n".join(reporter.report(found)).encode()
    for diagnostic in found:
        assert diagnostic.message
        if diagnostic.location.path == str(NAME):
            with contextlib.suppress(LookupError):
                assert lies_inside(diagnostic.location, data), diagnostic


def text(data: bytes) -> None:
    """In every layout each word stands where it is said to, and all of them are the reading."""
    with refusing():
        document = document_of(data)
        for kind in ("edited", "diplomatic"):
            reading = read(document, kind)
            for layout in LAYOUTS:
                made = lay_out(reading, layout)
                words = list(words_of(made))
                assert all(made.text[word.start : word.end] == word.text for word in words)
                if layout.speakers != "none" and layout.hyphens == "kept":
                    # What only looks like a space (U+00A0) is no word here.
                    text_of_words = "".join(word.text for word in words if not word.note)
                    assert text_of_words == "".join("".join(reading.words()).split())
                assert [word for sentence in sentences_of(made) for word in sentence.words] == words
        _made("text", document)


def _made(name: str, document: Document, **options: object) -> list[Made]:
    profile = replace(Profile(), **options)  # type: ignore[arg-type]
    with refusing():
        return list(exports.run(name, Edition([document]), profile))
    return []


_EMPTY = ("anchor", "cb", "gb", "lb", "link", "milestone", "pb", "ptr")
_PARTS = [tei(name) for name in ("teiHeader", "standOff", "facsimile", "sourceDoc", "text", "TEI", "teiCorpus")]


def _has_letters_of(document: Document, page: bytes) -> bool:
    """Whether a page has all letters of the reading, in order; not asked where TEI has no place for any.

    It may have more where a document is invalid: a paragraph among alternatives, for instance.
    """
    root = document.root
    if root.tag not in _PARTS[-2:]:
        return True
    if any(len(element) or element.text for name in _EMPTY for element in root.iter(tei(name))):
        return True
    if any(child.tag not in _PARTS for corpus in root.iter(*_PARTS[-2:]) for child in corpus.iterchildren("*")):
        return True
    letters = iter("".join(words_of_page(page)))
    return all(letter in letters for token in read(document).tokens() for letter in token.text)


def html(data: bytes) -> None:
    """A page has the letters of the reading, and can be read."""
    with refusing():
        document = document_of(data)
        made = _made("html", document)
        assert made == _made("html", document)
        for _, page in made:
            assert b"<script" not in page.lower()
            assert _has_letters_of(document, page)


def site(data: bytes) -> None:
    """The site of a document is made or refused; the page of its text has the letters of the reading."""
    document = document_of(data)
    with mock.patch.object(search, "is_available", return_value=False):
        made = _made("site", document, base="https://example.org/")
    pages = dict(made)
    if page := pages.get(PurePosixPath("fuzzed.html")):
        assert _has_letters_of(document, page)
    for path, content in made:
        assert ".." not in path.parts
        assert not path.is_absolute()
        if path.suffix == ".html":
            content.decode()


def formats(data: bytes) -> None:
    """Every format is made or refused, and made the same again."""
    document = document_of(data)
    for name in STATED:
        for path, content in (made := _made(name, document, base="https://example.org/")):
            assert ".." not in path.parts
            if path.suffix in (".json", ".jsonld", ".geojson"):
                json.loads(content)
            if path.suffix not in _BINARY:
                content.decode()
        assert made == _made(name, document_of(data), base="https://example.org/")


def inspect(data: bytes) -> None:
    """What a document holds can be told in every notation."""
    with _file(data) as path:
        survey = Survey((str(path),))
        survey.add(survey_file(path, Edition([Document(path)])))
        for name in registry.names(notations):
            "".join(registry.load(notations, name).write(survey)).encode()
        with refusing():
            is_taken(path)


def format_(data: bytes) -> None:
    """A document in canonical layout parses, stays so, and has the same readings; else it is left alone."""
    document = document_of(data)
    try:
        made = formatted(document)
    except (UneditableError, UnparsableError):
        return
    list(rewriting.unified(NAME, data, made))
    _is_the_same_text(document, document_of(made))
    assert formatted(document_of(made)) == made


def fix(data: bytes) -> None:
    """A document that was repaired parses, and needs the same repair no more."""
    with refusing():
        document = document_of(data)
        names = tuple(registry.names(fixes))
        outcome = mending.mend(document, Edition([document]), names)
        if outcome.data == data:
            return
        repaired = document_of(outcome.data)
        parse(repaired.data, "repaired.xml")
        again = mending.mend(repaired, Edition([repaired]), names)
        assert again.data == outcome.data


def _is_the_same_text(one: Document, other: Document) -> None:
    for kind in ("edited", "diplomatic"):
        assert list(read(one, kind).words()) == list(read(other, kind).words())


_BINARY = (".epub", ".zip")

URIS = ("http://example.org/a.rng", "urn:publicid:a", "", "http://[", "\N{NULL}", "%00", "a" * 5000)


def catalogs(data: bytes) -> None:
    """A catalog leads to a file or to none; nothing is fetched."""
    with _file(data, "catalog.xml") as path:
        for uri in URIS:
            with refusing():
                found = catalog.resolve(uri, [path])
                assert found is None or found.is_absolute()


def relaxng(data: bytes) -> None:
    """A schema is loaded or refused; with one that is loaded a document can be judged."""
    with _file(data, "fuzzed.rng") as path, refusing():
        schema = Schema.load(path, cache=False)
        list(schema.validate(SMALL.read_bytes(), "small.xml"))
        list(schema.validate(b"<a/>", "a.xml"))


def schematron(data: bytes) -> None:
    """Rules are read or refused; those that are read are applied or named."""
    with _file(data, "fuzzed.sch") as path, refusing():
        schema = read_schema(path)
        if schema is not None:
            folder = path.parent.resolve()
            list(Evaluator(schema).findings(Document(SMALL), (folder, folder)))


def odd(data: bytes) -> None:
    """An ODD is compiled or refused."""
    from teiproof.odd.compiling import flattened, written
    from teiproof.odd.writers import odd as writer
    from teiproof.odd.writers import rng

    with _file(data, "fuzzed.odd") as path, refusing():
        schema = flattened(path, PROJECT / "tests" / "odd" / "source.xml")
        written(schema, rng, docs=True)
        written(schema, writer)


@cache
def _folder() -> tempfile.TemporaryDirectory[str]:
    return tempfile.TemporaryDirectory()


@contextlib.contextmanager
def _file(data: bytes, name: str = "fuzzed.xml") -> Iterator[Path]:
    path = Path(_folder().name, name)
    path.write_bytes(data)
    catalog._load.cache_clear()
    yield path


DOCUMENTS: dict[str, Callable[[bytes], None]] = {
    "parsing": parsing,
    "check": check,
    "text": text,
    "html": html,
    "site": site,
    "formats": formats,
    "inspect": inspect,
    "format": format_,
    "fix": fix,
}
"""What is done with a document."""

OTHERS: dict[str, Callable[[bytes], None]] = {
    "catalog": catalogs,
    "relaxng": relaxng,
    "schematron": schematron,
    "odd": odd,
}
"""What is done with other files that come with documents."""

TARGETS = DOCUMENTS | OTHERS
