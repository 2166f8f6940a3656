"""The preview in a real browser: answered with mouse and keyboard, live on save, open to all."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from urllib.parse import urlsplit

import pytest
from playwright.sync_api import Page, expect
from serving_banks import KINDS, served, until

from quiz.preview.serving import Service

WORKING = "log L = y log p\nJ = -(y log p + (1-y) log(1-p))"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    path = tmp_path / "kinds.yaml"
    path.write_text(KINDS, encoding="utf-8")
    return path


@pytest.fixture
def service(path: Path) -> Iterator[Service]:
    with served(path) as service:
        until(lambda: service.live.snapshot.is_checked, "the check")
        yield service


@pytest.fixture
def visit(service: Service) -> Callable[[Page, str], None]:
    """Opens a page of the preview, as one who was let in."""

    def visit(page: Page, where: str) -> None:
        if page.url == "about:blank":
            page.goto(service.address)
        page.goto(f"http://{urlsplit(service.address).netloc}{where}")
        expect(page.locator("#live")).to_have_text("Live")

    return visit


def verdict(page: Page) -> str:
    return page.locator(".verdict").inner_text().split("·")[0].strip()


# Answering


def test_an_option_is_chosen_with_the_keyboard(
    page: Page, visit: Callable[[Page, str], None]
) -> None:
    visit(page, "/question/choose-one/")
    page.get_by_role("radio").first.focus()
    while "binary" not in page.locator("input:focus + label").inner_text():
        page.keyboard.press("ArrowDown")
    page.keyboard.press("Space")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Right · 1 of 1 point")


def test_several_are_ticked_and_hints_are_taken(
    page: Page, visit: Callable[[Page, str], None]
) -> None:
    visit(page, "/question/choose-several/")
    for box in page.get_by_role("checkbox").all()[:1]:
        box.check()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".told")).to_be_visible()
    assert verdict(page) == "✗ Not right"
    visit(page, "/question/choose-one/")
    hint = page.get_by_role("button", name="Hint")
    hint.click()
    expect(page.locator(".hints li")).to_have_text("Think of the distribution.")
    hint.click()
    expect(page.locator(".hints li")).to_have_count(2)
    page.get_by_text("binary cross-entropy").click()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".verdict")).to_contain_text("0.8 of 1 point (2 hints taken)")


def test_pairs_are_picked_from_lists(page: Page, visit: Callable[[Page, str], None]) -> None:
    visit(page, "/question/pairs/")
    page.get_by_label("sigmoid").select_option("binary")
    page.get_by_label("softmax").select_option("categorical")
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".verdict")).to_contain_text("Right")


def test_items_are_moved_into_order(page: Page, visit: Callable[[Page, str], None]) -> None:
    visit(page, "/question/steps/")
    for wanted in ("derivative", "logarithm", "likelihood"):
        up = page.get_by_role("button", name=f"Move up: {wanted}")
        while up.is_enabled():
            up.click()
    page.get_by_role("button", name="Answer", exact=True).click()
    expect(page.locator(".verdict")).to_contain_text("Right")


def test_blanks_are_filled_in_the_text_and_their_formulas_echoed(
    page: Page, visit: Callable[[Page, str], None]
) -> None:
    visit(page, "/question/blanks/")
    page.get_by_label("loss", exact=True).select_option("cross-entropy")
    page.get_by_label("slope", exact=True).fill("p - ")
    expect(page.locator(".echo math")).to_have_attribute("alttext", "p - □")
    page.get_by_label("slope", exact=True).fill("p - y")
    page.keyboard.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Right")


def test_a_working_is_echoed_checked_and_graded_line_by_line(
    page: Page, visit: Callable[[Page, str], None]
) -> None:
    visit(page, "/question/working/")
    box = page.get_by_label("Your working")
    box.fill(WORKING)
    expect(page.locator(".echo li math")).to_have_count(2)
    page.get_by_role("button", name="Check the lines").click()
    expect(page.locator(".judged li")).to_have_count(2)
    expect(page.locator(".told")).not_to_contain_text("Why")
    box.press("Control+Enter")
    expect(page.locator(".verdict")).to_contain_text("Partly right")
    assert page.locator(".judged .mark").all_inner_texts() == ["✗", "✓"]
    expect(page.locator(".why")).to_contain_text("The log of a product")


def test_variants_side_by_side_are_answered_on_their_own(
    page: Page, visit: Callable[[Page, str], None]
) -> None:
    visit(page, "/question/number/?count=2")
    first, second = page.locator("article.asked").all()
    assert abs(first.bounding_box()["y"] - second.bounding_box()["y"]) < 2  # type: ignore[index]
    second.get_by_label("Your answer").fill("17")
    second.get_by_role("button", name="Answer", exact=True).click()
    expect(second.locator(".verdict")).to_contain_text("Not right")
    expect(first.locator(".told")).to_have_count(0)


# Live on save


def test_a_save_is_shown_and_what_was_typed_stays(
    page: Page, path: Path, visit: Callable[[Page, str], None]
) -> None:
    visit(page, "/question/formula/")
    box = page.get_by_label("Your answer")
    box.fill("y log p")
    box.press("Enter")
    expect(page.locator(".verdict")).to_contain_text("Not right")
    box.press("Home")
    text = KINDS.replace("State the loss of one observation.", "State it once more.")
    path.write_text(text.replace('answer: "-(y*log(p) + (1-y)*log(1-p))"', 'answer: "y*log(p)"'))
    expect(page.locator(".prompt")).to_have_text("State it once more.")
    expect(page.locator(".verdict")).to_contain_text("Right")
    expect(box).to_have_value("y log p")
    expect(box).to_be_focused()
    assert box.evaluate("field => field.selectionStart") == 0


def test_a_save_of_another_question_leaves_this_one_alone(
    page: Page, path: Path, service: Service, visit: Callable[[Page, str], None]
) -> None:
    visit(page, "/question/word/")
    page.get_by_label("Your answer").fill("half a w")
    page.evaluate("document.querySelector('article.asked').mark = 'the same'")
    version = service.live.snapshot.version
    path.write_text(KINDS.replace("Each is a likelihood.", "Each is one, negated."))
    until(lambda: service.live.snapshot.version > version + 1, "the second check")
    page.wait_for_function(
        "version => Number(document.body.dataset.version) > version", arg=version
    )
    assert page.evaluate("document.querySelector('article.asked').mark") == "the same"


def test_a_broken_file_is_told_with_its_line_and_mended_by_a_save(
    page: Page, path: Path, visit: Callable[[Page, str], None]
) -> None:
    visit(page, "/question/true-or-false/")
    line = KINDS.splitlines().index("    answer: false") + 1
    path.write_text(KINDS.replace("answer: false", "answer: perhaps"))
    expect(page.locator(".notice")).to_be_visible()
    link = page.locator(".findings .source")
    expect(link).to_have_text(f"{path}:{line}:13")
    expect(link).to_have_attribute("href", f"vscode://file{path}:{line}:13")
    expect(page.locator(".prompt")).to_have_text("Cross-entropy is symmetric.")
    path.write_text(KINDS)
    expect(page.locator(".notice")).to_have_count(0)
    expect(page.locator(".problems")).to_contain_text("Nothing is wrong")


def test_the_list_follows_and_is_filtered(
    page: Page, path: Path, visit: Callable[[Page, str], None]
) -> None:
    visit(page, "/")
    rows = page.locator(".rows li:visible")
    expect(rows).to_have_count(10)
    page.get_by_label("Filter").fill("ordering losses")
    expect(rows).to_have_count(1)
    expect(page.locator(".found")).to_have_text("1 found")
    path.write_text(KINDS.replace("- id: steps", "- id: stairs"))
    expect(page.get_by_role("link", name="stairs")).to_be_visible()
    expect(rows).to_have_count(1)


def test_a_question_that_is_taken_out_leaves_word_of_it(
    new_page: Callable[..., Page], path: Path, visit: Callable[[Page, str], None]
) -> None:
    page = new_page(tolerated="404")
    visit(page, "/question/working/")
    path.write_text(KINDS[: KINDS.index("  - id: working")])
    expect(page.get_by_role("heading", name="Not found")).to_be_visible()
    path.write_text(KINDS)
    expect(page.get_by_label("Your working")).to_be_visible()


def test_a_preview_that_has_ended_is_told(
    page: Page, service: Service, visit: Callable[[Page, str], None]
) -> None:
    visit(page, "/question/word/")
    service.stop()
    expect(page.locator("#live")).to_have_text("Not connected")


# For everyone, everywhere

PLACES = (
    *("/", "/paper/?key=on", "/rule/Q014", "/question/number/?count=4"),
    *("/question/choose-one/", "/question/pairs/", "/question/steps/", "/question/blanks/"),
)


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
@pytest.mark.parametrize("width", [400, 1280])
def test_nothing_bars_anyone_from_the_pages(
    new_page: Callable[..., Page],
    hurdles: Callable[[Page], list[str]],
    visit: Callable[[Page, str], None],
    width: int,
    dark: bool,
) -> None:
    page = new_page(width, 800, dark)
    for place in PLACES:
        visit(page, place)
        assert hurdles(page) == [], place
        assert page.evaluate("document.documentElement.scrollWidth") <= width, place


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_nothing_bars_anyone_from_what_is_told(
    new_page: Callable[..., Page],
    hurdles: Callable[[Page], list[str]],
    visit: Callable[[Page, str], None],
    path: Path,
    dark: bool,
) -> None:
    page = new_page(400, 800, dark)
    for place, answer in (
        ("working", WORKING),
        ("formula", "q + "),
        ("formula", "y"),
        ("word", "BCE"),
    ):
        visit(page, f"/question/{place}/")
        page.locator("textarea, input.wide").fill(answer)
        page.get_by_role("button", name="Answer", exact=True).click()
        expect(page.locator(".verdict")).to_be_visible()
        assert hurdles(page) == [], place
        assert page.evaluate("document.documentElement.scrollWidth") <= 400, place
    path.write_text(KINDS.replace("answer: false", "answer: perhaps"))
    visit(page, "/")
    expect(page.locator(".findings li")).to_have_count(1)
    assert hurdles(page) == []


def test_the_paper_alone_is_printed(page: Page, visit: Callable[[Page, str], None]) -> None:
    visit(page, "/paper/")
    page.emulate_media(media="print")
    expect(page.locator(".paper")).to_be_visible()
    expect(page.locator(".bar")).to_be_hidden()
    expect(page.locator(".choosing-paper")).to_be_hidden()
    expect(page.get_by_text("Number these in order.")).to_be_visible()
    page.emulate_media(media="screen")
    page.get_by_label("With the key").check()
    expect(page.locator(".paper .key").first).to_be_visible()


def test_a_paper_has_room_for_the_number_of_its_hundredth_question(
    page: Page, visit: Callable[[Page, str], None]
) -> None:
    visit(page, "/paper/")
    room, needed = page.evaluate("""() => {
        const list = document.querySelector(".items-of-paper");
        const mark = Object.assign(document.createElement("b"), { textContent: "100." });
        document.querySelector(".on-paper .text").append(mark);
        const inside = document.querySelector(".on-paper .text").getBoundingClientRect().left;
        return [inside - list.getBoundingClientRect().left, mark.getBoundingClientRect().width];
    }""")
    assert room >= needed
