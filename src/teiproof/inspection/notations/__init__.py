"""The notations of a survey: one module each, named after it, with `write(survey: Survey) -> Iterator[str]`,
which yields the lines, or the pieces, of the whole."""
