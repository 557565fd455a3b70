"""References in RIS, the notation of reference managers (https://en.wikipedia.org/wiki/RIS_(file_format))."""

from teiproof.model.citation import Citation

_KINDS = {"article": "JOUR", "chapter": "CHAP", "book": "BOOK", "page": "ELEC", "other": "GEN"}


def ris(cited: Citation) -> str:
    """A record, with line ends as the notation wants them."""
    first, _, last = cited.pages.partition("–")
    date = (cited.printed or cited.published).replace("-", "/")
    pairs = [
        ("TY", _KINDS[cited.kind]),
        *(("AU", name.turned) for name in cited.authors),
        *(("A2", name.turned) for name in cited.editors),
        *(("A4", name.turned) for name in cited.translators),
        ("TI", cited.title),
        ("T2", cited.journal or cited.book),
        ("T3", cited.series),
        ("PY", date[:4]),
        ("DA", date),
        ("VL", cited.volume),
        ("IS", cited.issue),
        ("SP", first),
        ("EP", last),
        ("CY", cited.place),
        ("PB", cited.publisher),
        ("SN", cited.isbn or cited.issn),
        ("DO", cited.doi),
        ("LA", cited.language),
        ("UR", cited.url),
    ]
    lines = [f"{tag}  - {value}" for tag, value in pairs if value]
    return "\r\n".join([*lines, "ER  - ", ""])
