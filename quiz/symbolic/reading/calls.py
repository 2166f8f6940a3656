"""Functions with and without brackets, fractions, and derivatives in every spelling."""

from __future__ import annotations

from fractions import Fraction
from typing import TYPE_CHECKING

from quiz.symbolic.calculus import without_derivatives
from quiz.symbolic.domains import Real, parse_domain
from quiz.symbolic.errors import MathematicsError, ReadError
from quiz.symbolic.functions import ARITY, INVERSES, MANY, canonical
from quiz.symbolic.reading import composites, subscripts, words
from quiz.symbolic.reading.lexer import Token
from quiz.symbolic.tree import (
    HOLE,
    ONE,
    Call,
    Constant,
    Derivative,
    Divide,
    Entry,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Power,
    substitute,
)

if TYPE_CHECKING:
    from quiz.symbolic.reading.parser import Parser


def function(parser: Parser, name: str, token: Token) -> Node:
    """A function whose name has been read: its base, its power and its argument."""
    base = _lowered(parser) if name == "log" and parser.take("_") else None
    if name == "softmax" and parser.take("_"):
        return subscripts.entry_of_call(parser, lambda: _applied(parser, name, token))
    power: Node | None = None
    if parser.take("^"):
        power = parser.exponent()
        if power == Negate(ONE):
            name, power = _inverse(parser, name, token), None
    applied = _applied(parser, name, token)
    call = composites.written_out(parser, applied) if base is None else _with_base(applied, base)
    return call if power is None else Power(call, power)


def _inverse(parser: Parser, name: str, token: Token) -> str:
    if name not in INVERSES:
        raise parser.error(
            f"{name}^-1 could be 1/{name} or its inverse", f"write 1/{name}(…)", token.start
        )
    return INVERSES[name]


def _lowered(parser: Parser) -> Node:
    return parser.group("}") if parser.is_next("{") else parser.postfix()


def _with_base(call: Node, base: Node | None) -> Node:
    if base is None or base == Constant("e"):
        return call
    assert isinstance(call, Call)
    for value in (2, 10):
        if base == Number(Fraction(value)):
            return Call(f"log{value}", call.arguments)
    return Divide(call, Call("log", (base,)))


def _applied(parser: Parser, name: str, token: Token) -> Call:
    arguments: tuple[Node, ...]
    if _opens_factors(parser, name, token):
        arguments = (_bare_argument(parser, name),)
    elif parser.is_next("("):
        parser.at += 1
        arguments = parser.arguments(")")
    elif parser.is_next("{"):
        parser.at += 1
        arguments = parser.arguments("}")
    else:
        arguments = (_bare_argument(parser, name),)
    least, most = ARITY[name]
    if parser.unfinished:
        arguments += (HOLE,) * (least - len(arguments))
    if not least <= len(arguments) <= most:
        wanted = "one value" if most == 1 else f"{least} values" if most < MANY else "values"
        raise parser.error(f"{name} takes {wanted}", f"check the commas in {name}(…)", token.start)
    return Call(name, arguments)


def _opens_factors(parser: Parser, name: str, token: Token) -> bool:
    r"""Whether `\log (p)^y (1-p)^(1-y)` is the log of the product, as only `whole_logs` says."""
    apart = parser.token.spaced or token.end - token.start > len(token.text)
    if not (parser.names.whole_logs and name == "log" and apart and parser.is_next("(")):
        return False
    saved = parser.save()
    raised = isinstance(parser.power(), Power)
    parser.restore(saved)
    return raised


def _bare_argument(parser: Parser, name: str) -> Node:
    """The factors beside a function that is written without brackets."""
    if parser.take("-"):
        return Negate(_bare_argument(parser, name))
    if not parser.starts_factor() and not parser.unfinished:
        raise parser.error(f"{name} of what?", f"write {name}(…)")
    factors = [parser.power()]
    whole = parser.names.whole_logs and name == "log"
    while parser.starts_factor() and (
        (whole and parser.is_next("(", "{")) or not _ends_argument(parser)
    ):
        factors.append(parser.power())
    return factors[0] if len(factors) == 1 else Multiply(tuple(factors))


def _ends_argument(parser: Parser) -> bool:
    token = parser.token
    if token.kind == "symbol":
        return True
    if token.kind == "command":
        return token.text in ("sum", "prod")
    if token.kind != "word" or token.text in parser.names or token.text in parser.bound:
        return False
    if canonical(token.text) or token.text.lower() in ("sum", "prod", "diff"):
        return True
    pieces = parser.names.cut(token.text, parser.bound)
    if pieces and len(pieces) > 1:
        words.cut(parser, pieces)
        return _ends_argument(parser)
    return False


def prime(parser: Parser, node: Node) -> Node:
    """`J'(z)`, or `J'` where J depends on one symbol only."""
    start = parser.token.start
    order = 0
    while parser.take("'"):
        order += 1
    if order == 1 and subscripts.may_be_arrays(parser, node):
        return Call("transpose", (node,))
    if isinstance(node, Name) and node.name in parser.names.functions:
        return _prime_of_function(parser, node.name, order, start)
    if isinstance(node, Name):
        depends = parser.names.depends.get(node.name, frozenset())
        opened = parser.at
        words.skip_arguments(parser, depends)
        # One letter in the brackets, or one that there is, says what it is taken by.
        written = {token.text for token in parser.tokens[opened : parser.at]} & depends
        letters = written or _able_to_vary(parser, depends)
        if len(letters) == 1:
            (variable,) = letters
            if parser.at == opened and _holds_only(parser, variable):
                raise parser.error(
                    f"{node.name}'(…) could be a product or the derivative at another place",
                    f"write {node.name}'*(…) for the product",
                )
            return Derivative(node, Name(variable), order)
    if parser.unfinished:
        return Derivative(node, HOLE, order)
    example = "diff(J, z)"
    able = parser.names.depends.get(node.name) if isinstance(node, Name) else None
    known = _able_to_vary(parser, able or frozenset())
    if isinstance(node, Name) and known:
        example = " or ".join(f"d{node.name}/d{letter}" for letter in sorted(known)[:2])
    raise parser.error(
        "it is not clear what this derivative is taken by", f"write {example}", start
    )


def _able_to_vary(parser: Parser, letters: frozenset[str]) -> frozenset[str]:
    """The letters that a derivative may be taken by: real numbers, and no whole lists of them."""
    kinds = {letter: parser.names.symbols.get(letter) for letter in letters}
    return frozenset(
        letter
        for letter, kind in kinds.items()
        if kind is None or (not kind.index and isinstance(parse_domain(kind.domain), Real))
    )


def slope(parser: Parser, function: str, token: Token) -> Node:
    """`σ'(z)`, of a function that everybody knows; its prime stands next."""
    order = 0
    while parser.take("'"):
        order += 1
    if not parser.is_next("(") and not parser.unfinished:
        raise parser.error(f"the slope of {function} at what?", f"write {function}'(z)")
    call = _applied(parser, function, token)
    at = call.arguments[0]
    if isinstance(at, Name) or (isinstance(at, Entry) and isinstance(at.base, Name)):
        return Derivative(composites.written_out(parser, call), at, order)
    taken = composites.written_out(parser, Call(function, (_ANYWHERE, *call.arguments[1:])))
    try:
        found = without_derivatives(Derivative(taken, _ANYWHERE, order))
    except MathematicsError as error:
        raise parser.error(str(error), "write it as diff(f, z)", token.start) from error
    return substitute(found, {_ANYWHERE.name: at})


_ANYWHERE = Name("at°")
"""Where a slope is taken; nobody can type it."""


def _prime_of_function(parser: Parser, name: str, order: int, start: int) -> Node:
    """`s'(z)` of a given that is written with its arguments, `s(z)`."""
    letters = parser.names.functions[name]
    arguments = parser.arguments(")") if parser.take("(") else tuple(map(Name, letters))
    if len(letters) == len(arguments) == 1 and isinstance(arguments[0], Name):
        return Derivative(Call(name, arguments), arguments[0], order)
    raise parser.error(
        f"the derivative of {name} is only read at a letter", f"write diff({name}(z), z)", start
    )


def _holds_only(parser: Parser, variable: str) -> bool:
    """Whether the brackets that open next hold nothing but this letter and numbers: `(2z)`."""
    at, depth, found = parser.at, 0, False
    while parser.tokens[at].kind != "end":
        token = parser.tokens[at]
        depth += (token.text == "(") - (token.text == ")")
        if token.kind in ("word", "accented", "command"):
            if token.text != variable:
                return False
            found = True
        found = found or token.kind == "number"
        if depth == 0:
            return found and at > parser.at
        if token.text in "+-" and at > parser.at + 1:
            return False
        at += 1
    return False


def diff(parser: Parser) -> Node:
    """`diff(f, x)`, `diff(f, x, 2)` and `diff(f, x, y)`; the word has been read."""
    start = parser.token.start
    parser.expect("(")
    body, *rest = parser.arguments(")")
    if not rest and parser.unfinished:
        rest = [HOLE]
    if not rest:
        raise parser.error("diff needs what to differentiate by", "write diff(J, z)", start)
    while rest:
        variable = _variable(parser, rest.pop(0), start)
        order = 1
        if rest and isinstance(rest[0], Number) and rest[0].value in (1, 2, 3, 4):
            order = int(rest.pop(0).value)  # type: ignore[attr-defined]
        body = Derivative(body, variable, order)
    return body


def _variable(parser: Parser, node: Node, start: int) -> Name | Entry:
    if isinstance(node, Name) or (isinstance(node, Entry) and isinstance(node.base, Name)):
        return node
    if parser.unfinished:
        return HOLE
    raise parser.error("one differentiates by a name", "write diff(J, z)", start)


def derivative_fraction(parser: Parser) -> Node:
    """`\\frac{dJ}{dz}` or `\\frac{d}{dz}` of what follows; the command has been read."""
    parser.expect("{")
    order, body = _upper_part(parser, "}")
    parser.expect("}")
    parser.expect("{")
    variable = _lower_part(parser, order)
    parser.expect("}")
    return Derivative(body or _operand(parser), variable, order)


def is_derivative(parser: Parser) -> bool:
    """Whether a word that starts with `d` opens `dJ/dz`, `d/dz` or `d(…)/dz`."""
    text = parser.token.text
    if not text.startswith("d"):
        return False
    saved = parser.save()
    try:
        order, _ = _upper_part(parser, "/")
        parser.expect("/")
        _lower_part(parser, order)
    except ReadError:
        return False
    finally:
        parser.restore(saved)
    return True


def derivative(parser: Parser) -> Node:
    """`dJ/dz`, `d/dz(…)`, `∂J/∂z`, `d^2J/dz^2`, `∂_z J`."""
    if parser.is_next("∂") and parser.tokens[parser.at + 1].text == "_":
        parser.at += 2
        start = parser.token.start
        variable = _variable(parser, _lowered(parser), start)
        return Derivative(_operand(parser), variable, 1)
    order, body = _upper_part(parser, "/")
    parser.expect("/")
    variable = _lower_part(parser, order)
    return Derivative(body or _operand(parser), variable, order)


def _operand(parser: Parser) -> Node:
    """What `d/dz` stands before: brackets and their power, or the product up to a `+` or `-`."""
    if parser.is_next("("):
        return parser.power()
    if not parser.starts_factor() and not parser.unfinished:
        raise parser.error("the derivative of what?", "write d/dz(…)")
    return parser.term()


def _upper_part(parser: Parser, closer: str) -> tuple[int, Node | None]:
    """`d`, `dJ`, `d^2J`, `∂ log L`: the order, and the body unless it stands behind."""
    rest = _take_differential(parser)
    order = 1
    if rest is None and parser.take("^"):
        exponent = parser.exponent()
        if isinstance(exponent, Number) and exponent.value in (1, 2, 3, 4):
            order = int(exponent.value)
        elif not parser.unfinished:
            raise parser.error("this order of differentiation is not understood")
    if rest is None and parser.is_next(closer):
        return order, None
    return order, parser.power()


def _lower_part(parser: Parser, order: int) -> Name | Entry:
    start = parser.token.start
    _take_differential(parser)
    variable = _variable(parser, parser.postfix(), start)
    if order > 1:
        parser.expect("^")
        if parser.exponent() != Number(Fraction(order)) and not parser.unfinished:
            raise parser.error("the orders of this derivative differ")
    return variable


def _take_differential(parser: Parser) -> str | None:
    """Step over `∂` or the `d` of `dz`, leaving `z` as the next word; returns what it leaves."""
    if parser.take("∂"):
        return None
    token = parser.token
    if parser.unfinished:
        return None
    if token.kind == "accented" or token.kind != "word" or not token.text.startswith("d"):
        raise parser.error("a d or ∂ belongs here", "write dJ/dz")
    rest = token.text[1:]
    if not rest:
        parser.at += 1
        return None
    parser.tokens[parser.at] = Token("word", rest, token.start + 1, token.end)
    return rest
