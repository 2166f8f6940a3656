"""Sums and products over an index, in every spelling."""

from __future__ import annotations

from collections.abc import Sequence
from fractions import Fraction
from typing import TYPE_CHECKING, Literal, cast

from quiz.symbolic.functions import SERIES
from quiz.symbolic.reading.lexer import Token
from quiz.symbolic.tree import (
    HOLE,
    ONE,
    ZERO,
    Call,
    Entry,
    Name,
    Negate,
    Node,
    Number,
    Piecewise,
    Relation,
    Series,
    Sign,
    walk,
)

if TYPE_CHECKING:
    from quiz.symbolic.reading.parser import Parser

Kind = Literal["sum", "prod"]
Bounds = tuple[Node, Node] | None

_OPENING = frozenset("([{⟨")
_CLOSING = frozenset(")]}⟩")


def series(parser: Parser, kind: Kind, *, call_style: bool) -> Node:
    """What follows the word or the sign: `(f, i=1..n)` in call style, else limits and a term."""
    start = parser.tokens[parser.at - 1].start
    if call_style:
        return _call(parser, kind, start)
    letters, bounds, condition = _limits(parser)
    if parser.is_next(".."):
        raise parser.error("an index and its limits belong here", "write sum_{i=1}^n")
    outer = _enter(parser, letters)
    body = _term(parser, letters)
    if condition is not None:
        body = Piecewise(body, condition, ZERO if kind == "sum" else ONE)
    return _close(parser, kind, body, letters, bounds, outer, start)


def word(parser: Parser, kind: Kind) -> Node:
    """What follows the word `sum` or `prod`, which has been read.

    With its index named in the brackets, or with the brackets right behind it, it is like a
    function of them; with a space, `sum (…)^2` is like `∑ (…)^2`.
    """
    opener = parser.token
    if opener.text != "(":
        return series(parser, kind, call_style=False)
    if parser.typing and _stays_open(parser.tokens, parser.at):
        parser.index_may_follow = True
    named = _announced_letter(parser.tokens, parser.at + 1) is not None
    return series(parser, kind, call_style=named or not opener.spaced)


def _term(parser: Parser, letters: list[str]) -> Node:
    """The body of a sum without brackets: the product up to the next `+` or `-`.

    A further sum or product over the same letter is not inside of it.
    """
    negative = parser.take("-")
    parser.take("+")
    before, parser.body = parser.body, (len(parser.closers), letters)
    try:
        body = parser.term()
    finally:
        parser.body = before
    return Negate(body) if negative else body


def ends_body(parser: Parser) -> bool:
    """Whether a sum or product over the same letters stands next: then the one before ends."""
    depth, letters = parser.body
    if depth != len(parser.closers):
        return False
    sign, *behind = parser.tokens[parser.at + (parser.token.text in ("*", "·")) :][:4]
    is_sign = sign.kind == "command" and sign.text in ("sum", "prod")
    if not is_sign and not (sign.kind == "word" and sign.text.lower() in SERIES):
        return False
    if behind[0].text != "_":
        return not letters and behind[0].text != "^"
    return letters == [token.text for token in behind[1:] if token.kind == "word"][:1]


def _call(parser: Parser, kind: Kind, start: int) -> Node:
    parser.at += 1
    letter = _announced_letter(parser.tokens, parser.at)
    letters = [letter] if letter else []
    outer = _enter(parser, letters)
    with parser.nested(")"):
        body = parser.expression()
        bounds = _announced_bounds(parser) if letter else None
    if parser.typing and not letter and parser.take(","):
        parser.take("(")
    parser.expect(")")
    return _close(parser, kind, body, letters, bounds, outer, start)


def _announced_letter(tokens: Sequence[Token], at: int) -> str | None:
    """The index letter that `sum(` will name after its body, found by looking ahead."""
    depth = 0
    while tokens[at].kind != "end":
        text = tokens[at].text if tokens[at].kind == "symbol" else ""
        if text in _OPENING:
            depth += 1
        elif text in _CLOSING:
            depth -= 1
            if depth < 0:
                return None
        elif text == "," and depth == 0:
            following = tokens[at + 1]
            if following.text == "(":
                following = tokens[at + 2]
            return following.text if following.kind == "word" else None
        at += 1
    return None


def _stays_open(tokens: Sequence[Token], at: int) -> bool:
    """Whether the bracket at a place is not closed, nor a whole index written in it."""
    depth = 0
    for place in range(at, len(tokens) - 1):
        text = tokens[place].text if tokens[place].kind == "symbol" else ""
        depth += (text in _OPENING) - (text in _CLOSING)
        if depth == 0:
            return False
    return True


def _announced_bounds(parser: Parser) -> Bounds:
    """`, i=1..n` or `, i, 1, n` or `, (i, 1, n)` or `, i`."""
    parser.expect(",")
    bracketed = parser.take("(")
    parser.at += 1
    bounds: Bounds = None
    if parser.take("=", ","):
        lower = parser.additive()
        if not parser.take("..", ",", ":") and not parser.unfinished:
            raise parser.error("the upper limit is missing", "write i=1..n")
        bounds = (lower, parser.additive())
    if bracketed:
        parser.expect(")")
    return bounds


def _limits(parser: Parser) -> tuple[list[str], Bounds, Relation | None]:
    """`_{i=1}^n`, `_i`, `_{i,k}`, `_{i≠j}` or nothing, the limits in either order."""
    letters: list[str] = []
    lower: Node | None = None
    condition: Relation | None = None
    upper: Node | None = None
    while parser.is_next("_", "^"):
        sign = parser.token.text
        parser.at += 1
        if sign == "^":
            # Before the letter, nothing but the limit itself: \sum^n_{i=1}.
            upper = parser.exponent() if letters else parser.operand()
        else:
            letters, lower, condition = _under(parser)
    if upper is not None and lower is None:
        if not letters and parser.unfinished:
            letters = [HOLE.name]
        if not letters:
            raise parser.error("the index of this sum is missing", "write sum_{i=1}^n")
        lower = ONE
    if lower is not None and upper is None and parser.unfinished:
        upper = HOLE
    if lower is not None and upper is None:
        raise parser.error("the upper limit is missing", "write sum_{i=1}^n")
    return letters, None if lower is None or upper is None else (lower, upper), condition


def _under(parser: Parser) -> tuple[list[str], Node | None, Relation | None]:
    closer = "}" if parser.take("{") else ")" if parser.take("(") else None
    letters = [_letter(parser)]
    lower: Node | None = None
    if closer is None:
        if len(letters[0]) == 1 and parser.is_next("="):
            parser.at += 1
            lower = parser.postfix()
        return letters, lower, None
    while parser.take(","):
        letters.append(_letter(parser))
    if parser.take("="):
        lower = parser.additive()
        if parser.take(",") and _letter(parser) != letters[0]:
            raise parser.error("this limit is not understood", "write sum_{i=1, i≠j}^n")
    condition = _condition(parser, letters)
    if not parser.is_next(closer) and not parser.unfinished:
        raise parser.error("this limit is not understood", "write sum_{i=1}^n")
    parser.expect(closer)
    return letters, lower, condition


def _condition(parser: Parser, letters: list[str]) -> Relation | None:
    """`≠ j` behind the letter of a sum; a letter that is new there runs as well: `_{i<j}`."""
    if not parser.is_next("!=", "<", "<=", ">", ">="):
        return None
    operator = cast("Sign", parser.token.text)
    parser.at += 1
    other = parser.token
    known = other.text in parser.bound or other.text in parser.names.symbols
    if other.kind == "word" and len(other.text) == 1 and not known:
        parser.at += 1
        letters.append(other.text)
        return Relation(operator, Name(letters[0]), Name(other.text))
    return Relation(operator, Name(letters[0]), parser.additive())


def _letter(parser: Parser) -> str:
    token = parser.token
    if parser.unfinished:
        return HOLE.name
    if token.kind != "word":
        raise parser.error("the index of this sum is missing", "write sum_{i=1}^n")
    parser.at += 1
    return token.text


def _enter(parser: Parser, letters: list[str]) -> dict[str, int]:
    """Make the letters known inside; returns the loose letters of the outside."""
    parser.bound.extend(letters)
    outer = parser.loose
    parser.loose = {}
    return outer


def _close(
    parser: Parser,
    kind: Kind,
    body: Node,
    letters: list[str],
    bounds: Bounds,
    outer: dict[str, int],
    start: int,
) -> Node:
    for letter in letters:
        parser.bound.remove(letter)
    if not letters:
        letters = _loose_letter(parser, kind, body, start)
    for letter in letters:
        parser.loose.pop(letter, None)
        parser.ended.append((kind, letter, parser.token))
    parser.loose = {**parser.loose, **outer}
    for letter in reversed(letters):
        lower, upper = bounds or _implied(parser, body, letter, start)
        body = Series(kind, body, letter, lower, upper)
    return body


def _loose_letter(parser: Parser, kind: Kind, body: Node, start: int) -> list[str]:
    """The letter that a sum without one runs over: the only one left, or the only free index."""
    letters = [*parser.loose] or _free_indices(parser, body)
    if len(letters) != 1 and (parser.unfinished or parser.index_may_follow):
        parser.open_sums += 1
        return letters[-1:] or [HOLE.name]
    if len(letters) != 1:
        message = "more than one index to run over" if letters else "no index to run over"
        raise parser.error(f"this {kind} has {message}", f"write {kind}(…, i=1..n)", start)
    return letters


def _free_indices(parser: Parser, body: Node) -> list[str]:
    """The declared free indices that stand in the subscripts of an expression."""
    found = [
        index.name
        for node in walk(body)
        if isinstance(node, Entry)
        for index in node.indices
        if isinstance(index, Name) and index.name not in parser.bound
    ]
    symbols = parser.names.symbols
    return [name for name in dict.fromkeys(found) if name in symbols and symbols[name].index_of]


def _lengths(parser: Parser, base: Node) -> tuple[str | int, ...]:
    """Over which lengths a symbol, or the softmax of one, is indexed."""
    if isinstance(base, Call) and base.function == "softmax":
        base = base.arguments[0]
    return parser.names.indices(base.name) if isinstance(base, Name) else ()


def _implied(parser: Parser, body: Node, letter: str, start: int) -> tuple[Node, Node]:
    """The limits that the lengths of the indexed symbols imply."""
    lengths: set[str | int] = set()
    for node in walk(body):
        if isinstance(node, Entry):
            declared = _lengths(parser, node.base)
            for place, index in enumerate(node.indices[: len(declared)]):
                if index == Name(letter):
                    lengths.add(declared[place])
    if len(lengths) != 1 and parser.unfinished:
        return HOLE, HOLE
    if len(lengths) != 1:
        raise parser.error(f"it is not clear how far {letter} runs", f"write {letter}=1..n", start)
    length = lengths.pop()
    upper = Number(Fraction(length)) if isinstance(length, int) else Name(length)
    return ONE, upper
