<?xml version="1.0" encoding="UTF-8"?>
<!--
  What records of several parts need to be read at a glance: words for the parts of a manuscript's description
  (TEI P5 11), numbers of its items and of senses in a dictionary (10), sigla of witnesses (13). All of them are
  marks, for they are no words of the document.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <xsl:import href="base.xsl"/>

  <xsl:template match="tei:support | tei:supportDesc/tei:extent | tei:collation | tei:foliation | tei:condition
    | tei:layout | tei:handDesc | tei:scriptDesc | tei:decoDesc | tei:additions | tei:bindingDesc | tei:origin
    | tei:provenance | tei:acquisition | tei:msContents/tei:summary">
    <xsl:choose>
      <xsl:when test="normalize-space() != '' and not(preceding-sibling::*[local-name() = local-name(current())])">
        <div class="part">
          <span class="mark part-name"><xsl:call-template name="label"><xsl:with-param name="of" select="concat('part-', local-name())"/></xsl:call-template></span>
          <div class="part-text"><xsl:apply-imports/></div>
        </div>
      </xsl:when>
      <xsl:when test="normalize-space() != ''"><div class="part"><div class="part-text"><xsl:apply-imports/></div></div></xsl:when>
      <xsl:otherwise><xsl:apply-imports/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:sense[@n] | tei:msItem[@n] | tei:msItemStruct[@n]">
    <div class="part numbered">
      <span class="mark part-name"><xsl:value-of select="normalize-space(@n)"/></span>
      <div class="part-text"><xsl:apply-imports/></div>
    </div>
  </xsl:template>

  <xsl:template match="tei:listWit/tei:witness[@xml:id]">
    <div class="part siglum">
      <span class="mark part-name"><xsl:value-of select="@xml:id"/></span>
      <div class="part-text"><xsl:apply-imports/></div>
    </div>
  </xsl:template>

  <!-- City, library, shelf mark. -->
  <xsl:template match="tei:msIdentifier">
    <div>
      <xsl:call-template name="attributes"/>
      <xsl:choose>
        <xsl:when test="text()[normalize-space()]"><xsl:call-template name="pieces"/></xsl:when>
        <xsl:otherwise>
          <xsl:for-each select="*[normalize-space()]">
            <xsl:if test="position() &gt; 1"><span class="mark">,</span><xsl:text> </xsl:text></xsl:if>
            <xsl:apply-templates select="." mode="phrase"/>
          </xsl:for-each>
        </xsl:otherwise>
      </xsl:choose>
    </div>
  </xsl:template>

  <!-- 12 × 8 -->
  <xsl:template match="tei:dimensions/*[preceding-sibling::*]" mode="phrase">
    <xsl:if test="not(../text()[normalize-space()])"><span class="mark"> × </span></xsl:if>
    <xsl:apply-imports/>
  </xsl:template>

  <xsl:template match="tei:incipit | tei:explicit" mode="phrase">
    <span class="mark"><xsl:choose>
        <xsl:when test="self::tei:incipit">inc.</xsl:when>
        <xsl:otherwise>expl.</xsl:otherwise>
      </xsl:choose><xsl:text> </xsl:text></span>
    <xsl:apply-imports/>
  </xsl:template>
</xsl:stylesheet>
