"""A formula as the key: how it is compared, what a wrong one is told, what can be wrong with it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal

from pydantic import Field

from quiz.questions.authored import (
    Authored,
    Formula,
    Listed,
    OneOrSeveral,
    Path,
    Problem,
    Text,
)
from quiz.questions.formulas import formula_problems, names_for, numerals
from quiz.questions.grading import Grade
from quiz.questions.symbols import Symbols, declarations, symbol_problems
from quiz.questions.wording import did_you_mean
from quiz.symbolic.counterexample import in_words
from quiz.symbolic.tasks import Declaration, ExpressionJudgement, ExpressionTask, Value

if TYPE_CHECKING:
    from quiz.symbolic.naming import Names
    from quiz.symbolic.tree import Node

OPERATORS = ("+", "-", "*", "/", "^", "!", "sum", "prod", "diff", "if")


class FormulaMistake(Authored):
    """A wrong formula that is recognised, compared as the key is."""

    TEXTS: ClassVar[tuple[str, ...]] = ("feedback",)

    expression: Formula
    feedback: Text
    score: float = Field(default=0, ge=0, lt=1)


class FormulaAnswer(Authored):
    """The keys of a formula that is asked for, and how a response is compared with them."""

    TEXTS: ClassVar[tuple[str, ...]] = ("mistakes",)

    answer: Formula
    symbols: Symbols | None = None
    value: Literal["number", "equation", "vector", "matrix", "set", "interval"] = "number"
    up_to: Literal["nothing", "constant", "positive_scale", "affine"] = "nothing"
    with_respect_to: Annotated[tuple[Text, ...], Listed, OneOrSeveral] = ()
    form: Literal[
        "any",
        "expanded",
        "factored",
        "single_fraction",
        "lowest_terms",
        "partial_fractions",
        "completed_square",
        "as_given",
    ] = "any"
    forbid: Annotated[tuple[Text, ...], Listed, OneOrSeveral] = ()
    mistakes: Annotated[tuple[FormulaMistake, ...], Listed] = ()

    def grade_formula(self, response: object, values: Mapping[str, Value], seed: str) -> Grade:
        """1 for a formula equal to the key and in form; a recognised mistake has its own score."""
        from quiz.symbolic.engine import judge_expression

        if not isinstance(response, str):
            return Grade.invalid("The answer is a formula, as text.")
        if not response.strip():
            return Grade.invalid("Nothing was typed: the answer is a formula.")
        return self._graded(judge_expression(self.task(values, seed), response))

    def task(self, values: Mapping[str, Value], seed: str) -> ExpressionTask:
        """What the engine is asked; `seed` fixes the points at which it probes."""
        return ExpressionTask(
            answer=self.answer,
            symbols=declarations(self.symbols),
            values=values,
            value=self.value,
            up_to=self.up_to,
            with_respect_to=self.with_respect_to,
            form=self.form,
            forbid=self.forbid,
            mistakes=tuple(mistake.expression for mistake in self.mistakes),
            seed=seed,
        )

    def _graded(self, judgement: ExpressionJudgement) -> Grade:
        evidence, read_as = judgement.evidence, judgement.read_as
        said = judgement.message
        if judgement.outcome == "invalid":
            return Grade.invalid(said or "This cannot be read as a formula.", read_as=read_as)
        if judgement.outcome == "undecided":
            return Grade.undecided(
                said or "Whether this equals the key could not be settled.", read_as=read_as
            )
        if judgement.outcome == "equal":
            return Grade.scored(1, said, evidence=evidence, read_as=read_as)
        if judgement.outcome == "not_in_form":
            said = said or "This equals the key, but it is not in the form that is asked for."
            return Grade.scored(0, said, evidence=evidence, read_as=read_as)
        if judgement.mistake is not None:
            mistake = self.mistakes[judgement.mistake]
            return Grade.scored(mistake.score, mistake.feedback, evidence=evidence, read_as=read_as)
        shown = in_words(evidence, "your answer", "the right one")
        return Grade.scored(0, said, shown, evidence=evidence, read_as=read_as)

    def tree(self, text: str, values: Mapping[str, Value]) -> Node:
        """A response, or the key, as it is read; raises `MathematicsError`."""
        from quiz.symbolic.reading import read
        from quiz.symbolic.right_side import right_side

        formula = text if self.value == "equation" else right_side(text) or text
        return read(formula, self.names(values), self.value)

    def names(self, values: Mapping[str, Value]) -> Names:
        """The names that a response may use."""
        from quiz.symbolic.naming import declared

        return names_for(declarations(self.symbols), declared(values))

    def key_tree(self, values: Mapping[str, Value]) -> Node:
        """The key with the values of parameters in place; raises `MathematicsError`."""
        from quiz.symbolic.tree import substitute

        return substitute(self.tree(self.answer, values), numerals(values))

    def shown_formula(self, values: Mapping[str, Value]) -> str:
        """The key in Markdown, with the values of parameters in place."""
        from quiz.symbolic.errors import MathematicsError
        from quiz.symbolic.latex import latex

        try:
            return f"${latex(self.as_shown(self.key_tree(values)))}$"
        except MathematicsError:
            return f"`{self.answer}`"

    def as_shown(self, tree: Node) -> Node:
        """A formula with the names that the prompt shows, such as `p` with a hat."""
        from quiz.markup.workings import accented, accents

        return accented(tree, accents(declarations(self.symbols) or {}))

    def comparison_problems(
        self, parameters: Mapping[str, Declaration], path: Path = ()
    ) -> Iterator[Problem]:
        """Symbols, formulas and settings of the comparison that make no sense."""
        yield from symbol_problems(self.symbols, (*path, "symbols"))
        names = names_for(declarations(self.symbols), parameters)
        yield from formula_problems(self.answer, names, (*path, "answer"), self.value)
        for position, mistake in enumerate(self.mistakes):
            place = (*path, "mistakes", position, "expression")
            yield from formula_problems(mistake.expression, names, place, self.value)
        yield from self._variable_problems(path)
        yield from self._forbid_problems(names, path)

    def _variable_problems(self, path: Path) -> Iterator[Problem]:
        if self.up_to != "nothing" and not self.with_respect_to:
            yield Problem(
                (*path, "up_to"),
                f"up_to: {self.up_to} needs with_respect_to: the name of what is varied",
            )
        if self.symbols is None:
            return
        for position, name in enumerate(self.with_respect_to):
            if name not in self.symbols:
                yield Problem(
                    (*path, "with_respect_to", position),
                    f"“{name}” is not in symbols{did_you_mean(name, [*self.symbols])}",
                )

    def _forbid_problems(self, names: Names, path: Path) -> Iterator[Problem]:
        from quiz.symbolic.functions import canonical

        for position, name in enumerate(self.forbid):
            if name in OPERATORS or name in names or canonical(name) or self.symbols is None:
                continue
            known = [*OPERATORS, *names.symbols]
            yield Problem(
                (*path, "forbid", position),
                f"“{name}” is no operator, function or symbol{did_you_mean(name, known)}",
            )
