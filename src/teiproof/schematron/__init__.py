"""Schematron (ISO/IEC 19757-3) in Python.

    sources, abstraction, reading   a file to a `rules.Schema`: inclusion, abstract patterns, phases written out
    contexts, screening, compiled   contexts as candidates and conditions, tests as expressions
    candidates, evaluation          the nodes that may break a rule, then rule by rule
    xpath                           expressions

A rule that cannot be evaluated is never passed over. If that is so for every document, the evaluator names
it in its faults; if it is the value in one document, there is a finding at that place. Nothing outside the
folders of document and schema is read, nothing is fetched, and no pattern can make matching take for ever.
"""
