"""Marking: a line out for each line in, each answer graded once, the same for any workers."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from marked_bank import lines_in, response, small_bank

from quiz.bank import Bank
from quiz.marking.grading import Grader, Task
from quiz.marking.jobs import LostWorkersError, Workers, processes, this_process
from quiz.marking.kept_grades import KeptGrades, kept_grades
from quiz.marking.marking import Marker, Savings
from quiz.marking.responses import Submission, from_json
from quiz.marking.run import mark_file
from quiz.marking.unfinished import ResumeError, TakenError


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return small_bank(tmp_path_factory.mktemp("bank"))


LINES = [
    response("letter", 1),
    b"not json\n",
    response("letter", 1, "s2"),
    response("vowels", [1, 3]),
    response("double", "8", seed=1),
    response("double", "8"),
    response("nothing", 1),
    response("loss", "-y*log(p) - (1-y)*log(1-p)"),
    response("loss", "y*log(p)+(1-y)*log(1-p)"),
    b"\xff\n",
    response("loss", "-y * log(p) - (1 - y) * log(1 - p)", "s2"),
    response("name", "likelihood \ud800"),
    response("squares", ["4", "9"]),
    response("loss", "y*log("),
]


def marked(bank: Bank, lines: Sequence[bytes], kept: KeptGrades | None = None) -> list[bytes]:
    with this_process(bank) as workers:
        marks = Marker(bank, workers, kept).mark(map(from_json, lines))
        return [mark.line for mark in marks]


def savings(bank: Bank, lines: Sequence[bytes], kept: KeptGrades | None = None) -> Savings:
    with this_process(bank) as workers:
        marker = Marker(bank, workers, kept)
        assert len([*marker.mark(map(from_json, lines))]) == len(lines)
        return marker.savings


def test_a_batch_of_lines_is_marked_as_each_line_alone(bank: Bank) -> None:
    assert marked(bank, LINES) == [marked(bank, [line])[0] for line in LINES]


def test_several_processes_write_what_one_writes(bank: Bank) -> None:
    lines = LINES * 3
    with processes(bank, 2) as workers:
        marks = [mark.line for mark in Marker(bank, workers).mark(map(from_json, lines))]
    assert marks == marked(bank, lines)


KILLED = """
import os, signal, sys
from pathlib import Path
from quiz.bank import load_bank
from quiz.marking.grading import Task
from quiz.marking.jobs import processes

if __name__ == "__main__":
    with processes(load_bank(Path(sys.argv[1])), 1) as workers:
        workers.submit([Task("letter", None, 1)]).result()
        os.kill(os.getpid(), signal.SIGKILL)
"""


def test_the_processes_end_with_the_one_that_started_them(bank: Bank, tmp_path: Path) -> None:
    script = tmp_path / "killed.py"
    script.write_text(KILLED)
    # Its processes hold the same pipe, which closes when the last of them has ended.
    run = subprocess.run([sys.executable, script, bank.path], stdout=subprocess.PIPE, timeout=60)
    assert run.returncode == -signal.SIGKILL


def test_an_answer_is_graded_once(bank: Bank) -> None:
    lines = [response("letter", 1, f"s{number}") for number in range(5)]
    assert savings(bank, lines) == Savings(graded=1, same_text=4)


def test_a_formula_that_is_read_alike_is_graded_once(bank: Bank) -> None:
    texts = ("-y*log(p) - (1-y)*log(1-p)", "-y log p - (1 - y) log(1 - p)", "y")
    lines = [response("loss", text) for text in texts]
    assert savings(bank, lines) == Savings(graded=2, same_formula=1)


WAYS_TO_WRITE = (
    lambda text: text.replace("*", " * "),
    lambda text: text.replace("*", " "),
    lambda text: text.replace("-", "\N{MINUS SIGN}").replace("*", "\N{MIDDLE DOT}"),
    lambda text: text.replace("log", "ln"),
    lambda text: text.replace("log(p)", "log p"),
    lambda text: text.replace(" ", ""),
    lambda text: f"({text})",
    lambda text: f"{text} ",
)
FORMULAS = ("-y*log(p) - (1-y)*log(1-p)", "y*log(p) + (1-y)*log(1-p)", "y*log(p) - 2", "1/(y - y)")


@settings(max_examples=40, deadline=None)
@given(st.sampled_from(FORMULAS), st.lists(st.sampled_from(WAYS_TO_WRITE), max_size=4))
def test_a_grade_is_the_same_word_for_word_however_the_formula_is_written(
    bank: Bank, formula: str, ways: list[Callable[[str], str]]
) -> None:
    text = formula
    for way in ways:
        text = way(text)
    together = marked(bank, [response("loss", formula), response("loss", text)])
    assert together[1] == marked(bank, [response("loss", text)])[0]


@pytest.mark.parametrize("text", ["log (p)^y", "log(p)^2", "y*log(", "2*q"])
def test_a_text_that_may_be_asked_about_is_graded_by_itself(bank: Bank, text: str) -> None:
    assert Grader(bank).reading(Task("loss", None, text)) is None


def test_true_is_not_one_and_text_is_not_a_number(bank: Bank) -> None:
    lines = [response("letter", given) for given in (1, True, "1", 1.0)]
    assert savings(bank, lines).graded == 4


def test_grades_are_kept_between_runs(bank: Bank, tmp_path: Path) -> None:
    path = tmp_path / "grades.sqlite3"
    with kept_grades(path) as kept:
        first = marked(bank, LINES, kept)
    with kept_grades(path) as kept:
        found = savings(bank, LINES, kept)
        assert marked(bank, LINES, kept) == first
    assert found.graded == 0
    assert found.earlier_runs > 0


def test_a_question_that_changed_is_graded_again_and_no_other(bank: Bank, tmp_path: Path) -> None:
    lines = [response("letter", 1), response("even", True)]
    with kept_grades(tmp_path / "grades.sqlite3") as kept:
        marked(bank, lines, kept)
    text = bank.path.read_text().replace("Is two even?", "Is the number two even?")
    (tmp_path / "bank.yaml").write_text(text)
    from quiz.bank import load_bank

    changed = load_bank(tmp_path / "bank.yaml")
    with kept_grades(tmp_path / "grades.sqlite3") as kept:
        assert savings(changed, lines, kept) == Savings(graded=1, earlier_runs=1)


def test_a_question_with_another_id_has_grades_of_its_own(tmp_path: Path) -> None:
    bank = small_bank(tmp_path)
    text = bank.path.read_text()
    alike = text[text.index("  - id: double") : text.index("  - id: half")]
    bank.path.write_text(text + alike.replace("id: double", "id: alike"))
    from quiz.bank import load_bank

    bank = load_bank(bank.path)
    lines = [response(name, "8", seed=seed) for seed in range(9) for name in ("double", "alike")]
    with kept_grades(tmp_path / "grades.sqlite3") as kept:
        marked(bank, lines, kept)
        assert marked(bank, lines, kept) == [marked(bank, [line])[0] for line in lines]


def test_a_damaged_file_of_kept_grades_is_begun_again(bank: Bank, tmp_path: Path) -> None:
    path = tmp_path / "grades.sqlite3"
    path.write_bytes(b"SQLite format 3\0" + b"nonsense" * 1000)
    with kept_grades(path) as kept:
        marked(bank, LINES[:1], kept)
    with kept_grades(path) as kept:
        assert savings(bank, LINES[:1], kept).earlier_runs == 1


def test_the_grades_of_the_oldest_runs_are_forgotten_first(bank: Bank, tmp_path: Path) -> None:
    path = tmp_path / "grades.sqlite3"
    for line in (response("letter", 1), response("letter", 2)):
        with kept_grades(path) as kept:
            marked(bank, [line], kept)
    with kept_grades(path) as kept:
        kept.forget_oldest(1)
        assert savings(bank, [response("letter", 2)], kept).earlier_runs == 1
        assert savings(bank, [response("letter", 1)], kept).earlier_runs == 0


class StoppedError(Exception):
    """The run is stopped from outside."""


@pytest.mark.parametrize("after", range(0, len(LINES) + 1, 3))
@pytest.mark.parametrize("cut", [0, 7])
def test_a_run_that_was_stopped_goes_on_to_the_same_file(
    bank: Bank, tmp_path: Path, after: int, cut: int
) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"".join(LINES))
    seen = 0

    def stop(*_: object) -> None:
        nonlocal seen
        seen += 1
        if seen > after:
            raise StoppedError

    whole, out = tmp_path / "whole.jsonl", tmp_path / "out.jsonl"
    mark_file(bank, tmp_path / "in.jsonl", whole)
    if after < len(LINES):
        with pytest.raises(StoppedError):
            mark_file(bank, tmp_path / "in.jsonl", out, watchers=[stop])
        assert not out.exists()
        left = tmp_path / ".out.jsonl.unfinished"
        left.write_bytes(left.read_bytes()[: -cut or None])
    result = mark_file(bank, tmp_path / "in.jsonl", out, resume=True)
    assert out.read_bytes() == whole.read_bytes()
    assert result.verdicts.total() == len(LINES)
    assert [*tmp_path.glob(".out*")] == []


def stopped_after(bank: Bank, folder: Path, lines: Sequence[bytes], count: int) -> Path:
    """A run over these lines that was stopped; the file of responses."""
    path = folder / "in.jsonl"
    path.write_bytes(b"".join(lines))

    def stop(*_: object) -> None:
        nonlocal count
        count -= 1
        if count == 0:
            raise StoppedError

    with pytest.raises(StoppedError):
        mark_file(bank, path, folder / "out.jsonl", watchers=[stop])
    return path


def test_other_responses_do_not_go_on(bank: Bank, tmp_path: Path) -> None:
    path = stopped_after(bank, tmp_path, LINES, 5)
    path.write_bytes(b"".join(reversed(LINES)))
    with pytest.raises(ResumeError, match="run again without --resume"):
        mark_file(bank, path, tmp_path / "out.jsonl", resume=True)


def test_other_decisions_do_not_go_on(bank: Bank, tmp_path: Path) -> None:
    path = stopped_after(bank, tmp_path, LINES, 5)
    with pytest.raises(ResumeError, match="the decisions file has changed"):
        mark_file(bank, path, tmp_path / "out.jsonl", resume=True, decisions=b"other")


def test_a_changed_question_does_not_go_on(bank: Bank, tmp_path: Path) -> None:
    path = stopped_after(bank, tmp_path, LINES, 5)
    from quiz.bank import load_bank

    text = bank.path.read_text().replace("Which letter comes first?", "Which comes first?")
    (tmp_path / "bank.yaml").write_text(text)
    with pytest.raises(ResumeError, match="line 1 of"):
        mark_file(load_bank(tmp_path / "bank.yaml"), path, tmp_path / "out.jsonl", resume=True)


def test_two_runs_do_not_write_the_same_file_at_once(bank: Bank, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"".join(LINES))
    script = (
        "import sys, pathlib; from quiz.marking.unfinished import Unfinished\n"
        "with Unfinished(pathlib.Path(sys.argv[1])).alone(): print(flush=True); sys.stdin.read()"
    )
    out = tmp_path / "out.jsonl"
    with subprocess.Popen(
        [sys.executable, "-c", script, out], stdin=subprocess.PIPE, stdout=subprocess.PIPE
    ) as other:
        assert other.stdin
        assert other.stdout
        other.stdout.readline()
        with pytest.raises(TakenError, match="another run is writing"):
            mark_file(bank, tmp_path / "in.jsonl", out)
        other.stdin.close()
    mark_file(bank, tmp_path / "in.jsonl", out)
    assert len(lines_in(out)) == len(LINES)
    assert [*tmp_path.glob(".out*")] == []


def test_what_is_no_file_is_written_to_as_it_is(bank: Bank, tmp_path: Path) -> None:
    (tmp_path / "in.jsonl").write_bytes(b"".join(LINES))
    mark_file(bank, tmp_path / "in.jsonl", Path(os.devnull))
    assert not Path(os.devnull).is_file()
    (tmp_path / "link.jsonl").symlink_to(tmp_path / "there.jsonl")
    mark_file(bank, tmp_path / "in.jsonl", tmp_path / "link.jsonl")
    assert (tmp_path / "link.jsonl").is_symlink()
    assert len(lines_in(tmp_path / "there.jsonl")) == len(LINES)


def test_lines_before_lost_workers_are_kept(bank: Bank, tmp_path: Path) -> None:
    path = tmp_path / "in.jsonl"
    path.write_bytes(b"".join(response("letter", 1, f"s{n}") for n in range(5_000)))
    with this_process(bank) as here:
        calls = 0

        def submit(tasks: Sequence[Task]) -> object:
            nonlocal calls
            calls += 1
            if calls > 2:
                raise LostWorkersError("gone")
            return here.submit(tasks)

        workers = Workers(submit, 0)  # type: ignore[arg-type]
        with pytest.raises(LostWorkersError):
            mark_file(bank, path, tmp_path / "out.jsonl", workers=workers)
    assert len(lines_in(tmp_path / ".out.jsonl.unfinished")) == 4_000


def test_what_cannot_be_read_any_further_comes_after_the_lines_before(bank: Bank) -> None:
    def submissions() -> Iterator[Submission]:
        yield from_json(LINES[0])
        raise OSError("the disk is gone")

    found = []
    with this_process(bank) as workers, pytest.raises(OSError, match="gone"):  # noqa: PT012
        for mark in Marker(bank, workers).mark(submissions()):
            found.append(mark.verdict)
    assert found == ["correct"]
