"""The notations of findings: one module each, with one function

    report(diagnostics: Sequence[Diagnostic]) -> Iterator[str]

It yields lines without their ends; the diagnostics come sorted. The module's docstring says where the notation
is defined. To add one, add a file here and its tests.
"""
