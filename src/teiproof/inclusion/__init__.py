"""XInclude 1.0 (https://www.w3.org/TR/xinclude/): what a document includes is read in its place.

Local files alone: an address on the network is never fetched, and a file outside the edition is never read. The
edition is the folder that was named on the command line, or that of the document if it was named itself.
`parse` is "xml" or "text"; `xpointer` is a bare name (an xml:id) or element(), of which nothing outside the
element comes in; of a whole file its root element does. Where a file, or what xpointer names in it, is not
there, xi:fallback is read if there is one.

An included element gets the xml:base by which its own relative addresses still lead where they did, and the
xml:lang that its file says of it; where its file says none, it is in the language of its new place.

Every finding is at the place in the file in which the mistake stands. For `teiproof check` each of these is an
error, and so is an included file that is not well-formed; of such a document only the schema is looked at.
An export writes the document without the part that cannot be included, says so, and ends with 2: an inclusion
costs only itself. A loop is cut at the inclusion that would close it. Only inclusion.too-much refuses the whole
document.

The codes:

inclusion.missing
    The file which xi:include names is not there or cannot be read, or has not the element that @xpointer names,
    and there is no xi:fallback. Correct @href or @xpointer, or add the file.

inclusion.outside
    xi:include names a file outside the edition, or an address on the network, and there is no xi:fallback. Name
    the folder which holds both files as PATH, or copy the file into the edition.

inclusion.loop
    A file includes itself, directly or through the files that it includes. The message names the chain; take
    one of its links out.

inclusion.too-much
    A document includes more than 10,000 times, deeper than 40 files, or more than 500 MB or 5,000,000 elements
    in all. Such a file is made to exhaust memory; it is refused.

inclusion.bad-request
    An xi:include is not written as XInclude wants it: @href with a fragment (which belongs into @xpointer),
    @parse with another value than xml or text, neither @href nor @xpointer, an unknown @encoding, text with
    characters that XML does not allow.
"""

from teiproof.names import XI

INCLUDE = f"{{{XI}}}include"
FALLBACK = f"{{{XI}}}fallback"
