"""What Moodle's importer wants, and what it is given."""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

import pytest
from pydantic import TypeAdapter

from quiz.lms.writing.exporting import Item
from quiz.lms.writing.files import Tally, export_items
from quiz.lms.writing.formats import FORMATS
from quiz.lms.writing.items import Wanted, items_for
from quiz.lms.writing.moodle.parts import SHARES
from quiz.questions import Question

QUESTION: TypeAdapter[Question] = TypeAdapter(Question)


def question(kind: str, **keys: Any) -> Question:
    data = {"id": "q", "type": kind, "prompt": "Asked?", "explanation": "Told.", **keys}
    return QUESTION.validate_python(data)


def written(
    *questions: Question, folder: Path | None = None, **wanted: Any
) -> tuple[Element, Tally]:
    """The file as XML, and what was lost."""
    asked_for = Wanted(**wanted)
    made = [item for each in questions for item in items_for(each, asked_for, folder)]
    out = io.BytesIO()
    tally = export_items(made, FORMATS["moodle"], asked_for, "A bank / its title", out)
    return ElementTree.fromstring(out.getvalue()), tally


def one(kind: str, **keys: Any) -> Element:
    """The element of one question, which is the second behind its category."""
    return written(question(kind, **keys))[0][1]


def text(element: Element, path: str) -> str:
    return element.findtext(f"{path}/text") or ""


def found(element: Element, *paths: str) -> tuple[str | None, ...]:
    return tuple(element.findtext(path) for path in paths)


def shares(element: Element) -> list[str | None]:
    return [answer.get("fraction") for answer in element.findall("answer")]


def options(right: int, wrong: int = 2) -> Sequence[dict[str, object]]:
    return [{"text": f"option {n}", "correct": n < right} for n in range(right + wrong)]


@pytest.mark.parametrize("right", range(1, 21))
@pytest.mark.parametrize("scoring", ["partial", "all_or_nothing"])
def test_shares_are_those_that_moodle_knows_and_make_one(right: int, scoring: str) -> None:
    given = [
        float(share or 0)
        for share in shares(one("multiple_select", options=options(right), scoring=scoring))
    ]
    assert {abs(share) for share in given} <= {*SHARES}
    assert sum(share for share in given if share > 0) == pytest.approx(100, abs=0.001)
    assert all(share < 0 for share in given[right:])


def test_more_right_options_than_moodle_has_shares_for_are_left_out() -> None:
    _, tally = written(question("multiple_select", options=options(22)))
    assert tally.left_out == 1


def test_no_right_option_is_one_of_its_own() -> None:
    root, tally = written(question("multiple_select", options=options(0)))
    assert shares(root[1]) == ["-100", "-100", "100"]
    assert "None of these" in tally.losses[0].message


def test_an_ordering_says_how_many_are_right_or_an_import_breaks_off() -> None:
    element = one("ordering", items=["first", "second", "third"])
    assert element.get("type") == "ordering"
    assert element.findtext("shownumcorrect") == "1"


def test_one_distractor_goes_below_a_line() -> None:
    element = one("ordering", items=["first", "second"], distractors=["stray"])
    texts = [text(answer, ".") for answer in element.findall("answer")]
    assert texts[-2].startswith("<p>— what follows does not belong")
    assert texts[-1] == "<p>stray</p>"


@pytest.mark.parametrize(
    "keys", [{"distractors": ["stray", "other"]}, {"groups": [[1, 2]], "distractors": ["stray"]}]
)
def test_other_orderings_are_matched_with_places(keys: dict[str, object]) -> None:
    element = one("ordering", items=["a", "b", "c"], **keys)
    assert element.get("type") == "matching"
    places = [each.findtext("answer/text") for each in element.findall("subquestion")]
    assert places[-1] == "none"
    assert places[0] == ("1–2" if "groups" in keys else "1")


def test_orderings_are_matched_where_that_is_asked_for() -> None:
    root, _ = written(question("ordering", items=["a", "b", "c"]), orderings="matching")
    assert root[1].get("type") == "matching"


def test_stars_are_no_wildcards() -> None:
    element = one(
        "short_answer", accept=["y*log(p)", "BCE"], reject=[{"text": "a", "feedback": "f"}]
    )
    answers = element.findall("answer")
    assert [answer.findtext("text") for answer in answers] == [r"y\*log(p)", "BCE", "a"]
    assert shares(element) == ["100", "100", "0"]
    assert text(answers[2], "feedback") == "<p>f</p>"


def test_numbers_have_their_tolerance_mistakes_and_unit() -> None:
    element = one(
        "numeric",
        answer="1/4",
        tolerance={"decimals": 2},
        unit="kWh",
        mistakes=[{"answer": 0.5, "feedback": "Twice.", "score": 0.5}],
    )
    answers = [found(each, "text", "tolerance") for each in element.findall("answer")]
    assert answers == [("0.25", "0.005"), ("0.5", "0.005")]
    assert shares(element) == ["100", "50"]
    assert element.findtext("units/unit/unit_name") == "kWh"


def test_a_score_that_moodle_has_no_share_for_is_told() -> None:
    mistakes = [{"answer": 2, "feedback": "f", "score": 0.45}]
    root, tally = written(question("numeric", answer=1, mistakes=mistakes))
    assert shares(root[1]) == ["100", "50"]
    assert [loss.message for loss in tally.losses] == ["an answer worth 45 % is worth 50 %"]


def test_codes_of_blanks_escape_what_ends_an_answer() -> None:
    element = one(
        "cloze",
        prompt="A [[word]], {1:SA:=no code} a [[choice]] and a [[number]].",
        blanks={
            "word": {"accept": ["a}b~c#d", "x*"]},
            "choice": {"options": ["$\\{0, 1\\}$", "none"], "answer": "none"},
            "number": {"answer": 0.5, "tolerance": {"absolute": 0.1}},
        },
        points=3,
    )
    shown = text(element, "questiontext")
    assert r"{1:SHORTANSWER:=a\}b&#126;c\#d~=x\*}" in shown
    assert r"{1:MULTICHOICE_VS:\(&#92;{0, 1&#92;\}\)~=none}" in shown.replace(r"\{", "&#92;{")
    assert "{1:NUMERICAL:=0.5:0.1}" in shown
    assert "&#123;1:SA:=no code}" in shown
    assert element.find("defaultgrade") is None


def test_hints_tags_points_and_names_are_kept() -> None:
    element = one(
        "true_false", answer=True, hints=["Think."], hint_penalty=0.25, points=2, tags=["a/b"]
    )
    assert [text(hint, ".") for hint in element.findall("hint")] == ["<p>Think.</p>"]
    assert element.findtext("penalty") == "0.2500000"
    assert element.findtext("defaultgrade") == "2.0000000"
    assert element.findtext("idnumber") == "q"
    assert text(element, "tags/tag") == "a/b"


def test_slashes_in_the_names_of_categories_are_doubled() -> None:
    root, _ = written(question("true_false", answer=True, tags=["a/b"]))
    assert text(root[0], "category") == "$course$/top/A bank // its title/a//b"


def test_variants_are_a_category_of_their_own() -> None:
    asked = question(
        "numeric", prompt="{{ a }}?", answer="a", parameters={"a": {"integer": [1, 50]}}
    )
    root, _ = written(asked, variants=3)
    assert text(root[0], "category").endswith("/q")
    assert [each.findtext("idnumber") for each in root[1:]] == ["q--v1", "q--v2", "q--v3"]
    assert len({text(each, "questiontext") for each in root[1:]}) == 3


def test_a_picture_beside_the_bank_goes_along(tmp_path: Path) -> None:
    (tmp_path / "curve.png").write_bytes(b"picture")
    asked = question("true_false", prompt="![A curve](curve.png) ![Gone](../x.png)", answer=True)
    root, tally = written(asked, folder=tmp_path)
    assert 'src="@@PLUGINFILE@@/curve.png"' in text(root[1], "questiontext")
    assert root[1].findtext("questiontext/file") == "cGljdHVyZQ=="
    assert [loss.message for loss in tally.losses] == [
        "the picture ../x.png is not beside the bank: its description stands instead"
    ]


def test_what_looks_like_a_tag_is_shown_as_text() -> None:
    element = one("true_false", prompt="Is `<script>` <b>safe</b>?", answer=True)
    assert text(element, "questiontext") == (
        "<p>Is <code>&lt;script&gt;</code> &lt;b&gt;safe&lt;/b&gt;?</p>"
    )


FORMULA = {
    "symbols": {"p": "(0, 1)", "y": "{0, 1}"},
    "answer": "-(y*log(p) + (1-y)*log(1-p))",
    "mistakes": [{"expression": "y*log(p) + (1-y)*log(1-p)", "feedback": "Sign!", "score": 0.5}],
}


def test_a_formula_is_a_stack_question() -> None:
    element = one("expression", **FORMULA)
    assert element.get("type") == "stack"
    assert "[[input:ans1]] [[validation:ans1]]" in text(element, "questiontext")
    variables = text(element, "questionvariables").splitlines()
    assert variables[:4] == [
        "assume(p > 0);",
        "assume(p < 1);",
        "declare(y, integer);",
        "ta1: -(y*log(p) + (1 - y)*log(1 - p));",
    ]
    tests = [
        (node.findtext("answertest"), node.findtext("sans"), node.findtext("tans"))
        for node in element.iter("node")
    ]
    assert tests == [
        ("AlgEquiv", "ans1", "ta1"),
        ("AlgEquiv", "same1", "true"),
        ("AlgEquiv", "ans1", "m1_1"),
    ]


def test_a_stack_question_brings_its_tests() -> None:
    element = one("expression", **FORMULA)
    asked = ("testinput/value", "expected/expectedscore", "expected/expectedanswernote")
    expected = [found(each, *asked) for each in element.findall("qtest")]
    assert expected == [("ta1", "1.0000000", "prt1-1-T"), ("m1_1", "0.5000000", "prt1-3-T")]


def test_every_test_of_a_tree_leads_to_another_or_ends() -> None:
    element = one("expression", form="factored", **FORMULA)
    nodes = {node.findtext("name"): node for node in element.iter("node")}
    for node in nodes.values():
        for branch in ("true", "false"):
            assert node.findtext(f"{branch}nextnode") in {*nodes, "-1"}
    assert nodes["3"].findtext("answertest") == "FacForm"
    assert nodes["0"].findtext("truenextnode") == nodes["1"].findtext("truenextnode") == "3"


def test_what_looks_like_a_command_of_stack_is_text() -> None:
    element = one(
        "expression", **FORMULA | {"answer": "p"}, prompt="Not {@p@} nor \\[\\[if]] nor {#p#}."
    )
    shown = text(element, "questiontext")
    assert not re.search(r"\{[@#]|\[\[if", shown)


def test_sums_that_run_to_a_letter_are_chosen() -> None:
    symbols = {"n": "natural", "y": {"domain": "real", "index": "n"}}
    mistakes = [{"expression": "sum(y_i, i=1..n)", "feedback": "Divide."}]
    root, tally = written(
        question("expression", symbols=symbols, answer="sum(y_i, i=1..n)/n", mistakes=mistakes)
    )
    assert root[1].get("type") == "multichoice"
    assert "chosen, not typed" in tally.losses[0].message


DERIVATION = {
    "given": {"J": "(p-y)^2"},
    "symbols": {"p": "(0, 1)", "y": "{0, 1}"},
    "goal": "dJ/dp = 2*(p-y)",
    "solution": "dJ/dp = 2*(p-y)*1\n      = 2*(p-y)",
    "mistakes": [{"expression": "p - y", "feedback": "The 2 comes down."}],
}


@pytest.mark.parametrize(
    ("derivations", "kind"),
    [
        ("ordering", "ordering"),
        ("first_error", "multichoice"),
        ("essay", "essay"),
        ("stack", "stack"),
    ],
)
def test_a_derivation_goes_out_as_was_asked(derivations: str, kind: str) -> None:
    asked_for = Wanted(derivations=derivations)  # type: ignore[arg-type]  # from the table
    made = items_for(question("derivation", **DERIVATION), asked_for, None)
    out = io.BytesIO()
    export_items(made, FORMATS["moodle"], asked_for, "Bank", out)
    assert ElementTree.fromstring(out.getvalue())[1].get("type") == kind


def test_an_item_is_named_by_its_question() -> None:
    asked = question("true_false", answer=True)
    (item,) = items_for(asked, Wanted(), None)
    assert isinstance(item, Item)
    assert (item.ident, item.pool) == ("q", None)
