"""Every row of the corpus gets the verdict that mathematics gives it, with evidence."""

from __future__ import annotations

from collections import Counter
from functools import cache

import pytest
from corpus_rows import UNSAID, Row, rows

from quiz.symbolic.judging import judge
from quiz.symbolic.tasks import ExpressionJudgement

ROWS = list(rows())
BY_NAME = {row.name: row for row in ROWS}


@cache
def judged(name: str) -> ExpressionJudgement:
    return judge(BY_NAME[name].task, BY_NAME[name].response)


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_a_response_gets_its_verdict_with_evidence(row: Row) -> None:
    judgement = judged(row.name)
    assert judgement.outcome == row.outcome, judgement
    if row.says is None:
        assert judgement.message is None
    elif row.says is not UNSAID:
        assert judgement.message is not None
        missing = [words for words in row.says if words.lower() not in judgement.message.lower()]
        assert not missing, judgement.message
    if row.mistake is not UNSAID:
        assert judgement.mistake == row.mistake
    check_evidence(row, judgement)


def check_evidence(row: Row, judgement: ExpressionJudgement) -> None:
    evidence = judgement.evidence
    if row.outcome in ("equal", "not_in_form"):
        assert evidence is not None
        assert evidence.kind in ("proved", "agrees")
    elif (row.outcome, row.task.value, row.task.up_to) == ("different", "number", "nothing"):
        assert evidence is not None
        assert evidence.kind == "counterexample"
        assert evidence.left != evidence.right


def test_nine_of_ten_equal_answers_are_proved() -> None:
    kinds = Counter(
        evidence.kind
        for row in ROWS
        if row.outcome == "equal" and (evidence := judged(row.name).evidence)
    )
    assert kinds["proved"] >= 0.9 * kinds.total(), kinds


def test_the_corpus_is_large_and_a_third_of_it_or_more_is_wrong() -> None:
    outcomes = Counter(row.outcome for row in ROWS)
    assert outcomes.total() >= 420
    assert outcomes.total() / 3 <= outcomes["different"] <= 2 * outcomes.total() / 3


def test_no_row_stands_twice() -> None:
    seen = Counter((row.task.answer, row.name.rsplit("/", 2)[0], row.response) for row in ROWS)
    assert [pair for pair, times in seen.items() if times > 1] == []
