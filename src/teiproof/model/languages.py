"""Language tags (BCP 47: RFC 5646) as TEI uses them in @xml:lang, @ident of language, @mainLang, @otherLangs.

A tag is judged by the registry of IANA, which the library language-tags brings along. Because loading it takes
longer than checking a document, the usual subtags are known without it.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

_USUAL = {
    "language": "af als ang ar arc az be bg bn br bs ca cs cu cy da de el en enm eo es et eu fa fi fr frm fro "
    "fy ga gd gl gmh gml goh got grc gsw gu ha he hi hr hsb hu hy id is it ja ka kk ko ku ky la lb lt lv "
    "mk mn ms mt mul nb nds ne nl nn no non oc osx pl pro pt rm ro ru sa sco sga sh si sk sl sq sr sv "
    "sw syr ta te th tr uk und ur uz vi wen wo xh yi yo zh zu zxx",
    "script": "arab cyrl cyrs grek hans hant hebr latf latn",
    "region": "ar at au be br ca ch cn cz de dk es fr gb gr hu ie in it jp mx nl no pl pt ru se tr ua us",
    "variant": "1901 1996 polyton monoton",
}
USUAL = {kind: frozenset(subtags.split()) for kind, subtags in _USUAL.items()}
"""Subtags by kind which are known to be in the registry and not outdated, in small letters."""

# The parts of a tag which is not grandfathered, in their order (RFC 5646, 2.1); matched in small letters.
_TAG = (
    r"(?:(?P<language>[a-z]{2,8})(?P<extlang>(?:-[a-z]{3}(?![a-z0-9])){0,3})"
    r"(?:-(?P<script>[a-z]{4})(?![a-z0-9]))?(?:-(?P<region>[a-z]{2}|[0-9]{3})(?![a-z0-9]))?"
    r"(?P<variants>(?:-(?:[a-z0-9]{5,8}|[0-9][a-z0-9]{3})(?![a-z0-9]))*)"
    r"(?:-[a-wyz0-9](?:-[a-z0-9]{2,8})+)*(?:-x(?:-[a-z0-9]{1,8})+)?"
    r"|x(?:-[a-z0-9]{1,8})+)"
)
_GRANDFATHERED = {
    "art-lojban": "jbo", "cel-gaulish": "xtg", "en-gb-oed": "en-GB-oxendict", "i-ami": "ami",
    "i-bnn": "bnn", "i-default": "und", "i-enochian": "und", "i-hak": "hak", "i-klingon": "tlh",
    "i-lux": "lb", "i-mingo": "see", "i-navajo": "nv", "i-pwn": "pwn", "i-tao": "tao", "i-tay": "tay",
    "i-tsu": "tsu", "no-bok": "nb", "no-nyn": "nn", "sgn-be-fr": "sfb", "sgn-be-nl": "vgt", "sgn-ch-de": "sgg",
    "zh-guoyu": "cmn", "zh-hakka": "hak", "zh-min": "nan", "zh-min-nan": "nan", "zh-xiang": "hsn",
}  # fmt: skip
"""Tags of the time before RFC 4646 (RFC 5646, 2.2.8), and what is written now."""

_OF_ISO_639_2 = (
    "alb:sq ara:ar arm:hy aze:az baq:eu bel:be bos:bs bre:br bul:bg bur:my cat:ca ces:cs chi:zh "
    "chu:cu cym:cy cze:cs dan:da deu:de dut:nl ell:el eng:en epo:eo est:et eus:eu fas:fa fin:fi "
    "fra:fr fre:fr fry:fy geo:ka ger:de gla:gd gle:ga glg:gl gre:el heb:he hin:hi hrv:hr hun:hu "
    "hye:hy ice:is ind:id isl:is ita:it jpn:ja kat:ka kaz:kk kor:ko lat:la lav:lv lit:lt ltz:lb "
    "mac:mk may:ms mkd:mk mlt:mt mon:mn msa:ms nld:nl nno:nn nob:nb nor:no oci:oc per:fa pol:pl "
    "por:pt roh:rm ron:ro rum:ro rus:ru san:sa scc:sr scr:hr slk:sk slo:sk slv:sl spa:es sqi:sq "
    "srp:sr swe:sv tam:ta tha:th tib:bo tur:tr ukr:uk urd:ur uzb:uz vie:vi wel:cy yid:yi zho:zh"
)
SHORTER = dict(pair.split(":") for pair in _OF_ISO_639_2.split())
"""Codes of ISO 639-2 which the registry lacks, because it has the shorter one of ISO 639-1."""

_LANGUAGES_MEANT = {
    "anglais": "en", "cz": "cs", "deutsch": "de", "dk": "da", "englisch": "en", "español": "es",
    "français": "fr", "französisch": "fr", "gr": "el", "italiano": "it", "jp": "ja", "latein": "la",
    "lateinisch": "la", "nhd": "de", "sp": "es",
}  # fmt: skip
_REGIONS_MEANT = {"uk": "GB"}
_PARTS = 10  # of a tag that are told apart: the longest in use have seven
_NO_SINGLE_LANGUAGE = frozenset({"mul", "und", "zxx", "mis"})


class UnregisteredError(ValueError):
    """A tag is well formed, but a part of it is not in the registry."""


class OutdatedError(ValueError):
    """A tag is understood, but the registry has another for it; `preferred` is that."""

    def __init__(self, reason: str, preferred: str) -> None:
        super().__init__(reason)
        self.preferred = preferred


@lru_cache(maxsize=1024)
def judge(tag: str) -> None:
    """Judge a language tag.

    Raises OutdatedError, UnregisteredError, or ValueError if the tag is not well formed; the message says why
    and what to write.
    """
    folded = tag.lower()
    if folded in USUAL["language"]:
        return
    if folded in _GRANDFATHERED:
        raise OutdatedError("it is of the old kind", _GRANDFATHERED[folded])
    match = re.fullmatch(_TAG, folded)
    if not match:
        raise ValueError(_why_malformed(tag))
    if match["language"] is None:
        return  # private use alone
    _judge_language(match["language"], tag)
    for extlang in match["extlang"].split("-")[1:]:
        _judge_extlang(match["language"], extlang, tag)
    for kind in ("script", "region"):
        if match[kind]:
            _judge_subtag(kind, match[kind], tag)
    variants = match["variants"].split("-")[1:]
    for variant in variants:
        _judge_subtag("variant", variant, tag)
        if variants.count(variant) > 1:
            raise ValueError(f"the variant “{variant}” stands twice: remove one")


class Languages:
    """The languages that some tags name, whatever their number.

    A tag covers itself and those that it begins, part by part (RFC 4647, 3.3.1): de covers de-Latf.
    """

    def __init__(self, tags: Iterable[str]) -> None:
        self._tags = {_parts(tag) for tag in tags}
        self._beginnings = {beginning for tag in self._tags for beginning in _beginnings(tag)}

    def meet(self, tag: str) -> bool:
        """Whether one of them covers a tag, or is covered by it."""
        parts = _parts(tag)
        return parts in self._beginnings or any(beginning in self._tags for beginning in _beginnings(parts))


def is_language(tag: str) -> bool:
    """Whether a tag names one language, rather than several, none, or one that is not known."""
    return bool(tag) and _parts(tag)[0] not in _NO_SINGLE_LANGUAGE


def _parts(tag: str) -> tuple[str, ...]:
    parts = tag.strip().lower().replace("_", "-").split("-", _PARTS)
    return SHORTER.get(parts[0], parts[0]), *parts[1:]


def _beginnings(parts: tuple[str, ...]) -> list[tuple[str, ...]]:
    return [parts[:length] for length in range(1, len(parts) + 1)]


def _why_malformed(tag: str) -> str:
    if "_" in tag:
        return f"its parts are joined by hyphens: write {tag.replace('_', '-')}"
    if tag != tag.strip():
        return "it has a space before or after it: remove the space"
    if len(tag.split()) > 1:
        return "it has a space within: name one language, or remove the space"
    if not tag.isascii() or not tag.replace("-", "").isalnum():
        return f"it is made of letters, digits and hyphens only{_named(tag)}"
    return f"write a language, then script, region and variants, for instance de-Latf-AT-1901{_named(tag)}"


def _judge_language(language: str, tag: str) -> None:
    if language in USUAL["language"] or (len(language) == 3 and "qaa" <= language <= "qtz"):
        return
    if language in SHORTER:
        shorter = SHORTER[language]
        raise OutdatedError(f"the registry has “{shorter}” for “{language}”", shorter + tag[len(language) :])
    if "language" not in _types(language):
        raise UnregisteredError(f"there is no language “{language}”{_named(language)}")
    _judge_age("language", language, tag)


def _judge_extlang(language: str, extlang: str, tag: str) -> None:
    if "extlang" not in _types(extlang):
        instead = ""
        if "language" in _types(extlang):
            instead = f": a tag names one language; write {extlang}{tag[len(language) + 4 :]}"
        raise UnregisteredError(f"“{extlang}” does not go with “{language}”{instead}")
    raise OutdatedError(f"“{extlang}” stands for itself", extlang + tag[len(language) + 4 :])


def _judge_subtag(kind: str, subtag: str, tag: str) -> None:
    if subtag in USUAL[kind]:
        return
    if kind == "script" and "qaaa" <= subtag <= "qabx":
        return
    if kind == "region" and (subtag in ("aa", "zz") or "qm" <= subtag <= "qz" or "xa" <= subtag <= "xz"):
        return
    if kind not in _types(subtag):
        meant = _REGIONS_MEANT.get(subtag) if kind == "region" else None
        shown = subtag.upper() if kind == "region" else subtag.title() if kind == "script" else subtag
        raise UnregisteredError(f"there is no {kind} “{shown}”" + (f": write {meant}" if meant else ""))
    _judge_age(kind, subtag, tag)


def _types(subtag: str) -> list[str]:
    """The kinds of subtag which the registry has under this name."""
    from language_tags.tags import tags

    return list(tags.types(subtag))


def _judge_age(kind: str, subtag: str, tag: str) -> None:
    from language_tags.Subtag import Subtag

    entry = Subtag(subtag, kind)
    if entry.deprecated and entry.preferred:
        preferred = entry.preferred.format
        written = "-".join(preferred if part.lower() == subtag else part for part in tag.split("-"))
        raise OutdatedError(f"the registry has “{preferred}” for “{subtag}”", written)


def _named(word: str) -> str:
    """What to write, if a word is the name of a language."""
    from language_tags.tags import tags

    name = word.lower()
    if name in _LANGUAGES_MEANT:
        return f": write {_LANGUAGES_MEANT[name]}"
    for entry in tags.search(name) if name.isalpha() and len(name) > 3 else ():
        if entry.type == "language" and name in (description.lower() for description in entry.description):
            return f": write {entry.format}"
    return ""
