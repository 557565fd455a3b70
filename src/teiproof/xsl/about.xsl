<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!-- “About this document”: the header, read. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <xsl:template name="about">
    <xsl:variable name="header" select="/*/tei:teiHeader"/>
    <xsl:text>&#10;</xsl:text>
    <footer class="about" id="page:about">
      <h2><xsl:call-template name="label"><xsl:with-param name="of" select="'about'"/></xsl:call-template></h2>
      <dl>
        <xsl:call-template name="header"><xsl:with-param name="header" select="$header"/></xsl:call-template>
      </dl>
    </footer>
  </xsl:template>

  <!-- The rows of a header. -->
  <xsl:template name="header">
    <xsl:param name="header"/>
    <xsl:call-template name="responsibilities"><xsl:with-param name="statement" select="$header/tei:fileDesc/tei:titleStmt"/></xsl:call-template>
    <xsl:apply-templates select="$header/tei:fileDesc/tei:editionStmt | $header/tei:fileDesc/tei:extent
      | $header/tei:fileDesc/tei:publicationStmt | $header/tei:fileDesc/tei:publicationStmt/tei:availability
      | $header/tei:fileDesc/tei:seriesStmt | $header/tei:fileDesc/tei:sourceDesc
      | $header/tei:fileDesc/tei:notesStmt" mode="about"/>
    <xsl:apply-templates select="$header/tei:encodingDesc/tei:projectDesc | $header/tei:encodingDesc/tei:samplingDecl
      | $header/tei:encodingDesc/tei:editorialDecl" mode="about"/>
    <xsl:apply-templates select="$header/tei:profileDesc/*" mode="about"/>
    <xsl:apply-templates select="$header/tei:revisionDesc" mode="about"/>
  </xsl:template>

  <!-- One row: what is said, under its name. -->
  <xsl:template match="*" mode="about">
    <xsl:if test="normalize-space()">
      <xsl:text>&#10;</xsl:text>
      <dt><xsl:call-template name="label"><xsl:with-param name="of" select="local-name()"/></xsl:call-template></dt>
      <dd class="{local-name()}"><xsl:apply-templates select="@xml:lang" mode="attribute"/><xsl:apply-templates select="." mode="about-content"/></dd>
    </xsl:if>
  </xsl:template>

  <xsl:template match="*" mode="about-content">
    <xsl:choose>
      <xsl:when test="text()[normalize-space()] and not(&blocks;)"><p><xsl:apply-templates mode="phrase"/></p></xsl:when>
      <xsl:when test="&blocks; or not(*)"><xsl:apply-templates/></xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="*[normalize-space()]">
          <p class="{local-name()}">
            <xsl:call-template name="identity"/>
            <xsl:choose>
              <xsl:when test="self::tei:respStmt">
                <xsl:for-each select="*[normalize-space()]">
                  <xsl:if test="position() &gt; 1"><xsl:choose><xsl:when test="preceding-sibling::*[1][self::tei:resp] and not(self::tei:resp)">: </xsl:when><xsl:otherwise>, </xsl:otherwise></xsl:choose></xsl:if>
                  <xsl:apply-templates select="." mode="phrase"/>
                </xsl:for-each>
              </xsl:when>
              <xsl:when test="not(text()[normalize-space()])"><xsl:call-template name="phrase-pieces"/></xsl:when>
              <xsl:otherwise><xsl:apply-templates mode="phrase"/></xsl:otherwise>
            </xsl:choose>
          </p>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:notesStmt" mode="about-content">
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="tei:publicationStmt" mode="about">
    <xsl:if test="*[not(self::tei:availability)][normalize-space()]">
      <dt><xsl:call-template name="label"><xsl:with-param name="of" select="'publicationStmt'"/></xsl:call-template></dt>
      <xsl:choose>
        <xsl:when test="tei:p">
          <dd><xsl:apply-templates select="*[not(self::tei:availability)]"/></dd>
        </xsl:when>
        <xsl:otherwise>
          <dd>
            <xsl:for-each select="*[not(self::tei:availability)][normalize-space()]">
              <xsl:if test="position() &gt; 1">, </xsl:if>
              <xsl:apply-templates select="." mode="phrase"/>
            </xsl:for-each>
          </dd>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <xsl:template match="tei:textClass" mode="about-content">
    <xsl:for-each select="tei:keywords[normalize-space()]">
      <p>
        <xsl:for-each select=".//tei:term[not(.//tei:term)] | .//tei:item[not(.//tei:term)]">
          <xsl:if test="position() &gt; 1">; </xsl:if>
          <xsl:apply-templates mode="phrase"/>
        </xsl:for-each>
      </p>
    </xsl:for-each>
    <xsl:for-each select="tei:catRef">
      <xsl:variable name="category" select="key('id', substring-after(@target, '#'))[1]"/>
      <xsl:if test="$category/tei:catDesc"><p><xsl:apply-templates select="$category/tei:catDesc/node()" mode="phrase"/></p></xsl:if>
    </xsl:for-each>
    <xsl:for-each select="tei:classCode[normalize-space()]"><p><xsl:apply-templates mode="phrase"/></p></xsl:for-each>
  </xsl:template>

  <xsl:template match="tei:availability" mode="about-content">
    <xsl:for-each select="tei:licence[@target]">
      <xsl:variable name="href"><xsl:call-template name="href"><xsl:with-param name="pointers" select="@target"/></xsl:call-template></xsl:variable>
      <xsl:if test="$href != ''"><p><a rel="license" href="{$href}"><xsl:value-of select="$href"/></a></p></xsl:if>
    </xsl:for-each>
    <xsl:for-each select="tei:licence | tei:p | tei:ab">
      <xsl:choose>
        <xsl:when test="&blocks;"><xsl:apply-templates/></xsl:when>
        <xsl:when test="normalize-space()"><p><xsl:apply-templates mode="phrase"/></p></xsl:when>
      </xsl:choose>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="tei:editorialDecl" mode="about-content">
    <xsl:choose>
      <xsl:when test="*[not(self::tei:p)]">
        <xsl:apply-templates select="tei:p"/>
        <dl>
          <xsl:apply-templates select="*[not(self::tei:p)]" mode="about"/>
        </dl>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:revisionDesc" mode="about-content">
    <ul class="plain">
      <xsl:for-each select=".//tei:change">
        <li>
          <xsl:call-template name="identity"/>
          <xsl:if test="@when">
            <xsl:call-template name="day"><xsl:with-param name="value" select="substring-before(concat(@when, 'T'), 'T')"/></xsl:call-template>
            <xsl:text>: </xsl:text>
          </xsl:if>
          <xsl:choose>
            <xsl:when test="&blocks;"><xsl:apply-templates/></xsl:when>
            <xsl:otherwise><xsl:apply-templates mode="phrase"/></xsl:otherwise>
          </xsl:choose>
        </li>
      </xsl:for-each>
    </ul>
    <xsl:if test="not(.//tei:change)"><xsl:apply-templates/></xsl:if>
  </xsl:template>

  <xsl:template match="tei:particDesc | tei:settingDesc" mode="about-content">
    <xsl:apply-templates/>
  </xsl:template>

  <xsl:template match="tei:correspDesc" mode="about-content">
    <xsl:for-each select="tei:correspAction">
      <p>
        <xsl:if test="@type"><span class="kind"><xsl:call-template name="label"><xsl:with-param name="of" select="string(@type)"/></xsl:call-template>: </span></xsl:if>
        <xsl:for-each select="*">
          <xsl:if test="position() &gt; 1">, </xsl:if>
          <xsl:choose>
            <xsl:when test="normalize-space()"><xsl:apply-templates select="." mode="phrase"/></xsl:when>
            <xsl:otherwise><xsl:call-template name="date-in-words"/></xsl:otherwise>
          </xsl:choose>
        </xsl:for-each>
      </p>
    </xsl:for-each>
    <xsl:apply-templates select="*[not(self::tei:correspAction or self::tei:correspContext)]"/>
    <xsl:for-each select="tei:correspContext/*[normalize-space()]"><p><xsl:apply-templates select="." mode="phrase"/></p></xsl:for-each>
  </xsl:template>

  <!-- Who did what: one row for each kind of work. -->
  <xsl:template name="responsibilities">
    <xsl:param name="statement"/>
    <xsl:for-each select="$statement/*[not(self::tei:title)][normalize-space()]">
      <xsl:variable name="work"><xsl:call-template name="work"/></xsl:variable>
      <xsl:variable name="done-before">
        <xsl:for-each select="preceding-sibling::*[not(self::tei:title)][normalize-space()]">
          <xsl:variable name="other"><xsl:call-template name="work"/></xsl:variable>
          <xsl:if test="$other = $work">yes</xsl:if>
        </xsl:for-each>
      </xsl:variable>
      <xsl:if test="$done-before = ''">
        <xsl:text>&#10;</xsl:text>
        <dt><xsl:value-of select="$work"/></dt>
        <xsl:for-each select=". | following-sibling::*[not(self::tei:title)][normalize-space()]">
          <xsl:variable name="other"><xsl:call-template name="work"/></xsl:variable>
          <xsl:if test="$other = $work">
            <dd>
              <xsl:call-template name="identity"/>
              <xsl:choose>
                <xsl:when test="self::tei:respStmt">
                  <xsl:for-each select="*[not(self::tei:resp)][normalize-space()]">
                    <xsl:if test="position() &gt; 1">, </xsl:if>
                    <xsl:apply-templates select="." mode="phrase"/>
                  </xsl:for-each>
                </xsl:when>
                <xsl:otherwise><xsl:apply-templates mode="phrase"/></xsl:otherwise>
              </xsl:choose>
            </dd>
          </xsl:if>
        </xsl:for-each>
      </xsl:if>
    </xsl:for-each>
  </xsl:template>

  <xsl:template name="work">
    <xsl:choose>
      <xsl:when test="self::tei:respStmt">
        <xsl:for-each select="tei:resp">
          <xsl:if test="position() &gt; 1">, </xsl:if>
          <xsl:value-of select="normalize-space()"/>
        </xsl:for-each>
      </xsl:when>
      <xsl:when test="@role"><xsl:call-template name="label"><xsl:with-param name="of" select="string(@role)"/></xsl:call-template></xsl:when>
      <xsl:otherwise><xsl:call-template name="label"><xsl:with-param name="of" select="local-name()"/></xsl:call-template></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
