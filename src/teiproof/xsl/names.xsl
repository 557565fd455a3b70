<?xml version="1.0" encoding="UTF-8"?>
<!-- The layer of names and dates: names link to the register. TEI P5 3.6, 14. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <xsl:import href="manuscripts.xsl"/>
  <xsl:include href="dates.xsl"/>

  <xsl:template match="tei:persName | tei:placeName | tei:orgName | tei:rs | tei:name | tei:eventName | tei:objectName
    | tei:geogName | tei:country | tei:settlement | tei:region | tei:district | tei:bloc | tei:author | tei:editor
    | tei:publisher | tei:pubPlace | tei:role" mode="phrase">
    <xsl:call-template name="link">
      <xsl:with-param name="pointers" select="@ref"/>
      <xsl:with-param name="class">
        <!-- rs and name say by @type what they name -->
        <xsl:if test="@type = 'person' or @type = 'place' or @type = 'org' or @type = 'work' or @type = 'event' or @type = 'group'">
          <xsl:value-of select="concat(' ', @type)"/>
        </xsl:if>
        <xsl:if test="@cert = 'low' and @ref"> doubtful</xsl:if>
      </xsl:with-param>
      <xsl:with-param name="title">
        <xsl:if test="@cert and @ref">
          <xsl:call-template name="label"><xsl:with-param name="of" select="'identified'"/></xsl:call-template>
          <xsl:text> </xsl:text>
          <xsl:call-template name="certainty"/>
        </xsl:if>
      </xsl:with-param>
    </xsl:call-template>
  </xsl:template>
</xsl:stylesheet>
