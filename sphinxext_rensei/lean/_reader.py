"""Which names a script declares, where, and what means them.

It knows the JavaScript of our scripts, and refuses what is not in them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from sphinxext_rensei.lean._names import Names, Scope
from sphinxext_rensei.lean._tokens import KEYWORDS, UNKNOWN, brackets

if TYPE_CHECKING:
    from sphinxext_rensei.lean._tokens import Token

_DECLARING: Final = ("const", "let")


class _Reader:
    """Reads statements and expressions; :attr:`at` is the next token."""

    def __init__(self, read: list[Token]) -> None:
        self.read = read
        self.ends = brackets(read)
        self.at = 0
        self.scope = Scope()
        self.scopes = [self.scope]
        self.shorthand: set[int] = set()
        self.declaring: set[int] = set()
        self.following: set[int] = set()

    @property
    def text(self) -> str:
        """The next token, where it is no literal."""
        return "" if self.at >= len(self.read) or self.read[self.at].literal else self.read[self.at].text

    def take(self, text: str) -> None:
        """Go past what has to be there."""
        if self.text != text:
            raise ValueError(f"{self.read[self.at].text} stands where {text} should")
        self.at += 1

    def takes(self, text: str) -> bool:
        """Go past what may be there."""
        found = self.text == text
        self.at += found
        return found

    def enter(self) -> Scope:
        """Begin a scope; gives that around it."""
        outer = self.scope
        self.scope = Scope(outer=outer)
        self.scopes.append(self.scope)
        return outer

    def use(self) -> None:
        """Take a name that means something."""
        self.scope.uses.setdefault(self.text, []).append(self.at)
        self.at += 1

    def declare(self) -> None:
        """Take a name that is declared."""
        if not self.read[self.at].word or self.text in KEYWORDS:
            raise ValueError(f"{self.text} is no name")
        if self.text not in self.scope.names:
            self.scope.names.append(self.text)
        self.use()

    def statements(self, end: int) -> None:
        """All up to a token."""
        declared = False
        while self.at < end:
            declares = self.text in _DECLARING
            if declares and declared:
                self.following.add(self.at)
            declared = declares
            self.statement()

    def block(self) -> None:
        """Statements in braces, in a scope that is there."""
        end = self.ends[self.at]
        self.at += 1
        self.statements(end)
        self.at = end + 1

    def scoped(self, *, pattern: bool = False) -> None:
        """A block with a scope of its own; before it may stand what it catches."""
        outer = self.enter()
        if pattern and self.takes("("):
            self.pattern()
            self.take(")")
        self.block()
        self.scope = outer

    def statement(self) -> None:
        """One statement."""
        word = self.text
        if word in UNKNOWN:
            raise ValueError(f"{word} is not known")
        if word == "{":
            self.scoped()
        elif word in _DECLARING:
            self.declarations()
            self.takes(";")
        elif word == "class":
            self.class_()
        elif word == "try":
            self.at += 1
            self.scoped()
            if self.takes("catch"):
                self.scoped(pattern=True)
            if self.takes("finally"):
                self.scoped()
        elif word in ("if", "while", "for"):
            self.controlled()
        else:
            self.expressions(";")
            self.takes(";")

    def controlled(self) -> None:
        """A statement that depends on what stands before it in parentheses."""
        outer = self.enter()
        self.at += 1
        self.takes("await")
        end = self.ends[self.at]
        self.take("(")
        if self.text in _DECLARING:
            self.declarations()
        while self.at < end:
            self.expressions(";")
            self.takes(";")
        self.take(")")
        if self.text == ";":
            raise ValueError("; is not known where a statement should be")
        self.statement()
        if self.takes("else"):
            self.statement()
        self.scope = outer

    def declarations(self) -> None:
        """Names with their values, divided by commas."""
        self.declaring.add(self.at)
        self.at += 1
        self.pattern()
        while self.text not in (";", ")", "}") and self.at < len(self.read):
            if self.takes(","):
                self.pattern()
            else:
                self.expression()

    def class_(self) -> None:
        """A class whose members are methods."""
        self.take("class")
        self.declare()
        if self.takes("extends"):
            self.use()
        end = self.ends[self.at]
        self.take("{")
        while self.at < end:
            self.at += 1
            outer = self.enter()
            self.take("(")
            self.patterns(self.ends[self.at - 1])
            self.block()
            self.scope = outer
        self.take("}")

    def parameters(self) -> None:
        """What a function takes."""
        if self.read[self.at].word:
            self.declare()
            return
        end = self.ends[self.at]
        self.take("(")
        self.patterns(end)

    def patterns(self, end: int) -> None:
        """Names up to a bracket, which is passed."""
        while self.at < end:
            if not (self.takes(",") or self.takes("...")):
                self.pattern()
        self.at = end + 1

    def pattern(self) -> None:
        """What may stand on the left of a declaration, and what is there otherwise."""
        if self.text == "[":
            self.at += 1
            self.patterns(self.ends[self.at - 1])
        elif self.text == "{":
            self.properties()
        else:
            self.declare()
        if self.text == "=":
            self.at += 1
            self.expression()

    def properties(self) -> None:
        """The pattern of an object."""
        end = self.ends[self.at]
        self.at += 1
        while self.at < end:
            if self.takes(","):
                continue
            if self.takes("..."):
                self.pattern()
            elif self.read[self.at + 1].text == ":":
                self.at += 2
                self.pattern()
            else:
                self.shorthand.add(self.at)
                self.pattern()
        self.at = end + 1

    def expressions(self, *stops: str) -> None:
        """Expressions divided by commas, up to a token or the end of what is around them."""
        self.expression()
        while self.text not in stops and self.text in (",", ":", ";"):
            self.at += 1
            self.expression()

    def expression(self) -> None:
        """Up to what ends it: a comma, semicolon, closing bracket, or the colon of a choice around it."""
        choices = 0
        while self.at < len(self.read):
            text = self.text
            if text in (",", ";", ")", "]", "}") or (text == ":" and not choices):
                return
            choices += (text == "?" and self.read[self.at + 1].text != ".") - (text == ":")
            self.operand()

    def operand(self) -> None:
        """The next part of an expression."""
        text, token = self.text, self.read[self.at]
        if text == ".":
            self.at += 1 + self.read[self.at + 1].word
            return
        if text in UNKNOWN or text == "class":
            raise ValueError(f"{text} is not known")
        end = self.ends.get(self.at, self.at)
        if self.read[(end + 1) % len(self.read)].text == "=>" and (text == "(" or token.word):
            self.arrow()
        elif text == "{":
            self.object()
        elif end > self.at:
            self.at += 1
            while self.at < end:
                self.expressions()
            self.at = end + 1
        elif token.word and text not in KEYWORDS:
            self.use()
        else:
            self.at += 1

    def arrow(self) -> None:
        """A function."""
        outer = self.enter()
        self.parameters()
        self.take("=>")
        if self.text == "{":
            self.block()
        else:
            self.expression()
        self.scope = outer

    def object(self) -> None:
        """An object, its keys apart from its values."""
        end = self.ends[self.at]
        self.at += 1
        while self.at < end:
            if self.takes(","):
                continue
            if self.read[self.at].word and self.read[self.at + 1].text in (",", "}", "="):
                self.shorthand.add(self.at)
            elif self.text == "[":
                self.operand()
                self.take(":")
            elif self.text != "...":
                self.at += 1
                self.take(":")
            self.expression()
        self.at = end + 1


def find_names(read: list[Token]) -> Names:
    """The names of a script.

    :raises ValueError: for a script that is not of the kind that ours are.
    """
    reader = _Reader(read)
    reader.statements(len(read))
    for scope in reversed(reader.scopes):
        for name in [each for each in scope.uses if each not in scope.names]:
            if scope.outer:
                scope.outer.uses.setdefault(name, []).extend(scope.uses[name])
    return Names(
        scopes=reader.scopes,
        shorthand=frozenset(reader.shorthand),
        declaring=frozenset(reader.declaring),
        following=frozenset(reader.following),
    )
