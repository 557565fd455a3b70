<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY css SYSTEM "../assets/page.css">
  <!ENTITY css-hash SYSTEM "../assets/page.css.sha256">
]>
<!--
  The layer of the page: head, masthead, contents, text, notes, register, “About this document”.

  The style sheet is ../assets/page.css, taken in as an entity when the stylesheet is read, so that nothing is
  fetched later. A page may have another: give the parameters css and css-hash (base64 of its SHA-256; without
  it the policy allows any style in the page).
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <xsl:import href="notes.xsl"/>
  <xsl:include href="metadata.xsl"/>
  <xsl:include href="about.xsl"/>

  <xsl:param name="css">&css;</xsl:param>
  <xsl:param name="css-hash">&css-hash;</xsl:param>

  <xsl:template match="/">
    <xsl:text disable-output-escaping="yes">&lt;!DOCTYPE html&gt;
</xsl:text>
    <html>
      <xsl:variable name="language"><xsl:call-template name="page-language"/></xsl:variable>
      <!-- Nothing is guessed: lang="" says that the language is not known. -->
      <xsl:attribute name="lang"><xsl:value-of select="$language"/></xsl:attribute>
      <xsl:if test="$language != ''">
        <xsl:attribute name="dir"><xsl:call-template name="direction"><xsl:with-param name="tag" select="$language"/></xsl:call-template></xsl:attribute>
      </xsl:if>
      <xsl:text>&#10;</xsl:text>
      <head>
        <xsl:call-template name="metadata"/>
        <xsl:call-template name="policy"/>
        <!-- Without white space at its end: the Nu checker takes the hash of what it has trimmed. -->
        <style>
          <xsl:choose>
            <xsl:when test="substring($css, string-length($css)) = '&#10;'">
              <xsl:value-of select="substring($css, 1, string-length($css) - 1)" disable-output-escaping="yes"/>
            </xsl:when>
            <xsl:otherwise><xsl:value-of select="$css" disable-output-escaping="yes"/></xsl:otherwise>
          </xsl:choose>
        </style>
        <xsl:text>&#10;</xsl:text>
      </head>
      <xsl:text>&#10;</xsl:text>
      <body>
        <xsl:call-template name="body"/>
      </body>
      <xsl:text>&#10;</xsl:text>
    </html>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- Nothing is loaded and nothing runs, whatever a document may have smuggled in. -->
  <xsl:template name="policy">
    <meta http-equiv="Content-Security-Policy">
      <xsl:attribute name="content">
        <xsl:text>default-src 'none'; base-uri 'none'; form-action 'none'; style-src </xsl:text>
        <xsl:choose>
          <xsl:when test="normalize-space($css-hash) != ''">'sha256-<xsl:value-of select="normalize-space($css-hash)"/>'</xsl:when>
          <xsl:otherwise>'unsafe-inline'</xsl:otherwise>
        </xsl:choose>
      </xsl:attribute>
    </meta>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="body">
    <xsl:text>&#10;</xsl:text>
    <a class="skip" href="#page:text"><xsl:call-template name="label"><xsl:with-param name="of" select="'skip'"/></xsl:call-template></a>
    <xsl:call-template name="masthead"/>
    <xsl:text>&#10;</xsl:text>
    <main id="page:text">
      <xsl:call-template name="title"/>
      <xsl:call-template name="contents"/>
      <xsl:call-template name="text"/>
      <xsl:call-template name="register"/>
      <xsl:call-template name="endnotes"/>
    </main>
    <xsl:call-template name="about"/>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <!-- The words of the document and nothing else: what a reader would copy out. -->
  <xsl:template name="text">
    <xsl:variable name="parts" select="/*[self::tei:TEI or self::tei:teiCorpus]/node()[self::* or self::text()[normalize-space()]]
      [not(self::tei:teiHeader or self::tei:standOff or self::tei:facsimile or self::tei:sourceDoc[../tei:text])] | /*[not(self::tei:TEI or self::tei:teiCorpus)]"/>
    <xsl:if test="$parts">
      <div class="reading">
        <xsl:apply-templates select="/*/@xml:id" mode="attribute"/>
        <xsl:apply-templates select="$parts"/>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- A quiet line over the page: whose text, of what edition. -->
  <xsl:template name="masthead">
    <xsl:text>&#10;</xsl:text>
    <header class="masthead">
      <p>
        <xsl:variable name="author"><xsl:call-template name="authors-as-read"/></xsl:variable>
        <xsl:if test="$title-heading and $author != ''">
          <span class="masthead-author"><xsl:value-of select="$author"/></span>
          <xsl:text> </xsl:text>
        </xsl:if>
        <xsl:if test="$title-heading">
          <span class="masthead-title"><xsl:call-template name="full-title"/></span>
          <xsl:text> </xsl:text>
        </xsl:if>
        <a href="#page:about"><xsl:call-template name="label"><xsl:with-param name="of" select="'about'"/></xsl:call-template></a>
      </p>
    </header>
  </xsl:template>

  <!-- The title from the header, where the text has no title of its own to be the h1. -->
  <xsl:template name="title">
    <xsl:if test="not($title-heading)">
      <xsl:text>&#10;</xsl:text>
      <header class="title">
        <xsl:variable name="author"><xsl:call-template name="authors-as-read"/></xsl:variable>
        <xsl:if test="$author != ''"><p class="title-author"><xsl:value-of select="$author"/></p></xsl:if>
        <h1><xsl:call-template name="main-title"/></h1>
        <xsl:variable name="subtitle"><xsl:call-template name="subtitle"/></xsl:variable>
        <xsl:if test="$subtitle != ''"><p class="subtitle"><xsl:value-of select="$subtitle"/></p></xsl:if>
      </header>
    </xsl:if>
  </xsl:template>

  <xsl:variable name="lists" select="/*/tei:standOff/*[starts-with(local-name(), 'list')][*[not(self::tei:head)]]"/>

  <!-- Contents: the headed divisions of one text, or the lists of a register. -->
  <xsl:template name="contents">
    <xsl:variable name="divisions" select="$texts[count($texts) = 1]/*/*[starts-with(local-name(), 'div')][tei:head[normalize-space()]][tei:head[generate-id() != $title-heading-id]]
      | $title-heading[self::tei:head]/parent::*[starts-with(local-name(), 'div')]/*[starts-with(local-name(), 'div')][tei:head[normalize-space()]]"/>
    <xsl:variable name="in-corpus" select="/tei:teiCorpus/tei:TEI[tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:title[1][normalize-space()]][tei:text]"/>
    <xsl:if test="count($divisions) &gt; 1 or count($in-corpus) &gt; 1 or (count($lists) &gt; 1 and not($texts))">
      <xsl:text>&#10;</xsl:text>
      <!-- Where the text has its title itself, its contents say first of what they are. -->
      <xsl:if test="$title-heading"><p class="contents-of"><xsl:call-template name="main-title"/></p></xsl:if>
      <nav class="contents" aria-labelledby="page:contents">
        <h2 id="page:contents"><xsl:call-template name="label"><xsl:with-param name="of" select="'contents'"/></xsl:call-template></h2>
        <!-- The sections of sections, unless there are too many to be looked over. -->
        <xsl:variable name="inner" select="$divisions/*[self::tei:div or self::tei:div1 or self::tei:div2][tei:head[normalize-space()]]"/>
        <xsl:variable name="is-short" select="count($inner) &lt; 40"/>
        <ol>
          <xsl:for-each select="$divisions">
            <xsl:variable name="within" select="*[self::tei:div or self::tei:div1 or self::tei:div2][tei:head[normalize-space()]]"/>
            <li>
              <xsl:call-template name="contents-link"/>
              <xsl:if test="$is-short and count($within) &gt; 1">
                <ol><xsl:for-each select="$within"><li><xsl:call-template name="contents-link"/></li></xsl:for-each></ol>
              </xsl:if>
            </li>
          </xsl:for-each>
          <xsl:for-each select="$in-corpus">
            <li>
              <a>
                <xsl:attribute name="href">#<xsl:call-template name="text-id"/></xsl:attribute>
                <xsl:value-of select="normalize-space(tei:teiHeader/tei:fileDesc/tei:titleStmt/tei:title[1])"/>
              </a>
            </li>
          </xsl:for-each>
          <xsl:for-each select="$lists">
            <li>
              <a>
                <xsl:attribute name="href">#<xsl:call-template name="list-id"/></xsl:attribute>
                <xsl:call-template name="list-title"/>
              </a>
            </li>
          </xsl:for-each>
        </ol>
      </nav>
    </xsl:if>
  </xsl:template>

  <xsl:template name="contents-link">
    <a>
      <xsl:attribute name="href">#<xsl:call-template name="division-id"/></xsl:attribute>
      <xsl:variable name="heading"><xsl:apply-templates select="tei:head[normalize-space()][1]" mode="plain"/></xsl:variable>
      <xsl:value-of select="normalize-space($heading)"/>
    </a>
  </xsl:template>

  <!-- “ id:number … ” for the headed divisions, as for notes. -->
  <xsl:variable name="sections">
    <xsl:text> </xsl:text>
    <xsl:for-each select="$texts[count($texts) = 1]/descendant::*[self::tei:div or self::tei:div1 or self::tei:div2][tei:head][not(@xml:id)]">
      <xsl:value-of select="concat(generate-id(), ':', position(), ' ')"/>
    </xsl:for-each>
  </xsl:variable>

  <xsl:template name="division-id">
    <xsl:choose>
      <xsl:when test="@xml:id"><xsl:value-of select="@xml:id"/></xsl:when>
      <xsl:otherwise>
        <xsl:value-of select="concat('section:', substring-before(substring-after($sections, concat(' ', generate-id(), ':')), ' '))"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A division in the contents needs an address. -->
  <xsl:template name="identity">
    <xsl:apply-templates select="@xml:id | @xml:lang" mode="attribute"/>
    <xsl:if test="not(@xml:id) and tei:head and (self::tei:div or self::tei:div1 or self::tei:div2) and count($texts) = 1 and count(ancestor::tei:text) = 1">
      <xsl:attribute name="id"><xsl:call-template name="division-id"/></xsl:attribute>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
