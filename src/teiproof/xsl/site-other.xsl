<?xml version="1.0" encoding="UTF-8"?>
<!-- A page of a site of which the content is made elsewhere: it is copied as it is. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:site="https://teiproof.github.io/ns/site"
  exclude-result-prefixes="tei site">

  <xsl:import href="page.xsl"/>
  <xsl:import href="site-frame.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no"/>

  <xsl:template name="body">
    <main id="page:text">
      <h1><xsl:value-of select="$page/@title"/></h1>
      <xsl:apply-templates select="$page/site:content/node()" mode="as-it-is"/>
    </main>
  </xsl:template>

  <!-- Made anew, for a copy would bring the namespaces of the page's data along. -->
  <xsl:template match="*" mode="as-it-is">
    <xsl:element name="{local-name()}" namespace="{namespace-uri()}">
      <xsl:copy-of select="@*"/>
      <xsl:apply-templates mode="as-it-is"/>
    </xsl:element>
  </xsl:template>
</xsl:stylesheet>
