"""Limits on what is read, so that every later step is bounded."""

from __future__ import annotations

from fractions import Fraction
from types import TracebackType

from quiz.symbolic.errors import ReadError
from quiz.symbolic.tree import Call, Negate, Node, Number, Power, children

MAX_NESTING = 50
MAX_NODES = 2000
MAX_DEPTH = 100
MAX_DIGITS = 300
MAX_EXPONENT = 10_000
MAX_FACTORIAL = 2_000


_LIMITED = (Power, Call)


class Nested:
    """One level of brackets, while it is open."""

    def __init__(self, closers: list[str], closer: str) -> None:
        self.closers, self.closer = closers, closer

    def __enter__(self) -> None:
        self.closers.append(self.closer)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.closers.pop()


def check_size(node: Node) -> None:
    """Raise `ReadError` if the expression is larger than anything a person works with."""
    pieces: list[Node] = []
    level = [node]
    depth = 0
    while level:
        depth += 1
        pieces += level
        if len(pieces) > MAX_NODES or depth > MAX_DEPTH:
            raise ReadError("this expression is too large", 0, "write it in fewer pieces")
        level = [child for piece in level for child in children(piece)]
    for piece in pieces:
        if isinstance(piece, _LIMITED):
            _check_numbers(piece)


def _check_numbers(node: Power | Call) -> None:
    if isinstance(node, Power):
        exponent = _whole(node.exponent)
        if exponent is not None and exponent > MAX_EXPONENT:
            raise ReadError(f"an exponent of {exponent} is too large", 0, _LIMIT_HINT)
        if isinstance(node.exponent, Power) and _numeric(node.exponent) and _numeric(node.base):
            raise ReadError("a tower of powers is too large", 0, _LIMIT_HINT)
    elif node.function in ("factorial", "gamma"):
        value = _whole(node.arguments[0])
        if value is not None and value > MAX_FACTORIAL:
            raise ReadError(f"the factorial of {value} is too large", 0, _LIMIT_HINT)
        if isinstance(node.arguments[0], Call) and _numeric(node.arguments[0]):
            raise ReadError("a factorial of a factorial is too large", 0, _LIMIT_HINT)


def _whole(node: Node) -> Fraction | None:
    if isinstance(node, Negate):
        return _whole(node.operand)
    return abs(node.value) if isinstance(node, Number) else None


def _numeric(node: Node) -> bool:
    if isinstance(node, Number):
        return abs(node.value) > 4
    below = children(node)
    return bool(below) and all(_numeric(child) for child in below)


_LIMIT_HINT = "write the quantity with smaller numbers"
