"""QTI 2.1 and 3: what an item declares, shows and scores, and what is in a package."""

from __future__ import annotations

import re
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import ZipFile

import pytest
from exported_package import Package, package_of
from exported_page import question
from qti_scoring import Response, Scored

from quiz.lms.writing.exporting import Export, Item
from quiz.lms.writing.formats import FORMATS
from quiz.questions.base import BaseQuestion

FORMS = ("qti21", "qti3")

CHOICE = {
    "type": "multiple_choice",
    "options": [
        {"text": "a $x^2$ b", "correct": True},
        {"text": "b", "feedback": "Not this."},
        {"text": "none", "fixed": True},
    ],
}
SEVERAL = {
    "type": "multiple_select",
    "points": 2,
    "options": [
        {"text": "a", "correct": True},
        {"text": "b", "correct": True, "feedback": "Yes."},
        {"text": "c", "correct": True},
        {"text": "d", "feedback": "No."},
    ],
}
NONE_RIGHT = {"type": "multiple_select", "options": [{"text": "a"}, {"text": "b"}]}
TRUTH = {"type": "true_false", "answer": False, "feedback": {"true": "Look again."}}
PAIRS = {
    "type": "matching",
    "pairs": [["a", "1"], ["b", "2"], ["c", "3"]],
    "distractors": ["4"],
}
ORDER = {"type": "ordering", "items": ["first", "second", "third"]}
NUMBER = {
    "type": "numeric",
    "answer": 0.125,
    "tolerance": {"decimals": 2},
    "mistakes": [{"answer": 0.25, "feedback": "Twice as much.", "score": 0.5}],
}
ZERO = {"type": "numeric", "answer": 0, "tolerance": {"absolute": 0.5}}
WORD = {
    "type": "short_answer",
    "accept": ["log-loss", "/(binary )?cross[- ]entropy/"],
    "reject": [{"text": "/m?se/", "feedback": "That is for numbers."}],
}
EXACT = {"type": "short_answer", "accept": ["pH", "/k(at)?/"], "exact": True}
CLOZE = {
    "type": "cloze",
    "prompt": "A [[word]], a [[menu]] and $x = [[number]]$.",
    "points": 2,
    "blanks": {
        "word": {"accept": ["term"]},
        "menu": {"options": ["list", "tree"], "answer": "tree"},
        "number": {"answer": 3, "mistakes": [{"answer": 4, "feedback": "One less."}]},
    },
}
FORMULA = {"type": "expression", "answer": "x^2", "symbols": {"x": "real"}}
WORKING = {
    "type": "derivation",
    "symbols": {"x": "real"},
    "given": {"y": "x*x"},
    "goal": "y = x^2",
    "solution": "y = x*x\n  = x^2",
}


def questions(**keys: Mapping[str, object]) -> list[BaseQuestion]:
    """Questions by their ids."""
    return [question(ident.replace("_", "-"), **each) for ident, each in keys.items()]


ALL = questions(
    choice=CHOICE,
    several={**SEVERAL, "scoring": "partial"},
    every={**SEVERAL, "scoring": "all_or_nothing"},
    none_right=NONE_RIGHT,
    truth=TRUTH,
    pairs=PAIRS,
    order=ORDER,
    number=NUMBER,
    zero=ZERO,
    word=WORD,
    exact=EXACT,
    cloze=CLOZE,
    formula=FORMULA,
    working=WORKING,
)


@pytest.fixture(scope="module", params=FORMS)
def package(request: pytest.FixtureRequest) -> Package:
    """One question of each kind."""
    return package_of(request.param, ALL, derivations="essay")


@pytest.mark.parametrize(
    ("ident", "response", "share"),
    [
        ("choice", "choice-1", 1),
        ("choice", "choice-2", 0),
        ("choice", None, 0),
        ("several", ["choice-3", "choice-1", "choice-2"], 1),
        ("several", ["choice-1", "choice-2", "choice-4"], 1 / 3),
        ("several", ["choice-4"], 0),
        ("several", None, 0),
        ("every", ["choice-1", "choice-2", "choice-3"], 1),
        ("every", ["choice-1", "choice-2"], 0),
        ("none-right", None, 1),
        ("none-right", ["choice-2"], 0),
        ("truth", "false", 1),
        ("truth", "true", 0),
        ("pairs", ["left-3 right-3", "left-1 right-1", "left-2 right-2"], 1),
        ("pairs", ["left-1 right-1", "left-2 right-4"], 1 / 3),
        ("order", ["item-1", "item-2", "item-3"], 1),
        ("order", ["item-2", "item-1", "item-3"], 0),
        ("number", "0.125", 1),
        ("number", "0.13", 1),
        ("number", "0.12", 1),
        ("number", "0.1301", 0),
        ("number", "0.25", 0.5),
        ("number", None, 0),
        ("zero", "-0.5", 1),
        ("zero", "0.51", 0),
        ("zero", None, 0),
        ("word", "Log Loss", 1),
        ("word", "logloss", 1),
        ("word", "binary cross-entropy", 1),
        ("word", "mse", 0),
        ("word", None, 0),
        ("exact", "pH", 1),
        ("exact", "ph", 0),
    ],
)
def test_responses_score_as_here(
    package: Package, ident: str, response: Response, share: float
) -> None:
    scored = Scored(package.item(ident), {"RESPONSE": response})
    assert scored.share == pytest.approx(share)


@pytest.mark.parametrize(
    ("responses", "share"),
    [
        ({"word": "Term", "menu": "choice-2", "number": "3"}, 1),
        ({"word": "word", "menu": "choice-2", "number": "3"}, 2 / 3),
        ({"menu": "choice-1", "number": "4"}, 0),
    ],
)
def test_each_blank_earns_its_share(
    package: Package, responses: dict[str, str], share: float
) -> None:
    given = {f"RESPONSE_{name}": value for name, value in responses.items()}
    assert Scored(package.item("cloze"), given).share == pytest.approx(share)


@pytest.mark.parametrize(
    ("ident", "response", "said"),
    [
        ("choice", "choice-2", "Not this."),
        ("several", ["choice-1", "choice-4"], "No."),
        ("several", ["choice-2"], "Yes."),
        ("truth", "true", "Look again."),
        ("number", "0.25", "Twice as much."),
        ("word", "SE", "That is for numbers."),
    ],
)
def test_what_is_said_to_a_response_is_shown(
    package: Package, ident: str, response: Response, said: str
) -> None:
    assert said in shown(package, ident, {"RESPONSE": response})
    assert said not in shown(package, ident, {"RESPONSE": None})


def test_everyone_is_shown_the_explanation(package: Package) -> None:
    for each in ALL:
        assert "It is so for a reason." in shown(package, each.id, {})


def shown(package: Package, ident: str, responses: Mapping[str, Response]) -> str:
    """The feedback that these responses bring up."""
    item = package.item(ident)
    outcomes = Scored(item, responses).outcomes
    texts = []
    for feedback in item.iter("modalFeedback"):
        value = outcomes[feedback.attrib["outcomeIdentifier"]]
        names = value if isinstance(value, list) else [value]
        if feedback.get("identifier") in names:
            texts.append("".join(feedback.itertext()))
    return "\n".join(texts)


def test_the_parts_of_an_item_are_in_the_order_of_the_schema(package: Package) -> None:
    order = (
        "(responseDeclaration )+(outcomeDeclaration )+itemBody responseProcessing (modalFeedback )+"
    )
    for each in ALL:
        parts = "".join(f"{part.tag} " for part in package.item(each.id))
        assert re.fullmatch(order, parts), each.id


def test_formulas_are_mathml_and_choices_keep_their_spaces(package: Package) -> None:
    item = package.item("choice")
    choice = next(found for found in item.iter("simpleChoice") if found.find(".//math"))
    assert [child.tag for child in choice] == ["span"]
    assert "".join(choice.itertext()) == "a x2 b"
    fixed = [found.get("fixed") for found in item.iter("simpleChoice")]
    assert fixed.count("true") == 1


def test_what_only_algebra_can_grade_is_marked_by_hand_with_the_answer_beside_it(
    package: Package,
) -> None:
    for ident, given in (("formula", "x2"), ("working", "y = x*x")):
        item = package.item(ident)
        assert item.find(".//extendedTextInteraction") is not None
        assert Scored(item, {"RESPONSE": "x^2"}).share == 0
        assert given in shown(package, ident, {})
        marked = [loss.message for loss in package.losses if loss.ident == ident]
        assert marked == ["it is marked by hand"]
    body = package.item("working").find("itemBody")
    assert body is not None
    assert "y = x*x" in "".join(body.itertext()), "what is given is shown"


def test_the_manifest_names_every_file_and_the_test_asks_every_item(package: Package) -> None:
    manifest = package.element("imsmanifest.xml")
    files = {found.attrib["href"] for found in manifest.iter("file")}
    assert files == {*package.files} - {"imsmanifest.xml"}
    names = [found.attrib["identifier"] for found in manifest.iter("resource")]
    assert len({*names}) == len(names)
    refs = [
        found.attrib["href"]
        for found in package.element("assessment.xml").iter()
        if found.tag == "assessmentItemRef"
    ]
    assert refs == [f"items/q-{each.id}.xml" for each in ALL]


@pytest.mark.parametrize("form", FORMS)
def test_one_variant_of_a_pool_is_drawn(form: str) -> None:
    drawn = question(
        "half",
        type="numeric",
        prompt="Half of {{ n }}?",
        answer="n/2",
        parameters={"n": {"integer": [1, 99]}},
    )
    package = package_of(form, [question("q", **CHOICE), drawn], variants=3)
    (outer,) = package.element("assessment.xml").findall("testPart/assessmentSection")
    assert [child.tag for child in outer] == ["assessmentItemRef", "assessmentSection"]
    pool = outer[1]
    assert [child.tag for child in pool] == ["selection", *["assessmentItemRef"] * 3]
    assert pool[0].get("select") == "1"
    prompts = {"".join(package.item(f"half--v{n}").itertext()) for n in (1, 2, 3)}
    assert len(prompts) == 3


@pytest.mark.parametrize("form", FORMS)
def test_each_topic_has_a_section(form: str) -> None:
    items = [
        Item(name, question(name, **CHOICE).variant(), question(name, **CHOICE), topic=topic)
        for name, topic in (("a", "First"), ("b", "First"), ("c", "Second"))
    ]
    out = BytesIO()
    assert not [*FORMATS[form].write()(Export("All", "all", items), out)]
    with ZipFile(out) as archive:
        test = archive.read("assessment.xml").decode()
    sections = re.findall(r'assessment-?section identifier="([^"]*)" title="([^"]*)"', test, re.I)
    assert sections == [("questions-1", "First"), ("questions-2", "Second")]


@pytest.mark.parametrize("form", FORMS)
def test_pictures_are_in_the_package_once(form: str, tmp_path: Path) -> None:
    (tmp_path / "a curve.png").write_bytes(b"PNG")
    texts = {"prompt": "![A curve](a%20curve.png)", "explanation": "![Again](a%20curve.png)"}
    lost = {"prompt": "![Gone](gone.png) ![Out](../out.png)"}
    package = package_of(
        form,
        [question("one", **CHOICE, **texts), question("two", **CHOICE, **lost)],
        folder=tmp_path,
    )
    assert package.files["pictures/1-a-curve.png"] == b"PNG"
    shown_in_it = [found.get("src") for found in package.item("one").iter("img")]
    assert shown_in_it == ["../pictures/1-a-curve.png"] * 2
    manifest = package.element("imsmanifest.xml")
    files = [found.attrib["href"] for found in manifest.iter("file")]
    assert files.count("pictures/1-a-curve.png") == 1
    assert package.lost == [
        f"the picture {path} is not beside the bank: its description stands instead"
        for path in ("gone.png", "../out.png")
    ]
    assert "[image: Out (../out.png)]" in "".join(package.item("two").itertext())


@pytest.mark.parametrize(("form", "start"), [("qti21", None), ("qti3", "3")])
def test_a_list_starts_where_it_can(form: str, start: str | None) -> None:
    package = package_of(form, [question("q", **CHOICE, prompt="3. three\n4. four")])
    (listing,) = package.item("q").iter("ol")
    assert listing.get("start") == start
    assert package.lost == ([] if start else ["numbered lists start from 1"])


@pytest.mark.parametrize("form", FORMS)
def test_a_formula_in_a_blank_leaves_the_question_out(form: str) -> None:
    blanks = {"f": {"answer": "x^2", "symbols": {"x": "real"}}}
    asked = question("q", type="cloze", prompt="It is [[f]].", blanks=blanks)
    package = package_of(form, [asked])
    assert [loss.left_out for loss in package.losses] == [True]
    assert not any(name.startswith("items/") for name in package.files)


@pytest.mark.parametrize("form", FORMS)
def test_a_unit_stands_behind_the_field(form: str) -> None:
    asked = question("q", type="numeric", answer=3, unit="m/s")
    package = package_of(form, [asked])
    body = package.item("q").find("itemBody")
    assert body is not None
    assert body[-1].tag == "p"
    assert body[-1][0].tail == " m/s"
    assert package.lost == ["the unit is written behind the field: “m/s” is not typed"]
