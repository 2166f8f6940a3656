from __future__ import annotations

from typing import Any

import pytest
from importing import imported, one, remarks


def labels(*texts: str) -> str:
    return "".join(
        f'<response_label ident="{text[0]}"><material><mattext texttype="text/html">'
        f"{text}</mattext></material></response_label>"
        for text in texts
    )


def choice(*texts: str, many: str = "Single", ident: str = "r", shown: str = "") -> str:
    said = f"<material><mattext>{shown}</mattext></material>" if shown else ""
    return (
        f'<response_lid ident="{ident}" rcardinality="{many}">{said}'
        f"<render_choice>{labels(*texts)}</render_choice></response_lid>"
    )


def typed(ident: str = "r", kind: str = "") -> str:
    fib = f' fibtype="{kind}"' if kind else ""
    return f'<response_str ident="{ident}"><render_fib{fib}/></response_str>'


def equal(value: str, ident: str = "r") -> str:
    return f'<varequal respident="{ident}">{value}</varequal>'


def score(condition: str, points: float = 100, action: str = "Set", said: str = "") -> str:
    link = f'<displayfeedback linkrefid="{said}"/>' if said else ""
    return (
        f'<respcondition continue="No"><conditionvar>{condition}</conditionvar>'
        f'<setvar action="{action}" varname="SCORE">{points}</setvar>{link}</respcondition>'
    )


def feedback(name: str, text: str) -> str:
    return (
        f'<itemfeedback ident="{name}"><flow_mat><material><mattext texttype="text/html">'
        f"{text}</mattext></material></flow_mat></itemfeedback>"
    )


def item(kind: str, asked: str, scored: str, said: str = "", prompt: str = "Which?") -> str:
    fields = "".join(
        f"<qtimetadatafield><fieldlabel>{name}</fieldlabel><fieldentry>{entry}</fieldentry>"
        "</qtimetadatafield>"
        for name, entry in (("question_type", kind), ("points_possible", "2.0"))
        if entry
    )
    return (
        '<questestinterop xmlns="http://www.imsglobal.org/xsd/ims_qtiasiv1p2">'
        '<assessment title="Losses"><section><item ident="i1" title="A title"><itemmetadata>'
        f"<qtimetadata>{fields}</qtimetadata></itemmetadata><presentation><material>"
        f'<mattext texttype="text/html">&lt;p&gt;{prompt}&lt;/p&gt;</mattext></material>{asked}'
        '</presentation><resprocessing><outcomes><decvar maxvalue="100" varname="SCORE"/>'
        f"</outcomes>{scored}</resprocessing>{said}</item></section></assessment>"
        "</questestinterop>"
    )


def options(*texts: str) -> list[dict[str, Any]]:
    return [
        {"text": text[1:], "correct": True} if text.startswith("*") else {"text": text}
        for text in texts
    ]


RANGE = '<vargte respident="r">1.5</vargte><varlte respident="r">2.5</varlte>'
CARRIED: dict[str, tuple[str, dict[str, Any]]] = {
    "one": (
        item("multiple_choice_question", choice("a", "b"), score(equal("b"))),
        {"type": "multiple_choice", "options": options("a", "*b")},
    ),
    "truth": (
        item("true_false_question", choice("True", "False"), score(equal("F"))),
        {"type": "true_false", "answer": False},
    ),
    "all or nothing": (
        item(
            "multiple_answers_question",
            choice("a", "b", "c", many="Multiple"),
            score(f"<and>{equal('a')}<not>{equal('b')}</not>{equal('c')}</and>"),
        ),
        {"type": "multiple_select", "options": options("*a", "b", "*c")},
    ),
    "all or nothing, added": (
        item(
            "multiple_answers_question",
            choice("a", "b", "c", many="Multiple"),
            score(
                f"{equal('a')}{equal('c')}<not>{equal(' b ')}</not>",
                action="Add",
            ),
        ),
        {"type": "multiple_select", "options": options("*a", "b", "*c")},
    ),
    "shares": (
        item(
            "multiple_answers_question",
            choice("a", "b", "c", many="Multiple"),
            score(equal("a"), 50, "Add")
            + score(equal("b"), 50, "Add")
            + score(equal("c"), -50, "Add"),
        ),
        {"type": "multiple_select", "scoring": "partial", "options": options("*a", "*b", "c")},
    ),
    "words": (
        item("short_answer_question", typed(), score(equal("BCE") + equal("log*loss"))),
        {"type": "short_answer", "accept": ["BCE", "log*loss"]},
    ),
    "number": (
        item(
            "numerical_question",
            typed(kind="Decimal"),
            score(f"<or>{equal('2')}<and>{RANGE}</and></or>"),
        ),
        {"type": "numeric", "answer": 2, "tolerance": {"absolute": 0.5}},
    ),
    "range": (
        item("numerical_question", typed(kind="Decimal"), score(RANGE)),
        {"type": "numeric", "answer": 2, "tolerance": {"absolute": 0.5}},
    ),
    "matching": (
        item(
            "matching_question",
            choice("1", "2", "3", ident="r1", shown="a")
            + choice("1", "2", "3", ident="r2", shown="b"),
            score(equal("2", "r1"), 50, "Add") + score(equal("1", "r2"), 50, "Add"),
        ),
        {"type": "matching", "pairs": [["a", "2"], ["b", "1"]], "distractors": ["3"]},
    ),
    "order": (
        item(
            "ordering_question",
            choice("1", "2", "3", many="Ordered"),
            score(equal("2") + equal("1") + equal("3")),
        ),
        {"type": "ordering", "items": ["2", "1", "3"]},
    ),
    "blanks": (
        item(
            "fill_in_multiple_blanks_question",
            choice("red", "pink", ident="response_c", shown="c"),
            score(equal("r", "response_c")),
            prompt="Roses are [c].",
        ),
        {
            "type": "cloze",
            "prompt": "Roses are [[c]].",
            "blanks": {"c": {"accept": ["red", "pink"]}},
        },
    ),
    "menus": (
        item(
            "multiple_dropdowns_question",
            choice("red", "blue", ident="response_c", shown="c"),
            score(equal("r", "response_c")),
            prompt="Roses are [c].",
        ),
        {
            "type": "cloze",
            "prompt": "Roses are [[c]].",
            "blanks": {"c": {"options": ["red", "blue"], "answer": "red"}},
        },
    ),
}
SHAPES = ("one", "words", "number", "matching", "order", "all or nothing")


@pytest.mark.parametrize("name", CARRIED)
def test_a_kind_is_carried_whole(name: str) -> None:
    source, data = CARRIED[name]
    assert one(source) == {"prompt": "Which?", "points": 2, **data}
    assert remarks(source) == []


@pytest.mark.parametrize("name", SHAPES)
def test_a_kind_that_is_not_named_is_told_by_its_shape(name: str) -> None:
    source, data = CARRIED[name]
    named = source[source.index("<fieldentry>") + 12 : source.index("</fieldentry>")]
    assert one(source.replace(named, ""))["type"] == data["type"]


def test_feedback_goes_where_it_belongs() -> None:
    source = item(
        "multiple_choice_question",
        choice("a", "b"),
        f"<respcondition><conditionvar>{equal('a')}</conditionvar>"
        '<displayfeedback linkrefid="a_fb"/></respcondition>'
        + score(equal("b"), said="correct_fb"),
        feedback("general_fb", "Because.")
        + feedback("correct_fb", "Well done.")
        + feedback("general_incorrect_fb", "Read again.")
        + feedback("a_fb", "Not a."),
    )
    data = one(source)
    assert data["explanation"] == "Because.\n\nWell done."
    assert data["options"] == [{"text": "a", "feedback": "Not a."}, {"text": "b", "correct": True}]
    assert remarks(source) == ["the feedback for wrong answers is not carried: “Read again.”"]


LOST = [
    (item("essay_question", typed(), ""), "not carried: an essay is graded by a person: “Which?”"),
    (item("calculated_question", typed(), ""), "how its answer is computed"),
    (item("hot_spot_question", typed(), ""), "no questions of the kind “hot_spot_question”"),
    (item("multiple_choice_question", choice("a", "b"), ""), "no option is fully right"),
    (item("matching_question", choice("1", "2"), ""), "what belongs to each left side"),
    (item("fill_in_multiple_blanks_question", typed("response_x"), ""), "its text has no [x]"),
    (
        item("multiple_choice_question", '<material><matimage uri="a.png"/></material>'
             + choice("a", "b"), score(equal("a"))),
        "a picture, a.png, is not carried",
    ),
]  # fmt: skip


@pytest.mark.parametrize(("source", "remark"), LOST)
def test_what_is_lost_is_said(source: str, remark: str) -> None:
    assert remark in " ".join(remarks(source))


def test_groups_and_banks_elsewhere_are_named() -> None:
    source = CARRIED["one"][0].replace(
        "<section>",
        "<section><selection_ordering><selection><sourcebank_ref>b1</sourcebank_ref>"
        "<selection_number>2</selection_number></selection></selection_ordering>",
    )
    assert remarks(source) == [
        "not carried: it draws from the bank b1, which is elsewhere",
        "picking 2 of a group is not carried: all are asked",
    ]
    assert imported(source).title == "Losses"


def test_html_that_is_escaped_in_part_is_read() -> None:
    source = item(
        "short_answer_question", typed(), score(equal("BCE")), prompt="What is <code>a&lt;b</code>?"
    )
    assert one(source)["prompt"] == "What is `a<b`?"
