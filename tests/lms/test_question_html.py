"""A question as HTML: a form for each shape, everything from the bank as text."""

from __future__ import annotations

from xml.etree.ElementTree import Element

import pytest
from defusedxml.ElementTree import fromstring
from hypothesis import given, settings
from hypothesis import strategies as st

import quiz
from quiz.lms.question_html import inline_html, plain_text, question_html
from quiz.questions import KINDS
from quiz.questions.layout import Choice, Layout, Shape

COMMON = {"id": "q", "prompt": "What is it?", "explanation": "It is so for a reason."}
HOSTILE = "</label><script>alert(1)</script>\" onfocus='x' [a](javascript:b) &amp; $<b$"


def form(**keys: object) -> Element:
    question = KINDS[str(keys["type"])].model_validate({**COMMON, **keys})
    variant = question.variant(1)
    found: Element = fromstring(question_html(variant.prompt, variant.layout(1), "q"))
    return found


def said(element: Element) -> str:
    return " ".join("".join(element.itertext()).split())


def test_an_option_has_its_number_in_the_file_and_a_label() -> None:
    options = [{"text": "yes", "correct": True}, {"text": "no $x^2$"}]
    found = form(type="multiple_choice", options=options, shuffle=False)
    radios = found.findall(".//input[@type='radio']")
    assert [radio.get("value") for radio in radios] == ["1", "2"]
    labels = {label.get("for"): said(label) for label in found.iter("label")}
    assert [labels[radio.get("id")] for radio in radios] == ["yes", "no x2"]
    assert said(found.find(".//fieldset/legend")) == "Choose one."  # type: ignore[arg-type]


def test_several_options_are_check_boxes() -> None:
    found = form(type="multiple_select", options=[{"text": "a"}, {"text": "b"}])
    assert len(found.findall(".//input[@type='checkbox']")) == 2


def test_a_truth_is_a_json_boolean() -> None:
    found = form(type="true_false", answer=True)
    assert [radio.get("value") for radio in found.iter("input")] == ["true", "false"]


def test_each_left_side_has_a_list_of_the_right_ones_and_none_is_picked_yet() -> None:
    found = form(type="matching", pairs=[["a", "one"], ["b", "two"]], distractors=["three"])
    lists = found.findall(".//select")
    assert len(lists) == 2
    for options in lists:
        assert options[0].get("value") == ""
        assert {option.get("value") for option in options[1:]} == {'"one"', '"two"', '"three"'}


def test_right_sides_that_are_formulas_are_shown_beside_letters() -> None:
    found = form(type="matching", pairs=[["a", r"$\frac{1}{2}$"], ["b", "two"]])
    shown = [said(item) for item in found.findall(".//ol[@class='rights']/li")]
    options = [said(option) for option in found.findall(".//select")[0][1:]]
    assert [option[:2] for option in options] == ["a.", "b."]
    assert shown.index("two") == options.index(next(o for o in options if "two" in o))


def test_each_item_of_an_order_can_be_moved_and_left_out() -> None:
    found = form(type="ordering", items=["first", "second"], distractors=["never"])
    items = found.findall(".//ol[@class='items']/li")
    assert {item.get("data-value") for item in items} == {'"first"', '"second"', '"never"'}
    for item in items:
        names = [button.get("aria-label") for button in item.iter("button")]
        text = said(item.find("span"))  # type: ignore[arg-type]
        assert names == [f"Move up: {text}", f"Move down: {text}", f"Leave out: {text}"]


def test_a_number_says_its_unit() -> None:
    found = form(type="numeric", answer=4, unit="kWh")
    assert "The unit (kWh) may be left out." in said(found)


def test_a_blank_stands_where_its_name_was() -> None:
    found = form(
        type="cloze",
        prompt="A [[word]] and $x = [[number]]$ or [[choice]].",
        blanks={
            "word": {"accept": ["w"]},
            "number": {"answer": 1},
            "choice": {"options": ["this", "that"], "answer": "this"},
        },
    )
    prompt = found.find("div[@class='prompt']")
    assert prompt is not None
    fields = [field for field in prompt.iter() if field.get("data-blank")]
    assert [field.get("data-blank") for field in fields] == ["word", "number", "choice"]
    assert [field.tag.split("}")[-1] for field in fields] == ["input", "input", "select"]
    assert all(field.get("aria-label") for field in fields)


def test_a_working_shows_what_is_given_as_mathematics_and_its_names() -> None:
    found = form(
        type="derivation",
        symbols={"z": "real"},
        given={"s": "1/(1 + exp(-z))"},
        goal="diff(s, z) = s*(1 - s)",
        solution="diff(s, z) = s*(1 - s)",
    )
    given_part = found.find("div[@class='given']")
    assert given_part is not None
    assert any(part.tag.endswith("mfrac") for part in given_part.iter())
    assert "Names: z real." in said(found)
    assert found.find(".//textarea") is not None


@pytest.mark.parametrize("kind", ["option", "left", "right", "item", "blank", "unit", "prompt"])
def test_hostile_text_is_shown_and_is_no_markup(kind: str) -> None:
    match kind:
        case "option":
            found = form(type="multiple_choice", options=[{"text": HOSTILE}, {"text": "b"}])
        case "left" | "right":
            pair = [HOSTILE, "b"] if kind == "left" else ["b", HOSTILE]
            found = form(type="matching", pairs=[pair, ["c", "d"]])
        case "item":
            found = form(type="ordering", items=[HOSTILE, "b"])
        case "blank":
            blanks = {"x": {"options": [HOSTILE, "b"], "answer": "b"}}
            found = form(type="cloze", prompt="[[x]]", blanks=blanks)
        case "unit":
            found = form(type="numeric", answer=1, unit=HOSTILE)
        case _:
            found = form(type="short_answer", prompt=HOSTILE, accept=["a"])
    tags = {element.tag for element in found.iter()}
    assert not tags & {"script", "b", "a"}
    assert not any(name.startswith("on") for element in found.iter() for name in element.attrib)
    assert "<script>alert(1)</script>" in said(found)


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=60), st.text(min_size=1, max_size=60))
def test_any_text_gives_well_formed_html(prompt: str, option: str) -> None:
    shapes: tuple[Shape, ...] = ("one", "several", "pairs", "order")
    for shape in shapes:
        layout = Layout(shape, choices=(Choice(option, option),), lefts=(option,))
        fromstring(question_html(prompt, layout, "q"))


def test_every_question_of_the_bank_has_a_well_formed_form_with_ids_of_its_own() -> None:
    seen: set[str] = set()
    for question in quiz.load_bank().questions:
        variant = question.variant(1)
        found = fromstring(question_html(variant.prompt, variant.layout(1), question.id))
        ids = [element.get("id") for element in found.iter() if element.get("id")]
        assert len(ids) == len(set(ids))
        assert not seen.intersection(ids)
        seen.update(ids)
        described = {element.get("aria-describedby") for element in found.iter()} - {None}
        assert described <= set(ids)


def test_one_paragraph_needs_no_tags_around_it_and_two_do() -> None:
    assert inline_html("a *b*") == "a <em>b</em>"
    assert inline_html("a\n\nb") == "<p>a</p>\n<p>b</p>"


def test_plain_text_is_one_line() -> None:
    assert plain_text("a\n\n$\\frac{1}{2}$") == "a 1/2"
