"""The usual slips, tried on the key: an explanation is given only when it is verified.

Numbers sift the candidates; the comparison itself confirms the one that is left. None of the
sentences gives the answer away.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from fractions import Fraction
from itertools import combinations, islice
from typing import TypeVar

import numpy as np

from quiz.symbolic.alike import alike
from quiz.symbolic.arrays import as_number
from quiz.symbolic.calculus import without_derivatives
from quiz.symbolic.errors import MathematicsError, UndefinedError
from quiz.symbolic.misconceptions import misconceptions
from quiz.symbolic.objectives import compare_up_to, proportional
from quiz.symbolic.outcomes import Comparison
from quiz.symbolic.points import random_batches
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import (
    ONE,
    ZERO,
    Add,
    Call,
    Divide,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Power,
    map_children,
    names,
    replaced,
    substitute,
    walk,
)
from quiz.symbolic.vectorised import Array, relative_gap, values_at

MOST_CANDIDATES = 250
MOST_PLACES = 6
NEAR = 1e-6

N = TypeVar("N", bound=Node)

SIGN = "The sign of the whole is the wrong way round."
ONE_SIGN = "The sign of one term is the wrong way round."
RECIPROCAL = "This is the reciprocal of what is asked."
LENGTH = "A factor of {name} is off: look at the mean and the sum."
TWO = "A constant factor of 2 is off."
CONSTANT_FACTOR = "A constant factor is off."
ADDED = "An added constant is off."
BASE = "This takes logs to the base {base}; here log is natural."
SWAPPED = "{one} and {other} have changed places."
COMPLEMENT = "A 1 - is missing somewhere, as in p for 1 - p."
FACTOR = "A factor is missing: look at what each part is multiplied by, inner derivatives too."
INNER_SIGN = "A sign inside is the wrong way round: look at exponents and arguments."
POWER = "A power is not right: look at the squares and the other exponents."
NO_LOG = "A logarithm is missing."
ZERO_EVERYWHERE = "This is zero whatever the values are."


@dataclass(frozen=True)
class Slip:
    """The key with a slip in it, and the sentences that say which."""

    wrong: Node
    sentences: tuple[str, ...]


def explain(
    typed: Node, key: Node, scope: Scope, compare: Callable[[Node], Comparison]
) -> str | None:
    """What turns the key into what was typed, in a sentence or two; None if no usual slip does.

    `compare` compares what was typed with an expression.
    """
    try:
        typed, key = (without_derivatives(as_number(node, scope)) for node in (typed, key))
        sieve = Sieve(typed, key, scope)
    except MathematicsError:
        return _seen_in_writing(typed, key, scope)
    if not sieve.typed.any():
        return ZERO_EVERYWHERE if compare(ZERO).outcome == "equal" else None
    for slip in islice(_slips(key, scope), MOST_CANDIDATES):
        try:
            if sieve.passes(slip.wrong) and compare(slip.wrong).outcome == "equal":
                return " ".join(slip.sentences)
        except MathematicsError:
            continue
    return _off_by_a_constant(typed, key, scope, sieve)


def _seen_in_writing(typed: Node, key: Node, scope: Scope) -> str | None:
    """Symbols that have changed places in what has no value to look at, as in `p*log(y)`."""
    for slip in _swaps(key, scope):
        if alike(typed, slip.wrong):
            return " ".join(slip.sentences)
    return None


def explain_objective(key: Node, compare: Callable[[Node], Comparison]) -> str | None:
    """The same for what is compared as an objective, of which only the sign is looked at."""
    return SIGN if compare(Negate(key)).outcome == "equal" else None


class Sieve:
    """What was typed, at some points: most candidates differ there."""

    def __init__(self, typed: Node, key: Node, scope: Scope) -> None:
        shortest, *others = random_batches(scope, typed, key)
        # Where lengths vary, those of length 1 come last: sums and means are alike there.
        for self.batch in (*others[:1], *others[2:], *others[1:2], shortest):
            self.typed, self.key = values_at(typed, self.batch), values_at(key, self.batch)
            if np.isfinite(self.typed).any():
                return
        raise UndefinedError("nothing can be seen of what is undefined everywhere")

    def passes(self, wrong: Node) -> bool:
        """Whether an expression may be what was typed."""
        values = values_at(wrong, self.batch)
        defined = np.isfinite(self.typed)
        gap: Array = relative_gap(values[defined], self.typed[defined])
        return bool(np.count_nonzero(gap < NEAR) > 0.8 * gap.size)

    def is_steady(self, values: Array) -> bool:
        """Whether values are the same at all points."""
        values = values[np.isfinite(values)]
        return values.size > 1 and bool(np.ptp(values) <= NEAR * np.abs(values).max())


def _off_by_a_constant(typed: Node, key: Node, scope: Scope, sieve: Sieve) -> str | None:
    with np.errstate(all="ignore"):
        difference, ratio = sieve.typed - sieve.key, sieve.typed / sieve.key
    symbols = (*scope.used(typed, key), *scope.lengths(typed, key))
    if not symbols:
        return None
    try:
        if sieve.is_steady(difference):
            found = compare_up_to(typed, key, scope, "constant", symbols, quick=True)
            return ADDED if found.outcome == "equal" else None
        if sieve.is_steady(ratio):
            found = proportional(typed, key, scope, quick=True)
            return CONSTANT_FACTOR if found.outcome == "equal" else None
    except MathematicsError:
        pass
    return None


def _slips(key: Node, scope: Scope) -> Iterator[Slip]:
    """One slip, then two."""
    yield Slip(Negate(key), (SIGN,))
    yield Slip(Divide(ONE, key), (RECIPROCAL,))
    factors = list(_factors(scope, key))
    others = [*_other_logs(key), *_swaps(key, scope), *_dropped_complements(key)]
    others += [*_signs_of_terms(key), *_dropped_factors(key), *_inner_signs(key)]
    others += [*_other_powers(key), *_dropped_logs(key)]
    others += [Slip(law.result, (law.sentence,)) for law in misconceptions(key)]
    for factor, sentences in factors:
        yield Slip(Multiply((factor, key)), sentences)
    yield from others
    for factor, sentences in factors:
        yield Slip(Negate(Multiply((factor, key))), (*sentences, SIGN))
    for slip in others:
        yield Slip(Negate(slip.wrong), (*slip.sentences, SIGN))
        for factor, sentences in factors:
            yield Slip(Multiply((factor, slip.wrong)), (*slip.sentences, *sentences))


def _factors(scope: Scope, key: Node) -> Iterator[tuple[Node, tuple[str, ...]]]:
    """Twos and lengths by which an answer is often off, and two of them together."""
    lengths: list[tuple[Node, str]] = []
    squares: list[tuple[Node, str]] = []
    for name in scope.lengths(key):
        sentence = LENGTH.format(name=name)
        length: Node = Name(name)
        lengths += [(length, sentence), (Divide(ONE, length), sentence)]
        squares.append((Multiply((length, length)), sentence))
        squares.append((Divide(ONE, Multiply((length, length))), sentence))
    twos: list[tuple[Node, str]] = [
        (Number(Fraction(2)), TWO),
        (Number(Fraction(1, 2)), TWO),
    ]
    for factor, sentence in (*lengths, *twos, *squares):
        yield factor, (sentence,)
    for length, sentence in lengths:
        for two, other in twos:
            yield Multiply((two, length)), (sentence, other)


def _other_logs(key: Node) -> Iterator[Slip]:
    if any(isinstance(node, Call) and node.function == "log" for node in walk(key)):
        for base in (2, 10):
            yield Slip(_relogged(key, base), (BASE.format(base=base),))


def _relogged(node: Node, base: int) -> Node:
    node = map_children(node, lambda child: _relogged(child, base))
    if isinstance(node, Call) and node.function == "log":
        return Call(f"log{base}", node.arguments)
    return node


def _swaps(key: Node, scope: Scope) -> Iterator[Slip]:
    for one, other in combinations(scope.used(key), 2):
        if len(scope.declaration(one).index) == len(scope.declaration(other).index):
            swapped = substitute(key, {one: Name(other), other: Name(one)})
            yield Slip(swapped, (SWAPPED.format(one=one, other=other),))


def _dropped_complements(key: Node) -> Iterator[Slip]:
    """One `1 - x` at a time replaced by `x`."""
    for node in _places(key, Add):
        if len(node.terms) == 2 and node.terms[0] == ONE and isinstance(node.terms[1], Negate):
            yield Slip(replaced(key, node, node.terms[1].operand), (COMPLEMENT,))


def _signs_of_terms(key: Node) -> Iterator[Slip]:
    for node in _places(key, Add):
        for place, term in enumerate(node.terms):
            terms = (*node.terms[:place], Negate(term), *node.terms[place + 1 :])
            yield Slip(replaced(key, node, Add(terms)), (ONE_SIGN,))


def _dropped_factors(key: Node) -> Iterator[Slip]:
    """One factor, or two of them, left out of a product: an inner derivative, say.

    What nothing is left of that varies is no slip: any number is a key with factors left out.
    """
    for node in _places(key, Multiply):
        varied = [place for place, factor in enumerate(node.factors) if names(factor)]
        for dropped in (*combinations(varied, 1), *combinations(varied, 2)):
            kept = [factor for place, factor in enumerate(node.factors) if place not in dropped]
            shorter = Multiply(tuple(kept)) if len(kept) > 1 else kept[0] if kept else ONE
            wrong = replaced(key, node, shorter)
            if names(wrong):
                yield Slip(wrong, (FACTOR,))


def _inner_signs(key: Node) -> Iterator[Slip]:
    """A minus left out, in an exponent or an argument, say; a minus put before one."""
    terms = {id(term) for node in walk(key) if isinstance(node, Add) for term in node.terms}
    for node in _places(key, Negate):
        if node is not key and id(node) not in terms:
            yield Slip(replaced(key, node, node.operand), (INNER_SIGN,))
    for call in _places(key, Call):
        if call.function in ("exp", "sigmoid", "softplus"):
            turned = Call(call.function, (Negate(call.arguments[0]),))
            yield Slip(replaced(key, call, turned), (INNER_SIGN,))
    for power in _places(key, Power):
        if names(power.exponent):
            turned_power = Power(power.base, Negate(power.exponent))
            yield Slip(replaced(key, power, turned_power), (INNER_SIGN,))


def _other_powers(key: Node) -> Iterator[Slip]:
    """A whole exponent that is one too small or too large."""
    for node in _places(key, Power):
        if isinstance(node.exponent, Number) and node.exponent.value in (2, 3, 4):
            for step in (-1, 1):
                exponent = Number(node.exponent.value + step)
                yield Slip(replaced(key, node, Power(node.base, exponent)), (POWER,))


def _dropped_logs(key: Node) -> Iterator[Slip]:
    """Every log left out, or one of them."""
    logs = [call for call in _places(key, Call) if call.function == "log"]
    if logs:
        yield Slip(_without_logs(key), (NO_LOG,))
    if len(logs) > 1:
        for call in logs:
            yield Slip(replaced(key, call, call.arguments[0]), (NO_LOG,))


def _without_logs(node: Node) -> Node:
    node = map_children(node, _without_logs)
    return node.arguments[0] if isinstance(node, Call) and node.function == "log" else node


def _places(key: Node, kind: type[N]) -> Iterator[N]:
    return islice((node for node in walk(key) if isinstance(node, kind)), MOST_PLACES)
