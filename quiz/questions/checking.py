"""What can be wrong with the keys that every kind of question has, beyond their types."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping

from pydantic import JsonValue

from quiz.questions.authored import Path, Problem
from quiz.questions.base import AuthorTest, BaseQuestion
from quiz.questions.errors import ParameterError
from quiz.questions.formulas import formula_problems, names_for, names_of_values
from quiz.questions.parameters import declarations_of, draw_values, formulas_in
from quiz.questions.variants import PLACE, expand, written_values
from quiz.symbolic.tasks import Declaration, Value


def common_problems(question: BaseQuestion) -> Iterator[Problem]:
    """Problems with parameters, `{{ … }}`, the author's tests and the history's names."""
    if question.id in question.was:
        yield Problem(("was", question.was.index(question.id)), "this is the question's own id")
    yield from _parameter_problems(question)
    for position, test in enumerate(question.tests):
        yield from _test_problems(question, test, ("tests", position))


def sample_values(question: BaseQuestion, count: int = 5) -> list[Mapping[str, Value]]:
    """The values of a few variants to try formulas on; none where none can be drawn."""
    if not question.parameters:
        return [{}]
    try:
        return [
            draw_values(question.parameters, question.constraint, (question.id, seed))
            for seed in range(count)
        ]
    except ParameterError:
        return []


def _parameter_problems(question: BaseQuestion) -> Iterator[Problem]:
    if not question.parameters:
        if question.constraint is not None:
            yield Problem(("constraint",), "there are no parameters that it could constrain")
        return
    found = [*_declaration_problems(question)]
    if found:
        yield from found
        return
    try:
        values = draw_values(question.parameters, question.constraint, (question.id, 0))
    except ParameterError as error:
        path: Path = ("parameters", error.name) if error.name else ("constraint",)
        mend = "" if error.name else ": widen it, or draw the parameters nearer to it"
        yield Problem(path, f"{error}{mend}", "parameters")
        return
    for path, text in question.texts():
        if PLACE.search(text):
            yield from _place_problems(text, values, question, path)


def _declaration_problems(question: BaseQuestion) -> Iterator[Problem]:
    declared = declarations_of(question.parameters)
    earlier: dict[str, Declaration] = {}
    for name, parameter in question.parameters.items():
        if not is_name(name):
            yield Problem(
                ("parameters", name), f"“{name}” is no name: use a letter, then letters or digits"
            )
        for path, text in formulas_in(parameter, ("parameters", name)):
            yield from formula_problems(text, names_for({}, earlier), path)
        earlier[name] = declared[name]
    if question.constraint is not None:
        names = names_for({}, declared)
        yield from formula_problems(question.constraint, names, ("constraint",))


def _place_problems(
    text: str, values: Mapping[str, Value], question: BaseQuestion, path: Path
) -> Iterator[Problem]:
    names = names_of_values(values)
    found = [
        problem
        for place in PLACE.finditer(text)
        for problem in formula_problems(place[1], names, path)
    ]
    yield from found
    if not found:
        try:
            expand(text, values, question.parameters)
        except ParameterError as error:
            yield Problem(path, str(error), "no_value")


def _test_problems(question: BaseQuestion, test: AuthorTest, path: Path) -> Iterator[Problem]:
    if question.shape != "lines":
        for key in ("first_error", "goal_reached"):
            if getattr(test, key) is not None:
                yield Problem((*path, key), "only a derivation has lines and a goal")
    if question.parameters:
        yield from _fixed_value_problems(question, test.values or {}, (*path, "with"))
        return
    for key, given in (("with", test.values), ("seed", test.seed)):
        if given is not None:
            yield Problem((*path, key), "this question has no parameters")


def _fixed_value_problems(
    question: BaseQuestion, written: Mapping[str, JsonValue], path: Path
) -> Iterator[Problem]:
    for name in written:
        if name not in question.parameters:
            known = ", ".join(question.parameters)
            yield Problem((*path, name), f"“{name}” is not a parameter; they are {known}")
    try:
        written_values(written)
    except ParameterError as error:
        yield Problem(path, str(error))


def is_name(text: str) -> bool:
    """Whether a parameter or symbol may be called so."""
    return text.isidentifier() and text[0].isalpha()


def repeated_texts(texts: Iterable[tuple[Path, str]]) -> Iterator[Problem]:
    """A problem for each text that stands there before, up to spacing."""
    seen: set[str] = set()
    for path, text in texts:
        same = same_text(text)
        if same in seen:
            yield Problem(
                path, f"“{same}” stands here twice: change one or leave it out", "same_text"
            )
        seen.add(same)


def numbered(texts: Iterable[str], *path: str | int) -> Iterator[tuple[Path, str]]:
    """Texts of a list at a path, each with its place."""
    for position, text in enumerate(texts):
        yield (*path, position), text


def same_text(text: str) -> str:
    """The text up to spacing, by which options, sides and items are told apart."""
    return " ".join(text.split())
