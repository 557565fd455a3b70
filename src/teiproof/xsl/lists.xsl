<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!-- Lists, cast lists, tables, figures: TEI P5 3.8, 7.1.4, 14. What stands between items gets an item of its own. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <xsl:template match="tei:list">
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="tei:head[not(preceding-sibling::*[not(self::tei:head)])]"/>
    <xsl:variable name="kind" select="concat(@type, ' ', @rend)"/>
    <xsl:variable name="content" select="node()[self::* or self::text()[normalize-space()]][not(self::tei:head[not(preceding-sibling::*[not(self::tei:head)])])]"/>
    <xsl:choose>
      <xsl:when test="not($content)"/>
      <!-- A glossary: every label before its item, nothing else. -->
      <xsl:when test="tei:label and not($content[not(self::tei:label or self::tei:item or self::tei:headLabel or self::tei:headItem)])
        and count(tei:headLabel) = count(tei:headItem) and not(tei:headLabel[not(following-sibling::*[1][self::tei:headItem])])
        and not(tei:label[not(following-sibling::*[1][self::tei:item])])
        and not(tei:item[not(preceding-sibling::*[1][self::tei:label])])">
        <dl>
          <xsl:call-template name="attributes"/>
          <xsl:for-each select="$content">
            <xsl:text>&#10;</xsl:text>
            <xsl:choose>
              <xsl:when test="self::tei:label or self::tei:headLabel">
                <dt>
                  <xsl:call-template name="attributes"/>
                  <xsl:apply-templates mode="phrase"/>
                  <xsl:call-template name="annotations"/>
                </dt>
              </xsl:when>
              <xsl:otherwise>
                <dd><xsl:call-template name="item"/></dd>
              </xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
        </dl>
      </xsl:when>
      <xsl:when test="tei:label or tei:headLabel or tei:headItem">
        <div>
          <xsl:call-template name="attributes"/>
          <xsl:for-each select="$content">
            <xsl:text>&#10;</xsl:text>
            <div>
              <xsl:choose>
                <xsl:when test="self::tei:item"><xsl:call-template name="item"/></xsl:when>
                <xsl:otherwise><xsl:apply-templates select="."/></xsl:otherwise>
              </xsl:choose>
            </div>
          </xsl:for-each>
        </div>
      </xsl:when>
      <xsl:otherwise>
        <xsl:variable name="name">
          <xsl:choose>
            <xsl:when test="contains($kind, 'order') and not(contains($kind, 'unorder')) or contains($kind, 'number') or contains($kind, 'decimal') or contains($kind, 'roman') or contains($kind, 'alpha')">ol</xsl:when>
            <xsl:otherwise>ul</xsl:otherwise>
          </xsl:choose>
        </xsl:variable>
        <xsl:element name="{$name}">
          <xsl:call-template name="attributes">
            <xsl:with-param name="class">
              <xsl:if test="contains($kind, 'inline') or contains($kind, 'run-in')"> inline-list</xsl:if>
              <xsl:if test="contains($kind, 'simple') or contains($kind, 'bare') or contains($kind, 'none') or contains($kind, 'inline')"> plain</xsl:if>
            </xsl:with-param>
          </xsl:call-template>
          <xsl:for-each select="$content">
            <xsl:text>&#10;</xsl:text>
            <xsl:choose>
              <xsl:when test="self::tei:item">
                <li>
                  <!-- An item has the number that it says. -->
                  <xsl:if test="$name = 'ol' and floor(@n) = @n and translate(@n, '0123456789', '') = ''">
                    <xsl:attribute name="value"><xsl:value-of select="@n"/></xsl:attribute>
                  </xsl:if>
                  <xsl:call-template name="item"/>
                </li>
              </xsl:when>
              <xsl:otherwise>
                <li class="between"><xsl:apply-templates select="."/></li>
              </xsl:otherwise>
            </xsl:choose>
          </xsl:for-each>
        </xsl:element>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="item">
    <xsl:call-template name="attributes"/>
    <xsl:apply-templates/>
    <xsl:call-template name="annotations"/>
  </xsl:template>

  <!-- An item without its list is a block. -->
  <xsl:template match="tei:item | tei:castItem | tei:row | tei:cell">
    <xsl:call-template name="block"/>
  </xsl:template>

  <!-- Tables -->

  <xsl:template match="tei:table">
    <xsl:text>&#10;</xsl:text>
    <!-- What is no row stands before or after the table where it can; between rows it takes a row of its own. -->
    <xsl:variable name="before" select="node()[self::* or self::text()[normalize-space()]][not(self::tei:row)][not(preceding-sibling::tei:row)]"/>
    <xsl:variable name="after" select="node()[self::* or self::text()[normalize-space()]][not(self::tei:row)][not(following-sibling::tei:row)][preceding-sibling::tei:row]"/>
    <xsl:for-each select="$before[not(self::tei:head and not(preceding-sibling::tei:head) and ../tei:row)]">
      <xsl:apply-templates select="."/>
      <xsl:text>&#10;</xsl:text>
    </xsl:for-each>
    <xsl:if test="tei:row">
      <table>
        <xsl:call-template name="attributes"/>
        <xsl:for-each select="$before[self::tei:head][not(preceding-sibling::tei:head)]">
          <caption><xsl:call-template name="item"/></caption>
          <xsl:text>&#10;</xsl:text>
        </xsl:for-each>
        <xsl:for-each select="node()[self::tei:row or (preceding-sibling::tei:row and following-sibling::tei:row)]">
          <xsl:choose>
            <xsl:when test="self::tei:row">
              <tr>
                <xsl:call-template name="attributes"/>
                <xsl:if test="not(node()[self::* or normalize-space()])"><td/></xsl:if>
                <xsl:for-each select="node()">
                  <xsl:choose>
                    <xsl:when test="self::tei:cell"><xsl:call-template name="cell"/></xsl:when>
                    <xsl:when test="self::* or normalize-space()">
                      <td class="between"><xsl:apply-templates select="."/></td>
                    </xsl:when>
                  </xsl:choose>
                  <xsl:text>&#10;</xsl:text>
                </xsl:for-each>
              </tr>
            </xsl:when>
            <xsl:when test="self::* or self::text()[normalize-space()]">
              <xsl:variable name="width" select="count(preceding-sibling::tei:row[1]/tei:cell[not(@cols &gt; 1)]) + sum(preceding-sibling::tei:row[1]/tei:cell/@cols[. &gt; 1])"/>
              <tr class="between">
                <td>
                  <xsl:if test="$width &gt; 1">
                    <xsl:attribute name="colspan"><xsl:value-of select="$width"/></xsl:attribute>
                  </xsl:if>
                  <xsl:apply-templates select="."/>
                </td>
              </tr>
            </xsl:when>
          </xsl:choose>
          <xsl:text>&#10;</xsl:text>
        </xsl:for-each>
      </table>
    </xsl:if>
    <xsl:for-each select="$after">
      <xsl:text>&#10;</xsl:text>
      <xsl:apply-templates select="."/>
    </xsl:for-each>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template name="cell">
    <xsl:variable name="label" select="@role = 'label' or ../@role = 'label'"/>
    <xsl:variable name="name">
      <xsl:choose>
        <xsl:when test="$label">th</xsl:when>
        <xsl:otherwise>td</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <!-- A cell may not reach below the last row. -->
    <xsl:variable name="rows-left" select="count(../following-sibling::tei:row) + 1"/>
    <xsl:element name="{$name}">
      <xsl:call-template name="attributes"/>
      <xsl:if test="$label">
        <xsl:attribute name="scope">
          <xsl:choose>
            <xsl:when test="../@role = 'label'">col</xsl:when>
            <xsl:otherwise>row</xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
      </xsl:if>
      <xsl:if test="@cols &gt; 1 and @cols &lt; 1000 and floor(@cols) = @cols">
        <xsl:attribute name="colspan"><xsl:value-of select="number(@cols)"/></xsl:attribute>
      </xsl:if>
      <xsl:if test="@rows &gt; 1 and $rows-left &gt; 1 and floor(@rows) = @rows">
        <xsl:attribute name="rowspan">
          <xsl:choose>
            <xsl:when test="@rows &gt; $rows-left"><xsl:value-of select="$rows-left"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="number(@rows)"/></xsl:otherwise>
          </xsl:choose>
        </xsl:attribute>
      </xsl:if>
      <xsl:apply-templates/>
      <xsl:call-template name="annotations"/>
    </xsl:element>
  </xsl:template>

  <!-- Figures: an image is a link, never loaded; its description is the text of the link. -->

  <xsl:template match="tei:figure">
    <xsl:call-template name="container"><xsl:with-param name="element" select="'figure'"/></xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:figure/tei:head[count(../tei:head) = 1 and
    (not(preceding-sibling::node()[self::* or self::text()[normalize-space()]])
      or not(following-sibling::node()[self::* or self::text()[normalize-space()]]))]" priority="1">
    <xsl:text>&#10;</xsl:text>
    <figcaption><xsl:call-template name="item"/></figcaption>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>

  <xsl:template match="tei:graphic | tei:media | tei:binaryObject | tei:notatedMusic">
    <xsl:apply-templates select="." mode="phrase"/>
  </xsl:template>

  <xsl:template match="tei:graphic | tei:media | tei:binaryObject" mode="phrase">
    <xsl:variable name="href">
      <xsl:call-template name="href">
        <xsl:with-param name="pointers" select="@url"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:variable name="description" select="normalize-space(concat(../tei:figDesc, ' ', tei:desc))"/>
    <xsl:variable name="text">
      <xsl:choose>
        <xsl:when test="$description != ''"><xsl:value-of select="$description"/></xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="label"><xsl:with-param name="of" select="'image'"/></xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <span class="graphic mark">
      <xsl:apply-templates select="@xml:id" mode="attribute"/>
      <xsl:text>[</xsl:text>
      <xsl:choose>
        <xsl:when test="$href != '' and not(ancestor::tei:ref)">
          <a href="{$href}"><xsl:value-of select="$text"/></a>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="$text"/></xsl:otherwise>
      </xsl:choose>
      <xsl:text>]</xsl:text>
    </span>
  </xsl:template>

  <!-- A figure described and not shown. -->
  <xsl:template match="tei:figDesc">
    <xsl:if test="not(../tei:graphic or ../tei:media)">
      <p class="figDesc mark"><xsl:apply-templates mode="phrase"/></p>
    </xsl:if>
  </xsl:template>
  <xsl:template match="tei:figDesc" mode="phrase">
    <xsl:if test="not(../tei:graphic or ../tei:media)">
      <span class="figDesc mark"><xsl:apply-templates mode="phrase"/></span>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
