<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!--
  What editors and transcribers did: choice, apparatus, additions, gaps, breaks. TEI P5 3.5, 12, 13, 3.11.

  The reading of the page is the edited one (model.reading). Whatever is shown besides has class “variant”
  (another reading of the same place) or “mark” (a sign of the editor), so that the text can be told from it.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <!-- A choice: the reading, then what the source has, in brackets. -->
  <xsl:template match="tei:choice" mode="phrase">
    <xsl:variable name="reading" select="tei:corr[1] | tei:reg[not(../tei:corr)][1]
      | tei:expan[not(../tei:corr or ../tei:reg)][1] | tei:ex[not(../tei:corr or ../tei:reg or ../tei:expan)][1]
      | tei:supplied[not(../tei:corr or ../tei:reg or ../tei:expan or ../tei:ex)][1]
      | *[not(../tei:corr or ../tei:reg or ../tei:expan or ../tei:ex or ../tei:supplied)][1]"/>
    <span>
      <xsl:call-template name="attributes"/>
      <xsl:call-template name="alternatives">
        <xsl:with-param name="read" select="$reading"/>
      </xsl:call-template>
    </span>
    <xsl:call-template name="annotations"/>
  </xsl:template>

  <xsl:template name="alternatives">
    <xsl:param name="read"/>
    <xsl:apply-templates select="$read | text()[normalize-space()]" mode="phrase"/>
    <xsl:apply-templates select="tei:note[generate-id() != generate-id($read)]" mode="phrase"/>
    <xsl:for-each select="*[generate-id() != generate-id($read)][not(self::tei:note)]">
      <span class="variant {local-name()}">
        <xsl:apply-templates select="@xml:id | @xml:lang" mode="attribute"/>
        <xsl:call-template name="variant-title"><xsl:with-param name="read" select="$read"/></xsl:call-template>
        <xsl:text> [</xsl:text>
        <xsl:if test="self::tei:sic or self::tei:orig">
          <span class="variant-label">
            <xsl:call-template name="label"><xsl:with-param name="of" select="'source'"/></xsl:call-template>
            <xsl:text> </xsl:text>
          </span>
        </xsl:if>
        <xsl:choose>
          <xsl:when test="normalize-space() != '' or .//*"><xsl:apply-templates mode="phrase"/></xsl:when>
          <xsl:otherwise>–</xsl:otherwise>
        </xsl:choose>
        <xsl:text>]</xsl:text>
      </span>
    </xsl:for-each>
  </xsl:template>

  <!-- What a reading besides the one that is read is, and who is responsible for that one. -->
  <xsl:template name="variant-title">
    <xsl:param name="read"/>
    <xsl:variable name="source">
      <xsl:choose>
        <xsl:when test="self::tei:sic or self::tei:orig or self::tei:abbr">
          <xsl:call-template name="label"><xsl:with-param name="of" select="concat('source-', local-name())"/></xsl:call-template>
        </xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="label"><xsl:with-param name="of" select="'also-read'"/></xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="responsible">
      <xsl:for-each select="$read"><xsl:call-template name="responsibility"/></xsl:for-each>
    </xsl:variable>
    <xsl:attribute name="title">
      <xsl:value-of select="normalize-space($source)"/>
      <xsl:if test="$responsible != ''">; <xsl:value-of select="$responsible"/></xsl:if>
    </xsl:attribute>
  </xsl:template>

  <!-- “corrected by X (certainty high)”: who is responsible and how sure. -->
  <xsl:template name="responsibility">
    <xsl:variable name="who">
      <xsl:call-template name="responsible"/>
    </xsl:variable>
    <xsl:if test="$who != ''">
      <xsl:call-template name="label">
        <xsl:with-param name="of">
          <xsl:choose>
            <xsl:when test="self::tei:corr">corrected-by</xsl:when>
            <xsl:otherwise>by</xsl:otherwise>
          </xsl:choose>
        </xsl:with-param>
      </xsl:call-template>
      <xsl:text> </xsl:text>
      <xsl:value-of select="$who"/>
    </xsl:if>
    <xsl:if test="@cert">
      <xsl:if test="$who != ''">, </xsl:if>
      <xsl:call-template name="certainty"/>
    </xsl:if>
  </xsl:template>

  <xsl:template name="certainty">
    <xsl:if test="@cert">
      <xsl:call-template name="label"><xsl:with-param name="of" select="concat('cert-', @cert)"/></xsl:call-template>
    </xsl:if>
  </xsl:template>

  <!-- The name of whoever @resp points to. -->
  <xsl:template name="responsible">
    <xsl:if test="@resp">
      <xsl:variable name="pointer" select="substring-before(concat(normalize-space(@resp), ' '), ' ')"/>
      <xsl:variable name="target" select="key('id', substring-after($pointer, '#'))[1]"/>
      <xsl:choose>
        <xsl:when test="$target[self::tei:respStmt]">
          <xsl:value-of select="normalize-space($target/*[not(self::tei:resp)][1])"/>
        </xsl:when>
        <xsl:when test="$target/tei:persName"><xsl:value-of select="normalize-space($target/tei:persName[1])"/></xsl:when>
        <xsl:when test="$target"><xsl:value-of select="normalize-space($target)"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="translate($pointer, '#', '')"/></xsl:otherwise>
      </xsl:choose>
    </xsl:if>
  </xsl:template>

  <!-- Apparatus: the lemma, or the first reading, is the text; the rest is a note (notes.xsl). -->
  <xsl:template match="tei:app | tei:rdgGrp" mode="phrase">
    <xsl:variable name="reading" select="generate-id((tei:lem | *[self::tei:rdg or self::tei:rdgGrp][not(../tei:lem)])[1])"/>
    <xsl:apply-templates select="*[generate-id() = $reading] | text()[normalize-space()]" mode="phrase"/>
  </xsl:template>
  <xsl:template match="tei:app | tei:rdgGrp">
    <xsl:variable name="reading" select="generate-id((tei:lem | *[self::tei:rdg or self::tei:rdgGrp][not(../tei:lem)])[1])"/>
    <xsl:apply-templates select="*[generate-id() = $reading] | text()[normalize-space()]"/>
  </xsl:template>

  <!-- Additions and deletions; what replaces what. -->
  <xsl:template match="tei:subst" mode="phrase">
    <xsl:apply-templates select="* | text()[normalize-space()]" mode="phrase"/>
  </xsl:template>

  <xsl:template match="tei:add" mode="phrase">
    <xsl:variable name="hand"><xsl:call-template name="hand"><xsl:with-param name="pointer" select="@hand"/></xsl:call-template></xsl:variable>
    <xsl:call-template name="span">
      <xsl:with-param name="element" select="'ins'"/>
      <xsl:with-param name="title">
        <xsl:call-template name="label"><xsl:with-param name="of" select="'added'"/></xsl:call-template>
        <xsl:if test="@place"><xsl:value-of select="concat(': ', @place)"/></xsl:if>
        <xsl:if test="$hand != ''"><xsl:value-of select="concat(', ', $hand)"/></xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- What a hand is called: the words of its description if they are few, else its identifier. -->
  <xsl:template name="hand">
    <xsl:param name="pointer"/>
    <xsl:variable name="id" select="substring-after(substring-before(concat(normalize-space($pointer), ' '), ' '), '#')"/>
    <xsl:variable name="words" select="normalize-space(key('id', $id)[1])"/>
    <xsl:choose>
      <xsl:when test="$words != '' and string-length($words) &lt; 40"><xsl:value-of select="$words"/></xsl:when>
      <xsl:otherwise><xsl:value-of select="$id"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template match="tei:handShift[@new]" mode="phrase">
    <xsl:variable name="hand"><xsl:call-template name="hand"><xsl:with-param name="pointer" select="@new"/></xsl:call-template></xsl:variable>
    <span class="handShift mark">
      <xsl:apply-templates select="@xml:id" mode="attribute"/>
      <xsl:if test="$hand != ''">(<xsl:value-of select="$hand"/>)</xsl:if>
    </span>
  </xsl:template>

  <!-- Deleted, superfluous, forme work: seen, but not part of the edited reading. What an editor takes for
       superfluous nobody has deleted: it stands in braces (Leiden conventions). -->
  <xsl:template match="tei:surplus" mode="phrase">
    <span>
      <xsl:call-template name="attributes"><xsl:with-param name="class" select="' variant'"/></xsl:call-template>
      <span class="bracket">{</span>
      <xsl:apply-templates mode="phrase"/>
      <span class="bracket">}</span>
    </span>
  </xsl:template>
  <xsl:template match="tei:del" mode="phrase">
    <xsl:text/>
    <del>
      <xsl:call-template name="attributes"><xsl:with-param name="class" select="' variant'"/></xsl:call-template>
      <xsl:apply-templates mode="phrase"/>
    </del>
  </xsl:template>
  <xsl:template match="tei:restore/tei:del" mode="phrase">
    <xsl:call-template name="span"/>
  </xsl:template>
  <xsl:template match="tei:del | tei:surplus">
    <xsl:choose>
      <xsl:when test="&blocks;">
        <div>
          <xsl:call-template name="attributes"><xsl:with-param name="class" select="' variant'"/></xsl:call-template>
          <xsl:apply-templates/>
        </div>
      </xsl:when>
      <xsl:otherwise><xsl:apply-templates select="." mode="phrase"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
  <xsl:template match="tei:restore/tei:del"><xsl:call-template name="inline"/></xsl:template>

  <xsl:template match="tei:fw | tei:am | tei:metamark"><xsl:apply-templates select="." mode="phrase"/></xsl:template>
  <xsl:template match="tei:fw | tei:am" mode="phrase">
    <span>
      <xsl:call-template name="attributes"><xsl:with-param name="class" select="' variant'"/></xsl:call-template>
      <xsl:text>[</xsl:text>
      <xsl:apply-templates mode="phrase"/>
      <xsl:text>]</xsl:text>
    </span>
  </xsl:template>
  <xsl:template match="tei:metamark" mode="phrase">
    <xsl:if test="normalize-space()">
      <span>
        <xsl:call-template name="attributes"><xsl:with-param name="class" select="' mark'"/></xsl:call-template>
        <xsl:apply-templates mode="phrase"/>
      </span>
    </xsl:if>
  </xsl:template>

  <!-- Supplied by an editor: in square brackets; what the writer left out, in angle brackets. -->
  <xsl:template match="tei:supplied" mode="phrase">
    <xsl:variable name="responsible"><xsl:call-template name="responsibility"/></xsl:variable>
    <span>
      <xsl:call-template name="attributes"/>
      <xsl:attribute name="title">
        <xsl:call-template name="label"><xsl:with-param name="of" select="'supplied'"/></xsl:call-template>
        <xsl:if test="$responsible != ''"><xsl:text> </xsl:text><xsl:value-of select="$responsible"/></xsl:if>
      </xsl:attribute>
      <span class="mark"><xsl:choose><xsl:when test="starts-with(@reason, 'omitted')">⟨</xsl:when><xsl:otherwise>[</xsl:otherwise></xsl:choose></span>
      <xsl:apply-templates mode="phrase"/>
      <span class="mark"><xsl:choose><xsl:when test="starts-with(@reason, 'omitted')">⟩</xsl:when><xsl:otherwise>]</xsl:otherwise></xsl:choose></span>
    </span>
    <xsl:call-template name="annotations"/>
  </xsl:template>

  <xsl:template match="tei:unclear" mode="phrase">
    <xsl:call-template name="span">
      <xsl:with-param name="title">
        <xsl:call-template name="label"><xsl:with-param name="of" select="'unclear'"/></xsl:call-template>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <xsl:template match="tei:corr[not(parent::tei:choice)] | tei:sic[not(parent::tei:choice)]" mode="phrase">
    <xsl:call-template name="span">
      <xsl:with-param name="title">
        <xsl:choose>
          <xsl:when test="self::tei:sic">
            <xsl:call-template name="label"><xsl:with-param name="of" select="'source-sic'"/></xsl:call-template>
          </xsl:when>
          <xsl:otherwise><xsl:call-template name="responsibility"/></xsl:otherwise>
        </xsl:choose>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>

  <!-- A character that has none in Unicode: by the name that is given for it, in double brackets as in print. -->
  <xsl:template match="tei:g[not(node())]" mode="phrase">
    <xsl:variable name="described" select="key('id', substring-after(@ref, '#'))[self::tei:char or self::tei:glyph][1]"/>
    <xsl:variable name="name">
      <xsl:choose>
        <xsl:when test="$described/tei:mapping[contains(@type, 'standard')]"><xsl:value-of select="$described/tei:mapping[contains(@type, 'standard')][1]"/></xsl:when>
        <xsl:when test="$described/tei:localProp[@name = 'name' or @name = 'Name']"><xsl:value-of select="$described/tei:localProp[@name = 'name' or @name = 'Name'][1]/@value"/></xsl:when>
        <xsl:when test="$described/tei:charProp/tei:value"><xsl:value-of select="$described/tei:charProp[1]/tei:value"/></xsl:when>
        <xsl:when test="$described/tei:charName | $described/tei:glyphName"><xsl:value-of select="$described/tei:charName | $described/tei:glyphName"/></xsl:when>
        <xsl:when test="@type"><xsl:value-of select="translate(@type, '-_', '  ')"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="substring-after(@ref, '#')"/></xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:if test="normalize-space($name) != ''">
      <span class="g mark"><xsl:apply-templates select="@xml:id" mode="attribute"/>((<xsl:value-of select="normalize-space($name)"/>))</span>
    </xsl:if>
  </xsl:template>

  <!-- Signs for what is not there, or not said in words. -->
  <xsl:template match="tei:gap | tei:ellipsis | tei:space | tei:pause | tei:incident | tei:kinesic | tei:vocal | tei:shift
    | tei:handShift | tei:addSpan | tei:delSpan | tei:damageSpan | tei:witDetail | tei:lacunaStart | tei:lacunaEnd
    | tei:witStart | tei:witEnd | tei:milestone | tei:lb | tei:pb | tei:cb | tei:gb">
    <xsl:apply-templates select="." mode="phrase"/>
  </xsl:template>

  <xsl:template match="tei:gap" mode="phrase">
    <span class="gap mark">
      <xsl:apply-templates select="@xml:id" mode="attribute"/>
      <xsl:attribute name="title">
        <xsl:call-template name="label"><xsl:with-param name="of" select="'gap'"/></xsl:call-template>
        <xsl:if test="@reason">: <xsl:value-of select="normalize-space(@reason)"/></xsl:if>
        <xsl:variable name="extent">
          <xsl:choose>
            <xsl:when test="@quantity"><xsl:value-of select="@quantity"/></xsl:when>
            <xsl:when test="@atLeast and @atMost"><xsl:value-of select="concat(@atLeast, '–', @atMost)"/></xsl:when>
            <xsl:otherwise><xsl:value-of select="@extent"/></xsl:otherwise>
          </xsl:choose>
        </xsl:variable>
        <xsl:if test="normalize-space($extent) != ''">
          <xsl:value-of select="concat(', ', normalize-space(concat($extent, ' ', @unit)))"/>
        </xsl:if>
      </xsl:attribute>
      <xsl:text>[…</xsl:text>
      <xsl:if test="normalize-space(tei:desc) != ''"><xsl:value-of select="concat(' ', normalize-space(tei:desc))"/></xsl:if>
      <xsl:text>]</xsl:text>
    </span>
  </xsl:template>

  <xsl:template match="tei:ellipsis | tei:pause | tei:incident | tei:kinesic | tei:vocal" mode="phrase">
    <span class="{local-name()} mark">
      <xsl:apply-templates select="@xml:id" mode="attribute"/>
      <xsl:text>[</xsl:text>
      <xsl:choose>
        <xsl:when test="normalize-space()"><xsl:value-of select="normalize-space()"/></xsl:when>
        <xsl:otherwise><xsl:value-of select="local-name()"/></xsl:otherwise>
      </xsl:choose>
      <xsl:text>]</xsl:text>
    </span>
  </xsl:template>

  <xsl:template match="tei:space" mode="phrase">
    <span class="space mark">
      <xsl:apply-templates select="@xml:id" mode="attribute"/>
      <xsl:if test="normalize-space(tei:desc) != ''"><xsl:attribute name="title"><xsl:value-of select="normalize-space(tei:desc)"/></xsl:attribute></xsl:if>
      <xsl:text>&#160;</xsl:text>
    </span>
  </xsl:template>

  <xsl:template match="tei:shift | tei:handShift | tei:addSpan | tei:delSpan | tei:damageSpan | tei:witDetail
    | tei:lacunaStart | tei:lacunaEnd | tei:witStart | tei:witEnd" mode="phrase">
    <xsl:if test="@xml:id"><span class="{local-name()}"><xsl:apply-templates select="@xml:id" mode="attribute"/></span></xsl:if>
  </xsl:template>

  <!-- A milestone without words between blocks is a dinkus: the usual sign of a pause. -->
  <xsl:template match="tei:milestone" mode="phrase">
    <xsl:choose>
      <xsl:when test="(&in-container;) and (not(@unit) or @unit = 'unspecified' or @unit = 'separator' or @unit = 'section' or contains(@rend, '*') or contains(@rend, 'star') or contains(@rend, 'line') or contains(@rend, 'rule') or contains(@rend, 'dots'))">
        <span class="milestone mark block"><xsl:apply-templates select="@xml:id" mode="attribute"/>* * *</span>
      </xsl:when>
      <xsl:otherwise>
        <span class="milestone"><xsl:apply-templates select="@xml:id" mode="attribute"/></span>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- Line beginnings: broken where lines mean something, flowing in prose. The edition of an inscription or a
       papyrus (EpiDoc) has the lines of the source, every fifth with its number. -->
  <xsl:template match="tei:lb" mode="phrase">
    <xsl:choose>
      <xsl:when test="&in-edition;">
        <xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if>
        <xsl:if test="@break = 'no'"><span class="mark">-</span></xsl:if>
        <span>
          <!-- The first line begins where its block does. -->
          <xsl:attribute name="class">line-begins mark<xsl:if test="not(preceding-sibling::node()[self::* or normalize-space()])"> first</xsl:if></xsl:attribute>
          <xsl:apply-templates select="@xml:id" mode="attribute"/>
          <xsl:if test="@n &gt; 0 and @n mod 5 = 0"><span class="line-number mark"><xsl:value-of select="@n"/></span></xsl:if>
        </span>
      </xsl:when>
      <xsl:when test="@break = 'no'"/>
      <xsl:when test="ancestor::tei:p or ancestor::tei:ab or ancestor::tei:quote or ancestor::tei:note or ancestor::tei:item">
        <xsl:text> </xsl:text>
      </xsl:when>
      <xsl:when test="not(preceding-sibling::node()[not(self::text()[not(normalize-space())])])">
        <xsl:text> </xsl:text>
      </xsl:when>
      <xsl:otherwise><br/></xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@xml:id and not(&in-edition;)"><span class="lb"><xsl:apply-templates select="@xml:id" mode="attribute"/></span></xsl:if>
  </xsl:template>

  <xsl:template match="tei:cb | tei:gb" mode="phrase">
    <xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if>
    <xsl:if test="@xml:id"><span class="{local-name()}"><xsl:apply-templates select="@xml:id" mode="attribute"/></span></xsl:if>
  </xsl:template>

  <xsl:template match="tei:pb" mode="phrase">
    <xsl:variable name="name">
      <xsl:choose>
        <xsl:when test="normalize-space(@n) != ''"><xsl:value-of select="normalize-space(@n)"/></xsl:when>
        <xsl:otherwise>
          <xsl:call-template name="label"><xsl:with-param name="of" select="'page'"/></xsl:call-template>
        </xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="href">
      <xsl:call-template name="href">
        <xsl:with-param name="pointers" select="@facs"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:if test="not(@break = 'no')"><xsl:text> </xsl:text></xsl:if>
    <span class="pb mark">
      <xsl:apply-templates select="@xml:id" mode="attribute"/>
      <xsl:choose>
        <xsl:when test="$href != '' and not(starts-with($href, '#')) and not(ancestor::tei:ref)">
          <xsl:text>[</xsl:text>
          <a href="{$href}"><xsl:value-of select="$name"/></a>
          <xsl:text>]</xsl:text>
        </xsl:when>
        <xsl:when test="normalize-space(@n) != ''"><xsl:value-of select="concat('[', $name, ']')"/></xsl:when>
        <!-- Of a page without a number only the beginning is known; between blocks nothing needs to show it. -->
        <xsl:when test="&in-container;"/>
        <xsl:otherwise>
          <xsl:attribute name="title"><xsl:value-of select="$name"/></xsl:attribute>
          <xsl:text>|</xsl:text>
        </xsl:otherwise>
      </xsl:choose>
    </span>
  </xsl:template>
</xsl:stylesheet>
