"""References in BibTeX (http://mirrors.ctan.org/biblio/bibtex/base/btxdoc.pdf), with the fields of biblatex."""

import re

from teiproof.model.citation import Citation, Name

_KINDS = {"article": "article", "chapter": "incollection", "book": "book", "page": "misc", "other": "misc"}
_ESCAPES = str.maketrans(
    {
        **{character: f"\\{character}" for character in "#$%&_"},
        # A brace counts even when it is escaped, so that one alone would spoil the file.
        "{": r"\textbraceleft{}",
        "}": r"\textbraceright{}",
        "\\": r"\textbackslash{}",
        "^": r"\textasciicircum{}",
        "~": r"\textasciitilde{}",
    }
)


def bibtex(cited: Citation, key: str) -> str:
    """An entry; `key` is what it is cited by, with `-` for what BibTeX knows in no key."""
    made = f"{_escaped(cited.publisher)} {cited.published[:4]}".strip()
    note = f"Digital edition, {made}" if made else "Digital edition"
    fields = {
        "author": _listed(cited.authors),
        "editor": _listed(cited.editors),
        "translator": _listed(cited.translators),
        "title": f"{{{_escaped(cited.title)}}}",
        "journal": _escaped(cited.journal),
        "booktitle": _escaped(cited.book),
        "series": _escaped(cited.series),
        "year": (cited.printed or cited.published)[:4],
        "date": cited.printed,
        "volume": _escaped(cited.volume),
        "number": _escaped(cited.issue),
        "pages": _escaped(cited.pages).replace("–", "--"),
        "address": _escaped(cited.place),
        "publisher": _escaped(cited.publisher),
        "note": note if cited.is_digital else "",
        "langid": cited.language,
        "doi": cited.doi,
        "isbn": cited.isbn,
        "issn": cited.issn,
        "url": cited.url.replace("{", "%7B").replace("}", "%7D"),
    }
    lines = [f"  {name} = {{{value}}}," for name, value in fields.items() if value]
    return "\n".join([f"@{_KINDS[cited.kind]}{{{_key(key)},", *lines, "}", ""])


def _key(key: str) -> str:
    return re.sub(r"[^A-Za-z0-9_:-]", "-", key)


def _listed(names: tuple[Name, ...]) -> str:
    return " and ".join(_name(name) for name in names)


def _name(name: Name) -> str:
    """A name; that of an institution, with “and” in it, is kept together by braces."""
    text = _escaped(name.turned)
    return f"{{{text}}}" if re.search(r"\band\b", text) else text


def _escaped(text: str) -> str:
    return text.translate(_ESCAPES)
