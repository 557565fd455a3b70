<?xml version="1.0" encoding="UTF-8"?>
<!-- The words that the page itself says. Every one is here, so that another language is another file. -->
<xsl:stylesheet version="1.0" xmlns:xsl="http://www.w3.org/1999/XSL/Transform">

  <xsl:template name="label">
    <xsl:param name="of"/>
    <xsl:choose>
      <!-- the page -->
      <xsl:when test="$of = 'about'">About this document</xsl:when>
      <xsl:when test="$of = 'contents'">Contents</xsl:when>
      <xsl:when test="$of = 'notes'">Notes</xsl:when>
      <xsl:when test="$of = 'skip'">Skip to the text</xsl:when>
      <xsl:when test="$of = 'back'">Back to the text</xsl:when>
      <xsl:when test="$of = 'untitled'">Untitled document</xsl:when>
      <xsl:when test="$of = 'register'">Register</xsl:when>
      <!-- the text -->
      <xsl:when test="$of = 'image'">image</xsl:when>
      <xsl:when test="$of = 'page'">page</xsl:when>
      <xsl:when test="$of = 'gap'">gap in the text</xsl:when>
      <xsl:when test="$of = 'unclear'">reading uncertain</xsl:when>
      <xsl:when test="$of = 'supplied'">supplied</xsl:when>
      <xsl:when test="$of = 'source'">source:</xsl:when>
      <xsl:when test="$of = 'source-sic'">so in the source</xsl:when>
      <xsl:when test="$of = 'source-orig'">spelling of the source</xsl:when>
      <xsl:when test="$of = 'source-abbr'">abbreviation of the source</xsl:when>
      <xsl:when test="$of = 'also-read'">also read</xsl:when>
      <xsl:when test="$of = 'added'">added</xsl:when>
      <xsl:when test="$of = 'lacunaStart'">lacuna begins</xsl:when>
      <xsl:when test="$of = 'lacunaEnd'">lacuna ends</xsl:when>
      <xsl:when test="$of = 'witStart'">begins here</xsl:when>
      <xsl:when test="$of = 'witEnd'">ends here</xsl:when>
      <xsl:when test="$of = 'corrected-by'">corrected by</xsl:when>
      <xsl:when test="$of = 'by'">by</xsl:when>
      <xsl:when test="$of = 'cert-high'">certainty high</xsl:when>
      <xsl:when test="$of = 'cert-medium'">certainty medium</xsl:when>
      <xsl:when test="$of = 'cert-low'">certainty low</xsl:when>
      <xsl:when test="$of = 'identified'">identification:</xsl:when>
      <!-- dates -->
      <xsl:when test="$of = 'from'">from</xsl:when>
      <xsl:when test="$of = 'to'">to</xsl:when>
      <xsl:when test="$of = 'circa'">c.</xsl:when>
      <xsl:when test="$of = 'not-before'">not before</xsl:when>
      <xsl:when test="$of = 'not-after'">not after</xsl:when>
      <xsl:when test="$of = 'between'">between</xsl:when>
      <xsl:when test="$of = 'and'">and</xsl:when>
      <xsl:when test="$of = 'lasting'">lasting</xsl:when>
      <xsl:when test="$of = 'month-01'">January</xsl:when>
      <xsl:when test="$of = 'month-02'">February</xsl:when>
      <xsl:when test="$of = 'month-03'">March</xsl:when>
      <xsl:when test="$of = 'month-04'">April</xsl:when>
      <xsl:when test="$of = 'month-05'">May</xsl:when>
      <xsl:when test="$of = 'month-06'">June</xsl:when>
      <xsl:when test="$of = 'month-07'">July</xsl:when>
      <xsl:when test="$of = 'month-08'">August</xsl:when>
      <xsl:when test="$of = 'month-09'">September</xsl:when>
      <xsl:when test="$of = 'month-10'">October</xsl:when>
      <xsl:when test="$of = 'month-11'">November</xsl:when>
      <xsl:when test="$of = 'month-12'">December</xsl:when>
      <!-- the register -->
      <xsl:when test="$of = 'listPerson'">Persons</xsl:when>
      <xsl:when test="$of = 'listPlace'">Places</xsl:when>
      <xsl:when test="$of = 'listOrg'">Organisations</xsl:when>
      <xsl:when test="$of = 'listBibl'">Works</xsl:when>
      <xsl:when test="$of = 'listEvent'">Events</xsl:when>
      <xsl:when test="$of = 'listObject'">Objects</xsl:when>
      <xsl:when test="$of = 'listNym'">Names</xsl:when>
      <xsl:when test="$of = 'listRelation'">Relations</xsl:when>
      <xsl:when test="$of = 'in-the-texts'">In the texts</xsl:when>
      <xsl:when test="$of = 'other-names'">Other names</xsl:when>
      <xsl:when test="$of = 'birth'">Born</xsl:when>
      <xsl:when test="$of = 'death'">Died</xsl:when>
      <xsl:when test="$of = 'when'">Date</xsl:when>
      <xsl:when test="$of = 'location'">Position</xsl:when>
      <xsl:when test="$of = 'relations'">Relations</xsl:when>
      <xsl:when test="$of = 'participants'">Participants</xsl:when>
      <xsl:when test="$of = 'identifiers'">Identifiers</xsl:when>
      <xsl:when test="$of = 'sources'">Sources</xsl:when>
      <xsl:when test="$of = 'certainty'">Identification</xsl:when>
      <xsl:when test="$of = 'details'">Also recorded</xsl:when>
      <xsl:when test="$of = 'published'">Published</xsl:when>
      <xsl:when test="$of = 'entry-occupation'">Occupation</xsl:when>
      <xsl:when test="$of = 'entry-residence'">Residence</xsl:when>
      <xsl:when test="$of = 'entry-nationality'">Nationality</xsl:when>
      <xsl:when test="$of = 'entry-affiliation'">Affiliation</xsl:when>
      <xsl:when test="$of = 'entry-education'">Education</xsl:when>
      <xsl:when test="$of = 'entry-faith'">Faith</xsl:when>
      <xsl:when test="$of = 'entry-sex'">Sex</xsl:when>
      <xsl:when test="$of = 'entry-gender'">Gender</xsl:when>
      <xsl:when test="$of = 'entry-floruit'">Active</xsl:when>
      <xsl:when test="$of = 'entry-population'">Population</xsl:when>
      <!-- kinds of notes and of names -->
      <xsl:when test="$of = 'name-birth'">at birth</xsl:when>
      <xsl:when test="$of = 'introduction'">Introduction</xsl:when>
      <xsl:when test="$of = 'editorial'">Editorial note</xsl:when>
      <xsl:when test="$of = 'preface'">Preface</xsl:when>
      <xsl:when test="$of = 'appendix'">Appendix</xsl:when>
      <xsl:when test="$of = 'note'">Note</xsl:when>
      <xsl:when test="$of = 'note-tension'">Text and record</xsl:when>
      <xsl:when test="$of = 'note-dates'">On the dates</xsl:when>
      <xsl:when test="$of = 'note-identification'">On the identification</xsl:when>
      <xsl:when test="$of = 'note-identifier'">On the identifiers</xsl:when>
      <xsl:when test="$of = 'note-sources'">On the sources</xsl:when>
      <!-- the parts of a manuscript's description -->
      <xsl:when test="$of = 'part-support'">Material</xsl:when>
      <xsl:when test="$of = 'part-extent'">Extent</xsl:when>
      <xsl:when test="$of = 'part-collation'">Collation</xsl:when>
      <xsl:when test="$of = 'part-foliation'">Foliation</xsl:when>
      <xsl:when test="$of = 'part-condition'">Condition</xsl:when>
      <xsl:when test="$of = 'part-layout'">Layout</xsl:when>
      <xsl:when test="$of = 'part-handDesc'">Hands</xsl:when>
      <xsl:when test="$of = 'part-scriptDesc'">Script</xsl:when>
      <xsl:when test="$of = 'part-decoDesc'">Decoration</xsl:when>
      <xsl:when test="$of = 'part-additions'">Additions</xsl:when>
      <xsl:when test="$of = 'part-bindingDesc'">Binding</xsl:when>
      <xsl:when test="$of = 'part-origin'">Origin</xsl:when>
      <xsl:when test="$of = 'part-provenance'">Provenance</xsl:when>
      <xsl:when test="$of = 'part-acquisition'">Acquisition</xsl:when>
      <xsl:when test="$of = 'part-summary'">Summary</xsl:when>
      <xsl:when test="$of = 'part-textLang'">Language</xsl:when>
      <xsl:when test="$of = 'part-typeDesc'">Typescript or type</xsl:when>
      <xsl:when test="$of = 'part-musicNotation'">Musical notation</xsl:when>
      <xsl:when test="$of = 'part-sealDesc'">Seals</xsl:when>
      <xsl:when test="$of = 'part-accMat'">Accompanying material</xsl:when>
      <xsl:when test="$of = 'part-recordHist'">This description</xsl:when>
      <xsl:when test="$of = 'part-custodialHist'">Custody</xsl:when>
      <xsl:when test="$of = 'part-availability'">Access</xsl:when>
      <xsl:when test="$of = 'part-surrogates'">Reproductions</xsl:when>
      <!-- the header -->
      <xsl:when test="$of = 'titleStmt'">Responsible</xsl:when>
      <xsl:when test="$of = 'author'">Author</xsl:when>
      <xsl:when test="$of = 'editor'">Editor</xsl:when>
      <xsl:when test="$of = 'sponsor'">Sponsor</xsl:when>
      <xsl:when test="$of = 'funder'">Funder</xsl:when>
      <xsl:when test="$of = 'principal'">Principal investigator</xsl:when>
      <xsl:when test="$of = 'editionStmt'">Edition</xsl:when>
      <xsl:when test="$of = 'extent'">Extent</xsl:when>
      <xsl:when test="$of = 'publicationStmt'">Publication</xsl:when>
      <xsl:when test="$of = 'seriesStmt'">Series</xsl:when>
      <xsl:when test="$of = 'availability'">Rights</xsl:when>
      <xsl:when test="$of = 'notesStmt'">Notes on the document</xsl:when>
      <xsl:when test="$of = 'sourceDesc'">Source</xsl:when>
      <xsl:when test="$of = 'projectDesc'">Project</xsl:when>
      <xsl:when test="$of = 'samplingDecl'">What is left out</xsl:when>
      <xsl:when test="$of = 'editorialDecl'">Editorial principles</xsl:when>
      <xsl:when test="$of = 'correction'">Correction</xsl:when>
      <xsl:when test="$of = 'normalization'">Spelling</xsl:when>
      <xsl:when test="$of = 'quotation'">Quotation marks</xsl:when>
      <xsl:when test="$of = 'hyphenation'">Hyphenation</xsl:when>
      <xsl:when test="$of = 'punctuation'">Punctuation</xsl:when>
      <xsl:when test="$of = 'segmentation'">Segmentation</xsl:when>
      <xsl:when test="$of = 'interpretation'">Names, dates, notes</xsl:when>
      <xsl:when test="$of = 'stdVals'">Standard values</xsl:when>
      <xsl:when test="$of = 'creation'">Origin of the text</xsl:when>
      <xsl:when test="$of = 'abstract'">Abstract</xsl:when>
      <xsl:when test="$of = 'langUsage'">Languages</xsl:when>
      <xsl:when test="$of = 'textClass'">Kind and subjects</xsl:when>
      <xsl:when test="$of = 'particDesc'">Persons</xsl:when>
      <xsl:when test="$of = 'settingDesc'">Setting</xsl:when>
      <xsl:when test="$of = 'correspDesc'">Correspondence</xsl:when>
      <xsl:when test="$of = 'handNotes'">Hands</xsl:when>
      <xsl:when test="$of = 'revisionDesc'">Changes</xsl:when>
      <xsl:when test="starts-with($of, 'name-') or starts-with($of, 'note-')">
        <xsl:call-template name="label"><xsl:with-param name="of" select="substring($of, 6)"/></xsl:call-template>
      </xsl:when>
      <xsl:when test="starts-with($of, 'entry-')">
        <xsl:call-template name="label"><xsl:with-param name="of" select="substring($of, 7)"/></xsl:call-template>
      </xsl:when>
      <xsl:otherwise>
        <!-- A word of the document itself: parentOf, parent_of → parent of. -->
        <xsl:call-template name="words">
          <xsl:with-param name="name" select="translate($of, '_-', '  ')"/>
        </xsl:call-template>
      </xsl:otherwise>
    </xsl:choose>
  </xsl:template>

  <xsl:template name="words">
    <xsl:param name="name"/>
    <xsl:variable name="first" select="substring($name, 1, 1)"/>
    <xsl:if test="$first != ''">
      <xsl:choose>
        <xsl:when test="contains('ABCDEFGHIJKLMNOPQRSTUVWXYZ', $first)">
          <xsl:value-of select="concat(' ', translate($first, 'ABCDEFGHIJKLMNOPQRSTUVWXYZ', 'abcdefghijklmnopqrstuvwxyz'))"/>
        </xsl:when>
        <xsl:otherwise><xsl:value-of select="$first"/></xsl:otherwise>
      </xsl:choose>
      <xsl:call-template name="words">
        <xsl:with-param name="name" select="substring($name, 2)"/>
      </xsl:call-template>
    </xsl:if>
  </xsl:template>
</xsl:stylesheet>
