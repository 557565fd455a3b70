"""Where a sentence ends. A wrong guess costs a line break at a space, never more."""

import re

_END = re.compile(r"""([^\s"'“”‘’«»()\[\]]*)([.!?…]+)["'”’“»›)\]]*$""")
_LOWER = re.compile(r"""["'“”‘’«»„(\[—–-]*([^\W\d_])""")
_ABBREVIATIONS = frozenset(
    """
    adm al anon art aug bd bde betr bl bzw ca capt cf ch chap co col comp dec dept dez dr ebd ed eds etc
    evtl ff fig figs fol fr frl gen geb gest gov hg hl hon hr hrn hrsg ibid jan jr jun kap lat lt ltd
    messrs mgr mlle mm mme mr mrs ms mss mt nos nov nr nrn okt op par pp prof resp rev sec sect sen sens
    sept sgt sog sp sr st ste str tab tit trans univ usf usw vgl viz vol vols vs wm zit
    """.split()
)


def ends(before: str, after: str) -> bool:
    """Whether the text before a space ends a sentence and the text after it begins one."""
    match = _END.search(before)
    if not match or _is_lower(after):
        return False
    word, mark = match.groups()
    if mark != ".":
        return True
    return not (
        after[:1].isdigit()  # Vol. 1
        or (len(word) == 1 and word.isalpha())  # an initial
        or (word.isdigit() and len(word) < 4)  # an ordinal number
        or "." in word  # z.B. e.g.
        or word.lower() in _ABBREVIATIONS
    )


def _is_lower(text: str) -> bool:
    match = _LOWER.match(text)
    return bool(match and match.group(1).islower())
