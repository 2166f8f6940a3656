from __future__ import annotations

from typing import Any

import pytest
from importing import imported, one, remarks


def options(*texts: str) -> list[dict[str, Any]]:
    """Options, those with a star the right ones."""
    return [
        {"text": text[1:], "correct": True} if text.startswith("*") else {"text": text}
        for text in texts
    ]


CARRIED: list[tuple[str, dict[str, Any]]] = [
    (
        "Which? {=BCE ~MSE ~hinge}",
        {"type": "multiple_choice", "options": options("*BCE", "MSE", "hinge")},
    ),
    (
        "Which? {~%50%a ~%50%b ~%-50%c}",
        {
            "type": "multiple_select",
            "scoring": "partial",
            "options": options("*a", "*b", "c"),
        },
    ),
    ("Which? {=BCE =log loss}", {"type": "short_answer", "accept": ["BCE", "log loss"]}),
    ("Which? {F}", {"type": "true_false", "answer": False}),
    (
        "Which? {TRUE#Look.#Yes.}",
        {"type": "true_false", "answer": True, "feedback": {"true": "Yes.", "false": "Look."}},
    ),
    ("Which? {=a -> 1 =b -> 2}", {"type": "matching", "pairs": [["a", "1"], ["b", "2"]]}),
    ("Which? {#3}", {"type": "numeric", "answer": 3}),
    ("Which? {#3:0.5}", {"type": "numeric", "answer": 3, "tolerance": {"absolute": 0.5}}),
    (
        "Which? {#0.1..0.3}",
        {"type": "numeric", "answer": 0.2, "tolerance": {"absolute": 0.1}},
    ),
    (
        "Which? {#=3:0 =%50%7:0#Near.}",
        {
            "type": "numeric",
            "answer": 3,
            "mistakes": [{"answer": 7, "feedback": "Near.", "score": 0.5}],
        },
    ),
    (
        r"Which? {=\{0, 1\} ~a\=b ~c\#d}",
        {"type": "multiple_choice", "options": options("*{0, 1}", "a=b", "c#d")},
    ),
    (
        r"Which? {=\\(x^2\\) ~[html]<i>x</i>}",
        {
            "type": "multiple_choice",
            "options": [{"text": "$x^2$", "correct": True}, {"text": "*x*"}],
        },
    ),
]


@pytest.mark.parametrize(("source", "data"), CARRIED)
def test_a_form_is_carried_whole(source: str, data: dict[str, Any]) -> None:
    assert one(source) == {"prompt": "Which?", **data}
    assert remarks(source) == []


def test_titles_tags_ids_categories_and_general_feedback_come_along() -> None:
    source = """
// [id:of-no-question]
$CATEGORY: $course$/top/Losses

// a comment
::A title::[markdown]Is *this*
so? {=yes ~no ####Because.}
"""
    (data,) = imported(source).questions
    assert (data["id"], data["tags"]) == ("a-title", ["losses"])
    assert (data["prompt"], data["explanation"]) == ("Is *this*\nso?", "Because.")
    noted = imported("// [id:q7] [tag:Sigmoid]\nIs it? {T}").questions[0]
    assert (noted["id"], noted["tags"]) == ("q7", ["sigmoid"])


def test_questions_without_a_blank_line_between_them_are_told_apart() -> None:
    source = "::a:: A {T}\n// [tag:one]\n::b:: B {\n=1\n~2}\nC {F}\n$CATEGORY: later\nD {#4}"
    found = imported(source)
    assert found.losses == ()
    assert [question["prompt"] for question in found.questions] == ["A", "B", "C", "D"]
    assert [question.get("tags") for question in found.questions] == [
        None,
        ["one"],
        None,
        ["later"],
    ]


def test_pairs_that_share_a_right_side_become_choices() -> None:
    options = ["DQL", "DDL", "DML"]
    assert one("To which part? {=SELECT -> DQL =ALTER -> DDL =DROP -> DDL = -> DML}") == {
        "type": "cloze",
        "prompt": (
            "To which part?\n\n- SELECT: [[blank-1]]\n- ALTER: [[blank-2]]\n- DROP: [[blank-3]]"
        ),
        "blanks": {
            "blank-1": {"options": options, "answer": "DQL"},
            "blank-2": {"options": options, "answer": "DDL"},
            "blank-3": {"options": options, "answer": "DDL"},
        },
    }
    (remark,) = remarks("Which? {=a -> 1 =b -> 1}\n\nAnd? {T}")
    assert "every left side has the same right side" in remark


def test_a_missing_word_leaves_a_gap() -> None:
    assert one("Two {=2 ~3} is even.")["prompt"] == r"Two \_\_\_\_\_ is even."


LOST = [
    ("Which? {=BCE ~%50%half ~no}", "50% for the option “half” are not carried"),
    ("Which? {#3#Yes.}", "the feedback for the right number is not carried: “Yes.”"),
    ("Which? {=a#Yes.}", "the feedback for “a” is not carried: “Yes.”"),
    ("Which? {}", "not carried: an essay"),
    ("Nothing asked.\n\nWhich? {T}", "not carried: it has no answers and asks nothing"),
    ("Which? {=a ~b", "its answers open with { and never close"),
    ("Which? {#abc}", "“abc” is no number"),
    ("Which? {#3..1}", "the range from 3 to 1 is empty"),
]


@pytest.mark.parametrize(("source", "remark"), LOST)
def test_what_is_lost_is_said(source: str, remark: str) -> None:
    assert remark in " ".join(remarks(source, "gift"))
