"""Conditions: equations that hold for some values only, and what follows from them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property, partial
from itertools import combinations, islice
from typing import Literal

from quiz.symbolic import precise
from quiz.symbolic.alike import arranged
from quiz.symbolic.arrays import has_arrays
from quiz.symbolic.derivations import sentences
from quiz.symbolic.derivations.equality import Equality
from quiz.symbolic.derivations.swaps import Swap
from quiz.symbolic.domains import Real
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.outcomes import different
from quiz.symbolic.relations import chain_of
from quiz.symbolic.solving.equivalence import is_equivalent
from quiz.symbolic.solving.roots import Effort
from quiz.symbolic.solving.solution_sets import (
    SetComparison,
    Solution,
    are_proportional,
    compare_solutions,
    is_neat,
)
from quiz.symbolic.solving.vector_solutions import (
    compare_vector_solutions,
    vectors_in,
)
from quiz.symbolic.tasks import Evidence
from quiz.symbolic.tree import (
    ONE,
    ZERO,
    Call,
    Derivative,
    Divide,
    Entry,
    Logical,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Relation,
    Series,
    names,
    walk,
)

MOST_DERIVATIVES = 8


@dataclass(frozen=True)
class Finding:
    """What was found about a condition, with a sentence for the learner."""

    outcome: Literal["follows", "does_not_follow", "undecided"]
    evidence: Evidence | None = None
    message: str | None = None


class Conditions:
    """The condition in force at each point of the working.

    `implied` is what a line with `=>` made of it since, with more solutions perhaps: lines may
    follow from either. `mistaken` is the last condition that did not follow. `wanted` are the
    lines that the working is to lead to: what they are about is what a derivative that nobody
    wrote down may be taken by. For `w = 0 or w^2 = y` that is w, and not y.
    """

    def __init__(
        self, equality: Equality, start: Node | None, wanted: tuple[Node, ...] = ()
    ) -> None:
        self.equality = equality
        given = equality.setting.definitions
        self.wanted = wanted
        self._sought = frozenset().union(*(_about(line) for line in wanted)) - given.keys()
        self.in_force = start
        self.implied: Node | None = None
        self.mistaken: Node | None = None
        self._derivatives_seen: list[Derivative] = []
        self._effort = Effort()
        self._known: dict[tuple[Node, Node], SetComparison] = {}

    def symbols_alone(self, condition: Node) -> list[str]:
        """The names of the symbols that stand alone on a side, or are differentiated by."""
        bases = (each.base if isinstance(each, Entry) else each for each in _bare(condition))
        return [base.name for base in bases if isinstance(base, Name)]

    def is_about_a_symbol(self, condition: Node) -> bool:
        """Whether a symbol that is no given stands alone on a side, as in a solution."""
        given = self.equality.setting.definitions
        return any(name not in given for name in self.symbols_alone(condition))

    def note(self, line: Node) -> None:
        """Remember the derivatives of givens in a line: setting one to zero may come next."""
        for piece in walk(line):
            seen = self._derivatives_seen
            if isinstance(piece, Derivative) and piece not in seen and self._is_derivative(piece):
                seen.append(piece)

    def judge(self, condition: Node, *, implied: bool = False) -> Finding:
        """Whether an equation that is no identity follows, and if so it is in force from here on.

        With `implied` it may have more solutions than the condition in force. Raises
        `MathematicsError` for a condition that cannot be handled.
        """
        if self.sets_derivative_to_zero(condition):
            return self._enforce(condition, None)
        found = self._compare(self.in_force, condition) if self.in_force is not None else None
        # Where no solution was met at all, nothing was seen to be the same.
        if found is not None and found.same and not found.nowhere:
            return self._enforce(condition, found)
        weaker = self._weaker(condition, found, implied=implied)
        if weaker is not None:
            self.implied = condition
            return Finding("follows", Evidence("agrees", weaker.points))
        settled = found is None or not (found.nowhere or _is_open(found))
        for derivative in self._derivatives(condition, ()):
            try:
                other = self._compare(derivative, condition)
            except MathematicsError:
                settled = False
                continue
            # Two that hold nowhere have nothing in common.
            if other.same and other.points:
                return self._enforce(condition, other)
            settled = settled and (other.same or not _is_open(other))
        if not settled:
            return Finding("undecided", message=sentences.UNSETTLED)
        if found is None:
            return Finding("does_not_follow")
        return self._difference(found, condition, implied=implied)

    def _difference(self, found: SetComparison, condition: Node, *, implied: bool) -> Finding:
        """A solution gained, or else lost, as a counterexample and as a sentence."""
        gained = None if implied else found.gained
        if gained and found.lost and is_neat(found.lost) and not is_neat(gained):
            gained = None
        solution = gained or found.lost
        if solution is None:
            return Finding("undecided", message=sentences.UNSETTLED)
        left, right = (
            _number(side, solution) for side in (solution.failing.left, solution.failing.right)
        )
        evidence = different(solution.at, left, right).evidence
        at = evidence.at if evidence is not None else {}
        # What the working is about is named, whatever was solved for.
        sought = [name for line in self.wanted for name in self.symbols_alone(line)]
        alone = (*sought, *self.symbols_alone(condition))
        solved = [unknown.name for unknown in solution.unknowns]
        name = next((each for each in (*alone, *solved) if each in at), "")
        said = sentences.solution(at, name, gained=gained is not None)
        return Finding("does_not_follow", evidence, said)

    def _enforce(self, condition: Node, found: SetComparison | None) -> Finding:
        self.in_force, self.implied = condition, None
        kind: Literal["proved", "agrees"] = "proved" if found and found.is_proved else "agrees"
        return Finding("follows", Evidence(kind, found.points) if found else None)

    def _weaker(
        self, condition: Node, found: SetComparison | None, *, implied: bool
    ) -> SetComparison | None:
        """How it follows in one direction, or is the same as what followed in one direction."""
        if implied and found is not None and _keeps_all(found):
            return found
        if implied and self._is_summed(condition):
            return SetComparison(points=1)
        if self.implied is not None:
            same = self._compare(self.implied, condition)
            if same.same or (implied and _keeps_all(same)):
                return same
        return None

    def _is_summed(self, condition: Node) -> bool:
        """Whether a condition is what is in force for each index, summed over that index."""
        symbols = self.equality.setting.symbols
        match self.in_force, condition:
            case Relation("=", left, right), Relation("="):
                for letter in sorted(names(self.in_force) & self.equality.setting.index_letters):
                    length = Name(symbols[letter].index_of or "")
                    sides = (Series("sum", side, letter, ONE, length) for side in (left, right))
                    summed = self.equality.expand(Relation("=", *sides))
                    scope = self.equality.setting.scope()
                    if are_proportional(summed, self.equality.expand(condition), scope):
                        return True
        return False

    def follows_given_error(self, condition: Node, swaps: tuple[Swap, ...]) -> bool:
        """Whether a condition follows once the wrong lines before it are taken as given."""
        try:
            held = self._holds_given_error(condition, swaps)
        except MathematicsError:
            return False
        if held:
            self.mistaken = condition
        return held

    def _holds_given_error(self, condition: Node, swaps: tuple[Swap, ...]) -> bool:
        for earlier in (self.mistaken, self.in_force):
            if earlier is not None and self._compare(earlier, condition, swaps).same:
                return True
        for derivative in self._derivatives(condition, swaps):
            found = self._compare(derivative, condition, swaps)
            if found.same and found.points:
                return True
        return False

    def _compare(
        self, earlier: Node, condition: Node, swaps: tuple[Swap, ...] = ()
    ) -> SetComparison:
        setting = self.equality.setting
        if setting.has_whole_givens(earlier) or setting.has_whole_givens(condition):
            same = are_proportional(
                earlier, condition, setting.scope(), partial(self.equality.holds, swaps=swaps)
            )
            return SetComparison(points=1) if same else SetComparison(complete=False)
        pair = self.equality.expand(earlier, swaps), self.equality.expand(condition, swaps)
        if pair not in self._known:
            preferred = tuple(dict.fromkeys((*_bare(condition), *_bare(earlier))))
            self._known[pair] = self._looked_at(*pair, preferred)
        return self._known[pair]

    def _looked_at(
        self, first: Node, second: Node, preferred: tuple[Name | Entry, ...]
    ) -> SetComparison:
        if arranged(first) == arranged(second):
            return SetComparison(points=1, is_proved=True)
        scope = self.equality.setting.scope()
        if has_arrays(first, scope) or has_arrays(second, scope):
            if are_proportional(first, second, scope):
                return SetComparison(points=1)
            return compare_vector_solutions(first, second, scope, preferred)
        found = compare_solutions(first, second, scope, preferred, self._effort)
        if (found.same or _is_open(found)) and is_equivalent(first, second, scope):
            return SetComparison(points=max(1, found.points), is_proved=True)
        if (found.nowhere or _is_open(found)) and are_proportional(first, second, scope):
            return SetComparison(points=1)
        return found

    def sets_derivative_to_zero(self, condition: Node) -> bool:
        """Whether an equation, or several at once, says that the slope of a given is zero."""
        match condition:
            case Logical("and", parts):
                return all(self.sets_derivative_to_zero(part) for part in parts)
            case Relation("=", left, right):
                sides = ((left, right), (right, left))
                return any(
                    self._is_derivative(side) and isinstance(other, Number) and other.value == 0
                    for side, other in sides
                )
        return False

    def _is_derivative(self, node: Node) -> bool:
        return isinstance(node, Derivative) and (
            self._is_scaled_given(node.body) or self._is_derivative(node.body)
        )

    def _is_scaled_given(self, node: Node) -> bool:
        """A given but for its sign, a number or a length as a factor, and a log of it."""
        match node:
            case Negate(operand) | Call("log", (operand,)):
                return self._is_scaled_given(operand)
            case Divide(numerator, denominator):
                return self._is_scaled_given(numerator) and self._is_scale(denominator)
            case Multiply(factors):
                others = [factor for factor in factors if not self._is_scale(factor)]
                return len(others) == 1 and self._is_scaled_given(others[0])
            case Name(name) | Entry(Name(name), _) | Call(name, _):
                definition = self.equality.setting.definitions.get(name)
                return definition is not None and not definition.own
        return False

    def _is_scale(self, node: Node) -> bool:
        lengths = self.equality.setting.lengths
        return names(node) <= lengths and not (isinstance(node, Number) and node.value == 0)

    def _derivatives(self, condition: Node, swaps: tuple[Swap, ...]) -> Iterator[Node]:
        """Conditions that set a derivative to zero, or as many at once as the condition joins."""
        if isinstance(condition, Logical) and condition.operator == "and":
            yield from _together(tuple(self._each_zero(condition, swaps)), len(condition.parts))
        yield from self._each_zero(condition, swaps)

    def _each_zero(self, condition: Node, swaps: tuple[Swap, ...]) -> Iterator[Relation]:
        """Equations that set a derivative of a given to zero and hold what the condition holds."""
        seen = self._derivatives_seen[-MOST_DERIVATIVES:]
        yield from (Relation("=", derivative, ZERO) for derivative in reversed(seen))
        if self.equality.setting.has_whole_givens(condition):
            return
        expanded = self.equality.expand(condition, swaps)
        scope = self.equality.setting.scope()
        variables: list[Name | Entry] = [
            node for node in dict.fromkeys(_bare(condition)) if isinstance(node, Entry)
        ]
        for name in scope.used(expanded):
            declared = scope.declaration(name)
            sought = not self._sought or name in self._sought
            if sought and not declared.index and isinstance(scope.domain(name), Real):
                variables.append(Name(name))
        for name, definition in list(self.equality.setting.definitions.items())[:MOST_DERIVATIVES]:
            heading = definition.heading
            if definition.own or heading.letters or heading.parameters:
                continue
            opened = names(self.equality.expand(Name(name), swaps))
            for variable in variables[:MOST_DERIVATIVES]:
                base = variable.base if isinstance(variable, Entry) else variable
                derivative = Derivative(Name(name), variable)
                if isinstance(base, Name) and base.name in opened and derivative not in seen:
                    yield Relation("=", derivative, ZERO)
        if has_arrays(expanded, scope):
            yield from self._slopes_by_vectors

    @cached_property
    def _slopes_by_vectors(self) -> tuple[Relation, ...]:
        """Derivatives of givens by a whole vector whose zeros are what the working leads to."""
        scope = self.equality.setting.scope()
        found = []
        for line in self.wanted:
            wanted = self.equality.expand(line)
            if chain_of(line) is None or not has_arrays(wanted, scope):
                continue
            for name, definition in self.equality.setting.definitions.items():
                heading = definition.heading
                if definition.own or heading.letters or heading.parameters:
                    continue
                for vector in vectors_in(scope, wanted):
                    slope = Relation("=", Derivative(Name(name), Name(vector)), ZERO)
                    if self._is_solved_by(slope, line):
                        found.append(slope)
        return tuple(found[:MOST_DERIVATIVES])

    def _is_solved_by(self, slope: Relation, line: Node) -> bool:
        try:
            found = self._compare(slope, line)
        except MathematicsError:
            return False
        return found.same and found.points > 0


def _together(equations: tuple[Relation, ...], count: int) -> Iterator[Logical]:
    """So many derivatives of one given, by different symbols, set to zero at the same time."""
    for chosen in islice(combinations(equations, count), MOST_DERIVATIVES):
        slopes = [each.left for each in chosen if isinstance(each.left, Derivative)]
        different = len({slope.variable for slope in slopes}) == count
        if different and len({slope.body for slope in slopes}) == 1:
            yield Logical("and", chosen)


def _about(line: Node) -> frozenset[str]:
    """The names of what a line is about: `x = a` is about x."""
    relations = (piece for piece in walk(line) if isinstance(piece, Relation))
    alone = (next(_alone(relation), None) for relation in relations)
    found = [*(symbol for symbol in alone if symbol is not None), *_differentiated_by(line)]
    return frozenset().union(*map(names, found))


def _bare(condition: Node) -> Iterator[Name | Entry]:
    """What a condition is about: symbols alone on a side, then what is differentiated by."""
    for piece in walk(condition):
        if isinstance(piece, Relation):
            yield from _alone(piece)
    yield from _differentiated_by(condition)


def _alone(relation: Relation) -> Iterator[Name | Entry]:
    for side in (relation.left, relation.right):
        if isinstance(side, Name) or (isinstance(side, Entry) and isinstance(side.base, Name)):
            yield side


def _differentiated_by(node: Node) -> Iterator[Name | Entry]:
    return (piece.variable for piece in walk(node) if isinstance(piece, Derivative))


def _keeps_all(found: SetComparison) -> bool:
    return found.lost is None and found.solved[0] > 0


def _is_open(found: SetComparison) -> bool:
    """Whether no difference was found but one may have been missed."""
    return not found.same and found.lost is None and found.gained is None


def _number(node: Node, solution: Solution) -> float | None:
    try:
        return float(precise.evaluate(node, solution.at))
    except (MathematicsError, OverflowError):
        return None
