<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!-- Phrases: highlighting, quotation, technical words, links, formulae, words and signs. TEI P5 3.3-3.7, 17, 18. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <!-- Phrases that are spans and nothing more; their class is their name. -->

  <xsl:template match="tei:abbr | tei:actor | tei:addName | tei:age | tei:altIdentifier
    | tei:authority | tei:author | tei:bibl | tei:biblScope | tei:bloc | tei:c | tei:caesura | tei:camera | tei:caption
    | tei:catchwords | tei:citedRange | tei:cl | tei:climate | tei:colloc | tei:corr | tei:country
    | tei:damage | tei:def | tei:depth | tei:desc | tei:dim | tei:dimensions | tei:distinct | tei:distributor | tei:district
    | tei:docAuthor | tei:docDate | tei:docEdition | tei:docImprint | tei:echo | tei:edition | tei:editor | tei:etym | tei:ex
    | tei:expan | tei:extent | tei:explicit | tei:filiation | tei:finalRubric | tei:floruit | tei:forename | tei:formula | tei:funder | tei:g
    | tei:genName | tei:gen | tei:geo | tei:geogFeat | tei:gloss | tei:gram | tei:headItem | tei:headLabel
    | tei:height | tei:heraldry | tei:hyph | tei:iType | tei:incipit | tei:institution | tei:label | tei:lang | tei:langKnowledge | tei:langKnown
    | tei:lbl | tei:lem | tei:locus | tei:m | tei:material | tei:measure | tei:measureGrp | tei:meeting | tei:mentioned
    | tei:mod | tei:mood | tei:move | tei:msName | tei:nameLink | tei:num | tei:number | tei:oRef
    | tei:objectType | tei:offset | tei:opener | tei:orig | tei:origDate | tei:origPlace | tei:orth | tei:pRef | tei:pc | tei:per
    | tei:persPronouns | tei:phr | tei:population | tei:pos | tei:postBox | tei:postCode | tei:principal | tei:pron | tei:pubPlace
    | tei:publisher | tei:rdg | tei:redo | tei:reg | tei:repository | tei:resp | tei:restore | tei:retrace | tei:rhyme
    | tei:role | tei:roleDesc | tei:roleName | tei:rubric | tei:seal | tei:secFol | tei:secl | tei:seg | tei:sic | tei:signatures
    | tei:sound | tei:sponsor | tei:stage | tei:stamp | tei:street | tei:stress | tei:subc | tei:summary
    | tei:surname | tei:syll | tei:tech | tei:term | tei:terrain | tei:textLang | tei:tns | tei:undo | tei:unit | tei:usg
    | tei:view | tei:watermark | tei:width | tei:wit | tei:writing | tei:xr | tei:case | tei:colophon | tei:settlement
    | tei:region | tei:location | tei:series | tei:rb | tei:rt | tei:ruby | tei:sex | tei:gender | tei:faith | tei:state | tei:trait
    | tei:occupation | tei:residence | tei:education | tei:nationality | tei:affiliation | tei:socecStatus | tei:persona | tei:geogName"
    mode="phrase">
    <xsl:call-template name="span"/>
  </xsl:template>

  <!-- Every phrase that has a rule in mode “phrase” only. -->
  <xsl:template match="tei:abbr | tei:actor | tei:addName | tei:age
    | tei:authority | tei:author | tei:biblScope | tei:bloc | tei:c | tei:caesura
    | tei:catchwords | tei:citedRange | tei:cl | tei:climate | tei:colloc | tei:corr | tei:country
    | tei:damage | tei:def | tei:depth | tei:dim | tei:dimensions | tei:distinct | tei:distributor | tei:district
    | tei:echo | tei:edition | tei:editor | tei:etym | tei:ex
    | tei:expan | tei:explicit | tei:filiation | tei:finalRubric | tei:floruit | tei:forename | tei:formula | tei:funder | tei:g
    | tei:genName | tei:gen | tei:geo | tei:geogFeat | tei:gloss | tei:gram | tei:headItem | tei:headLabel
    | tei:height | tei:heraldry | tei:hyph | tei:iType | tei:incipit | tei:institution | tei:lang | tei:langKnowledge | tei:langKnown
    | tei:lbl | tei:lem | tei:locus | tei:m | tei:material | tei:measure | tei:measureGrp | tei:mentioned
    | tei:mod | tei:mood | tei:msName | tei:nameLink | tei:num | tei:number | tei:oRef
    | tei:objectType | tei:offset | tei:orig | tei:origDate | tei:origPlace | tei:orth | tei:pRef | tei:pc | tei:per
    | tei:persPronouns | tei:phr | tei:population | tei:pos | tei:postBox | tei:postCode | tei:principal | tei:pron | tei:pubPlace
    | tei:publisher | tei:rdg | tei:redo | tei:reg | tei:repository | tei:resp | tei:restore | tei:retrace | tei:rhyme
    | tei:role | tei:roleDesc | tei:roleName | tei:rubric | tei:seal | tei:secFol | tei:secl | tei:sic | tei:signatures | tei:soCalled
    | tei:sponsor | tei:stamp | tei:street | tei:stress | tei:subc | tei:summary
    | tei:surname | tei:syll | tei:term | tei:terrain | tei:textLang | tei:tns | tei:undo | tei:unit | tei:usg
    | tei:watermark | tei:width | tei:wit | tei:writing | tei:xr | tei:case | tei:colophon | tei:settlement
    | tei:region | tei:location | tei:rb | tei:rt | tei:sex | tei:gender | tei:faith | tei:state | tei:trait
    | tei:occupation | tei:residence | tei:education | tei:nationality | tei:affiliation | tei:socecStatus | tei:persona
    | tei:persName | tei:placeName | tei:orgName | tei:rs | tei:name | tei:eventName | tei:objectName | tei:geogName
    | tei:hi | tei:emph | tei:title | tei:foreign | tei:code | tei:ident | tei:gi | tei:att | tei:val | tei:tag
    | tei:ref | tei:email | tei:idno | tei:date | tei:time | tei:s | tei:w | tei:add
    | tei:supplied | tei:unclear | tei:subst | tei:choice | tei:specDesc | tei:specList">
    <xsl:call-template name="inline"/>
  </xsl:template>

  <!-- A ruby gloss (Guidelines, 3.4.2) is one in HTML, where none may stand within another. -->
  <xsl:template match="tei:ruby[tei:rb and tei:rt and not(tei:rb[2] or ancestor::tei:ruby or text()[normalize-space()]
      or *[not(self::tei:rb or self::tei:rt)])]" mode="phrase" priority="1">
    <xsl:text> </xsl:text>
    <ruby>
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates select="tei:rb" mode="phrase"/>
      <xsl:for-each select="tei:rt">
        <xsl:text> </xsl:text>
        <xsl:call-template name="span"><xsl:with-param name="element" select="'rt'"/></xsl:call-template>
      </xsl:for-each>
      <xsl:if test="node()[last()][self::text()]"><xsl:text> </xsl:text></xsl:if>
    </ruby>
  </xsl:template>

  <!-- Highlighting: the HTML element of what is rendered, or a span with classes for it. -->
  <xsl:template match="tei:hi" mode="phrase">
    <xsl:variable name="look"><xsl:call-template name="look"/></xsl:variable>
    <xsl:call-template name="span">
      <xsl:with-param name="element">
        <xsl:choose>
          <xsl:when test="contains($look, 'super')">sup</xsl:when>
          <xsl:when test="contains($look, ' sub')">sub</xsl:when>
          <xsl:when test="contains($look, 'italic')">i</xsl:when>
          <xsl:when test="contains($look, 'bold')">b</xsl:when>
          <xsl:when test="contains($look, 'underline')">u</xsl:when>
          <xsl:when test="contains($look, 'strike')">s</xsl:when>
          <xsl:otherwise>span</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:emph" mode="phrase">
    <xsl:call-template name="span"><xsl:with-param name="element" select="'em'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:foreign" mode="phrase">
    <xsl:call-template name="span"><xsl:with-param name="element" select="'i'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:term" mode="phrase">
    <xsl:call-template name="span"/>
  </xsl:template>

  <!-- Quotation marks are those of the source. Where it has none, inside or right before, and neither @rend nor the
       header (quotation/@marks) says that there are to be none, the style sheet gives those of the language. -->
  <xsl:template match="tei:q | tei:quote | tei:said" mode="phrase">
    <xsl:call-template name="span">
      <xsl:with-param name="element" select="'q'"/>
      <xsl:with-param name="class"><xsl:call-template name="quotation-marks"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:soCalled" mode="phrase">
    <xsl:call-template name="span">
      <xsl:with-param name="class"><xsl:call-template name="quotation-marks"/></xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:variable name="marks-are-kept" select="boolean(/*/tei:teiHeader/tei:encodingDesc/tei:editorialDecl/tei:quotation[@marks = 'all' or @marks = 'some'])"/>
  <xsl:template name="quotation-marks">
    <xsl:variable name="signs">"'`“”„‟‚‘’‛«»‹›「『《〈—–-</xsl:variable>
    <xsl:variable name="before" select="normalize-space(preceding-sibling::node()[1][self::text()])"/>
    <xsl:if test="not($marks-are-kept or @rend or @rendition or @style or parent::tei:cit)
      and not(contains($signs, substring(normalize-space(), 1, 1)))
      and ($before = '' or not(contains($signs, substring($before, string-length($before)))))
      and not(&blocks;)"> unmarked</xsl:if>
  </xsl:template>

  <xsl:template match="tei:code | tei:ident | tei:gi | tei:att | tei:val | tei:tag" mode="phrase">
    <xsl:call-template name="span"><xsl:with-param name="element" select="'code'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:title" mode="phrase">
    <xsl:call-template name="link">
      <xsl:with-param name="pointers" select="@ref"/>
      <xsl:with-param name="class"><xsl:if test="@level = 'a'"> article</xsl:if></xsl:with-param>
      <xsl:with-param name="element" select="'cite'"/>
    </xsl:call-template>
  </xsl:template>

  <!-- What leads to a note of a section of notes is raised as its number is. -->
  <xsl:template match="tei:ref" mode="phrase">
    <xsl:call-template name="link">
      <xsl:with-param name="pointers" select="@target"/>
      <xsl:with-param name="class">
        <xsl:if test="@type = 'noteAnchor' or (string-length(normalize-space()) &lt; 4 and not(@rend) and key('id', substring-after(@target, '#'))[self::tei:note])"> to-note</xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:ref[not(node()) and starts-with(@target, '#')]" mode="phrase" priority="1">
    <xsl:call-template name="local-pointer"/>
  </xsl:template>

  <!-- A pointer without words into the same document: the number of a note, the heading or number of anything else. -->
  <xsl:template match="tei:ptr[starts-with(@target, '#')]" mode="phrase" priority="1">
    <xsl:call-template name="local-pointer"/>
  </xsl:template>
  <xsl:template name="local-pointer">
    <xsl:variable name="target" select="key('id', substring-after(substring-before(concat(normalize-space(@target), ' '), ' '), '#'))[1]"/>
    <xsl:variable name="href">
      <xsl:call-template name="href"><xsl:with-param name="pointers" select="@target"/></xsl:call-template>
    </xsl:variable>
    <xsl:variable name="heading"><xsl:apply-templates select="$target/tei:head[normalize-space()][1]" mode="plain"/></xsl:variable>
    <xsl:variable name="name">
      <xsl:choose>
        <xsl:when test="normalize-space($heading) != ''"><xsl:value-of select="$heading"/></xsl:when>
        <xsl:when test="$target/@n"><xsl:value-of select="$target/@n"/></xsl:when>
        <xsl:when test="$target[self::tei:note]"><xsl:value-of select="count($target/preceding-sibling::tei:note) + 1"/></xsl:when>
        <xsl:otherwise>→</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:if test="$href != ''">
      <a href="{$href}">
        <xsl:attribute name="class">ptr mark<xsl:if test="$target[self::tei:note]"> to-note</xsl:if></xsl:attribute>
        <xsl:apply-templates select="@xml:id" mode="attribute"/>
        <xsl:if test="$name = '→'"><xsl:attribute name="aria-label"><xsl:value-of select="$href"/></xsl:attribute></xsl:if>
        <xsl:value-of select="normalize-space($name)"/>
      </a>
    </xsl:if>
  </xsl:template>

  <!-- A pointer without words shows its address. -->
  <xsl:template match="tei:ptr"><xsl:apply-templates select="." mode="phrase"/></xsl:template>
  <xsl:template match="tei:ptr" mode="phrase">
    <xsl:variable name="href">
      <xsl:call-template name="href">
        <xsl:with-param name="pointers" select="@target"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$href != ''">
        <a class="ptr mark" href="{$href}"><xsl:value-of select="$href"/></a>
      </xsl:when>
      <!-- A file that is not on the page's side is named. -->
      <xsl:when test="not(contains(@target, ':') or contains(@target, '#'))">
        <span class="ptr mark"><xsl:value-of select="normalize-space(@target)"/></span>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:email" mode="phrase">
    <xsl:call-template name="link">
      <xsl:with-param name="pointers" select="concat('mailto:', translate(normalize-space(), ' ', ''))"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:idno" mode="phrase">
    <xsl:call-template name="link">
      <xsl:with-param name="pointers">
        <xsl:if test="starts-with(normalize-space(), 'http')"><xsl:value-of select="normalize-space()"/></xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- The word of the entry, where an example in a dictionary has none of its own. -->
  <xsl:template match="tei:oRef[not(node())] | tei:pRef[not(node())]" mode="phrase">
    <span class="mark">~</span>
  </xsl:template>

  <!-- Parts of a name with nothing between them are words apart, but for what follows d’ or al-. -->
  <xsl:template mode="phrase" priority="0.6"
    match="tei:addName | tei:forename | tei:genName | tei:nameLink | tei:roleName | tei:surname">
    <xsl:variable name="before" select="preceding-sibling::node()[1]"/>
    <xsl:if test="$before[self::tei:addName or self::tei:forename or self::tei:genName or self::tei:roleName or self::tei:surname
      or self::tei:nameLink[not(contains(&quot;’'-&quot;, substring(., string-length())))]]">
      <xsl:call-template name="between-words">
        <xsl:with-param name="letter" select="substring(., 1, 1)"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="span"/>
  </xsl:template>

  <!-- Sentences, and words that nothing joins, stand apart. -->
  <xsl:template match="tei:s" mode="phrase">
    <xsl:call-template name="between-words"/>
    <xsl:call-template name="span"/>
    <xsl:call-template name="between-words"/>
  </xsl:template>

  <xsl:template match="tei:w" mode="phrase">
    <xsl:variable name="before" select="preceding-sibling::node()[1]"/>
    <xsl:if test="$before[self::tei:w] and (not(@part) or @part = 'N' or @part = 'I')
      and not(@join = 'left' or @join = 'both') and not($before/@join = 'right' or $before/@join = 'both')">
      <xsl:call-template name="between-words">
        <xsl:with-param name="letter" select="substring(., 1, 1)"/>
      </xsl:call-template>
    </xsl:if>
    <xsl:call-template name="span"/>
  </xsl:template>

  <!-- A space; in languages that are written without, only before a word that begins with a Latin letter. -->
  <xsl:template name="between-words">
    <xsl:param name="letter" select="'-'"/>
    <xsl:if test="contains('ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz', $letter) or not(lang('bo')
      or lang('dz') or lang('ja') or lang('km') or lang('ko') or lang('lo') or lang('my') or lang('th') or lang('yue')
      or lang('zh'))">
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:anchor"><xsl:apply-templates select="." mode="phrase"/></xsl:template>
  <xsl:template match="tei:anchor" mode="phrase">
    <xsl:if test="@xml:id"><span><xsl:call-template name="attributes"/></span></xsl:if>
    <xsl:call-template name="annotations"/>
  </xsl:template>

  <!-- Described for machines, not part of the text. -->
  <xsl:template match="tei:alt | tei:altGrp | tei:annotation | tei:certainty | tei:facsimile
    | tei:fLib | tei:fs | tei:fvLib | tei:index | tei:interp | tei:interpGrp | tei:join | tei:joinGrp | tei:link
    | tei:linkGrp | tei:listTranspose | tei:precision | tei:respons | tei:span | tei:spanGrp | tei:substJoin
    | tei:timeline | tei:transpose | tei:when | tei:xenoData | tei:divGen | tei:path | tei:listRelation
    | tei:listAnnotation"/>
  <xsl:template match="tei:alt | tei:altGrp | tei:annotation | tei:certainty | tei:facsimile
    | tei:fLib | tei:fs | tei:fvLib | tei:index | tei:interp | tei:interpGrp | tei:join | tei:joinGrp | tei:link
    | tei:linkGrp | tei:listTranspose | tei:precision | tei:respons | tei:span | tei:spanGrp | tei:substJoin
    | tei:timeline | tei:transpose | tei:when | tei:xenoData | tei:divGen | tei:path | tei:listRelation
    | tei:listAnnotation" mode="phrase"/>
</xsl:stylesheet>
