from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

import pytest
from class_answers import LETTERS, answers, bank_of, written

from quiz.marking.report import report_on
from quiz.marking.report_html import report_html

SVG = "{http://www.w3.org/2000/svg}"
MATHML = "{http://www.w3.org/1998/Math/MathML}"
HOSTILE = "</code><script>alert(1)</script>\x1b\x00\"'&amp;"


@pytest.fixture
def page(tmp_path: Path) -> ElementTree.Element:
    text = LETTERS.replace("text: b}", "text: $x^2$ & <b>}", 1)
    lines = [*answers("first", *[2] * 12, 1, 3), *answers("loss", "p^2", "p^2*1", HOSTILE, 0)]
    lines += answers(HOSTILE, 1)
    report = report_on(bank_of(tmp_path, text), written(tmp_path, lines))
    return ElementTree.fromstring(report_html(report).removeprefix("<!DOCTYPE html>"))


def texts(page: ElementTree.Element, tag: str) -> list[str]:
    return ["".join(element.itertext()) for element in page.iter(tag)]


def test_every_plot_says_what_it_shows_and_has_its_figures(page: ElementTree.Element) -> None:
    drawings = [*page.iter(f"{SVG}svg")]
    assert len(drawings) == 3
    for drawing in drawings:
        assert drawing.get("aria-label") == drawing.findtext(f"{SVG}title")
    captions = texts(page, "caption")
    assert "Learners by their share of the points" in captions
    assert "The figures of each question" in captions
    assert "Who picked which option of first" in captions


def test_nothing_comes_from_outside_and_nothing_runs(page: ElementTree.Element) -> None:
    tags = {element.tag for element in page.iter()}
    assert not tags & {"script", "link", "img", "iframe", "object"}
    values = [
        value for element in page.iter() for name, value in element.items() if name != "content"
    ]
    assert not any("//" in value or "javascript:" in value for value in values)
    policy = page.find("head/meta[@http-equiv]")
    assert policy is not None
    assert "default-src 'none'" in str(policy.get("content"))


def test_what_a_learner_wrote_is_text(page: ElementTree.Element) -> None:
    assert any("<script>alert(1)</script>" in text for text in texts(page, "th"))


def test_links_lead_to_the_questions(page: ElementTree.Element) -> None:
    places = [element.get("id") for element in page.iter() if element.get("id")]
    assert places == ["question-first", "question-loss"]
    links = {str(element.get("href")) for element in page.iter() if element.get("href")}
    assert links == {f"#{place}" for place in places}


def test_maths_is_readable(page: ElementTree.Element) -> None:
    formulas = [formula.get("alttext") for formula in page.iterfind(f".//td//{MATHML}math")]
    assert "x^2" in formulas
    assert any("& <b>" in text for text in texts(page, "td"))
    assert any("the right one is" in text for text in texts(page, "td"))


def test_wrong_answers_and_advice_are_told(page: ElementTree.Element) -> None:
    assert "p^2p²" in texts(page, "th")
    assert any("Too hard" in text for text in texts(page, "li"))


def test_a_file_without_answers_has_a_page(tmp_path: Path) -> None:
    shown = report_html(report_on(bank_of(tmp_path), written(tmp_path, [])))
    assert "No answer counts" in shown
