<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!--
  The critical apparatus (TEI P5 13): what a note says of an app, and the entries of a listApp, which stand where the
  list stands and name their place (@loc). Sigla are those of the witnesses, which they lead to where the text has
  the list of them.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <!-- lemma witness] reading witness; reading witness -->
  <xsl:template name="apparatus">
    <xsl:variable name="lemma" select="&lemma;"/>
    <p>
      <xsl:if test="normalize-space($lemma) != ''">
        <b class="lemma"><xsl:apply-templates select="$lemma" mode="plain"/></b>
      </xsl:if>
      <xsl:call-template name="readings"><xsl:with-param name="lemma" select="$lemma"/></xsl:call-template>
    </p>
    <xsl:for-each select="tei:note | tei:witDetail">
      <p class="app-note"><xsl:apply-templates mode="phrase"/></p>
    </xsl:for-each>
  </xsl:template>

  <!-- What follows the lemma. -->
  <xsl:template name="readings">
    <xsl:param name="lemma"/>
    <xsl:variable name="others" select=".//tei:rdg[generate-id() != generate-id($lemma)][count(ancestor::tei:app) = count(current()/ancestor-or-self::tei:app)]"/>
    <xsl:if test="normalize-space($lemma) != ''">
      <xsl:for-each select="$lemma"><xsl:call-template name="witnesses"/></xsl:for-each>
      <xsl:if test="$others"><xsl:text>] </xsl:text></xsl:if>
    </xsl:if>
    <xsl:for-each select="$others">
      <xsl:if test="position() &gt; 1">; </xsl:if>
      <xsl:variable name="bound" select="(tei:lacunaStart | tei:lacunaEnd | tei:witStart | tei:witEnd)[1]"/>
      <span class="rdg">
        <xsl:choose>
          <xsl:when test="normalize-space() != ''"><xsl:apply-templates mode="phrase"/></xsl:when>
          <xsl:when test="not($bound)">om.</xsl:when>
        </xsl:choose>
      </span>
      <xsl:if test="$bound">
        <xsl:if test="normalize-space() != ''"><xsl:text> </xsl:text></xsl:if>
        <span class="kind"><xsl:call-template name="label"><xsl:with-param name="of" select="local-name($bound)"/></xsl:call-template></span>
      </xsl:if>
      <xsl:call-template name="witnesses"/>
    </xsl:for-each>
  </xsl:template>

  <!-- The sigla of a reading, by its pointers; or those that follow it in words (wit). -->
  <xsl:template name="witnesses">
    <xsl:choose>
      <xsl:when test="normalize-space(@wit) != ''">
        <i class="wit"><xsl:call-template name="sigla"><xsl:with-param name="pointers" select="normalize-space(@wit)"/></xsl:call-template></i>
      </xsl:when>
      <xsl:when test="following-sibling::*[1][self::tei:wit]">
        <i class="wit"><xsl:text> </xsl:text><xsl:apply-templates select="following-sibling::*[1]/node()" mode="phrase"/></i>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="sigla">
    <xsl:param name="pointers"/>
    <xsl:if test="$pointers != ''">
      <xsl:variable name="pointer" select="substring-before(concat($pointers, ' '), ' ')"/>
      <xsl:variable name="witness" select="key('id', substring-after($pointer, '#'))[1]"/>
      <xsl:variable name="siglum">
        <xsl:choose>
          <xsl:when test="$witness/@n"><xsl:value-of select="normalize-space($witness/@n)"/></xsl:when>
          <xsl:when test="contains($pointer, '#')"><xsl:value-of select="substring-after($pointer, '#')"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="$pointer"/></xsl:otherwise>
        </xsl:choose>
      </xsl:variable>
      <xsl:text> </xsl:text>
      <xsl:choose>
        <xsl:when test="starts-with($pointer, '#') and $witness[self::tei:witness]/ancestor::tei:text">
          <a href="{$pointer}"><xsl:value-of select="$siglum"/></a>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="$siglum"/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="sigla"><xsl:with-param name="pointers" select="substring-after($pointers, ' ')"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- An entry of a list: its lemma is text, as in the reading; the rest is not. -->
  <xsl:template match="tei:listApp/tei:app">
    <xsl:variable name="lemma" select="&lemma;"/>
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="app-place"/>
      <p>
        <xsl:apply-templates select="." mode="phrase"/>
        <span class="variant">
          <xsl:call-template name="readings"><xsl:with-param name="lemma" select="$lemma"/></xsl:call-template>
          <xsl:for-each select="tei:note | tei:witDetail"><xsl:text> </xsl:text><span class="app-note"><xsl:apply-templates mode="phrase"/></span></xsl:for-each>
        </span>
      </p>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- The lemma alone: no note has the rest. -->
  <xsl:template match="tei:listApp/tei:app" mode="phrase" priority="1">
    <xsl:apply-imports/>
  </xsl:template>

  <!-- Where the entry belongs: a line, a page; a link, where an element is named. -->
  <xsl:template name="app-place">
    <xsl:variable name="pointer" select="substring-before(concat(normalize-space(@from | @corresp[not(../@from)]), ' '), ' ')"/>
    <xsl:variable name="target" select="key('id', substring-after($pointer, '#'))[starts-with($pointer, '#')][ancestor::tei:text]"/>
    <xsl:variable name="place">
      <xsl:choose>
        <xsl:when test="normalize-space(@loc) != ''"><xsl:value-of select="normalize-space(@loc)"/></xsl:when>
        <xsl:when test="$target/ancestor-or-self::*[@n][1]"><xsl:value-of select="normalize-space($target/ancestor-or-self::*[@n][1]/@n)"/></xsl:when>
      </xsl:choose>
    </xsl:variable>
    <xsl:if test="$place != ''">
      <span class="mark place">
        <xsl:choose>
          <xsl:when test="$target"><a href="{$pointer}"><xsl:value-of select="$place"/></a></xsl:when>
          <xsl:otherwise><xsl:value-of select="$place"/></xsl:otherwise>
        </xsl:choose>
      </span>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
