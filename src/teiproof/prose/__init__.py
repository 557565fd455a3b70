"""A text as writers of documents know it: blocks that hold lines that hold words.

tree          the values: paragraphs, headings, verses, lists, tables, quotations; and what stands in a line
composition   the blocks of a reading, put into what surrounds them in the document
lines         the runs of a block, put into what surrounds them in the line
markdown      the tree as Markdown
pandoc        the tree as pandoc's own, for all that pandoc can write
"""
