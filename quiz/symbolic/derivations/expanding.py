"""Expanding a line: givens and definitions opened until only declared symbols are left."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from quiz.symbolic.alike import arranged
from quiz.symbolic.arrays import has_arrays
from quiz.symbolic.calculus import without_derivatives
from quiz.symbolic.derivations.setting import Definition
from quiz.symbolic.derivations.swaps import Swap, base_of, instance
from quiz.symbolic.derivations.wrong_slopes import through_wrong_slopes
from quiz.symbolic.errors import TooLargeError, UnsupportedError
from quiz.symbolic.printing import unicode
from quiz.symbolic.reading.limits import MAX_NODES
from quiz.symbolic.scope import Scope
from quiz.symbolic.tree import (
    Call,
    Derivative,
    Entry,
    Name,
    Node,
    Series,
    fresh_index,
    map_children,
    names,
    substitute,
    walk,
)

MAX_EXPANDED = 10 * MAX_NODES


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
    expanded = Expander(definitions, scope, swaps).open(node, frozenset())
    if sum(1 for _ in walk(expanded)) > MAX_EXPANDED:
        raise TooLargeError("written out in full, this line is too large to judge")
    return expanded


def open_own(node: Node, definitions: Mapping[str, Definition]) -> Node:
    """The expression with only the learner's own definitions opened."""
    own = {name: found for name, found in definitions.items() if found.own}
    return Expander(own, None).open(node, frozenset()) if own else node


class Expander:
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
        brought = (names(swap.right) - names(swap.left) for swap in swaps)
        self.free_letters = frozenset().union(*map(_free, definitions.values()), *brought)

    def without(self, hidden: Collection[str], swaps: tuple[Swap, ...] | None = None) -> Expander:
        """The same, but for some givens that stand for themselves, and perhaps with other swaps."""
        known = {name: each for name, each in self.definitions.items() if name not in hidden}
        return Expander(known, self.scope, self.swaps if swaps is None else swaps)

    def open(self, node: Node, held: frozenset[str]) -> Node:
        """The expression over declared symbols and what is held."""
        swapped = self._swapped(node) if self.swaps and not held else None
        if swapped is not None:
            return swapped
        match node:
            case Name(name) if self._is_defined(name, held):
                return self._named(name, held)
            case Entry(Name(name), indices) if self._is_defined(name, held):
                return self._entry(name, indices, held)
            case Call(function, arguments) if self._is_defined(function, held):
                return self._applied(function, arguments, held)
            case Derivative() if self.scope is not None:
                known = self.swaps and not held
                steps = through_wrong_slopes(node, self) if known else None
                return self._differentiated(node, held) if steps is None else self.open(steps, held)
            case Series():
                return self._series(node, held)
        return map_children(node, lambda child: self.open(child, held))

    def _swapped(self, node: Node) -> Node | None:
        """What a wrong line says that something is; None where none is about it."""
        for swap in self.swaps:
            if arranged(node) == arranged(swap.left):
                return self._but_for(swap).open(swap.right, frozenset())
            if (said := instance(swap, node, self._letters, self.definitions)) is not None:
                others = self._but_for(swap)
                right = others.open(said.right, frozenset())
                return said.taken(right, others.open(node, frozenset())) if said.when else right
        return None

    def _but_for(self, swap: Swap) -> Expander:
        return self.without((), tuple(other for other in self.swaps if other is not swap))

    @property
    def _letters(self) -> frozenset[str]:
        """The index letters that a line may leave open."""
        symbols = self.scope.symbols if self.scope is not None else {}
        return frozenset(name for name, each in symbols.items() if each.index_of is not None)

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
        base = base_of(variable)
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
