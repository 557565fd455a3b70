<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE xsl:stylesheet [
  <!ENTITY % tests SYSTEM "tests.ent">
  %tests;
]>
<!-- Characters: the text itself, where a break="no" joins it; language tags. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform"
  xmlns:tei="http://www.tei-c.org/ns/1.0" exclude-result-prefixes="tei">

  <xsl:key name="joining" match="tei:lb[@break = 'no'] | tei:pb[@break = 'no'] | tei:cb[@break = 'no'] | tei:gb[@break = 'no']" use="'no'"/>

  <!-- White space around a break within a word is not part of the word (att.breaking). -->
  <xsl:template match="text()[key('joining', 'no') and (&joins-after; or &joins-before;)]" priority="1">
    <xsl:call-template name="joined"/>
  </xsl:template>

  <xsl:template match="text()[key('joining', 'no') and (&joins-after; or &joins-before;)]" priority="1" mode="phrase">
    <xsl:call-template name="joined"/>
  </xsl:template>

  <xsl:template name="joined">
    <xsl:variable name="before" select="&joins-before;"/>
    <xsl:variable name="after" select="&joins-after;"/>
    <xsl:variable name="words" select="normalize-space()"/>
    <xsl:choose>
      <xsl:when test="$words != ''">
        <xsl:if test="not($before) and normalize-space(substring(., 1, 1)) = ''">
          <xsl:text> </xsl:text>
        </xsl:if>
        <xsl:value-of select="$words"/>
        <xsl:if test="not($after) and normalize-space(substring(., string-length())) = ''">
          <xsl:text> </xsl:text>
        </xsl:if>
      </xsl:when>
    </xsl:choose>
  </xsl:template>

  <!-- A language tag that HTML accepts: BCP 47, with the three-letter codes of old files made short. -->
  <xsl:template name="language-tag">
    <xsl:param name="tag"/>
    <xsl:variable name="clean" select="translate(normalize-space($tag), '_', '-')"/>
    <xsl:variable name="primary" select="translate(substring-before(concat($clean, '-'), '-'), '&upper;', '&lower;')"/>
    <xsl:variable name="short" select="substring-before(substring-after(concat(' ', normalize-space($three-letters), ' '), concat(' ', $primary, ':')), ' ')"/>
    <xsl:variable name="language">
      <xsl:choose>
        <xsl:when test="string-length($primary) = 2 and contains(concat(' ', normalize-space($two-letters), ' '), concat(' ', $primary, ' '))"><xsl:value-of select="$primary"/></xsl:when>
        <xsl:when test="$short != ''"><xsl:value-of select="$short"/></xsl:when>
        <xsl:when test="string-length($primary) = 3"><xsl:value-of select="$primary"/></xsl:when>
      </xsl:choose>
    </xsl:variable>
    <xsl:variable name="rest" select="substring($clean, string-length($primary) + 2)"/>
    <xsl:variable name="second" select="substring-before(concat($rest, '-'), '-')"/>
    <xsl:choose>
      <xsl:when test="translate($clean, '&upper;&lower;0123456789-', '') != '' or contains(concat($clean, '-'), '--')"/>
      <xsl:when test="$primary = 'x' and $rest != ''"><xsl:value-of select="$clean"/></xsl:when>
      <xsl:when test="$language = ''"/>
      <!-- A second part of three letters is a language extension, of which old files have only wrong ones. -->
      <xsl:when test="$rest = '' or (string-length($second) = 3 and translate($second, '0123456789', '') != '')"><xsl:value-of select="$language"/></xsl:when>
      <!-- The usual script of a language is not said. -->
      <xsl:when test="contains($usual-scripts, concat(' ', $language, '-', $second, ' '))">
        <xsl:value-of select="concat($language, substring($rest, string-length($second) + 1))"/>
      </xsl:when>
      <xsl:otherwise><xsl:value-of select="concat($language, '-', $rest)"/></xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <!-- ISO 639-1 -->
  <xsl:variable name="two-letters">
    aa ab ae af ak am an ar as av ay az ba be bg bh bi bm bn bo br bs ca ce ch co cr cs cu cv cy da de dv dz ee el en
    eo es et eu fa ff fi fj fo fr fy ga gd gl gn gu gv ha he hi ho hr ht hu hy hz ia id ie ig ii ik io is it iu ja jv
    ka kg ki kj kk kl km kn ko kr ks ku kv kw ky la lb lg li ln lo lt lu lv mg mh mi mk ml mn mr ms mt my na nb nd ne
    ng nl nn no nr nv ny oc oj om or os pa pi pl ps pt qu rm rn ro ru rw sa sc sd se sg si sk sl sm sn so sq sr ss st
    su sv sw ta te tg th ti tk tl tn to tr ts tt tw ty ug uk ur uz ve vi vo wa wo xh yi yo za zh zu
  </xsl:variable>

  <!-- ISO 639-2 codes of languages that have a shorter one, which BCP 47 prescribes -->
  <xsl:variable name="three-letters">
    eng:en ger:de deu:de fre:fr fra:fr ita:it spa:es por:pt rus:ru dut:nl nld:nl pol:pl cze:cs ces:cs hun:hu swe:sv
    dan:da nor:no fin:fi lat:la gre:el ell:el heb:he ara:ar jpn:ja chi:zh zho:zh tur:tr rum:ro ron:ro hrv:hr srp:sr
    slv:sl slk:sk slo:sk bul:bg ukr:uk cat:ca gle:ga wel:cy cym:cy ice:is isl:is lit:lt lav:lv est:et yid:yi per:fa
    fas:fa hin:hi san:sa arm:hy hye:hy geo:ka kat:ka baq:eu eus:eu glg:gl bre:br gla:gd kor:ko vie:vi tha:th tib:bo
    bod:bo mlt:mt ltz:lb oci:oc epo:eo
  </xsl:variable>

  <xsl:variable name="usual-scripts"> he-Hebr yi-Hebr ar-Arab fa-Arab ur-Arab ru-Cyrl uk-Cyrl bg-Cyrl el-Grek en-Latn de-Latn fr-Latn it-Latn es-Latn pt-Latn nl-Latn pl-Latn cs-Latn hu-Latn sv-Latn da-Latn no-Latn fi-Latn tr-Latn la-Latn ro-Latn hr-Latn hi-Deva ja-Jpan ko-Kore th-Thai hy-Armn ka-Geor </xsl:variable>

  <xsl:template name="direction">
    <xsl:param name="tag"/>
    <xsl:variable name="primary" select="substring-before(concat($tag, '-'), '-')"/>
    <xsl:choose>
      <xsl:when test="contains($tag, '-Latn') or contains($tag, '-Cyrl')">ltr</xsl:when>
      <xsl:when test="contains(' ar he fa ur yi syr arc ckb dv ps sd ug ', concat(' ', $primary, ' ')) or contains($tag, '-Arab') or contains($tag, '-Hebr')">rtl</xsl:when>
      <xsl:otherwise>ltr</xsl:otherwise>
    </xsl:choose>
  </xsl:template>
</xsl:stylesheet>
