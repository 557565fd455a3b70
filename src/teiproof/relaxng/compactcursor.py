"""Goes over the tokens of the compact syntax: what stands at a place, what must stand there, what is wrong."""

from typing import NoReturn

from teiproof.relaxng.compacttokens import Token
from teiproof.relaxng.nearness import near
from teiproof.relaxng.reading import is_ncname
from teiproof.relaxng.sources import Sources, place
from teiproof.relaxng.wording import cut

KEYWORDS = frozenset(
    "attribute default datatypes div element empty external grammar include inherit list mixed namespace "
    "notAllowed parent start string text token".split()
)
_DEFINING = ("=", "|=", "&=")
_TELLING = 4  # letters of a name
_SYNTAX, _TOKENS = (f"{number} of the Compact Syntax" for number in (2, 3))


class Cursor:
    """A place among the tokens of the file with this number."""

    def __init__(self, read: list[Token], file: int, sources: Sources) -> None:
        self._tokens = read
        self._file = file
        self._sources = sources
        self._index = 0
        if read[-1].kind == "unknown":
            self.fail(read[-1], _why_unknown(read), _TOKENS)

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
        """Refuse the schema because of what comes next, or of a misspelt keyword just before it.

        Raises IncorrectSchemaError.
        """
        token = self.here
        for before in self._tokens[max(self._index - 2, 0) : self._index]:
            if meant := self._misspelt(before):
                self.fail(before, f"“{cut(before.text)}” is not expected here; did you mean “{meant}”?")
        found = "the schema ends here" if token.kind == "end" else f"“{cut(token.text)}” is not expected here"
        self.fail(token, f"{found}: {wanted} is wanted")

    def _misspelt(self, token: Token) -> str:
        """The keyword that was meant by a name which nothing defines; "" if there is none."""
        pairs = zip(self._tokens, self._tokens[1:], strict=False)
        if token.kind != "name" or token.text in KEYWORDS or len(token.text) < _TELLING:
            return ""
        if any(name.text == token.text and sign.text in _DEFINING for name, sign in pairs):
            return ""
        return next(iter(near(token.text, sorted(KEYWORDS))), "")

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


def _why_unknown(read: list[Token]) -> str:
    """Why no token begins with the last of these, which is a character."""
    character = read[-1].text
    if character in "\"'":
        return "the text that begins here has no closing quotation mark on its line"
    if character == "<" and len(read) == 1:
        return "this seems to be the XML syntax: then the name of the file must not end in .rnc"
    before = read[-2] if len(read) > 1 else read[-1]
    if before.text == "=" or (character == ":" and before.kind == "name"):
        return "a text must stand in quotation marks"
    return f"“{character}” means nothing in the compact syntax"
