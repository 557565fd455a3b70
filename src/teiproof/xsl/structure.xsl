<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!-- Divisions, headings, paragraphs, verse, drama, letters, title pages: TEI P5 chapters 3, 4, 6, 7. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <!-- Divisions -->

  <xsl:template match="tei:text | tei:front | tei:body | tei:back | tei:group | tei:floatingText | tei:epilogue
    | tei:prologue | tei:performance | tei:set | tei:postscript | tei:epigraph | tei:sp | tei:spGrp | tei:lg
    | tei:titlePage | tei:annotationBlock | tei:castList | tei:castGroup | tei:TEI | tei:teiCorpus
    | tei:sourceDoc | tei:surfaceGrp | tei:listApp | tei:listWit">
    <xsl:call-template name="container"/>
  </xsl:template>

  <xsl:template match="tei:div | tei:div1 | tei:div2 | tei:div3 | tei:div4 | tei:div5 | tei:div6 | tei:div7">
    <xsl:call-template name="container">
      <xsl:with-param name="class"><xsl:if test="@type = 'edition'"> edition</xsl:if></xsl:with-param>
      <xsl:with-param name="element">
        <xsl:choose>
          <xsl:when test="tei:head[normalize-space()] and not(generate-id($title-heading/parent::*) = generate-id())">section</xsl:when>
          <xsl:otherwise>div</xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- A text among those of a corpus has the title of its header, unless it begins with it. -->
  <xsl:template match="tei:teiCorpus/tei:TEI">
    <xsl:variable name="title" select="normalize-space(tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:title[1])"/>
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:if test="not(@xml:id)"><xsl:attribute name="id"><xsl:call-template name="text-id"/></xsl:attribute></xsl:if>
      <xsl:if test="$title != '' and tei:text and normalize-space((tei:text//tei:head | tei:text//tei:docTitle)[1]) != $title">
        <h2 class="mark title-in-corpus"><xsl:value-of select="$title"/></h2>
      </xsl:if>
      <xsl:call-template name="components"/>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>
  <xsl:template name="text-id">
    <xsl:choose>
      <xsl:when test="@xml:id"><xsl:value-of select="@xml:id"/></xsl:when>
      <xsl:otherwise>text:<xsl:number count="tei:TEI" level="any"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A page without a label is called by its number. -->
  <xsl:template match="tei:surface">
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:if test="normalize-space(@n) != '' and not(tei:label[normalize-space()])">
        <p class="surface-name mark">[<xsl:value-of select="normalize-space(@n)"/>]</p>
      </xsl:if>
      <xsl:call-template name="components"/>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- What stands before or after the text, or beside the edition of an inscription (EpiDoc), says what it is, and who
       speaks, where it has no heading. -->
  <xsl:template match="tei:front/tei:div[@type and not(tei:head)] | tei:back/tei:div[@type and not(tei:head)]
    | tei:body[tei:div/@type = 'edition']/tei:div[@type != 'edition' and not(tei:head)]">
    <xsl:variable name="who"><xsl:call-template name="responsible"/></xsl:variable>
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="attributes"/>
      <p class="division-label mark">
        <xsl:call-template name="label"><xsl:with-param name="of" select="string(@type)"/></xsl:call-template>
        <xsl:if test="$who != ''"> · <xsl:value-of select="$who"/></xsl:if>
      </p>
      <xsl:call-template name="components"/>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- A part of an inscription or a papyrus: “fragment a”, “r”. -->
  <xsl:template match="tei:div[@type = 'textpart' and @n and not(tei:head)]">
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="attributes"/>
      <p class="division-label mark">
        <xsl:if test="@subtype"><xsl:call-template name="label"><xsl:with-param name="of" select="string(@subtype)"/></xsl:call-template><xsl:text> </xsl:text></xsl:if>
        <xsl:value-of select="normalize-space(@n)"/>
      </p>
      <xsl:call-template name="components"/>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- A header in the text (a file of files) is not read. -->
  <xsl:template match="tei:teiHeader | tei:standOff"/>
  <xsl:template match="tei:teiHeader | tei:standOff" mode="phrase"/>
  <xsl:template match="teiHeader"/>
  <xsl:template match="teiHeader" mode="phrase"/>
  <xsl:template match="tei:TEI/tei:sourceDoc[../tei:text]" priority="1"/>

  <!-- Headings -->

  <!-- The heading that names the whole text and so is the h1 of the page; the page has one of its own if none is. -->
  <xsl:variable name="texts" select="/tei:TEI/tei:text | /tei:TEI/tei:TEI/tei:text | /tei:teiCorpus//tei:text[not(ancestor::tei:text)]"/>
  <xsl:variable name="title-heading" select="$texts[count($texts) = 1 and not(tei:group)]/*[
    self::tei:front/tei:titlePage/tei:docTitle or
    self::tei:body[not(preceding-sibling::tei:front//tei:head)]][1]/descendant::*[not(ancestor::tei:floatingText)][
      self::tei:docTitle[parent::tei:titlePage/parent::tei:front] or
      self::tei:head[normalize-space()][not(preceding-sibling::tei:head)][parent::tei:body or
        parent::*[starts-with(local-name(), 'div')][parent::tei:body][not(preceding-sibling::*[starts-with(local-name(), 'div')])]
          [not(following-sibling::*[starts-with(local-name(), 'div')] or preceding-sibling::*[normalize-space()][not(self::tei:fw)])]]][1]"/>
  <xsl:variable name="title-heading-id" select="generate-id($title-heading)"/>

  <xsl:template match="tei:head">
    <xsl:call-template name="paragraph"/>
  </xsl:template>

  <xsl:template match="tei:div/tei:head | tei:div1/tei:head | tei:div2/tei:head | tei:div3/tei:head
    | tei:div4/tei:head | tei:div5/tei:head | tei:div6/tei:head | tei:div7/tei:head | tei:body/tei:head
    | tei:front/tei:head | tei:back/tei:head | tei:group/tei:head | tei:lg/tei:head | tei:castList/tei:head
    | tei:prologue/tei:head | tei:epilogue/tei:head | tei:performance/tei:head | tei:set/tei:head" priority="1">
    <xsl:choose>
      <!-- What follows a heading in its group has been written with it. -->
      <xsl:when test="preceding-sibling::*[1][self::tei:head]"/>
      <xsl:when test="following-sibling::*[1][self::tei:head] and normalize-space() != ''">
        <xsl:text>&#10;</xsl:text>
        <hgroup>
          <xsl:call-template name="heading"/>
          <xsl:apply-templates select="following-sibling::*[1]" mode="subheading"/>
        </hgroup>
      </xsl:when>
      <xsl:when test="preceding-sibling::tei:head">
        <xsl:call-template name="paragraph"/>
      </xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="heading"/>
        <xsl:apply-templates select="following-sibling::*[1][self::tei:head]" mode="subheading"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:head" mode="subheading">
    <xsl:text>&#10;</xsl:text>
    <p>
      <xsl:call-template name="attributes">
        <xsl:with-param name="class" select="' sub'"/>
      </xsl:call-template>
      <xsl:apply-templates mode="phrase"/>
      <xsl:call-template name="annotations"/>
    </p>
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="following-sibling::*[1][self::tei:head]" mode="subheading"/>
  </xsl:template>

  <!-- h1 to h6 by the number of headed divisions around; an empty heading is none. -->
  <xsl:template name="heading">
    <xsl:variable name="depth" select="count(ancestor::*[tei:head[normalize-space()]][starts-with(local-name(), 'div') or self::tei:body
      or self::tei:front or self::tei:back or self::tei:group or self::tei:lg or self::tei:castList or self::tei:prologue
      or self::tei:epilogue or self::tei:performance or self::tei:set])"/>
    <xsl:variable name="level">
      <xsl:choose>
        <xsl:when test="generate-id() = $title-heading-id">1</xsl:when>
        <xsl:when test="$title-heading and ancestor::*[generate-id() = generate-id($title-heading/parent::*)]">
          <xsl:value-of select="$depth"/>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="$depth + 1"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:text>&#10;</xsl:text>
    <xsl:choose>
      <xsl:when test="normalize-space() = ''">
        <div><xsl:call-template name="attributes"/><xsl:apply-templates mode="phrase"/></div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="name">
          <xsl:choose>
            <xsl:when test="$level &gt; 6">h6</xsl:when>
            <xsl:otherwise>h<xsl:value-of select="$level"/></xsl:otherwise>
          </xsl:choose>
        </xsl:variable>
        <xsl:element name="{$name}">
          <xsl:call-template name="attributes"/>
          <xsl:apply-templates mode="phrase"/>
          <xsl:call-template name="annotations"/>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:docTitle">
    <xsl:text>&#10;</xsl:text>
    <xsl:choose>
      <xsl:when test="generate-id() = $title-heading-id">
        <h1>
          <xsl:call-template name="attributes"/>
          <xsl:for-each select="node()">
            <xsl:text>&#10;</xsl:text>
            <xsl:apply-templates select="." mode="phrase"/>
          </xsl:for-each>
        </h1>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="container"/></xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- Paragraphs -->

  <xsl:template match="tei:p">
    <xsl:text>&#10;</xsl:text>
    <xsl:choose>
      <xsl:when test="* and &blocks;">
        <div>
          <xsl:call-template name="attributes"/>
          <xsl:call-template name="number"/>
          <xsl:apply-templates/>
          <xsl:call-template name="annotations"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <p>
          <xsl:if test="@rend | @rendition | @style | @xml:space">
            <xsl:attribute name="class">p<xsl:call-template name="look"/></xsl:attribute>
          </xsl:if>
          <xsl:call-template name="identity"/>
          <xsl:call-template name="number"/>
          <xsl:apply-templates mode="phrase"/>
          <xsl:call-template name="annotations"/>
        </p>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- The number of a paragraph is the link to cite it by. -->
  <xsl:template name="number">
    <xsl:if test="@n and normalize-space(@n) != ''">
      <xsl:choose>
        <xsl:when test="@xml:id">
          <a class="paragraph-number" href="#{@xml:id}"><xsl:value-of select="@n"/></a>
        </xsl:when>
        <xsl:otherwise>
          <span class="paragraph-number"><xsl:value-of select="@n"/></span>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <!-- A block of phrases: p where HTML allows it. -->
  <xsl:template name="paragraph" match="tei:ab | tei:addrLine | tei:byline | tei:dateline | tei:imprimatur | tei:salute
    | tei:signed | tei:speaker | tei:titlePart | tei:trailer | tei:line | tei:zone | tei:dictScrap">
    <xsl:variable name="class"><xsl:if test="self::tei:zone[contains(@type, 'margin')]"> margin</xsl:if></xsl:variable>
    <xsl:text>&#10;</xsl:text>
    <xsl:choose>
      <xsl:when test="* and &blocks;">
        <div>
          <xsl:call-template name="attributes"><xsl:with-param name="class" select="$class"/></xsl:call-template>
          <xsl:apply-templates/>
          <xsl:call-template name="annotations"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <p>
          <xsl:call-template name="attributes"><xsl:with-param name="class" select="$class"/></xsl:call-template>
          <xsl:choose>
            <xsl:when test="self::tei:address"><xsl:call-template name="phrase-pieces"/></xsl:when>
            <xsl:otherwise><xsl:apply-templates mode="phrase"/></xsl:otherwise>
          </xsl:choose>
          <xsl:call-template name="annotations"/>
        </p>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:opener | tei:closer | tei:argument">
    <xsl:call-template name="block"/>
  </xsl:template>

  <!-- Phrases that are paragraphs where only components stand. -->
  <xsl:template match="tei:stage | tei:camera | tei:caption | tei:move | tei:sound | tei:tech | tei:view | tei:label
    | tei:docAuthor | tei:docDate | tei:docEdition | tei:docImprint | tei:bibl | tei:address | tei:seg | tei:meeting
    | tei:desc">
    <xsl:choose>
      <xsl:when test="&in-container;"><xsl:call-template name="paragraph"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="inline"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:quote">
    <xsl:choose>
      <xsl:when test="&in-container; or (* and &blocks;)">
        <xsl:call-template name="block"><xsl:with-param name="element" select="'blockquote'"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="inline"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:q | tei:said | tei:cit">
    <xsl:choose>
      <xsl:when test="&in-container;"><xsl:call-template name="block"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="inline"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A quotation with its source, set off from the text. -->
  <xsl:template match="tei:cit/tei:quote | tei:cit/tei:q">
    <xsl:variable name="set-off"><xsl:for-each select=".."><xsl:if test="&in-container;">yes</xsl:if></xsl:for-each></xsl:variable>
    <xsl:choose>
      <xsl:when test="$set-off = 'yes' or (* and &blocks;)">
        <xsl:call-template name="block"><xsl:with-param name="element" select="'blockquote'"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise><xsl:call-template name="inline"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Verse: every fifth line with its number. -->
  <xsl:template match="tei:l">
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="attributes">
        <xsl:with-param name="class">
          <xsl:if test="@part = 'M' or @part = 'F'"> continued</xsl:if>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:if test="@n &gt; 0 and @n mod 5 = 0">
        <span class="line-number mark"><xsl:value-of select="@n"/></span>
      </xsl:if>
      <xsl:choose>
        <xsl:when test="* and &blocks;"><xsl:apply-templates/></xsl:when>
        <xsl:otherwise><xsl:apply-templates mode="phrase"/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="annotations"/>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- Speech, transcribed: who speaks is said in an attribute. -->
  <xsl:template match="tei:u">
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="attributes">
        <!-- A long speech has its paragraphs in seg. -->
        <xsl:with-param name="class"><xsl:if test="tei:seg[2] and not(text()[normalize-space()])"> in-paragraphs</xsl:if></xsl:with-param>
      </xsl:call-template>
      <xsl:if test="@who or parent::tei:annotationBlock/@who">
        <span class="mark who">
          <xsl:call-template name="names-of"><xsl:with-param name="pointers" select="normalize-space((@who | parent::tei:annotationBlock[not(current()/@who)]/@who)[1])"/></xsl:call-template>
          <xsl:text>: </xsl:text>
        </span>
      </xsl:if>
      <xsl:apply-templates/>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- A speech that does not say whose it is, but points to a person or a part. -->
  <xsl:template match="tei:sp[@who and not(tei:speaker)]">
    <xsl:variable name="names"><xsl:call-template name="names-of"><xsl:with-param name="pointers" select="normalize-space(@who)"/></xsl:call-template></xsl:variable>
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="attributes"/>
      <p class="speaker mark"><xsl:value-of select="$names"/></p>
      <xsl:call-template name="components"/>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- The names of the persons and parts that are pointed to; of others their identifiers. -->
  <xsl:template name="names-of">
    <xsl:param name="pointers"/>
    <xsl:variable name="pointer" select="substring-before(concat($pointers, ' '), ' ')"/>
    <xsl:variable name="name" select="key('id', substring-after($pointer, '#'))[1]/descendant-or-self::*[self::tei:persName or self::tei:orgName or self::tei:role or self::tei:name or self::tei:placeName][1]"/>
    <xsl:choose>
      <xsl:when test="starts-with($pointer, '#') and normalize-space($name) != ''"><xsl:value-of select="normalize-space($name)"/></xsl:when>
      <xsl:when test="contains($pointer, '#')"><xsl:value-of select="substring-after($pointer, '#')"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$pointer"/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="contains($pointers, ' ')">
      <xsl:text>, </xsl:text>
      <xsl:call-template name="names-of"><xsl:with-param name="pointers" select="substring-after($pointers, ' ')"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- Examples of code keep their lines. -->
  <xsl:template match="tei:eg">
    <xsl:text>&#10;</xsl:text>
    <xsl:choose>
      <xsl:when test="* and &blocks;"><xsl:call-template name="block"/></xsl:when>
      <xsl:otherwise>
        <pre><xsl:call-template name="attributes"/><xsl:apply-templates mode="phrase"/></pre>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- The same blocks where only phrasing content is allowed. -->

  <xsl:template match="tei:ab | tei:addrLine | tei:argument | tei:byline | tei:castItem | tei:cell | tei:closer
    | tei:dateline | tei:dictScrap | tei:eg | tei:head | tei:imprimatur | tei:item | tei:l | tei:line | tei:opener
    | tei:p | tei:salute | tei:sense | tei:signed | tei:speaker | tei:titlePart | tei:trailer | tei:u | tei:zone"
    mode="phrase">
    <xsl:call-template name="block-span"/>
  </xsl:template>

  <xsl:template match="tei:annotationBlock | tei:back | tei:body | tei:castGroup | tei:castList | tei:div | tei:div1
    | tei:div2 | tei:div3 | tei:div4 | tei:div5 | tei:div6 | tei:div7 | tei:docTitle | tei:epigraph | tei:epilogue
    | tei:figure | tei:floatingText | tei:front | tei:group | tei:lg | tei:list | tei:listApp | tei:listBibl
    | tei:listEvent | tei:listOrg | tei:listPerson | tei:listPlace | tei:listWit | tei:performance | tei:postscript
    | tei:prologue | tei:row | tei:set | tei:sourceDoc | tei:sp | tei:spGrp | tei:surface | tei:surfaceGrp | tei:table
    | tei:text | tei:titlePage | tei:TEI | tei:teiCorpus | tei:listObject | tei:listNym | tei:listAnnotation"
    mode="phrase">
    <xsl:call-template name="container-span"/>
  </xsl:template>
</xsl:stylesheet>
