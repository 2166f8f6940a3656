"""A run of letters as an operand: a name, a constant, a function, or several names."""

from __future__ import annotations

import re
from fractions import Fraction
from typing import TYPE_CHECKING

from quiz.symbolic.functions import ARITY, DERIVATIVES, INDICATORS, SERIES, SPELLINGS, canonical
from quiz.symbolic.naming import ACCENTS
from quiz.symbolic.reading import brackets, calls, composites, series, subscripts
from quiz.symbolic.reading.half_typed import is_half_a_name, strictly
from quiz.symbolic.reading.lexer import Kind, Token
from quiz.symbolic.tree import Call, Constant, Name, Node, Number

if TYPE_CHECKING:
    from quiz.symbolic.reading.parser import Parser

_NUMBER_INSIDE = re.compile(r"([A-Za-z]+)(\d+)([A-Za-z]*)")
_INFINITY = ("inf", "infinity", "oo")


def word(parser: Parser) -> Node:
    """The operand that a word starts."""
    token = parser.token
    text = "l" if token.text == "ell" and "ell" not in parser.names else token.text
    # A bare d before /dz is no symbol, even where a length is called d.
    if text == "d":
        with strictly(parser):
            is_derivative = calls.is_derivative(parser)
        if is_derivative:
            return calls.derivative(parser)
    known = name(parser, text) or _indicator(parser, text)
    if known is not None:
        return known
    following = parser.tokens[parser.at + 1]
    if text.lower() in SERIES and (following.text in ("(", "_") or not parser.names.open):
        parser.at += 1
        return series.word(parser, SERIES[text.lower()])
    if text in DERIVATIVES and following.text == "(":
        parser.at += 1
        return calls.diff(parser)
    if calls.is_derivative(parser):
        return calls.derivative(parser)
    if text == "sigma" and (following.text in ("(", "'") or _is_applied_power(parser)):
        text = "sigmoid"
    chooses = text == "C" and brackets.opens_pair(parser, parser.at + 1)
    function = "binomial" if chooses else canonical(text)
    if function is None:
        return _constant_or_pieces(parser, token)
    return _function(parser, function, token)


def _is_applied_power(parser: Parser) -> bool:
    """Whether a power of a name stands before brackets, as in `σ^-1(p)`, or may while typing."""
    if _is_last_while_typing(parser):
        return True
    if parser.names.open or parser.tokens[parser.at + 1].text != "^":
        return False
    at, depth = parser.at + 2, 0
    while parser.tokens[at].text in ("-", "+"):
        at += 1
    for token in parser.tokens[at:]:
        depth += (token.text in ("{", "(")) - (token.text in ("}", ")"))
        at += 1
        if depth <= 0:
            break
    behind = parser.tokens[min(at, len(parser.tokens) - 1)]
    return behind.text == "(" or (parser.typing and behind.kind == "end")


def _indicator(parser: Parser, text: str) -> Node | None:
    """`I(z > 0)` or `I_{z > 0}`, 1 where that holds; None if it is none."""
    behind = parser.at + (2 if parser.tokens[parser.at + 1].text == "_" else 1)
    if text not in INDICATORS or not brackets.opens_condition(parser, behind):
        return None
    parser.at = behind
    return brackets.indicator(parser)


def _function(parser: Parser, function: str, token: Token) -> Node:
    parser.at += 1
    if parser.is_next("'"):
        return calls.slope(parser, function, token)
    if function == "delta" and parser.take("_"):
        return subscripts.delta(parser)
    if function == "sqrt" and _has_degree(parser):
        degree = Number(Fraction(parser.tokens[parser.at + 1].text))
        parser.at += 3
        return composites.root_of(parser.operand(), degree)
    return calls.function(parser, function, token)


def _has_degree(parser: Parser) -> bool:
    """Whether `[3]{` follows, as behind the `sqrt` of one who left out LaTeX's backslash."""
    tokens = parser.tokens[parser.at : parser.at + 4]
    if len(tokens) < 4:
        return False
    opening, degree, closing, argument = tokens
    is_bracketed = opening.text == "[" and degree.kind == "number" and closing.text == "]"
    return is_bracketed and argument.text in ("{", "(") and not argument.spaced


def _begins_with_a_name(parser: Parser, text: str) -> bool:
    """Cut `Acos` into A and cos where A is declared: only small letters always make a function."""
    if text in ARITY or text in SPELLINGS:
        return False
    for size in range(1, len(text)):
        tail = text[size:]
        if text[:size] in parser.names.symbols and (tail in ARITY or tail in SPELLINGS):
            cut(parser, [text[:size], tail])
            return True
    return False


def _is_numbered_entry(parser: Parser, text: str) -> bool:
    """Read `theta1` as the first entry of `theta`, where that is indexed."""
    base = text.rstrip("0123456789")
    if base == text or not parser.names.indices(base):
        return False
    token = parser.token
    middle = token.start + len(base)
    parser.tokens[parser.at : parser.at + 1] = [
        Token("word", base, token.start, middle, spaced=token.spaced),
        Token("symbol", "_", middle, middle),
        Token("number", text[len(base) :], middle, token.end),
    ]
    return True


def _is_last_while_typing(parser: Parser) -> bool:
    return parser.typing and parser.tokens[parser.at + 1].kind == "end"


def name(parser: Parser, text: str) -> Node | None:
    """A known name, with its subscript where the two together are one name; else None."""
    following = parser.tokens[parser.at + 1].text
    joined = _joined(parser, text) if following == "_" else None
    if joined is not None:
        return joined
    names = parser.names
    if following == "(" and text in names.functions:
        token = parser.token
        parser.at += 2
        arguments = parser.arguments(")")
        if len(arguments) != len(names.functions[text]) and not parser.unfinished:
            wanted = ", ".join(names.functions[text])
            raise parser.error(f"{text} takes {wanted}", f"write {text}({wanted})", token.start)
        return Call(text, arguments)
    if text not in parser.bound and text not in names.functions:
        text = names.spelled(text) or text
    if text in parser.bound or text in names.symbols or text in parser.loose:
        parser.at += 1
        if text in names.depends:
            skip_arguments(parser, names.depends[text])
        return Name(text)
    if _begins_with_a_name(parser, text) or _is_numbered_entry(parser, text):
        return name(parser, parser.token.text)
    return None


def accented(parser: Parser) -> Node:
    """A letter with a hat, a bar or a tilde."""
    token = parser.token
    text = parser.names.accented(token.text, token.accent)
    if text is None and parser.typing and is_half_a_name(parser, token.text):
        text = f"{token.text}{token.accent}"
    if text is None:
        wanted = f"{token.text}{token.accent}"
        mark = next((mark for mark, name in ACCENTS.items() if name == token.accent), "")
        raise parser.error(
            f"the name {token.text}{mark} is not known here", parser.names.suggest(wanted)
        )
    parser.at += 1
    return Name(text)


def _joined(parser: Parser, text: str) -> Node | None:
    """`x_1` or `y_hat` where that is itself a declared name."""
    tokens = parser.tokens[parser.at + 1 : parser.at + 5]
    if tokens[1].kind in ("word", "number"):
        spelling, length = f"{text}_{tokens[1].text}", 3
    elif len(tokens) == 4 and tokens[1].text == "{" and tokens[3].text == "}":
        spelling, length = f"{text}_{tokens[2].text}", 5
    else:
        return None
    plain_open = parser.names.open and len(text) == 1 and text not in parser.names
    number = spelling.rpartition("_")[2].isdigit()
    if spelling in parser.names.symbols or (plain_open and number and text not in parser.bound):
        parser.at += length
        return Name(spelling)
    together = spelling.replace("_", "")
    a_word = len(tokens[1].text) > 1 and tokens[1].text.isalpha()
    if (text not in parser.names or a_word) and together in parser.names.symbols:
        parser.at += length
        return Name(together)
    return None


def skip_arguments(parser: Parser, depends: frozenset[str]) -> None:
    """Step over `(p)` or `(w, b)` after a given that depends on just these symbols."""
    if not parser.is_next("("):
        return
    at = parser.at + 1
    while parser.tokens[at].kind == "word" and parser.tokens[at].text in depends:
        at += 1
        if parser.tokens[at].text == ")":
            parser.at = at + 1
            return
        if parser.tokens[at].text not in (",", ";", "|"):
            break
        at += 1
    if parser.typing and parser.tokens[at].kind == "end":
        parser.at = at


def _constant_or_pieces(parser: Parser, token: Token) -> Node:
    text = token.text
    if text in _INFINITY:
        parser.at += 1
        return Constant("inf")
    if text in ("e", "pi", "Pi", "PI"):
        parser.at += 1
        return Constant("e" if text == "e" else "pi")
    pieces = parser.names.cut(text, parser.bound)
    if pieces is None:
        pieces = _unknown_last(parser, text) or _numbered_argument(parser, text)
    if pieces is None and parser.typing and is_half_a_name(parser, text):
        parser.at += 1
        return Name(text)
    if pieces is None:
        if _is_differential(parser):
            text = text[1:]
            below = parser.tokens[parser.at + 2].text[1:]
            if parser.names.reads(text) and below and not parser.names.reads(below):
                parser.at += 2
                text = below
        unknown = text
        shown = unknown if len(unknown) <= 30 else f"{unknown[:30]}…"
        suggestion = parser.names.suggest(unknown[:60])
        raise parser.error(f"the name {shown} is not known here", suggestion)
    if len(pieces) == 1:
        parser.at += 1
        return Name(text)
    cut(parser, pieces)
    return word(parser)


def _is_differential(parser: Parser) -> bool:
    """Whether the next word is the upper part of `dp/dz`."""
    word, slash, below = (*parser.tokens[parser.at : parser.at + 3], parser.token, parser.token)[:3]
    is_quotient = slash.text == "/" and below.kind == "word" and below.text.startswith("d")
    return is_quotient and word.text.startswith("d") and len(word.text) > 1


def _unknown_last(parser: Parser, text: str) -> list[str] | None:
    """A known run whose last letters only make a name together with the subscript behind them."""
    following = parser.tokens[parser.at + 1 : parser.at + 3]
    if len(following) < 2 or following[0].text != "_":
        return None
    for size in range(1, len(text)):
        head, tail = text[:size], text[size:]
        pieces = parser.names.cut(head, parser.bound)
        if pieces and f"{tail}_{following[1].text}" in parser.names.symbols:
            return [*pieces, tail]
    return None


def _numbered_argument(parser: Parser, text: str) -> list[str] | None:
    """`sin3x` as `sin`, `3` and `x`."""
    found = _NUMBER_INSIDE.fullmatch(text)
    if found is None:
        return None
    head, tail = (parser.names.cut(part, parser.bound) for part in found.group(1, 3))
    if not head or tail is None or canonical(head[-1]) is None:
        return None
    return [*head, found[2], *tail]


def cut(parser: Parser, pieces: list[str]) -> None:
    """Put the pieces of the next word in its place."""
    token = parser.token
    start = token.start
    tokens: list[Token] = []
    for piece in pieces:
        spaced = token.spaced and not tokens
        kind: Kind = "number" if piece.isdigit() else "word"
        tokens.append(Token(kind, piece, start, start + len(piece), spaced=spaced))
        start += len(piece)
    parser.tokens[parser.at : parser.at + 1] = tokens
