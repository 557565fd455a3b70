<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!--
  Addresses. A pointer of the document becomes an href only if it is harmless (http, https, mailto, relative),
  is a valid URL, and, when it points into this page, if its target is there.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <!-- The address, ending in “/”, where files beside the document are found from the page (images, sources);
       without it they are named, and no link is made that might be dead. -->
  <xsl:param name="files"/>

  <!-- The href of the first of the pointers, or nothing. -->
  <xsl:template name="href">
    <xsl:param name="pointers"/>
    <!-- Browsers drop tabs and line feeds inside a URL, so a scheme may not be looked for before they are gone. -->
    <xsl:variable name="pointer" select="substring-before(concat(normalize-space($pointers), ' '), ' ')"/>
    <xsl:variable name="path" select="substring-before(concat(translate($pointer, '?#', '//'), '/'), '/')"/>
    <xsl:variable name="scheme" select="translate(substring-before($path, ':'), '&upper;', '&lower;')"/>
    <xsl:variable name="rest" select="substring-after($pointer, ':')"/>
    <xsl:variable name="escapes">
      <xsl:call-template name="broken-escape">
        <xsl:with-param name="text" select="$pointer"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:variable name="known">
      <xsl:call-template name="known-address">
        <xsl:with-param name="pointer" select="$pointer"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$known != ''"><xsl:value-of select="$known"/></xsl:when>
      <xsl:when test="$pointer = '' or contains($pointer, '\') or translate($pointer, '&lt;&gt;&quot;{}|^`[]', '') != $pointer"/>
      <xsl:when test="$escapes != ''"/>
      <xsl:when test="starts-with($pointer, '#')">
        <xsl:variable name="target" select="key('id', substring($pointer, 2))[1]"/>
        <xsl:variable name="shown">
          <xsl:apply-templates select="$target" mode="is-shown"/>
        </xsl:variable>
        <xsl:if test="$shown = 'yes'">
          <xsl:value-of select="$pointer"/>
        </xsl:if>
      </xsl:when>
      <xsl:when test="contains(substring-after($pointer, '#'), '#')"/>
      <xsl:when test="$scheme = 'http' or $scheme = 'https'">
        <xsl:variable name="host" select="substring-before(concat(translate(substring($rest, 3), '?#:', '///'), '/'), '/')"/>
        <xsl:if test="starts-with($rest, '//') and $host != '' and translate($host, '!$&amp;*()+,;=@%~', '') = $host
          and not(starts-with($host, '.')) and not(contains($host, '..'))">
          <xsl:value-of select="$pointer"/>
        </xsl:if>
      </xsl:when>
      <xsl:when test="$scheme = 'mailto'">
        <xsl:if test="contains($rest, '@')"><xsl:value-of select="$pointer"/></xsl:if>
      </xsl:when>
      <xsl:when test="contains($path, ':')"/>
      <xsl:when test="starts-with($pointer, '//')"/>
      <xsl:otherwise>
        <xsl:call-template name="page-of">
          <xsl:with-param name="pointer" select="$pointer"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The address of what a pointer means, where the layers above know it: those of a site do. -->
  <xsl:template name="known-address">
    <xsl:param name="pointer"/>
  </xsl:template>

  <!-- Not empty if a % begins no two hexadecimal digits. -->
  <xsl:template name="broken-escape">
    <xsl:param name="text"/>
    <xsl:if test="contains($text, '%')">
      <xsl:variable name="digits" select="substring(substring-after($text, '%'), 1, 2)"/>
      <xsl:choose>
        <xsl:when test="translate($digits, '0123456789ABCDEFabcdef', 'hhhhhhhhhhhhhhhhhhhhhh') != 'hh'">broken</xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="broken-escape">
            <xsl:with-param name="text" select="substring-after($text, '%')"/>
          </xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <!-- A TEI file beside this one is read as its page. Where other files beside it will be is not known here. -->
  <xsl:template name="page-of">
    <xsl:param name="pointer"/>
    <xsl:variable name="file" select="substring-before(concat($pointer, '#'), '#')"/>
    <xsl:variable name="fragment" select="substring($pointer, string-length($file) + 1)"/>
    <xsl:variable name="suffix" select="substring($file, string-length($file) - 3)"/>
    <xsl:choose>
      <xsl:when test="$suffix = '.xml' or $suffix = '.tei'">
        <xsl:value-of select="concat(substring($file, 1, string-length($file) - 4), '.html', $fragment)"/>
      </xsl:when>
      <xsl:when test="$files != ''">
        <xsl:value-of select="concat($files, $pointer)"/>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Does an element become an element with an id on this page? -->
  <xsl:template match="*" mode="is-shown">
    <xsl:if test="not(ancestor-or-self::*[self::tei:facsimile or self::tei:sourceDoc or self::tei:index
      or self::tei:figDesc or self::tei:interp or self::tei:interpGrp or self::tei:span or self::tei:spanGrp
      or self::tei:link or self::tei:linkGrp or self::tei:join or self::tei:joinGrp or self::tei:timeline
      or self::tei:alt or self::tei:altGrp or self::tei:certainty or self::tei:precision or self::tei:respons
      or self::tei:xenoData or self::tei:app or self::tei:choice or self::tei:fs or self::tei:fLib
      or self::tei:annotation or self::tei:substJoin or self::tei:listTranspose or self::tei:TEI[parent::*]
      or self::tei:teiHeader or self::tei:witDetail])">yes</xsl:if>
  </xsl:template>

  <xsl:template match="tei:titleStmt//* | tei:sourceDesc//* | tei:particDesc//* | tei:settingDesc//*" mode="is-shown" priority="1">
    <xsl:variable name="record" select="ancestor-or-self::*[self::tei:respStmt or self::tei:bibl or self::tei:biblStruct
      or self::tei:person or self::tei:place or self::tei:org or self::tei:personGrp or self::tei:witness or self::tei:msDesc]"/>
    <xsl:if test="$record">yes</xsl:if>
  </xsl:template>

  <!-- A link, where there is an address and nothing inside would be a link again; else a span. -->
  <xsl:template name="link">
    <xsl:param name="pointers"/>
    <xsl:param name="class"/>
    <xsl:param name="title"/>
    <xsl:param name="element" select="'span'"/>
    <xsl:variable name="href">
      <xsl:call-template name="href">
        <xsl:with-param name="pointers" select="$pointers"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$href = ''">
        <xsl:call-template name="span">
          <xsl:with-param name="element" select="$element"/>
          <xsl:with-param name="class" select="$class"/>
          <xsl:with-param name="title" select="$title"/>
        </xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="inner" select="boolean(* and &links;)"/>
        <xsl:variable name="outer">
          <xsl:choose>
            <xsl:when test="$inner or $element != 'span'"><xsl:value-of select="$element"/></xsl:when>
            <xsl:otherwise>a</xsl:otherwise>
          </xsl:choose>
        </xsl:variable>
        <xsl:element name="{$outer}">
          <xsl:call-template name="attributes">
            <xsl:with-param name="class" select="$class"/>
          </xsl:call-template>
          <xsl:if test="$title != ''">
            <xsl:attribute name="title"><xsl:value-of select="normalize-space($title)"/></xsl:attribute>
          </xsl:if>
          <xsl:choose>
            <xsl:when test="$outer = 'a'">
              <xsl:attribute name="href"><xsl:value-of select="$href"/></xsl:attribute>
              <xsl:apply-templates mode="phrase"/>
            </xsl:when>
            <xsl:when test="$inner">
              <xsl:apply-templates mode="linked">
                <xsl:with-param name="href" select="string($href)"/>
              </xsl:apply-templates>
            </xsl:when>
            <xsl:otherwise>
              <a href="{$href}"><xsl:apply-templates mode="phrase"/></a>
            </xsl:otherwise>
          </xsl:choose>
        </xsl:element>
        <xsl:call-template name="annotations"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- In a name that holds other links, its own words are the link. -->
  <xsl:template match="text()" mode="linked">
    <xsl:param name="href"/>
    <xsl:choose>
      <xsl:when test="string-length(translate(normalize-space(), ' .,;:!?’‘“”()[]-–—', '')) &gt; 1">
        <!-- White space at the borders stays outside, so that a rule under the link ends with the word. -->
        <xsl:if test="normalize-space(substring(., 1, 1)) = ''"><xsl:text> </xsl:text></xsl:if>
        <a href="{$href}"><xsl:value-of select="normalize-space()"/></a>
        <xsl:if test="normalize-space(substring(., string-length())) = ''"><xsl:text> </xsl:text></xsl:if>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="*" mode="linked">
    <xsl:param name="href"/>
    <xsl:choose>
      <xsl:when test="@ref or @target or @facs or @url or @xml:id or self::tei:note or * or not(text())">
        <xsl:apply-templates select="." mode="phrase"/>
      </xsl:when>
      <xsl:when test="self::tei:hi or self::tei:emph or self::tei:foreign or self::tei:surname or self::tei:forename or self::tei:roleName">
        <a href="{$href}"><xsl:apply-templates select="." mode="phrase"/></a>
      </xsl:when>
      <xsl:otherwise>
        <xsl:apply-templates select="." mode="phrase"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
