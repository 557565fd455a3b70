"""The pages of a site: which there are, what leads where, and what each is made of.

A page is made by a stylesheet from a page's data: elements of the namespace SITE, in which elements of TEI may
stand. The page of a text is made from the text's own tree, in which that data is the last child of the root.
"""

SITE = "https://teiproof.github.io/ns/site"
"""The namespace of what a page is made of besides TEI."""


def site(local: str) -> str:
    """The qualified name of an element of a page's data in Clark notation."""
    return f"{{{SITE}}}{local}"
