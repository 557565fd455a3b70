<?xml version="1.0" encoding="UTF-8"?>
<!-- A register of a site: its entries from A to Z, each with every mention in context. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:site="https://teiproof.github.io/ns/site"
  exclude-result-prefixes="tei site">

  <xsl:import href="page.xsl"/>
  <xsl:import href="site-frame.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no"/>

  <xsl:template name="body">
    <main id="page:text">
      <h1><xsl:value-of select="$page/@title"/></h1>
      <xsl:if test="count($page/site:letter) &gt; 1">
        <nav class="alphabet">
          <xsl:attribute name="aria-label"><xsl:value-of select="key('message', 'alphabet')"/></xsl:attribute>
          <ul>
            <xsl:for-each select="$page/site:letter">
              <li><a href="#{@id}"><xsl:value-of select="@name"/></a></li>
            </xsl:for-each>
          </ul>
        </nav>
      </xsl:if>
      <div class="switches" hidden="hidden">
        <div role="group" aria-labelledby="page:sort">
          <span id="page:sort" class="switch-label"><xsl:value-of select="key('message', 'sort-by')"/></span>
          <button type="button" data-sort="name" aria-pressed="true"><xsl:value-of select="key('message', 'sort-name')"/></button>
          <xsl:if test="$page/site:entry[@date != '']">
            <button type="button" data-sort="date" aria-pressed="false"><xsl:value-of select="key('message', 'sort-date')"/></button>
          </xsl:if>
          <button type="button" data-sort="mentions" aria-pressed="false"><xsl:value-of select="key('message', 'sort-mentions')"/></button>
        </div>
      </div>
      <div class="register entries">
        <xsl:apply-templates select="$page/site:entry | $page/site:letter" mode="list"/>
      </div>
    </main>
    <xsl:if test="$page/site:file">
      <section class="cite" aria-labelledby="page:files">
        <h2 id="page:files"><xsl:value-of select="key('message', 'downloads')"/></h2>
        <xsl:call-template name="files"><xsl:with-param name="files" select="$page/site:file"/></xsl:call-template>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template match="site:letter" mode="list">
    <xsl:text>&#10;</xsl:text>
    <p class="letter" id="{@id}"><xsl:value-of select="@name"/></p>
  </xsl:template>

  <xsl:template match="site:entry" mode="list">
    <xsl:text>&#10;</xsl:text>
    <div class="entry-block" data-date="{@date}" data-mentions="{count(site:mention)}">
      <xsl:apply-templates select="tei:*" mode="entry"><xsl:with-param name="level" select="2"/></xsl:apply-templates>
      <xsl:call-template name="mentions"/>
    </div>
  </xsl:template>

  <xsl:template name="unnamed">
    <xsl:choose>
      <xsl:when test="parent::site:entry"><xsl:value-of select="parent::site:entry/@name"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="@xml:id"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="mentions">
    <xsl:choose>
      <xsl:when test="site:mention">
        <details class="mentions">
          <summary>
            <xsl:value-of select="concat(key('message', 'mentions'), ' ')"/>
            <span class="count"><xsl:value-of select="count(site:mention)"/></span>
            <span class="hidden"><xsl:value-of select="concat(': ', @name)"/></span>
          </summary>
          <ul class="plain">
            <xsl:for-each select="site:mention">
              <xsl:if test="not(@title = preceding-sibling::site:mention[1]/@title)">
                <li class="mention-title"><xsl:value-of select="@title"/></li>
              </xsl:if>
              <li>
                <a href="{@href}">
                  <xsl:if test="@lang != ''"><xsl:attribute name="lang"><xsl:call-template name="language-tag"><xsl:with-param name="tag" select="@lang"/></xsl:call-template></xsl:attribute></xsl:if>
                  <xsl:if test="normalize-space(site:before) != ''">
                    <xsl:text>… </xsl:text>
                    <xsl:value-of select="site:before"/>
                  </xsl:if>
                  <xsl:choose>
                    <xsl:when test="@silent"><b>[<xsl:value-of select="site:words"/>]</b></xsl:when>
                    <xsl:otherwise><b><xsl:value-of select="site:words"/></b></xsl:otherwise>
                  </xsl:choose>
                  <xsl:if test="normalize-space(site:after) != ''">
                    <xsl:value-of select="site:after"/>
                    <xsl:text> …</xsl:text>
                  </xsl:if>
                </a>
                <xsl:if test="@note"><span class="kind"><xsl:value-of select="concat(' (', key('message', 'mention-in-note'), ')')"/></span></xsl:if>
              </li>
            </xsl:for-each>
          </ul>
        </details>
      </xsl:when>
      <xsl:otherwise><p class="no-mention"><xsl:value-of select="key('message', 'no-mention')"/></p></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
