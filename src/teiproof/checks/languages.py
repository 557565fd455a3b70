"""Looks at every language tag: @xml:lang, @ident of <language>, @mainLang and @otherLangs of <textLang>, @tag
and @tags of <langKnown> and <langKnowledge>. It must be a tag of BCP 47 of which every part is in the registry
of IANA. Each wrong tag is reported once, at its first place. Where a header has <langUsage>, the languages used
in the text and those declared must be the same.

languages.malformed
    The tag is not made as BCP 47 wants it: language, script, region, variants, joined by hyphens (en-GB,
    de-Latf, grc-Latn, sr-Cyrl-RS, la-x-medieval). Spaces and underscores are not allowed.

languages.unregistered
    A part of the tag is not in the registry of IANA. Use a registered one
    (https://www.iana.org/assignments/language-subtag-registry), or mark your own by x-: x-cant, de-x-hans.

languages.outdated
    The tag is understood, but the registry has another for it: the two letters of ISO 639-1 where they
    exist (en for eng, de for ger), the new code for a withdrawn one (he for iw). Programs that look for the
    right tag pass by the other. (A warning.)

languages.undeclared
    A language is used, but <langUsage> does not name it. Add a <language> for it. A declared de covers de-Latf
    and de-AT. (A warning.)

languages.unused
    <langUsage> names a language which no @xml:lang uses, although the document says by @xml:lang which
    language its text is in. Mark the words in that language, or remove the <language>. (A warning.)
"""

from collections.abc import Iterator

from lxml import etree

from teiproof.diagnostics import Diagnostic, Severity
from teiproof.model.document import Document
from teiproof.model.edition import Edition
from teiproof.model.elements import is_tei, name_of
from teiproof.model.languages import Languages, OutdatedError, UnregisteredError, is_language, judge
from teiproof.names import TEI_EXAMPLES, XML_LANG, tei

_ON = {
    "ident": ("language",),
    "mainLang": ("textLang",),
    "otherLangs": ("textLang",),
    "tag": ("langKnown",),
    "tags": ("langKnowledge",),
}
"""Attributes that hold language tags on these elements."""

_Places = dict[str, list[tuple[etree._Element, str]]]


def check(document: Document, edition: Edition) -> Iterator[Diagnostic]:
    """Language tags that are wrong, and languages that are used or declared, but not both."""
    del edition  # a document's languages are its own
    places = _places(document)
    wrong = set()  # of these nothing more is to be said
    for tag, found in places.items():
        diagnostic = _judge(document, tag, found)
        if diagnostic:
            yield diagnostic
            if diagnostic.severity is Severity.ERROR:
                wrong.add(tag)
    yield from _check_declarations(document, places, wrong)


def _places(document: Document) -> _Places:
    """Where each language tag stands: elements and attribute names, in document order for each attribute."""
    places: _Places = {}
    for element, value in document.attributes.get(XML_LANG, ()):
        # A list for each tag is made here alone, in the shared loop: most documents have thousands of tags.
        if value in places:
            places[value].append((element, XML_LANG))
        elif value and not _is_example(element):  # an empty value says that nothing is known
            places[value] = [(element, XML_LANG)]
    for attribute, owners in _ON.items():
        for element, value in document.attributes.get(attribute, ()):
            if is_tei(element) and name_of(element) in owners:
                for tag in [value] if attribute == "ident" else value.split():
                    places.setdefault(tag, []).append((element, attribute))
    return places


def _is_example(element: etree._Element) -> bool:
    return isinstance(element.tag, str) and element.tag.startswith(f"{{{TEI_EXAMPLES}}}")


def _judge(document: Document, tag: str, found: list[tuple[etree._Element, str]]) -> Diagnostic | None:
    try:
        judge(tag)
        return None
    except OutdatedError as error:
        code, severity = "languages.outdated", Severity.WARNING
        message = f"“{tag}”: {error}. Write {error.preferred}"
    except UnregisteredError as error:
        code, severity = "languages.unregistered", Severity.ERROR
        message = f"“{tag}” is not a registered language tag: {error}"
    except ValueError as error:
        code, severity = "languages.malformed", Severity.ERROR
        message = f"“{tag}” is not a language tag: {error}"
    times = f" ({len(found)} times in this document)" if len(found) > 1 else ""
    element, attribute = found[0]
    return document.finding(element, code, f"{message}{times}.", attribute, severity)


def _check_declarations(document: Document, places: _Places, wrong: set[str]) -> Iterator[Diagnostic]:
    languages = list(document.root.iter(tei("language")))
    declared = {language.get("ident", ""): language for language in languages}
    if not declared or "" in declared:
        return
    known = Languages(declared)
    for tag, found in places.items():
        if tag in wrong or not is_language(tag) or known.meet(tag):
            continue
        place = next((place for place in found if _is_of_the_text(place[0])), None)
        if place:
            message = (
                f"the language “{tag}” is used here, but langUsage does not name it. Add a language for it."
            )
            yield document.finding(place[0], "languages.undeclared", message, place[1], Severity.WARNING)
    if not _says_language_of_text(document):
        return
    used = Languages(tag for tag, found in places.items() if any(name != "ident" for _, name in found))
    for tag, language in declared.items():
        if tag not in wrong and is_language(tag) and not used.meet(tag):
            message = (
                f"no xml:lang names the language “{tag}”, which langUsage declares. "
                "Mark the words in it, or remove the declaration."
            )
            yield document.finding(language, "languages.unused", message, "ident", Severity.WARNING)


def _is_of_the_text(element: etree._Element) -> bool:
    """Whether an element is no part of the header: langUsage names the languages of the text."""
    header = tei("teiHeader")
    return element.tag != header and next(element.iterancestors(header), None) is None


def _says_language_of_text(document: Document) -> bool:
    """Whether the language of the text, or of the whole document, is stated by @xml:lang."""
    text = document.find("text")
    return bool(document.root.get(XML_LANG) or (text is not None and text.get(XML_LANG)))
