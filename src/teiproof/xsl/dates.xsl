<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!-- Dates: time where HTML knows the value (2.3.5 of the HTML standard), else a span that says it in its title. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <xsl:template match="tei:date | tei:time" mode="phrase">
    <xsl:variable name="value">
      <xsl:call-template name="datetime">
        <xsl:with-param name="value" select="normalize-space((@when | @when-iso)[1])"/>
      </xsl:call-template>
    </xsl:variable>
    <xsl:variable name="title"><xsl:call-template name="date-in-words"/></xsl:variable>
    <xsl:variable name="name">
      <xsl:choose>
        <xsl:when test="$value != ''">time</xsl:when>
        <xsl:otherwise>span</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:element name="{$name}">
      <xsl:call-template name="attributes"/>
      <xsl:if test="$value != ''"><xsl:attribute name="datetime"><xsl:value-of select="$value"/></xsl:attribute></xsl:if>
      <xsl:if test="$title != '' and normalize-space($title) != normalize-space()">
        <xsl:attribute name="title"><xsl:value-of select="normalize-space($title)"/></xsl:attribute>
      </xsl:if>
      <xsl:apply-templates mode="phrase"/>
    </xsl:element>
    <xsl:call-template name="annotations"/>
  </xsl:template>

  <!-- A value of @when as HTML's datetime; nothing if HTML has no such value. -->
  <xsl:template name="datetime">
    <xsl:param name="value"/>
    <xsl:variable name="shape" select="translate($value, '0123456789', 'dddddddddd')"/>
    <xsl:variable name="date" select="substring-before(concat($value, 'T'), 'T')"/>
    <xsl:variable name="time" select="substring-after($value, 'T')"/>
    <xsl:choose>
      <xsl:when test="$shape = 'dddd'">
        <xsl:if test="$value &gt; 0"><xsl:value-of select="$value"/></xsl:if>
      </xsl:when>
      <xsl:when test="$shape = 'dddd-dd'">
        <xsl:if test="substring($value, 1, 4) &gt; 0 and substring($value, 6) &gt; 0 and substring($value, 6) &lt; 13">
          <xsl:value-of select="$value"/>
        </xsl:if>
      </xsl:when>
      <xsl:when test="$shape = '--dd-dd'">
        <xsl:variable name="valid">
          <xsl:call-template name="is-day"><xsl:with-param name="date" select="concat('2000', substring($value, 2))"/></xsl:call-template>
        </xsl:variable>
        <xsl:if test="$valid = 'yes'"><xsl:value-of select="substring($value, 3)"/></xsl:if>
      </xsl:when>
      <xsl:when test="$shape = 'dd:dd' or $shape = 'dd:dd:dd'">
        <xsl:if test="substring($value, 1, 2) &lt; 24 and substring($value, 4, 2) &lt; 60 and not(substring($value, 7) &gt; 59)">
          <xsl:value-of select="$value"/>
        </xsl:if>
      </xsl:when>
      <xsl:when test="$shape = 'dddd-dd-dd' or $shape = 'dddd-dd-ddTdd:dd:dd' or $shape = 'dddd-dd-ddTdd:dd:ddZ'">
        <xsl:variable name="valid">
          <xsl:call-template name="is-day"><xsl:with-param name="date" select="$date"/></xsl:call-template>
        </xsl:variable>
        <xsl:if test="$valid = 'yes' and not(substring($time, 1, 2) &gt; 23) and not(substring($time, 4, 2) &gt; 59) and not(substring($time, 7, 2) &gt; 59)">
          <xsl:value-of select="$value"/>
        </xsl:if>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- Is YYYY-MM-DD a day of the Gregorian calendar? -->
  <xsl:template name="is-day">
    <xsl:param name="date"/>
    <xsl:variable name="year" select="number(substring($date, 1, 4))"/>
    <xsl:variable name="month" select="number(substring($date, 6, 2))"/>
    <xsl:variable name="day" select="number(substring($date, 9, 2))"/>
    <xsl:variable name="days">
      <xsl:choose>
        <xsl:when test="$month = 2 and ($year mod 4 = 0 and $year mod 100 != 0 or $year mod 400 = 0)">29</xsl:when>
        <xsl:when test="$month = 2">28</xsl:when>
        <xsl:when test="$month = 4 or $month = 6 or $month = 9 or $month = 11">30</xsl:when>
        <xsl:otherwise>31</xsl:otherwise>
      </xsl:choose>
    </xsl:variable>
    <xsl:if test="$year &gt; 0 and $month &gt; 0 and $month &lt; 13 and $day &gt; 0 and $day &lt;= $days">yes</xsl:if>
  </xsl:template>

  <!-- What the attributes of a dated element say: “not before 12 April 1936, not after …, certainty medium”. -->
  <xsl:template name="date-in-words">
    <xsl:variable name="when" select="(@when | @when-iso)[1]"/>
    <xsl:variable name="from" select="(@from | @from-iso)[1]"/>
    <xsl:variable name="to" select="(@to | @to-iso)[1]"/>
    <xsl:variable name="not-before" select="(@notBefore | @notBefore-iso)[1]"/>
    <xsl:variable name="not-after" select="(@notAfter | @notAfter-iso)[1]"/>
    <xsl:choose>
      <xsl:when test="$when"><xsl:call-template name="day"><xsl:with-param name="value" select="$when"/></xsl:call-template></xsl:when>
      <xsl:when test="$not-before and $not-after">
        <xsl:call-template name="label"><xsl:with-param name="of" select="'between'"/></xsl:call-template>
        <xsl:text> </xsl:text>
        <xsl:call-template name="day"><xsl:with-param name="value" select="$not-before"/></xsl:call-template>
        <xsl:text> </xsl:text>
        <xsl:call-template name="label"><xsl:with-param name="of" select="'and'"/></xsl:call-template>
        <xsl:text> </xsl:text>
        <xsl:call-template name="day"><xsl:with-param name="value" select="$not-after"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <xsl:if test="$from">
          <xsl:call-template name="label"><xsl:with-param name="of" select="'from'"/></xsl:call-template>
          <xsl:text> </xsl:text>
          <xsl:call-template name="day"><xsl:with-param name="value" select="$from"/></xsl:call-template>
          <xsl:text> </xsl:text>
        </xsl:if>
        <xsl:if test="$to">
          <xsl:call-template name="label"><xsl:with-param name="of" select="'to'"/></xsl:call-template>
          <xsl:text> </xsl:text>
          <xsl:call-template name="day"><xsl:with-param name="value" select="$to"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="$not-before">
          <xsl:call-template name="label"><xsl:with-param name="of" select="'not-before'"/></xsl:call-template>
          <xsl:text> </xsl:text>
          <xsl:call-template name="day"><xsl:with-param name="value" select="$not-before"/></xsl:call-template>
        </xsl:if>
        <xsl:if test="$not-after">
          <xsl:call-template name="label"><xsl:with-param name="of" select="'not-after'"/></xsl:call-template>
          <xsl:text> </xsl:text>
          <xsl:call-template name="day"><xsl:with-param name="value" select="$not-after"/></xsl:call-template>
        </xsl:if>
      </xsl:otherwise>
    </xsl:choose>
    <xsl:if test="@cert and (@when or @from or @to or @notBefore or @notAfter)">
      <xsl:text>, </xsl:text>
      <xsl:call-template name="certainty"/>
    </xsl:if>
  </xsl:template>

  <!-- 1936-08-25 → 25 August 1936; anything else as it is. -->
  <xsl:template name="day">
    <xsl:param name="value"/>
    <xsl:variable name="shape" select="translate($value, '0123456789', 'dddddddddd')"/>
    <xsl:variable name="month" select="substring($value, 6, 2)"/>
    <xsl:choose>
      <xsl:when test="($shape = 'dddd-dd-dd' or $shape = 'dddd-dd') and $month &gt; 0 and $month &lt; 13">
        <xsl:if test="$shape = 'dddd-dd-dd'"><xsl:value-of select="concat(number(substring($value, 9)), ' ')"/></xsl:if>
        <xsl:call-template name="label"><xsl:with-param name="of" select="concat('month-', $month)"/></xsl:call-template>
        <xsl:value-of select="concat(' ', substring($value, 1, 4))"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="$value"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
