<?xml version="1.0" encoding="UTF-8"?>
<!-- What the head of the page says, from the header: title, Dublin Core, the citation_ names of Highwire Press. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <xsl:variable name="file" select="/*/tei:teiHeader/tei:fileDesc"/>
  <xsl:variable name="titles" select="$file/tei:titleStmt/tei:title"/>
  <xsl:variable name="authors" select="$file/tei:titleStmt/tei:author"/>
  <xsl:variable name="contributors" select="$file/tei:titleStmt/tei:editor | $file/tei:titleStmt/tei:respStmt/*[not(self::tei:resp or self::tei:note)]"/>
  <xsl:variable name="print" select="($file/tei:sourceDesc//tei:biblStruct | $file/tei:sourceDesc//tei:biblFull | $file/tei:sourceDesc//tei:bibl[@type])[1]"/>

  <xsl:template name="main-title">
    <xsl:variable name="title" select="normalize-space(($titles[@type = 'main'] | $titles[not(../tei:title[@type = 'main'])])[1])"/>
    <xsl:choose>
      <xsl:when test="$title != ''"><xsl:value-of select="$title"/></xsl:when>
      <xsl:otherwise><xsl:call-template name="label"><xsl:with-param name="of" select="'untitled'"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="subtitle">
    <xsl:for-each select="$titles[@type = 'sub' or @type = 'desc']">
      <xsl:if test="position() &gt; 1">. </xsl:if>
      <xsl:value-of select="normalize-space()"/>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="full-title">
    <xsl:variable name="title"><xsl:call-template name="main-title"/></xsl:variable>
    <xsl:variable name="subtitle"><xsl:call-template name="subtitle"/></xsl:variable>
    <xsl:value-of select="$title"/>
    <xsl:if test="$subtitle != ''">
      <xsl:if test="translate(substring($title, string-length($title)), '.!?:', '') != ''">:</xsl:if>
      <xsl:text> </xsl:text>
      <xsl:value-of select="$subtitle"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="author-names">
    <xsl:for-each select="$authors[normalize-space()]">
      <xsl:if test="position() &gt; 1">; </xsl:if>
      <xsl:call-template name="person-name"/>
    </xsl:for-each>
  </xsl:template>

  <!-- As they are read: “Serge, Victor” is Victor Serge. -->
  <xsl:template name="authors-as-read">
    <xsl:for-each select="$authors[normalize-space()]">
      <xsl:variable name="name"><xsl:call-template name="person-name"/></xsl:variable>
      <xsl:variable name="given" select="substring-after($name, ', ')"/>
      <xsl:if test="position() &gt; 1">; </xsl:if>
      <xsl:choose>
        <xsl:when test="$given != '' and translate($given, ',;(0123456789', '') = $given">
          <xsl:value-of select="concat($given, ' ', substring-before($name, ', '))"/>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="$name"/></xsl:otherwise>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <!-- The first name of a person or institution, turned as catalogues have it if its parts are tagged; without
       what stands beside it: identifiers, variants, notes, addresses. -->
  <xsl:template name="name-itself">
    <xsl:variable name="text">
      <xsl:for-each select="(tei:persName | tei:name | tei:orgName | self::*[not(tei:persName or tei:name or tei:orgName)])[1]">
        <xsl:choose>
          <xsl:when test="tei:surname and tei:forename">
            <xsl:apply-templates select="tei:surname" mode="name-part"/>
            <xsl:text>, </xsl:text>
            <xsl:apply-templates select="tei:forename | tei:nameLink" mode="name-part"/>
          </xsl:when>
          <xsl:otherwise>
            <xsl:apply-templates select="text() | *[not(self::tei:idno or self::tei:address or self::tei:email)]" mode="plain"/>
          </xsl:otherwise>
        </xsl:choose>
      </xsl:for-each>
    </xsl:variable>
    <xsl:value-of select="normalize-space($text)"/>
  </xsl:template>

  <xsl:template match="*" mode="name-part">
    <xsl:if test="position() &gt; 1"><xsl:text> </xsl:text></xsl:if>
    <xsl:apply-templates mode="plain"/>
  </xsl:template>

  <!-- The name without the remarks and dates that catalogues put behind it: “Serge, Victor (1890–1947)”. -->
  <xsl:template name="person-name">
    <xsl:variable name="whole"><xsl:call-template name="name-itself"/></xsl:variable>
    <xsl:variable name="name" select="substring-before(concat($whole, ' ['), ' [')"/>
    <xsl:variable name="undated">
      <xsl:choose>
        <xsl:when test="translate(substring-after($name, ' ('), '0123456789', '') != substring-after($name, ' (')">
          <xsl:value-of select="substring-before($name, ' (')"/>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="$name"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="family" select="substring-before(concat($undated, ','), ',')"/>
    <xsl:variable name="given" select="substring-before(concat(substring-after($undated, ','), ','), ',')"/>
    <xsl:variable name="rest" select="substring-after(substring-after($undated, ','), ',')"/>
    <xsl:value-of select="$family"/>
    <xsl:if test="normalize-space($given) != '' and translate($given, '0123456789', '') = $given">
      <xsl:value-of select="concat(',', $given)"/>
      <xsl:if test="normalize-space($rest) != '' and translate($rest, '0123456789', '') = $rest"><xsl:value-of select="concat(',', $rest)"/></xsl:if>
    </xsl:if>
  </xsl:template>

  <xsl:template name="page-language">
    <xsl:variable name="tag" select="(/*/@xml:lang | /*/tei:text/@xml:lang[not(/*/@xml:lang)] | /*/tei:teiHeader//tei:langUsage/tei:language[1]/@ident[not(/*/@xml:lang or /*/tei:text/@xml:lang)])[1]"/>
    <xsl:call-template name="language-tag"><xsl:with-param name="tag" select="$tag"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="metadata">
    <xsl:variable name="author"><xsl:call-template name="author-names"/></xsl:variable>
    <xsl:variable name="author-as-read"><xsl:call-template name="authors-as-read"/></xsl:variable>
    <xsl:variable name="title"><xsl:call-template name="full-title"/></xsl:variable>
    <xsl:variable name="language"><xsl:call-template name="page-language"/></xsl:variable>
    <xsl:text>&#10;</xsl:text>
    <meta name="viewport" content="width=device-width, initial-scale=1"/>
    <xsl:text>&#10;</xsl:text>
    <title>
      <xsl:value-of select="$title"/>
      <xsl:if test="$author-as-read != ''"><xsl:value-of select="concat(' · ', $author-as-read)"/></xsl:if>
    </title>
    <xsl:text>&#10;</xsl:text>
    <meta name="color-scheme" content="light dark"/>
    <xsl:text>&#10;</xsl:text>
    <meta name="generator" content="teiproof"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:call-template name="meta">
      <xsl:with-param name="name" select="'description'"/>
      <xsl:with-param name="content"><xsl:call-template name="description"/></xsl:with-param>
    </xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'author'"/><xsl:with-param name="content" select="$author"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.title'"/><xsl:with-param name="content" select="$title"/></xsl:call-template>
    <xsl:for-each select="$authors">
      <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.creator'"/><xsl:with-param name="content"><xsl:call-template name="person-name"/></xsl:with-param></xsl:call-template>
    </xsl:for-each>
    <xsl:for-each select="$contributors">
      <xsl:variable name="text" select="normalize-space()"/>
      <xsl:if test="generate-id() = generate-id($contributors[normalize-space() = $text][1])">
        <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.contributor'"/><xsl:with-param name="content"><xsl:call-template name="person-name"/></xsl:with-param></xsl:call-template>
      </xsl:if>
    </xsl:for-each>
    <xsl:variable name="publisher"><xsl:call-template name="publisher"/></xsl:variable>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.publisher'"/><xsl:with-param name="content" select="$publisher"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.date'"/><xsl:with-param name="content" select="($file/tei:publicationStmt/tei:date/@when | $file/tei:publicationStmt/tei:date[not(@when)])[1]"/></xsl:call-template>
    <xsl:for-each select="$file/tei:publicationStmt/tei:idno/descendant-or-self::tei:idno[not(tei:idno)]">
      <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.identifier'"/><xsl:with-param name="content" select="."/></xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.language'"/><xsl:with-param name="content" select="$language"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.rights'"/><xsl:with-param name="content" select="($file/tei:publicationStmt/tei:availability/tei:licence/@target | $file/tei:publicationStmt/tei:availability[not(tei:licence/@target)])[1]"/></xsl:call-template>
    <xsl:for-each select="/*/tei:teiHeader/tei:profileDesc/tei:textClass/tei:keywords//tei:term">
      <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.subject'"/><xsl:with-param name="content" select="."/></xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="citation"/>
    <xsl:variable name="licence">
      <xsl:call-template name="href"><xsl:with-param name="pointers" select="$file/tei:publicationStmt/tei:availability/tei:licence/@target"/></xsl:call-template>
    </xsl:variable>
    <xsl:if test="starts-with($licence, 'http')">
      <link rel="license" href="{$licence}"/>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
  </xsl:template>

  <!-- What Zotero and Scholar read: the printed article, as the source description has it. -->
  <xsl:template name="citation">
    <xsl:variable name="title"><xsl:call-template name="main-title"/></xsl:variable>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_title'"/><xsl:with-param name="content" select="$title"/></xsl:call-template>
    <xsl:for-each select="$authors">
      <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_author'"/><xsl:with-param name="content"><xsl:call-template name="person-name"/></xsl:with-param></xsl:call-template>
    </xsl:for-each>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_journal_title'"/><xsl:with-param name="content" select="$print//tei:title[@level = 'j'][1]"/></xsl:call-template>
    <xsl:variable name="printed" select="($print//tei:imprint/tei:date/@when | $print/tei:date/@when)[1]"/>
    <xsl:variable name="published" select="$file/tei:publicationStmt/tei:date[1]/@when[not($printed)]"/>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_publication_date'"/><xsl:with-param name="content" select="translate(substring-before(concat($printed | $published, 'T'), 'T'), '-', '/')"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_volume'"/><xsl:with-param name="content" select="$print//tei:biblScope[@unit = 'volume']/@n"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_issue'"/><xsl:with-param name="content" select="$print//tei:biblScope[@unit = 'issue']/@n"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_firstpage'"/><xsl:with-param name="content" select="$print//tei:biblScope[@unit = 'page']/@from"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_lastpage'"/><xsl:with-param name="content" select="$print//tei:biblScope[@unit = 'page']/@to"/></xsl:call-template>
    <xsl:variable name="language"><xsl:call-template name="page-language"/></xsl:variable>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_language'"/><xsl:with-param name="content" select="$language"/></xsl:call-template>
  </xsl:template>

  <xsl:template name="publisher">
    <xsl:for-each select="$file/tei:publicationStmt/tei:publisher[normalize-space()][1]"><xsl:call-template name="name-itself"/></xsl:for-each>
  </xsl:template>

  <xsl:template name="description">
    <xsl:variable name="abstract" select="normalize-space(/*/tei:teiHeader/tei:profileDesc/tei:abstract)"/>
    <xsl:choose>
      <xsl:when test="$abstract != ''"><xsl:value-of select="$abstract"/></xsl:when>
      <xsl:otherwise>
        <xsl:variable name="title"><xsl:call-template name="full-title"/></xsl:variable>
        <xsl:value-of select="$title"/>
        <xsl:variable name="journal" select="normalize-space($print//tei:title[@level = 'j'][1])"/>
        <xsl:variable name="date" select="normalize-space($print//tei:imprint/tei:date)"/>
        <xsl:if test="$journal != ''">
          <xsl:value-of select="concat('. ', $journal)"/>
          <xsl:if test="$date != ''"><xsl:value-of select="concat(', ', $date)"/></xsl:if>
        </xsl:if>
        <xsl:variable name="publisher"><xsl:call-template name="publisher"/></xsl:variable>
        <xsl:if test="$publisher != ''"><xsl:value-of select="concat('. ', $publisher)"/></xsl:if>
        <xsl:text>.</xsl:text>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="meta">
    <xsl:param name="name"/>
    <xsl:param name="content"/>
    <xsl:variable name="text" select="normalize-space($content)"/>
    <xsl:if test="$text != ''">
      <meta name="{$name}" content="{$text}"/>
      <xsl:text>&#10;</xsl:text>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
