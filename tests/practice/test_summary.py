from __future__ import annotations

import pytest

from quiz.practice.progress import Attempt, Item, Outcome, Progress
from quiz.practice.summary import TagResult, summarise
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.verdict import Verdict
from quiz.terminal.look import Look
from quiz.terminal.summary_text import Invocation, summary_text

RIGHT, PARTLY, WRONG = Verdict.CORRECT, Verdict.PARTLY_CORRECT, Verdict.INCORRECT
SCORES = {RIGHT: 1.0, PARTLY: 0.5, WRONG: 0.0}


def question(number: int, tags: str) -> MultipleChoice:
    return MultipleChoice.model_validate(
        {
            "id": f"q{number}",
            "type": "multiple_choice",
            "prompt": "Which?",
            "explanation": "This one.",
            "points": 2.0,
            "tags": tags.split(),
            "options": [{"text": "this", "correct": True}, {"text": "that"}],
        }
    )


def attempt(item: int, verdict: Verdict | None) -> Attempt:
    score = SCORES.get(verdict) if verdict else None
    outcome = Outcome.ANSWERED if verdict else Outcome.SKIPPED
    return Attempt(item, outcome, None, verdict, score, 2 * (score or 0.0))


def session(*places: tuple[str, Verdict | None]) -> tuple[Progress, dict[int, MultipleChoice]]:
    items = tuple(Item(number, f"q{number}", 1) for number in range(1, len(places) + 1))
    attempts = tuple(attempt(n, verdict) for n, (_, verdict) in enumerate(places, start=1))
    bank = {n: question(n, tags) for n, (tags, _) in enumerate(places, start=1)}
    return Progress(items, attempts), bank


def test_a_summary_counts_what_was_right_partly_right_and_missed() -> None:
    found = summarise(*session(("a", RIGHT), ("a", PARTLY), ("b", WRONG), ("b", RIGHT)))
    assert (found.counted, found.right, found.partly, found.missed) == (4, 2, 1, 1)
    assert (found.points, found.points_possible) == (5, 8)


def test_what_was_skipped_or_undecided_is_never_counted() -> None:
    found = summarise(*session(("a", RIGHT), ("a", None), ("b", Verdict.UNDECIDED)))
    assert (found.counted, found.skipped, found.undecided) == (1, 1, 1)
    assert found.points_possible == 2
    assert found.tags == (TagResult("a", 1, 1),)


def test_a_tag_on_every_question_tells_nothing() -> None:
    found = summarise(*session(("all a", RIGHT), ("all b", WRONG)))
    assert [tag.tag for tag in found.tags] == ["b", "a"], "the weakest first"


def test_what_was_partly_right_is_told_tag_by_tag() -> None:
    found = summarise(*session(("a", PARTLY), ("a", PARTLY), ("a", WRONG), ("b", RIGHT)))
    assert found.tags == (TagResult("a", 0, 3, partly=2), TagResult("b", 1, 1))
    assert "a  0 of 3 right, 2 partly" in summary_text(found, Invocation(), Look())


def test_only_the_weakest_tags_are_shown() -> None:
    missed = [(f"bad-{number}", WRONG) for number in range(4)]
    right = [(f"good-{number}", RIGHT) for number in range(5)]
    text = summary_text(summarise(*session(*right, *missed)), Invocation(), Look())
    assert text.index("bad-3") < text.index("good-0")
    assert "good-1  1 of 1 right" in text
    assert "good-2" not in text
    assert "and 3 more tags, all right" in text
    assert "all right" not in summary_text(summarise(*session(*missed)), Invocation(), Look())


def test_a_tag_on_every_question_is_shown_where_there_is_no_other() -> None:
    found = summarise(*session(("all", RIGHT), ("all", WRONG)))
    assert found.tags == (TagResult("all", 1, 2),)


def test_the_tags_of_a_single_question_tell_nothing() -> None:
    assert summarise(*session(("a b", WRONG))).tags == ()


def test_what_to_revise_is_what_was_missed_most() -> None:
    found = summarise(
        *session(
            *[("good", RIGHT)] * 3,
            *[("bad", WRONG)] * 3,
            ("bad", RIGHT),
            ("once", WRONG),
            *[("fair", WRONG), ("fair", RIGHT), ("fair", RIGHT)],
            *[("poor", PARTLY), ("poor", RIGHT)],
        )
    )
    assert found.revise == ("bad", "once", "poor")


def test_nothing_is_to_be_revised_when_all_was_right() -> None:
    assert summarise(*session(("a", RIGHT), ("b", RIGHT))).revise == ()


def test_an_answer_taken_back_is_not_in_the_summary() -> None:
    progress, bank = session(("a", WRONG), ("b", RIGHT))
    assert summarise(progress.undone().undone(), bank).counted == 0


def test_there_is_no_summary_without_questions() -> None:
    with pytest.raises(ValueError, match="without questions"):
        summarise(Progress(()), {})
