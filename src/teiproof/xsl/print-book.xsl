<?xml version="1.0" encoding="UTF-8"?>
<!--
  What a text is as a book, for pages of paper or of a reading system: title page, text, notes, corrections and
  colophon, one after the other in the element “book”, which teiproof.books makes a book of.

  In the text there is only what is read. What the source has for a correction stands in the list of corrections,
  the other readings of an app in its note.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:site="https://teiproof.github.io/ns/site"
  exclude-result-prefixes="tei site">

  <xsl:import href="site-text.xsl"/>
  <xsl:output method="xml" encoding="UTF-8" indent="no" omit-xml-declaration="yes"/>

  <!-- The images that the book has, by the addresses that the document gives them. -->
  <xsl:key name="image" match="site:image" use="@uri"/>

  <xsl:template match="/">
    <book>
      <xsl:call-template name="language-of-text"/>
      <xsl:call-template name="title-page"/>
      <xsl:call-template name="text"/>
      <xsl:call-template name="register"/>
      <xsl:call-template name="endnotes"/>
      <xsl:call-template name="corrections"/>
      <xsl:call-template name="colophon"/>
    </book>
  </xsl:template>

  <xsl:template name="title-page">
    <section class="title-page">
      <xsl:variable name="author"><xsl:call-template name="authors-as-read"/></xsl:variable>
      <xsl:if test="$author != ''"><p class="title-author"><xsl:value-of select="$author"/></p></xsl:if>
      <h1><xsl:call-template name="main-title"/></h1>
      <xsl:variable name="subtitle"><xsl:call-template name="subtitle"/></xsl:variable>
      <xsl:if test="$subtitle != ''"><p class="subtitle"><xsl:value-of select="$subtitle"/></p></xsl:if>
      <xsl:variable name="journal" select="normalize-space($print//tei:title[@level = 'j'][1])"/>
      <xsl:variable name="date" select="normalize-space($print//tei:imprint/tei:date)"/>
      <xsl:if test="$journal != ''">
        <p class="title-source">
          <cite><xsl:value-of select="$journal"/></cite>
          <xsl:if test="$date != ''"><xsl:value-of select="concat(', ', $date)"/></xsl:if>
        </p>
      </xsl:if>
      <xsl:variable name="publisher" select="normalize-space($file/tei:publicationStmt/tei:publisher)"/>
      <xsl:if test="$publisher != ''"><p class="title-publisher"><xsl:value-of select="$publisher"/></p></xsl:if>
    </section>
  </xsl:template>

  <xsl:template name="colophon">
    <section class="colophon" aria-labelledby="page:about">
      <h2 id="page:about"><xsl:value-of select="key('message', 'about-text')"/></h2>
      <dl class="about">
        <xsl:call-template name="language-of-text"/>
        <xsl:if test="$page/site:style/site:piece">
          <dt><xsl:value-of select="key('message', 'how-to-cite')"/></dt>
          <dd class="citation" lang="en"><xsl:for-each select="$page/site:style[1]"><xsl:call-template name="citation-text"/></xsl:for-each></dd>
        </xsl:if>
        <xsl:call-template name="header"><xsl:with-param name="header" select="/*/tei:teiHeader"/></xsl:call-template>
      </dl>
    </section>
  </xsl:template>

  <!-- The numbers of paragraphs are no links: one who reads a book is there already. -->
  <xsl:template name="number">
    <xsl:variable name="number" select="normalize-space(@n)"/>
    <xsl:if test="$number != ''">
      <span class="paragraph-number"><xsl:value-of select="$number"/></span>
      <xsl:text> </xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="alternatives">
    <xsl:param name="read"/>
    <xsl:apply-templates select="$read | text()[normalize-space()]" mode="phrase"/>
    <xsl:apply-templates select="tei:note[generate-id() != generate-id($read)]" mode="phrase"/>
  </xsl:template>

  <!-- An image that the book has; else its description, as on a page. -->
  <xsl:template match="tei:graphic[key('image', @url)] | tei:media[key('image', @url)]" mode="phrase" priority="1">
    <xsl:variable name="description" select="normalize-space(concat(../tei:figDesc, ' ', tei:desc))"/>
    <xsl:variable name="heading" select="normalize-space(../tei:head)"/>
    <img class="graphic" src="{key('image', @url)/@href}">
      <xsl:apply-templates select="@xml:id" mode="attribute"/>
      <xsl:attribute name="alt">
        <xsl:choose>
          <xsl:when test="$description != ''"><xsl:value-of select="$description"/></xsl:when>
          <xsl:when test="$heading != ''"><xsl:value-of select="$heading"/></xsl:when>
          <xsl:otherwise><xsl:value-of select="key('message', 'image')"/></xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
    </img>
  </xsl:template>

  <xsl:template match="tei:pb" mode="phrase">
    <xsl:variable name="n" select="normalize-space(@n)"/>
    <xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if>
    <span class="pb mark">
      <xsl:apply-templates select="@xml:id" mode="attribute"/>
      <xsl:if test="$n != ''">
        <xsl:attribute name="data-n"><xsl:value-of select="$n"/></xsl:attribute>
        <xsl:value-of select="concat('[', $n, ']')"/>
      </xsl:if>
    </span>
  </xsl:template>
</xsl:stylesheet>
