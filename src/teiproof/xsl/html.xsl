<?xml version="1.0" encoding="UTF-8"?>
<!--
  One self-contained HTML page from one TEI document, by any XSLT 1.0 processor:

      xsltproc html.xsl document.xml > page.html

  To change something, import this file and write only the templates that differ:

      <xsl:import href="…/xsl/html.xsl"/>
      <xsl:template match="tei:persName" mode="phrase">…</xsl:template>

  The layers, each of which imports the one below it and takes precedence over it:

      page.xsl       the page around the text: head, contents, “About this document”
      notes.xsl      notes and apparatus (with apparatus.xsl): marks in the text, the list at the end
      register.xsl   standOff: entries for persons, places, organisations, works, events
      names.xsl      names and dates: links to the register, time
      manuscripts.xsl  words and numbers for the parts of manuscript descriptions, dictionaries, lists of witnesses
      base.xsl       every element of TEI P5 as valid HTML; its two modes are explained there
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:import href="page.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no"/>
</xsl:stylesheet>
