"""The error for an expression without a value, apart from elementpath, which is imported late."""


class EvaluationError(Exception):
    """An expression has no value here."""
