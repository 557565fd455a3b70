"""The notations of findings: one module each, with one function

    report(diagnostics: Sequence[Diagnostic], refusals: Sequence[str] = ()) -> Iterator[str]

It yields lines without their ends; the diagnostics come sorted. `refusals` are the reasons why a check could
not look: a notation that servers read says them, too, lest an incomplete check be taken for one without
findings. The module's docstring says where the notation is defined. To add one, add a file here and its tests.
"""
