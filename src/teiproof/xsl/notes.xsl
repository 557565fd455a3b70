<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!--
  The layer of notes: in the text a numbered link (a.note-ref), at the end of the page a list item with the same
  number, who is responsible, and the way back. The item has the identifier of the note, or “note:” and its
  number; the link “mark:” and the number. A colon cannot stand in an xml:id, so neither can clash with one.

  A note is anchored where it stands, or, in standOff, at the end of the element that the last pointer of its
  @target names. An app is a note with its other readings.
-->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <xsl:import href="register.xsl"/>
  <xsl:include href="apparatus.xsl"/>

  <xsl:key name="annotation" match="tei:standOff//tei:note[@target]" use="substring-after(concat(' ', normalize-space(@target)), ' ')"/>
  <xsl:key name="annotation" match="tei:standOff//tei:note[@target]" use="substring-after(normalize-space(@target), ' ')"/>

  <!-- The components of a note, other than those of notes within it (blocks, without going through all of it). -->
  <xsl:key name="components-of-note" match="tei:p | tei:list | tei:l | tei:lg | tei:table | tei:figure | tei:sp | tei:ab | tei:floatingText | tei:castList | tei:eg | tei:listBibl | tei:biblStruct | tei:biblFull | tei:msDesc | tei:entry | tei:entryFree | tei:div | tei:listPerson | tei:listPlace | tei:listOrg | tei:listEvent | *[local-name() = 'egXML'] | tei:u" use="generate-id(ancestor::tei:note[1])"/>

  <xsl:variable name="annotations" select="/*/tei:standOff//tei:note[@target][starts-with(normalize-space(@target), '#')]
    [key('id', substring-after(normalize-space(@target), '#'))/ancestor::tei:text]"/>
  <xsl:variable name="notes-in-text" select="/descendant::tei:text[not(ancestor::tei:text)]/descendant::*[
    self::tei:note[not(&note-is-text; or (&note-in-place;) or starts-with(@place, 'inline'))] or self::tei:app[&has-readings;]]
    [not(ancestor::tei:index or ancestor::tei:fs or ancestor::tei:figDesc)]"/>

  <!-- “ id:number id:number … ” for every note: libxslt's own numbering would count from the start each time. -->
  <xsl:variable name="numbers">
    <xsl:text> </xsl:text>
    <xsl:choose>
      <xsl:when test="$annotations">
        <!-- Stand-off notes count where they are anchored. -->
        <xsl:for-each select="$notes-in-text | $annotations">
          <xsl:sort data-type="number" select="count(self::*[ancestor::tei:text]/preceding::*) + count(self::*[ancestor::tei:text]/ancestor::*)
            + count(key('id', substring-after(normalize-space(self::*[not(ancestor::tei:text)]/@target), '#'))[1]/preceding::*)
            + count(key('id', substring-after(normalize-space(self::*[not(ancestor::tei:text)]/@target), '#'))[1]/ancestor-or-self::*)
            + count(key('id', substring-after(normalize-space(self::*[not(ancestor::tei:text)]/@target), '#'))[1]/descendant::*)"/>
          <xsl:value-of select="concat(generate-id(), ':', position(), ' ')"/>
        </xsl:for-each>
      </xsl:when>
      <xsl:otherwise>
        <xsl:for-each select="$notes-in-text">
          <xsl:value-of select="concat(generate-id(), ':', position(), ' ')"/>
        </xsl:for-each>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:variable>

  <xsl:template name="note-number">
    <xsl:value-of select="substring-before(substring-after($numbers, concat(' ', generate-id(), ':')), ' ')"/>
  </xsl:template>

  <xsl:template name="note-id">
    <xsl:param name="number"/>
    <xsl:choose>
      <xsl:when test="@xml:id and generate-id() = generate-id(key('id', @xml:id)[1])"><xsl:value-of select="@xml:id"/></xsl:when>
      <xsl:otherwise>note:<xsl:value-of select="$number"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- The mark in the text -->

  <xsl:template match="tei:note"><xsl:apply-templates select="." mode="phrase"/></xsl:template>

  <xsl:template match="tei:note" mode="phrase">
    <xsl:call-template name="note-mark"/>
  </xsl:template>

  <xsl:template match="tei:app[&has-readings;]" mode="phrase">
    <xsl:apply-imports/>
    <xsl:call-template name="note-mark"/>
  </xsl:template>

  <!-- The mark of blocks is at the end of the last. -->
  <xsl:template match="tei:app[&has-readings;]">
    <xsl:apply-imports/>
    <xsl:call-template name="note-mark"/>
  </xsl:template>

  <xsl:template name="note-mark">
    <xsl:variable name="number"><xsl:call-template name="note-number"/></xsl:variable>
    <xsl:if test="$number != ''">
      <xsl:variable name="id">
        <xsl:call-template name="note-id"><xsl:with-param name="number" select="$number"/></xsl:call-template>
      </xsl:variable>
      <sup class="note-ref">
        <xsl:choose>
          <!-- A link may not stand in a link. -->
          <xsl:when test="ancestor::tei:ref[@target][count(ancestor::tei:note) = count(current()/ancestor::tei:note)][not(&links;)]">
            <span id="mark:{$number}"><xsl:value-of select="$number"/></span>
          </xsl:when>
          <xsl:otherwise>
            <a id="mark:{$number}" href="#{$id}" role="doc-noteref"><xsl:value-of select="$number"/></a>
          </xsl:otherwise>
        </xsl:choose>
      </sup>
    </xsl:if>
  </xsl:template>

  <!-- Stand-off notes on the element just written. -->
  <xsl:template name="annotations">
    <xsl:if test="@xml:id and $annotations and ancestor::tei:text">
      <xsl:for-each select="key('annotation', concat('#', @xml:id))">
        <xsl:call-template name="note-mark"/>
      </xsl:for-each>
    </xsl:if>
  </xsl:template>

  <!-- A note that is the text of a section of notes, or of a record or the header, stands where it is. -->
  <xsl:template match="tei:note[&note-is-text;]" priority="1">
    <xsl:call-template name="block"/>
  </xsl:template>
  <!-- In a section of notes it has the number by which it is called in the text. -->
  <xsl:template match="tei:note[ancestor::tei:text and @n and (parent::tei:back or starts-with(local-name(..), 'div') or starts-with(local-name(..), 'list')) and (&note-is-text;)]" priority="1.5">
    <div class="part numbered">
      <span class="mark part-name"><xsl:value-of select="normalize-space(@n)"/></span>
      <div class="part-text"><xsl:call-template name="block"/></div>
    </div>
  </xsl:template>
  <!-- A note in the line of the text is read there, in brackets, unless it has its own. -->
  <xsl:template match="tei:note[ancestor::tei:text and starts-with(@place, 'inline')]" mode="phrase" priority="3">
    <xsl:variable name="bracketed" select="contains('([〔（【', substring(normalize-space(), 1, 1))"/>
    <span>
      <xsl:call-template name="attributes"><xsl:with-param name="class" select="' aside'"/></xsl:call-template>
      <xsl:if test="not($bracketed)">[</xsl:if>
      <xsl:apply-templates mode="phrase"/>
      <xsl:if test="not($bracketed)">]</xsl:if>
    </span>
  </xsl:template>
  <xsl:template match="tei:note[&note-is-text;]" mode="phrase" priority="1">
    <xsl:call-template name="span"/>
  </xsl:template>
  <xsl:template match="tei:note[ancestor::tei:text and not(&note-is-text;) and (&note-in-place;)]" priority="2">
    <xsl:call-template name="aside"/>
  </xsl:template>
  <xsl:template match="tei:note[ancestor::tei:text and not(&note-is-text;) and (&note-in-place;)]" mode="phrase" priority="2">
    <xsl:call-template name="block-span"><xsl:with-param name="class" select="' aside'"/></xsl:call-template>
  </xsl:template>
  <xsl:template name="aside" match="tei:note[ancestor::tei:text and (&in-record;)]" priority="2">
    <xsl:text>&#10;</xsl:text>
    <div>
      <xsl:call-template name="attributes"><xsl:with-param name="class" select="' aside'"/></xsl:call-template>
      <xsl:apply-templates/>
    </div>
    <xsl:text>&#10;</xsl:text>
  </xsl:template>
  <xsl:template match="tei:note[ancestor::tei:text and (&in-record;)]" mode="phrase" priority="2">
    <xsl:call-template name="span"><xsl:with-param name="class" select="' aside'"/></xsl:call-template>
  </xsl:template>

  <!-- The list at the end -->

  <xsl:template name="endnotes">
    <xsl:variable name="all" select="$notes-in-text | $annotations"/>
    <xsl:if test="$all">
      <xsl:text>&#10;</xsl:text>
      <section class="endnotes" role="doc-endnotes" aria-labelledby="page:notes">
        <h2 id="page:notes"><xsl:call-template name="label"><xsl:with-param name="of" select="'notes'"/></xsl:call-template></h2>
        <ol>
          <xsl:choose>
            <xsl:when test="$annotations">
              <xsl:for-each select="$all">
                <xsl:sort data-type="number" select="substring-before(substring-after($numbers, concat(' ', generate-id(), ':')), ' ')"/>
                <xsl:call-template name="endnote"/>
              </xsl:for-each>
            </xsl:when>
            <xsl:otherwise>
              <xsl:for-each select="$all"><xsl:call-template name="endnote"/></xsl:for-each>
            </xsl:otherwise>
          </xsl:choose>
        </ol>
      </section>
    </xsl:if>
  </xsl:template>

  <xsl:template name="endnote">
    <xsl:variable name="number" select="position()"/>
    <xsl:text>&#10;</xsl:text>
    <li class="note">
      <xsl:attribute name="id">
        <xsl:call-template name="note-id"><xsl:with-param name="number" select="$number"/></xsl:call-template>
      </xsl:attribute>
      <xsl:apply-templates select="@xml:lang" mode="attribute"/>
      <div class="note-text">
        <xsl:choose>
          <xsl:when test="self::tei:app"><xsl:call-template name="apparatus"/></xsl:when>
          <xsl:when test="key('components-of-note', generate-id())"><xsl:apply-templates/></xsl:when>
          <xsl:otherwise><p><xsl:apply-templates mode="phrase"/></p></xsl:otherwise>
        </xsl:choose>
      </div>
      <p class="note-about">
        <xsl:variable name="about">
          <xsl:call-template name="note-about"/>
        </xsl:variable>
        <xsl:value-of select="normalize-space($about)"/>
        <xsl:text> </xsl:text>
        <a href="#mark:{$number}" class="back" role="doc-backlink">
          <xsl:attribute name="aria-label">
            <xsl:call-template name="label"><xsl:with-param name="of" select="'back'"/></xsl:call-template>
            <xsl:value-of select="concat(', ', $number)"/>
          </xsl:attribute>
          <xsl:text>↩&#xFE0E;</xsl:text>
        </a>
      </p>
    </li>
  </xsl:template>

  <!-- “factual · the teiproof project · certainty high” -->
  <xsl:template name="note-about">
    <xsl:variable name="who"><xsl:call-template name="responsible"/></xsl:variable>
    <xsl:if test="@type and not(self::tei:app)">
      <xsl:call-template name="label"><xsl:with-param name="of" select="string(@type)"/></xsl:call-template>
    </xsl:if>
    <xsl:if test="@type and not(self::tei:app) and ($who != '' or @cert)"> · </xsl:if>
    <xsl:value-of select="$who"/>
    <xsl:if test="@cert">
      <xsl:if test="$who != ''"> · </xsl:if>
      <xsl:call-template name="certainty"/>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
