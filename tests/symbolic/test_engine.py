"""The worker process: answers, limits, and a quiz that goes on whatever happens to it."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from quiz.symbolic import engine
from quiz.symbolic.tasks import Declaration, ExpressionJudgement, ExpressionTask

ROOT = Path(engine.__file__).parents[2]
TASK = ExpressionTask("(x - 1)*(x + 1)", {"x": Declaration("real")})

RIGGED = textwrap.dedent(
    """
    import sys
    sys.path.append(sys.argv[1])
    import quiz.symbolic.judging as judging, quiz.symbolic.proof as proof
    from quiz.symbolic.outcomes import FEW_STEPS, Proof
    from quiz.symbolic.worker import main

    judge, prove_equal = judging.judge, proof.prove_equal

    def rigged_judge(task, response, found=None):
        if response == "hang":
            while True:
                pass
        if response == "hog":
            return [bytearray(10**8) for _ in range(20)]
        if response == "bug":
            raise AssertionError("planted")
        if response == "print":
            print("not a reply", flush=True)
            response = "x^2 - 1"
        proof.prove_equal = long_proof if task.seed == "slow proof" else prove_equal
        return judge(task, response, found)

    def long_proof(left, right, symbols, steps):
        while steps > FEW_STEPS:
            pass
        return Proof.TOO_LONG

    judging.judge = rigged_judge
    main()
    """
)
"""A worker that misbehaves for some responses, as only a bug or a bomb would make it."""


@pytest.fixture(scope="module")
def rigged() -> Iterator[engine._Engine]:
    command = engine._COMMAND
    engine._COMMAND = [sys.executable, "-P", "-c", RIGGED, str(ROOT)]
    workers = engine._Engine()
    try:
        yield workers
    finally:
        workers.stop()
        engine._COMMAND = command


def asked(workers: engine._Engine, response: str, seed: str = "") -> ExpressionJudgement | None:
    """The judgement with a third of a second of processor time; None where there is none."""
    task = ExpressionTask(TASK.answer, TASK.symbols, seed=seed)
    judgement = workers.ask(engine.Request(task, response, 0.35))
    assert judgement is None or isinstance(judgement, ExpressionJudgement)
    return judgement


def assert_goes_on(workers: engine._Engine) -> None:
    right, wrong = asked(workers, "x^2 - 1"), asked(workers, "x^2 + 1")
    assert right is not None
    assert wrong is not None
    assert (right.outcome, wrong.outcome) == ("equal", "different")


def is_running(pid: int) -> bool:
    """Whether a process is there and not a zombie that waits to be collected."""
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    status = Path(f"/proc/{pid}/stat")
    return not status.exists() or status.read_text().rpartition(")")[2].split()[0] != "Z"


def test_an_endless_answer_is_ended_and_the_next_one_is_judged(rigged: engine._Engine) -> None:
    assert asked(rigged, "hang") is None
    assert_goes_on(rigged)


def test_an_endless_proof_leaves_the_verdict_that_numbers_gave(rigged: engine._Engine) -> None:
    judgement = asked(rigged, "x^2 - 1", seed="slow proof")
    assert judgement is not None
    assert judgement.outcome == "equal"
    assert judgement.evidence is not None
    assert judgement.evidence.kind == "agrees"
    assert judgement.evidence.points > 0
    assert_goes_on(rigged)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is limited on Linux only")
def test_an_answer_that_takes_too_much_memory_is_ended(rigged: engine._Engine) -> None:
    assert asked(rigged, "hog") is None
    assert_goes_on(rigged)


def test_a_bug_in_the_worker_is_a_warning_and_leaves_the_response_undecided(
    rigged: engine._Engine,
) -> None:
    with pytest.warns(engine.EngineWarning, match="planted"):
        assert asked(rigged, "bug") is None
    assert_goes_on(rigged)


def test_what_the_worker_prints_is_not_taken_for_a_reply(rigged: engine._Engine) -> None:
    judgement = asked(rigged, "print")
    assert judgement is not None
    assert judgement.outcome == "equal"


def test_a_worker_that_was_killed_meanwhile_is_replaced(rigged: engine._Engine) -> None:
    rigged.start()
    assert rigged._worker is not None
    rigged._worker.popen.kill()
    rigged._worker.popen.wait()
    assert_goes_on(rigged)


def test_ctrl_c_at_the_terminal_does_not_end_the_worker(rigged: engine._Engine) -> None:
    assert_goes_on(rigged)
    assert rigged._worker is not None
    pid = rigged._worker.popen.pid
    os.kill(pid, signal.SIGINT)
    assert_goes_on(rigged)
    assert rigged._worker.popen.pid == pid


def test_an_interrupted_answer_is_not_taken_for_the_next_one(
    rigged: engine._Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    def interrupt(self: engine._Process, seconds: float) -> None:
        raise KeyboardInterrupt

    assert_goes_on(rigged)
    with monkeypatch.context() as patch:
        patch.setattr(engine._Process, "_next", interrupt)
        with pytest.raises(KeyboardInterrupt):
            asked(rigged, "x^2 + 1")
    assert_goes_on(rigged)


def test_no_process_is_left_after_stopping(rigged: engine._Engine) -> None:
    assert_goes_on(rigged)
    processes = [each for each in (rigged._worker, rigged._spare) if each is not None]
    assert processes
    rigged.stop()
    assert not any(is_running(each.popen.pid) for each in processes)


IN_A_STRANGE_FOLDER = textwrap.dedent(
    """
    import json, sys
    from quiz.symbolic import engine
    from quiz.symbolic.tasks import Declaration, ExpressionTask

    engine.warm_up()
    task = ExpressionTask("(x - 1)*(x + 1)", {"x": Declaration("real")})
    outcomes = [engine.judge_expression(task, text).outcome for text in sys.argv[1:]]
    workers = [engine._engine._worker, engine._engine._spare]
    print(json.dumps({
        "outcomes": outcomes,
        "heavy": sorted({"sympy", "numpy", "mpmath"} & sys.modules.keys()),
        "workers": [each.popen.pid for each in workers if each],
    }))
    """
)


def test_a_program_that_asks_stays_light_and_runs_nothing_from_its_folder(tmp_path: Path) -> None:
    for name in ("sympy", "numpy", "mpmath", "pickle5", "resource", "gc", "secrets"):
        (tmp_path / f"{name}.py").write_text("open('has_run', 'w').close()\n", "utf-8")
    responses = [
        *("x^2 - 1", "x^2", "9^9^9^9", "\ud800".encode("utf-8", "replace").decode(), "(" * 9000),
        *("__import__('os')", "x*(x - 1/x)", "y"),
    ]
    # -P, as an installed program has it: what Python itself would import is another matter.
    run = subprocess.run(
        [sys.executable, "-P", "-c", IN_A_STRANGE_FOLDER, *responses],
        cwd=tmp_path,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=True,
    )
    found = json.loads(run.stdout)
    assert found["outcomes"] == [
        *("equal", "different", "invalid", "invalid", "invalid"),
        *("invalid", "equal", "invalid"),
    ]
    assert found["heavy"] == []
    assert not (tmp_path / "has_run").exists()
    patience = time.monotonic() + 30
    while any(is_running(pid) for pid in found["workers"]) and time.monotonic() < patience:
        time.sleep(0.05)
    assert not any(is_running(pid) for pid in found["workers"])
