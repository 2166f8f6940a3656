"""The page grades as Python does: thousands of responses to every question it can grade."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from fractions import Fraction
from importlib.resources import files
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, given, seed, settings
from hypothesis import strategies as st
from playwright.sync_api import Page

import quiz
from quiz.lms.writing.page.keys import NoKeyError, key_of
from quiz.questions import KINDS
from quiz.questions.blanks import ChoiceBlank, NumberBlank, WordBlank
from quiz.questions.number_answer import NumberAnswer
from quiz.questions.numbers import shown
from quiz.questions.patterns import pattern_in
from quiz.questions.variants import Variant
from quiz.questions.word_answer import WordAnswer

COMMON = {"prompt": "What?", "explanation": "So."}
Case = tuple[Variant, object]

ANYTHING: st.SearchStrategy[object] = st.one_of(
    st.none(), st.booleans(), st.integers(-2, 30), st.text(max_size=5), st.just([]), st.just({})
)
PATTERN = r"/\d{2,4}[^a-c]\w?/"
SPACES = st.sampled_from([" ", "  ", "\t", "\u00a0", "-", "–", "‑", "", "\u2009", " - "])


def extra(**keys: object) -> Variant:
    ident = f"extra-{abs(hash(str(keys))) % 10**8}"
    return KINDS[str(keys["type"])].model_validate({"id": ident, **COMMON, **keys}).variant(1)


def variants() -> Iterator[Variant]:
    """Those of the bank that the page grades, and a few that have what the bank has not."""
    for question in quiz.load_bank().questions:
        for number in (1, 2) if question.parameters else (1,):
            variant = question.variant(number)
            try:
                key_of(variant.filled, variant.values, lambda path: None)
            except NoKeyError:
                continue
            yield variant
    yield extra(type="numeric", answer=1234.5, decimal_comma=True, tolerance={"relative": 0.001})
    yield extra(type="numeric", answer=12, unit="$", tolerance={"absolute": 0.5})
    yield extra(type="numeric", answer=3, unit="m / s")
    yield extra(
        type="numeric", answer="1/3", mistakes=[{"answer": 3, "feedback": "x", "score": 0.5}]
    )
    yield extra(type="numeric", answer=0.45)
    yield extra(type="numeric", answer=-1e-7, tolerance={"significant_figures": 2})
    yield extra(type="short_answer", accept=["Straße", "naïve Bayes", "-1 m", "e.g."], exact=True)
    yield extra(
        type="short_answer",
        accept=[
            "Straße",
            "naïve Bayes classifier",
            "-1 m",
            "the Lagrangian",
            r"/\d{2,4}[^a-c]\w?/",
        ],
        reject=[{"text": "Hamiltonian"}, {"text": r"/(?:ham|egg)+(\s.)*/"}],
    )
    yield extra(type="ordering", items=["a", "b", "c", "d"], groups=[[2, 3]], distractors=["x"])
    options = [{"text": "a"}, {"text": "b"}, {"text": "c"}]
    yield extra(type="multiple_select", options=options, scoring="partial")


@st.composite
def numbers(draw: st.DrawFn, asked: NumberAnswer, variant: Variant) -> object:
    """Numbers near the key and its edges, in every way of writing them."""
    key = Fraction(asked.value(variant.values))
    allowed = asked.tolerance.allowed(key) if asked.tolerance else Fraction(1, 1000)
    near = key + allowed * draw(
        st.sampled_from([Fraction(n, d) for n in (-3, -1, 0, 1, 3) for d in (1, 2, 3)])
        | st.fractions(-2, 2, max_denominator=1000)
    )
    value = draw(st.sampled_from([key, near, near, -near, near * 100, near / 100, 1 / (near or 1)]))
    decimals = draw(st.integers(0, 9))
    fixed = f"{float(value):.{decimals}f}"
    forms = [
        *(fixed, f"{float(value):.{decimals}e}", str(value), shown(value), repr(float(value))),
        *(f"{float(value):,.{decimals}f}", fixed.replace(".", ","), f"{fixed}%", f"{fixed} %"),
        *(f"x = {fixed}", f"≈{fixed}", f" {fixed} ", f"+{fixed}", f"({fixed})", f"J(p) = {fixed}"),
        *(f"$ {fixed}", f"{fixed}$", f"{fixed} m/s", f"{fixed}m /  s", f"{fixed} kWh"),
        *(fixed.replace("-", "−"), fixed.replace("-", "- "), f"{fixed}\u00a0", f"-({fixed})"),
    ]
    form = draw(st.sampled_from(forms))
    return draw(st.sampled_from([form, form, form, float(value), round(value)]) | formulas())


@st.composite
def formulas(draw: st.DrawFn) -> str:
    """Pieces of formulas side by side, most of them sensible."""
    number = st.sampled_from(
        ["0", "1", "2", "10", "0.5", ".25", "3.", "1e-3", "2E2", "pi", "e", "π", "log 2", "ln(2)"]
    )
    operator = st.sampled_from(
        ["+", "-", "*", "/", "^", "**", " × ", "·", "÷", "−", "", " ", ",", "^-", "("]
    )
    functions = "log( sqrt( exp( sigmoid( log10( log2( abs( cos( √ Log( - ( foo("
    function = st.sampled_from(["", "", "", "tanh (", "ln ", "sin ", *functions.split()])
    text = ""
    for _ in range(draw(st.integers(1, 4))):
        opening = draw(function)
        text += opening + draw(number) + (")" if opening.endswith("(") else "")
        text += draw(operator)
    return text if draw(st.booleans()) else text.rstrip("+-*/^×·÷−, (")


@st.composite
def words(draw: st.DrawFn, asked: WordAnswer) -> object:
    """The texts of the key, texts that its patterns match, and both with slips."""
    listed = [*asked.accept, *(refused.text for refused in asked.reject)]
    text = draw(st.sampled_from(listed))
    pattern = pattern_in(text)
    if pattern is not None:
        text = draw(st.from_regex(re.compile(pattern, re.IGNORECASE), fullmatch=True))
    for _ in range(draw(st.integers(0, 3))):
        place = draw(st.integers(0, max(0, len(text) - 1)))
        before, here, behind = text[:place], text[place : place + 1], text[place + 1 :]
        text = draw(
            st.sampled_from(
                [
                    *(before + behind, before + here + here + behind, before + "e" + behind),
                    *(before + behind[:1] + here + behind[1:], text.upper(), text.title()),
                    *(f"the {text}", f"It is a {text}.", f" {text}!", f"an  {text}", f"{text} 12"),
                    *(text.replace("'", "’"), text.replace("-", "\u2013"), f"-1 {text}"),
                    *(text.replace(" ", draw(SPACES)), before + draw(SPACES) + here + behind),
                    *(text.replace("i", "ı"), text.replace("ss", "ß"), text.replace("s", "ſ")),
                    *(
                        text.replace("fi", "ﬁ"),
                        text.replace("i", "I\u0307"),
                        text.replace("1", "１"),
                    ),
                    *(f"1 2 {text}", "", text[:4], text * 2, f"\x1c{text}"),
                ]
            )
        )
    return text


def responses(variant: Variant) -> st.SearchStrategy[object]:
    """Responses to a question, most of them sensible."""
    question = variant.filled
    layout = variant.layout(1)
    picked = [choice.value for choice in layout.choices]
    values = st.sampled_from(picked) if picked else st.nothing()
    sensible: st.SearchStrategy[object]
    match layout.shape:
        case "one":
            sensible = values
        case "several":
            sensible = st.lists(values, max_size=6)
        case "pairs":
            count = len(layout.lefts)
            spaced = values.map(lambda text: f" {text} ".replace(" ", "  "))
            sensible = st.lists(values | st.none() | spaced, min_size=count, max_size=count)
        case "order":
            sensible = st.lists(values, unique=True) | st.permutations(picked)
        case "blanks":
            sensible = blanks(variant)
        case _ if isinstance(question, NumberAnswer):
            sensible = numbers(question, variant)
        case _:
            assert isinstance(question, WordAnswer)
            sensible = words(question)
    return st.integers(0, 11).flatmap(lambda number: sensible if number else ANYTHING)


def blanks(variant: Variant) -> st.SearchStrategy[object]:
    found: dict[str, st.SearchStrategy[object]] = {}
    for name, blank in variant.filled.blanks.items():  # type: ignore[attr-defined]
        match blank:
            case ChoiceBlank():
                found[name] = st.sampled_from([*blank.options, "other"])
            case WordBlank():
                found[name] = words(blank)
            case NumberBlank():
                found[name] = st.just(str(blank.key(variant.values))) | numbers(blank, variant)
    return st.fixed_dictionaries({}, optional={**found, "nowhere": st.just("x")}) | (
        st.fixed_dictionaries(found)
    )


def made(variant: Variant, number: int) -> list[Case]:
    """The key, what the author tested, and responses that Hypothesis made."""
    count = 80 if variant.layout(1).shape in ("text", "blanks") else 25
    cases: list[Case] = [(variant, variant.key())]
    cases += [
        (variant, test.response)
        for test in variant.question.tests
        if not (test.values or test.seed is not None)
    ]

    @seed(number)
    @settings(
        max_examples=count,
        deadline=None,
        database=None,
        phases=[Phase.generate],
        suppress_health_check=[*HealthCheck],
    )
    @given(responses(variant))
    def collect(response: object) -> None:
        cases.append((variant, response))

    collect()
    return cases


@pytest.fixture
def graded(page: Page) -> Callable[[list[Case]], list[dict[str, Any]]]:
    """Grades by the page's own scripts, all in one call."""
    for name in ("numbers.js", "grading.js"):
        page.add_script_tag(content=(files("quiz.lms") / "page" / name).read_text("utf-8"))

    def grades(cases: list[Case]) -> list[dict[str, Any]]:
        keys: list[object] = []
        places: dict[int, int] = {}
        for variant, _ in cases:
            if id(variant) not in places:
                places[id(variant)] = len(keys)
                keys.append(key_of(variant.filled, variant.values, lambda path: None))
        found: list[dict[str, Any]] = page.evaluate(
            "([keys, cases]) => cases.map(([key, one]) => grade(keys[key], one))",
            [keys, [[places[id(variant)], response] for variant, response in cases]],
        )
        return found

    return grades


def is_plain(response: object) -> bool:
    """Whether a page has to read it: a number or a fraction, with what may stand around it."""
    text = str(response)
    return re.fullmatch(r"[-+−]?\s?\d[\d.]*(e[-+]?\d+)?(/\d+)?\s?%?", text.strip()) is not None


def test_the_page_grades_as_python_does(
    graded: Callable[[list[Case]], list[dict[str, Any]]],
) -> None:
    cases = [case for place, variant in enumerate(variants()) for case in made(variant, place)]
    assert len(cases) > 5000
    differing, beyond = [], 0
    for (variant, response), found in zip(cases, graded(cases), strict=True):
        grade = variant.grade(response)
        if found.get("beyond") and not is_plain(response):
            beyond += grade.score is not None
            continue
        same = found["verdict"] == grade.verdict.value and (
            found["score"] == pytest.approx(grade.score, abs=1e-12)
            if grade.score is not None
            else found["score"] is None
        )
        if not same:
            told = (grade.verdict.value, grade.score, grade.feedback)
            differing.append((variant.question.id, response, found, told))
    assert not differing, f"{len(differing)} differ: {differing[:12]}"
    assert beyond < len(cases) / 25, "what only this page cannot read is rare"
