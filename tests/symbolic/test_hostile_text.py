"""Whatever is typed is read, refused with a message, or judged: nothing else, and never for long.

Work is counted in function calls, the same on every machine. What fuzzing found stands in the
tables.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from types import FrameType
from typing import Any, get_args

import pytest
from corpus_rows import rows
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.symbolic.errors import ReadError
from quiz.symbolic.judging import judge
from quiz.symbolic.naming import OPEN, Names
from quiz.symbolic.reading import Meaning, read, read_chain
from quiz.symbolic.reading.limits import MAX_DEPTH, MAX_NODES
from quiz.symbolic.tasks import Declaration, ExpressionTask
from quiz.symbolic.tree import Node, children, walk

SYMBOLS = {
    "x": Declaration("real"),
    "p": Declaration("(0, 1)"),
    "k": Declaration("natural"),
    "y": Declaration("{0, 1}", ("n",)),
    "X": Declaration("real", ("n", "d")),
    "z": Declaration("real", ("d",)),
}
NAMES = Names.of(SYMBOLS)
MEANINGS: tuple[Meaning, ...] = get_args(Meaning)
OUTCOMES = {"equal", "different", "not_in_form", "invalid", "undecided"}

CALLS_TO_READ = 400_000
CALLS_TO_JUDGE = 6_000_000

BIG_NUMBERS = [
    "9**9**9**9",
    "9^9^9^9",
    "((9^9)^9)^9",
    "(((10^99)^99)^99)^99",
    "2^2^2^2^2^2",
    "^".join(["x"] * 60),
    "x^999999",
    "(x^9999)^9999",
    "2^(10^9)",
    "2^-(10^9)",
    "(1+1/10^9)^(10^9)",
    "(1/3)^9999 - (1/7)^9999",
    "100000!",
    "((((5!)!)!)!)!",
    "170!!",
    "(10^6)!",
    "(9^9)!",
    "(x!)!",
    "factorial(factorial(20))",
    "gamma(10^9)",
    "gamma(exp(100))",
    "binomial(10^9, 5*10^8)",
    "binomial(1000, k)!",
    "0." + "0" * 3000 + "1",
    "1." + "9" * 3900,
    "9" * 3999,
    "1e999999999",
    "1e-999999999",
    "1e300^300",
    "1e300*1e300*1e300",
    "exp(exp(exp(exp(x))))",
    "exp(exp(exp(exp(9))))",
    "exp(10^300)",
    "exp(-exp(1000))",
    "tan(10^300)",
    "sin(exp(200))",
    "floor(exp(500))",
    "cosh(10^9)",
    "log(log(log(exp(exp(exp(x))))))",
    "sigmoid(exp(500)) - 1",
    "𝟗^𝟗^𝟗^𝟗",
    "x⁹⁹⁹⁹⁹⁹⁹⁹⁹⁹",
    "x" + "⁹" * 3000,
]

LONG_SUMS = [
    "sum(k, k=1..10^12)",
    "sum(x^k, k=1..10^7)",
    "prod(k, k=1..10^9)",
    "sum(k!, k=1..2000)",
    "sum(1, k=-10^15..10^15)",
    "sum(1, k=1..inf)",
    "sum(1, k=-inf..inf)",
    "sum_{k=1}^{9^9} k",
    "sum_{k=1}^{9^9^9} k",
    "sum(sum(sum(sum(1, a=1..1000), b=1..1000), c=1..1000), d=1..1000)",
    "sum(sum(sum(a*b*c, a=1..b), b=1..c), c=1..9999)",
    "sum(sum(sum(sum(sum(sum(x, a=1..9), b=1..9), c=1..9), f=1..9), g=1..9), h=1..9)",
    "sum(x, i=1..x)",
    "sum(1, i=1..1/2)",
    "sum(x^i, i=x..1)",
    "sum(1, i=1..sum(i, i=1..sum(i, i=1..99)))",
    "prod(prod(prod(x, a=1..99), b=1..99), c=1..99)",
    "sum(y_i, i=1..10^9)",
    "sum(y_i, i=0..n)",
    "diff(sum(x^k, k=1..2000), x, 4)",
]

LONG_TEXTS = [
    "x+" * 50_000 + "x",
    "x" * 100_000,
    "(" * 10_000 + "x" + ")" * 10_000,
    "x+" * 1900 + "x",
    "x*" * 1900 + "x",
    "x/" * 1900 + "x",
    "x " * 1990,
    "(" * 1900 + "x" + ")" * 1900,
    "(" * 49 + "x" + ")" * 49,
    "[" * 1900,
    "{" * 1900,
    "|" * 3999,
    "|x" * 1500,
    "||" * 1500 + "x",
    "-" * 3990 + "x",
    "+-" * 1900 + "x",
    "√" * 3990 + "x",
    "sqrt " * 700 + "x",
    "log " * 900 + "x",
    "log" * 1300 + "x",
    "sin^2 " * 600 + "x",
    "log_" * 900 + "x",
    "sqrt(" * 700 + "x" + ")" * 700,
    "x" + "!" * 3990,
    "x" + "'" * 3990,
    "x" + "ᵀ" * 3990,
    "x" + "_1" * 1900,
    "y" + "[1]" * 1300,
    "x^" * 1900 + "x",
    "x^-" * 1300 + "x",
    r"\frac{" * 600 + "x",
    r"\frac" * 790 + "x",
    r"\sqrt" * 790 + "x",
    r"\left" * 790,
    "diff(" * 500 + "x" + ",x)" * 500,
    "diff(" * 20 + "x^x" + ",x)" * 20,
    "d/dx " * 700 + "x",
    "d/d" * 1300,
    "sum(" * 900,
    "sum_i " * 600 + "y_i",
    "Σ" * 3990,
    "x if x > 0 else " * 240 + "x",
    "x if " * 790,
    "x=" * 1990 + "x",
    "x<" * 1990 + "x",
    "x and " * 660 + "x",
    "max(" + "x," * 1900 + "x)",
    "min(" * 900,
    "[" + "x," * 1900 + "x]",
    "{" + ",".join(str(number) for number in range(1000)) + "}",
    "(x+1)^99*" * 40 + "1",
    "(x+p+k)^9999",
    "x" + "\u0302" * 3990,
    "xpk" * 1300,
    "_" * 3990,
    "\\" * 3990,
    "$" * 3990,
    "=" * 3990,
    "," * 3990,
    ";" * 3990,
    "1 " * 1990,
    "." * 3990,
    "½" * 3990,
]

CODE = [
    "x.__class__",
    "().__class__.__bases__[0].__subclasses__()",
    '__import__("os").system("true")',
    "__import__('os')",
    "__builtins__",
    "lambda: x",
    "lambda x: x",
    "exec(x)",
    "eval(x)",
    "eval('1')",
    "open('/etc/passwd')",
    "open(x)",
    "import os",
    "os.system(x)",
    "x := 1",
    "{x for x in x}",
    "[x for x in range(9)]",
    "f'{x}'",
    "print(x)",
    "globals()",
    "getattr(x, p)",
    "type(x)",
    "input()",
    "exit()",
    "quit()",
    "breakpoint()",
    "help(x)",
    "del x",
    "raise x",
    "while True: x",
    "`x`",
    "$(x)",
    "x; x",
    "x\nimport os",
    "'; DROP TABLE attempts; --",
    "{{ x }}",
    "{% x %}",
    "%s%s%n",
    r"\input{/etc/passwd}",
    r"\write18{x}",
    r"\def\x{\x}\x",
    r"\newcommand{\x}{\x}",
    r"\catcode`\x",
    r"\begin{align} x \end{align}",
    r"\unicode{x}",
    r"\x00",
    r"\u0041",
    r"\N{BULLET}",
    "S.One",
    "Symbol('x')",
    "Integer(1)",
    "N(x)",
    "zoo",
    "nan",
    "oo - oo",
    "True",
    "None",
    "self",
    "list(x)",
    "sum(x for x in x)",
    "abs.__doc__",
    "0x41",
    "0b11",
    "1_000",
    "1j",
    "x@x",
    "x//x",
    "x%x",
    "x&x",
    "x~x",
    "x<<999999999",
    "x ? x : x",
    "#",
    "x # x",
]

CHARACTERS = [
    "\ud800",
    "x\udfffx",
    "x\x00y",
    "\x00",
    "\x1b[31mx",
    "\u202ex + p\u202c",
    "\u2066x\u2069",
    "x\u200dp",
    "\ufeffx",
    "x\u00adp",
    "\u0302",
    "\u0302x",
    "x\u20dd",
    "e\u0301x",
    "Z͑ͫ̓ͪ̂ͫ̽a̴l̷g̵o̸",
    "а + х",
    "ρ + р",
    "ⅹ",
    "Ⅷ + x",
    "١ + ٢",
    "१",
    "²",
    "x²³⁻",
    "x⁻",
    "x⁽",
    "x⁺⁾",
    "₁",
    "x₍",
    "y₌",
    "yᵢ",
    "∑",
    "∏ᵢ",
    "∂",
    "∂∂∂",
    "∂/∂",
    "√",
    "½½",
    "1½",
    "∞",
    "∞ - ∞",
    "0*∞",
    "±",
    "±±x",
    "x ± ±x",
    "‖",
    "‖x",
    "⊤",
    "x⊤⊤",
    "′",
    "x′′",
    "ﬁ",
    "㎏",
    "﷽",
    "İ + ı",
    "ß",
    "😀",
    "👩‍👩‍👧",
    "変数",
    "x → p",
    "x ∈ p",
    "∀x",
    "x\u3000+\u3000p",
    "x\u2028+\u2029p",
    "x\r\n+\tp",
    "\v\f",
    "％",
    "ℓ",
    "ℯ",
    "𝓍",
    "𝕏",
    "\U000e0041",
    "\U0010ffff",
]

ODD_MATHEMATICS = [
    "",
    " ",
    "0/0",
    "1/0",
    "0^0",
    "0^-1",
    "log(0)",
    "log(-1)",
    "inf",
    "-inf",
    "inf - inf",
    "x/inf",
    "inf^0",
    "sum(inf, k=1..3)",
    "max(inf, x)",
    "x_1",
    "x_0",
    "y_0",
    "y_1/y_99",
    "y_{-1}",
    "y_{1/2}",
    "y_x",
    "y_y_1",
    "y_{y_1}",
    "y",
    "X",
    "X_1",
    "X X",
    "X^T X",
    "X^2",
    "X!",
    "X_11",
    "1/X",
    "X/X",
    "z^T",
    "(z^T)^T",
    "z z",
    "z^T z z^T z",
    "|X|",
    "‖X‖",
    "‖x‖",
    "exp(X)",
    "max(z)",
    "max(z, x)",
    "softmax(x)",
    "softmax(z)",
    "softmax(z)_x",
    "softmax(softmax(z))",
    "softmax(x)_1",
    "softmax(z)_z",
    "softmax(z)_ 0 + 1",
    "min(x)",
    "max(x) if max(z) > 0 else 1",
    "n^ᵀ",
    "sum_i nᵀ",
    "prod(y_y^y_i, i=1..n)",
    "y_{z}",
    "sum(y_i sum_i (1 + sum(z_j, j=1..d)) y_i, i=1..n)",
    "sum(y_i*sum(y_i*sum(y_i, i=1..n), i=1..n), i=1..n)",
    "softmax([x, p])_1",
    "transpose(x)",
    "norm([x, p])",
    "delta(x, x)",
    "delta(y, y)",
    "[x]",
    "[[x]]",
    "[[[x]]]",
    "[[x], [x, p]]",
    "[x, [x]]",
    "[x, p][1]",
    "[x, p] [x, p]",
    "[x, p]^2",
    "{x}",
    "{x, {x}}",
    "{[x, p], x}",
    "2*{[x, p], x}",
    "{x, p} + [x, p]",
    "[x = p, {x}]",
    "(x, p]",
    "[x, p)",
    "(p, x, p)",
    "((x, p], p]",
    "{(x, p]}",
    "x = p",
    "x = p = k",
    "x < p < k",
    "x = p and p = x or x = 1",
    "x = x",
    "0 = 0",
    "0 = 1",
    "x = ±p",
    "±x = ±p",
    "[x, p] = [p, x]",
    "{x} = {p}",
    "x != p",
    "x if x else x",
    "x if x = x = x else x",
    "x if [x] else p",
    "x if inf > x else p",
    "(x if x > 0 else p) if p else x",
    "sum(x if k > 2 else p, k=1..4)",
    "diff(x, 1)",
    "diff(1, x)",
    "diff(x, k)",
    "diff(k!, k)",
    "diff(floor(x), x)",
    "diff(|x|, x, 4)",
    "diff(x^x^x^x, x, 4)",
    "diff(y_i, y_j)",
    "diff(sum(y_i), y_1)",
    "diff(sum(z_j^2), z_k)",
    "diff(z^T z, z)",
    "diff(X z, z)",
    "diff(x, x)(x)",
    "d/dx",
    "dx/dx",
    "dx",
    "d^2x/dx^3",
    "d^9x/dx^9",
    "x'",
    "sin(cos(tan(exp(sinh(cosh(tanh(x)))))))",
    "d/dx d/dx d/dx d/dx sin(cos(tan(exp(x))))",
    "asin(2)",
    "acosh(0)",
    "gamma(0)",
    "gamma(-1)",
    "(-1)!",
    "e^gamma(x)",
    "x^gamma(-1)",
    "e^(-gamma(0))",
    "sum(x, i=1..gamma(0))",
    "floor(gamma(-2))",
    "(1/2)!",
    "(-1)^(1/2)",
    "(-1)^x",
    "(-8)^(1/3)",
    "x^(x^(x^(-x)))",
    "binomial(-1, 2)",
    "binomial(1/2, 1/3)",
    "log_0(x)",
    "log_1(x)",
    "log_{-1}(x)",
    "log_(log_(x))",
    "x(x)(x)(x)",
    "x x(x)",
    "sum",
    "sum(",
    "sum()",
    "sum(x)",
    "sum(y)",
    "sum(y_i y_j)",
    "sum(y_i, i)",
    "sum(y_i, i=)",
    "sum(y_i, i=1)",
    "sum(y_i, i=1..)",
    "sum(y_i, 1=1..n)",
    "sum(y_i, y=1..n)",
    "sum(n, n=1..n)",
    "sum(x, x=1..3)",
    "sum_{i,i} y_i",
    "sum_{i=1}^{i} y_i",
    "prod",
    "prod_i",
    "diff",
    "diff()",
    "frac",
    r"\frac",
    r"\frac{}{}",
    r"\frac{x}",
    r"\sqrt[]{x}",
    r"\sqrt[0]{x}",
    r"\sqrt[x]{x}",
    r"\hat",
    r"\hat{}",
    r"\hat{x",
    r"\text",
    r"\text{x",
    r"\text{",
    r"\mathrm{}",
    r"\mathrm{log}",
    r"\left",
    r"\left.",
    r"\binom",
    r"\binom{x}{p",
    r"\sum",
    r"\sum_",
    r"\sum^",
    r"\partial",
    r"\\",
    "1e",
    "1e+",
    ".",
    "..",
    "1..2",
    "1.2.3",
    "0x",
    "00",
    "0.0",
    "-0",
]

HOSTILE = [
    *(*BIG_NUMBERS, *LONG_SUMS, *LONG_TEXTS),
    *(*CODE, *CHARACTERS, *ODD_MATHEMATICS),
]

FRAGMENTS = [
    *("x", "p", "k", "y_i", "y", "z_j", "z", "X_ij", "X", "n", "i", "q", "σ", "e", "pi", "inf"),
    *("0", "1", "2", "10", "0.5", "1e9", "½", "+", "-", "*", "/", "^", "**", "!", "'", "_", "="),
    *("<", ">=", "!=", ",", ";", "..", "(", ")", "[", "]", "{", "}", "|", "||", "‖", "√", "∂"),
    *("sum(", "prod(", "sum_i ", "Σ_{i=1}^n ", "diff(", "d/dx ", "dx/dx", "∂/∂x ", "log ", "exp("),
    *(
        "sin^2 ",
        "max(",
        "min(",
        "sigmoid(",
        "softmax(z)_",
        "log_2 ",
        "sqrt(",
        "gamma(",
        "binomial(",
    ),
    *(" if ", " else ", " and ", " or ", "²", "⁻¹", "ᵢ", "ᵀ", "^T ", "\u0302", " ", ", i=1..n)"),
    *(r"\frac{", r"\sqrt", r"\sum", r"\hat ", r"\left(", r"\right)", r"\text{", r"\log", "±", "∞"),
]

CORPUS = [row.response for row in rows()]


@contextmanager
def at_most(calls: int) -> Iterator[None]:
    """Fails where more functions are called than that."""
    made = 0

    def count(frame: FrameType, event: str, argument: Any) -> None:
        nonlocal made
        made += event == "call"
        if made > calls:
            sys.setprofile(None)
            raise AssertionError(f"more than {calls} calls")

    sys.setprofile(count)
    try:
        yield
    finally:
        sys.setprofile(None)


def check_reading(text: str, names: Names = NAMES, meaning: Meaning = "number") -> Node | None:
    """Reads, or is refused with a message at a place in the text."""
    with at_most(CALLS_TO_READ):
        node = read_or_refused(text, names, meaning)
    if isinstance(node, ReadError):
        assert 0 <= node.position <= len(text)
        assert node.message
        assert node.caret(text).count("\n") == 1
        return None
    assert sum(1 for _ in walk(node)) <= MAX_NODES
    assert depth(node) <= MAX_DEPTH
    return node


def read_or_refused(text: str, names: Names, meaning: Meaning) -> Node | ReadError:
    try:
        return read(text, names, meaning)
    except ReadError as error:
        return error


def depth(node: Node) -> int:
    return 1 + max((depth(child) for child in children(node)), default=0)


def check_judging(text: str, calls: int | None = None, **changes: Any) -> None:
    task = ExpressionTask(**{"answer": "x + p", "symbols": SYMBOLS, **changes})
    with at_most(calls) if calls else nullcontext():
        judgement = judge(task, text)
    assert judgement.outcome in OUTCOMES
    if judgement.outcome in ("invalid", "undecided"):
        assert judgement.message


@pytest.mark.parametrize("text", HOSTILE, ids=lambda text: ascii(text[:40]))
def test_hostile_text_is_read_or_refused(text: str) -> None:
    for meaning in MEANINGS:
        check_reading(text, NAMES, meaning)
    check_reading(text, OPEN)


@pytest.mark.parametrize(
    "text", [*CODE, *CHARACTERS, *ODD_MATHEMATICS], ids=lambda text: ascii(text[:40])
)
def test_hostile_text_is_judged_or_refused(text: str) -> None:
    check_judging(text)


@pytest.mark.parametrize(
    "text", [*BIG_NUMBERS, *LONG_SUMS, *LONG_TEXTS], ids=lambda text: ascii(text[:40])
)
def test_a_bomb_is_judged_with_bounded_work(text: str) -> None:
    check_judging(text, CALLS_TO_JUDGE)


@pytest.mark.parametrize(
    ("value", "key"),
    [
        ("equation", "x = p"),
        ("vector", "[x, p]"),
        ("matrix", "[[x, p], [p, x]]"),
        ("set", "{x, p}"),
        ("interval", "(0, x]"),
    ],
)
def test_odd_mathematics_is_judged_as_any_kind_of_value(value: str, key: str) -> None:
    for text in ODD_MATHEMATICS[::2]:
        check_judging(text, value=value, answer=key)


UP_TO = ["constant", "positive_scale", "affine"]


@pytest.mark.parametrize("number", range(len(UP_TO)), ids=UP_TO)
def test_odd_mathematics_is_judged_as_an_objective(number: int) -> None:
    for text in ODD_MATHEMATICS[number :: 4 * len(UP_TO)]:
        check_judging(text, up_to=UP_TO[number], with_respect_to=("x",), answer="x^2 + p")


FORMS = ["expanded", "factored", "single_fraction", "lowest_terms"]
FORMS += ["partial_fractions", "completed_square", "as_given"]


@pytest.mark.parametrize("number", range(len(FORMS)), ids=FORMS)
def test_odd_mathematics_is_checked_for_its_form(number: int) -> None:
    for text in ODD_MATHEMATICS[number :: 2 * len(FORMS)]:
        # Equal to the key, so that the form is looked at.
        check_judging(f"({text}) - ({text}) + x + p", form=FORMS[number])


@pytest.mark.parametrize("text", [*BIG_NUMBERS, *LONG_SUMS], ids=lambda text: ascii(text[:40]))
def test_a_bomb_in_the_key_too_is_judged(text: str) -> None:
    if check_reading(text) is not None:
        check_judging(f"2*({text})", CALLS_TO_JUDGE, answer=f"{text} + {text}")


@settings(max_examples=300, deadline=None)
@given(text=st.text(st.characters(exclude_categories=())), meaning=st.sampled_from(MEANINGS))
def test_any_characters_are_read_or_refused(text: str, meaning: Meaning) -> None:
    check_reading(text, NAMES, meaning)
    check_reading(text, OPEN, meaning)


@settings(max_examples=300, deadline=None)
@given(
    text=st.lists(st.sampled_from(FRAGMENTS), max_size=14).map("".join),
    meaning=st.sampled_from(MEANINGS),
)
def test_any_pieces_of_mathematics_are_read_or_refused(text: str, meaning: Meaning) -> None:
    check_reading(text, NAMES, meaning)
    check_reading(text, OPEN, meaning)
    try:
        sides = read_chain(text, NAMES)
    except ReadError:
        return
    assert sides


@settings(max_examples=100, deadline=None)
@given(text=st.lists(st.sampled_from(FRAGMENTS), max_size=10).map("".join))
def test_any_pieces_of_mathematics_are_judged(text: str) -> None:
    check_judging(text)


@st.composite
def slips_of_the_pen(draw: st.DrawFn) -> str:
    """A response of the corpus with a few characters lost, doubled or put in."""
    text = draw(st.sampled_from(CORPUS))
    for _ in range(draw(st.integers(1, 3))):
        place = draw(st.integers(0, len(text)))
        put_in = draw(st.sampled_from(["", "", *FRAGMENTS]))
        text = text[:place] + put_in + text[place + draw(st.integers(0, 2)) :]
    return text


@settings(max_examples=300, deadline=None)
@given(text=slips_of_the_pen())
def test_a_slip_of_the_pen_is_read_or_refused(text: str) -> None:
    check_reading(text)
    check_reading(text, OPEN)
