<?xml version="1.0" encoding="UTF-8"?>
<!-- The page about an edition: what the headers say, and how the encoding looks. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:site="https://teiproof.github.io/ns/site"
  exclude-result-prefixes="tei site">

  <xsl:import href="page.xsl"/>
  <xsl:import href="site-frame.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no"/>

  <!-- Each text page has the identifiers of its header. -->
  <xsl:template match="@xml:id" mode="attribute"/>

  <xsl:template name="body">
    <main id="page:text" class="about">
      <h1><xsl:value-of select="key('message', 'about-edition')"/></h1>
      <xsl:for-each select="$page/site:document">
        <section>
          <h2>
            <xsl:choose>
              <xsl:when test="@href != ''"><a href="{@href}"><xsl:value-of select="@title"/></a></xsl:when>
              <xsl:otherwise><xsl:value-of select="@title"/></xsl:otherwise>
            </xsl:choose>
          </h2>
          <dl>
            <xsl:apply-templates select="tei:teiHeader/@xml:lang" mode="attribute"/>
            <xsl:call-template name="header"><xsl:with-param name="header" select="tei:teiHeader"/></xsl:call-template>
          </dl>
          <ul class="files"><li><a href="tei/{@name}" type="application/tei+xml" download="">TEI</a></li></ul>
        </section>
      </xsl:for-each>
      <xsl:if test="$page/site:source">
        <section aria-labelledby="page:encoding">
          <h2 id="page:encoding"><xsl:value-of select="key('message', 'encoding')"/></h2>
          <p><xsl:value-of select="key('message', 'encoding-explained')"/></p>
          <pre tabindex="0"><code><xsl:value-of select="$page/site:source"/></code></pre>
        </section>
      </xsl:if>
    </main>
  </xsl:template>
</xsl:stylesheet>
