"""Expanding a line: givens and definitions opened until only declared symbols are left."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from quiz.symbolic.arrays import has_arrays
from quiz.symbolic.calculus import without_derivatives
from quiz.symbolic.comparing import arranged
from quiz.symbolic.derivations.setting import Definition
from quiz.symbolic.errors import TooLargeError, UnsupportedError
from quiz.symbolic.printing import unicode
from quiz.symbolic.reading.limits import MAX_NODES
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import (
    Add,
    Call,
    Derivative,
    Divide,
    Entry,
    Multiply,
    Name,
    Negate,
    Node,
    Series,
    fresh_index,
    map_children,
    names,
    substitute,
    walk,
)

MAX_EXPANDED = 10 * MAX_NODES


@dataclass(frozen=True)
class Swap:
    """A wrong line taken as given: what stands on its left is replaced by `right`."""

    left: Node
    right: Node


def expand(
    node: Node,
    definitions: Mapping[str, Definition],
    scope: Scope,
    swaps: tuple[Swap, ...] = (),
) -> Node:
    """The expression over declared symbols only, with derivatives carried out.

    A derivative of or by a whole vector is left to the comparison of its entries.

    Raises `UnsupportedError` for a derivative that cannot be taken, or when the result is too
    large.
    """
    expanded = _Expander(definitions, scope, swaps).open(node, frozenset())
    if sum(1 for _ in walk(expanded)) > MAX_EXPANDED:
        raise TooLargeError("written out in full, this line is too large to judge")
    return expanded


def open_own(node: Node, definitions: Mapping[str, Definition]) -> Node:
    """The expression with only the learner's own definitions opened."""
    own = {name: found for name, found in definitions.items() if found.own}
    return _Expander(own, None).open(node, frozenset()) if own else node


class _Expander:
    """`held` are the names that stand for themselves at the moment: bound indices, and what a
    derivative is taken by. Without a scope derivatives stay as they are."""

    def __init__(
        self,
        definitions: Mapping[str, Definition],
        scope: Scope | None,
        swaps: tuple[Swap, ...] = (),
    ) -> None:
        self.definitions = definitions
        self.scope = scope
        self.swaps = swaps
        self.free_letters = frozenset().union(*map(_free, definitions.values()))

    def open(self, node: Node, held: frozenset[str]) -> Node:
        for swap in self.swaps:
            if not held and arranged(node) == arranged(swap.left):
                others = tuple(other for other in self.swaps if other is not swap)
                return _Expander(self.definitions, self.scope, others).open(swap.right, held)
        match node:
            case Name(name) if self._is_defined(name, held):
                return self._named(name, held)
            case Entry(Name(name), indices) if self._is_defined(name, held):
                return self._entry(name, indices, held)
            case Call(function, arguments) if self._is_defined(function, held):
                return self._applied(function, arguments, held)
            case Derivative() if self.scope is not None:
                steps = self._through_wrong_line(node) if self.swaps and not held else None
                return self._differentiated(node, held) if steps is None else self.open(steps, held)
            case Series():
                return self._series(node, held)
        return map_children(node, lambda child: self.open(child, held))

    def _is_defined(self, name: str, held: frozenset[str]) -> bool:
        return name in self.definitions and name not in held

    def _named(self, name: str, held: frozenset[str]) -> Node:
        definition = self.definitions[name]
        if definition.heading.letters:
            letters = ",".join(definition.heading.letters)
            raise UnsupportedError(
                f"{name} without its index is not handled; write {name}_{letters}"
            )
        return self.open(definition.body, held)

    def _entry(self, name: str, indices: tuple[Node, ...], held: frozenset[str]) -> Node:
        definition = self.definitions[name]
        letters = definition.heading.letters
        if len(letters) != len(indices):
            raise UnsupportedError(f"{name} needs all its indices here")
        given = dict(zip(letters, indices, strict=True))
        return self.open(substitute(definition.body, given), held)

    def _applied(self, name: str, arguments: tuple[Node, ...], held: frozenset[str]) -> Node:
        definition = self.definitions[name]
        opened = tuple(self.open(argument, held) for argument in arguments)
        parameters = definition.heading.parameters
        if len(parameters) != len(opened):
            raise UnsupportedError(f"{name} takes {len(parameters)} values")
        body = self.open(definition.body, held | set(parameters))
        return substitute(body, dict(zip(parameters, opened, strict=True)))

    def _series(self, node: Series, held: frozenset[str]) -> Node:
        if node.index in self.free_letters:
            # A given inside may mention an outer letter of this spelling; keep the two apart.
            fresh = fresh_index(node.index, self.free_letters | names(node.body) | held)
            body = substitute(node.body, {node.index: Name(fresh)})
            node = Series(node.kind, body, fresh, node.lower, node.upper)
        return Series(
            node.kind,
            self.open(node.body, held | {node.index} if node.index in self.definitions else held),
            node.index,
            self.open(node.lower, held),
            self.open(node.upper, held),
        )

    def _differentiated(self, node: Derivative, held: frozenset[str]) -> Node:
        variable = node.variable
        base = variable.name if isinstance(variable, Name) else _base(variable)
        if not self._is_defined(base, held):
            self._refuse_hidden(node.body, base, held)
            slope = Derivative(self.open(node.body, held), variable, node.order)
            assert self.scope is not None
            return slope if has_arrays(slope, self.scope) else without_derivatives(slope)
        # By a given: it is held as a variable first, and then stands for its expression.
        body = self.open(node.body, held | {base})
        if base not in names(body) and names(body) & self._symbols_of(base):
            body = self._as_written(node.body, base, held) or body
        if base not in names(body) and names(body) & self._symbols_of(base):
            raise UnsupportedError(f"{unicode(node.body)} is not written in terms of {base} here")
        return self.open(without_derivatives(Derivative(body, variable, node.order)), held)

    def _as_written(self, body: Node, base: str, held: frozenset[str]) -> Node | None:
        """A given as the working has written it in terms of a name of its own."""
        definition = self.definitions.get(body.name) if isinstance(body, Name) else None
        for written in definition.written if definition is not None else ():
            opened = self.open(written, held | {base})
            if base in names(opened):
                return opened
        return None

    def _through_wrong_line(self, node: Derivative) -> Node | None:
        """The chain rule through a given for which a derivative was wrong: `dJ/dp * dp/dz`."""
        variable = node.variable
        if any(isinstance(piece, Derivative) for piece in walk(node.body)):
            return None
        if node.order != 1:
            return Derivative(Derivative(node.body, variable), variable, node.order - 1)
        by = variable.name if isinstance(variable, Name) else _base(variable)
        for name in _reached(node.body, self.definitions):
            outer = Derivative(node.body, Name(name))
            inner = Derivative(Name(name), variable)
            if name == by or Name(name) == node.body:
                continue
            if by not in names(self._without_swaps(Name(name), by)):
                continue
            # Only where everything that depends on the variable goes through this given.
            if by in names(self._without_swaps(node.body, name)):
                continue
            if self._is_wrong(outer) or self._is_wrong(inner):
                return Multiply((outer, inner))
        return None

    def _is_wrong(self, slope: Derivative) -> bool:
        """Whether a derivative was wrong, or one that the chain rule makes it of."""
        if any(slope == swap.left for swap in self.swaps):
            return True
        return self._through_wrong_line(slope) is not None

    def _without_swaps(self, body: Node, name: str) -> Node:
        return _Expander(self.definitions, self.scope).open(body, frozenset({name}))

    def _refuse_hidden(self, body: Node, by: str, held: frozenset[str]) -> None:
        hidden = held & self.definitions.keys()
        if any(by in self._symbols_of(name) for name in hidden) and names(body) & hidden:
            raise UnsupportedError("a derivative inside a derivative by a given is not handled")

    def _symbols_of(self, name: str) -> frozenset[str]:
        definition = self.definitions[name]
        inner = frozenset(definition.heading.letters) | set(definition.heading.parameters)
        return names(self.open(definition.body, frozenset({name}))) - inner


def _free(definition: Definition) -> frozenset[str]:
    """The names in a definition's body that its heading does not bind."""
    heading = definition.heading
    return names(definition.body) - set(heading.letters) - set(heading.parameters)


def _reached(node: Node, definitions: Mapping[str, Definition]) -> list[str]:
    """The plain givens that an expression mentions, also through other givens."""
    found: list[str] = []
    waiting = [node]
    while waiting:
        for name in sorted(names(waiting.pop()) & definitions.keys()):
            heading = definitions[name].heading
            if name not in found and not heading.letters and not heading.parameters:
                found.append(name)
                waiting.append(definitions[name].body)
    return found


def _base(variable: Entry) -> str:
    return variable.base.name if isinstance(variable.base, Name) else ""


def isolate(left: Node, right: Node, wanted: frozenset[str]) -> Swap:
    """A wrong line as a replacement for the one piece of its left side that holds a given.

    `-log(L) = W` becomes `log(L)` replaced by `-W`; what cannot be isolated is replaced whole.
    """
    match left:
        case Negate(operand):
            return isolate(operand, Negate(right), wanted)
        case Divide(numerator, denominator) if not names(denominator) & wanted:
            return isolate(numerator, Multiply((right, denominator)), wanted)
        case Add(terms):
            holding = [term for term in terms if names(term) & wanted]
            taken = [Negate(term) for term in terms if not names(term) & wanted]
            if len(holding) == 1 and taken:
                return isolate(holding[0], Add((right, *taken)), wanted)
        case Multiply(factors):
            holding = [factor for factor in factors if names(factor) & wanted]
            others = tuple(factor for factor in factors if not names(factor) & wanted)
            if len(holding) == 1 and others:
                return isolate(holding[0], Divide(right, Multiply(others)), wanted)
    return Swap(left, right)
