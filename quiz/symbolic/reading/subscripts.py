"""Subscripts: `y_i`, `p_{i,k}`, `p_ik`, `y[i]` as entries of something indexed."""

from __future__ import annotations

from collections.abc import Callable
from fractions import Fraction
from typing import TYPE_CHECKING

from quiz.symbolic.reading import brackets
from quiz.symbolic.tree import (
    HOLE,
    ONE,
    Add,
    Call,
    Entry,
    Name,
    Negate,
    Node,
    Number,
    Series,
    children,
)

if TYPE_CHECKING:
    from quiz.symbolic.reading.parser import Parser


def entry(parser: Parser, base: Node) -> Node:
    """The entry of `base` whose subscript stands next; the `_` has been read.

    `[z]_+` is the positive part of z, and `1_{z > 0}` is 1 where that holds.
    """
    start = parser.token.start
    if takes_positive_part(parser):
        return Call("relu", (base,))
    if base == ONE and brackets.opens_condition(parser, parser.at):
        return brackets.indicator(parser)
    indices = _subscript(parser, base)
    return _checked(parser, base, indices, start)


def takes_positive_part(parser: Parser) -> bool:
    """Step over the `+` of `[z]_+` or `[z]^+`, which no operand follows, if it stands next."""
    texts = [token.text for token in parser.tokens[parser.at : parser.at + 3]]
    if texts == ["{", "+", "}"]:
        parser.at += 3
        return True
    if texts[:1] != ["+"]:
        return False
    behind = parser.tokens[parser.at + 1]
    may_follow = behind.kind in ("end", "symbol") and behind.text not in _OPENING
    if may_follow and not (parser.typing and behind.kind == "end"):
        parser.at += 1
        return True
    return False


def may_be_arrays(parser: Parser, *nodes: Node) -> bool:
    """Whether an indexed symbol stands somewhere in each without all of its indices."""
    return all(_may_be_array(parser, node) for node in nodes)


def _may_be_array(parser: Parser, node: Node) -> bool:
    match node:
        case Name(name):
            return bool(parser.names.indices(name))
        case Entry(Name(name), indices):
            return len(indices) < len(parser.names.indices(name))
        case Entry() | Series():
            return False
    return any(_may_be_array(parser, child) for child in children(node))


_OPENING = frozenset("([{|‖⟨√∂-")


def entry_of_call(parser: Parser, call: Callable[[], Node]) -> Node:
    """`softmax_k(z)`: the subscript stands next, what it belongs to behind it."""
    indices = _subscript(parser, Name("softmax"))
    return Entry(call(), indices)


def raised_index(parser: Parser, base: Node) -> Node | None:
    """`y^{(i)}` and `x^{(i)}_j`: an index above what still lacks one; None if it is a power."""
    name, below = (base.base, base.indices) if isinstance(base, Entry) else (base, ())
    if not isinstance(name, Name) or len(below) >= len(parser.names.indices(name.name)):
        return None
    texts = [token.text for token in parser.tokens[parser.at : parser.at + 5]]
    braced = texts[:2] == ["{", "("] and texts[3:] == [")", "}"]
    if not braced and (texts[:1] != ["("] or texts[2:3] != [")"]):
        return None
    letter = parser.tokens[parser.at + 1 + braced]
    if letter.kind not in ("word", "number") or not letter.text.isalnum():
        return None
    parser.at += 5 if braced else 3
    above: tuple[Node, ...] = (
        (Number(Fraction(letter.text)),)
        if letter.text.isdigit()
        else _letters(parser, letter.text, letter.start)
    )
    if not below and parser.take("_"):
        below = _subscript(parser, name)
    return _checked(parser, name, (*above, *below), letter.start)


def delta(parser: Parser) -> Node:
    """Kronecker's delta with its indices as a subscript, `δ_jk`; the `_` has been read."""
    start = parser.token.start
    indices = _subscript(parser, Name("delta"))
    if len(indices) != 2 and not parser.unfinished:
        raise parser.error("delta has two indices", "write delta(j, k)", start)
    return Call("delta", indices)


def is_indexable(parser: Parser, base: Node) -> bool:
    """Whether `base[…]` is an entry: a symbol with an index, directly before the bracket."""
    if parser.token.spaced:
        return False
    if isinstance(base, Call):
        return base.function == "softmax"
    return isinstance(base, Name) and (bool(parser.names.indices(base.name)) or parser.names.open)


def bracketed(parser: Parser, base: Node) -> Node:
    """`y[i]` and `p[i, k]`; further brackets add indices."""
    start = parser.token.start
    parser.at += 1
    indices = _list(parser, "]")
    return _checked(parser, base, indices, start)


def _checked(parser: Parser, base: Node, indices: tuple[Node, ...], start: int) -> Node:
    if isinstance(base, Name) and not parser.names.open:
        lengths = parser.names.indices(base.name)
        if not lengths and not parser.unfinished:
            raise parser.error(
                f"{base.name} has no index", f"write {base.name} without a subscript", start
            )
        if len(indices) > len(lengths) and not parser.unfinished:
            few = "one index" if len(lengths) == 1 else f"{len(lengths)} indices"
            raise parser.error(f"{base.name} has {few}", "leave the others out", start)
    elif not isinstance(base, Name | Call) and not parser.unfinished:
        raise parser.error("only a name can have a subscript", "leave it out", start)
    return Entry(base, indices)


def _subscript(parser: Parser, base: Node) -> tuple[Node, ...]:
    if parser.take("{"):
        return _list(parser, "}")
    if parser.take("("):
        return _list(parser, ")")
    token = parser.token
    if token.kind == "number" and token.text.isdigit():
        parser.at += 1
        first = _digits(parser, base, token.text)
        following = parser.token
        # p_1k is one entry of what has two indices; p_1 k is a product.
        if following.kind == "word" and not following.spaced and len(first) < _wanted(parser, base):
            parser.at += 1
            return (*first, *_letters(parser, following.text, following.start))
        return first
    if token.kind == "word":
        parser.at += 1
        return _letters(parser, token.text, token.start)
    if parser.unfinished:
        return (HOLE,)
    raise parser.error("a subscript is a number or a letter", "write y_i or y_{i+1}")


def _list(parser: Parser, closer: str) -> tuple[Node, ...]:
    indices: list[Node] = []
    while not parser.take(closer) and not (indices and parser.unfinished):
        parser.take(",")
        indices.extend(_items(parser))
    if not indices:
        raise parser.error("the subscript is empty", "write y_i or y_{i+1}")
    return tuple(indices)


def _items(parser: Parser) -> list[Node]:
    token = parser.token
    if parser.unfinished:
        return [HOLE]
    parser.at += 1
    if token.kind == "number" and token.text.isdigit():
        found: list[Node] = [Number(Fraction(token.text))]
    elif token.kind == "word":
        found = list(_letters(parser, token.text, token.start))
    else:
        parser.at -= 1
        raise parser.error("a subscript is a number or a letter", "write y_i or y_{i+1}")
    while parser.is_next("+", "-"):
        negative = parser.token.text == "-"
        parser.at += 1
        offset = parser.token
        if offset.kind == "number" and offset.text.isdigit():
            step: Node = Number(Fraction(offset.text))
        elif offset.kind == "word" and len(offset.text) == 1:
            step = _letter(parser, offset.text, offset.start)
        elif parser.unfinished:
            found[-1] = Add((found[-1], Negate(HOLE) if negative else HOLE))
            break
        else:
            raise parser.error("a subscript is a letter plus or minus a whole number")
        parser.at += 1
        found[-1] = Add((found[-1], Negate(step) if negative else step))
    return found


def _wanted(parser: Parser, base: Node) -> int:
    return len(parser.names.indices(base.name)) if isinstance(base, Name) else 0


def _digits(parser: Parser, base: Node, digits: str) -> tuple[Node, ...]:
    """`p_12` is p_{1,2} for a symbol with two indices."""
    if _wanted(parser, base) == len(digits) > 1:
        return tuple(Number(Fraction(digit)) for digit in digits)
    return (Number(Fraction(digits)),)


def _letters(parser: Parser, text: str, start: int) -> tuple[Node, ...]:
    if text in parser.bound or text in parser.names.symbols or len(text) == 1:
        return (_letter(parser, text, start),)
    found: list[Node] = []
    for place, character in enumerate(text):
        if character.isdigit():
            found.append(Number(Fraction(character)))
        else:
            found.append(_letter(parser, character, start + place))
    return tuple(found)


def _letter(parser: Parser, letter: str, start: int) -> Node:
    if letter not in parser.bound and letter not in parser.names.symbols:
        parser.loose.setdefault(letter, start)
    return Name(letter)
