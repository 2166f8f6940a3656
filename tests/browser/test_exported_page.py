"""The exported page in a real browser: every kind answered with keys alone, and read by anyone."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from exported_page import page_of, question
from playwright.sync_api import Page, expect

import quiz
from quiz.questions.base import BaseQuestion

Opened = Callable[..., Page]

HTML = "text/html; charset=utf-8"

KINDS = {
    "one": question(
        "one",
        type="multiple_choice",
        prompt="Which is $2^3$?",
        options=[
            {"text": "8", "correct": True},
            {"text": "6", "feedback": "That is $2 \\cdot 3$."},
        ],
        hints=["Two times two times two."],
    ),
    "several": question(
        "several",
        type="multiple_select",
        options=[{"text": "a", "correct": True}, {"text": "b", "correct": True}, {"text": "c"}],
        scoring="partial",
    ),
    "truth": question("truth", type="true_false", answer=False, feedback={"true": "It is not."}),
    "pairs": question("pairs", type="matching", pairs=[["1", "$x^1$"], ["2", "$x^2$"]]),
    "order": question("order", type="ordering", items=["first", "second"], distractors=["stray"]),
    "number": question("number", type="numeric", answer="1/4", unit="m"),
    "words": question("words", type="short_answer", accept=["cross-entropy"]),
    "blanks": question(
        "blanks",
        type="cloze",
        prompt="A [[word]] and $x = [[number]]$, [[choice]].",
        blanks={
            "word": {"accept": ["loss"]},
            "number": {"answer": 3},
            "choice": {"options": ["here", "there"], "answer": "here"},
        },
    ),
    "formula": question("formula", type="expression", answer="x^2", symbols={"x": "real"}),
    "working": question(
        "working",
        type="derivation",
        symbols={"x": "positive"},
        given={"y": "x^2"},
        milestones=[{"line": "log(y) = log(x^2)"}],
        goal="log(y) = 2*log(x)",
        solution="log(y) = log(x^2)\n = 2*log(x)",
    ),
}


@pytest.fixture
def opened(tmp_path: Path, new_page: Callable[..., Page]) -> Opened:
    """Opens a page with these questions, from a file or from a server, with a seed."""

    def opened(
        *asked: BaseQuestion, seed: int = 1, variants: int = 1, server: bool = False, **window: Any
    ) -> Page:
        content = page_of(*asked, variants=variants)
        file = tmp_path / "quiz.html"
        file.write_text(content, encoding="utf-8")
        page = new_page(**window)
        address = "http://127.0.0.1/quiz.html" if server else file.as_uri()
        if server:
            page.route(address, lambda route: route.fulfill(body=content, content_type=HTML))
        page.goto(f"{address}#seed={seed}")
        return page

    return opened


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until what is in focus is one of these."""
    for _ in range(80):
        page.keyboard.press("Tab")
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
    pytest.fail(f"{selector} cannot be reached with Tab")


def focused(page: Page) -> str:
    return str(page.evaluate("document.activeElement.innerText"))


def verdict(page: Page) -> str:
    return page.locator(".verdict").inner_text().strip()


def answer_with_keys(page: Page, ident: str) -> None:
    """Give the right answer, and press Enter in the form."""
    match ident:
        case "one" | "truth":
            choose_one(page, "8" if ident == "one" else "False")
        case "several":
            choose_several(page, ["a", "b"])
        case "pairs":
            for text in ("x¹", "x²"):
                tab_to(page, "select")
                while text not in page.evaluate("document.activeElement.selectedOptions[0].text"):
                    page.keyboard.press("ArrowDown")
        case "order":
            put_in_order(page, ["first", "second"])
        case "blanks":
            for name, text in {"word": "Loss", "number": "3", "choice": "here"}.items():
                tab_to(page, f"[data-blank={name}]")
                page.keyboard.type(text)
        case _:
            tab_to(page, ".answer input, .answer textarea")
            page.keyboard.type({"number": "0.25 m", "words": "Cross entropy"}.get(ident, "x^2"))
    tab_to(page, "button[type=submit]")
    page.keyboard.press("Enter")


def choose_one(page: Page, label: str) -> None:
    """With the arrows of the radio buttons."""
    tab_to(page, "input[type=radio]")
    page.keyboard.press("Space")
    while page.locator("input:checked + label").inner_text() != label:
        page.keyboard.press("ArrowDown")


def choose_several(page: Page, labels: list[str]) -> None:
    """With the space bar on each check box."""
    for _ in page.locator("input[type=checkbox]").all():
        tab_to(page, "input[type=checkbox]")
        if page.evaluate("document.activeElement.nextSibling.innerText") in labels:
            page.keyboard.press("Space")


def items(page: Page) -> list[str]:
    return page.locator("ol.items > li .text").all_inner_texts()


def put_in_order(page: Page, wanted: list[str]) -> None:
    """With the buttons of the items: out with the stray one, then up."""
    tab_to(page, "[data-move=out][aria-label$=stray]")
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.ariaLabel") == "Put back: stray"
    if items(page) != wanted:
        page.evaluate("document.querySelector('h2').focus()")
        tab_to(page, f"[data-move=up][aria-label$={wanted[0]}]")
        page.keyboard.press("Enter")
        moved = f"{wanted[0]}: place 1 of 2."
        assert page.locator(".moved").inner_text() == moved, "it is said aloud"
    assert items(page) == wanted


def test_every_kind_is_answered_with_keys_alone(opened: Opened) -> None:
    page = opened(*KINDS.values())
    for ident in KINDS:
        answer_with_keys(page, ident)
        if ident in ("formula", "working"):
            assert "cannot check this answer" in focused(page)
            tab_to(page, "input[type=radio]")
            page.keyboard.press("Space")
        else:
            assert verdict(page) == "✓ Right · 1 of 1 point"
            assert "Right" in focused(page), "the verdict is read first"
        tab_to(page, ".controls button")
        page.keyboard.press("Enter")
    assert page.locator("h2").inner_text() == "Result"
    assert page.locator(".score").inner_text() == "8 of 8 points · 100 %"
    assert "2 of 10 are marked by yourself and do not count." in page.locator("main").inner_text()


def test_a_wrong_option_gets_its_feedback_and_a_hint_costs(opened: Opened) -> None:
    page = opened(KINDS["one"])
    page.get_by_role("button", name="Hint (costs 10 %)").press("Enter")
    assert page.locator(".hint").inner_text() == "Two times two times two."
    assert focused(page) == "Check the answer", "the button of the last hint is gone"
    page.get_by_label("8").check()
    page.get_by_role("button", name="Check the answer").press("Enter")
    assert verdict(page) == "✓ Right · 0.9 of 1 point, 1 hint taken"
    assert page.get_by_label("8").is_disabled()
    page = opened(KINDS["one"], seed=2)
    page.get_by_label("6").check()
    page.get_by_role("button", name="Check the answer").press("Enter")
    assert verdict(page) == "✗ Not right · 0 of 1 point"
    assert "That is" in page.locator(".remarks").inner_text()
    assert page.locator(".choice.right").inner_text() == "8"


def test_what_cannot_be_read_costs_nothing(opened: Opened) -> None:
    page = opened(KINDS["number"])
    for typed, said in (("", "no answer"), ("0,25", "Did you mean 0.25?"), ("3 kg", "reads")):
        page.get_by_label("Your answer").fill(typed)
        page.keyboard.press("Enter")
        assert said in page.locator(".told").inner_text()
    page.get_by_label("Your answer").fill("25/100 m")
    page.keyboard.press("Enter")
    assert verdict(page).startswith("✓ Right")


def test_a_derivation_shows_its_solution_and_steps_only_after_an_answer(opened: Opened) -> None:
    page = opened(KINDS["working"])
    page.get_by_role("button", name="Show the solution").press("Enter")
    assert page.locator(".solution").count() == 0
    page.get_by_label("Your working").fill("log(y) = log(x^2)")
    page.get_by_role("button", name="Show the solution").press("Enter")
    assert page.locator(".own .step").count() == 2, "the milestone and the goal"
    assert page.locator(".solution .working li").count() == 2
    page.get_by_label("It is partly right").check()
    page.get_by_role("button", name="See the result").press("Enter")
    assert "partly right" in page.locator(".review summary").inner_text()
    assert page.locator(".score").count() == 0, "nothing here counts"


def test_a_seed_gives_the_same_order_again_and_starting_again_another(opened: Opened) -> None:
    letters = [{"text": letter, "correct": letter == "a"} for letter in "abcdefgh"]
    fixed = {"text": "none of these", "fixed": True}
    asked = question("many", type="multiple_choice", options=[*letters, fixed])

    def order(page: Page) -> list[str]:
        return page.locator(".choice label").all_inner_texts()

    first = order(opened(asked, seed=7))
    assert order(opened(asked, seed=7)) == first
    page = opened(asked, seed=8)
    assert order(page) != first
    assert order(page)[-1] == first[-1] == "none of these"
    page.get_by_role("button", name="See the result").click()
    page.get_by_role("button", name="Start again").click()
    assert sorted(order(page)) == sorted(first)


def test_one_variant_of_a_pool_is_drawn(opened: Opened) -> None:
    asked = question(
        "half",
        type="numeric",
        prompt="Half of {{ n }}?",
        answer="n/2",
        parameters={"n": {"integer": [1, 99]}},
    )
    prompts = set()
    for seed in range(6):
        page = opened(asked, KINDS["truth"], seed=seed, variants=5)
        assert page.locator("h2").inner_text().startswith("Question 1 of 2")
        prompts.add(page.locator(".prompt").inner_text())
    assert len(prompts) > 1


def test_a_round_goes_on_after_reloading(opened: Opened) -> None:
    page = opened(KINDS["truth"], KINDS["number"], server=True)
    page.get_by_label("False").check()
    page.get_by_role("button", name="Check the answer").click()
    page.get_by_role("button", name="Next question").click()
    page.get_by_label("Your answer").fill("0.2")
    page.get_by_role("button", name="Back").click()
    page.reload()
    assert verdict(page).startswith("✓ Right")
    assert page.get_by_label("False").is_checked()
    page.get_by_role("button", name="Question 2, open").click()
    assert page.get_by_label("Your answer").input_value() == "0.2"


def test_hostile_text_is_shown_and_never_run(opened: Opened) -> None:
    said = "<script>window.run = 1</script><img src=x onerror='window.run = 1'>"
    options = [{"text": said, "correct": True, "feedback": said}, {"text": "b"}]
    page = opened(
        question("h", type="multiple_choice", prompt=said, explanation=said, options=options),
        question("m", type="matching", pairs=[[said, said + "1"], ["a", "b"]]),
    )
    assert page.locator(".prompt").inner_text() == said
    page.get_by_label(said).check()
    page.get_by_role("button", name="Check the answer").click()
    assert said in page.locator(".remarks").inner_text()
    page.get_by_role("button", name="Next question").click()
    page.locator("select").first.select_option(index=1)
    page.get_by_role("button", name="Check the answer").click()
    assert page.evaluate("window.run") is None
    assert page.locator("img").count() == 0


def test_every_answer_of_the_bank_is_read_back_from_its_form_and_right(opened: Opened) -> None:
    bank = quiz.load_bank()
    page = opened(*bank.questions)
    keys = {
        question.id: question.variant(1).key()
        for question in bank.questions
        if question.status == "active"
    }
    wrong = page.evaluate(
        """keys => items.filter((item) => {
            const view = questionView(item);
            fillResponse(view, keys[item.ident]);
            const read = readResponse(view);
            if (item.isOwn) return false;
            return grade(contents(item).key, read).verdict !== "correct";
        }).map((item) => item.ident)""",
        keys,
    )
    assert wrong == []


LONG = " + ".join(f"\\hat{{x}}_{{{number}}}^2" for number in range(20))
WIDE = question(
    "wide",
    type="multiple_choice",
    prompt=f"Is ${LONG}$ wide?\n\n$${LONG}$$",
    explanation=f"Because ${LONG}$.",
    hints=[f"Look: ${LONG}$."],
    options=[{"text": f"${LONG}$", "correct": True}, {"text": "b"}],
)


@pytest.mark.parametrize(("width", "dark"), [(320, False), (1280, True)])
def test_nothing_bars_people_from_it(
    opened: Opened, hurdles: Callable[[Page], list[str]], width: int, dark: bool
) -> None:
    asked = {**KINDS, "wide": WIDE}
    page = opened(*asked.values(), width=width, dark=dark)
    found = []
    for ident in asked:
        if not dark:
            found += hurdles(page)
        page.evaluate(
            "key => { const view = document.querySelector('.question'); fillResponse(view, key); }",
            asked[ident].variant(1).key(),
        )
        page.locator("button[type=submit]").click()
        found += hurdles(page)
        assert page.evaluate("document.documentElement.scrollWidth") <= width
        page.locator(".controls button:visible").first.click()
    for details in page.locator(".review summary").all():
        details.click()
    found += hurdles(page)
    assert found == []


def test_a_printed_result_has_every_question_in_full(opened: Opened) -> None:
    page = opened(KINDS["one"], KINDS["truth"])
    page.evaluate("show(2)")
    page.emulate_media(media="print")
    page.evaluate("window.dispatchEvent(new Event('beforeprint'))")
    for prompt in page.locator(".review .prompt").all():
        expect(prompt).to_be_visible()
    assert page.locator(".review .prompt").count() == 2
    assert not page.locator(".controls").is_visible()
