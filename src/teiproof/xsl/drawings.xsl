<?xml version="1.0" encoding="UTF-8"?>
<!--
  Drawings in SVG, as a figure may hold them (TEI P5 14.1): shapes and text, and of their attributes those that
  only draw. What could fetch, run or move something is left out; so are styles but for the same properties.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:svg="http://www.w3.org/2000/svg" exclude-result-prefixes="svg">

  <xsl:variable name="drawing-properties" select="' fill fill-opacity fill-rule font-size font-style font-weight opacity stroke stroke-dasharray stroke-linecap stroke-linejoin stroke-opacity stroke-width text-anchor '"/>
  <xsl:variable name="drawing-attributes" select="concat($drawing-properties, 'cx cy d dx dy height points preserveAspectRatio r rotate rx ry transform viewBox width x x1 x2 y y1 y2 ')"/>

  <xsl:template match="svg:svg">
    <xsl:text> </xsl:text>
    <svg class="drawing">
      <xsl:call-template name="drawn"/>
      <!-- By which a drawing that is wider than the screen can be made smaller. -->
      <xsl:if test="not(@viewBox) and @width &gt; 0 and @height &gt; 0">
        <xsl:attribute name="viewBox"><xsl:value-of select="concat('0 0 ', number(@width), ' ', number(@height))"/></xsl:attribute>
      </xsl:if>
      <xsl:apply-templates/>
    </svg>
  </xsl:template>

  <!-- A frame around nothing but a photograph is no drawing. -->
  <xsl:template match="svg:svg[not(descendant::svg:line or descendant::svg:rect or descendant::svg:circle or descendant::svg:ellipse
    or descendant::svg:path or descendant::svg:polyline or descendant::svg:polygon or descendant::svg:text)]" priority="2">
    <xsl:text> </xsl:text>
    <span class="drawing"><xsl:apply-templates select="descendant::svg:*[not(self::svg:title or self::svg:desc)]" mode="undrawn"/><xsl:value-of select="."/></span>
  </xsl:template>
  <xsl:template match="svg:g" mode="undrawn"/>
  <xsl:template match="*" mode="undrawn"><xsl:call-template name="report"/></xsl:template>

  <xsl:template match="svg:svg/svg:svg | svg:g | svg:line | svg:rect | svg:circle | svg:ellipse | svg:path | svg:polyline | svg:polygon">
    <xsl:element name="{local-name()}">
      <xsl:call-template name="drawn"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <!-- Each text of a drawing begins a word. -->
  <xsl:template match="svg:title | svg:desc | svg:text">
    <xsl:text> </xsl:text>
    <xsl:element name="{local-name()}">
      <xsl:call-template name="drawn"/>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>
  <xsl:template match="svg:tspan">
    <tspan>
      <xsl:call-template name="drawn"/>
      <xsl:apply-templates/>
    </tspan>
  </xsl:template>

  <xsl:template match="svg:*" mode="phrase" priority="0.1">
    <xsl:apply-templates select="."/>
  </xsl:template>

  <!-- Of anything else the words are kept; outside of texts they can only stand where they are not drawn. -->
  <xsl:template match="svg:*" priority="-0.2">
    <xsl:call-template name="report"/>
    <xsl:apply-templates/>
  </xsl:template>
  <xsl:template match="svg:*/*[not(self::svg:*)]" priority="3">
    <xsl:call-template name="report"/>
    <xsl:call-template name="undrawn"/>
  </xsl:template>
  <xsl:template match="svg:*/text()" name="undrawn" priority="3">
    <xsl:choose>
      <xsl:when test="ancestor::*[self::svg:text or self::svg:title or self::svg:desc] or not(normalize-space())">
        <xsl:value-of select="."/>
      </xsl:when>
      <xsl:otherwise><text display="none"><xsl:value-of select="."/></text></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="drawn">
    <xsl:for-each select="@*[namespace-uri() = ''][contains($drawing-attributes, concat(' ', local-name(), ' '))]">
      <xsl:call-template name="drawing-attribute"><xsl:with-param name="name" select="local-name()"/><xsl:with-param name="value" select="string()"/></xsl:call-template>
    </xsl:for-each>
    <xsl:if test="string-length(@style) &lt; 1000">
      <xsl:call-template name="drawing-style"><xsl:with-param name="style" select="string(@style)"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- “stroke-width: 5; stroke: black” as attributes, which a page's policy allows. -->
  <xsl:template name="drawing-style">
    <xsl:param name="style"/>
    <xsl:variable name="first" select="substring-before(concat($style, ';'), ';')"/>
    <xsl:variable name="name" select="normalize-space(substring-before($first, ':'))"/>
    <xsl:if test="$name != '' and contains($drawing-properties, concat(' ', $name, ' '))">
      <xsl:call-template name="drawing-attribute"><xsl:with-param name="name" select="$name"/><xsl:with-param name="value" select="substring-after($first, ':')"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="contains($style, ';')">
      <xsl:call-template name="drawing-style"><xsl:with-param name="style" select="substring-after($style, ';')"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- No value of those that draw has a colon; one in url() would be fetched. -->
  <xsl:template name="drawing-attribute">
    <xsl:param name="name"/>
    <xsl:param name="value"/>
    <xsl:if test="not(contains($value, ':') or contains(translate($value, 'URL', 'url'), 'url'))">
      <xsl:attribute name="{$name}"><xsl:value-of select="normalize-space($value)"/></xsl:attribute>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
