"""QTI 1.2 in the ways of Blackboard and Brightspace."""

from __future__ import annotations

import io
import zipfile
from typing import Any

import pytest
from importing import imported, one, remarks


def text(words: str) -> str:
    """A text as Blackboard writes it."""
    return (
        '<flow class="FORMATTED_TEXT_BLOCK"><material><mat_extension><mat_formattedtext'
        f' type="HTML">{words}&lt;br /&gt;</mat_formattedtext></mat_extension></material></flow>'
    )


def labels(*texts: str) -> str:
    return "".join(
        f'<flow_label class="Block"><response_label ident="{words[0]}">{text(words)}'
        "</response_label></flow_label>"
        for words in texts
    )


def pick(*texts: str, many: str = "Single") -> str:
    return (
        f'<response_lid ident="response" rcardinality="{many}"><render_choice shuffle="Yes">'
        f"{labels(*texts)}</render_choice></response_lid>"
    )


def equal(value: str, response: str = "response") -> str:
    return f'<varequal case="No" respident="{response}">\n  {value}\n</varequal>'


def right(condition: str, is_scored: bool = True) -> str:
    score = '<setvar action="Set" variablename="SCORE">SCORE.max</setvar>' if is_scored else ""
    return (
        f'<respcondition title="correct"><conditionvar>{condition}</conditionvar>{score}'
        '<displayfeedback feedbacktype="Response" linkrefid="correct"/></respcondition>'
    )


WRONG = (
    '<respcondition title="incorrect"><conditionvar><other/></conditionvar><setvar action="Set"'
    ' variablename="SCORE">0.0</setvar><displayfeedback linkrefid="incorrect"/></respcondition>'
)


def blackboard(kind: str, asked: str, scored: str, said: str = "", after: str = "") -> str:
    return (
        '<questestinterop><assessment title="A test"><section><item maxattempts="0">'
        f"<itemmetadata><bbmd_questiontype>{kind}</bbmd_questiontype>"
        "<qmd_absolutescore_max>10.0</qmd_absolutescore_max></itemmetadata><presentation>"
        f'<flow class="Block"><flow class="QUESTION_BLOCK">{text("Which?")}</flow>'
        f'<flow class="RESPONSE_BLOCK">{asked}</flow>{after}</flow></presentation><resprocessing>'
        '<outcomes><decvar maxvalue="10.0" minvalue="0.0" varname="SCORE"/></outcomes>'
        f"{scored}{WRONG}</resprocessing>{said}</item></section></assessment></questestinterop>"
    )


def feedback(name: str, words: str) -> str:
    shown = f'<flow_mat class="Block">{text(words)}</flow_mat>'
    return f'<itemfeedback ident="{name}">{shown}</itemfeedback>'


def pair(name: str, left: str) -> str:
    empty = "".join(f'<response_label ident="{name}{number}"/>' for number in (1, 2, 3))
    return (
        f'<flow class="Block"><response_lid ident="{name}"><render_choice><flow_label>{empty}'
        f"</flow_label></render_choice></response_lid>{text(left)}</flow>"
    )


RIGHTS = "".join(f'<flow class="Block">{text(words)}</flow>' for words in ("one", "two", "three"))
BLANK = '<response_str ident="response"><render_fib fibtype="String"/></response_str>'

CARRIED: dict[str, tuple[str, dict[str, Any]]] = {
    "one": (
        blackboard("Multiple Choice", pick("a", "b"), right(equal("b"))),
        {"type": "multiple_choice", "options": [{"text": "a"}, {"text": "b", "correct": True}]},
    ),
    "several": (
        blackboard(
            "Multiple Answer",
            pick("a", "b", "c"),
            right(f"<and>{equal('a')}<not>{equal('b')}</not>{equal('c')}</and>"),
        ),
        {
            "type": "multiple_select",
            "options": [
                {"text": "a", "correct": True},
                {"text": "b"},
                {"text": "c", "correct": True},
            ],
        },
    ),
    "truth": (
        blackboard("True/False", pick("true", "false"), right(equal("t"))),
        {"type": "true_false", "answer": True},
    ),
    "words": (
        blackboard("Fill in the Blank", BLANK, right(equal("x"), False) + right(equal("y"), False)),
        {"type": "short_answer", "accept": ["x", "y"]},
    ),
    "order": (
        blackboard(
            "Ordering",
            pick("b", "a", many="Ordered"),
            right(f"<and>{equal('a')}{equal('b')}</and>"),
        ),
        {"type": "ordering", "items": ["a", "b"]},
    ),
    "matching": (
        blackboard(
            "Matching",
            pair("p", "first") + pair("q", "second"),
            right(equal("p2", "p"), False) + right(equal("q1", "q"), False),
            after=f'<flow class="RIGHT_MATCH_BLOCK">{RIGHTS}</flow>',
        ),
        {
            "type": "matching",
            "pairs": [["first", "two"], ["second", "one"]],
            "distractors": ["three"],
        },
    ),
}


def test_blanks_of_blackboard_that_counted_together_have_a_share_each() -> None:
    asked = '<response_str ident="x"/><response_str ident="y"/>'
    both = f"<and><or>{equal('a', 'x')}</or><or>{equal('b', 'y')}{equal('c', 'y')}</or></and>"
    source = blackboard("Fill in the Blank Plus", asked, right(both)).replace("Which?", "[x] [y]")
    assert one(source)["blanks"] == {"x": {"accept": ["a"]}, "y": {"accept": ["b", "c"]}}
    assert remarks(source) == ["the blanks counted only all together: here each has its share"]


@pytest.mark.parametrize("name", CARRIED)
def test_a_kind_of_blackboard_is_carried_whole(name: str) -> None:
    source, data = CARRIED[name]
    assert one(source) == {"prompt": "Which?", "points": 10, **data}
    assert remarks(source) == []


def test_feedback_of_blackboard_goes_where_it_belongs() -> None:
    said = feedback("correct", "Yes.") + feedback("incorrect", "No.") + feedback("a", "Not a.")
    source = blackboard("Multiple Choice", pick("a", "b"), right(equal("b")), said)
    found = one(source)
    assert found["explanation"] == "Yes."
    assert found["options"][0] == {"text": "a", "feedback": "Not a."}
    assert remarks(source) == ["the feedback for wrong answers is not carried: “No.”"]


def test_a_pool_of_blackboard_is_a_package_of_files_by_another_name() -> None:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as written:
        written.writestr("imsmanifest.xml", "<manifest/>")
        written.writestr("res00001.dat", CARRIED["one"][0])
        written.writestr("res00002.dat", "<COURSE/>")
    assert one(file.getvalue())["type"] == "multiple_choice"


@pytest.mark.parametrize(
    ("kind", "reason"), [("Essay", "graded by a person"), ("Calculated", "the kind “Calculated”")]
)
def test_what_a_bank_has_not_is_named(kind: str, reason: str) -> None:
    (loss,) = imported(blackboard(kind, BLANK, "")).losses
    assert reason in loss.message


def brightspace(kind: str, asked: str, scored: str) -> str:
    fields = "".join(
        f"<qti_metadatafield><fieldlabel>{label}</fieldlabel><fieldentry>{entry}</fieldentry>"
        "</qti_metadatafield>"
        for label, entry in (("qmd_questiontype", kind), ("qmd_weighting", "3.000000000"))
    )
    return (
        '<questestinterop><objectbank ident="QLIB"><section><item title="A title"><itemmetadata>'
        f"<qtimetadata>{fields}</qtimetadata></itemmetadata><presentation><flow><material><mattext"
        f' texttype="text/html">&lt;p&gt;Which?&lt;/p&gt;</mattext></material>{asked}</flow>'
        f"</presentation><resprocessing>{scored}</resprocessing></item></section></objectbank>"
        "</questestinterop>"
    )


def test_the_texts_of_brightspace_are_carried() -> None:
    source = brightspace(
        "Short Answer",
        '<response_str ident="Q_STR"><render_fib><response_label ident="Q_ANS"/></render_fib>'
        "</response_str>",
        f"<respcondition><conditionvar>{equal('BCE', 'Q_ANS')}</conditionvar>"
        '<setvar action="Set">100.000000000</setvar></respcondition>',
    )
    assert one(source) == {
        "type": "short_answer",
        "prompt": "Which?",
        "accept": ["BCE"],
        "points": 3,
    }
    assert remarks(source) == []
