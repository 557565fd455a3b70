"""string and what is derived from it, names and lists of them (XML Schema Part 2, 3.2.1, 3.2.18, 3.3).

As jing does, NOTATION is treated like QName, and ENTITY wants an unparsed entity declared in the DTD.
"""

import re
from collections.abc import Hashable
from typing import cast

from teiproof.relaxng.datatypes.datatype import Context, Look, Primitive, WhiteSpace, never, shown
from teiproof.relaxng.datatypes.xmlnames import is_name, is_name_character, is_nmtoken, is_start

_XML_NAMESPACE = "http://www.w3.org/XML/1998/namespace"
_ASCII_NCNAME = re.compile(r"[A-Za-z_][A-Za-z0-9_.-]*")
_LANGUAGE = re.compile(r"[a-zA-Z]{1,8}(-[a-zA-Z0-9]{1,8})*")
_WHITE_SPACE: dict[str, WhiteSpace] = {"string": "preserve", "normalizedString": "replace"}


def _characters(value: Hashable) -> int:
    return len(cast(str, value))


class Text(Primitive):
    """string, normalizedString and token: every text."""

    sure: Look = staticmethod(lambda _: True)
    length = staticmethod(_characters)
    examples: tuple[str, ...] = ("text", "word")

    def __init__(self, name: str) -> None:
        self.name = f"xsd:{name}"
        self.white_space = _WHITE_SPACE.get(name, "collapse")

    def read(self, text: str, _: Context, /) -> str:
        return text


class Language(Text):
    """A language tag by its form (RFC 3066)."""

    sure: Look = staticmethod(never)
    examples = ("en", "fr", "de-1901")

    def read(self, text: str, _: Context, /) -> str:
        if not _LANGUAGE.fullmatch(text):
            if not text:
                raise ValueError("empty; a language tag is wanted, for instance en")
            if "_" in text and len(text) < 40 and _LANGUAGE.fullmatch(text.replace("_", "-")):
                raise ValueError(f"not a language tag: write {text.replace('_', '-')}, with a hyphen")
            raise ValueError("not a language tag, for instance en or de-AT")
        return text


class NameLike(Text):
    """Name, NCName, NMTOKEN, and ID and IDREF, which are NCNames."""

    sure: Look = staticmethod(_ASCII_NCNAME.fullmatch)
    examples: tuple[str, ...] = ("name", "n1", "n", "name-1")

    def __init__(self, name: str) -> None:
        super().__init__(name)
        self.short_name = name
        if name in ("ID", "IDREF"):
            self.id_type = "ID" if name == "ID" else "IDREF"
            self.examples = ("p1", *self.examples)

    def read(self, text: str, _: Context, /) -> str:
        if self.short_name == "NMTOKEN":
            if not is_nmtoken(text):
                raise ValueError(_why_no_name(text, "a name token"))
        elif not is_name(text) or (":" in text and self.short_name != "Name"):
            kind = "an identifier" if self.short_name == "ID" else "a name"
            raise ValueError(_why_no_name(text, kind))
        return text


class Entity(NameLike):
    """The name of an unparsed entity of the document."""

    needs_context = True
    sure: Look = staticmethod(never)

    def read(self, text: str, context: Context, /) -> str:
        super().read(text, context)
        if "&" + text not in (context or {}):
            raise ValueError(f"there is no unparsed entity {shown(text)} declared in the DOCTYPE")
        return text

    def example(self) -> str:
        # What is allowed depends on the DTD of the document.
        return ""


class QualifiedName(Primitive):
    """QName and NOTATION: a name whose prefix, if any, is declared. The value is (namespace, local name)."""

    needs_context = True
    examples = ("name", "n1")

    def __init__(self, name: str) -> None:
        self.name = f"xsd:{name}"

    def read(self, text: str, context: Context, /) -> tuple[str, str]:
        prefix, colon, local = text.rpartition(":")
        if not is_name(local) or (colon and (not is_name(prefix) or ":" in prefix)):
            raise ValueError(_why_no_name(local if prefix and is_name(prefix) else text, "a name"))
        if prefix == "xml":
            return _XML_NAMESPACE, local
        if prefix and not (context or {}).get(prefix):
            raise ValueError(f"the prefix {shown(prefix)} is not declared; declare it with an xmlns attribute")
        return (context or {}).get(prefix, ""), local


class WordList(Primitive):
    """NMTOKENS, IDREFS and ENTITIES: one item or more, with white space between."""

    length = staticmethod(lambda value: len(cast(tuple[str, ...], value)))
    unit = "item"

    def __init__(self, name: str) -> None:
        self.name = f"xsd:{name}"
        self.item: Primitive = create(name.removesuffix("S") if name != "ENTITIES" else "ENTITY")
        self.needs_context = self.item.needs_context
        if name == "IDREFS":
            self.id_type = "IDREFS"
        item = self.item.example()
        self.examples = (item, f"{item} {item}", f"{item} {item} {item}") if item else ()

    def read(self, text: str, context: Context, /) -> tuple[Hashable, ...]:
        if not text:
            raise ValueError("empty; at least one name is wanted")
        return tuple(self.item.read(item, context) for item in text.split(" "))

    def example(self) -> str:
        return self.examples[0] if self.examples else ""


def create(name: str) -> Primitive:
    """The type of a name."""
    if name in ("string", "normalizedString", "token"):
        return Text(name)
    if name == "language":
        return Language(name)
    if name in ("QName", "NOTATION"):
        return QualifiedName(name)
    if name == "ENTITY":
        return Entity(name)
    if name in ("NMTOKENS", "IDREFS", "ENTITIES"):
        return WordList(name)
    return NameLike(name)


def _why_no_name(text: str, kind: str) -> str:
    """Why a text is not a name, an identifier or a name token, in the order in which encoders err."""
    if not text:
        return f"empty; {kind} is wanted"
    if " " in text:
        return "contains a space; only one word is allowed here"
    verb = "may not begin with"
    if kind != "a name token" and not is_start(text[0]):
        if text[0] in "0123456789":
            hint = f"; begin with a letter, for instance p{text}" if text.isalnum() and len(text) < 20 else ""
            return f"{kind} {verb} a digit{hint}"
        if text[0] == "#":
            return f"{kind} {verb} “#”, which belongs to pointers only"
        return f"{kind} {verb} “{text[0]}”"
    for character in text:
        if not is_name_character(character):
            return f"{kind} may not contain “{character}”"
    return f"{kind} may not contain a colon"
