"""Formulas for STACK, run through Maxima itself where it is installed."""

from __future__ import annotations

import re
import shutil
import subprocess
from fractions import Fraction

import pytest

from quiz.lms.writing.derivations.working import Working
from quiz.lms.writing.exporting import Item, LeftOutError
from quiz.lms.writing.moodle.maxima import assumptions, maxima
from quiz.lms.writing.moodle.parts import Parts
from quiz.lms.writing.moodle.stack_fields import formula_field, right_side_field
from quiz.lms.writing.moodle.stack_points import Point, assigned, can_be_drawn, points
from quiz.questions import Derivation, Expression, Question
from quiz.questions.symbols import declarations
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.exact import evaluate
from quiz.symbolic.naming import Names
from quiz.symbolic.reading import read
from quiz.symbolic.tasks import Declaration
from quiz.symbolic.tree import Node, Relation, Vector

installed = pytest.mark.skipif(shutil.which("maxima") is None, reason="Maxima is not installed")

CASES = [
    ("-(y*log(p) + (1-y)*log(1-p))", "-(y*log(p) + (1 - y)*log(1 - p))"),
    ("0.5*x", "(1/2)*x"),
    ("-x^2", "-x^2"),
    ("(-x)^2", "(-x)^2"),
    ("a/b/c", "a/b/c"),
    ("a/(b*c)", "a/(b*c)"),
    ("2^(-x)", "2^(-x)"),
    ("x^y^z", "x^(y^z)"),
    ("e^x + pi", "%e^x + %pi"),
    ("sigmoid(z)", "1/(1 + exp(-z))"),
    ("log10(x)", "log(x)/log(10)"),
    ("n!", "n!"),
    ("ceil(x) + sign(y)", "ceiling(x) + signum(y)"),
    ("sum(k^2, k=1..3)", "1^2 + 2^2 + 3^2"),
    ("mu + sigma", "mu + sigma"),
    ("diff(x^2, x)", "diff(x^2, x, 1)"),
    ("root(x, 3)", "x^(1/3)"),
]


@pytest.mark.parametrize(("typed", "written"), CASES)
def test_a_formula_in_maximas_notation(typed: str, written: str) -> None:
    assert maxima(read(typed, Names.of(None))) == written


@pytest.mark.parametrize(
    ("typed", "reason"),
    [
        ("sum(x^k, k=1..n)", "runs to a letter"),
        ("softmax(z)", "no function softmax"),
        ("i + 1", "name i means something else"),
        ("x if x > 0 else 0", "cases"),
    ],
)
def test_what_stack_cannot_hold_is_said(typed: str, reason: str) -> None:
    with pytest.raises(LeftOutError, match=reason):
        maxima(read(typed, Names.of(None)))


def test_domains_are_assumptions() -> None:
    symbols = {
        "p": Declaration("(0, 1)"),
        "n": Declaration("natural"),
        "x": Declaration("nonzero"),
        "z": Declaration("real"),
        "y": Declaration("{0, 1}"),
    }
    assert [*assumptions(symbols)] == [
        "assume(p > 0)",
        "assume(p < 1)",
        "declare(n, integer)",
        "assume(n >= 1)",
        "assume(notequal(x, 0))",
        "declare(y, integer)",
    ]


def run(statements: list[str]) -> list[str]:
    """What Maxima prints for each statement, on a line each."""
    script = "\n".join(f'print("=>", {statement})$' for statement in statements)
    done = subprocess.run(
        ["maxima", "--very-quiet", "--batch-string", f"display2d: false$ linel: 10000$ {script}"],
        capture_output=True,
        text=True,
        timeout=120,
        check=True,
    )
    return re.findall(r"^=> (.*?) *$", done.stdout, re.MULTILINE)


def formulas(question: Expression) -> list[tuple[Node, Node]]:
    """The key and the mistakes of a question, each beside the key."""
    key = question.key_tree({})
    return [(key, key), *((question.tree(each.expression, {}), key) for each in question.mistakes)]


@installed
def test_maxima_reads_what_is_meant(asked: tuple[Question, ...]) -> None:
    statements, wanted = [], []
    for question in asked:
        if not isinstance(question, Expression) or question.parameters:
            continue
        symbols = declarations(question.symbols) or {}
        if question.value == "equation" or not can_be_drawn(symbols):
            continue
        for node, key in formulas(question):
            for point in points(symbols, key, question.id)[:2]:
                try:
                    written = maxima(node)
                    parts = node.items if isinstance(node, Vector) else (node,)
                    values = [evaluate(part, dict(point)) for part in parts]
                except (LeftOutError, ArithmeticError, ValueError):
                    continue
                wanted.append(values)
                statements.append(f"float(flatten([ev({written}, {assigned(point, symbols)})]))")
    found = run(statements)
    assert len(wanted) > 100
    for statement, values, printed in zip(statements, wanted, found, strict=True):
        numbers = [float(each) for each in printed.strip("[]").split(",")]
        assert numbers == pytest.approx([*map(float, values)], abs=1e-6), statement


def test_values_are_missed_by_a_hair_where_a_formula_may_have_none() -> None:
    symbols = {
        "y": Declaration("{0, 1}"),
        "t": Declaration("one_hot", (2,)),
        "p": Declaration("(0, 1)"),
    }
    point: Point = {"y": Fraction(0), "t": (Fraction(1), Fraction(0)), "p": Fraction(1, 3)}
    assert assigned(point, symbols) == (
        "y=1/1000000000, t_1=1000000001/1000000000, t_2=1/1000000000, p=1/3"
    )


def test_stack_is_given_nothing_that_it_forbids(asked: tuple[Question, ...]) -> None:
    forbidden = re.compile(r"errcatch|infeval|eval_string|kill|load|error")
    for question in asked:
        if not isinstance(question, Expression):
            continue
        try:
            field = formula_field(Parts(Item("q", question.variant(1), question)), 1, question, {})
        except (LeftOutError, MathematicsError):
            continue
        assert not forbidden.search(" ".join((*field.statements, *field.feedback_statements)))


def test_points_take_every_value_of_a_small_set() -> None:
    symbols = {"y": Declaration("{0, 1}"), "p": Declaration("(0, 1)")}
    found = points(symbols, read("y*log(p)", Names.of(symbols)), "seed")
    assert {point["y"] for point in found} == {Fraction(0), Fraction(1)}
    assert all(0 < Fraction(str(point["p"])) < 1 for point in found)


def answers(question: Expression) -> list[tuple[str, bool]]:
    """What is typed for a question, in Maxima's notation, and whether it is right."""
    typed = [(question.answer, True), *((each.expression, False) for each in question.mistakes)]
    typed += [(str(test.response), True) for test in question.tests if test.score == 1]
    found = []
    for text, is_right in typed:
        try:
            found.append((maxima(question.tree(text, {})), is_right))
        except (LeftOutError, MathematicsError):
            continue
    return found


@installed
def test_values_at_points_tell_right_from_wrong(asked: tuple[Question, ...]) -> None:
    statements, wanted = [], []
    for question in asked:
        if (
            not isinstance(question, Expression)
            or question.parameters
            or question.value != "number"
        ):
            continue
        try:
            field = formula_field(Parts(Item("q", question.variant(), question)), 1, question, {})
        except LeftOutError:
            continue
        if not any(each.startswith("same1") for each in field.feedback_statements):
            continue
        for written, is_right in answers(question):
            given = [*field.statements, f"ans1: {written}", *field.feedback_statements]
            statements.append(f"({', '.join(given)}, forget(facts()), same1)")
            wanted.append(is_right)
    found = run(statements)
    assert len(wanted) > 50
    for statement, is_right, printed in zip(statements, wanted, found, strict=True):
        assert printed == str(is_right).lower(), statement


@installed
def test_right_sides_of_milestones_are_compared_with_their_givens(
    asked: tuple[Question, ...],
) -> None:
    statements, wanted = [], []
    for question in asked:
        if not isinstance(question, Derivation):
            continue
        working = Working(question.variant())
        for line in (*(each.line for each in question.milestones), question.goal.line):
            says = working.read(line)
            if not isinstance(says, Relation):
                continue
            try:
                field = right_side_field(1, working, says.right, 1)
            except LeftOutError:
                continue
            for typed, is_right in ((field.key, True), (f"{field.key} + 1", False)):
                given = [*field.statements, f"ans1: {typed}", *field.feedback_statements]
                statements.append(f"({', '.join(given)}, forget(facts()), same1)")
                wanted.append(is_right)
    assert len(wanted) > 40
    for statement, is_right, printed in zip(statements, wanted, run(statements), strict=True):
        assert printed == str(is_right).lower(), statement
