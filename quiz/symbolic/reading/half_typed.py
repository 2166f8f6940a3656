"""Reading what is still being typed: words that may grow into known ones."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from quiz.symbolic.functions import ARITY, DERIVATIVES, INDICATORS, MODULES, SERIES, SPELLINGS
from quiz.symbolic.naming import MAX_RUN

if TYPE_CHECKING:
    from quiz.symbolic.naming import Names
    from quiz.symbolic.reading.lexer import Token
    from quiz.symbolic.reading.parser import Parser

_WORDS = (
    *INDICATORS,
    *MODULES,
    "if",
    "else",
    "otherwise",
    "and",
    "or",
    "e",
    "pi",
    "inf",
    "infinity",
    "oo",
)
_FUNCTIONS = (*ARITY, *SPELLINGS, *SERIES)


@contextmanager
def strictly(parser: Parser) -> Iterator[None]:
    """For a while, nothing that is missing at the end is taken as there."""
    typing, parser.typing = parser.typing, False
    try:
        yield
    finally:
        parser.typing = typing


def is_half_a_name(parser: Parser, text: str) -> bool:
    """Whether the unknown word that stands next can become a known one.

    It can at the very end, by more letters; before the end, as the index of a sum that is named
    later (`sum(t^2, t=1..n)`), or with a subscript that is not all there.
    """
    if parser.index_may_follow:
        return True
    rest = parser.tokens[parser.at + 1 :]
    if rest[0].kind == "end":
        return not rest[0].spaced and _begins_a_run(parser, text)
    if rest[0].text != "_" or not _is_open_subscript(rest):
        return False
    return text in INDICATORS or _begins_a_label(parser, text, rest)


def _begins_a_run(parser: Parser, text: str) -> bool:
    """Whether known names one after another, the last of them half typed, make the word."""
    if len(text) > MAX_RUN:
        return False
    vocabulary = (*_spellings(parser.names), *parser.bound)
    for size in range(len(text)):
        head, tail = text[:size], text[size:]
        begins = any(word.startswith(tail) for word in vocabulary) or any(
            word.startswith(tail.lower()) for word in _FUNCTIONS
        )
        if begins and (not head or head == "d" or parser.names.cut(head, parser.bound)):
            return True
    return False


def _spellings(names: Names) -> Iterator[str]:
    """Everything that may be typed for a name or a word, as it begins."""
    yield from _WORDS
    yield from DERIVATIVES
    for name, declaration in names.symbols.items():
        yield name
        if declaration.latex:
            yield declaration.latex.rpartition("\\")[2].strip("{} ").partition("{")[2] or name
    yield from names.functions


def _is_open_subscript(rest: list[Token]) -> bool:
    """Whether nothing but the beginning of a subscript follows."""
    inside = rest[1:-1]
    if inside and inside[0].text == "{":
        inside = inside[1:]
    return len(inside) <= 1


def _begins_a_label(parser: Parser, text: str, rest: list[Token]) -> bool:
    """Whether a declared name such as `y_hat` or `mu0` begins as the word and its subscript do."""
    label = "".join(token.text for token in rest[1:-1] if token.text != "{")
    names = tuple(parser.names.symbols)
    return any(
        name.startswith((f"{text[size:]}_{label}", text[size:] + label))
        for size in range(len(text))
        for name in names
        if not size or parser.names.cut(text[:size], parser.bound)
    )
