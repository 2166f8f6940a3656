from __future__ import annotations

from importing import imported, one, remarks

QUESTION = """Which loss belongs
to a sigmoid?
A. mean squared error
B) binary
cross-entropy
ANSWER: B
"""


def test_a_question_is_carried() -> None:
    assert one(QUESTION) == {
        "type": "multiple_choice",
        "prompt": "Which loss belongs\\\nto a sigmoid?",
        "options": [
            {"text": "mean squared error"},
            {"text": "binary cross-entropy", "correct": True},
        ],
    }


def test_questions_follow_each_other_with_or_without_a_blank_line() -> None:
    assert len(imported(QUESTION + QUESTION + "\n" + QUESTION).questions) == 3


def test_an_answer_that_is_none_or_missing_is_said() -> None:
    source = QUESTION + QUESTION.replace("ANSWER: B", "ANSWER: C") + "Left over?\nA. yes\n"
    assert remarks(source) == [
        "not carried: its answer, C, is none of its options",
        "not carried: it ends without a line “ANSWER: …”",
    ]
