from __future__ import annotations

import re
from typing import Any

import pytest
from importing import imported, one, remarks
from test_archives import archive

MATCH = '<responseProcessing template="http://x.org/match_correct"/>'
MAP = '<responseProcessing template="http://x.org/rptemplates/map_response"/>'


def declared(
    *correct: str, many: str = "single", base: str = "identifier", name: str = "R", inside: str = ""
) -> str:
    values = "".join(f"<value>{value}</value>" for value in correct)
    key = f"<correctResponse>{values}</correctResponse>" if values else ""
    return (
        f'<responseDeclaration identifier="{name}" cardinality="{many}" baseType="{base}">'
        f"{key}{inside}</responseDeclaration>"
    )


def mapping(**points: float) -> str:
    entries = "".join(
        f'<mapEntry mapKey="{key}" mappedValue="{value}"/>' for key, value in points.items()
    )
    return f"<mapping>{entries}</mapping>"


def choices(*texts: str, tag: str = "simpleChoice") -> str:
    return "".join(f'<{tag} identifier="{text[0]}">{text}</{tag}>' for text in texts)


def choice(*texts: str, most: int = 1) -> str:
    return (
        f'<choiceInteraction responseIdentifier="R" shuffle="true" maxChoices="{most}">'
        f"<prompt>Which?</prompt>{choices(*texts)}</choiceInteraction>"
    )


def entry(name: str = "R") -> str:
    return f'<textEntryInteraction responseIdentifier="{name}"/>'


def item(declarations: str, body: str, processing: str = MATCH, after: str = "") -> str:
    return (
        '<assessmentItem xmlns="http://www.imsglobal.org/xsd/imsqti_v2p1" identifier="i1"'
        f' title="A title">{declarations}<itemBody>{body}</itemBody>{processing}{after}'
        "</assessmentItem>"
    )


def options(*texts: str) -> list[dict[str, Any]]:
    return [
        {"text": text[1:], "correct": True} if text.startswith("*") else {"text": text}
        for text in texts
    ]


def rule(test: str) -> str:
    return (
        f"<responseProcessing><responseCondition><responseIf>{test}<setOutcomeValue"
        ' identifier="SCORE"><baseValue baseType="float">1</baseValue></setOutcomeValue>'
        "</responseIf></responseCondition></responseProcessing>"
    )


VARIABLE = '<variable identifier="R"/>'
SIDES = "".join(
    f"<simpleMatchSet>{choices(*texts, tag='simpleAssociableChoice')}</simpleMatchSet>"
    for texts in (("a", "b"), ("1", "2", "3"))
)
WORDS = choices("red", "blue", "green", tag="gapText")
MENU = choices("red", "blue", tag="inlineChoice")
CARRIED: dict[str, tuple[str, dict[str, Any]]] = {
    "one": (
        item(declared("b"), choice("a", "b")),
        {"type": "multiple_choice", "options": options("a", "*b")},
    ),
    "truth": (
        item(declared("T"), choice("True", "False")),
        {"type": "true_false", "answer": True},
    ),
    "all or nothing": (
        item(declared("a", "c", many="multiple"), choice("a", "b", "c", most=0)),
        {"type": "multiple_select", "options": options("*a", "b", "*c")},
    ),
    "shares": (
        item(
            declared("a", "b", many="multiple", inside=mapping(a=1, b=1, c=-1)),
            choice("a", "b", "c", most=0),
            MAP,
        ),
        {"type": "multiple_select", "scoring": "partial", "options": options("*a", "*b", "c")},
    ),
    "by rules alone": (
        item(
            declared(),
            choice("a", "b"),
            rule(f'<match>{VARIABLE}<baseValue baseType="identifier">b</baseValue></match>'),
        ),
        {"type": "multiple_choice", "options": options("a", "*b")},
    ),
    "order": (
        item(
            declared("2", "1", many="ordered"),
            f'<orderInteraction responseIdentifier="R"><prompt>Which?</prompt>{choices("1", "2")}'
            "</orderInteraction>",
        ),
        {"type": "ordering", "items": ["2", "1"]},
    ),
    "match": (
        item(
            declared("a 2", "b 1", many="multiple", base="directedPair"),
            f'<p>Which?</p><matchInteraction responseIdentifier="R">{SIDES}</matchInteraction>',
        ),
        {"type": "matching", "pairs": [["a", "2"], ["b", "1"]], "distractors": ["3"]},
    ),
    "words": (
        item(
            declared("BCE", base="string", inside=mapping(BCE=1, CCE=1)), f"<p>Which? {entry()}</p>"
        ),
        {"type": "short_answer", "accept": ["BCE", "CCE"]},
    ),
    "number": (
        item(
            declared("2", base="float"),
            f"<p>Which? {entry()}</p>",
            rule(f'<equal toleranceMode="absolute" tolerance="0.5 0.5">{VARIABLE}</equal>'),
        ),
        {"type": "numeric", "answer": 2, "tolerance": {"absolute": 0.5}},
    ),
    "range": (
        item(
            declared("2", base="float"),
            f"<p>Which? {entry()}</p>",
            rule(
                f'<and><gte>{VARIABLE}<baseValue baseType="float">1.5</baseValue></gte>'
                f'<gte><baseValue baseType="float">2.5</baseValue>{VARIABLE}</gte></and>'
            ),
        ),
        {"type": "numeric", "answer": 2, "tolerance": {"absolute": 0.5}},
    ),
    "blanks": (
        item(
            declared("r") + declared("blue", base="string", name="S"),
            '<p>Roses are <inlineChoiceInteraction responseIdentifier="R">'
            f"{MENU}</inlineChoiceInteraction>, violets {entry('S')}.</p>",
        ),
        {
            "type": "cloze",
            "prompt": "Roses are [[blank-1]], violets [[blank-2]].",
            "blanks": {
                "blank-1": {"options": ["red", "blue"], "answer": "red"},
                "blank-2": {"accept": ["blue"]},
            },
        },
    ),
    "gaps": (
        item(
            declared("r 1", "b 2", many="multiple", base="directedPair"),
            f'<gapMatchInteraction responseIdentifier="R">{WORDS}<p>Roses are '
            '<gap identifier="1"/>, violets <gap identifier="2"/>.</p></gapMatchInteraction>',
        ),
        {
            "type": "cloze",
            "prompt": "Roses are [[blank-1]], violets [[blank-2]].",
            "blanks": {
                "blank-1": {"options": ["red", "blue", "green"], "answer": "red"},
                "blank-2": {"options": ["red", "blue", "green"], "answer": "blue"},
            },
        },
    ),
    "words of a text": (
        item(
            declared("b", many="multiple"),
            '<hottextInteraction responseIdentifier="R" maxChoices="0"><prompt>Which?</prompt><p>'
            f"{choices('red', 'blue', tag='hottext')}.</p></hottextInteraction>",
        ),
        {
            "type": "multiple_select",
            "prompt": "Which?\n\n**red****blue**.",
            "options": options("red", "*blue"),
            "shuffle": False,
        },
    ),
}


@pytest.mark.parametrize("name", CARRIED)
def test_a_kind_is_carried_whole(name: str) -> None:
    source, data = CARRIED[name]
    assert one(source) == {"prompt": "Which?", **data}
    assert remarks(source) == []


def kebab(match: re.Match[str]) -> str:
    return re.sub("[A-Z]", lambda letter: "-" + letter[0].lower(), match[0])


@pytest.mark.parametrize("name", CARRIED)
def test_version_3_is_the_same_by_other_names(name: str) -> None:
    source, data = CARRIED[name]
    source = re.sub(r"(?<=<)(?!p>)(?=[a-z])|(?<=</)(?!p>)(?=[a-z])", "qti-", source)
    source = re.sub(r"(?<=qti-)\w+|\w+(?==\")", kebab, source)
    assert "<qti-item-body>" in source
    assert one(source)["type"] == data["type"]


def test_feedback_points_and_maths_come_along() -> None:
    body = choice(
        "a<feedbackInline outcomeIdentifier='F' identifier='a'>Not a.</feedbackInline>", "b"
    ).replace(
        "Which?",
        'Which <m:math xmlns:m="urn:m"><m:msup><m:mi>x</m:mi><m:mn>2</m:mn></m:msup></m:math>?',
    )
    outcome = '<outcomeDeclaration identifier="SCORE" normalMaximum="2"/>'
    after = "".join(
        f'<modalFeedback identifier="{name}">{text}</modalFeedback>'
        for name, text in (("b", "Yes, b."), ("correct", "Because."), ("other", "Hm."))
    )
    source = item(declared("b") + outcome, body, MATCH, after)
    assert one(source) == {
        "type": "multiple_choice",
        "prompt": "Which $x^2$?",
        "options": [
            {"text": "a", "feedback": "Not a."},
            {"text": "b", "correct": True, "feedback": "Yes, b."},
        ],
        "explanation": "Because.",
        "points": 2,
    }
    assert remarks(source) == ["the feedback other is not carried: “Hm.”"]


LOST = [
    (item(declared(), '<extendedTextInteraction responseIdentifier="R"/>'), "an essay"),
    (
        item(
            declared(),
            '<customInteraction responseIdentifier="R"><portableCustomInteraction/>'
            "</customInteraction>",
        ),
        "a program of its own",
    ),
    (item(declared(), '<hotspotInteraction responseIdentifier="R"/>'), "hotspotInteraction"),
    (item(declared("b"), choice("a", "b") * 2), "it asks 2 things at once"),
    (item(declared("b"), choice("a", "b") + entry()), "blanks and other things"),
    (item("", choice("a", "b")), "it declares no response"),
    (item("", "<p>Hello</p>"), "it asks nothing"),
    (item(declared("z"), choice("a", "b")), "no option is fully right"),
    (
        item(
            declared("r 1"),
            '<gapMatchInteraction responseIdentifier="R">'
            f'{WORDS}<p><gap identifier="1"/><gap identifier="2"/></p></gapMatchInteraction>',
        ),
        "what belongs into each gap",
    ),
]


@pytest.mark.parametrize(("source", "reason"), LOST)
def test_a_question_that_is_not_carried_is_named(source: str, reason: str) -> None:
    (loss,) = imported(source).losses
    assert loss.question == "A title"
    assert loss.message.startswith("not carried: ")
    assert reason in loss.message


def test_a_package_holds_a_file_an_item() -> None:
    content = archive(
        **{
            "imsmanifest.xml": "<manifest/>",
            "test.xml": "<assessmentTest/>",
            "items/1.xml": CARRIED["one"][0],
            "items/2.xml": CARRIED["order"][0],
        }
    )
    kinds = [question["type"] for question in imported(content).questions]
    assert kinds == ["multiple_choice", "ordering"]
