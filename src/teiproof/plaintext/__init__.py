"""A reading laid out as plain text, in which the place of every word is known.

layout      the text, as segments of which each comes from one block or from the layout
words       the words and punctuation marks of a text, with their offsets and their places in the TEI
places      where the characters of a text stand in the tree, and in the file
names       the names, dates and other mentions in a text, with their offsets
"""
