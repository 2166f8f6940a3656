"""Judging one response to an expression question: read, compare, check the form, find the slip."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from quiz.symbolic.arrays import is_array
from quiz.symbolic.errors import MathematicsError, ReadError, ShapeError, UnsupportedError
from quiz.symbolic.forms import forbidden, form_problem
from quiz.symbolic.misreading import may_raise_inside, other_readings, raised_inside
from quiz.symbolic.naming import Names, declared
from quiz.symbolic.objects import compare_objects
from quiz.symbolic.outcomes import Comparison
from quiz.symbolic.printing import plain, unicode
from quiz.symbolic.reading import read
from quiz.symbolic.right_side import right_side
from quiz.symbolic.scope import Scope
from quiz.symbolic.slips import explain, explain_objective
from quiz.symbolic.tasks import ExpressionJudgement, ExpressionTask
from quiz.symbolic.tree import (
    Call,
    Constant,
    Entry,
    Interval,
    Logical,
    Multiply,
    Name,
    Node,
    Power,
    Relation,
    SetOf,
    children,
    names,
    walk,
)

_WANTED: dict[str, tuple[tuple[type[Node], ...], str]] = {
    "equation": ((Relation, Logical), "an equation, with = in it"),
    "set": ((SetOf,), "a set, such as {a, b}"),
    "interval": ((Interval,), "an interval, such as (0, 1]"),
}
_ARRAYS = {"vector": "a vector, such as [a, b]", "matrix": "a matrix, such as [[a, b], [c, d]]"}
_OPEN_BELOW = re.compile(r"/\s*\d+\s?[^\W\d_]|/\s*\d+\s?\\(?!cdot|times)")
_TIMES_BELOW = re.compile(r"/\s*\d+\s*(?:[*·×@]|\\cdot|\\times)")
_NO_NUMBER = "The answer is one formula whose value is a number, not a relation or a list."
_OBJECTS = (Relation, Logical, SetOf, Interval)


def judge(
    task: ExpressionTask,
    response: str,
    found: Callable[[ExpressionJudgement], None] | None = None,
) -> ExpressionJudgement:
    """How a response compares with the key; `found` is told a verdict that awaits only a proof."""
    names = Names.of(task.symbols, others=declared(task.values))
    formula = response if task.value == "equation" else right_side(response)
    if formula is None:
        return ExpressionJudgement(
            "invalid", message="Write the formula alone, without an equals sign."
        )
    try:
        typed = read(formula, names, task.value)
    except ReadError as error:
        return ExpressionJudgement("invalid", message=_located(error, response))
    read_as = unicode(typed)
    problem = _kind_problem(task, typed, names)
    if problem:
        return ExpressionJudgement("invalid", message=problem, read_as=read_as)
    return _Judge(task, names, response, typed, read_as, found).judge()


class _Judge:
    """One response that has been read."""

    def __init__(
        self,
        task: ExpressionTask,
        names: Names,
        response: str,
        typed: Node,
        read_as: str,
        found: Callable[[ExpressionJudgement], None] | None,
    ) -> None:
        self.task, self.names, self.response = task, names, response
        self.typed, self.read_as = typed, read_as
        self.found = found
        self.key = read(task.answer, names, task.value)
        self.scope = Scope(names.symbols, task.values, f"{task.seed}\n{task.answer}")

    def judge(self) -> ExpressionJudgement:
        try:
            comparison = self._compare(self.key, self._tell)
            if comparison.outcome == "equal":
                return self._equal(comparison)
        except ShapeError as error:
            message = str(error)
            return self._result("invalid", message=f"{message[0].upper()}{message[1:]}.")
        except UnsupportedError as error:
            return self._result("undecided", message=f"This could not be compared: {error}.")
        if comparison.outcome == "undecided":
            return self._result("undecided", comparison)
        asked = self._asks_for_brackets() or self._asks_for_factors() or self._asks_what_is_below()
        if asked is not None:
            return self._result("invalid", message=asked)
        return self._different(comparison)

    def _compare(
        self,
        key: Node,
        found: Callable[[Comparison], None] | None = None,
        *,
        quick: bool = False,
    ) -> Comparison:
        up_to, varied = self.task.up_to, self.task.with_respect_to
        return compare_objects(self.typed, key, self.scope, up_to, varied, found, quick=quick)

    def _asks_for_brackets(self) -> str | None:
        """A question back, where `log (1-p)^(n-k)` is right only as the log of the power."""
        raised = [
            piece
            for piece in walk(self.typed)
            if isinstance(piece, Power) and raised_inside(piece) != piece and names(piece.exponent)
        ]
        if not raised or not may_raise_inside(self.response):
            return None
        if not self._would_be_right(raised_inside(self.typed)):
            return None
        read, inside = unicode(raised[0]), unicode(raised_inside(raised[0]))
        return f"This was read as {read}: if the power belongs to the brackets, write {inside}."

    def _asks_for_factors(self) -> str | None:
        """A question back, where `log p^y (1-p)^(1-y)` is right only as the log of the product."""
        formula = self.response if self.task.value == "equation" else right_side(self.response)
        known = replace(self.names, whole_logs=True)
        try:
            meant = read(formula or "", known, self.task.value)
        except ReadError:
            return None
        if meant == self.typed or not self._would_be_right(meant):
            return None
        as_read = {*walk(self.typed)}
        logs = [each for each in walk(meant) if isinstance(each, Call) and each not in as_read]
        inside = next(each for each in reversed(logs) if each.function.startswith("log"))
        return (
            f"This was read as {self.read_as}: "
            f"if all that stands behind the log belongs to it, write {unicode(inside)}."
        )

    def _asks_what_is_below(self) -> str | None:
        """A question back, where `1/2x` is right only as 1/(2x)."""
        if not _OPEN_BELOW.search(self.response) or _TIMES_BELOW.search(self.response):
            return None
        for meant in other_readings(self.typed, self.response):
            if isinstance(meant.read, Multiply) and self._would_be_right(meant.whole):
                shown, inside = unicode(meant.read), plain(meant.meant)
                return f"This was read as {shown}: if all that follows is below, write {inside}."
        return None

    def _would_be_right(self, meant: Node) -> bool:
        up_to, varied = self.task.up_to, self.task.with_respect_to
        try:
            found = compare_objects(meant, self.key, self.scope, up_to, varied, quick=True)
        except MathematicsError:
            return False
        return found.outcome == "equal"

    def _tell(self, comparison: Comparison) -> None:
        if self.found is not None:
            self.found(self._equal(comparison))

    def _equal(self, comparison: Comparison) -> ExpressionJudgement:
        problem = forbidden(self.typed, self.task.forbid) or form_problem(
            self.typed, self.key, self.task.form
        )
        if problem:
            return self._result("not_in_form", comparison, message=problem)
        return self._result("equal", comparison)

    def _different(self, comparison: Comparison) -> ExpressionJudgement:
        for number, text in enumerate(self.task.mistakes):
            mistake = read(text, self.names, self.task.value)
            try:
                same = self._compare(mistake, quick=True).outcome == "equal"
            except MathematicsError:
                continue
            if same:
                return self._result("different", comparison, mistake=number)
        return self._result("different", comparison, message=self._why(comparison))

    def _why(self, comparison: Comparison) -> str | None:
        """The slip, and what the comparison itself says of the difference."""
        if self.task.up_to == "nothing" and comparison.message:
            return comparison.message
        return " ".join(filter(None, (self._slip(), comparison.message))) or None

    def _slip(self) -> str | None:
        def compare(wrong: Node) -> Comparison:
            return self._compare(wrong, quick=True)

        if self.task.up_to != "nothing":
            return explain_objective(self.key, compare)
        if isinstance(self.typed, _OBJECTS) or isinstance(self.key, _OBJECTS):
            return None
        return explain(self.typed, self.key, self.scope, compare)

    def _result(
        self,
        outcome: str,
        comparison: Comparison | None = None,
        *,
        message: str | None = None,
        mistake: int | None = None,
    ) -> ExpressionJudgement:
        return ExpressionJudgement(
            outcome,  # type: ignore[arg-type]
            comparison.evidence if comparison else None,
            mistake,
            message or (comparison.message if comparison else None),
            self.read_as,
        )


def _kind_problem(task: ExpressionTask, typed: Node, names: Names) -> str | None:
    if task.value in _WANTED:
        kinds, wanted = _WANTED[task.value]
        return None if isinstance(typed, kinds) else f"The answer is {wanted}."
    if task.value == "number" and isinstance(typed, _OBJECTS):
        return _NO_NUMBER
    if any(piece == Constant("inf") for piece in walk(typed)):
        return "Infinity is not a number that a formula can be worked out with."
    scope = Scope(names.symbols, task.values)
    try:
        array = is_array(typed, scope)
    except UnsupportedError:
        return _without_index(typed, scope) if task.value == "number" else None
    if task.value in _ARRAYS:
        fits = array and not isinstance(typed, _OBJECTS)
        return None if fits else f"The answer is {_ARRAYS[task.value]}."
    return (_without_index(typed, scope) or _NO_NUMBER) if array else None


def _without_index(typed: Node, scope: Scope) -> str | None:
    """A sentence about an indexed symbol that was written without its index, if one was."""
    for node in _outside_entries(typed):
        if isinstance(node, Name) and scope.declaration(node.name).index:
            example = f"{node.name}_i"
            return f"{node.name} has an index here: write {example}, inside a sum over i."
    return None


def _outside_entries(node: Node) -> Iterator[Node]:
    yield node
    if not isinstance(node, Entry):
        for child in children(node):
            yield from _outside_entries(child)


def _located(error: ReadError, text: str) -> str:
    message = str(error)
    sentence = message[0].upper() + message[1:]
    stop = "" if sentence.endswith(("?", ".")) else "."
    return f"{sentence}{stop}\n\n```\n{error.caret(text)}\n```"
