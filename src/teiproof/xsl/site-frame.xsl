<?xml version="1.0" encoding="UTF-8"?>
<!--
  What all pages of a site share: head, navigation, foot, and the words of the interface.

  A page is made from its data (teiproof.pages): site:page, the root of the tree or, for a text, the last child of
  the text's own root. It holds messages, the items of the navigation, links (what a pointer of the document means
  on this page), cards, citations and files.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:site="https://teiproof.github.io/ns/site"
  exclude-result-prefixes="tei site">

  <xsl:key name="message" match="site:message" use="@of"/>
  <xsl:key name="link" match="site:link" use="@uri"/>

  <xsl:variable name="page" select="/site:page | /*/site:page"/>

  <!-- The URL at which the edition is published, with a slash at its end; nothing if it is not known. -->
  <xsl:param name="base"/>

  <xsl:variable name="address">
    <xsl:if test="$base != ''">
      <xsl:value-of select="$base"/>
      <xsl:if test="$page/@href != 'index.html'"><xsl:value-of select="$page/@href"/></xsl:if>
    </xsl:if>
  </xsl:variable>

  <!-- The data of a page is no text. -->
  <xsl:template match="site:*"/>
  <xsl:template match="site:*" mode="phrase"/>
  <xsl:template match="site:*" mode="plain"/>

  <!-- Words -->

  <xsl:template name="label">
    <xsl:param name="of"/>
    <xsl:variable name="name" select="string($of)"/>
    <xsl:choose>
      <xsl:when test="key('message', $name)"><xsl:value-of select="key('message', $name)"/></xsl:when>
      <xsl:when test="starts-with($name, 'name-') or starts-with($name, 'note-')">
        <xsl:call-template name="label"><xsl:with-param name="of" select="substring($name, 6)"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="starts-with($name, 'entry-')">
        <xsl:call-template name="label"><xsl:with-param name="of" select="substring($name, 7)"/></xsl:call-template>
      </xsl:when>
      <!-- A word of the document itself: parentOf, parent_of → parent of. -->
      <xsl:otherwise>
        <xsl:call-template name="words"><xsl:with-param name="name" select="translate($name, '_-', '  ')"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 1936-08-25 → 25 August 1936, as the language has it. -->
  <xsl:template name="day">
    <xsl:param name="value"/>
    <xsl:variable name="shape" select="translate($value, '0123456789', 'dddddddddd')"/>
    <xsl:variable name="month" select="substring($value, 6, 2)"/>
    <xsl:choose>
      <xsl:when test="$shape = 'dddd-dd-dd' and $month &gt; 0 and $month &lt; 13">
        <xsl:value-of select="number(substring($value, 9))"/>
        <xsl:value-of select="key('message', 'after-day')"/>
        <xsl:value-of select="concat(' ', key('message', concat('month-', $month)), ' ', substring($value, 1, 4))"/>
      </xsl:when>
      <xsl:when test="$shape = 'dddd-dd' and $month &gt; 0 and $month &lt; 13">
        <xsl:value-of select="concat(key('message', concat('year-month-', $month)), ' ', substring($value, 1, 4))"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$value"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Links -->

  <xsl:template name="known-address">
    <xsl:param name="pointer"/>
    <xsl:value-of select="key('link', $pointer)/@href"/>
  </xsl:template>

  <!-- What the site does not know it has not. -->
  <xsl:template name="page-of"/>

  <!-- The page -->

  <xsl:template match="/">
    <xsl:text disable-output-escaping="yes">&lt;!DOCTYPE html&gt;
</xsl:text>
    <html lang="{$page/@lang}" dir="ltr">
      <xsl:text>&#10;</xsl:text>
      <head>
        <xsl:call-template name="site-head"/>
      </head>
      <xsl:text>&#10;</xsl:text>
      <body class="{$page/@kind}-page">
        <xsl:text>&#10;</xsl:text>
        <a class="skip" href="#page:text"><xsl:call-template name="label"><xsl:with-param name="of" select="'skip'"/></xsl:call-template></a>
        <xsl:call-template name="site-header"/>
        <xsl:text>&#10;</xsl:text>
        <xsl:call-template name="body"/>
        <xsl:call-template name="site-footer"/>
        <xsl:text>&#10;</xsl:text>
      </body>
      <xsl:text>&#10;</xsl:text>
    </html>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="site-head">
    <xsl:text>&#10;</xsl:text>
    <xsl:call-template name="policy"/>
    <xsl:call-template name="head-metadata"/>
    <xsl:if test="$base != ''">
      <link rel="canonical" href="{$address}"/>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
    <link rel="stylesheet" href="site.css"/>
    <xsl:text>&#10;</xsl:text>
    <script src="site.js" defer="defer"><xsl:text> </xsl:text></script>
    <xsl:text>&#10;</xsl:text>
    <xsl:for-each select="$page/site:json">
      <script type="application/ld+json"><xsl:value-of select="." disable-output-escaping="yes"/></script>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>

  <!-- Only the files beside the page may run or give it its look, whatever a document may have smuggled in. Of a page
       on a disk not all browsers say that it is of one origin with the files beside it; hence file:. -->
  <xsl:template name="policy">
    <meta http-equiv="Content-Security-Policy">
      <xsl:attribute name="content">
        <xsl:text>default-src 'none'; base-uri 'none'; form-action 'none'; img-src 'self' file:; style-src 'self' file:; script-src 'self' file:</xsl:text>
        <xsl:for-each select="$page/site:json"><xsl:value-of select="concat(&quot; 'sha256-&quot;, @sha256, &quot;'&quot;)"/></xsl:for-each>
        <xsl:value-of select="$page/@policy"/>
      </xsl:attribute>
    </meta>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="head-metadata">
    <xsl:variable name="title"><xsl:call-template name="site-title"/></xsl:variable>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <xsl:text>&#10;</xsl:text>
    <title><xsl:value-of select="$title"/></title>
    <xsl:text>&#10;</xsl:text>
    <meta name="color-scheme" content="light dark"/>
    <xsl:text>&#10;</xsl:text>
    <meta name="generator" content="teiproof"/>
    <xsl:text>&#10;</xsl:text>
    <meta name="DC.title" content="{$title}"/>
    <xsl:text>&#10;</xsl:text>
    <meta name="DC.language" content="{$page/@lang}"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:call-template name="open-graph">
      <xsl:with-param name="type" select="'website'"/>
      <xsl:with-param name="title" select="string($title)"/>
    </xsl:call-template>
  </xsl:template>

  <xsl:template name="site-title">
    <xsl:if test="$page/@title"><xsl:value-of select="concat($page/@title, ' · ')"/></xsl:if>
    <xsl:value-of select="$page/@name"/>
  </xsl:template>

  <xsl:template name="open-graph">
    <xsl:param name="type"/>
    <xsl:param name="title"/>
    <xsl:param name="description"/>
    <meta property="og:type" content="{$type}"/>
    <xsl:text>&#10;</xsl:text>
    <meta property="og:title" content="{$title}"/>
    <xsl:text>&#10;</xsl:text>
    <meta property="og:site_name" content="{$page/@name}"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:if test="$base != ''">
      <meta property="og:url" content="{$address}"/>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
    <xsl:if test="contains($page/@lang, '-')">
      <meta property="og:locale" content="{translate($page/@lang, '-', '_')}"/>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
    <xsl:if test="$description != ''">
      <meta property="og:description" content="{normalize-space($description)}"/>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <xsl:template name="site-header">
    <xsl:text>&#10;</xsl:text>
    <header class="site-header">
      <p class="site-name"><a href="index.html"><xsl:value-of select="$page/@name"/></a></p>
      <nav>
        <xsl:attribute name="aria-label"><xsl:value-of select="key('message', 'navigation')"/></xsl:attribute>
        <ul>
          <xsl:for-each select="$page/site:item">
            <li>
              <a href="{@href}">
                <xsl:if test="@href = $page/@href"><xsl:attribute name="aria-current">page</xsl:attribute></xsl:if>
                <xsl:value-of select="key('message', @label)"/>
              </a>
            </li>
          </xsl:for-each>
        </ul>
      </nav>
    </header>
  </xsl:template>

  <xsl:template name="site-footer">
    <xsl:text>&#10;</xsl:text>
    <footer class="site-footer">
      <p>
        <a href="index.html"><xsl:value-of select="$page/@name"/></a>
        <xsl:text> · </xsl:text>
        <xsl:value-of select="key('message', 'made-with')"/>
      </p>
    </footer>
  </xsl:template>

  <!-- Texts of one title are told apart by the names of their pages. -->
  <xsl:key name="title" match="site:text" use="@title"/>
  <xsl:template name="same-title">
    <xsl:if test="key('title', @title)[2]"><span class="count"><xsl:value-of select="concat(' ', substring-before(@href, '.html'))"/></span></xsl:if>
  </xsl:template>

  <!-- Citations and files -->

  <xsl:template name="citations">
    <xsl:param name="styles"/>
    <dl class="citations">
      <xsl:for-each select="$styles">
        <dt><xsl:value-of select="@name"/></dt>
        <dd lang="en"><xsl:call-template name="citation-text"/></dd>
      </xsl:for-each>
    </dl>
  </xsl:template>

  <xsl:template name="citation-text">
    <xsl:for-each select="site:piece">
      <xsl:choose>
        <xsl:when test="@italic"><cite><xsl:value-of select="."/></cite></xsl:when>
        <xsl:otherwise><xsl:value-of select="."/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- Files that a page offers: those to be read in one line, those for programs folded away. -->
  <xsl:template name="files">
    <xsl:param name="files"/>
    <xsl:call-template name="file-line"><xsl:with-param name="files" select="$files[@use = 'read']"/></xsl:call-template>
    <xsl:variable name="data" select="$files[@use = 'data']"/>
    <xsl:if test="$data">
      <details class="data">
        <summary><xsl:value-of select="key('message', 'files-data')"/></summary>
        <dl>
          <xsl:for-each select="$data">
            <xsl:variable name="label" select="@label"/>
            <xsl:if test="generate-id() = generate-id($data[@label = $label][1])">
              <dt><xsl:value-of select="key('message', @label)"/></dt>
              <dd><xsl:call-template name="file-line"><xsl:with-param name="files" select="$data[@label = $label]"/></xsl:call-template></dd>
            </xsl:if>
          </xsl:for-each>
        </dl>
      </details>
    </xsl:if>
  </xsl:template>

  <!-- The files for reference managers. -->
  <xsl:template name="citation-files">
    <xsl:param name="files"/>
    <xsl:call-template name="file-line"><xsl:with-param name="files" select="$files[@use = 'cite']"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="file-name">
    <xsl:choose>
      <xsl:when test="key('message', @name)"><xsl:value-of select="key('message', @name)"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@name"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="file-line">
    <xsl:param name="files"/>
    <xsl:if test="$files">
      <ul class="files">
        <xsl:for-each select="$files">
          <li>
            <a href="{@href}" type="{@type}" download=""><xsl:call-template name="file-name"/></a>
          </li>
        </xsl:for-each>
      </ul>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
