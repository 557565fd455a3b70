"""The notations of findings: one module each, with one function

    report(diagnostics: Iterable[Diagnostic]) -> Iterator[str]

It yields lines without their ends. To add a notation, add a file here.
"""
