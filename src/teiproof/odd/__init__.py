"""ODD: from a TEI customisation and its sources to the flattened ODD, and from that to schemas."""
