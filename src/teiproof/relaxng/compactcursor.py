"""Goes over the tokens of the compact syntax: what stands at a place, what must stand there, what is wrong."""

from typing import NoReturn

from teiproof.relaxng.compacttokens import Token
from teiproof.relaxng.reading import is_ncname
from teiproof.relaxng.sources import Sources, place
from teiproof.relaxng.wording import cut

KEYWORDS = frozenset(
    "attribute default datatypes div element empty external grammar include inherit list mixed namespace "
    "notAllowed parent start string text token".split()
)
_SYNTAX, _TOKENS = (f"{number} of the Compact Syntax" for number in (2, 3))


class Cursor:
    """A place among the tokens of the file with this number."""

    def __init__(self, read: list[Token], file: int, sources: Sources) -> None:
        self._tokens = read
        self._file = file
        self._sources = sources
        self._index = 0
        if read[-1].kind == "unknown":
            self.fail(read[-1], _why_unknown(read[-1].text), _TOKENS)

    def where(self, token: Token) -> int:
        """The place of a token in the schema, see `sources.place`."""
        return place(self._file, token.offset)

    @property
    def here(self) -> Token:
        """The token at the place."""
        return self._tokens[self._index]

    def next(self) -> Token:
        """Take the token at the place, whatever it is."""
        token = self.here
        self._index += token.kind != "end"
        return token

    def is_symbol(self, *symbols: str) -> bool:
        """Whether one of these symbols comes next."""
        return self.here.kind == "symbol" and self.here.text in symbols

    def is_before(self, *symbols: str) -> bool:
        """Whether one of these symbols comes next but one."""
        following = self._tokens[min(self._index + 1, len(self._tokens) - 1)]
        return following.kind == "symbol" and following.text in symbols

    def is_keyword(self, *keywords: str) -> bool:
        """Whether one of these keywords comes next."""
        return self.here.kind == "name" and self.here.text in keywords

    def take(self, symbol: str) -> bool:
        """Whether a symbol comes next, which is then taken."""
        if not self.is_symbol(symbol):
            return False
        self._index += 1
        return True

    def expect(self, symbol: str) -> None:
        """Take a symbol that must come next. Raises IncorrectSchemaError."""
        if not self.take(symbol):
            self.refuse(f"“{symbol}”")

    def refuse(self, wanted: str) -> NoReturn:
        """Refuse the schema because of what comes next. Raises IncorrectSchemaError."""
        token = self.here
        found = "the schema ends here" if token.kind == "end" else f"“{cut(token.text)}” is not expected here"
        self.fail(token, f"{found}: {wanted} is wanted")

    def fail(self, token: Token, message: str, section: str = _SYNTAX) -> NoReturn:
        """Refuse the schema because of a token. Raises IncorrectSchemaError."""
        raise self._sources.error(self.where(token), section, message)

    def identifier(self, wanted: str, with_keywords: bool = False) -> str:
        """Take a name without a prefix. Raises IncorrectSchemaError."""
        token = self.here
        is_keyword = token.kind == "name" and token.text in KEYWORDS
        if token.kind not in ("name", "quoted") or (is_keyword and not with_keywords):
            hint = f"{wanted} (or \\{token.text}, if that is its name)" if is_keyword else wanted
            self.refuse(hint)
        self.next()
        if not is_ncname(token.text):
            self.fail(token, f"“{token.text}” is not a name", "3")
        return token.text

    def literal(self) -> str:
        """Take a text in quotation marks, of parts joined by `~`. Raises IncorrectSchemaError."""
        text = ""
        while True:
            if self.here.kind != "literal":
                self.refuse("a text in quotation marks")
            text += self.next().text
            if not self.take("~"):
                return text


def _why_unknown(character: str) -> str:
    if character in "\"'":
        return "the text that begins here has no closing quotation mark on its line"
    return f"“{character}” means nothing in the compact syntax"
