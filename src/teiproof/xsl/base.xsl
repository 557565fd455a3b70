<?xml version="1.0" encoding="UTF-8"?>
<!--
  The base layer: every element of TEI P5 as sensible, valid HTML, whatever stands in whatever.

  Two modes carry the whole layer. The mode without a name writes where HTML allows flow content (div, section,
  li, td…); mode “phrase” writes where it allows phrasing content only (p, h1, span, a…). A template that opens
  such an element goes on in mode “phrase”, and there every block is a span of class “block”: what a document
  nests in what can so never make the page invalid. A block begins and ends with a line feed in both modes, so
  that the words at its borders stay apart even for a reader who has no style sheet.

  In a pattern a step has one predicate at most: libxslt 1.1 keeps the nodes that match a step with two in a
  place that other such patterns use as well, and then applies the wrong template.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">
  <xsl:include href="elements.xsl"/>
  <xsl:include href="text.xsl"/>
  <xsl:include href="links.xsl"/>
  <xsl:include href="labels.xsl"/>
  <xsl:include href="structure.xsl"/>
  <xsl:include href="lists.xsl"/>
  <xsl:include href="phrases.xsl"/>
  <xsl:include href="editorial.xsl"/>
  <xsl:include href="records.xsl"/>
  <xsl:include href="other-namespaces.xsl"/>
  <xsl:include href="drawings.xsl"/>
</xsl:stylesheet>
