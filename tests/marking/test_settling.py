"""Decisions by a person, what is left to settle, and the gradebook."""

from __future__ import annotations

import csv
import json
from collections.abc import Sequence
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pytest
from marked_bank import lines_in, response, small_bank

from quiz.bank import Bank
from quiz.marking.answer_table import Attempts
from quiz.marking.decisions import Decisions, DecisionsError, read_decisions
from quiz.marking.gradebook import Gradebook
from quiz.marking.grading import Graded, Task
from quiz.marking.jobs import Workers
from quiz.marking.marking import Marked, Marker
from quiz.marking.responses import Submission, from_json
from quiz.marking.run import mark_file
from quiz.marking.undecided import UndecidedList
from quiz.questions import Verdict


@pytest.fixture(scope="module")
def bank(tmp_path_factory: pytest.TempPathFactory) -> Bank:
    return small_bank(tmp_path_factory.mktemp("bank"))


def decided(folder: Path, bank: Bank, *rows: dict[str, object], name: str = "d.jsonl") -> Decisions:
    (folder / name).write_text("\n".join(map(json.dumps, rows)))
    return read_decisions(folder / name, bank)


def mark(score: float | None, learner: object = "s1", question: str = "letter") -> Marked:
    verdict = Verdict.UNDECIDED if score is None else Verdict.of(score)
    ending = json.dumps({"verdict": verdict, "score": score, "feedback": ["Hm."]})[1:].encode()
    return Marked(Submission(learner, question, 2), verdict, ending)


INVALID = mark(0)._replace(verdict=Verdict.INVALID)


def settled(decisions: Decisions, marked: Marked) -> dict[str, object]:
    found: dict[str, object] = json.loads(decisions.settle(marked).line)
    return found


def test_a_decision_takes_the_place_of_a_grade_and_says_why(tmp_path: Path, bank: Bank) -> None:
    row = {"question": "letter", "learner": "s1", "score": 0.5, "reason": "A typo.", "by": "ada"}
    decisions = decided(tmp_path, bank, row)
    line = settled(decisions, mark(None))
    assert (line["verdict"], line["score"]) == ("partly_correct", 0.5)
    before = {"verdict": "undecided", "score": None}
    assert line["decision"] == {"reason": "A typo.", "by": "ada", "before": before}
    assert "decision" not in settled(decisions, mark(1, "s2"))


def test_a_decision_on_a_response_counts_for_everybody(tmp_path: Path, bank: Bank) -> None:
    decisions = decided(
        tmp_path, bank, {"question": "letter", "response": 2, "score": 1, "reason": "Right too."}
    )
    assert settled(decisions, mark(0, "s1"))["score"] == 1
    assert settled(decisions, mark(0, "s2"))["score"] == 1


def test_the_closest_decision_counts(tmp_path: Path, bank: Bank) -> None:
    rows = (
        {"question": "letter", "response": 2, "score": 0.2, "reason": "All."},
        {"question": "letter", "learner": "s1", "score": 0.4, "reason": "Theirs."},
        {"question": "letter", "learner": "s1", "response": 2, "score": 0.6, "reason": "This."},
    )
    assert settled(decided(tmp_path, bank, *rows), mark(0))["score"] == 0.6
    assert settled(decided(tmp_path, bank, *rows[:2]), mark(0))["score"] == 0.4
    assert settled(decided(tmp_path, bank, *rows[:1]), mark(0))["score"] == 0.2


def test_decisions_that_decide_nothing_are_told(tmp_path: Path, bank: Bank) -> None:
    rows = [{"question": "letter", "learner": name, "score": 1, "reason": "Yes."} for name in "ab"]
    decisions = decided(tmp_path, bank, *rows)
    decisions.settle(mark(0, "a"))
    assert [decision.line for decision in decisions.unused()] == [2]


def test_decisions_may_be_a_table(tmp_path: Path, bank: Bank) -> None:
    text = 'Question,Response,Score,Reason\nvowels,"[1, 3]",0.5,Half.\nletter,2,,\n'
    (tmp_path / "d.csv").write_text(text)
    decisions = read_decisions(tmp_path / "d.csv", bank)
    vowels = mark(0)._replace(submission=Submission("s1", "vowels", [1, 3]))
    assert settled(decisions, vowels)["score"] == 0.5
    assert decisions.still_open == 1


def test_a_line_that_could_not_be_read_can_be_decided_for_its_learner(
    tmp_path: Path, bank: Bank
) -> None:
    row = {"question": "letter", "learner": "s1", "score": 1, "reason": "On paper."}
    decisions = decided(tmp_path, bank, row, row | {"learner": "", "response": 2, "score": 0})
    broken = Submission("s1", "letter", 2, problem="It could not be read.")
    assert settled(decisions, INVALID._replace(submission=broken))["score"] == 1
    other = replace(broken, learner="s2")
    assert "decision" not in settled(decisions, INVALID._replace(submission=other))


def test_a_spreadsheet_may_have_saved_the_decisions(tmp_path: Path, bank: Bank) -> None:
    with closing(UndecidedList(tmp_path / "todo.csv")) as listed:
        for response in ("-y", "=1+1", "y; z"):
            submission = Submission("s1", "loss", response)
            listed.add(mark(None)._replace(submission=submission))
        listed.finish()
    with (tmp_path / "todo.csv").open(newline="") as file:
        rows = [*csv.DictReader(file)]
    assert [row["response"][0] for row in rows] == ["'", "'", "y"]
    with (tmp_path / "saved.csv").open("w", newline="", encoding="utf-8-sig") as file:
        saved = csv.DictWriter(file, [*rows[0]], delimiter=";")
        saved.writeheader()
        saved.writerows(row | {"score": "0,5", "reason": "Half."} for row in rows)
        file.write(";;;;;;\n")
    decisions = read_decisions(tmp_path / "saved.csv", bank)
    for response in ("-y", "=1+1", "y; z"):
        marked = mark(None)._replace(submission=Submission("s2", "loss", response))
        assert settled(decisions, marked)["score"] == 0.5
    assert decisions.unused() == []


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"question,response,score,reason\nletter,2,1,It is, really, right\n", "more cells"),
        (b"letter,2,1,right\nletter,1,1,right\n", "are the columns named"),
        (b"question,response,score,reason\nletter,2,1,na\xefve\n", "save it as CSV UTF-8"),
    ],
)
def test_a_table_of_decisions_that_is_broken_says_so(
    tmp_path: Path, bank: Bank, content: bytes, message: str
) -> None:
    (tmp_path / "d.csv").write_bytes(content)
    with pytest.raises(DecisionsError, match=message):
        read_decisions(tmp_path / "d.csv", bank)


def test_a_list_that_was_filled_in_is_not_written_over(tmp_path: Path) -> None:
    (tmp_path / "todo.csv").write_text("question,response,score,reason\nletter,2,1,Yes.\n")
    with pytest.raises(DecisionsError, match="give it as --decisions"):
        UndecidedList(tmp_path / "todo.csv")


@pytest.mark.parametrize(
    ("rows", "message"),
    [
        ([{"question": "nobody", "learner": "s", "score": 1, "reason": "r"}], "no question called"),
        ([{"question": "letter", "score": 1, "reason": "r"}], "name the learner"),
        ([{"question": "letter", "learner": "s", "score": 1}], "give the reason"),
        ([{"question": "letter", "learner": "s", "score": 2, "reason": "r"}], "from 0 to 1"),
        ([{"question": "letter", "learner": "s", "score": True, "reason": "r"}], "from 0 to 1"),
        ([{"question": "letter", "learner": "s", "score": "nan", "reason": "r"}], "from 0 to 1"),
        (
            [
                {"question": "letter", "learner": "s", "score": score, "reason": "r"}
                for score in (0, 1)
            ],
            "line 1 decides the same otherwise",
        ),
        (
            [{"question": "letter", "learner": "s", "score": 1, "reason": "r", "seed": "x"}],
            "whole number",
        ),
    ],
)
def test_a_decision_that_cannot_be_used_says_why(
    tmp_path: Path, bank: Bank, rows: list[dict[str, object]], message: str
) -> None:
    with pytest.raises(DecisionsError, match=message) as raised:
        decided(tmp_path, bank, *rows)
    assert f"d.jsonl:{len(rows)}: " in str(raised.value)


@pytest.mark.parametrize("name", ["todo.csv", "todo.jsonl"])
def test_what_is_undecided_is_listed_once_filled_in_and_given_back(
    tmp_path: Path, bank: Bank, name: str
) -> None:
    with closing(UndecidedList(tmp_path / name)) as listed:
        for marked in (mark(None), mark(None, "s2"), mark(1)):
            listed.add(marked)
        assert listed.finish() == 1
    text = (tmp_path / name).read_text()
    filled = text.replace("Hm.,,,", "Hm.,1,Fine.,ada").replace(
        '"score": null, "reason": ""', '"score": 1, "reason": "Fine."'
    )
    (tmp_path / name).write_text(filled)
    decisions = read_decisions(tmp_path / name, bank)
    assert [settled(decisions, mark(None, learner))["score"] for learner in ("s1", "s2")] == [1, 1]


def test_decisions_are_in_the_file_of_grades(tmp_path: Path, bank: Bank) -> None:
    (tmp_path / "in.jsonl").write_bytes(response("letter", 2) + response("letter", 1))
    row = {"question": "letter", "response": 2, "score": 1, "reason": "Right too."}
    decisions = decided(tmp_path, bank, row)
    result = mark_file(bank, tmp_path / "in.jsonl", tmp_path / "out.jsonl", change=decisions.settle)
    assert [line["verdict"] for line in lines_in(tmp_path / "out.jsonl")] == ["correct"] * 2
    assert result.verdicts == {Verdict.CORRECT: 2}


def table(book: Gradebook, folder: Path) -> list[dict[str, str]]:
    book.write(folder / "book.csv")
    with (folder / "book.csv").open(encoding="utf-8", newline="") as file:
        return [*csv.DictReader(file)]


@pytest.mark.parametrize(
    ("attempts", "scores", "expected"),
    [
        ("last", [0.5, 1, 0], "0"),
        ("best", [0.5, 1, 0], "2"),
        ("first", [0.5, 1, 0], "1"),
        ("last", [1, None], "undecided"),
        ("best", [None, 0], "0"),
        ("first", ["unread", 0.5], "1"),
        ("last", [0.5, "unread"], "1"),
        ("last", ["unread"], "0"),
    ],
)
def test_the_attempt_that_counts_is_the_one_asked_for(
    tmp_path: Path,
    bank: Bank,
    attempts: Attempts,
    scores: Sequence[float | str | None],
    expected: str,
) -> None:
    with closing(Gradebook(bank, attempts)) as book:
        for score in scores:
            book.add(INVALID if isinstance(score, str) else mark(score))
        assert table(book, tmp_path)[0]["letter"] == expected


@pytest.mark.parametrize(("attempts", "expected"), [("last", "2"), ("first", "0")])
def test_numbered_attempts_may_come_in_any_order(
    tmp_path: Path, bank: Bank, attempts: Attempts, expected: str
) -> None:
    with closing(Gradebook(bank, attempts)) as book:
        for number, score in ((2, 0.5), (3, 1), (1, 0)):
            marked = mark(score)
            book.add(marked._replace(submission=replace(marked.submission, attempt=number)))
        assert table(book, tmp_path)[0]["letter"] == expected


def test_a_gradebook_has_a_row_for_each_learner_and_a_column_for_each_question(
    tmp_path: Path, bank: Bank
) -> None:
    with closing(Gradebook(bank)) as book:
        for marked in (mark(1, "zoë", "vowels"), mark(0.5), mark(None, "s1", "even"), mark(1, 7)):
            book.add(marked)
        for nobody in (mark(1, None), mark(1, "s1", "nothing")):
            book.add(nobody)
        rows = table(book, tmp_path)
        assert book.left_out == 2
    assert [[*row.values()] for row in rows] == [
        ["7", "2", "", "", "2", "4", "50", "0", "0"],
        ["s1", "1", "", "undecided", "1", "3", "33.3333", "1", "0"],
        ["zoë", "", "1", "", "1", "4", "25", "0", "0"],
    ]
    assert [*rows[0]][:4] == ["learner", "letter", "vowels", "even"]


def test_no_name_is_a_formula_in_a_spreadsheet(tmp_path: Path, bank: Bank) -> None:
    with closing(Gradebook(bank)) as book:
        book.add(mark(1, "=HYPERLINK()"))
        assert table(book, tmp_path)[0]["learner"] == "'=HYPERLINK()"


def test_a_time_out_is_not_kept_and_is_listed(tmp_path: Path, bank: Bank) -> None:
    ending = b'"verdict": "undecided", "score": null, "feedback": ["Too long."]}'

    class Slow:
        def result(self) -> list[Graded]:
            return [Graded(Verdict.UNDECIDED, ending)]

    def submit(tasks: Sequence[Task]) -> Slow:
        return Slow()

    with closing(UndecidedList(tmp_path / "todo.csv")) as listed:
        for marked in Marker(bank, Workers(submit, 1)).mark([from_json(response("loss", "y"))]):
            listed.add(marked)
        listed.finish()
    assert "loss,,y,Too long." in (tmp_path / "todo.csv").read_text()
