from __future__ import annotations

from typing import Any

import pytest
from importing import imported, one, remarks

CARRIED: list[tuple[str, dict[str, Any]]] = [
    (
        "a) MSE\n*b) BCE\n... Yes.\n",
        {
            "type": "multiple_choice",
            "options": [{"text": "MSE"}, {"text": "BCE", "correct": True, "feedback": "Yes."}],
        },
    ),
    (
        "*a) true\nb) False\n... No.\n",
        {"type": "true_false", "answer": True, "feedback": {"false": "No."}},
    ),
    (
        "[ ] MSE\n[*] BCE\n[*] CCE\n",
        {
            "type": "multiple_select",
            "options": [
                {"text": "MSE"},
                {"text": "BCE", "correct": True},
                {"text": "CCE", "correct": True},
            ],
        },
    ),
    ("*   BCE\n*   log*loss\n", {"type": "short_answer", "accept": ["BCE", "log*loss"]}),
    ("=   1_000\n", {"type": "numeric", "answer": 1000}),
    ("=   2 +- 0.5\n", {"type": "numeric", "answer": 2, "tolerance": {"absolute": 0.5}}),
    ("=   4 +- 25%\n", {"type": "numeric", "answer": 4, "tolerance": {"absolute": 1}}),
    ("=   [0.1, 0.3]\n", {"type": "numeric", "answer": 0.2, "tolerance": {"absolute": 0.1}}),
]


@pytest.mark.parametrize(("answers", "data"), CARRIED)
def test_a_kind_is_carried_whole(answers: str, data: dict[str, Any]) -> None:
    source = f"1.  Which $x$?\n{answers}"
    assert one(source) == {"prompt": "Which $x$?", **data}
    assert remarks(source) == []


def test_titles_points_feedback_and_long_texts_come_along() -> None:
    source = """Quiz title: Losses
shuffle answers: false
% a comment

Title: A title
Points: 2.5
1.  Which?

    - a list
... General.
+   Right.
*a) yes
    it is
b)  no
COMMENT
*c) never
END_COMMENT
"""
    found = imported(source)
    assert found.title == "Losses"
    assert found.questions[0] == {
        "id": "a-title",
        "type": "multiple_choice",
        "prompt": "Which?\n\n- a list",
        "options": [{"text": "yes\nit is", "correct": True}, {"text": "no"}],
        "shuffle": False,
        "explanation": "General.\n\nRight.",
        "points": 2.5,
    }


def test_what_is_lost_is_said() -> None:
    source = """Quiz description: Read this.
Text: And this.

GROUP
pick: 1
points per question: 3
1.  Which?
-   Wrong.
*a) yes
b)  no
END_GROUP

2.  Write.
____

3.  Hand in.
^^^^

4.  Nothing.

```{.python .run}
print("1. Which?")
```
"""
    assert remarks(source) == [
        "a text outside of questions is not carried: “Read this.”",
        "a text outside of questions is not carried: “And this.”",
        "picking 1 of a group is not carried: all are asked",
        "the feedback for wrong answers is not carried: “Wrong.”",
        "not carried: an essay is graded by a person",
        "not carried: a file that is handed in is graded by a person",
        "not carried: it has no answers",
        "not carried: code that writes questions is not run",
    ]
    assert imported(source).questions[0]["points"] == 3
