<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
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
    | tei:provenance | tei:acquisition | tei:msContents/tei:summary | tei:msContents/tei:textLang | tei:typeDesc
    | tei:musicNotation | tei:sealDesc | tei:accMat | tei:recordHist | tei:custodialHist | tei:surrogates
    | tei:adminInfo/tei:availability">
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
      <span class="mark part-name"><xsl:value-of select="normalize-space((@n | @xml:id[not(../@n)])[1])"/></span>
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
            <xsl:choose>
              <xsl:when test="self::tei:altIdentifier[not(text()[normalize-space()])]">
                <span>
                  <xsl:call-template name="attributes"/>
                  <xsl:for-each select="*[normalize-space()]">
                    <xsl:if test="position() &gt; 1"><xsl:text> </xsl:text></xsl:if>
                    <xsl:apply-templates select="." mode="phrase"/>
                  </xsl:for-each>
                </span>
              </xsl:when>
              <xsl:otherwise><xsl:apply-templates select="." mode="phrase"/></xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
        </xsl:otherwise>
      </xsl:choose>
    </div>
  </xsl:template>

  <!-- 12 × 8 mm: what has no words is said by its @quantity, and the unit, where only an attribute has it. -->
  <xsl:template match="tei:height | tei:width | tei:depth | tei:dim" mode="phrase">
    <xsl:variable name="unit" select="normalize-space((@unit | parent::tei:dimensions[not(current()/@unit)]/@unit)[1])"/>
    <xsl:variable name="is-last" select="not(parent::tei:dimensions and following-sibling::*[normalize-space() or @quantity])
      or (@unit and following-sibling::*[1]/@unit != @unit)"/>
    <xsl:if test="normalize-space() or @quantity">
      <xsl:if test="preceding-sibling::*[parent::tei:dimensions][normalize-space() or @quantity] and not(../text()[normalize-space()])"><span class="mark"> × </span></xsl:if>
      <xsl:apply-imports/>
      <xsl:if test="not(normalize-space())"><span class="mark"><xsl:value-of select="@quantity"/></span></xsl:if>
      <xsl:if test="$is-last and $unit != '' and translate(., '&upper;&lower;', '') = string()
        and not(starts-with(normalize-space(following-sibling::node()[1][self::text()]), $unit))">
        <span class="mark"><xsl:value-of select="concat('&#160;', $unit)"/></span>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- Translations in a dictionary, one after the other. -->
  <xsl:template match="tei:cit/tei:quote[preceding-sibling::*[1][self::tei:quote]]" mode="phrase" priority="1">
    <xsl:if test="not(preceding-sibling::node()[1][normalize-space()][self::text()])"><span class="mark">,</span></xsl:if>
    <xsl:text> </xsl:text>
    <xsl:apply-imports/>
    <xsl:if test="following-sibling::node()[1][self::text()]"><xsl:text> </xsl:text></xsl:if>
  </xsl:template>
  <xsl:template match="tei:sense/tei:cit" mode="phrase">
    <xsl:if test="@type != 'example' and preceding-sibling::node()[self::* or normalize-space()][1][self::tei:cit]/@type = @type"><span class="mark">,</span></xsl:if>
    <xsl:if test="preceding-sibling::node()[1][self::*]"><xsl:text> </xsl:text></xsl:if>
    <xsl:apply-imports/>
  </xsl:template>
  <!-- What follows another element at once, stands apart from it. -->
  <xsl:template match="tei:sense/*[preceding-sibling::node()[1][self::*]]" mode="phrase" priority="0.4">
    <xsl:text> </xsl:text>
    <xsl:apply-imports/>
  </xsl:template>

  <!-- Role, description, actor: in one line with commas, where the source has nothing between them. -->
  <xsl:template match="tei:castItem/*[preceding-sibling::node()[1][self::*]]" mode="phrase" priority="0.4">
    <xsl:if test="preceding-sibling::*[1][normalize-space()] and normalize-space()"><span class="mark">,</span></xsl:if>
    <xsl:text> </xsl:text>
    <xsl:apply-imports/>
  </xsl:template>

  <!-- A pronunciation without brackets gets them. -->
  <xsl:template match="tei:pron" mode="phrase">
    <xsl:variable name="before" select="normalize-space(preceding-sibling::node()[1][self::text()])"/>
    <xsl:variable name="bracketed" select="contains('/[(', substring(normalize-space(), 1, 1)) or ($before != '' and contains('/[(', substring($before, string-length($before))))"/>
    <xsl:if test="not($bracketed)"><span class="mark">[</span></xsl:if>
    <xsl:apply-imports/>
    <xsl:if test="not($bracketed)"><span class="mark">]</span></xsl:if>
  </xsl:template>

  <!-- Leaves, one after the other. -->
  <xsl:template match="tei:locusGrp/*[preceding-sibling::*]" mode="phrase" priority="1">
    <xsl:if test="not(../text()[normalize-space()])"><span class="mark">,</span></xsl:if>
    <xsl:text> </xsl:text>
    <xsl:apply-imports/>
  </xsl:template>

  <xsl:template match="tei:msItem/tei:rubric | tei:msItem/tei:incipit | tei:msItem/tei:explicit | tei:msItem/tei:finalRubric | tei:msItem/tei:colophon
    | tei:msItemStruct/tei:rubric | tei:msItemStruct/tei:incipit | tei:msItemStruct/tei:explicit | tei:msItemStruct/tei:finalRubric | tei:msItemStruct/tei:colophon" mode="phrase">
    <span class="mark"><xsl:choose>
        <xsl:when test="self::tei:incipit">inc.</xsl:when>
        <xsl:when test="self::tei:explicit">expl.</xsl:when>
        <xsl:when test="self::tei:rubric">rubr.</xsl:when>
        <xsl:when test="self::tei:finalRubric">rubr. fin.</xsl:when>
        <xsl:otherwise>coloph.</xsl:otherwise>
      </xsl:choose><xsl:text> </xsl:text></span>
    <xsl:apply-imports/>
  </xsl:template>
</xsl:stylesheet>
