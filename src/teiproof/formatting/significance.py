"""Which white space in a TEI document is significant.

Within an element that can hold only elements, white space is there for the eye (XML 1.0, 2.10). The table is
made from the content models of TEI P5 4.9.0. Everywhere else a run of white space counts as one space, and
whether there is one is significant: it is never added and never taken away. In a few elements every character
is significant.
"""

ELEMENT_ONLY = frozenset(
    """
    TEI abstract additional address adminInfo altGrp altIdentifier alternate analytic annotation
    annotationBlock app appInfo application arc argument attDef attList availability back biblFull
    biblStruct bicond binding bindingDesc body broadcast cRefPattern calendar calendarDesc castGroup
    castList category certainty char charDecl choice cit citeStructure classDecl classSpec classes
    climate cond constraintSpec correction correspAction correspContext correspDesc custodialHist
    dataRef dataSpec decoDesc dimensions div div1 div2 div3 div4 div5 div6 div7 divGen docTitle eLeaf
    eTree editionStmt editorialDecl elementSpec ellipsis encodingDesc entry epigraph epilogue equipment
    event exemplum fDecl fLib facsimile figure fileDesc floatingText forest front fs fsConstraints
    fsDecl fsdDecl fvLib gap glyph graph graphic group handDesc handNotes history hom hyphenation iNode
    if imprint incident index interpGrp interpretation join joinGrp keywords kinesic langKnowledge
    langUsage layoutDesc leaf lg linkGrp list listAnnotation listApp listBibl listChange listEvent
    listForest listNym listObject listOrg listPerson listPlace listPrefixDef listRef listRelation
    listTranspose listWit location locusGrp macroSpec media metDecl model modelGrp modelSequence
    moduleRef moduleSpec monogr msContents msDesc msFrag msIdentifier msItem msItemStruct msPart
    namespace node normalization notatedMusic noteGrp notesStmt nym object objectDesc objectIdentifier
    org paramList paramSpec particDesc performance person personGrp persona physDesc place population
    postscript precision prefixDef profileDesc projectDesc prologue publicationStmt punctuation
    quotation rdgGrp recordHist recording recordingStmt refsDecl relatedItem relation remarks respStmt
    respons revisionDesc root row ruby samplingDecl schemaRef schemaSpec scriptDesc scriptStmt seal
    sealDesc segmentation sequence seriesStmt set setting settingDesc sourceDesc sourceDoc sp spGrp
    space spanGrp specGrp specList standOff state stdVals styleDefDecl subst substJoin superEntry
    supportDesc surface surfaceGrp table tagsDecl taxonomy teiCorpus teiHeader terrain text textClass
    textDesc timeline titlePage titleStmt trait transcriptionDesc transpose tree triangle typeDesc
    unitDecl unitDef vAlt vColl vDefault vLabel vMerge vNot vRange valItem valList vocal
    """.split()
)
"""Elements whose content model has no text (https://tei-c.org/release/doc/tei-p5-doc/en/html/REF-ELEMENTS.html)."""

VERBATIM = frozenset("binaryObject code eg egXML formula xenoData".split())
"""Elements in which lines and columns may carry meaning: examples, programs, data in other notations."""

IN_LINE = frozenset("app choice rdgGrp ruby subst".split())
"""Of the elements without text of their own, those which stand in a line and touch their neighbours."""
