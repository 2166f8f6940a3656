"""A formula as Open edX reads it, and the numbers at which it is compared with the key."""

from __future__ import annotations

import re
from collections.abc import Mapping
from fractions import Fraction

from quiz.lms.writing.exporting import LeftOutError
from quiz.lms.writing.moodle.maxima import opened
from quiz.lms.writing.number_ranges import decimal
from quiz.questions.formula_answer import FormulaAnswer
from quiz.questions.formulas import numerals
from quiz.questions.symbols import declarations
from quiz.symbolic.domains import Domain, Finite, Real, Whole, parse_domain
from quiz.symbolic.printing import ATOM, LOOSE, Printer
from quiz.symbolic.tasks import Declaration, Value
from quiz.symbolic.tree import Call, Constant, Entry, Name, Node, Number, substitute, walk

TRIES = 12
"""At how many points the key and a response are compared."""

WIDE = 4
"""How far a range goes that has no end."""

_TAKEN = frozenset({"e", "i", "j", "pi"})
_NAME = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:_[A-Za-z0-9]+)*")
_FUNCTIONS = {
    "log": "ln",
    "asin": "arcsin",
    "acos": "arccos",
    "atan": "arctan",
    **{name: name for name in ("exp", "sqrt", "abs", "sin", "cos", "tan", "sinh", "cosh", "tanh")},
}


def formula_and_samples(
    asked: FormulaAnswer, values: Mapping[str, Value]
) -> tuple[str, str, list[str]]:
    """The key, where it is compared (`p,y@0.1,0.1:0.9,0.9#12`), and what is lost by that.

    Raises `LeftOutError` where Open edX cannot compare such formulas.
    """
    if asked.value != "number" or asked.up_to != "nothing":
        raise LeftOutError("Open edX compares only formulas whose value is a number")
    tree = substitute(asked.tree(asked.answer, values), numerals(values))
    key = _Printer().show(opened(tree))
    known = {**(declarations(asked.symbols) or _open_letters(tree))}
    if any(declared.index for declared in known.values()):
        raise LeftOutError("Open edX compares no formulas of what has an index")
    ranges = {name: _range(parse_domain(known[name].domain)) for name in sorted(known)}
    lows, highs = zip(*ranges.values(), strict=True) if ranges else ((), ())
    places = ",".join(map(decimal, lows)) + ":" + ",".join(map(decimal, highs))
    names = ",".join(map(_Printer().show, map(Name, ranges)))
    return key, f"{names}@{places}#{TRIES}", [*_losses(asked, known)]


def _open_letters(tree: Node) -> dict[str, Declaration]:
    return {node.name: Declaration() for node in walk(tree) if isinstance(node, Name)}


def _losses(asked: FormulaAnswer, known: Mapping[str, Declaration]) -> list[str]:
    found = ["the formula is compared at numbers drawn at random, and log is typed as ln"]
    if asked.form != "any" or asked.forbid:
        found.append("the form that is asked for is not checked")
    if asked.mistakes:
        found.append("the feedback for recognised mistakes is left out")
    found += [
        f"{name} is tried at numbers between those that it can be"
        for name, declared in known.items()
        if isinstance(parse_domain(declared.domain), Finite | Whole)
    ]
    return found


def _range(domain: Domain) -> tuple[Fraction, Fraction]:
    """The ends between which a name is drawn, inside what it can be."""
    match domain:
        case Finite(values):
            return min(values), max(values)
        case Whole(lower):
            least = Fraction(1 if lower is None else lower)
            return least, least + WIDE
        case Real(lower, upper):
            low, high = lower, upper
            if low is None and high is None:
                return Fraction(1, 2), Fraction(WIDE)
            if low is None or high is None:
                low = Fraction(low) if low is not None else Fraction(str(high)) - WIDE
                return low + Fraction(1, 4), low + WIDE - Fraction(1, 4)
            edge = (Fraction(high) - Fraction(low)) / 10
            return Fraction(low) + edge, Fraction(high) - edge
    return Fraction(1, 10), Fraction(9, 10)


class _Printer(Printer):
    """Walks a tree as `Printer` does, and writes what Open edX reads."""

    def _node(self, node: Node) -> tuple[str, int]:
        match node:
            case Number(value):
                text = str(value)
                return (text, ATOM) if text.isdigit() else (f"({text})", ATOM)
            case Constant("inf"):
                raise LeftOutError("Open edX knows no infinity")
            case Constant(name):
                return name, ATOM
        return super()._node(node)

    def _other(self, node: Node) -> tuple[str, int]:  # noqa: ARG002 - whatever it is
        raise LeftOutError("Open edX cannot compare such formulas")

    def _name(self, name: str) -> str:
        if name in _TAKEN or not _NAME.fullmatch(name):
            raise LeftOutError(f"the name {name} means something else in Open edX")
        return name

    def _entry(self, base: Node, indices: tuple[Node, ...]) -> str:
        raise LeftOutError(
            f"Open edX knows no entries such as {Printer().show(Entry(base, indices))}"
        )

    def _call(self, node: Call) -> tuple[str, int]:
        if node.function not in _FUNCTIONS:
            raise LeftOutError(f"Open edX has no function {node.function}")
        arguments = ", ".join(self.show(each, LOOSE) for each in node.arguments)
        return f"{_FUNCTIONS[node.function]}({arguments})", ATOM
