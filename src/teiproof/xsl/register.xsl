<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!-- The layer of the register: the lists of standOff as entries to read. TEI P5 14, 17.10. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <xsl:import href="names.xsl"/>

  <!-- Relations by each entry they touch; of three and more mutual ones the first two. -->
  <xsl:key name="relation" match="tei:relation" use="@active"/>
  <xsl:key name="relation" match="tei:relation" use="@passive"/>
  <xsl:key name="relation" match="tei:relation[@mutual]" use="substring-before(concat(normalize-space(@mutual), ' '), ' ')"/>
  <xsl:key name="relation" match="tei:relation[@mutual]" use="substring-before(concat(substring-after(normalize-space(@mutual), ' '), ' '), ' ')"/>

  <xsl:template name="register">
    <xsl:param name="level" select="2"/>
    <xsl:for-each select="/*/tei:standOff[*[starts-with(local-name(), 'list')] or tei:note[not(@target)]]">
      <xsl:text>&#10;</xsl:text>
      <div class="register">
        <xsl:apply-templates select="@xml:id" mode="attribute"/>
        <xsl:apply-templates select="*[not(self::tei:note)]" mode="register">
          <xsl:with-param name="level" select="$level"/>
        </xsl:apply-templates>
        <!-- Notes on the text are among the notes; others stand here. -->
        <xsl:apply-templates select="tei:note[not(@target)]"/>
      </div>
    </xsl:for-each>
  </xsl:template>

  <xsl:template match="*" mode="register"/>

  <xsl:template match="tei:listPerson | tei:listPlace | tei:listOrg | tei:listBibl | tei:listEvent | tei:listObject
    | tei:listNym | tei:listRelation" mode="register">
    <xsl:param name="level" select="2"/>
    <xsl:if test="*[not(self::tei:head)]">
      <xsl:text>&#10;</xsl:text>
      <section class="{local-name()}">
        <xsl:attribute name="id"><xsl:call-template name="list-id"/></xsl:attribute>
        <xsl:apply-templates select="@xml:lang" mode="attribute"/>
        <xsl:element name="h{$level}">
          <xsl:call-template name="list-title"/>
        </xsl:element>
        <xsl:choose>
          <xsl:when test="self::tei:listRelation"><xsl:call-template name="relations"/></xsl:when>
          <xsl:otherwise>
            <xsl:apply-templates select="*[not(self::tei:head)]" mode="entry">
              <xsl:with-param name="level">
                <xsl:choose>
                  <xsl:when test="$level &lt; 6"><xsl:value-of select="$level + 1"/></xsl:when>
                  <xsl:otherwise>6</xsl:otherwise>
                </xsl:choose>
              </xsl:with-param>
            </xsl:apply-templates>
          </xsl:otherwise>
        </xsl:choose>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="list-title">
    <xsl:choose>
      <xsl:when test="tei:head[normalize-space()]"><xsl:apply-templates select="tei:head[1]" mode="plain"/></xsl:when>
      <xsl:otherwise>
        <xsl:call-template name="label"><xsl:with-param name="of" select="local-name()"/></xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="list-id">
    <xsl:choose>
      <xsl:when test="@xml:id"><xsl:value-of select="@xml:id"/></xsl:when>
      <xsl:otherwise>
        <xsl:text>list:</xsl:text>
        <xsl:number level="any" count="tei:listPerson | tei:listPlace | tei:listOrg | tei:listBibl | tei:listEvent | tei:listObject | tei:listNym | tei:listRelation" from="tei:standOff"/>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- A list within a list. -->
  <xsl:template match="tei:listPerson | tei:listPlace | tei:listOrg | tei:listBibl | tei:listEvent | tei:listObject | tei:listNym" mode="entry">
    <xsl:param name="level" select="3"/>
    <xsl:apply-templates select="." mode="register"><xsl:with-param name="level" select="$level"/></xsl:apply-templates>
  </xsl:template>

  <!-- What is no entry is written as elsewhere. -->
  <xsl:template match="*" mode="entry">
    <xsl:text>&#10;</xsl:text>
    <xsl:apply-templates select="."/>
  </xsl:template>
  <xsl:template match="tei:listRelation" mode="entry">
    <xsl:call-template name="relations"/>
  </xsl:template>
  <xsl:template match="tei:relation" mode="entry"/>

  <!-- One entry: its name, its dates, a description, then what is known besides, by kind. -->
  <xsl:template match="tei:person | tei:personGrp | tei:place | tei:org | tei:event | tei:bibl | tei:biblStruct
    | tei:object | tei:nym" mode="entry">
    <xsl:param name="level" select="3"/>
    <xsl:variable name="names" select="tei:persName | tei:placeName | tei:orgName | tei:eventName | tei:objectName | tei:name
      | tei:country | tei:settlement | tei:region | tei:geogName | tei:form | tei:label | self::tei:bibl[not(text()[normalize-space()])]/tei:title | tei:analytic/tei:title | tei:head"/>
    <xsl:variable name="heading" select="($names[@type = 'normalised' or @type = 'main' or @type = 'preferred' or @type = 'pref' or @type = 'reg'] | $names[not(../*[@type = 'normalised' or @type = 'main' or @type = 'preferred' or @type = 'pref' or @type = 'reg'])])[1]"/>
    <xsl:variable name="prose" select="boolean((self::tei:bibl or self::tei:event) and text()[normalize-space()])"/>
    <xsl:variable name="other" select="$names[generate-id() != generate-id($heading)]"/>
    <xsl:variable name="description" select="(tei:note[@type = 'description'] | tei:desc | tei:p | tei:ab | tei:note[not(@type)])[normalize-space() or *]"/>
    <xsl:variable name="notes" select="tei:note[@type and @type != 'description']"/>
    <xsl:variable name="sources" select="tei:listBibl | tei:bibl"/>
    <xsl:variable name="identifiers" select="tei:idno | tei:analytic/tei:idno | tei:monogr/tei:idno"/>
    <xsl:variable name="pointers" select="tei:ptr"/>
    <xsl:variable name="relations" select="key('relation', concat('#', @xml:id))[@name or @type]"/>
    <xsl:text>&#10;</xsl:text>
    <xsl:variable name="element">
      <xsl:choose>
        <xsl:when test="not($prose) and ($heading or @xml:id)">article</xsl:when>
        <xsl:otherwise>div</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:element name="{$element}">
      <xsl:attribute name="class"><xsl:value-of select="concat('entry ', local-name())"/></xsl:attribute>
      <xsl:call-template name="identity"/>
      <xsl:choose>
        <xsl:when test="$prose">
          <p class="entry-name"><xsl:apply-templates mode="phrase"/></p>
        </xsl:when>
        <xsl:when test="$heading">
          <xsl:element name="h{$level}">
            <xsl:apply-templates select="$heading" mode="entry-name"/>
            <xsl:call-template name="dates-in-brief"/>
          </xsl:element>
        </xsl:when>
        <xsl:when test="@xml:id">
          <xsl:element name="h{$level}"><xsl:call-template name="unnamed"/></xsl:element>
        </xsl:when>
      </xsl:choose>
      <xsl:if test="not($prose)">
        <xsl:for-each select="$description">
          <div class="description"><xsl:choose>
            <xsl:when test="&blocks;"><xsl:apply-templates/></xsl:when>
            <xsl:otherwise><p><xsl:apply-templates mode="phrase"/></p></xsl:otherwise>
          </xsl:choose></div>
        </xsl:for-each>
        <xsl:variable name="rest" select="*[not(self::tei:note or self::tei:desc or self::tei:p or self::tei:ab
          or self::tei:listBibl or self::tei:bibl or self::tei:idno or self::tei:ptr or self::tei:birth or self::tei:death
          or self::tei:location or self::tei:listRelation or self::tei:relation)]
          [count(. | $names) != count($names)]"/>
        <dl>
          <xsl:call-template name="names-row">
            <xsl:with-param name="names" select="$other[@type = 'text' or @type = 'misprint' or @type = 'epithet' or @type = 'generic']"/>
            <xsl:with-param name="label" select="'in-the-texts'"/>
          </xsl:call-template>
          <xsl:call-template name="names-row">
            <xsl:with-param name="names" select="$other[not(@type = 'text' or @type = 'misprint' or @type = 'epithet' or @type = 'generic')]"/>
            <xsl:with-param name="label" select="'other-names'"/>
          </xsl:call-template>
          <xsl:if test="@when or @from or @to or @notBefore or @notAfter">
            <dt><xsl:call-template name="label"><xsl:with-param name="of" select="'when'"/></xsl:call-template></dt>
            <dd><xsl:call-template name="date-in-words"/></dd>
          </xsl:if>
          <xsl:for-each select="tei:birth | tei:death | tei:location">
            <xsl:if test="not(preceding-sibling::*[local-name() = local-name(current())])"><dt><xsl:call-template name="label"><xsl:with-param name="of" select="local-name()"/></xsl:call-template></dt></xsl:if>
            <dd>
              <xsl:choose>
                <xsl:when test="normalize-space()"><xsl:apply-templates mode="phrase"/></xsl:when>
                <xsl:otherwise><xsl:call-template name="date-in-words"/></xsl:otherwise>
              </xsl:choose>
              <xsl:if test="@cert and normalize-space()">
                <span class="certainty"><xsl:text>, </xsl:text><xsl:call-template name="certainty"/></span>
              </xsl:if>
            </dd>
          </xsl:for-each>
          <xsl:if test="@cert and not(@when or @from or @to or @notBefore or @notAfter)">
            <dt><xsl:call-template name="label"><xsl:with-param name="of" select="'certainty'"/></xsl:call-template></dt>
            <dd><xsl:call-template name="certainty"/></dd>
          </xsl:if>
          <xsl:choose>
            <xsl:when test="self::tei:bibl and $rest[normalize-space()]">
              <dt><xsl:call-template name="label"><xsl:with-param name="of" select="'published'"/></xsl:call-template></dt>
              <dd>
                <xsl:for-each select="$rest[normalize-space()]">
                  <xsl:if test="position() &gt; 1">, </xsl:if>
                  <xsl:apply-templates select="." mode="phrase"/>
                </xsl:for-each>
              </dd>
            </xsl:when>
            <xsl:otherwise>
              <xsl:for-each select="$rest[not(local-name() = local-name(preceding-sibling::*[1]))]">
                <xsl:variable name="kind" select="local-name()"/>
                <dt><xsl:call-template name="label"><xsl:with-param name="of" select="concat('entry-', $kind)"/></xsl:call-template></dt>
                <xsl:for-each select=". | following-sibling::*[local-name() = $kind][count(preceding-sibling::*[local-name() != $kind]) = count(current()/preceding-sibling::*[local-name() != $kind])]">
                  <dd class="{$kind}">
                    <xsl:choose>
                      <xsl:when test="normalize-space()"><xsl:apply-templates select="."/></xsl:when>
                      <xsl:otherwise><xsl:value-of select="normalize-space(concat(@type, ' ', @value, ' ', @name))"/></xsl:otherwise>
                    </xsl:choose>
                  </dd>
                </xsl:for-each>
              </xsl:for-each>
            </xsl:otherwise>
          </xsl:choose>
          <xsl:if test="$pointers">
            <dt><xsl:call-template name="label"><xsl:with-param name="of" select="'participants'"/></xsl:call-template></dt>
            <dd>
              <xsl:for-each select="$pointers">
                <xsl:if test="position() &gt; 1">; </xsl:if>
                <xsl:call-template name="entry-link"><xsl:with-param name="pointer" select="@target"/></xsl:call-template>
                <xsl:if test="@type and @type != 'participant'">
                  <span class="kind"><xsl:text> (</xsl:text><xsl:call-template name="label"><xsl:with-param name="of" select="string(@type)"/></xsl:call-template><xsl:text>)</xsl:text></span>
                </xsl:if>
              </xsl:for-each>
            </dd>
          </xsl:if>
          <xsl:if test="$relations">
            <dt><xsl:call-template name="label"><xsl:with-param name="of" select="'relations'"/></xsl:call-template></dt>
            <xsl:for-each select="$relations">
              <dd><xsl:call-template name="relation"/></dd>
            </xsl:for-each>
          </xsl:if>
          <xsl:if test="$identifiers">
            <dt><xsl:call-template name="label"><xsl:with-param name="of" select="'identifiers'"/></xsl:call-template></dt>
            <xsl:for-each select="$identifiers">
              <dd><xsl:call-template name="identifier"/></dd>
            </xsl:for-each>
          </xsl:if>
          <xsl:for-each select="$notes[not(@type = preceding-sibling::tei:note/@type)]">
            <dt>
              <xsl:call-template name="label"><xsl:with-param name="of" select="concat('note-', @type)"/></xsl:call-template>
            </dt>
            <xsl:for-each select="$notes[@type = current()/@type]">
              <dd>
                <xsl:call-template name="identity"/>
                <xsl:choose>
                  <xsl:when test="&blocks;"><xsl:apply-templates/></xsl:when>
                  <xsl:otherwise><xsl:apply-templates mode="phrase"/></xsl:otherwise>
                </xsl:choose>
              </dd>
            </xsl:for-each>
          </xsl:for-each>
          <xsl:if test="$sources">
            <dt><xsl:call-template name="label"><xsl:with-param name="of" select="'sources'"/></xsl:call-template></dt>
            <xsl:for-each select="tei:listBibl/* | tei:bibl">
              <dd class="source"><xsl:call-template name="identity"/><xsl:apply-templates mode="phrase"/></dd>
            </xsl:for-each>
          </xsl:if>
        </dl>
      </xsl:if>
    </xsl:element>
  </xsl:template>

  <!-- What stands for the name of an entry that has none. -->
  <xsl:template name="unnamed"><xsl:value-of select="@xml:id"/></xsl:template>

  <!-- The name of an entry, as a heading: no link to itself. -->
  <xsl:template match="*" mode="entry-name">
    <xsl:choose>
      <xsl:when test="self::tei:title"><cite><xsl:apply-templates mode="phrase"/></cite></xsl:when>
      <xsl:otherwise><xsl:apply-templates mode="phrase"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- 1891–1938, after the name -->
  <xsl:template name="dates-in-brief">
    <xsl:variable name="born" select="substring((tei:birth/@when | tei:birth/@notBefore | tei:birth/@from)[1], 1, 4)"/>
    <xsl:variable name="died" select="substring((tei:death/@when | tei:death/@notBefore | tei:death/@from)[1], 1, 4)"/>
    <xsl:if test="($born != '' or $died != '') and translate(concat($born, $died), '0123456789', '') = ''">
      <xsl:variable name="circa"><xsl:call-template name="label"><xsl:with-param name="of" select="'circa'"/></xsl:call-template></xsl:variable>
      <span class="life">
        <xsl:text> </xsl:text>
        <xsl:if test="tei:birth[not(@when)] and $born != ''"><xsl:value-of select="concat($circa, ' ')"/></xsl:if>
        <xsl:value-of select="$born"/>
        <xsl:text>–</xsl:text>
        <xsl:if test="tei:death[not(@when)] and $died != ''"><xsl:value-of select="concat($circa, ' ')"/></xsl:if>
        <xsl:value-of select="$died"/>
      </span>
    </xsl:if>
  </xsl:template>

  <xsl:template name="names-row">
    <xsl:param name="names"/>
    <xsl:param name="label"/>
    <xsl:if test="$names">
      <dt><xsl:call-template name="label"><xsl:with-param name="of" select="$label"/></xsl:call-template></dt>
      <dd>
        <xsl:for-each select="$names">
          <xsl:if test="position() &gt; 1">; </xsl:if>
          <span>
            <xsl:call-template name="attributes"/>
            <xsl:apply-templates mode="phrase"/>
          </span>
          <xsl:variable name="source" select="key('id', substring-after(substring-before(concat(normalize-space(@source), ' '), ' '), '#'))[1]"/>
          <xsl:if test="@type and @type != 'text' and @type != 'variant' or $source">
            <span class="kind">
              <xsl:text> (</xsl:text>
              <xsl:if test="@type and @type != 'text' and @type != 'variant'">
                <xsl:call-template name="label"><xsl:with-param name="of" select="concat('name-', @type)"/></xsl:call-template>
                <xsl:if test="$source">, </xsl:if>
              </xsl:if>
              <xsl:if test="$source">
                <xsl:call-template name="entry-link"><xsl:with-param name="pointer" select="@source"/></xsl:call-template>
              </xsl:if>
              <xsl:text>)</xsl:text>
            </span>
          </xsl:if>
        </xsl:for-each>
      </dd>
    </xsl:if>
  </xsl:template>

  <!-- A pointer as the name of the entry it leads to. -->
  <xsl:template name="entry-link">
    <xsl:param name="pointer"/>
    <xsl:variable name="first" select="substring-before(concat(normalize-space($pointer), ' '), ' ')"/>
    <xsl:variable name="href">
      <xsl:call-template name="href"><xsl:with-param name="pointers" select="$first"/></xsl:call-template>
    </xsl:variable>
    <xsl:variable name="target" select="key('id', substring-after($first, '#'))[1]"/>
    <xsl:variable name="names" select="$target/tei:persName | $target/tei:placeName | $target/tei:orgName | $target/tei:eventName | $target/tei:title | $target/tei:name | $target/tei:desc"/>
    <xsl:variable name="name" select="($names[@type = 'normalised' or @type = 'main'] | $names[not(../*[@type = 'normalised' or @type = 'main'])])[1]"/>
    <xsl:variable name="text">
      <xsl:choose>
        <xsl:when test="$name"><xsl:apply-templates select="$name" mode="plain"/></xsl:when>
        <xsl:when test="contains($first, '#')"><xsl:value-of select="substring-after($first, '#')"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$first"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$href != ''"><a href="{$href}"><xsl:value-of select="normalize-space($text)"/></a></xsl:when>
      <xsl:otherwise><xsl:value-of select="normalize-space($text)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="identifier">
    <xsl:variable name="value" select="normalize-space()"/>
    <xsl:variable name="type" select="translate(@type, '&upper;', '&lower;')"/>
    <xsl:variable name="address">
      <xsl:choose>
        <xsl:when test="starts-with($value, 'http')"><xsl:value-of select="$value"/></xsl:when>
        <xsl:when test="contains($type, 'wikidata')"><xsl:value-of select="concat('https://www.wikidata.org/wiki/', $value)"/></xsl:when>
        <xsl:when test="contains($type, 'viaf')"><xsl:value-of select="concat('https://viaf.org/viaf/', $value)"/></xsl:when>
        <xsl:when test="contains($type, 'gnd')"><xsl:value-of select="concat('https://d-nb.info/gnd/', $value)"/></xsl:when>
        <xsl:when test="contains($type, 'geonames')"><xsl:value-of select="concat('https://www.geonames.org/', $value)"/></xsl:when>
        <xsl:when test="$type = 'doi'"><xsl:value-of select="concat('https://doi.org/', $value)"/></xsl:when>
        <xsl:when test="$type = 'orcid'"><xsl:value-of select="concat('https://orcid.org/', $value)"/></xsl:when>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="href">
      <xsl:call-template name="href"><xsl:with-param name="pointers" select="$address"/></xsl:call-template>
    </xsl:variable>
    <xsl:if test="@type"><xsl:value-of select="concat(normalize-space(@type), ' ')"/></xsl:if>
    <xsl:variable name="short">
      <xsl:choose>
        <xsl:when test="contains($value, 'wikidata.org/entity/')"><xsl:value-of select="substring-after($value, 'wikidata.org/entity/')"/></xsl:when>
        <xsl:when test="contains($value, 'wikidata.org/wiki/')"><xsl:value-of select="substring-after($value, 'wikidata.org/wiki/')"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="$value"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:choose>
      <xsl:when test="$href != ''"><a href="{$href}"><xsl:value-of select="$short"/></a></xsl:when>
      <xsl:otherwise><xsl:value-of select="$short"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- active · relation · passive -->
  <xsl:template name="relations">
    <ul class="relations plain">
      <xsl:for-each select="tei:relation">
        <li><xsl:call-template name="identity"/><xsl:call-template name="relation"/></li>
      </xsl:for-each>
    </ul>
  </xsl:template>

  <xsl:template name="relation">
    <!-- A mutual relation reads from the first to the others. -->
    <xsl:variable name="mutual" select="concat(normalize-space(@mutual), ' ')"/>
    <xsl:call-template name="entry-links">
      <xsl:with-param name="pointers" select="concat(@active, ' ', substring-before($mutual, ' '))"/>
    </xsl:call-template>
    <span class="kind">
      <xsl:text> </xsl:text>
      <xsl:call-template name="label"><xsl:with-param name="of" select="string(@name | @type[not(../@name)])"/></xsl:call-template>
      <xsl:text> </xsl:text>
    </span>
    <xsl:call-template name="entry-links"><xsl:with-param name="pointers" select="concat(@passive, ' ', substring-after($mutual, ' '))"/></xsl:call-template>
    <xsl:if test="@when or @from or @to or @notBefore or @notAfter">
      <span class="kind"><xsl:text>, </xsl:text><xsl:call-template name="date-in-words"/></span>
    </xsl:if>
    <xsl:if test="@cert and not(@cert = 'high') and not(@when or @from or @to or @notBefore or @notAfter)">
      <span class="certainty"><xsl:text>, </xsl:text><xsl:call-template name="certainty"/></span>
    </xsl:if>
    <xsl:if test="tei:desc"><xsl:text> </xsl:text><xsl:apply-templates select="tei:desc" mode="phrase"/></xsl:if>
  </xsl:template>

  <xsl:template name="entry-links">
    <xsl:param name="pointers"/>
    <xsl:variable name="rest" select="normalize-space($pointers)"/>
    <xsl:if test="$rest != ''">
      <xsl:call-template name="entry-link"><xsl:with-param name="pointer" select="$rest"/></xsl:call-template>
      <xsl:if test="contains($rest, ' ')">
        <xsl:text>, </xsl:text>
        <xsl:call-template name="entry-links"><xsl:with-param name="pointers" select="substring-after($rest, ' ')"/></xsl:call-template>
      </xsl:if>
    </xsl:if>
  </xsl:template>

  <!-- In the text or the header a list of entries is a section of them, too. -->
  <xsl:template match="tei:listPerson | tei:listPlace | tei:listOrg | tei:listEvent | tei:listObject | tei:listNym | tei:listBibl">
    <xsl:call-template name="container"/>
  </xsl:template>
</xsl:stylesheet>
