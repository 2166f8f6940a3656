"""The fields of a STACK question: what is typed where, and the tree of tests that marks it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quiz.lms.writing.derivations.working import Working
from quiz.lms.writing.exporting import LeftOutError
from quiz.lms.writing.moodle.maxima import assumptions, maxima
from quiz.lms.writing.moodle.parts import Parts, plain
from quiz.lms.writing.moodle.stack_points import assigned, can_be_drawn, points
from quiz.lms.writing.xml_text import tag
from quiz.questions.formula_answer import FormulaAnswer
from quiz.questions.formulas import numerals
from quiz.questions.symbols import declarations
from quiz.symbolic.tasks import Declaration, Value
from quiz.symbolic.tree import Derivative, Node, ingredients, names, substitute

NEARNESS = "0.000001"
NOT_IN_FORM = "This equals the key, but it is not in the form that is asked for."

_FORMS = {
    "expanded": "Expanded",
    "factored": "FacForm",
    "single_fraction": "SingleFrac",
    "lowest_terms": "LowestTerms",
    "partial_fractions": "PartFrac",
    "completed_square": "CompletedSquare",
    "as_given": "EqualComAss",
}
"""STACK's answer test for each form that may be asked for."""

_OF_A_VARIABLE = ("FacForm", "PartFrac", "CompletedSquare")
_FORBIDDEN = {"prod": "product", "log10": "log10", "sum": "sum", "diff": "diff", "abs": "abs"}


@dataclass(frozen=True)
class Branch:
    """Where a test leads: a score that is final, or the next test; and what is said."""

    score: float = 0
    then: int | None = None
    feedback: str | None = None


@dataclass(frozen=True)
class Test:
    """One answer test of a tree, on two expressions of Maxima."""

    name: str
    student: str
    teacher: str
    right: Branch
    wrong: Branch
    options: str = ""


@dataclass(frozen=True)
class Trial:
    """What a question test types, what it is to earn and in which test, from 0, that is settled."""

    typed: str
    score: float
    test: int


@dataclass(frozen=True)
class Field:
    """An input with its tree. `statements` are Maxima's, of the question and of the tree."""

    number: int
    key: str
    input: str
    statements: tuple[str, ...]
    feedback_statements: tuple[str, ...]
    tests: tuple[Test, ...]
    trials: tuple[Trial, ...]
    value: float = 1


def formula_field(
    parts: Parts, number: int, asked: FormulaAnswer, values: Mapping[str, Value], value: float = 1
) -> Field:
    """A field for a formula. Raises `LeftOutError` where STACK cannot compare it."""
    if asked.up_to not in ("nothing", "constant"):
        raise LeftOutError(f"STACK cannot compare formulas up to {asked.up_to}")
    symbols = declarations(asked.symbols) or {}
    key_node = asked.key_tree(values)
    key, student = f"ta{number}", f"ans{number}"
    statements = [*assumptions(symbols), f"{key}: {maxima(key_node)}"]
    wrong = [*_mistakes(parts, asked, values)]
    statements += [f"m{number}_{place}: {text}" for place, (text, _, _) in enumerate(wrong, 1)]
    compared, prepared = _compared(asked, symbols, key_node, number, parts.item.ident)
    equalities = len(compared)
    form = equalities + len(wrong) if asked.form != "any" else None
    right = Branch(1) if form is None else Branch(then=form)
    tests = [
        Test("AlgEquiv", *sides, right, Branch(then=place + 1))
        for place, sides in enumerate(compared)
    ]
    for place, (_, score, feedback) in enumerate(wrong):
        named = f"m{number}_{place + 1}"
        after = Branch(then=equalities + place + 1)
        tests.append(Test("AlgEquiv", student, named, Branch(score, feedback=feedback), after))
    tests[-1] = closed(tests[-1])
    if form is not None:
        tests.append(_form_test(asked, symbols, student, key, key_node))
    trials = [Trial(key, 1, 0 if form is None else form)]
    trials += [
        Trial(f"m{number}_{place + 1}", score, equalities + place)
        for place, (_, score, _) in enumerate(wrong)
    ]
    return Field(
        number,
        key,
        _algebraic(parts, number, asked, symbols),
        tuple(statements),
        tuple(prepared),
        tuple(tests),
        tuple(trials),
        value,
    )


def right_side_field(number: int, working: Working, right: Node, value: float) -> Field:
    """A field for the right side of a line of working, in which givens may stand by their names.

    Those that the line does not need may not: else its left side would be a right answer.
    Raises `LeftOutError` where STACK cannot compare it.
    """
    symbols = declarations(working.question.symbols) or {}
    key = substitute(right, numerals(working.values))
    needed = working.needed(key)
    if any(Derivative in ingredients(node) for node in (key, *needed.values())):
        raise LeftOutError("STACK would work out a derivative of a given before it is opened")
    given = ", ".join(f"{maxima(name)}={maxima(working.opened(name))}" for name in needed)
    student, teacher = (f"{side}{number}" for side in ("sa", "sk"))
    prepared = []
    for side, short in ((f"ans{number}", student), (f"ta{number}", teacher)):
        prepared.append(f"{short}: ev({side}, {given})" if given else f"{short}: {side}")
    tests = [(student, teacher)]
    if can_be_drawn(symbols):
        opened = working.opened(key)
        found = _same_at(symbols, opened, working.question.id, number, (student, teacher))
        prepared += found
        tests += [(f"same{number}", "true")] if found else []
    settings = {
        "allowwords": ", ".join(name for name in (*symbols, *working.question.given) if name[1:]),
        "forbidwords": ", ".join(maxima(each) for each in working.given() if each not in needed),
    }
    return Field(
        number,
        f"ta{number}",
        input_field(number, "algebraic", f"ta{number}", **settings),
        (*assumptions(symbols), f"ta{number}: {maxima(key)}"),
        tuple(prepared),
        (*_chain(tests),),
        (Trial(f"ta{number}", 1, 0),),
        value,
    )


def _chain(sides: Sequence[tuple[str, str]]) -> Iterator[Test]:
    """Tests of which one has to be passed."""
    for place, (student, teacher) in enumerate(sides, 1):
        after = Branch(then=place) if place < len(sides) else Branch()
        yield Test("AlgEquiv", student, teacher, Branch(1), after)


def closed(test: Test) -> Test:
    """The last test before the form: whatever fails it is wrong."""
    return Test(test.name, test.student, test.teacher, test.right, Branch(), test.options)


def _mistakes(
    parts: Parts, asked: FormulaAnswer, values: Mapping[str, Value]
) -> list[tuple[str, float, str]]:
    """The listed mistakes that STACK can read: formula, score and feedback."""
    found = []
    for mistake in asked.mistakes:
        node = substitute(asked.tree(mistake.expression, values), numerals(values))
        try:
            found.append((maxima(node), mistake.score, mistake.feedback))
        except LeftOutError as reason:
            parts.lose(f"the mistake {mistake.expression} is not recognised: {reason}")
    return found


def _compared(
    asked: FormulaAnswer,
    symbols: Mapping[str, Declaration],
    key: Node,
    number: int,
    seed: str,
) -> tuple[list[tuple[str, str]], list[str]]:
    """What tells the right answer by being equal, and the statements that this needs.

    By algebra first; where that settles nothing, by values at points of the domain.
    """
    student, teacher = f"ans{number}", f"ta{number}"
    prepared: list[str] = []
    if asked.up_to == "constant":
        for side, short in ((student, "sa"), (teacher, "sk")):
            slopes = ", ".join(f"diff({side}, {letter})" for letter in asked.with_respect_to)
            prepared.append(f"{short}{number}: [{slopes}]")
        return [(f"sa{number}", f"sk{number}")], prepared
    if asked.value in ("number", "vector") and can_be_drawn(symbols):
        prepared = _same_at(symbols, key, seed, number, (student, teacher))
    return [(student, teacher), *([(f"same{number}", "true")] if prepared else [])], prepared


def _same_at(
    symbols: Mapping[str, Declaration], key: Node, seed: str, number: int, sides: tuple[str, str]
) -> list[str]:
    """The statement that says whether two formulas have the same values at points of the domain."""
    written = [assigned(point, symbols) for point in points(symbols, key, seed)]
    if len(written) < 2 or not all(written):
        return []
    apart = ", ".join(f"ev({sides[0]} - {sides[1]}, {point})" for point in written)
    return [f"same{number}: is(lmax(abs(float(flatten([{apart}])))) < {NEARNESS})"]


def _form_test(
    asked: FormulaAnswer,
    symbols: Mapping[str, Declaration],
    student: str,
    key: str,
    key_node: Node,
) -> Test:
    name = _FORMS[asked.form]
    letters = asked.with_respect_to or sorted(names(key_node) & (symbols.keys() or names(key_node)))
    options = letters[0] if name in _OF_A_VARIABLE and letters else ""
    return Test(name, student, key, Branch(1), Branch(feedback=NOT_IN_FORM), options)


def _algebraic(
    parts: Parts, number: int, asked: FormulaAnswer, symbols: Mapping[str, Declaration]
) -> str:
    """The input of a formula; words that STACK would take apart are allowed by name."""
    forbidden = [_FORBIDDEN.get(word, word) for word in asked.forbid if word.isalnum()]
    for sign in asked.forbid:
        if not sign.isalnum():
            parts.lose(f"that {sign} may not stand in the answer is not checked")
    allowed = [name for name in symbols if len(name) > 1]
    return input_field(
        number,
        "algebraic",
        f"ta{number}",
        forbidwords=", ".join(forbidden),
        allowwords=", ".join(allowed),
        checkanswertype="1",
    )


def input_field(number: int, kind: str, key: str, **settings: str) -> str:
    """An input of a STACK question; what is not set is as STACK has it."""
    usual = {
        "name": f"ans{number}",
        "type": kind,
        "tans": key,
        "boxsize": "25",
        "strictsyntax": "1",
        "insertstars": "1",
        "syntaxhint": "",
        "syntaxattribute": "0",
        "forbidwords": "",
        "allowwords": "",
        "forbidfloat": "0",
        "requirelowestterms": "0",
        "checkanswertype": "0",
        "mustverify": "1",
        "showvalidation": "1",
        "options": "",
    }
    return tag("input", *(plain(name, text) for name, text in (usual | settings).items()))


def tree(parts: Parts, field: Field) -> str:
    """The potential response tree of a field."""
    variables = tag("feedbackvariables", plain("text", statements(field.feedback_statements)))
    return tag(
        "prt",
        plain("name", f"prt{field.number}"),
        plain("value", f"{field.value:.7f}"),
        plain("autosimplify", "1"),
        plain("feedbackstyle", "1"),
        variables,
        *(_node(parts, field, place, test) for place, test in enumerate(field.tests)),
    )


def _node(parts: Parts, field: Field, place: int, test: Test) -> str:
    branches = []
    for name, branch in (("true", test.right), ("false", test.wrong)):
        branches += [
            plain(f"{name}scoremode", "="),
            plain(f"{name}score", f"{branch.score:.7f}"),
            tag(f"{name}penalty"),
            plain(f"{name}nextnode", str(-1 if branch.then is None else branch.then)),
            plain(f"{name}answernote", note(field, place, name == "true")),
            parts.text(f"{name}feedback", branch.feedback or ""),
        ]
    return tag(
        "node",
        plain("name", str(place)),
        plain("description", ""),
        plain("answertest", test.name),
        plain("sans", test.student),
        plain("tans", test.teacher),
        plain("testoptions", test.options),
        plain("quiet", "1"),
        *branches,
    )


def note(field: Field, place: int, passed: bool) -> str:
    """What STACK notes where a test passes or fails."""
    return f"prt{field.number}-{place + 1}-{'T' if passed else 'F'}"


def statements(each: Sequence[str]) -> str:
    """Statements of Maxima, a line each."""
    return "".join(f"{statement};\n" for statement in each)
