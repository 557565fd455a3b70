<?xml version="1.0" encoding="UTF-8"?>
<!-- How to cite each text, and a paragraph of it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:site="https://teiproof.github.io/ns/site"
  exclude-result-prefixes="tei site">

  <xsl:import href="page.xsl"/>
  <xsl:import href="site-frame.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no"/>

  <xsl:template name="body">
    <main id="page:text">
      <h1><xsl:value-of select="key('message', 'how-to-cite')"/></h1>
      <xsl:for-each select="$page/site:text">
        <section id="{@name}" aria-labelledby="cite:{@name}">
          <h2 id="cite:{@name}"><a href="{@href}"><xsl:value-of select="@title"/></a><xsl:call-template name="same-title"/></h2>
          <xsl:call-template name="citations"><xsl:with-param name="styles" select="site:style"/></xsl:call-template>
          <xsl:call-template name="citation-files"><xsl:with-param name="files" select="site:file"/></xsl:call-template>
        </section>
      </xsl:for-each>
      <xsl:for-each select="$page/site:text[site:example][1]">
        <section aria-labelledby="page:paragraph">
          <h2 id="page:paragraph"><xsl:value-of select="key('message', 'paragraph-link')"/></h2>
          <p><xsl:value-of select="key('message', 'cite-paragraph')"/></p>
          <p class="citation" lang="en">
            <xsl:for-each select="site:example[1]"><xsl:call-template name="citation-text"/></xsl:for-each>
            <xsl:text> </xsl:text>
            <a href="{@address}"><xsl:value-of select="concat($base, @address)"/></a>
          </p>
        </section>
      </xsl:for-each>
    </main>
  </xsl:template>
</xsl:stylesheet>
