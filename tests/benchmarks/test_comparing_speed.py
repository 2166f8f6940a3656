"""How quickly answers are judged, beside SymPy's `simplify`, and where the time goes.

Run as `pytest tests/benchmarks/test_comparing_speed.py -s`, with nothing else running. What has
been learnt:

- Of a comparison, reading takes a sixth, floats a quarter, more digits than floats have a sixth,
  special points a twentieth, proof a quarter. An equal answer costs nearly twice what a wrong one
  does, an indexed one twice what a scalar one does.
- The clock and the processor tell the same (0.81 ms both) where nothing else runs; on a loaded
  machine the clock tells up to three times as much, and the processor up to twice.
- Seen beside simplify, by the processor: 47 times faster at first, alone on two cores; 51 at a load
  of two, with what follows here; 37 to 41 at loads of five to seven, once special points were
  looked at too and more answers were in the corpus; 29 to 32 with two answers among them that took
  40 and 90 ms, at a dozen points or more that floats cannot tell; 47 and 48 at a load of two, 44 at
  a load of six, since a proof goes first. The last of the steps below: 46 and 48 before it, 52, 43
  and 51 after it, at a load of one. In the runs of 43 to 45 a few answers had to wait for a search
  for garbage through all that SymPy had imported; frozen here as it is in the worker, 53.5 and 51.3
  alone on two cores (by the clock 53.2 and 51.2).
- A proof in few steps (5000; the longest one needed here takes 3700) before doubtful points are
  looked at with more digits, instead of after: those two answers now take 4 and 5 ms, the mean a
  quarter less. A proof that leaves no point out, which it keeps account of, also spares the special
  points but for the ends of logs and roots that the sides do not share; what is plainly positive
  has none. 1 - sigmoid(x) as sigmoid(-x) keeps the digits that floats lose.
- Of the points that floats leave open one is looked at before the proof: nearly all that differ
  show there. Where the sides are within 1e-9, something has cancelled, and even that one waits.
- Dearest now: proofs about nested sums (2 to 4 ms), sums of a thousand terms and values that need
  1300 digits (5 to 8 ms).
- More digits are dear (microseconds a step), more points in an array are not. So simple points
  ride along with random ones, special points are looked at all at once, a plain difference needs
  one look with 30 digits, and a proof spares the looks at points where floats agree.
- Fractions cost a fifth of a proof until whole coefficients became ints.
- Seeding a generator took as long as drawing from it: Mersenne's twister 0.1 ms, PCG a tenth of
  that. A digest of the seed by SHAKE gives the first numbers in 1.3 µs.
- What is alike but for the order of terms and the writing of powers needs no numbers at all:
  (x+1)^100 (1+x)^100, multiplied out for a proof, took a tenth of all the time.
- Trees are walked often: what takes the children out of a node is made once for each kind, and
  what does not occur in a tree is not looked for in it again.
- Tokens as named tuples, from one regular expression, took a third off lexing.
- Small steps of what is done often took 6 % off: forms built by the kind of node instead of by
  `match`; a letter, an atom and a whole number made a form once; bounds of terms not multiplied
  by 1 nor added to 0; lengths as numbers without an axis; exponents asked whether they are `int`
  (whether they are a `Fraction` takes ten times as long where they are not).
- Tried without gain: 80 digits before 1460 to show near values; garbage collection switched off;
  keeping the normal forms of pieces within a proof (4 % of it); cancelling signs and numbers in
  what is alike (7 more of 219 equal answers).
  Tried and wrong: 30 and 60 digits instead of 40 and 80, with which functions that saturate seem
  undefined twice.
- A wrong answer costs most where a slip is looked for: a third of all the time of judging.
"""

from __future__ import annotations

import gc
import signal
import statistics
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import partial, wraps
from pathlib import Path
from types import FrameType
from typing import Any

import pytest
import sympy_text
from sympy.core.cache import clear_cache

from quiz.symbolic import comparing, engine, judging, probing
from quiz.symbolic.naming import Names, declared
from quiz.symbolic.reading import read
from quiz.symbolic.scope import Scope

sys.path.insert(0, str(Path(__file__).parents[1] / "symbolic"))
from corpus_rows import Row, rows

EVERY = 5
"""SymPy is slow: one row in so many is compared by both."""

AT_A_TIME = 40
SYMPY_SECONDS = 20
TIMES_FASTER = 50
MOST_OVER_MEDIAN = 6

ROWS = [row for row in rows() if row.outcome in ("equal", "different")]
SCALARS = [row for row in ROWS if row.task.value == "number" and row.task.up_to == "nothing"]


class TooSlowError(Exception):
    """SymPy was given up."""


@contextmanager
def given_up_after(seconds: int) -> Iterator[None]:
    def give_up(number: int, frame: FrameType | None) -> None:
        raise TooSlowError

    before = signal.signal(signal.SIGALRM, give_up)
    signal.alarm(seconds)
    try:
        yield
    finally:
        signal.alarm(0)
        signal.signal(signal.SIGALRM, before)


def compared_by_us(row: Row) -> bool:
    """Read and compared, with evidence; the diagnosis that follows is no part of it."""
    names = Names.of(row.task.symbols, others=declared(row.task.values))
    left, right = read(row.response, names), read(row.task.answer, names)
    scope = Scope(names.symbols, row.task.values, row.name)
    return comparing.compare(left, right, scope).outcome == "equal"


def prepared_for_sympy(row: Row) -> Callable[[], bool] | None:
    """The question to SymPy; None where it has no plain way to write the expressions."""
    if row.task.values:
        return None
    names = Names.of(row.task.symbols)
    scope = Scope(names.symbols)
    try:
        pair = [read(each, names) for each in (row.response, row.task.answer)]
        left, right = (sympy_text.text(node, scope) for node in pair)
        known = sympy_text.known(scope, *pair)
    except ValueError:
        return None
    return lambda: sympy_text.simplified_difference_is_zero(left, right, known)


@dataclass
class Judged:
    """What one of the two needed, and how often it was right."""

    by_processor: list[float] = field(default_factory=list)
    by_clock: list[float] = field(default_factory=list)
    right: int = 0

    def judge(self, row: Row, question: Callable[[], bool]) -> None:
        """Nothing cached; where it is given up or fails it has no verdict."""
        clear_cache()
        clock, processor = time.perf_counter(), time.process_time()
        try:
            with given_up_after(SYMPY_SECONDS):
                verdict: bool | None = question()
        except Exception:  # noqa: BLE001 - whatever SymPy stumbles over counts as no verdict
            verdict = None
        self.by_processor.append(time.process_time() - processor)
        self.by_clock.append(time.perf_counter() - clock)
        self.right += verdict is (row.outcome == "equal")


def figures(times: list[float]) -> str:
    mean, median = statistics.mean(times), statistics.median(times)
    parts = {"mean": mean, "median": median, "p99": p99(times)}
    return "   ".join(f"{name} {1e3 * seconds:8.2f} ms" for name, seconds in parts.items())


def p99(times: list[float]) -> float:
    return sorted(times)[min(len(times) - 1, int(len(times) * 0.99))]


def judged_by_turns(some: list[Row], ours: Judged, theirs: Judged) -> None:
    for row in some:
        ours.judge(row, partial(compared_by_us, row))
    for row in some:
        question = prepared_for_sympy(row)
        assert question is not None
        theirs.judge(row, question)


def test_comparing_beside_simplify() -> None:
    ours, theirs = Judged(), Judged()
    # Both have judged before, other answers: a worker is warm.
    others = [row for row in SCALARS[1::EVERY] if prepared_for_sympy(row)]
    judged_by_turns(others[:: len(others) // AT_A_TIME], Judged(), Judged())
    # As the worker does: what was imported is no garbage, and need not be looked through again.
    gc.collect()
    gc.freeze()
    sample = [row for row in SCALARS[::EVERY] if prepared_for_sympy(row)]
    # By turns, so that both meet the same load; some at a time, so that neither always starts in
    # the caches of the other.
    for start in range(0, len(sample), AT_A_TIME):
        judged_by_turns(sample[start : start + AT_A_TIME], ours, theirs)
    print(f"\n{len(sample)} answers, each judged by both, nothing cached")
    print(f"quiz      {figures(ours.by_processor)}   right {ours.right} of {len(sample)}")
    print(f"simplify  {figures(theirs.by_processor)}   right {theirs.right} of {len(sample)}")
    factor = statistics.mean(theirs.by_processor) / statistics.mean(ours.by_processor)
    clock = statistics.mean(theirs.by_clock) / statistics.mean(ours.by_clock)
    over = p99(ours.by_processor) / statistics.median(theirs.by_processor)
    print(f"mean {factor:.1f} times faster, by the clock {clock:.1f} (the aim is {TIMES_FASTER})")
    print(f"p99 is {over:.2f} times simplify's median (the aim is at most {MOST_OVER_MEDIAN})")
    assert ours.right == len(sample)
    assert ours.right > theirs.right
    assert factor > 1


STEPS: dict[str, tuple[Any, str]] = {
    "reading": (judging, "read"),
    "echoing": (judging, "unicode"),
    "numbers": (probing.Probe, "settle"),
    "special points": (comparing, "difference_at_special_points"),
    "proof": (comparing, "_prove"),
    "more digits": (probing.Probe, "look_closer"),
    "diagnosis": (judging._Judge, "_slip"),
}


def test_where_the_time_goes(monkeypatch: pytest.MonkeyPatch) -> None:
    spent = dict.fromkeys(STEPS, 0.0)
    inside: list[str] = []

    def clocked(step: str, function: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(function)
        def measured(*arguments: Any, **named: Any) -> Any:
            inside.append(step)
            start = time.perf_counter()
            try:
                return function(*arguments, **named)
            finally:
                inside.pop()
                if not inside:
                    spent[step] += time.perf_counter() - start

        return measured

    for step, (owner, name) in STEPS.items():
        monkeypatch.setattr(owner, name, clocked(step, getattr(owner, name)))
    start = time.perf_counter()
    for row in ROWS:
        judging.judge(row.task, row.response)
    total = time.perf_counter() - start
    print(f"\n{len(ROWS)} answers in {total:.1f} s, {1e3 * total / len(ROWS):.2f} ms each")
    for step, seconds in {**spent, "the rest": total - sum(spent.values())}.items():
        print(f"{step:14} {100 * seconds / total:5.1f} %   {1e3 * seconds / len(ROWS):6.2f} ms")


def test_answers_a_second_of_a_warm_worker(benchmark: Any) -> None:
    sample = ROWS[:: len(ROWS) // 200]

    def judge_all() -> None:
        for row in sample:
            engine.judge_expression(row.task, row.response)

    engine.judge_expression(ROWS[0].task, ROWS[0].response)
    try:
        benchmark.pedantic(judge_all, rounds=3, warmup_rounds=1)
    finally:
        engine.stop()
    best = benchmark.stats.stats.min
    print(f"\n{len(sample) / best:.0f} answers a second of one warm worker")


def test_slowest_answers() -> None:
    times = []
    for row in ROWS:
        start = time.process_time()
        judging.judge(row.task, row.response)
        times.append((time.process_time() - start, row))
    print(f"\nall answers: {figures([seconds for seconds, _ in times])}")
    for seconds, row in sorted(times, key=lambda pair: -pair[0])[:10]:
        print(f"{1e3 * seconds:8.1f} ms  {row.name}: {row.response}")
