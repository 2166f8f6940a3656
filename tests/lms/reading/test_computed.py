"""Questions of Moodle and Canvas whose numbers are drawn."""

from __future__ import annotations

import pytest
from importing import imported, one, remarks

from quiz.lms.reading.computed import formula, names_for
from quiz.lms.reading.results import UnreadableError
from quiz.lms.reading.sketch import NotCarriedError


def drawn(
    name: str, low: str = "1", high: str = "9", decimals: int = 1, how: str = "uniform"
) -> str:
    parts = "".join(
        f"<{tag}><text>{value}</text></{tag}>"
        for tag, value in (
            *(("name", name), ("distribution", how), ("minimum", low)),
            *(("maximum", high), ("decimals", decimals)),
        )
    )
    return f"<dataset_definition>{parts}</dataset_definition>"


def answer(text: str, share: float = 100, size: str = "0.01", kind: int = 1, said: str = "") -> str:
    return (
        f'<answer fraction="{share}"><text>{text}</text><tolerance>{size}</tolerance>'
        f"<tolerancetype>{kind}</tolerancetype><correctanswerlength>3</correctanswerlength>"
        f"<feedback><text>{said}</text></feedback></answer>"
    )


def moodle(answers: str, sets: str, text: str = "Add {a} to {b}.", kind: str = "calculated") -> str:
    return (
        f'<quiz><question type="{kind}"><name><text>n</text></name><questiontext format="html">'
        f"<text><![CDATA[<p>{text}</p>]]></text></questiontext>{answers}<dataset_definitions>"
        f"{sets}</dataset_definitions></question></quiz>"
    )


BOTH = drawn("a") + drawn("b", high="20", decimals=0)
TENTHS = {"uniform": [1, 9], "decimals": 1}
PARAMETERS = {"a": TENTHS, "b": {"integer": [1, 20]}}


def test_a_calculated_question_becomes_one_of_random_variants() -> None:
    answers = answer("{a} + {b}") + answer("{a}*{b}", 0, said="Add {a}.") + answer("{a}-{b}", 0)
    text = "Add {a} to {b}: \\(\\frac{{a}}{2}\\), {={a}*pow({b},2)}."
    source = moodle(answers, BOTH, text)
    assert one(source) == {
        "type": "numeric",
        "prompt": "Add {{ a }} to {{ b }}: $\\frac{{{ a }}}{2}$, {{ a*((b)^(2)) }}.",
        "parameters": PARAMETERS,
        "answer": "a + b",
        "tolerance": {"relative": 0.01},
        "mistakes": [{"answer": "a*b", "feedback": "Add {{ a }}."}],
    }
    assert remarks(source) == []


def test_options_may_be_computed() -> None:
    answers = answer("{={a}*{b}}") + answer("{={a}+{b}}", 0)
    found = one(moodle(answers, BOTH, kind="calculatedmulti"))
    assert found["parameters"] == PARAMETERS
    assert found["options"] == [{"text": "{{ a*b }}", "correct": True}, {"text": "{{ a+b }}"}]


@pytest.mark.parametrize(
    ("answers", "sets", "remark"),
    [
        (answer("{a}", kind=3), BOTH, "its tolerance was geometric"),
        (answer("{a}", size="0"), BOTH, "it had no tolerance"),
        (answer("{a}"), drawn("a", how="loguniform"), "on a logarithmic scale"),
        (answer("{a}", said="Yes."), BOTH, "the feedback for the right number is not carried"),
    ],
)
def test_what_is_lost_is_said(answers: str, sets: str, remark: str) -> None:
    (found,) = remarks(moodle(answers, sets, "Say {a}."))
    assert remark in found


@pytest.mark.parametrize(
    ("answers", "sets", "reason"),
    [
        (answer("{a}"), "", "how its numbers are drawn"),
        (answer("{a}"), drawn("a", low="?"), "how its numbers are drawn"),
        (answer("{a}"), drawn("a", low="3", high="2"), "no number lies between 3 and 2"),
        (answer("{a}", 50), BOTH, "no formula is fully right"),
        (answer("round({a}, 2)"), BOTH, "uses round"),
        (answer("pow({a}, 2"), BOTH, "do not match"),
        (answer("{a}" + "+1" * 600), BOTH, "too long"),
    ],
)
def test_what_cannot_be_computed_here_is_named(answers: str, sets: str, reason: str) -> None:
    (loss,) = imported(moodle(answers, sets)).losses
    assert loss.message.startswith("not carried: ")
    assert reason in loss.message


def test_a_formula_that_cannot_be_read_is_named() -> None:
    with pytest.raises(UnreadableError, match="'\\?' does not belong in a formula"):
        imported(moodle(answer("{a} ? 1 : 2"), BOTH))


def test_names_that_a_bank_has_not_are_replaced() -> None:
    names = names_for(["a", "my b", "pi", "x2"])
    assert names == {"a": "a", "my b": "x1", "pi": "x3", "x2": "x2"}
    assert formula("{my b}*pi()**{pi}", names, "{", "}") == "x1*pi^x3"
    assert formula("pow(pow({a},2), 3)", names, "{", "}") == "((((a)^(2)))^(3))"
    with pytest.raises(NotCarriedError):
        formula("atan2({a}, 1)", names, "{", "}")


def canvas(formula_text: str, tolerance: str = "0.01", sets: str = "") -> str:
    calculated = (
        f'<answer_tolerance>{tolerance}</answer_tolerance><formulas decimal_places="2"><formula>'
        f'{formula_text}</formula></formulas><vars><var name="x" scale="2"><min>1</min><max>10'
        f"</max></var></vars><var_sets>{sets}</var_sets>"
    )
    return (
        '<questestinterop><item title="n"><itemmetadata><qtimetadata><qtimetadatafield><fieldlabel>'
        "question_type</fieldlabel><fieldentry>calculated_question</fieldentry></qtimetadatafield>"
        '</qtimetadata></itemmetadata><presentation><material><mattext texttype="text/html">'
        "&lt;p&gt;One and [x]?&lt;/p&gt;</mattext></material><response_str ident='r'><render_fib/>"
        f"</response_str></presentation><itemproc_extension><calculated>{calculated}</calculated>"
        "</itemproc_extension></item></questestinterop>"
    )


def values(x: str, result: str) -> str:
    return f'<var_set><var name="x">{x}</var><answer>{result}</answer></var_set>'


@pytest.mark.parametrize(
    ("source", "key", "tolerance"),
    [
        (canvas("1 + x"), "1 + x", {"absolute": 0.01}),
        (canvas("1 + [x]", "5%"), "1 + x", {"relative": 0.05}),
        (canvas("1 + x", "0"), "1 + x", {"decimals": 2}),
        (canvas("log(x)", sets=values("100", "2")), "log10(x)", {"absolute": 0.01}),
        (canvas("log(x)", sets=values("7.39", "2")), "log(x)", {"absolute": 0.01}),
    ],
)
def test_a_formula_question_of_canvas_becomes_one_of_random_variants(
    source: str, key: str, tolerance: dict[str, float]
) -> None:
    assert one(source) == {
        "type": "numeric",
        "prompt": "One and {{ x }}?",
        "parameters": {"x": {"uniform": [1, 10], "decimals": 2}},
        "answer": key,
        "tolerance": tolerance,
    }
    assert remarks(source) == []


@pytest.mark.parametrize("text", ["x + 2", "x +", "y", "9^9^9^9*x"])
def test_a_formula_that_does_not_give_the_listed_answers_is_not_carried(text: str) -> None:
    (loss,) = imported(canvas(text, sets=values("1", "2"))).losses
    assert "does not give the answers that are listed" in loss.message
