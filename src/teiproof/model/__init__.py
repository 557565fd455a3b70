"""What a document and an edition are: identifiers, pointers, header, and the reading (what the text *is*)."""
