<?xml version="1.0" encoding="UTF-8"?>
<!-- Markup that is not TEI's: examples of XML are shown as code, MathML is kept, SVG is drawn (drawings.xsl),
     anything else gives its text. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:eg="http://www.tei-c.org/ns/Examples"
  xmlns:m="http://www.w3.org/1998/Math/MathML" exclude-result-prefixes="tei eg m">

  <xsl:template match="eg:egXML">
    <xsl:text>&#10;</xsl:text>
    <pre class="egXML"><code><xsl:apply-templates mode="source"/></code></pre>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="eg:egXML" mode="phrase">
    <xsl:text>&#10;</xsl:text>
    <code class="egXML"><xsl:apply-templates mode="source"/></code>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- An element as it is written; its tags are marks, so that the words stay the words of the text. -->
  <xsl:template match="*" mode="source">
    <span class="tag mark">
      <xsl:text>&lt;</xsl:text>
      <xsl:value-of select="name()"/>
      <xsl:for-each select="@*">
        <xsl:value-of select="concat(' ', name(), '=&quot;', ., '&quot;')"/>
      </xsl:for-each>
      <xsl:if test="not(node())">/</xsl:if>
      <xsl:text>&gt;</xsl:text>
    </span>
    <xsl:if test="node()">
      <xsl:apply-templates mode="source"/>
      <span class="tag mark">&lt;/<xsl:value-of select="name()"/>&gt;</span>
    </xsl:if>
  </xsl:template>

  <!-- MathML's presentation elements; of their attributes none but those that only draw. -->
  <xsl:template match="m:*[contains(' math mi mn mo ms mtext mspace mrow mfrac msqrt mroot mstyle merror mpadded mphantom msub msup msubsup munder mover munderover mmultiscripts mprescripts mtable mtr mtd ', concat(' ', local-name(), ' '))]">
    <xsl:element name="{local-name()}">
      <xsl:for-each select="@mathvariant | @stretchy | @rowspan | @columnspan">
        <xsl:if test="not(parent::m:mi and local-name() = 'mathvariant' and . != 'normal')">
          <xsl:attribute name="{local-name()}"><xsl:value-of select="normalize-space()"/></xsl:attribute>
        </xsl:if>
      </xsl:for-each>
      <xsl:if test="self::m:math[@display = 'block']"><xsl:attribute name="display">block</xsl:attribute></xsl:if>
      <xsl:apply-templates/>
    </xsl:element>
  </xsl:template>

  <xsl:template match="m:*" mode="phrase">
    <xsl:apply-templates select="."/>
  </xsl:template>

  <!-- A fence that MathML Core no longer has. -->
  <xsl:template match="m:mfenced">
    <mrow>
      <mo class="mark"><xsl:value-of select="substring(concat(@open, '('), 1, 1)"/></mo>
      <xsl:apply-templates/>
      <mo class="mark"><xsl:value-of select="substring(concat(@close, ')'), 1, 1)"/></mo>
    </mrow>
  </xsl:template>
</xsl:stylesheet>
