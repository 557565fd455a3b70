<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!--
  Structured information: bibliography, manuscripts, dictionaries, persons and places where they stand in a text,
  the header, and the specifications of an ODD. TEI P5 2, 3.12, 10, 11, 14, 16, 19, 20, 23.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <!-- Records that are blocks: what stands in them stands apart. -->
  <xsl:template match="tei:biblFull | tei:msDesc | tei:msItem | tei:msPart | tei:entry | tei:hom
    | tei:re | tei:event | tei:object | tei:org | tei:person | tei:personGrp | tei:place | tei:superEntry
    | tei:msItemStruct | tei:msFrag | tei:nym">
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="pieces"/>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:biblFull | tei:msDesc | tei:msItem | tei:msPart | tei:entry | tei:hom
    | tei:re | tei:event | tei:object | tei:org | tei:person | tei:personGrp | tei:place | tei:superEntry
    | tei:msFrag" mode="phrase">
    <xsl:text>&#10;</xsl:text>
    <span>
      <xsl:call-template name="attributes"><xsl:with-param name="class" select="' block'"/></xsl:call-template>
      <xsl:call-template name="phrase-pieces"/>
    </span>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- A structured reference has no punctuation of its own: it is put in, as marks. -->
  <xsl:template match="tei:biblStruct">
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="reference"/>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>
  <xsl:template match="tei:biblStruct" mode="phrase">
    <xsl:text>&#10;</xsl:text>
    <span>
      <xsl:call-template name="attributes"><xsl:with-param name="class" select="' block'"/></xsl:call-template>
      <xsl:call-template name="reference"/>
    </span>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>
  <xsl:template match="tei:analytic | tei:monogr | tei:imprint | tei:series">
    <xsl:apply-templates select="." mode="phrase"/>
  </xsl:template>
  <xsl:template match="tei:analytic | tei:monogr | tei:imprint | tei:series" mode="phrase">
    <span>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="reference"/>
    </span>
  </xsl:template>
  <xsl:template name="reference">
    <xsl:for-each select="* | text()[normalize-space()]">
      <xsl:if test="self::*[normalize-space()] and preceding-sibling::*[normalize-space()][1][not(self::tei:note)]">
        <span class="mark"><xsl:choose><xsl:when test="self::tei:note">.</xsl:when><xsl:otherwise>,</xsl:otherwise></xsl:choose></span>
      </xsl:if>
      <xsl:if test="position() &gt; 1"><xsl:text> </xsl:text></xsl:if>
      <xsl:apply-templates select="." mode="phrase"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="tei:entryFree | tei:sense">
    <xsl:call-template name="block"/>
  </xsl:template>
  <xsl:template match="tei:entryFree" mode="phrase">
    <xsl:call-template name="block-span"/>
  </xsl:template>

  <!-- Records within a line. -->
  <xsl:template match="tei:additional | tei:address | tei:cit | tei:locusGrp | tei:notatedMusic | tei:adminInfo | tei:altIdentifier | tei:binding | tei:bindingDesc
    | tei:birth | tei:death | tei:editionStmt | tei:extent | tei:fileDesc | tei:form | tei:gramGrp | tei:history
    | tei:layoutDesc | tei:msContents | tei:msIdentifier | tei:msItemStruct | tei:nym
    | tei:objectDesc | tei:objectIdentifier | tei:origin | tei:physDesc | tei:publicationStmt | tei:recordHist
    | tei:relation | tei:respStmt | tei:ruby | tei:scriptDesc | tei:seriesStmt | tei:supportDesc
    | tei:titleStmt" mode="phrase" priority="0.4">
    <span>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="phrase-pieces"/>
    </span>
  </xsl:template>
  <xsl:template match="tei:additional | tei:adminInfo | tei:altIdentifier | tei:binding | tei:bindingDesc
    | tei:birth | tei:death | tei:editionStmt | tei:extent | tei:fileDesc | tei:form | tei:gramGrp | tei:history
    | tei:layoutDesc | tei:msContents | tei:msIdentifier
    | tei:objectDesc | tei:objectIdentifier | tei:origin | tei:physDesc | tei:publicationStmt | tei:recordHist
    | tei:relation | tei:respStmt | tei:ruby | tei:scriptDesc | tei:seriesStmt | tei:supportDesc
    | tei:titleStmt" priority="0.4">
    <div>
      <xsl:call-template name="attributes"><xsl:with-param name="class" select="' inline'"/></xsl:call-template>
      <xsl:call-template name="pieces"/>
    </div>
  </xsl:template>

  <xsl:template match="tei:relatedItem | tei:accMat | tei:acquisition | tei:additions | tei:collation
    | tei:collection | tei:condition | tei:custEvent | tei:custodialHist | tei:decoDesc | tei:decoNote | tei:foliation
    | tei:handDesc | tei:handNote | tei:handNotes | tei:layout | tei:locusGrp | tei:musicNotation | tei:provenance
    | tei:scriptNote | tei:sealDesc | tei:source | tei:support | tei:surrogates | tei:typeDesc | tei:typeNote">
    <xsl:call-template name="block"/>
  </xsl:template>

  <!-- Descriptions of the file, the text, the language and the encoding. -->
  <xsl:template match="tei:*[contains('
      abstract activity appInfo application availability broadcast cRefPattern calendar calendarDesc catDesc
      catRef category change channel char charDecl citeData citeStructure classCode classDecl constitution
      conversion correction correspAction correspContext correspDesc creation derivation domain editorialDecl
      encodingDesc equipment factuality fsdDecl geoDecl glyph hyphenation interaction interpretation keywords
      langUsage language licence listChange listNym listObject listPrefixDef localProp locale mapping metDecl
      metSym namespace normalization noteGrp notesStmt particDesc post prefixDef preparedness profileDesc
      projectDesc punctuation purpose quotation recording recordingStmt refState refsDecl rendition
      revisionDesc samplingDecl schemaRef scriptStmt segmentation setting settingDesc sourceDesc stdVals
      styleDefDecl tagUsage tagsDecl taxonomy textClass textDesc transcriptionDesc unicodeProp unihanProp
      unitDecl unitDef variantEncoding witness
      ', concat(' ', local-name(), ' '))]" priority="-0.4">
    <xsl:choose>
      <xsl:when test="* and not(text()[normalize-space()])"><xsl:call-template name="container"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="block"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Specifications, feature structures, graphs. -->
  <xsl:template match="tei:*[contains('
      altIdent alternate anyElement arc attDef attList attRef bicond binary classRef classSpec classes cond
      constraint constraintSpec content dataFacet dataRef dataSpec datatype default defaultVal eLeaf eTree
      elementRef elementSpec empty equiv exemplum f fDecl fDescr forest fsConstraints fsDecl fsDescr fsdLink
      graph iNode if iff leaf listForest listRef macroRef macroSpec memberOf model modelGrp modelSequence
      moduleRef moduleSpec node numeric outputRendition param paramList paramSpec remarks root schemaSpec
      sequence specDesc specGrp specGrpRef specList string symbol textNode then tree triangle vAlt vColl
      vDefault vLabel vMerge vNot vRange valDesc valItem valList
      ', concat(' ', local-name(), ' '))]" priority="-0.4">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:if test="@ident">
        <code class="mark"><xsl:value-of select="@ident"/></code>
      </xsl:if>
      <xsl:apply-templates/>
    </div>
  </xsl:template>

  <!-- The same, and parts of records, within a line. -->
  <xsl:template match="tei:*[contains('
      abstract accMat acquisition activity additions altIdent alternate anyElement appInfo application arc
      attDef attList attRef availability bicond binary broadcast cRefPattern calendar calendarDesc catDesc
      catRef category change channel char charDecl citeData citeStructure classCode classDecl classRef
      classSpec classes collation collection cond condition constitution constraint constraintSpec content
      conversion correction correspAction correspContext correspDesc creation custEvent custodialHist
      dataFacet dataRef dataSpec datatype decoDesc decoNote default defaultVal derivation domain eLeaf eTree
      editorialDecl elementRef elementSpec empty encodingDesc equipment equiv exemplum f fDecl fDescr
      factuality foliation forest fsConstraints fsDecl fsDescr fsdDecl fsdLink geoDecl glyph graph handDesc
      handNote handNotes hyphenation iNode if iff interaction interpretation keywords langUsage language
      layout leaf licence listChange listForest listNym listObject listPrefixDef listRef localProp locale
      macroRef macroSpec mapping memberOf metDecl metSym model modelGrp modelSequence moduleRef
      moduleSpec musicNotation namespace node normalization noteGrp notesStmt numeric outputRendition param
      paramList paramSpec particDesc post prefixDef preparedness profileDesc projectDesc provenance
      punctuation purpose quotation recording recordingStmt refState refsDecl relatedItem remarks rendition
      revisionDesc root samplingDecl schemaRef schemaSpec scriptNote scriptStmt sealDesc segmentation sequence
      setting settingDesc source sourceDesc specDesc specGrp specGrpRef specList stdVals string styleDefDecl
      support surrogates symbol tagUsage tagsDecl taxonomy textClass textDesc textNode then transcriptionDesc
      tree triangle typeDesc typeNote unicodeProp unihanProp unitDecl unitDef vAlt vColl vDefault vLabel
      vMerge vNot vRange valDesc valItem valList variantEncoding witness
      ', concat(' ', local-name(), ' '))]" mode="phrase" priority="-0.4">
    <xsl:call-template name="span"/>
  </xsl:template>
</xsl:stylesheet>
