"""Reading: the text that a person types becomes a tree, as typed.

How the ambiguous is settled, one rule each:

- Known names decide how letters are cut: `yp` is y times p when both are known and `yp` is not.
- Side by side is ordinary multiplication, left to right with `*` and `/`: `1/2x` is x/2.
- `-x^2` is -(x^2) and `2^3^2` is 2^(3^2).
- A function without brackets takes the factors that stand beside it, up to `+ - * / = , )`,
  another function or a bracket: `sin 5n` is sin(5n), `log p(1-p)` is log(p) times (1-p).
  Where the names say `whole_logs`, that is log(p(1-p)).
- `log(p)^2` and `log (p)^2` are the square of the log.
- `[z > 0]` or `(z > 0)` as a factor is 1 where it holds and 0 elsewhere; so are `I(z > 0)` and
  `1_{z > 0}`. `[z]_+` is the positive part.
- `w·x` of two vectors is their inner product, as are `⟨w, x⟩`, `w^T x` and `w'x`.
- `y^{(i)}` is y_i where y has an index; `x1` is x_1 where that is the name.
- A sum or product without brackets takes the product up to the next `+` or `-`.
- `x_1 + x_2 + … + x_n` and `p_1 p_2 ⋯ p_n` are the sum and the product over the index in which
  the first terms and the last are alike; other dots are refused.
- A name before a bracket is a factor, unless it is a function, a given with arguments, or a
  given before the bare symbols that it depends on (`L(p)`).
- `σ(` is the sigmoid unless `sigma` is declared; `e` and `pi` are the constants unless declared.
- A decimal is the exact rational that it writes: `0.5` is 1/2, `0.333` is not 1/3.
- `σ'(z)` is the slope of a known function; `np.log` and its like are the functions.
- `sin^-1` and its like are inverse functions; for other functions the spelling is refused.
"""

from __future__ import annotations

from typing import Literal

from quiz.symbolic.naming import OPEN, Names
from quiz.symbolic.reading.limits import check_size
from quiz.symbolic.reading.parser import Parser
from quiz.symbolic.tree import Node

Meaning = Literal["number", "equation", "vector", "matrix", "set", "interval"]

__all__ = ["OPEN", "Meaning", "Names", "read", "read_chain"]


def read(text: str, names: Names = OPEN, meaning: Meaning = "number") -> Node:
    """The tree of an expression, an equation or a condition; raises `ReadError`.

    `meaning` settles what brackets stand for: `(0, 1)` is an interval only where one is meant.
    """
    node = Parser(text, names, meaning).statement()
    check_size(node)
    return node


def read_chain(text: str, names: Names = OPEN) -> tuple[Node, ...]:
    """The sides of `a = b = c`, one or more; raises `ReadError`."""
    sides = Parser(text, names, "number").chain()
    for side in sides:
        check_size(side)
    return sides
