"""XPath for Schematron: parsed once, then evaluated by libxml2 wherever XPath 1.0 means the same.

lexer, parser   an expression as a tree of `syntax` values
native          the tree as an expression of XPath 1.0 with the same value, where there is one
interpreter     what XPath 2.0 adds and rules use often, in Python around native parts
elsewhere       everything else: elementpath, imported when first needed
expression      one expression: chooses among them
"""
