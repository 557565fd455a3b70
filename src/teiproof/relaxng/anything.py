"""What an element contains that the schema does not know: of it nothing is demanded."""

from teiproof.relaxng.patterns import Pattern


class _Anything(Pattern):
    __slots__ = ()

    def __init__(self) -> None:
        super().__init__()
        self.nullable = self.text = True

    def after_text(self, *_: object) -> Pattern:
        return self


ANYTHING = _Anything()
