"""How long ten lines over indexed sums take to judge, beside one `simplify` of the last of them.

Run as `pytest tests/benchmarks/test_derivation_speed.py -s`.
"""

from __future__ import annotations

import statistics
import time
from collections.abc import Callable
from functools import partial

import sympy_text
from sympy.core.cache import clear_cache

from quiz.symbolic.derivations import judge
from quiz.symbolic.derivations.judging import Working
from quiz.symbolic.reading import read_chain
from quiz.symbolic.scope import Scope
from quiz.symbolic.tasks import Declaration, DerivationTask

ROUNDS = 5
LEAST_PROVED = 0.9

N = Declaration("natural")
REALS = Declaration(index=("n",))

BERNOULLI = DerivationTask(
    goal="J = -(1/n)*sum(y_i*log(p_i) + (1-y_i)*log(1-p_i), i=1..n)",
    symbols={
        "n": N,
        "y": Declaration("{0, 1}", ("n",)),
        "p": Declaration("(0, 1)", ("n",)),
    },
    given={"L": "prod(p_i^y_i*(1-p_i)^(1-y_i), i=1..n)", "J": "-log(L)/n"},
    seed="Bernoulli",
)
BERNOULLI_LINES = """\
log(L) = log(prod(p_i^y_i*(1-p_i)^(1-y_i), i=1..n))
= sum(log(p_i^y_i*(1-p_i)^(1-y_i)), i=1..n)
= sum(log(p_i^y_i) + log((1-p_i)^(1-y_i)), i=1..n)
= sum(y_i*log(p_i) + (1-y_i)*log(1-p_i), i=1..n)
= sum(y_i*log(p_i), i=1..n) + sum((1-y_i)*log(1-p_i), i=1..n)
-log(L) = -sum(y_i*(log(p_i) - log(1-p_i)), i=1..n) - sum(log(1-p_i), i=1..n)
-log(L) = -sum(y_i*log(p_i/(1-p_i)), i=1..n) - sum(log(1-p_i), i=1..n)
J = -log(L)/n
J = -(1/n)*sum(y_i*log(p_i/(1-p_i)) + log(1-p_i), i=1..n)
J = -(1/n)*sum(y_i*log(p_i) + (1-y_i)*log(1-p_i), i=1..n)
"""

GAUSSIAN = DerivationTask(
    goal="-log(L) = sum((y_i-m)^2, i=1..n)/(2*v) + (n/2)*log(2*pi*v)",
    symbols={"n": N, "y": REALS, "m": Declaration(), "v": Declaration("positive")},
    given={"L": "prod(exp(-(y_i-m)^2/(2*v))/sqrt(2*pi*v), i=1..n)"},
    seed="Gaussian",
)
GAUSSIAN_LINES = """\
log(L) = sum(log(exp(-(y_i-m)^2/(2*v))/sqrt(2*pi*v)), i=1..n)
= sum(log(exp(-(y_i-m)^2/(2*v))) - log(sqrt(2*pi*v)), i=1..n)
= sum(-(y_i-m)^2/(2*v) - (1/2)*log(2*pi*v), i=1..n)
= -sum((y_i-m)^2, i=1..n)/(2*v) - (n/2)*log(2*pi*v)
= -sum(y_i^2 - 2*m*y_i + m^2, i=1..n)/(2*v) - (n/2)*log(2*pi*v)
= -(sum(y_i^2, i=1..n) - 2*m*sum(y_i, i=1..n) + n*m^2)/(2*v) - (n/2)*log(2*pi*v)
d/dm(log(L)) = (sum(y_i, i=1..n) - n*m)/v
d/dm(log(L)) = sum(y_i - m, i=1..n)/v
-log(L) = (n/2)*log(2*pi*v) + (1/(2*v))*sum((y_i-m)^2, i=1..n)
-log(L) = sum((y_i-m)^2, i=1..n)/(2*v) + (n/2)*log(2*pi*v)
"""

LOGISTIC = DerivationTask(
    goal="dJ/dw = (1/n)*sum((p_i-y_i)*x_i, i=1..n)",
    symbols={"n": N, "x": REALS, "y": Declaration("{0, 1}", ("n",)), "w": Declaration()},
    given={
        "p_i": "sigmoid(w*x_i)",
        "J": "-(1/n)*sum(y_i*log(p_i) + (1-y_i)*log(1-p_i), i=1..n)",
    },
    seed="logistic",
)
LOGISTIC_LINES = """\
J = -(1/n)*sum(y_i*log(p_i), i=1..n) - (1/n)*sum((1-y_i)*log(1-p_i), i=1..n)
J = (1/n)*sum(y_i*log(1+exp(-w*x_i)) + (1-y_i)*log(1+exp(w*x_i)), i=1..n)
= (1/n)*sum(y_i*log(1+exp(-w*x_i)) + (1-y_i)*(w*x_i + log(1+exp(-w*x_i))), i=1..n)
= (1/n)*sum(log(1+exp(-w*x_i)) + (1-y_i)*w*x_i, i=1..n)
= (1/n)*sum(log(1+exp(w*x_i)) - y_i*w*x_i, i=1..n)
dJ/dw = (1/n)*sum(x_i*exp(w*x_i)/(1+exp(w*x_i)) - y_i*x_i, i=1..n)
= (1/n)*sum(x_i/(1+exp(-w*x_i)) - y_i*x_i, i=1..n)
= (1/n)*sum(x_i*p_i, i=1..n) - (1/n)*sum(x_i*y_i, i=1..n)
n*dJ/dw = sum(x_i*(p_i-y_i), i=1..n)
dJ/dw = (1/n)*sum((p_i-y_i)*x_i, i=1..n)
"""

DERIVATIONS = (
    (BERNOULLI, BERNOULLI_LINES),
    (GAUSSIAN, GAUSSIAN_LINES),
    (LOGISTIC, LOGISTIC_LINES),
)


def milliseconds(work: Callable[[], object]) -> float:
    """The median of a few rounds, each without what SymPy remembers of the one before."""
    times = []
    for _ in range(ROUNDS):
        clear_cache()
        start = time.perf_counter()
        work()
        times.append(time.perf_counter() - start)
    return 1e3 * statistics.median(times)


def simplify_last_line(task: DerivationTask, lines: str) -> Callable[[], bool]:
    """The last line to SymPy: its two sides with what is given put in, and their difference."""
    working = Working(task)
    last = lines.splitlines()[-1]
    sides = [working.equality.expand(side) for side in read_chain(last, working.setting.names)]
    scope = Scope(task.symbols or {})
    left, right = (sympy_text.text(side, scope) for side in sides)
    known = sympy_text.known(scope, *sides)
    return lambda: sympy_text.simplified_difference_is_zero(left, right, known)


def test_ten_lines_beside_one_simplify() -> None:
    ours, theirs, proved, lines_judged = 0.0, 0.0, 0, 0
    for task, lines in DERIVATIONS:
        judged = judge(task, lines)
        verdicts = [line.verdict for line in judged.lines]
        assert verdicts == ["follows"] * 10, judged
        assert judged.goal_line is not None
        kinds = [line.evidence.kind for line in judged.lines if line.evidence]
        simplified = simplify_last_line(task, lines)
        settled = simplified()
        mine, its = milliseconds(partial(judge, task, lines)), milliseconds(simplified)
        ours, theirs = ours + mine, theirs + its
        proved, lines_judged = proved + kinds.count("proved"), lines_judged + len(verdicts)
        print(
            f"\n{task.seed}: ten lines {mine:.0f} ms ({kinds.count('proved')} proved),"
            f" simplify on the last {its:.0f} ms ({'settled' if settled else 'not settled'})"
        )
    print(f"together {ours / theirs:.2f} of simplify's time; {proved} of {lines_judged} proved")
    assert proved >= LEAST_PROVED * lines_judged
    assert ours <= theirs
