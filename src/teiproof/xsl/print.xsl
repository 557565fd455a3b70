<?xml version="1.0" encoding="UTF-8"?>
<!-- A book (print-book.xsl) for paper: no page for the title alone, if the text has one of its own. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <xsl:import href="print-book.xsl"/>

  <xsl:template name="title-page">
    <section class="title-page">
      <xsl:variable name="author"><xsl:call-template name="authors-as-read"/></xsl:variable>
      <xsl:variable name="journal" select="normalize-space($print//tei:title[@level = 'j'][1])"/>
      <xsl:variable name="date" select="normalize-space($print//tei:imprint/tei:date)"/>
      <xsl:if test="$journal != '' or ($title-heading and $author != '')">
        <p class="masthead">
          <xsl:if test="$title-heading and $author != ''">
            <span class="title-author"><xsl:value-of select="$author"/></span>
            <xsl:text> </xsl:text>
          </xsl:if>
          <xsl:if test="$journal != ''">
            <span class="title-source">
              <cite><xsl:value-of select="$journal"/></cite>
              <xsl:if test="$date != ''"><xsl:value-of select="concat(', ', $date)"/></xsl:if>
            </span>
          </xsl:if>
        </p>
      </xsl:if>
      <xsl:call-template name="title"/>
    </section>
  </xsl:template>
</xsl:stylesheet>
