"""What is meant by names that come from elsewhere: HTML, older TEI, DocBook, plain English, a larger schema."""

from functools import lru_cache

# The wrong name in lower case, then what may have been meant, the likeliest first.
_ELEMENTS = """
    tei.2 TEI | teicorpus.2 teiCorpus | xref ref | xptr ptr | div0 div | header teiHeader
    a ref link | b hi emphasis | i hi emphasis | u hi emphasis | em emph hi emphasis | strong emph hi emphasis
    tt hi code | big hi | small hi | sup hi superscript | sub hi subscript
    s del hi | strike del hi | br lb | hr milestone | span seg hi phrase | img graphic imagedata
    image graphic imagedata | h1 head title | h2 head title | h3 head title | h4 head title | h5 head title
    h6 head title | heading head title | headline head title | head title
    ul list itemizedlist | ol list orderedlist | list itemizedlist | dl list variablelist | li item listitem
    dt label term | dd item listitem | tr row | td cell entry | th cell entry | cell entry
    blockquote quote cit | section div | article div | chapter div | act div | scene div | poem lg div
    sect1 section | sect2 section | sect3 section | sect4 section | sect5 section | div section
    p para | pre code programlisting | utterance u
    para p | paragraph p para | line l | verse l | stanza lg | strophe lg | speech sp | linebreak lb
    newline lb | pagebreak pb | page pb | footnote note | endnote note | annotation note
    bold hi | italic hi | italics hi | underline hi | underlined hi | emphasis emph hi
    firstname forename | givenname forename | lastname surname | familyname surname
    personname persName name | location placeName name | city settlement placeName name
    town settlement placeName name | organisation orgName name | organization orgName name
    profession occupation | job occupation | born birth | birthdate birth | died death | deathdate death
    deleted del | deletion del | insertion add | ins add | addition add | illegible gap unclear
    correction corr | abbreviation abbr | expansion expan | reading rdg | lemma lem
    salutation salute | greeting salute
    persname name | placename name | orgname name | geogname name | rolename name | forename name | surname name
    settlement placeName name | country placeName name | emph hi | foreign hi | term hi | mentioned hi
    socalled hi q | seg hi | q quote said | said q quote | quote q | cit quote q | ab p
    div1 div | div2 div | div3 div | div4 div | div5 div | div6 div | div7 div
    ps postscript | definition def | apparatus app | variant rdg | example cit | shelfmark idno
    first forename | last surname | coordinates geo location | coord geo | contributor respStmt editor
    license licence | comment note | isbn idno | issn idno | keyword term | keywords term | subtitle title
    subject term | year date | pg pb | font hi | center hi | underscore hi | chap div | part div | stanzas lg
    signature signed | biblstruct bibl | biblfull bibl | msdesc bibl | figdesc figDesc desc
"""
_ATTRIBUTES = """
    href target url ref | src url target facs | link target ref | url target ref | target url ref
    uri ref target | xmlid xml:id | xml_id xml:id | xml-id xml:id | xmllang xml:lang | language xml:lang ident
    date when | year when | class type rend | style rend rendition | rend rendition | rendition rend
    speaker who | colspan cols | rowspan rows | number n | num n | nr n | page n | gnd ref key | viaf ref key
    certainty cert | responsibility resp | responsible resp | editor resp | location place | position place
    ref key target | key ref | gender sex | reading wit | witness wit | img facs | image facs
"""
# Elements of TEI that are mostly meant for another one.
_MISLEADING = {"line": "l", "caption": "head", "signatures": "signed", "lang": "language", "link": "ref"}
_XML = "http://www.w3.org/XML/1998/namespace"


def meant(name: str, allowed: list[str], attribute: bool) -> str:
    """The allowed element (attribute) that is meant by a name from elsewhere; "" if none is known."""
    namespace, _, local = name.rpartition(" ")
    prefix = f"{namespace} " if namespace else ""
    for candidate in _table(attribute).get(local.lower(), []):
        own_prefix, _, own = candidate.rpartition(":")
        full = f"{_XML} {own}" if own_prefix else prefix + candidate
        if full in allowed:
            return full
    return ""


def namesake(name: str, allowed: list[str]) -> str:
    """The allowed element that is meant by the name of another one in TEI; "" if none is known."""
    namespace, _, local = name.rpartition(" ")
    full = f"{namespace} {_MISLEADING.get(local, '')}".strip()
    return full if full in allowed else ""


@lru_cache(maxsize=2)
def _table(attribute: bool) -> dict[str, list[str]]:
    rows = [row.split() for row in (_ATTRIBUTES if attribute else _ELEMENTS).replace("\n", "|").split("|")]
    return {row[0]: row[1:] for row in rows if row}
