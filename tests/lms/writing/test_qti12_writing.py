"""QTI 1.2 for Canvas, and the profile of it that Common Cartridge holds."""

from __future__ import annotations

import re
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from exported_package import Package, package_of
from exported_page import question

from quiz.questions import Question

CHOICE = {
    "type": "multiple_choice",
    "options": [{"text": "$x^2$", "correct": True}, {"text": "b < c", "feedback": "Not this."}],
}
SEVERAL = {
    "type": "multiple_select",
    "options": [{"text": "a", "correct": True}, {"text": "b", "correct": True}, {"text": "c"}],
}
TRUTH = {"type": "true_false", "answer": False}
PAIRS = {"type": "matching", "pairs": [["a", "$x$"], ["b", "2"]], "distractors": ["3"]}
NUMBER = {"type": "numeric", "answer": "1/8", "tolerance": {"decimals": 2}}
WORD = {"type": "short_answer", "accept": ["log-loss"]}
MENUS = {
    "type": "cloze",
    "prompt": "In [a] a [[a]].",
    "blanks": {"a": {"options": ["list", "tree"], "answer": "tree"}},
}
FIELDS = {
    "type": "cloze",
    "prompt": "A [[word]] of [[menu]] in [[number]] steps.",
    "blanks": {
        "word": {"accept": ["term"]},
        "menu": {"options": ["list", "tree"], "answer": "tree"},
        "number": {"answer": 0.5},
    },
}
FORMULA = {"type": "expression", "answer": "x^2", "symbols": {"x": "real"}}


def only_item(form: str, **keys: object) -> tuple[Element, list[str]]:
    """The item of a question, and what was lost."""
    package = package_of(form, [question("q", **keys)])
    (item,) = package.quiz().iter("item")
    return item, package.lost


def fields(element: Element) -> dict[str, str]:
    """The metadata of an item."""
    return {
        field.findtext("fieldlabel", ""): field.findtext("fieldentry", "")
        for field in element.iter("qtimetadatafield")
    }


def scoring(item: Element) -> list[Element]:
    """The conditions that score."""
    return [rule for rule in item.iter("respcondition") if rule.find("setvar") is not None]


@pytest.mark.parametrize(
    ("keys", "kind"),
    [
        (CHOICE, "multiple_choice_question"),
        (SEVERAL, "multiple_answers_question"),
        (TRUTH, "true_false_question"),
        (PAIRS, "matching_question"),
        (NUMBER, "numerical_question"),
        (WORD, "short_answer_question"),
        (MENUS, "multiple_dropdowns_question"),
        (FIELDS, "fill_in_multiple_blanks_question"),
        (FORMULA, "essay_question"),
        ({"type": "ordering", "items": ["a", "b"]}, "matching_question"),
    ],
)
def test_canvas_is_told_the_kind_and_the_points(keys: dict[str, object], kind: str) -> None:
    item, _ = only_item("qti12", **keys, points=2)
    assert item.attrib == {"ident": "q-q", "title": "q"}
    found = fields(item)
    assert found["question_type"] == kind
    assert found["points_possible"] == "2"
    assert found["assessment_question_identifierref"] == "question-q"
    labels = dict.fromkeys(label.get("ident") for label in item.iter("response_label"))
    if kind == "matching_question":
        assert found["original_answer_ids"] == "1001,1002", "its answers are the left sides"
    elif kind not in ("numerical_question", "short_answer_question", "essay_question"):
        assert found["original_answer_ids"].split(",") == [*labels]
        assert all(str(label).isdigit() for label in labels), "Canvas takes them for numbers"


def test_feedback_comes_first_and_goes_on_then_the_key_ends_it() -> None:
    item, _ = only_item("qti12", **CHOICE)
    rules = [*item.iter("respcondition")]
    assert [rule.get("continue") for rule in rules] == ["Yes", "Yes", "No"]
    links = [found.get("linkrefid") for found in item.iter("displayfeedback")]
    assert links == ["general_fb", "1002_fb"]
    assert [found.get("ident") for found in item.iter("itemfeedback")] == links
    (score,) = item.iter("setvar")
    assert (score.get("action"), score.text) == ("Set", "100")


def test_options_are_plain_where_they_can_be() -> None:
    item, _ = only_item("qti12", **CHOICE)
    shown = {found.get("texttype"): found.text for found in item.iter("mattext")}
    assert shown["text/plain"] == "b < c"
    texts = [found.text for found in item.iter("mattext")]
    assert r"\(x^2\)" in texts


@pytest.mark.parametrize("form", ["qti12", "imscc"])
def test_several_options_are_one_test_of_all(form: str) -> None:
    item, _ = only_item(form, **SEVERAL)
    (rule,) = scoring(item)
    (together,) = rule[0]
    assert [test.tag for test in together] == ["varequal", "varequal", "not"]
    cases = [test.get("case") for test in together.iter("varequal")]
    assert cases == ([None] * 3 if form == "qti12" else ["Yes"] * 3)


def test_where_no_option_is_right_one_says_so_in_canvas() -> None:
    item, lost = only_item("qti12", type="multiple_select", options=[{"text": "a"}, {"text": "b"}])
    assert "None of these" in [found.text for found in item.iter("mattext")]
    assert lost == ["that no option is right is an option of its own, “None of these”"]


def test_each_pair_adds_its_share_and_menus_are_plain() -> None:
    item, lost = only_item("qti12", **PAIRS)
    asked = [*item.iter("response_lid")]
    assert [found.get("ident") for found in asked] == ["response_1001", "response_1002"]
    shares = [*item.iter("setvar")]
    assert [(found.text, found.get("action")) for found in shares] == [("50.00", "Add")] * 2
    assert [rule.get("continue") for rule in scoring(item)] == ["Yes"] * 2, "else one pair counts"
    labels = [label.get("ident") for label in asked[0].iter("response_label")]
    assert sorted(map(str, labels)) == ["2001", "2002", "2003"]
    assert lost == ["formulas and emphasis in menus are plain text"]


def test_two_left_sides_may_have_the_same_right_side() -> None:
    item, _ = only_item("qti12", type="ordering", items=["a", "b"], distractors=["c", "d"])
    for asked in item.iter("response_lid"):
        names = [label.get("ident") for label in asked.iter("response_label")]
        assert len({*names}) == len(names) == 3


def test_a_number_is_exact_or_in_its_range() -> None:
    item, _ = only_item("qti12", **NUMBER)
    (rule,) = scoring(item)
    (either,) = rule[0]
    assert either.tag == "or"
    assert [(test.tag, test.text) for test in either.iter() if test.text] == [
        ("varequal", "0.125"),
        ("vargte", "0.12"),
        ("varlte", "0.13"),
    ]
    (field,) = item.iter("render_fib")
    assert field.get("fibtype") == "Decimal"


def test_canvas_gets_no_number_that_it_rounds_to_zero() -> None:
    asked = question("q", type="numeric", answer=0.00009)
    package = package_of("qti12", [asked])
    assert [loss.left_out for loss in package.losses] == [True]
    assert "which Canvas rounds to zero" in package.lost[0]


def test_a_blank_has_a_name_that_stands_nowhere_else() -> None:
    item, _ = only_item("qti12", **MENUS)
    prompt = item.findtext("presentation/material/mattext", "")
    assert prompt == "<p>In [a] a [a_].</p>"
    (asked,) = item.iter("response_lid")
    assert asked.get("ident") == "response_a_"
    assert asked.findtext("material/mattext") == "a_"


def test_menus_beside_fields_become_fields() -> None:
    item, lost = only_item("qti12", **FIELDS)
    prompt = item.findtext("presentation/material/mattext", "")
    assert "[word] of [menu] (" in prompt
    assert "list" in prompt
    accepted = {
        str(asked.get("ident")): [
            label.findtext("material/mattext") for label in asked.iter("response_label")
        ]
        for asked in item.iter("response_lid")
    }
    assert accepted == {
        "response_word": ["term"],
        "response_menu": ["tree"],
        "response_number": ["0.5", ".5"],
    }
    assert lost == [
        "menus beside fields become fields: their choices stand in the text",
        "a number is compared as text: only its rounded value counts",
    ]


def test_a_number_in_a_range_cannot_be_a_text() -> None:
    wide = {"answer": 3, "tolerance": {"absolute": 1}}
    asked = question("q", type="cloze", prompt="[[n]]", blanks={"n": wide})
    package = package_of("qti12", [asked])
    assert package.lost == ["its number is right within a range, and numbers are compared as text"]


@pytest.mark.parametrize(
    ("keys", "profile"),
    [
        (CHOICE, "cc.multiple_choice.v0p1"),
        (SEVERAL, "cc.multiple_response.v0p1"),
        (TRUTH, "cc.true_false.v0p1"),
        (WORD, "cc.fib.v0p1"),
        (NUMBER, "cc.fib.v0p1"),
        (FORMULA, "cc.essay.v0p1"),
    ],
)
def test_a_cartridge_holds_what_its_profile_names(keys: dict[str, object], profile: str) -> None:
    item, _ = only_item("imscc", **keys)
    assert fields(item)["cc_profile"] == profile
    assert not [*item.iter("or"), *item.iter("vargte")], "the profile's schema refuses them"


def test_a_cartridge_holds_hints_whole_points_and_what_stays_in_place() -> None:
    options = [{"text": "a", "correct": True}, {"text": "b"}, {"text": "none", "fixed": True}]
    item, lost = only_item(
        "imscc", type="multiple_choice", options=options, hints=["Look.", "Again."], points=3
    )
    assert lost == []
    assert fields(item)["cc_weighting"] == "3"
    hints = item.find("itemfeedback[@ident='hint']/hint")
    assert hints is not None
    assert ["".join(each.itertext()) for each in hints] == ["<p>Look.</p>", "<p>Again.</p>"]
    links = {
        (found.get("feedbacktype"), found.get("linkrefid"))
        for found in item.iter("displayfeedback")
    }
    assert links == {("Response", "general_fb"), ("Hint", "hint")}
    (render,) = item.iter("render_choice")
    assert render.get("shuffle") == "Yes"
    assert [label.get("rshuffle") for label in render] == [None, None, "No"]


def test_a_cartridge_loses_points_that_are_not_whole() -> None:
    _, lost = only_item("imscc", **TRUTH, points=0.5)
    assert lost == ["the points are left out: a cartridge has whole ones from 1 to 99"]


PROFILE = {
    "questestinterop": "assessment",
    "assessment": "qtimetadata section",
    "section": "item*",
    "item": "itemmetadata presentation resprocessing itemfeedback*",
    "itemmetadata": "qtimetadata",
    "qtimetadata": "qtimetadatafield*",
    "qtimetadatafield": "fieldlabel fieldentry",
    "presentation": "material (response_lid|response_str)",
    "material": "mattext",
    "response_lid": "render_choice",
    "response_str": "render_fib",
    "render_choice": "response_label*",
    "render_fib": "response_label",
    "response_label": "material?",
    "resprocessing": "outcomes respcondition*",
    "outcomes": "decvar",
    "respcondition": "conditionvar setvar? displayfeedback?",
    "conditionvar": "and|other|varequal",
    "and": "(not|varequal)*",
    "not": "varequal",
    "itemfeedback": "flow_mat|hint",
    "flow_mat": "material",
    "hint": "hintmaterial*",
    "hintmaterial": "material",
}
"""What is in each element of the profile, as far as it is written; everything else is text."""


def test_a_cartridge_keeps_to_its_profile(asked: tuple[Question, ...]) -> None:
    package = package_of("imscc", [each for each in asked if each.type != "derivation"])
    for element in package.quiz().iter():
        inside = "".join(f"{child.tag} " for child in element)
        wanted = re.sub(r"\w+", r"(\g<0> )", PROFILE.get(element.tag, "")).replace(" (", "(")
        assert re.fullmatch(wanted.replace(") ", ")"), inside), f"{element.tag}: {inside}"
    names = [item.get("ident") for item in package.quiz().iter("item")]
    assert len({*names}) == len(names)
    for item in package.quiz().iter("item"):
        linked = {found.get("linkrefid") for found in item.iter("displayfeedback")}
        assert linked == {found.get("ident") for found in item.iter("itemfeedback")}
        (kind,) = [value for name, value in fields(item).items() if name == "cc_profile"]
        is_essay = kind == "cc.essay.v0p1"
        assert is_essay == (fields(item).get("qmd_computerscored") == "No")


def test_true_and_false_are_called_so_in_a_cartridge() -> None:
    item, _ = only_item("imscc", **TRUTH)
    names = [label.get("ident") for label in item.iter("response_label")]
    assert names == ["true", "false"]


@pytest.mark.parametrize("form", ["qti12", "imscc"])
def test_each_accepted_text_has_a_rule(form: str) -> None:
    item, _ = only_item(form, **WORD)
    texts = [rule.findtext("conditionvar/varequal") for rule in scoring(item)]
    assert texts == ["log-loss", "log loss", "logloss"]


@pytest.mark.parametrize("keys", [PAIRS, FIELDS, {"type": "ordering", "items": ["a", "b"]}])
def test_what_the_profile_has_no_place_for_is_left_out(keys: dict[str, object]) -> None:
    package = package_of("imscc", [question("q", **keys), question("other", **CHOICE)])
    assert [(loss.ident, loss.left_out) for loss in package.losses] == [("q", True)]
    assert [item.get("title") for item in package.quiz().iter("item")] == ["other"]


def drawn(form: str) -> Package:
    """A question with three variants between two without."""
    half = question(
        "half",
        type="numeric",
        prompt="Half of {{ n }}?",
        answer="n/2",
        points=3,
        parameters={"n": {"integer": [1, 99]}},
    )
    return package_of(form, [question("a", **CHOICE), half, question("b", **TRUTH)], variants=3)


def test_canvas_draws_one_variant_of_a_group() -> None:
    package = drawn("qti12")
    (root,) = package.quiz().iter("assessment")
    section = root.find("section")
    assert section is not None
    assert [child.tag for child in section] == ["item", "section", "item"]
    group = section[1]
    assert [child.tag for child in group] == ["selection_ordering", *["item"] * 3]
    assert group.findtext(".//selection_number") == "1"
    assert group.findtext(".//points_per_item") == "3"
    settings = package.element("quiz-a-quiz/assessment_meta.xml")
    assert settings.findtext("points_possible") == "5"


def test_a_cartridge_holds_one_variant() -> None:
    package = drawn("imscc")
    titles = [item.get("title") for item in package.quiz().iter("item")]
    assert titles == ["a", "half--v1", "b"]
    out = [loss.ident for loss in package.losses if loss.left_out]
    assert out == ["half--v2", "half--v3"]


@pytest.mark.parametrize("fixed", [False, True])
def test_canvas_shuffles_unless_an_option_has_to_stay(fixed: bool) -> None:
    options = [{"text": "a", "correct": True}, {"text": "none", "fixed": fixed}]
    asked = question("q", type="multiple_choice", options=options)
    package = package_of("qti12", [question("p", **CHOICE), asked])
    settings = package.element("quiz-a-quiz/assessment_meta.xml")
    assert settings.findtext("shuffle_answers") == ("false" if fixed else "true")
    said = "Canvas shuffles the options of all questions or of none: of none here"
    assert package.lost == ([said] if fixed else [])


@pytest.mark.parametrize(
    ("form", "address"),
    [("qti12", "%24IMS-CC-FILEBASE%24/"), ("imscc", "$IMS-CC-FILEBASE$/")],
)
def test_pictures_go_along(form: str, address: str, tmp_path: Path) -> None:
    (tmp_path / "curve.png").write_bytes(b"PNG")
    asked = question("q", **CHOICE, prompt="![A curve](curve.png)")
    package = package_of(form, [asked], folder=tmp_path)
    assert package.files["pictures/1-curve.png"] == b"PNG"
    prompt = package.quiz().findtext(".//presentation/material/mattext", "")
    assert prompt == f'<p><img src="{address}pictures/1-curve.png" alt="A curve"/></p>'


@pytest.mark.parametrize("form", ["qti12", "imscc"])
def test_the_manifest_names_every_file(form: str) -> None:
    package = drawn(form)
    manifest = package.element("imsmanifest.xml")
    files = {found.attrib["href"] for found in manifest.iter("file")}
    assert files == {*package.files} - {"imsmanifest.xml"}
    names = [found.attrib["identifier"] for found in manifest.iter("resource")]
    assert len({*names}) == len(names)
    used = [
        found.attrib["identifierref"]
        for found in manifest.iter()
        if "identifierref" in found.attrib
    ]
    assert {*used} <= {*names}
