"""The most common wrong answers, those that are mathematically the same counted as one."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass

from quiz.marking.answers import WrongAnswer
from quiz.markup.characters import neutralised
from quiz.questions import Question
from quiz.questions.expression import Expression
from quiz.questions.numeric import Numeric
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.printing import plain, unicode
from quiz.symbolic.tasks import ExpressionTask
from quiz.symbolic.tree import Node

MOST_COMPARED = 200
"""So many of the most common formulas of a question are compared with others."""

MOST_PAIRS = 300
"""How many pairs of formulas the engine is asked about for a question."""

MOST_UNSETTLED = 5
"""After so many pairs that it cannot settle it is asked no more: each may take seconds."""

POINTS = 4
"""At how many points formulas are looked at before the engine is asked."""

DIGITS = 9

BY_VARIANT = "What was said to it depends on the variant."


@dataclass(frozen=True)
class WrongGroup:
    """Wrong answers that are the same: the most common way of writing it, how many gave it in
    how many ways, and what they were told. `formula` is the text as it was read."""

    text: str
    count: int
    writings: int
    remark: str | None
    formula: str | None = None


Counted = tuple[WrongAnswer, int]


def wrong_groups(question: Question, answers: Iterable[Counted]) -> tuple[WrongGroup, ...]:
    """The groups of the wrong answers to a question, the most common first.

    Formulas are the same when they are equal on their domains, numbers when their values are,
    words but for case. Different answers to variants are the same when they were told the same;
    of one that was told differently, the remark says so.
    """
    # Of ways that are as common, the shortest speaks for its group.
    ordered = sorted(answers, key=lambda one: (-one[1], len(one[0].text), one[0].text))
    shown: Mapping[str, str] = {}
    if isinstance(question, Expression) and not question.parameters:
        formulas = _Formulas(question)
        groups, shown = formulas.groups(ordered), formulas.shown
    else:
        groups = _grouped(question, ordered)
    found = [_group(group, shown, is_by_variant=bool(question.parameters)) for group in groups]
    return tuple(sorted(found, key=lambda group: (-group.count, group.text)))


def _group(
    answers: Sequence[Counted], shown: Mapping[str, str], *, is_by_variant: bool
) -> WrongGroup:
    most_common = answers[0][0]
    depends = is_by_variant and len({answer.remark for answer, _ in answers}) > 1
    remark = BY_VARIANT if depends else most_common.remark
    return WrongGroup(
        neutralised(most_common.text),
        sum(count for _, count in answers),
        len({answer.text for answer, _ in answers}),
        remark,
        shown.get(most_common.text),
    )


def _grouped(question: Question, ordered: Sequence[Counted]) -> list[list[Counted]]:
    """The answers in groups, those in one that have the same key."""
    by_key: dict[Hashable, list[Counted]] = {}
    for answer, count in ordered:
        by_key.setdefault(_key(question, answer), []).append((answer, count))
    if not question.parameters:
        return [*by_key.values()]
    told: dict[Hashable, list[Counted]] = {}
    for key, group in by_key.items():
        remarks = {answer.remark for answer, _ in group}
        remark = remarks.pop() if len(remarks) == 1 else None
        told.setdefault(("told", remark) if remark else key, []).extend(group)
    return [sorted(group, key=lambda counted: -counted[1]) for group in told.values()]


def _key(question: Question, answer: WrongAnswer) -> Hashable:
    """What is equal for answers that are the same, by what was typed."""
    if isinstance(question, Numeric):
        from quiz.questions.typed_numbers import UnreadableNumberError, read_number

        try:
            return f"{float(read_number(answer.text, question.unit).value):.{DIGITS}g}"
        except (UnreadableNumberError, OverflowError):
            return answer.text
    return answer.text.casefold()


class _Formulas:
    """The formulas typed for one question, compared by the cheapest means first.

    The same tree is the same formula; others are the same only if the engine says so, which is
    asked where they agree at a few points.
    """

    def __init__(self, question: Expression) -> None:
        self.question = question
        self.shown: dict[str, str] = {}
        self.pairs = self.unsettled = 0

    def groups(self, ordered: Sequence[Counted]) -> list[list[Counted]]:
        """The answers in groups; both in the order in which they are given."""
        by_tree: dict[str, list[Counted]] = {}
        trees: dict[str, Node] = {}
        for answer, count in ordered:
            tree = self._tree(answer.text)
            written = plain(tree) if tree is not None else answer.text
            if tree is not None:
                self.shown[answer.text] = unicode(tree)
            by_tree.setdefault(written, []).append((answer, count))
            if tree is not None and len(trees) < MOST_COMPARED:
                trees.setdefault(written, tree)
        joined = self._joined(trees)
        groups: dict[str, list[Counted]] = {}
        for written, answers in by_tree.items():
            groups.setdefault(joined.get(written, written), []).extend(answers)
        return [sorted(group, key=lambda counted: -counted[1]) for group in groups.values()]

    def _tree(self, text: str) -> Node | None:
        try:
            return self.question.tree(text, {})
        except MathematicsError:
            return None

    def _joined(self, trees: dict[str, Node]) -> dict[str, str]:
        """For each formula the first one that it equals, itself perhaps."""
        prints = self._fingerprints(trees)
        firsts: dict[Hashable, list[str]] = {}
        joined: dict[str, str] = {}
        for written in trees:
            alike = firsts.setdefault(prints[written], [])
            same = next((first for first in alike if self._are_equal(first, written)), None)
            if same is None:
                alike.append(written)
            joined[written] = same or written
        return joined

    def _fingerprints(self, trees: dict[str, Node]) -> dict[str, Hashable]:
        """The values of each formula at a few points; None where it has no numbers for values."""
        from quiz.symbolic.points import random_batches
        from quiz.symbolic.scope import Scope

        scope = Scope(self.question.names({}).symbols, {}, self.question.id)
        try:
            batches = list(random_batches(scope, *trees.values()))[:2]
        except (MathematicsError, ValueError):
            return dict.fromkeys(trees)
        points = [
            batch.point(number * (batch.count - 1) // (POINTS - 1))
            for batch in batches
            for number in range(POINTS)
        ]
        return {written: _values(tree, points) for written, tree in trees.items()}

    def _are_equal(self, first: str, second: str) -> bool:
        from quiz.symbolic.engine import judge_expression

        if self.pairs >= MOST_PAIRS or self.unsettled >= MOST_UNSETTLED:
            return False
        self.pairs += 1
        own = self.question.task({}, self.question.id)
        task = ExpressionTask(first, own.symbols, value=own.value, seed=own.seed)
        outcome = judge_expression(task, second).outcome
        self.unsettled += outcome == "undecided"
        return outcome == "equal"


def _values(tree: Node, points: Sequence[dict[str, object]]) -> Hashable:
    from quiz.symbolic.errors import UndefinedError
    from quiz.symbolic.exact import evaluate

    found = []
    for point in points:
        try:
            found.append(f"{float(evaluate(tree, point)):.{DIGITS}g}")  # type: ignore[arg-type]
        except (UndefinedError, OverflowError):
            found.append("undefined")
        except MathematicsError:
            return None
    return tuple(found)
