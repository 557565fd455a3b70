<?xml version="1.0" encoding="UTF-8"?>
<!-- The first page of a site: what the edition is, its texts, its registers, how to cite it. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" xmlns:site="https://teiproof.github.io/ns/site"
  exclude-result-prefixes="tei site">

  <xsl:import href="page.xsl"/>
  <xsl:import href="site-frame.xsl"/>
  <xsl:output method="html" encoding="UTF-8" indent="no"/>

  <xsl:template name="body">
    <main id="page:text">
      <header class="title">
        <h1><xsl:value-of select="$page/@name"/></h1>
        <xsl:if test="$page/@name != key('message', 'edition')"><p class="subtitle"><xsl:value-of select="key('message', 'edition')"/></p></xsl:if>
      </header>
      <xsl:if test="$page/tei:*">
        <div class="introduction"><xsl:apply-templates select="$page/tei:*"/></div>
      </xsl:if>
      <section aria-labelledby="page:texts">
        <h2 id="page:texts"><xsl:value-of select="key('message', 'texts')"/></h2>
        <ul class="texts plain">
          <xsl:if test="count($page/site:text) &gt; 12"><xsl:attribute name="class">texts plain many</xsl:attribute></xsl:if>
          <xsl:for-each select="$page/site:text">
            <li>
              <h3><a href="{@href}"><xsl:if test="@lang != ''"><xsl:attribute name="lang"><xsl:call-template name="language-tag"><xsl:with-param name="tag" select="@lang"/></xsl:call-template></xsl:attribute></xsl:if><xsl:value-of select="@title"/></a><xsl:call-template name="same-title"/></h3>
              <xsl:variable name="author"><xsl:if test="@author != $page/@name"><xsl:value-of select="@author"/></xsl:if></xsl:variable>
              <xsl:if test="$author != '' or site:source != ''">
                <p class="text-source">
                  <xsl:value-of select="$author"/>
                  <xsl:if test="$author != '' and site:source != ''"> · </xsl:if>
                  <xsl:value-of select="site:source"/>
                </p>
              </xsl:if>
              <xsl:if test="site:about != ''"><p class="text-about"><xsl:value-of select="site:about"/></p></xsl:if>
              <!-- The files of many texts, and those for programs, are on the pages of the texts. -->
              <xsl:if test="count($page/site:text) &lt; 6">
                <xsl:call-template name="files"><xsl:with-param name="files" select="site:file[@use = 'read']"/></xsl:call-template>
              </xsl:if>
            </li>
          </xsl:for-each>
        </ul>
      </section>
      <xsl:if test="$page/site:register">
        <section aria-labelledby="page:registers">
          <h2 id="page:registers"><xsl:value-of select="key('message', 'registers')"/></h2>
          <ul class="plain counts">
            <xsl:for-each select="$page/site:register">
              <li><a href="{@href}"><xsl:value-of select="key('message', @label)"/></a><span class="count"><xsl:value-of select="concat(' ', @count)"/></span></li>
            </xsl:for-each>
          </ul>
        </section>
      </xsl:if>
      <section aria-labelledby="page:cite">
        <h2 id="page:cite"><xsl:value-of select="key('message', 'how-to-cite')"/></h2>
        <!-- A long list of texts is cited text by text. -->
        <xsl:for-each select="$page/site:text[position() &lt; 6]">
          <p class="citation" lang="en"><xsl:for-each select="site:style[1]"><xsl:call-template name="citation-text"/></xsl:for-each></p>
        </xsl:for-each>
        <p class="more"><a href="cite.html"><xsl:value-of select="key('message', 'how-to-cite')"/></a></p>
      </section>
      <xsl:if test="$page/site:file">
        <section aria-labelledby="page:files">
          <h2 id="page:files"><xsl:value-of select="key('message', 'downloads')"/></h2>
          <xsl:call-template name="files"><xsl:with-param name="files" select="$page/site:file"/></xsl:call-template>
        </section>
      </xsl:if>
    </main>
  </xsl:template>
</xsl:stylesheet>
