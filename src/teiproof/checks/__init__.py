"""The checks: one module each, named after the check, with one function

    check(document: Document, edition: Edition) -> Iterator[Diagnostic]

It yields facts about one document; the edition tells what the other documents hold. It raises a TeiproofError
when it cannot look. A check that looks at certain documents only may say which, so that a run in which there is
none of them is no pass:

    concerns(document: Document) -> bool

The module's docstring is its manual page: after the introduction, each code stands on a
line of its own, with its explanation indented below. To add a check, add a file here and its cases in
`tests/checks/cases/<check>/`.
"""
