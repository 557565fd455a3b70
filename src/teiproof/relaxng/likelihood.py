"""Which names an encoder most likely means: those first that are near, or usual in TEI."""

from teiproof.names import XML
from teiproof.relaxng import nearness

# What encoders mostly mean, to be named before hundreds of others that may also stand at a place. First what
# has its one place in a document, then what may stand in many.
_USUAL_NAMES = """
    TEI teiHeader text front body back group
    fileDesc titleStmt publicationStmt sourceDesc editionStmt seriesStmt notesStmt
    encodingDesc profileDesc revisionDesc
    item row cell lem rdg castItem castGroup speaker correspAction
    addrLine licence classCode catRef language change category
    p para div section head l lg sp stage ab list quote persName placeName orgName name resp date rs ref hi
    title author publisher pubPlace idno bibl listPerson listPlace table figure graphic label
    person place org entry sense form def orth biblStruct monogr imprint msDesc msIdentifier
    note pb lb cb opener closer
"""
_TELLING = 3  # letters that a name and a longer one must share at least
_USUAL_ATTRIBUTES = "url who when type n ref target key ident wit rend place ana corresp id lang"
_USUAL = {name: rank for rank, name in enumerate(_USUAL_NAMES.split())}
_ATTRIBUTES = {name: rank for rank, name in enumerate(_USUAL_ATTRIBUTES.split())}


def is_usual(name: str) -> bool:
    """Whether an element is one of the usual ones."""
    return name.rpartition(" ")[2] in _USUAL


def near(name: str, known: list[str]) -> list[str]:
    """The known names of the same namespace that may have been meant, the nearest and most usual first."""
    namespace = name.rpartition(" ")[0]
    prefix = f"{namespace} " if namespace else ""
    locals_ = [other[len(prefix) :] for other in known if other.rpartition(" ")[0] == namespace]
    locals_.sort(key=lambda local: _USUAL.get(local, len(_USUAL)))
    return [prefix + local for local in nearness.near(name[len(prefix) :], locals_)]


def longer_or_shorter(name: str, known: list[str]) -> list[str]:
    """The known name of the same namespace that the name shortens, or is short for, if there is only one."""
    namespace, _, local = name.rpartition(" ")
    found = []
    for other in known:
        own_namespace, _, own = other.rpartition(" ")
        shorter, longer = sorted((local.lower(), own.lower()), key=len)
        if own_namespace == namespace and len(shorter) >= _TELLING and longer.startswith(shorter):
            found.append(other)
    return found if len(found) == 1 else []


def ranked(
    names: list[str], required: list[str], found: str, namespace: str | None = None, attributes: bool = False
) -> list[str]:
    """Names of elements (attributes) with the likely ones first: required, near to what was found, of the
    namespace if one is given (of attributes those without a prefix), usual, then by the alphabet."""
    usual = _ATTRIBUTES if attributes else _USUAL
    local = found.rpartition(" ")[2]
    close = set(nearness.near(local, [name.rpartition(" ")[2] for name in names]))
    must = set(required)

    def rank(name: str) -> tuple[bool, bool, bool, int, str]:
        other, _, own = name.rpartition(" ")
        is_foreign = other not in ("", XML) if attributes else namespace not in (None, other)
        return name not in must, own not in close, is_foreign, usual.get(own, len(usual)), own.lower()

    return sorted(names, key=rank)
