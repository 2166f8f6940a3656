"""Vectors and matrices as their entries: `X^T (X w - y)` becomes sums over indices.

A symbol with an index but no subscript is its vector or matrix. Everything after this works on
numbers, so that probing and proof need to know nothing of arrays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Set
from dataclasses import replace
from fractions import Fraction

from quiz.symbolic.errors import ShapeError, UnsupportedError
from quiz.symbolic.naming import declared
from quiz.symbolic.scope import Scope
from quiz.symbolic.tasks import Declaration
from quiz.symbolic.tree import (
    ONE,
    TWO,
    Add,
    Call,
    Derivative,
    Divide,
    Entry,
    Interval,
    Logical,
    Multiply,
    Name,
    Negate,
    Node,
    Number,
    Piecewise,
    Power,
    Relation,
    Series,
    SetOf,
    Vector,
    children,
    map_children,
    walk,
)

Length = str | int
Shape = tuple[Length, ...]
"""The lengths over which an array runs: () for a number; 1 for what a row or column has one of."""

_ARRAY_FUNCTIONS = frozenset({"transpose", "norm", "norm1", "dot"})
_NORMS = frozenset({"norm", "norm1", "abs"})
_OF_ARRAYS = frozenset({Vector, Entry, *_ARRAY_FUNCTIONS})
_ELEMENTWISE = frozenset(
    {"log", "log10", "log2", "exp", "sqrt", "sigmoid", "softplus", "tanh", "relu", "sign", "logit"}
)


def may_have_arrays(inside: Set[type[Node] | str], scope: Scope) -> bool:
    """Whether a vector or matrix can occur in what has these ingredients."""
    return (
        not inside.isdisjoint(_OF_ARRAYS)
        or any(declaration.index for declaration in scope.symbols.values())
        or any(isinstance(value, tuple) for value in scope.values.values())
    )


def has_arrays(node: Node, scope: Scope) -> bool:
    """Whether a vector or matrix occurs as a whole anywhere in the expression."""
    waiting = [node]
    while waiting:
        node = waiting.pop()
        if isinstance(node, Name):
            if _lengths(node, scope):
                return True
        elif isinstance(node, Entry):
            if not _is_number(node, scope):
                return True
            waiting += node.indices
        elif isinstance(node, Derivative) and isinstance(node.variable, Entry):
            waiting.append(node.body)
        elif isinstance(node, Vector) or (
            isinstance(node, Call) and node.function in _ARRAY_FUNCTIONS
        ):
            return True
        else:
            waiting += children(node)
    return False


def _is_number(node: Entry, scope: Scope) -> bool:
    """Whether an entry has all its indices: of a symbol, or of the softmax of one."""
    base = node.base
    if isinstance(base, Call) and base.function == "softmax":
        base = base.arguments[0]
        return isinstance(base, Name) and len(node.indices) == len(_lengths(base, scope)) == 1
    return isinstance(base, Name) and len(node.indices) == len(_lengths(base, scope))


def is_array(node: Node, scope: Scope) -> bool:
    """Whether the value of an expression is a vector or a matrix.

    Raises `UnsupportedError` where lengths do not match.
    """
    return has_arrays(node, scope) and _Arrays(scope).shape(node) != ()


def as_number(node: Node, scope: Scope) -> Node:
    """A number that is made of vectors and matrices, such as `w^T w`, by their entries.

    Raises `UnsupportedError` for what is a vector or a matrix itself.
    """
    if not has_arrays(node, scope):
        return node
    if is_array(node, scope):
        raise UnsupportedError("a number is needed here, not a vector or a matrix")
    return _written_out(_Arrays(scope).entry(node, ()), scope)


def _written_out(node: Node, scope: Scope) -> Node:
    if has_arrays(node, scope):
        raise UnsupportedError("a vector or a matrix stands here where a number is needed")
    return node


def paired_entries(
    left: Node, right: Node, scope: Scope
) -> Iterator[tuple[Node, Node, Scope]] | None:
    """The entries that have to be equal for two arrays to be; None if their shapes differ.

    Along an index of symbolic length one entry with a free index stands for all.
    """
    arrays = _Arrays(scope)
    shape, other = arrays.shape(left), arrays.shape(right)
    return None if shape != other else _pairs(arrays, left, right, shape)


def _pairs(
    arrays: _Arrays, left: Node, right: Node, shape: Shape
) -> Iterator[tuple[Node, Node, Scope]]:
    rows: list[tuple[tuple[Node, ...], Scope]] = [((), arrays.scope)]
    for place, length in enumerate(shape):
        if isinstance(length, int):
            choices: list[tuple[Node, Mapping[str, Declaration]]] = [
                (Number(Fraction(number)), {}) for number in range(1, length + 1)
            ]
        else:
            # A mark that nobody can type keeps it from meeting another name.
            free = f"{'ijk'[place]}°"
            choices = [(Name(free), {free: Declaration("natural", index_of=length)})]
        rows = [
            ((*indices, index), replace(scope, symbols={**scope.symbols, **more}))
            for indices, scope in rows
            for index, more in choices
        ]
    for indices, scope in rows:
        one, other = (_written_out(arrays.entry(node, indices), scope) for node in (left, right))
        yield one, other, scope


def _lengths(node: Node, scope: Scope) -> Shape:
    if not isinstance(node, Name):
        return ()
    if node.name in scope.values:
        return declared({node.name: scope.values[node.name]})[node.name].index
    return scope.declaration(node.name).index


class _Arrays:
    def __init__(self, scope: Scope) -> None:
        self.scope = scope

    def shape(self, node: Node) -> Shape:  # noqa: C901 - one case a node
        """The shape of an expression; raises `UnsupportedError` where lengths do not match."""
        match node:
            case Name():
                return _lengths(node, self.scope)
            case Entry(base, indices):
                shape = self.shape(base)
                if len(indices) > len(shape):
                    raise ShapeError("this has fewer indices than are written here")
                return shape[len(indices) :]
            case Vector(items):
                return (len(items), *self._same([self.shape(item) for item in items]))
            case Negate(operand):
                return self.shape(operand)
            case Add(terms):
                return self._same([self.shape(term) for term in terms])
            case Multiply(factors):
                return self._product_shape(factors)
            case Divide(numerator, denominator):
                self._number(denominator, "divides")
                return self.shape(numerator)
            case Power(base, exponent):
                self._number(base, "is raised to a power")
                self._number(exponent, "is an exponent")
                return ()
            case Call():
                return self._call_shape(node)
            case Series(_, body):
                return self.shape(body)
            case Derivative(body, variable):
                self._number(body, "is differentiated")
                return self.shape(variable)
            case Piecewise(value, _, otherwise):
                return self._same([self.shape(value), self.shape(otherwise)])
            case SetOf() | Interval() | Relation() | Logical():
                raise UnsupportedError("a set, an interval or a condition is no number")
        return ()

    def entry(self, node: Node, indices: tuple[Node, ...]) -> Node:  # noqa: C901 - one case a node
        """The entry of an array at the indices, free of arrays itself."""
        match node:
            case Name():
                return Entry(node, indices) if indices else node
            case Entry(base, first):
                if isinstance(base, Name):
                    return Entry(base, (*first, *indices))
                return self.entry(base, (*first, *indices))
            case Vector(items):
                return self._item(items, indices)
            case Negate(operand):
                return Negate(self.entry(operand, indices))
            case Add(terms):
                return Add(tuple(self.entry(term, indices) for term in terms))
            case Multiply(factors):
                return self._product_entry(factors, indices)
            case Divide(numerator, denominator):
                return Divide(self.entry(numerator, indices), self.entry(denominator, ()))
            case Call():
                return self._call_entry(node, indices)
            case Derivative(body, Name() as variable, order) if indices:
                return Derivative(self.entry(body, ()), Entry(variable, indices), order)
            case Derivative(body, variable, order):
                return Derivative(self.entry(body, ()), variable, order)
            case Series(kind, body, index, lower, upper):
                return Series(kind, self.entry(body, indices), index, lower, upper)
            case Piecewise(value, condition, otherwise):
                chosen, other = self.entry(value, indices), self.entry(otherwise, indices)
                return Piecewise(chosen, self.entry(condition, ()), other)
        return map_children(node, lambda child: self.entry(child, ()))

    def _same(self, shapes: list[Shape]) -> Shape:
        for shape in shapes[1:]:
            if shape != shapes[0]:
                raise ShapeError("vectors of different lengths are added or listed here")
        return shapes[0]

    def _number(self, node: Node, doing: str) -> None:
        if self.shape(node) != ():
            raise UnsupportedError(f"a whole vector or matrix {doing} here; write its entries")

    def _call_shape(self, node: Call) -> Shape:
        if node.function == "dot":
            return self.shape(self._as_product(node))
        inner = [self.shape(argument) for argument in node.arguments]
        if node.function == "transpose":
            return _columns(inner[0])[::-1] if inner[0] else ()
        if node.function in _NORMS and inner[0]:
            return ()
        if node.function in _ELEMENTWISE or node.function == "softmax":
            return inner[0]
        for argument in node.arguments:
            self._number(argument, f"is given to {node.function}")
        return ()

    def _call_entry(self, node: Call, indices: tuple[Node, ...]) -> Node:
        if node.function == "dot":
            return self.entry(self._as_product(node), indices)
        inner = self.shape(node.arguments[0])
        if node.function == "transpose":
            if not inner:
                return self.entry(node.arguments[0], ())
            turned = indices[::-1]
            return self.entry(node.arguments[0], turned[: len(inner)])
        if node.function in _NORMS:
            return self._norm(node, inner)
        if node.function == "softmax":
            return self._softmax_entry(node, inner, indices)
        arguments = tuple(self.entry(argument, indices) for argument in node.arguments)
        return Call(node.function, arguments)

    def _as_product(self, node: Call) -> Node:
        """What a dot stands between: of two vectors the inner product, else a product as any."""
        left, right = node.arguments
        if len(self.shape(left)) == len(self.shape(right)) == 1:
            left = Call("transpose", (left,))
        return Multiply((left, right))

    def _softmax_entry(self, node: Call, inner: Shape, indices: tuple[Node, ...]) -> Node:
        argument = node.arguments[0]
        if isinstance(argument, Name) and len(indices) == 1:
            return Entry(node, indices)
        if not inner or len(indices) != len(inner):
            raise UnsupportedError("softmax is of a vector")
        *outer, last = indices
        letter = self._letter(argument)
        total = self._summed(
            Call("exp", (self.entry(argument, (*outer, Name(letter))),)), letter, inner[-1]
        )
        return Divide(Call("exp", (self.entry(argument, (*outer, last)),)), total)

    def _norm(self, call: Call, shape: Shape) -> Node:
        """A norm; that of a number is its absolute value."""
        node = call.arguments[0]
        letters = [self._letter(node, number) for number in range(len(shape))]
        entry = self.entry(node, tuple(Name(letter) for letter in letters))
        if not shape or call.function == "norm1":
            body: Node = Call("abs", (entry,))
        else:
            body = Power(entry, TWO)
        for letter, length in zip(letters, shape, strict=True):
            body = self._summed(body, letter, length)
        return Call("sqrt", (body,)) if shape and call.function != "norm1" else body

    def _product_shape(self, factors: tuple[Node, ...]) -> Shape:
        """The shape of a product, taken left to right."""
        result: Shape = ()
        for factor in factors:
            result = _multiplied(result, self.shape(factor))
        return result

    def _product_entry(self, factors: tuple[Node, ...], indices: tuple[Node, ...]) -> Node:
        *before, last = factors
        if not before:
            return self.entry(last, indices)
        left: Node = before[0] if len(before) == 1 else Multiply(tuple(before))
        one, other = self.shape(left), self.shape(last)
        if not one or not other:
            pair = (
                self.entry(left, indices if one else ()),
                self.entry(last, indices if other else ()),
            )
            return Multiply(pair)
        length = _columns(one)[1]
        row, column = _row_and_column(indices, other)

        def term(inner: Node) -> Node:
            rows, columns = (row, inner)[: len(one)], (inner, column)[: len(other)]
            return Multiply((self.entry(left, rows), self.entry(last, columns)))

        if isinstance(length, int):
            return Add(tuple(term(Number(Fraction(number + 1))) for number in range(length)))
        letter = self._letter(Multiply((left, last)))
        return self._summed(term(Name(letter)), letter, length)

    def _letter(self, node: Node, number: int = 0) -> str:
        """An index letter that nobody can type, not yet used inside."""
        used = {piece.index for piece in walk(node) if isinstance(piece, Series)}
        depth = sum(1 for _ in walk(node))
        return f"m{depth}.{number}" if not used else f"m{depth}.{number}.{len(used)}"

    def _summed(self, body: Node, letter: str, length: Length) -> Node:
        upper: Node = Name(length) if isinstance(length, str) else Number(Fraction(length))
        return Series("sum", body, letter, ONE, upper)

    def _item(self, items: tuple[Node, ...], indices: tuple[Node, ...]) -> Node:
        first, *rest = indices
        if not isinstance(first, Number):
            raise UnsupportedError("this list cannot be combined with an array of symbolic length")
        return self.entry(items[int(first.value) - 1], tuple(rest))


def _columns(shape: Shape) -> tuple[Length, Length]:
    """A vector as a matrix of one column."""
    if len(shape) > 2:
        raise UnsupportedError("products of arrays with more than two indices are not known")
    return (shape[0], 1) if len(shape) == 1 else (shape[0], shape[1])


def _multiplied(left: Shape, right: Shape) -> Shape:
    if not left or not right:
        return left or right
    (rows, inner), (length, columns) = _columns(left), _columns(right)
    if inner != length:
        raise ShapeError(f"the lengths {inner} and {length} do not fit together in a product")
    if columns == 1 and len(right) == 1:
        return () if rows == 1 and len(left) == 2 else (rows,)
    return (rows, columns)


def _row_and_column(indices: tuple[Node, ...], right: Shape) -> tuple[Node, Node]:
    """Where in a product the entry stands; a missing index is that of the only row or column."""
    only = ONE
    if len(indices) == 2:
        return indices[0], indices[1]
    if len(indices) == 1:
        return (indices[0], only) if _columns(right)[1] == 1 else (only, indices[0])
    return only, only
