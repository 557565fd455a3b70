<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!-- What happens to an element by default: block, phrase, nothing; its HTML attributes; the report. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <xsl:key name="id" match="*[@xml:id]" use="@xml:id"/>
  <xsl:key name="unhandled" match="*" use="concat(namespace-uri(), ' ', local-name())"/>

  <!-- An element without a rule of its own keeps its content and is reported, once for each name. -->
  <xsl:template match="*">
    <xsl:call-template name="report"/>
    <xsl:call-template name="inline"/>
  </xsl:template>

  <xsl:template match="*" mode="phrase">
    <xsl:call-template name="report"/>
    <xsl:call-template name="span"/>
  </xsl:template>

  <xsl:template name="report">
    <xsl:variable name="name" select="concat(namespace-uri(), ' ', local-name())"/>
    <xsl:if test="generate-id() = generate-id(key('unhandled', $name)[1])">
      <xsl:message>
        <xsl:text>unhandled element: </xsl:text>
        <xsl:if test="namespace-uri() != 'http://www.tei-c.org/ns/1.0'">
          <xsl:value-of select="concat('{', namespace-uri(), '}')"/>
        </xsl:if>
        <xsl:value-of select="local-name()"/>
      </xsl:message>
    </xsl:if>
  </xsl:template>

  <!-- Blocks -->

  <xsl:template name="block">
    <xsl:param name="element" select="'div'"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:element name="{$element}">
      <xsl:call-template name="attributes"/>
      <xsl:apply-templates/>
      <xsl:call-template name="annotations"/>
    </xsl:element>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- A block that only holds other components: each of them stands apart. -->
  <xsl:template name="container">
    <xsl:param name="element" select="'div'"/>
    <xsl:param name="class"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:element name="{$element}">
      <xsl:call-template name="attributes"><xsl:with-param name="class" select="$class"/></xsl:call-template>
      <xsl:call-template name="components"/>
    </xsl:element>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="components">
    <xsl:for-each select="node()">
      <xsl:text>&#10;</xsl:text>
      <xsl:apply-templates select="."/>
    </xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- Every block, where only phrasing content is allowed. -->
  <xsl:template name="block-span">
    <xsl:param name="class"/>
    <xsl:text>&#10;</xsl:text>
    <span>
      <xsl:call-template name="attributes">
        <xsl:with-param name="class" select="concat(' block', $class)"/>
      </xsl:call-template>
      <xsl:apply-templates mode="phrase"/>
      <xsl:call-template name="annotations"/>
    </span>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="container-span">
    <xsl:text>&#10;</xsl:text>
    <span>
      <xsl:call-template name="attributes">
        <xsl:with-param name="class" select="' block'"/>
      </xsl:call-template>
      <xsl:for-each select="node()">
        <xsl:text>&#10;</xsl:text>
        <xsl:apply-templates select="." mode="phrase"/>
      </xsl:for-each>
    </span>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- Phrases: a span; a div set in line where blocks stand inside it. -->

  <xsl:template name="inline">
    <xsl:choose>
      <xsl:when test="* and &blocks;">
        <div>
          <xsl:call-template name="attributes">
            <xsl:with-param name="class" select="' inline'"/>
          </xsl:call-template>
          <xsl:apply-templates/>
          <xsl:call-template name="annotations"/>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="." mode="phrase"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="span">
    <xsl:param name="element" select="'span'"/>
    <xsl:param name="class"/>
    <xsl:param name="title"/>
    <xsl:element name="{$element}">
      <xsl:call-template name="attributes">
        <xsl:with-param name="class" select="$class"/>
      </xsl:call-template>
      <xsl:if test="$title != ''">
        <xsl:attribute name="title"><xsl:value-of select="normalize-space($title)"/></xsl:attribute>
      </xsl:if>
      <xsl:apply-templates mode="phrase"/>
      <xsl:call-template name="annotations"/>
    </xsl:element>
  </xsl:template>

  <!-- What follows an element that stand-off notes point to; the layer of notes writes them. -->
  <xsl:template name="annotations"/>

  <!-- Pieces of information that stand apart in one line. -->
  <xsl:template name="pieces">
    <xsl:for-each select="node()">
      <xsl:if test="self::*"><xsl:text> </xsl:text></xsl:if>
      <xsl:apply-templates select="."/>
      <xsl:if test="self::*"><xsl:text> </xsl:text></xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="phrase-pieces">
    <xsl:for-each select="node()">
      <xsl:if test="self::*"><xsl:text> </xsl:text></xsl:if>
      <xsl:apply-templates select="." mode="phrase"/>
      <xsl:if test="self::* and following-sibling::node()[1][self::text()]"><xsl:text> </xsl:text></xsl:if>
    </xsl:for-each>
  </xsl:template>

  <!-- The text alone, for titles and tables of contents. -->
  <xsl:template match="tei:note | tei:fw | tei:index | tei:gap | tei:figDesc | tei:surplus | tei:del | tei:am" mode="plain"/>
  <xsl:template match="tei:lb | tei:pb | tei:cb | tei:gb" mode="plain"><xsl:text> </xsl:text></xsl:template>
  <xsl:template match="tei:choice[tei:corr or tei:reg or tei:expan]" mode="plain">
    <xsl:apply-templates select="tei:corr | tei:reg | tei:expan" mode="plain"/>
  </xsl:template>
  <xsl:template match="tei:app" mode="plain">
    <xsl:apply-templates select="(tei:lem | tei:rdg[not(../tei:lem)])[1]" mode="plain"/>
  </xsl:template>

  <!-- HTML attributes: never one of the document's own, only what is derived from it here. -->

  <xsl:template name="attributes">
    <xsl:param name="class"/>
    <xsl:attribute name="class">
      <xsl:value-of select="local-name()"/>
      <xsl:value-of select="$class"/>
      <xsl:call-template name="look"/>
    </xsl:attribute>
    <xsl:call-template name="identity"/>
  </xsl:template>

  <xsl:template name="identity">
    <xsl:apply-templates select="@xml:id | @xml:lang" mode="attribute"/>
  </xsl:template>

  <!-- An identifier that stands twice in a document is kept the first time. -->
  <xsl:template match="@xml:id" mode="attribute">
    <xsl:if test="generate-id(..) = generate-id(key('id', .)[1])">
      <xsl:attribute name="id"><xsl:value-of select="."/></xsl:attribute>
    </xsl:if>
  </xsl:template>

  <xsl:template match="@xml:lang" mode="attribute">
    <xsl:variable name="language">
      <xsl:call-template name="language-tag">
        <xsl:with-param name="tag" select="."/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:if test="$language != ''">
      <xsl:attribute name="lang"><xsl:value-of select="$language"/></xsl:attribute>
      <xsl:variable name="direction">
        <xsl:call-template name="direction">
          <xsl:with-param name="tag" select="$language"/>
        </xsl:call-template>
      </xsl:variable>
      <xsl:if test="$direction = 'rtl' or ancestor::*[&right-to-left;]">
        <xsl:attribute name="dir"><xsl:value-of select="$direction"/></xsl:attribute>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- Classes for what @rend, @style or a rendition of the header say about the look. -->
  <xsl:template name="look">
    <xsl:if test="@rend | @rendition | @style | @xml:space">
      <xsl:variable name="look">
        <xsl:text> </xsl:text>
        <xsl:value-of select="translate(@rend, ';,_ABCDEFGHIJKLMNOPQRSTUVWXYZ', '  -abcdefghijklmnopqrstuvwxyz')"/>
        <xsl:text> </xsl:text>
        <xsl:value-of select="translate(@style, ';ABCDEFGHIJKLMNOPQRSTUVWXYZ', ' abcdefghijklmnopqrstuvwxyz')"/>
        <xsl:text> </xsl:text>
        <xsl:value-of select="translate(@rendition, '#', ' ')"/>
        <xsl:text> </xsl:text>
        <xsl:if test="starts-with(@rendition, '#')">
          <xsl:value-of select="translate(key('id', substring-before(concat(substring(@rendition, 2), ' '), ' '))[self::tei:rendition], ';', ' ')"/>
        </xsl:if>
        <xsl:text> </xsl:text>
      </xsl:variable>
      <xsl:if test="contains($look, 'ital') or contains($look, ' i ') or contains($look, 'kursiv')"> italic</xsl:if>
      <xsl:if test="contains($look, 'bold') or contains($look, ' b ') or contains($look, 'fett')"> bold</xsl:if>
      <xsl:if test="contains($look, 'small-caps') or contains($look, 'smallcap') or contains($look, ' sc ') or contains($look, 'smcap') or contains($look, ' k ')"> smallcaps</xsl:if>
      <xsl:if test="contains($look, 'upper') or contains($look, ' caps') or contains($look, ' allcaps')"> uppercase</xsl:if>
      <xsl:if test="contains($look, 'underline') or contains($look, ' u ') or contains($look, ' ul ')"> underline</xsl:if>
      <xsl:if test="contains($look, 'line-through') or contains($look, 'strike')"> strike</xsl:if>
      <xsl:if test="contains($look, 'spac') or contains($look, 'gesperrt') or contains($look, ' g ')"> spaced</xsl:if>
      <xsl:if test="(contains($look, 'sup') and not(contains($look, 'supra'))) or contains($look, 'hoch')"> super</xsl:if>
      <xsl:if test="contains($look, 'supraline') or contains($look, 'overline')"> overline</xsl:if>
      <xsl:if test="contains($look, ' sub') or contains($look, 'subscript')"> sub</xsl:if>
      <xsl:if test="contains($look, ' red ') or contains($look, 'color:red') or contains($look, 'color: red') or contains($look, ' rot ') or contains($look, 'rubri')"> rubricated</xsl:if>
      <xsl:if test="contains($look, 'cent')"> center</xsl:if>
      <xsl:if test="contains($look, 'right')"> right</xsl:if>
      <xsl:if test="contains($look, 'indent')"> indent</xsl:if>
      <xsl:if test="contains($look, ' block ') or contains($look, 'display')"> display</xsl:if>
      <!-- Where lines are encoded, those of the file mean nothing. -->
      <xsl:if test="@xml:space = 'preserve' and not(.//tei:lb)"> preserve</xsl:if>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
