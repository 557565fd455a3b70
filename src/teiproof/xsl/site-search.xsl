<?xml version="1.0" encoding="UTF-8"?>
<!-- The page of the search: its script reads the index, and runs Pagefind's program, which is WebAssembly. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:import href="site-other.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no"/>

  <xsl:template name="policy">
    <meta http-equiv="Content-Security-Policy">
      <xsl:attribute name="content">default-src 'none'; base-uri 'none'; form-action 'none'; img-src 'self' file:; style-src 'self' file:; script-src 'self' file: 'wasm-unsafe-eval'; worker-src 'self'; connect-src 'self'</xsl:attribute>
    </meta>
    <xsl:text>&#10;</xsl:text>
    <script src="search.js" defer="defer"><xsl:text> </xsl:text></script>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>
</xsl:stylesheet>
