"""The grammar: a hand-written precedence parser over the tokens."""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from quiz.symbolic.errors import ReadError
from quiz.symbolic.naming import Names
from quiz.symbolic.reading import (
    brackets,
    calls,
    commands,
    ellipses,
    environments,
    numbers,
    powers,
    refusals,
    series,
    subscripts,
    words,
)
from quiz.symbolic.reading.lexer import CHOOSE, NEXT_ROW, OVER, SMALL_WORDS, Token, tokenize
from quiz.symbolic.reading.limits import MAX_NESTING, Nested
from quiz.symbolic.relations import COMPARISONS
from quiz.symbolic.tree import (
    HOLE,
    Add,
    Call,
    Divide,
    Logical,
    Multiply,
    Negate,
    Node,
    Power,
    Relation,
)

MAX_DEPTH = MAX_NESTING + 5
MAX_STEPS = 20_000

State = tuple[int, list[Token], dict[str, int], list[str]]

_PLAIN_WORDS = frozenset(SMALL_WORDS)
_SIGNS = frozenset({"+", "-", "±"})
_BEHIND = frozenset({"!", "_", "[", "'", "⊤"})
_OPENING = frozenset("([{√∛∜∂⌊⌈⟨")
_AFTER_A_CONDITION = frozenset({*SMALL_WORDS, *")]},;&∧∨⟩", NEXT_ROW, "end cases"})
_BARS = frozenset({"|", "‖", "||"})


class Parser:
    """Reads one text. `bound` holds the index letters of the sums around the current place,
    `loose` the subscript letters that nothing has bound yet, with their positions, `ended` the sums
    and products so far, with their letter and what stands behind them. `closers` are what closes
    the brackets that are open; `body` is how many of them stood around the sum without brackets
    that is being read, and its letters.

    While the text is still being typed (`typing`) what is missing at its end is taken as there, a
    missing operand as a `HOLE`; `index_may_follow` says that a sum is open whose index is to come,
    `open_sums` counts those of which it is not clear which it is, `is_whole` says that the text
    was read to its end and is wrong all the same.
    """

    def __init__(self, text: str, names: Names, meaning: str, *, typing: bool = False) -> None:
        tokens = tokenize(text, names)
        apart = [token for token in tokens if token.text != "&"]
        in_rows = len(apart) < len(tokens) and any(t.text.startswith("begin ") for t in tokens)
        self.tokens = tokens if in_rows else apart
        self.names = names
        self.meaning = meaning
        self.typing = typing
        self.index_may_follow = False
        self.open_sums = 0
        self.is_whole = False
        self.at = 0
        self.bound: list[str] = []
        self.loose: dict[str, int] = {}
        self.ended: list[tuple[str, str, Token]] = []
        self.closers: list[str] = []
        self.body: tuple[int, list[str]] = (-1, [])
        self._depth = 0
        self._steps = 0

    # What stands next

    @property
    def token(self) -> Token:
        """The token that stands next."""
        return self.tokens[self.at]

    def is_next(self, *symbols: str) -> bool:
        """Whether one of these symbols stands next (none of them is the text of a word)."""
        return self.tokens[self.at].text in symbols

    def take(self, *symbols: str) -> bool:
        """Step over one of these symbols if it stands next."""
        if self.tokens[self.at].text in symbols:
            self.at += 1
            return True
        return False

    def take_word(self, *words_wanted: str) -> bool:
        """Step over one of these words if it stands next (`∧` and `∨` are words too)."""
        token = self.tokens[self.at]
        if token.text in words_wanted and token.kind in ("word", "symbol"):
            self.at += 1
            return True
        return False

    @property
    def unfinished(self) -> bool:
        """Whether the text ends here while it is still being typed: what is missing may come."""
        return self.typing and self.tokens[self.at].kind == "end"

    def expect(self, symbol: str) -> None:
        """Step over this symbol, or say that it is missing."""
        if not self.take(symbol) and not self.unfinished:
            raise self.error(f"{symbol!r} is missing", f"put {symbol!r} here")

    def error(
        self, message: str, suggestion: str | None = None, at: int | None = None
    ) -> ReadError:
        """A `ReadError` at the next token, or at a position."""
        return ReadError(message, self.token.start if at is None else at, suggestion)

    def nested(self, closer: str) -> Nested:
        """One level of brackets, `closer` ending it."""
        if len(self.closers) >= MAX_NESTING:
            raise self.error(f"brackets are nested more than {MAX_NESTING} deep", "use fewer")
        return Nested(self.closers, closer)

    def deeper(self, read: Callable[[], Node]) -> Node:
        """One operand inside another: of a function, say, that is written without brackets."""
        self._depth += 1
        self.work(1)
        if self._depth > MAX_DEPTH:
            raise self.error(f"this is nested more than {MAX_NESTING} deep", "use fewer levels")
        try:
            return read()
        finally:
            self._depth -= 1

    # Reading one way and, where that fails, another

    def work(self, steps: int) -> None:
        """Count steps: text that can be read in very many ways is refused."""
        self._steps += steps
        if self._steps > MAX_STEPS:
            raise self.error("this is too involved to read", "write it in fewer pieces")

    def save(self) -> State:
        """Where reading stands, to come back to."""
        self.work(20)
        return self.at, list(self.tokens), dict(self.loose), list(self.bound)

    def restore(self, state: State) -> None:
        """Go back to where reading stood."""
        self.at, tokens, loose, bound = state
        self.tokens, self.loose, self.bound = list(tokens), dict(loose), list(bound)

    # Statements

    def statement(self) -> Node:
        """An expression, a relation, or relations joined by `and` and `or`, to the end."""
        if self.token.kind == "end":
            raise self.error("there is nothing here", "write a formula")
        node = self.condition()
        self._finish()
        return node

    def chain(self) -> tuple[Node, ...]:
        """The sides of `a = b = c`, to the end."""
        sides = [self.expression()]
        while self.take("="):
            sides.append(self.expression())
        self._finish()
        return tuple(sides)

    def _finish(self) -> None:
        if self.token.kind != "end":
            raise refusals.behind_a_formula(self)
        loose = [*self.loose.items()]
        if self.typing:  # a letter that is being typed, or that an open sum may bind, is none yet
            last = self.tokens[self.at - 1].start
            loose = [each for each in loose if each[1] < last][self.open_sums :]
        if loose:
            self.is_whole = True
            raise refusals.loose_index(self, *loose[0])

    def condition(self) -> Node:
        """Comparisons joined by `and`, then by `or`."""
        return self._joined("or", ("or", "∨"), self._all_of)

    def _all_of(self) -> Node:
        return self._joined("and", ("and", "∧"), self._relation)

    def _joined(
        self,
        operator: Literal["and", "or"],
        words_wanted: tuple[str, ...],
        part: Callable[[], Node],
    ) -> Node:
        parts = [part()]
        while self.take_word(*words_wanted):
            parts.append(part())
        return parts[0] if len(parts) == 1 else Logical(operator, tuple(parts))

    def _relation(self) -> Node:
        if brackets.holds_condition(self):
            saved = self.save()
            condition = brackets.condition(self)
            if self.token.kind == "end" or self.token.text in _AFTER_A_CONDITION:
                return condition
            # (z > 0)*z: the brackets are 1 where the condition holds and 0 elsewhere.
            self.restore(saved)
        left = self.expression()
        if self.take("∈"):
            return brackets.one_of(self, left)
        relations: list[Node] = []
        while self.token.text in COMPARISONS:
            operator = self.token.text
            self.at += 1
            right = self.expression()
            relations.append(Relation(operator, left, right))
            left = right
        if not relations:
            return left
        return relations[0] if len(relations) == 1 else Logical("and", tuple(relations))

    # Expressions, loosest first

    def expression(self) -> Node:
        """A sum of terms, with `… if … else …` around it."""
        value = self.additive()
        return environments.pieces(self, value) if self.take_word("if") else value

    def additive(self) -> Node:
        """Terms with `+`, `-` and `±` between them."""
        terms = [self._first_term() if self.token.text in _SIGNS else self.term()]
        while self.token.text in _SIGNS:
            terms.append(self._signed_term())
        if any(map(ellipses.is_dots, terms)):
            return ellipses.resolved(self, terms, "sum")
        return terms[0] if len(terms) == 1 else Add(tuple(terms))

    def _first_term(self) -> Node:
        """A term with a sign before it; `+-` says both signs there."""
        following = self.tokens[self.at + 1]
        if self.is_next("+") and following.text == "-" and not following.spaced:
            self.at += 2
            return Call("plusminus", (self.term(),))
        return self._signed_term()

    def _signed_term(self) -> Node:
        sign = self.token.text
        self.at += 1
        node = ellipses.DOTS if self.take("..") else self.term()
        if sign == "-":
            return Negate(node)
        return Call("plusminus", (node,)) if sign == "±" else node

    def term(self) -> Node:
        """Factors joined by `*`, `/` or nothing, left to right."""
        node = self.factor()
        product = dotted = False
        while True:
            symbol = self.token.text
            if series.ends_body(self):
                return ellipses.in_product(self, node) if dotted else node
            if symbol in ("*", "·", "@"):
                sign = self.token
                self.at += 1
                right = ellipses.DOTS if self.take("..") else self.factor()
                if symbol != "*" and subscripts.may_be_arrays(self, node, right):
                    node, product = Call("dot", (node, right)), False
                    continue
                if symbol == "@" and not self.unfinished:
                    raise refusals.between_numbers(self, sign)
            elif symbol == "/":
                self.at += 1
                node = ellipses.in_product(self, node) if dotted else node
                node, product, dotted = Divide(node, self.factor()), False, False
                continue
            elif self.starts_factor():
                right = self.power()
            elif symbol == ".." and ellipses.may_follow(self, node):
                self.at += 1
                right = ellipses.DOTS
            else:
                return ellipses.in_product(self, node) if dotted else node
            dotted = dotted or right is ellipses.DOTS
            node = Multiply(
                (*node.factors, right) if product and isinstance(node, Multiply) else (node, right)
            )
            product = True

    def factor(self) -> Node:
        """A power with its sign."""
        negative = False
        while (sign := self.tokens[self.at].text) in ("+", "-"):
            negative ^= sign == "-"
            self.at += 1
        node = self.power()
        return Negate(node) if negative else node

    def power(self) -> Node:
        """An operand and what it is raised to."""
        base = self.postfix()
        while self.tokens[self.at].text == "^":
            self.at += 1
            base = powers.raised(self, base)
        return base

    def exponent(self) -> Node:
        """What stands after `^`: a sign, one operand, and powers of it."""
        with self.nested("^"):
            if self.take("-"):
                return Negate(self.exponent())
            self.take("+")
            base = self.postfix()
            if self.take("^"):
                return Power(base, self.exponent())
            return base

    def postfix(self) -> Node:
        """An operand with what stands behind it: `!`, an index, a prime."""
        node = self.operand()
        while self.tokens[self.at].text in _BEHIND:
            if self.take("!"):
                node = Call("factorial", (node,))
            elif self.is_next("_"):
                self.at += 1
                node = subscripts.entry(self, node)
            elif self.is_next("[") and subscripts.is_indexable(self, node):
                node = subscripts.bracketed(self, node)
            elif self.is_next("'"):
                node = calls.prime(self, node)
            elif self.take("⊤"):
                node = Call("transpose", (node,))
            else:
                break
        return node

    def starts_factor(self) -> bool:
        """Whether what stands next can be a factor of a product written without `*`."""
        token = self.token
        if token.kind == "symbol":
            if token.text in _BARS:
                brackets_open = [closer for closer in self.closers if closer not in ("^", "else")]
                return not (brackets_open and token.text.startswith(brackets_open[-1]))
            return token.text in _OPENING
        return token.kind != "end" and token.text not in _PLAIN_WORDS

    def operand(self) -> Node:
        """A number, a name, a function of something, or brackets."""
        return self.deeper(self._operand)

    def _operand(self) -> Node:
        token = self.token
        if token.kind == "number":
            return numbers.number(self)
        if token.kind == "accented":
            return words.accented(self)
        if token.kind == "word":
            return words.word(self)
        if token.kind == "command":
            return commands.command(self)
        if token.kind == "symbol" and token.text in brackets.CLOSING:
            return brackets.bracketed(self)
        if self.is_next("√", "∛", "∜"):
            return powers.root(self)
        if self.is_next("∂"):
            return calls.derivative(self)
        if self.unfinished:
            return HOLE
        raise refusals.in_place_of_an_operand(self)

    def group(self, closer: str) -> Node:
        """What stands in the brackets that open here."""
        self.at += 1
        with self.nested(closer):
            node = self.expression()
            if self.is_next(OVER, CHOOSE):
                node = powers.stacked(self, node)
        self.expect(closer)
        return node

    def arguments(self, closer: str) -> tuple[Node, ...]:
        """Expressions with commas between them, up to and with `closer`."""
        if self.is_next(closer):
            raise self.error("the brackets are empty", "write something between them")
        with self.nested(closer):
            items = [self.expression()]
            while self.take(",", ";"):
                items.append(self.expression())
        self.expect(closer)
        return tuple(items)
