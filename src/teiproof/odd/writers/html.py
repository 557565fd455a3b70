"""The manual of a schema as one HTML page in the style of the site, which needs nothing else."""

from teiproof.odd.flattened import Flattened
from teiproof.odd.manual import content
from teiproof.odd.manual.frame import whole_page
from teiproof.odd.manual.words import words_for


def write(schema: Flattened, docs: bool = True) -> bytes:
    """The manual: prose of the ODD, elements, classes, macros, datatypes."""
    del docs  # it is all description
    words = words_for(schema)
    return whole_page(schema, content(schema, words), words)
