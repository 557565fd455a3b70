<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!--
  The page of a text in a site. It has what the self-contained page (page.xsl) has, and what the site adds:
  navigation, switches, cards, citations, files, a list of the corrections.

  To change something, import this file as “teiproof:///xsl/site-text.xsl” and write only what differs; see the
  manual page of the site.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:site="https://teiproof.github.io/ns/site"
  exclude-result-prefixes="tei site">

  <xsl:import href="page.xsl"/>
  <xsl:import href="site-frame.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no"/>

  <xsl:variable name="text-language"><xsl:call-template name="page-language"/></xsl:variable>

  <xsl:template name="head-metadata">
    <xsl:call-template name="metadata"/>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'DC.identifier'"/><xsl:with-param name="content" select="$address"/></xsl:call-template>
    <xsl:call-template name="meta"><xsl:with-param name="name" select="'citation_fulltext_html_url'"/><xsl:with-param name="content" select="$address"/></xsl:call-template>
    <xsl:variable name="title"><xsl:call-template name="full-title"/></xsl:variable>
    <xsl:variable name="description"><xsl:call-template name="description"/></xsl:variable>
    <xsl:call-template name="open-graph">
      <xsl:with-param name="type" select="'article'"/>
      <xsl:with-param name="title" select="string($title)"/>
      <xsl:with-param name="description" select="string($description)"/>
    </xsl:call-template>
    <xsl:for-each select="$page/site:file">
      <link rel="alternate" type="{@type}" href="{@href}">
        <xsl:attribute name="title"><xsl:call-template name="file-name"/></xsl:attribute>
      </link>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="body">
    <main id="page:text">
      <!-- What the script says, and the citation that it completes. -->
      <xsl:attribute name="data-edited"><xsl:value-of select="key('message', 'edited')"/></xsl:attribute>
      <xsl:attribute name="data-close"><xsl:value-of select="key('message', 'close')"/></xsl:attribute>
      <xsl:attribute name="data-copy"><xsl:value-of select="key('message', 'copy')"/></xsl:attribute>
      <xsl:attribute name="data-copied"><xsl:value-of select="key('message', 'copied')"/></xsl:attribute>
      <xsl:attribute name="data-note"><xsl:value-of select="key('message', 'note')"/></xsl:attribute>
      <xsl:attribute name="data-cite"><xsl:value-of select="key('message', 'cite')"/></xsl:attribute>
      <xsl:attribute name="data-citation"><xsl:for-each select="$page/site:style[1]/site:piece"><xsl:value-of select="."/></xsl:for-each></xsl:attribute>
      <xsl:call-template name="title"/>
      <xsl:call-template name="contents"/>
      <xsl:call-template name="switches"/>
      <xsl:call-template name="text"/>
      <xsl:call-template name="register"/>
      <xsl:call-template name="endnotes"/>
      <xsl:call-template name="corrections"/>
    </main>
    <xsl:call-template name="colophon"/>
    <xsl:call-template name="cards"/>
  </xsl:template>

  <!-- The title of the page, where the text has none of its own. -->
  <xsl:template name="masthead"/>

  <xsl:template name="language-of-text">
    <xsl:attribute name="lang"><xsl:value-of select="$text-language"/></xsl:attribute>
    <xsl:if test="$text-language != ''">
      <xsl:attribute name="dir">
        <xsl:call-template name="direction"><xsl:with-param name="tag" select="$text-language"/></xsl:call-template>
      </xsl:attribute>
    </xsl:if>
  </xsl:template>

  <xsl:template name="text">
    <xsl:variable name="parts" select="/*[self::tei:TEI or self::tei:teiCorpus]/node()[self::* or self::text()[normalize-space()]]
      [not(self::tei:teiHeader or self::tei:standOff or self::tei:facsimile or self::tei:sourceDoc[../tei:text] or self::site:*)] | /*[not(self::tei:TEI or self::tei:teiCorpus)]"/>
    <xsl:if test="$parts">
      <div class="reading">
        <xsl:call-template name="language-of-text"/>
        <xsl:apply-templates select="/*/@xml:id" mode="attribute"/>
        <xsl:apply-templates select="$parts"/>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- Lists of which the site has no register stay here. -->
  <xsl:variable name="lists" select="/*/tei:standOff/*[starts-with(local-name(), 'list')][*[not(self::tei:head)]]
    [not(.//tei:person or .//tei:personGrp or .//tei:place or .//tei:org or .//tei:event or self::tei:listBibl or self::tei:listRelation)]"/>

  <xsl:template name="register">
    <xsl:if test="$lists or /*/tei:standOff/tei:note[not(@target)]">
      <div class="register">
        <xsl:call-template name="language-of-text"/>
        <xsl:apply-templates select="$lists" mode="register"/>
        <xsl:apply-templates select="/*/tei:standOff/tei:note[not(@target)]"/>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- Every paragraph can be cited: by its number if it has one. -->
  <xsl:template name="number">
    <xsl:variable name="number" select="normalize-space(@n)"/>
    <xsl:choose>
      <xsl:when test="@xml:id and not(ancestor::tei:note or ancestor::tei:teiHeader) and (self::tei:p or $number != '')">
        <a class="paragraph-number" href="#{@xml:id}">
          <xsl:choose>
            <xsl:when test="$number != ''"><xsl:value-of select="$number"/></xsl:when>
            <xsl:otherwise>
              <xsl:attribute name="class">paragraph-number unnumbered</xsl:attribute>
              <xsl:attribute name="aria-label"><xsl:value-of select="concat(key('message', 'paragraph-link'), ' ', translate(@xml:id, 'p:', ''))"/></xsl:attribute>
              <xsl:text>¶</xsl:text>
            </xsl:otherwise>
          </xsl:choose>
        </a>
      </xsl:when>
      <xsl:when test="$number != ''"><span class="paragraph-number"><xsl:value-of select="$number"/></span></xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Both readings of a place; the style sheet shows which is read. -->
  <xsl:template name="alternatives">
    <xsl:param name="read"/>
    <xsl:apply-templates select="$read | text()[normalize-space()]" mode="phrase"/>
    <xsl:apply-templates select="tei:note[generate-id() != generate-id($read)]" mode="phrase"/>
    <xsl:for-each select="*[generate-id() != generate-id($read)][not(self::tei:note)]">
      <span class="variant {local-name()}">
        <xsl:apply-templates select="@xml:id | @xml:lang" mode="attribute"/>
        <xsl:call-template name="variant-title"><xsl:with-param name="read" select="$read"/></xsl:call-template>
        <span class="bracket"><xsl:text> [</xsl:text></span>
        <xsl:if test="self::tei:sic or self::tei:orig">
          <span class="variant-label"><xsl:value-of select="concat(key('message', 'source'), ' ')"/></span>
        </xsl:if>
        <span class="variant-text">
          <xsl:choose>
            <xsl:when test="normalize-space() != '' or .//*"><xsl:apply-templates mode="phrase"/></xsl:when>
            <xsl:otherwise>–</xsl:otherwise>
          </xsl:choose>
        </span>
        <span class="bracket">]</span>
      </span>
    </xsl:for-each>
  </xsl:template>

  <!-- Switches work by JavaScript, which shows them. -->
  <xsl:template name="switches">
    <xsl:variable name="readings" select="boolean(/*//tei:text//*[self::tei:choice or self::tei:supplied or self::tei:surplus or self::tei:add])"/>
    <xsl:variable name="persons" select="boolean(/*//tei:text//*[self::tei:persName or self::tei:rs[@type = 'person'] or self::tei:name[@type = 'person']])"/>
    <xsl:variable name="places" select="boolean(/*//tei:text//*[self::tei:placeName or self::tei:settlement or self::tei:country or self::tei:rs[@type = 'place'] or self::tei:name[@type = 'place']])"/>
    <xsl:variable name="dates" select="boolean(/*//tei:text//*[self::tei:date or self::tei:time])"/>
    <xsl:if test="$readings or $persons or $places or $dates">
      <xsl:text>&#10;</xsl:text>
      <div class="switches" hidden="hidden">
        <xsl:if test="$readings">
          <div role="group" aria-labelledby="page:reading">
            <span id="page:reading" class="switch-label"><xsl:value-of select="key('message', 'reading')"/></span>
            <button type="button" data-reading="edited" aria-pressed="true"><xsl:value-of select="key('message', 'reading-edited')"/></button>
            <button type="button" data-reading="diplomatic" aria-pressed="false"><xsl:value-of select="key('message', 'reading-diplomatic')"/></button>
          </div>
        </xsl:if>
        <xsl:if test="$persons or $places or $dates">
          <div role="group" aria-labelledby="page:highlight">
            <span id="page:highlight" class="switch-label"><xsl:value-of select="key('message', 'highlight')"/></span>
            <xsl:if test="$persons"><button type="button" data-highlight="persons" aria-pressed="false"><xsl:value-of select="key('message', 'highlight-persons')"/></button></xsl:if>
            <xsl:if test="$places"><button type="button" data-highlight="places" aria-pressed="false"><xsl:value-of select="key('message', 'highlight-places')"/></button></xsl:if>
            <xsl:if test="$dates"><button type="button" data-highlight="dates" aria-pressed="false"><xsl:value-of select="key('message', 'highlight-dates')"/></button></xsl:if>
          </div>
        </xsl:if>
      </div>
    </xsl:if>
  </xsl:template>

  <!-- The notes are the editors' words in the language of the text. -->
  <xsl:template name="endnote">
    <xsl:variable name="number" select="position()"/>
    <xsl:text>&#10;</xsl:text>
    <li class="note">
      <xsl:attribute name="id">
        <xsl:call-template name="note-id"><xsl:with-param name="number" select="$number"/></xsl:call-template>
      </xsl:attribute>
      <div class="note-text">
        <xsl:call-template name="language-of-text"/>
        <xsl:apply-templates select="@xml:lang" mode="attribute"/>
        <xsl:choose>
          <xsl:when test="self::tei:app"><xsl:call-template name="apparatus"/></xsl:when>
          <xsl:when test="key('components-of-note', generate-id())"><xsl:apply-templates/></xsl:when>
          <xsl:otherwise><p><xsl:apply-templates mode="phrase"/></p></xsl:otherwise>
        </xsl:choose>
      </div>
      <p class="note-about">
        <xsl:variable name="about"><xsl:call-template name="note-about"/></xsl:variable>
        <xsl:value-of select="normalize-space($about)"/>
        <xsl:text> </xsl:text>
        <a href="#mark:{$number}" class="back" role="doc-backlink">
          <xsl:attribute name="aria-label">
            <xsl:value-of select="concat(key('message', 'back'), ', ', $number)"/>
          </xsl:attribute>
          <xsl:text>↩&#xFE0E;</xsl:text>
        </a>
      </p>
    </li>
  </xsl:template>

  <!-- What was corrected or supplied, by whom, how surely: a list, so that nobody needs a pointer to learn it. -->
  <xsl:template name="corrections">
    <xsl:variable name="all" select="/descendant::tei:text[not(ancestor::tei:text)]/descendant::*[
      (self::tei:choice[tei:sic or tei:corr]) or (self::tei:supplied and not(ancestor::tei:choice))]
      [not(ancestor::tei:note or ancestor::tei:app or ancestor::tei:choice)][normalize-space()]"/>
    <xsl:if test="$all">
      <xsl:text>&#10;</xsl:text>
      <section class="corrections" aria-labelledby="page:corrections">
        <h2 id="page:corrections"><xsl:value-of select="key('message', 'corrections')"/></h2>
        <ul class="plain">
          <xsl:for-each select="$all">
            <xsl:variable name="place" select="ancestor-or-self::*[@xml:id][self::tei:p or self::tei:ab or self::tei:lg or self::tei:l or self::tei:sp or self::tei:head or starts-with(local-name(), 'div')][1]"/>
            <li>
              <xsl:if test="$place">
                <a href="#{$place/@xml:id}">
                  <xsl:choose>
                    <xsl:when test="$place/@n"><xsl:value-of select="concat(key('message', 'paragraph'), ' ', $place/@n)"/></xsl:when>
                    <xsl:otherwise>¶</xsl:otherwise>
                  </xsl:choose>
                </a>
                <xsl:text> </xsl:text>
              </xsl:if>
              <xsl:choose>
                <xsl:when test="self::tei:supplied">
                  <b><xsl:call-template name="language-of-text"/><xsl:apply-templates mode="plain"/></b>
                  <xsl:text> </xsl:text>
                  <span class="kind"><xsl:value-of select="key('message', 'supplied')"/></span>
                </xsl:when>
                <xsl:otherwise>
                  <b><xsl:call-template name="language-of-text"/><xsl:apply-templates select="tei:corr[1] | tei:*[not(../tei:corr)][not(self::tei:sic)][1]" mode="plain"/></b>
                  <xsl:text> </xsl:text>
                  <span class="kind"><xsl:value-of select="concat(key('message', 'source'), ' ')"/></span>
                  <span><xsl:call-template name="language-of-text"/><xsl:apply-templates select="tei:sic[1]" mode="plain"/></span>
                </xsl:otherwise>
              </xsl:choose>
              <xsl:variable name="responsible">
                <xsl:for-each select="tei:corr[1] | self::tei:supplied"><xsl:call-template name="responsibility"/></xsl:for-each>
              </xsl:variable>
              <xsl:if test="$responsible != ''">
                <span class="kind"><xsl:value-of select="concat('; ', normalize-space($responsible))"/></span>
              </xsl:if>
            </li>
          </xsl:for-each>
        </ul>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- After the text: how to cite it, its files, its header. -->
  <xsl:template name="colophon">
    <xsl:text>&#10;</xsl:text>
    <section class="cite" aria-labelledby="page:cite">
      <h2 id="page:cite"><xsl:value-of select="key('message', 'cite-text')"/></h2>
      <p class="citation" lang="en"><xsl:for-each select="$page/site:style[1]"><xsl:call-template name="citation-text"/></xsl:for-each></p>
      <xsl:call-template name="citation-files"><xsl:with-param name="files" select="$page/site:file"/></xsl:call-template>
      <p class="more"><a href="cite.html#{substring-before($page/@href, '.html')}"><xsl:value-of select="key('message', 'how-to-cite')"/></a></p>
      <h2><xsl:value-of select="key('message', 'downloads')"/></h2>
      <xsl:call-template name="files"><xsl:with-param name="files" select="$page/site:file"/></xsl:call-template>
    </section>
    <xsl:variable name="rows"><xsl:call-template name="header"><xsl:with-param name="header" select="/*/tei:teiHeader"/></xsl:call-template></xsl:variable>
    <xsl:if test="normalize-space($rows) != ''">
      <section class="about" id="page:about" aria-labelledby="page:about-text">
        <h2 id="page:about-text"><xsl:value-of select="key('message', 'about-text')"/></h2>
        <dl>
          <xsl:call-template name="language-of-text"/>
          <xsl:copy-of select="$rows"/>
        </dl>
      </section>
    </xsl:if>
  </xsl:template>

  <!-- Short cards of what the names in the text mean, for JavaScript to show. -->
  <xsl:template name="cards">
    <xsl:for-each select="$page/site:card">
      <xsl:text>&#10;</xsl:text>
      <template data-card="{@href}">
        <p class="card-name">
          <xsl:value-of select="@name"/>
          <xsl:if test="@life"><span class="life"><xsl:value-of select="concat(' ', @life)"/></span></xsl:if>
        </p>
        <xsl:if test="site:about != ''"><p><xsl:value-of select="site:about"/></p></xsl:if>
      </template>
    </xsl:for-each>
  </xsl:template>
</xsl:stylesheet>
