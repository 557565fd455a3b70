<?xml version="1.0" encoding="UTF-8"?>
<!--
  The text of an EPUB: a book (print-book.xsl) whose elements say what they are, in the words of the EPUB
  Structural Semantics Vocabulary 1.1 and of Z39.98-2012, and in roles of DPUB-ARIA.

  Of this book teiproof.books makes files; it gives the elements their namespace and mends the links.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:epub="http://www.idpf.org/2007/ops" exclude-result-prefixes="tei">

  <xsl:import href="print-book.xsl"/>

  <!-- What an element is called by, besides its identifier and language. -->
  <xsl:template name="identity">
    <xsl:apply-templates select="@xml:id | @xml:lang" mode="attribute"/>
    <xsl:if test="not(@xml:id) and tei:head and (self::tei:div or self::tei:div1 or self::tei:div2) and count($texts) = 1 and count(ancestor::tei:text) = 1">
      <xsl:attribute name="id"><xsl:call-template name="division-id"/></xsl:attribute>
    </xsl:if>
    <xsl:if test="ancestor::tei:text">
      <xsl:apply-templates select="." mode="semantics"/>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="semantics"/>

  <xsl:template match="tei:div | tei:div1 | tei:div2 | tei:div3" mode="semantics">
    <xsl:variable name="type" select="concat(' ', translate(@type, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ_', 'abcdefghijklmnopqrstuvwxyz-'), ' ')"/>
    <xsl:choose>
      <xsl:when test="contains(' abstract acknowledgments afterword appendix bibliography chapter colophon conclusion dedication epilogue errata foreword glossary index introduction part preface prologue ', $type)">
        <xsl:call-template name="semantics">
          <xsl:with-param name="type" select="normalize-space($type)"/>
          <!-- Two of these roles ask for content of a certain kind. -->
          <xsl:with-param name="role"><xsl:if test="not(contains(' bibliography glossary ', $type))"><xsl:value-of select="concat('doc-', normalize-space($type))"/></xsl:if></xsl:with-param>
        </xsl:call-template>
      </xsl:when>
      <xsl:when test="$type = ' volume '"><xsl:call-template name="semantics"><xsl:with-param name="type" select="'volume'"/></xsl:call-template></xsl:when>
      <xsl:when test="contains(' letter scene poem diary ', $type)">
        <xsl:call-template name="semantics"><xsl:with-param name="type" select="concat('z3998:', normalize-space($type))"/></xsl:call-template>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:front" mode="semantics"><xsl:call-template name="semantics"><xsl:with-param name="type" select="'frontmatter'"/></xsl:call-template></xsl:template>
  <xsl:template match="tei:body" mode="semantics"><xsl:call-template name="semantics"><xsl:with-param name="type" select="'bodymatter'"/></xsl:call-template></xsl:template>
  <xsl:template match="tei:back" mode="semantics"><xsl:call-template name="semantics"><xsl:with-param name="type" select="'backmatter'"/></xsl:call-template></xsl:template>
  <xsl:template match="tei:titlePage" mode="semantics"><xsl:call-template name="semantics"><xsl:with-param name="type" select="'titlepage'"/></xsl:call-template></xsl:template>
  <xsl:template match="tei:epigraph" mode="semantics">
    <xsl:call-template name="semantics"><xsl:with-param name="type" select="'epigraph'"/><xsl:with-param name="role" select="'doc-epigraph'"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:prologue | tei:epilogue" mode="semantics">
    <xsl:call-template name="semantics"><xsl:with-param name="type" select="local-name()"/><xsl:with-param name="role" select="concat('doc-', local-name())"/></xsl:call-template>
  </xsl:template>
  <xsl:template match="tei:lg" mode="semantics"><xsl:call-template name="semantics"><xsl:with-param name="type" select="'z3998:verse'"/></xsl:call-template></xsl:template>
  <xsl:template match="tei:castList" mode="semantics"><xsl:call-template name="semantics"><xsl:with-param name="type" select="'z3998:dramatis-personae'"/></xsl:call-template></xsl:template>
  <xsl:template match="tei:sp" mode="semantics"><xsl:call-template name="semantics"><xsl:with-param name="type" select="'z3998:speech'"/></xsl:call-template></xsl:template>
  <xsl:template match="tei:speaker" mode="semantics"><xsl:call-template name="semantics"><xsl:with-param name="type" select="'z3998:persona'"/></xsl:call-template></xsl:template>
  <xsl:template match="tei:stage" mode="semantics"><xsl:call-template name="semantics"><xsl:with-param name="type" select="'z3998:stage-direction'"/></xsl:call-template></xsl:template>
  <xsl:template match="tei:salute" mode="semantics"><xsl:call-template name="semantics"><xsl:with-param name="type" select="'z3998:salutation'"/></xsl:call-template></xsl:template>
  <xsl:template match="tei:signed" mode="semantics"><xsl:call-template name="semantics"><xsl:with-param name="type" select="'z3998:sender'"/></xsl:call-template></xsl:template>
  <xsl:template match="tei:postscript" mode="semantics"><xsl:call-template name="semantics"><xsl:with-param name="type" select="'z3998:postscript'"/></xsl:call-template></xsl:template>

  <xsl:template name="semantics">
    <xsl:param name="type"/>
    <xsl:param name="role"/>
    <xsl:attribute name="epub:type"><xsl:value-of select="$type"/></xsl:attribute>
    <xsl:if test="$role != ''"><xsl:attribute name="role"><xsl:value-of select="$role"/></xsl:attribute></xsl:if>
  </xsl:template>
</xsl:stylesheet>
