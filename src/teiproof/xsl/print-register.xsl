<?xml version="1.0" encoding="UTF-8"?>
<!-- A register as the appendix of a book: its entries from A to Z, each with links to where it is mentioned. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:site="https://teiproof.github.io/ns/site"
  exclude-result-prefixes="tei site">

  <xsl:import href="page.xsl"/>
  <xsl:import href="site-frame.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <xsl:template match="/">
    <section class="register">
      <h3><xsl:value-of select="$page/@title"/></h3>
      <xsl:for-each select="$page/site:entry">
        <xsl:text>&#10;</xsl:text>
        <div class="entry-block">
          <xsl:apply-templates select="tei:*" mode="entry"><xsl:with-param name="level" select="4"/></xsl:apply-templates>
          <p class="mentions">
            <xsl:value-of select="concat(key('message', 'mentions'), ': ')"/>
            <xsl:for-each select="site:mention">
              <xsl:if test="position() &gt; 1">; </xsl:if>
              <a class="mention" href="{@href}"><xsl:value-of select="@label"/></a>
            </xsl:for-each>
          </p>
        </div>
      </xsl:for-each>
    </section>
  </xsl:template>

  <xsl:template name="unnamed">
    <xsl:choose>
      <xsl:when test="parent::site:entry"><xsl:value-of select="parent::site:entry/@name"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@xml:id"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
