"""Derivation: working, line by line, from what is given to a goal."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from typing import Annotated, Any, ClassVar, Literal

from pydantic import BeforeValidator, Field, JsonValue
from typing_extensions import override

from quiz.questions.authored import Authored, Formula, Listed, Points, Problem, Text
from quiz.questions.base import BaseQuestion, Values
from quiz.questions.formula_answer import FormulaMistake
from quiz.questions.grading import DerivationGrade, Grade
from quiz.questions.layout import Layout, Shape, givens_of
from quiz.questions.parameters import declarations_of
from quiz.questions.symbols import Symbols, declarations, symbol_problems
from quiz.symbolic.tasks import DerivationTask, MilestoneTask

MAX_LENGTH = 20_000


class Milestone(Authored):
    """A line on the way, worth points. A `required` one must be shown to be earned."""

    TEXTS: ClassVar[tuple[str, ...]] = ("hint",)

    line: Formula
    points: Points = 1.0
    hint: Text | None = None
    required: bool = False


class Goal(Authored):
    """The last line; worth the sum of the milestones and at least 1 unless it says otherwise."""

    line: Formula
    points: Points | None = None


def _as_goal(value: Any) -> Any:
    return {"line": value} if isinstance(value, str) else value


class Derivation(BaseQuestion):
    """The response is text of several lines, or a list of lines."""

    shape: ClassVar[Shape] = "lines"
    TEXTS: ClassVar[tuple[str, ...]] = (*BaseQuestion.TEXTS, "milestones", "mistakes")

    type: Literal["derivation"]
    symbols: Symbols | None = None
    given: dict[str, Formula] = Field(default_factory=dict)
    start: Formula | None = None
    goal: Annotated[Goal, BeforeValidator(_as_goal)]
    milestones: Annotated[tuple[Milestone, ...], Listed] = ()
    solution: Text
    mistakes: Annotated[tuple[FormulaMistake, ...], Listed] = ()

    @override
    def grade_for(self, response: object, values: Values) -> Grade:
        """The share of the points that the working earned, with each line judged."""
        from quiz.questions.derivation_feedback import graded
        from quiz.symbolic.engine import judge_derivation

        if isinstance(response, list | tuple) and all(isinstance(line, str) for line in response):
            response = "\n".join(response)
        if not isinstance(response, str):
            return DerivationGrade.invalid(
                "The answer is text of several lines, or a list of them."
            )
        if not response.strip():
            return DerivationGrade.invalid("Nothing was typed: the answer is your working.")
        if len(response) > MAX_LENGTH:
            return DerivationGrade.invalid(
                f"This is too long: at most {MAX_LENGTH} characters are read."
            )
        judgement = judge_derivation(self.task(values), response)
        return graded(judgement, self.milestones, self.goal_points(), self.mistakes)

    def goal_points(self) -> float:
        """What the goal is worth."""
        if self.goal.points is not None:
            return self.goal.points
        return max(1.0, sum(milestone.points for milestone in self.milestones))

    def task(self, values: Values) -> DerivationTask:
        """What the engine is asked."""
        return DerivationTask(
            goal=self.goal.line,
            symbols=declarations(self.symbols),
            values=values,
            given=self.given,
            start=self.start,
            milestones=tuple(
                MilestoneTask(milestone.line, milestone.points, milestone.required)
                for milestone in self.milestones
            ),
            mistakes=tuple(mistake.expression for mistake in self.mistakes),
            seed=self.id,
        )

    @override
    def all_hints(self) -> tuple[str, ...]:
        """The question's hints, then those of its milestones."""
        steps = (milestone.hint for milestone in self.milestones)
        return (*self.hints, *(hint for hint in steps if hint))

    @override
    def next_hint(
        self, taken: Collection[int], working: Sequence[str], values: Values
    ) -> int | None:
        """The question's own hints, then that of the first milestone that is still to be shown."""
        left = [place for place in range(1, len(self.all_hints()) + 1) if place not in taken]
        if not left or left[0] <= len(self.hints) or not working:
            return left[0] if left else None
        grade = self.grade_for(working, values)
        earned = grade.milestones if isinstance(grade, DerivationGrade) else ()
        hinted = [place for place, step in enumerate(self.milestones) if step.hint]
        reached = [place < len(earned) and earned[place] for place in hinted]
        return next((place for place in left if not reached[place - len(self.hints) - 1]), None)

    @override
    def layout_for(self, values: Values) -> Layout:
        """What the working starts from and where it goes."""
        from quiz.markup.workings import shown_lines
        from quiz.questions.derivation_names import derivation_names

        symbols = declarations(self.symbols) or {}
        givens = givens_of(self.given, self.start)
        return Layout(
            "lines",
            given=self.given,
            symbols=symbols,
            start=self.start,
            goal=self.goal.line,
            givens_shown=tuple(shown_lines(givens, derivation_names(self.given, symbols, {}))),
        )

    @override
    def key_for(self, values: Values) -> JsonValue:
        """The model working."""
        return self.solution

    @override
    def key_text_for(self, values: Values) -> str:
        """The model working, as a block of lines."""
        return f"```\n{self.solution.rstrip()}\n```"

    @override
    def kind_problems(self) -> Iterator[Problem]:
        """Symbols, givens and lines that do not read."""
        from quiz.questions.derivation_names import derivation_names, given_problems
        from quiz.questions.formulas import formula_problems

        yield from symbol_problems(self.symbols)
        found = [
            *given_problems(
                self.given, declarations(self.symbols), declarations_of(self.parameters)
            )
        ]
        yield from found
        if found:
            return
        names = derivation_names(
            self.given, declarations(self.symbols), declarations_of(self.parameters)
        )
        yield from formula_problems(self.goal.line, names, ("goal",))
        if self.start is not None:
            yield from formula_problems(self.start, names, ("start",))
        for position, milestone in enumerate(self.milestones):
            yield from formula_problems(milestone.line, names, ("milestones", position, "line"))
        for position, mistake in enumerate(self.mistakes):
            place = ("mistakes", position, "expression")
            yield from formula_problems(mistake.expression, names, place)
