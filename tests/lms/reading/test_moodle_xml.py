from __future__ import annotations

from typing import Any

import pytest
from importing import imported, one, remarks


def moodle(kind: str, inside: str, text: str = "Which?", name: str = "A name") -> str:
    return (
        f'<quiz><question type="{kind}"><name><text>{name}</text></name>'
        f'<questiontext format="html"><text><![CDATA[{text}]]></text></questiontext>'
        f"{inside}</question></quiz>"
    )


def answer(text: str, fraction: float = 0, feedback: str = "", inside: str = "") -> str:
    said = f"<feedback format='html'><text>{feedback}</text></feedback>" if feedback else ""
    return f'<answer fraction="{fraction}"><text>{text}</text>{said}{inside}</answer>'


RIGHT, WRONG = answer("BCE", 100), answer("MSE", 0, "No.")
SEVERAL = "<single>false</single>"
WORDS = "".join(
    f"<dragbox><text>{text}</text><group>{group}</group></dragbox>"
    for text, group in (("cat", 1), ("sat", 2), ("dog", 1), ("lay", 2))
)
ROWS = (
    "<column number='1'><responsetext><text>true</text></responsetext></column>"
    "<column number='2'><responsetext><text>false</text></responsetext></column>"
    "<row number='1'><optiontext><text>It is convex.</text></optiontext></row>"
    "<weight rownumber='1' columnnumber='2'><value> 1.000 </value></weight>"
    "<weight rownumber='1' columnnumber='1'><value> 0.000 </value></weight>"
)
TWO_RIGHT = answer("a", 50) + answer("b", 50)

CARRIED: list[tuple[str, str, str, dict[str, Any]]] = [
    (
        "multichoice",
        "Which?",
        RIGHT + WRONG + "<shuffleanswers>false</shuffleanswers>",
        {
            "type": "multiple_choice",
            "options": [{"text": "BCE", "correct": True}, {"text": "MSE", "feedback": "No."}],
            "shuffle": False,
        },
    ),
    (
        "multichoice",
        "Which?",
        SEVERAL + TWO_RIGHT + answer("c", -50),
        {
            "type": "multiple_select",
            "scoring": "partial",
            "options": [
                {"text": "a", "correct": True},
                {"text": "b", "correct": True},
                {"text": "c"},
            ],
        },
    ),
    (
        "truefalse",
        "Which?",
        answer("true", 0, "Look again.") + answer("false", 100),
        {"type": "true_false", "answer": False, "feedback": {"true": "Look again."}},
    ),
    (
        "matching",
        "Which?",
        "".join(
            f'<subquestion format="html"><text>{left}</text>'
            f"<answer><text>{right}</text></answer></subquestion>"
            for left, right in (("a", "1"), ("b", "2"), ("", "3"))
        ),
        {"type": "matching", "pairs": [["a", "1"], ["b", "2"]], "distractors": ["3"]},
    ),
    (
        "shortanswer",
        "Which?",
        answer("cross*entropy", 100) + answer("MSE", 0, "No.") + "<usecase>1</usecase>",
        {
            "type": "short_answer",
            "accept": ["cross entropy", "/cross.*entropy/"],
            "reject": [{"text": "MSE", "feedback": "No."}],
            "exact": True,
        },
    ),
    (
        "numerical",
        "Which?",
        answer("6.03e23", 100, inside="<tolerance>1e21</tolerance>")
        + answer("5", 50, inside="<tolerance>1e21</tolerance>").replace("5<", "9e23<")
        + "<units><unit><multiplier>1</multiplier><unit_name>m</unit_name></unit></units>",
        {
            "type": "numeric",
            "answer": 6.03e23,
            "tolerance": {"absolute": 1e21},
            "mistakes": [
                {"answer": 9e23, "feedback": "This earns a part of the points.", "score": 0.5}
            ],
            "unit": "m",
        },
    ),
    (
        "ordering",
        "Which?",
        answer("first") + answer("second") + answer("third"),
        {"type": "ordering", "items": ["first", "second", "third"]},
    ),
    (
        "mtf",
        "Which?",
        ROWS + "<scoringmethod><text>subpoints</text></scoringmethod>",
        {
            "type": "cloze",
            "blanks": {"blank-1": {"options": ["true", "false"], "answer": "false"}},
            "prompt": "Which?\n\n- It is convex. [[blank-1]]",
        },
    ),
    (
        "ddwtos",
        "<p>The [[1]] [[2]] on [[3]] or [[1]].</p>",
        WORDS,
        {
            "type": "cloze",
            "blanks": {
                "blank-1": {"options": ["cat", "dog"], "answer": "cat"},
                "blank-2": {"options": ["sat", "lay"], "answer": "sat"},
                "blank-3": {"options": ["cat", "dog"], "answer": "dog"},
                "blank-4": {"options": ["cat", "dog"], "answer": "cat"},
            },
            "prompt": "The [[blank-1]] [[blank-2]] on [[blank-3]] or [[blank-4]].",
        },
    ),
    (
        "cloze",
        "<p>The {1:SA:=sigmoid~=logistic} is {1:MC:low~=steep} at {1:NM:=0:0.1}.</p>",
        "",
        {
            "type": "cloze",
            "blanks": {
                "blank-1": {"accept": ["sigmoid", "logistic"]},
                "blank-2": {"options": ["low", "steep"], "answer": "steep"},
                "blank-3": {"answer": 0, "tolerance": {"absolute": 0.1}},
            },
            "points": 3,
            "prompt": "The [[blank-1]] is [[blank-2]] at [[blank-3]].",
        },
    ),
]


@pytest.mark.parametrize(("kind", "text", "inside", "data"), CARRIED)
def test_a_kind_is_carried_whole(kind: str, text: str, inside: str, data: dict[str, Any]) -> None:
    source = moodle(kind, inside, text)
    assert one(source) == {"prompt": text, **data}
    assert remarks(source) == []


LOST = [
    ("multichoice", RIGHT + answer("half", 50), "50% for the option “half” are not carried"),
    ("multichoice", SEVERAL + TWO_RIGHT + answer("c", 0), "a wrong pick cost 0%"),
    ("multichoice", SEVERAL + answer("a", 70) + answer("b", 30), "weighed 70%, 30%"),
    ("shortanswer", RIGHT + answer("*", 0, "Sorry."), "any other answer is not carried: “Sorry.”"),
    ("shortanswer", RIGHT + answer("half", 50), "50% for “half” are not carried"),
    ("numerical", answer("1", 100) + answer("2", 100), "a second right number is not carried: 2"),
    ("multichoice", RIGHT + WRONG + "<defaultgrade>0</defaultgrade>", "worth 0 points"),
    (
        "multichoice",
        RIGHT + WRONG + "<incorrectfeedback><text>Read.</text></incorrectfeedback>",
        "the feedback for wrong answers is not carried: “Read.”",
    ),
    ("multichoice", SEVERAL + TWO_RIGHT + answer("c", -100 / 3), "a wrong pick cost -33.33%"),
    ("multichoice", RIGHT + answer("a&lt;p>b", 50), "50% for the option “a b”"),
    ("ordering", answer("a", feedback="Yes.") + answer("b"), "for “a” is not carried: “Yes.”"),
    ("mtf", ROWS + "<scoringmethod><text>mtfonezero</text></scoringmethod>", "how it was graded"),
    (
        "ordering",
        answer("a") + answer("b") + "<gradingtype>ABSOLUTE_POSITION</gradingtype>",
        "how it was graded is not carried",
    ),
    (
        "ordering",
        "".join(map(answer, "abc")) + "<selecttype>RANDOM</selecttype><selectcount>2</selectcount>",
        "showing 2 of its items is not carried",
    ),
]


@pytest.mark.parametrize(("kind", "inside", "remark"), LOST)
def test_what_is_lost_of_a_question_is_said(kind: str, inside: str, remark: str) -> None:
    (found,) = remarks(moodle(kind, inside))
    assert remark in found


NOT_CARRIED = [
    ("essay", "", "an essay is graded by a person: “Which?”"),
    ("description", "", "a description asks nothing: “Which?”"),
    ("calculated", RIGHT, "how its numbers are drawn"),
    ("ddimageortext", "", "no questions of the kind “ddimageortext”"),
    ("multichoice", RIGHT + RIGHT.replace("BCE", "b"), "several options are fully right"),
    ("multichoice", answer("a", 50) + answer("b", 50), "no option is fully right"),
    ("truefalse", answer("true", 0) + answer("false", 0), "which of true and false"),
    ("shortanswer", answer("*", 100), "every text is accepted"),
    ("cloze", "", "no embedded answer"),
    ("gapselect", WORDS, "no gap is in its text"),
    ("kprime", ROWS.replace("0.000", "1.000"), "does not have one right column"),
    ("kprime", "", "every left side has the same right side"),
]


@pytest.mark.parametrize(("kind", "inside", "reason"), NOT_CARRIED)
def test_a_question_that_is_not_carried_is_named(kind: str, inside: str, reason: str) -> None:
    found = imported(moodle(kind, inside))
    assert found.questions == ()
    (loss,) = found.losses
    assert loss.question == "A name"
    assert loss.message.startswith("not carried: ")
    assert reason in loss.message


def test_feedback_hints_points_categories_and_tags_come_along() -> None:
    category = "<question type='category'><category><text>$course$/top/Week 1/Losses</text>"
    inside = (
        RIGHT
        + WRONG
        + "<generalfeedback><text>Why.</text></generalfeedback><defaultgrade>2.0</defaultgrade>"
        "<hint><text>Think.</text></hint><penalty>0.25</penalty><idnumber>Q 7</idnumber>"
        "<correctfeedback><text>Your answer is correct.</text></correctfeedback>"
        "<tags><tag><text>Sigmoid</text></tag></tags>"
    )
    source = moodle("multichoice", inside)
    source = source.replace("<quiz>", f"<quiz>{category}</category></question>")
    (data,) = imported(source).questions
    expected = {
        "id": "q-7",
        "explanation": "Why.",
        "points": 2,
        "hints": ["Think."],
        "hint_penalty": 0.25,
        "tags": ["week-1", "losses", "sigmoid"],
    }
    assert {key: data[key] for key in expected} == expected


def test_tabs_in_code_are_spaces() -> None:
    text = "<pre>if x:\n\treturn</pre>"
    (data,) = imported(moodle("multichoice", RIGHT + WRONG, text)).questions
    assert data["prompt"] == "```\nif x:\n    return\n```"


def test_questions_of_one_name_get_ids_of_their_own() -> None:
    from quiz.lms.reading.to_bank import with_own_ids

    found = imported(moodle("multichoice", RIGHT + WRONG))
    assert [item.data["id"] for item in with_own_ids([found, found]) if item.data] == [
        "a-name",
        "a-name-2",
    ]
