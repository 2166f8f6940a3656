"""SCORM packages in a frame of a learning platform that is strict about what it is told."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from io import BytesIO
from typing import NamedTuple
from zipfile import ZipFile

import pytest
from exported_page import exported, question
from playwright.sync_api import Frame, Page, Route

from quiz.questions.base import BaseQuestion

SITE = "http://127.0.0.1"

PLATFORM = """<!DOCTYPE html><title>Platform</title><script>
const told = [], kept = KEPT;
const count = () => new Set(Object.keys(kept).map((name) => /interactions\\.(\\d+)/.exec(name)?.[1])
  .filter(Boolean)).size;
const get = (name) => name === "cmi.interactions._count" ? String(count()) : kept[name] ?? "";
const set = (name, value) => { told.push([name, value]); kept[name] = value; return "true"; };
const said = (verb) => (...values) => { told.push([verb, ...values]); return "true"; };
window.NAME = START;
</script><iframe src="package/index.html#seed=4" title="Quiz"></iframe>"""

OLD = (
    "{LMSInitialize: said('start'), LMSGetValue: get, LMSSetValue: set,"
    " LMSCommit: said('save'), LMSFinish: said('end')}"
)
NEW = (
    "{Initialize: said('start'), GetValue: get, SetValue: set, Commit: said('save'),"
    " Terminate: said('end')}"
)

ASKED = [
    question(
        "one",
        type="multiple_choice",
        options=[{"text": "a", "correct": True}, {"text": "b"}, {"text": "c"}],
    ),
    question("truth", type="true_false", answer=False),
    question("pairs", type="matching", pairs=[["1", "x"], ["2", "y"]], distractors=["z"]),
    question("order", type="ordering", items=["first", "second", "third"]),
    question("number", type="numeric", answer="1/4", tolerance={"decimals": 2}, points=3),
    question("words", type="short_answer", accept=["cross-entropy"]),
    question(
        "blanks",
        type="cloze",
        prompt="[[a]], [[b]]",
        blanks={"a": {"accept": ["x"]}, "b": {"answer": 2}},
    ),
    question("formula", type="expression", answer="x^2", symbols={"x": "real"}),
]

RIGHT: dict[str, object] = {
    "one": 1,
    "truth": False,
    "pairs": ["x", "y"],
    "order": ["first", "second", "third"],
    "number": "25 %",
    "words": "Cross entropy",
    "blanks": {"a": "x", "b": "2"},
    "formula": "x^2\n" + "x" * 5000,
}


class Version(NamedTuple):
    """How one version of SCORM says things; the rules are those of its data model."""

    form: str
    name: str
    start: str
    score: str
    rules: Mapping[str, str]
    responses: Mapping[str, str]


DECIMAL = r"-?\d+(\.\d+)?"
INTERACTION = r"cmi\.interactions\.\d+\."
VERSIONS = [
    Version(
        "scorm12",
        "API",
        OLD,
        "cmi.core.score.raw",
        {
            r"cmi\.core\.score\.(raw|min|max)": r"\d{1,3}(\.\d+)?",
            r"cmi\.core\.lesson_status": "passed|completed|failed|incomplete|browsed|not attempted",
            r"cmi\.core\.lesson_location": r".{0,255}",
            r"cmi\.core\.session_time": r"\d{2,4}:\d\d:\d\d(\.\d{1,2})?",
            r"cmi\.core\.exit": "time-out|suspend|logout|",
            r"cmi\.suspend_data": r"[^\n]{0,4096}",
            INTERACTION + "id": r"[\w-]{1,255}",
            INTERACTION + "type": "true-false|choice|fill-in|matching|performance|sequencing|likert"
            "|numeric",
            INTERACTION + "time": r"([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d+)?",
            INTERACTION + "latency": r"\d{2,4}:\d\d:\d\d(\.\d{1,2})?",
            INTERACTION + "weighting": DECIMAL,
            INTERACTION + "result": "correct|wrong|unanticipated|neutral|" + DECIMAL,
            INTERACTION + "student_response": r"[^\n]{1,255}",
            INTERACTION + r"correct_responses\.0\.pattern": r"[^\n]{1,255}",
        },
        {
            "one": "a",
            "truth": "f",
            "pairs": "1.a,2.b",
            "order": "a,b,c",
            "number": "0.25",
            "words": "Cross entropy",
            "blanks": "x; 2",
        },
    ),
    Version(
        "scorm2004",
        "API_1484_11",
        NEW,
        "cmi.score.raw",
        {
            r"cmi\.score\.(raw|min|max)": DECIMAL,
            r"cmi\.score\.scaled": r"-?(0(\.\d+)?|1)",
            r"cmi\.progress_measure": r"0(\.\d+)?|1",
            r"cmi\.completion_status": "completed|incomplete|not attempted|unknown",
            r"cmi\.success_status": "passed|failed|unknown",
            r"cmi\.location": r".{0,1000}",
            r"cmi\.session_time": r"PT\d+H\d+M\d+(\.\d{1,2})?S",
            r"cmi\.exit": "timeout|suspend|logout|normal|",
            r"cmi\.suspend_data": r"[^\n]{0,64000}",
            INTERACTION + "id": r"[\w-]{1,4000}",
            INTERACTION + "type": "true-false|choice|fill-in|long-fill-in|matching|performance"
            "|sequencing|likert|numeric|other",
            INTERACTION + "timestamp": r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d{1,2})?",
            INTERACTION + "latency": r"PT\d+H\d+M\d+(\.\d{1,2})?S",
            INTERACTION + "weighting": DECIMAL,
            INTERACTION + "result": "correct|incorrect|unanticipated|neutral|" + DECIMAL,
            INTERACTION + "learner_response": r"[^\n]{1,4000}",
            INTERACTION + r"correct_responses\.0\.pattern": r"[^\n]{1,4000}",
        },
        {
            "one": "a",
            "truth": "false",
            "pairs": "1[.]a[,]2[.]b",
            "order": "a[,]b[,]c",
            "number": "0.25",
            "words": "Cross entropy",
            "blanks": "x[,]2",
        },
    ),
]


def answering(body: str) -> Callable[[Route], None]:
    """What gives this page to whoever asks."""
    return lambda route: route.fulfill(body=body, content_type="text/html; charset=utf-8")


class Opened:
    """A platform with the package in a frame of its."""

    def __init__(self, page: Page, version: Version, asked: list[BaseQuestion]) -> None:
        self.page = page
        self.version = version
        content, _ = exported(version.form, asked)
        self.package = ZipFile(BytesIO(content)).read("index.html").decode()
        self.kept: dict[str, str] = {}

    def launch(self, **kept: str) -> Frame:
        """Open the package, with what the platform has kept of it."""
        platform = PLATFORM.replace("KEPT", repr({**self.kept, **kept}))
        platform = platform.replace("NAME", self.version.name).replace("START", self.version.start)
        pages = {f"{SITE}/platform.html": platform, f"{SITE}/package/index.html": self.package}
        for address, body in pages.items():
            self.page.unroute(address)
            self.page.route(address, answering(body))
        self.page.goto(f"{SITE}/platform.html")
        frame = self.page.frames[1]
        frame.wait_for_selector("h2")
        return frame

    def told(self) -> list[list[str]]:
        """All that the platform was told so far, and what it keeps."""
        told: list[list[str]] = self.page.evaluate("told")
        self.kept = {name: value for name, value, *_ in told if name.startswith("cmi.")}
        return told


@pytest.fixture(params=VERSIONS, ids=lambda version: version.form)
def version(request: pytest.FixtureRequest) -> Version:
    found: Version = request.param
    return found


def answer(frame: Frame, ident: str, response: object) -> None:
    """Go to the question, fill in its form and press its button."""
    frame.evaluate("ident => show(items.findIndex((item) => item.ident === ident))", ident)
    fill = "response => fillResponse(document.querySelector('.question'), response)"
    frame.evaluate(fill, response)
    frame.locator("button[type=submit]").press("Enter")


def interactions(kept: Mapping[str, str]) -> dict[str, dict[str, str]]:
    """What was told of each question, by its id."""
    found: dict[str, dict[str, str]] = {}
    for name, value in kept.items():
        if match := re.fullmatch(r"cmi\.interactions\.(\d+)\.(.+)", name):
            found.setdefault(match[1], {})[match[2]] = value
    return {each["id"]: each for each in found.values()}


def test_score_status_and_answers_are_reported_in_the_platform_s_own_words(
    page: Page, version: Version
) -> None:
    opened = Opened(page, version, ASKED)
    frame = opened.launch()
    for ident, response in RIGHT.items():
        answer(frame, ident, response if ident != "order" else ["first", "third", "second"])
    told = opened.told()
    for name, value in (each for each in told if each[0].startswith("cmi.")):
        rules = [rule for pattern, rule in version.rules.items() if re.fullmatch(pattern, name)]
        assert rules, f"{name} is not in the data model"
        assert re.fullmatch(rules[0], value), f"{name} = {value}"
    assert told[0] == ["start", ""]
    assert opened.kept[version.score] == "94.4444", "8.5 of 9 points"
    statuses = {"cmi.core.lesson_status", "cmi.completion_status"} & {*opened.kept}
    assert [opened.kept[status] for status in statuses] == ["completed"]
    found = interactions(opened.kept)
    response = "student_response" if version.form == "scorm12" else "learner_response"
    for ident, written in version.responses.items():
        if ident != "order":
            assert found[ident][response] == written
            assert found[ident]["result"] == "correct"
    assert found["order"]["correct_responses.0.pattern"] == version.responses["order"]
    assert found["order"]["result"] == "0.5"
    assert found["number"]["weighting"] == "3"
    assert found["formula"]["result"] == "neutral"
    assert found["formula"]["weighting"] == "0"


def test_a_round_that_was_left_goes_on_where_it_was(page: Page, version: Version) -> None:
    opened = Opened(page, version, ASKED)
    frame = opened.launch()
    answer(frame, "truth", True)
    answer(frame, "number", "1/4")
    frame.evaluate("show(3)")
    opened.told()
    exits = {opened.kept.get("cmi.core.exit"), opened.kept.get("cmi.exit")}
    assert "suspend" in exits, "it was said before the browser could be closed"
    frame = opened.launch()
    assert frame.locator("h2").inner_text().startswith("Question 4 of 8")
    frame.evaluate("show(items.findIndex((item) => item.ident === 'number'))")
    assert frame.locator(".verdict").inner_text().strip() == "✓ Right · 3 of 3 points"
    assert frame.get_by_label("Your answer").input_value() == "1/4"
    answer(frame, "words", "cross-entropy")
    before = interactions(opened.kept)
    opened.told()
    assert "words" in interactions(opened.kept)
    assert not {*before} & {*interactions(opened.kept)}, "an answer is told once"


def test_leaving_is_told_once(page: Page, version: Version) -> None:
    opened = Opened(page, version, ASKED)
    opened.launch()
    page.evaluate("document.querySelector('iframe').src = 'about:blank'")
    page.wait_for_function("told.some(([verb]) => verb === 'end')")
    verbs = [each[0] for each in opened.told() if not each[0].startswith("cmi.")]
    assert verbs.count("end") == 1
    assert verbs[-2:] == ["save", "end"]


@pytest.mark.parametrize(("passing", "outcome"), [(0.9, "failed"), (0.5, "passed")])
def test_the_platform_s_own_mark_to_pass_decides(
    page: Page, version: Version, passing: float, outcome: str
) -> None:
    opened = Opened(page, version, ASKED[:2])
    name = "cmi.student_data.mastery_score"
    mark = str(round(100 * passing))
    if version.form == "scorm2004":
        name, mark = "cmi.scaled_passing_score", str(passing)
    frame = opened.launch(**{name: mark})
    answer(frame, "one", 1)
    answer(frame, "truth", True)
    opened.told()
    status = "cmi.core.lesson_status" if version.form == "scorm12" else "cmi.success_status"
    assert opened.kept[status] == outcome


def test_another_round_counts_only_if_it_is_better(page: Page, version: Version) -> None:
    opened = Opened(page, version, ASKED[:2])
    frame = opened.launch()
    answer(frame, "one", 1)
    answer(frame, "truth", True)
    status = "cmi.core.lesson_status" if version.form == "scorm12" else "cmi.completion_status"
    for truth, score in ((None, "50"), (True, "50"), (False, "100")):
        frame.evaluate("restart()")
        if truth is not None:
            answer(frame, "one", 1 if truth is False else 2)
            answer(frame, "truth", truth)
        opened.told()
        assert opened.kept[status] == "completed"
        assert opened.kept[version.score] == score


def test_long_rounds_keep_their_scores_within_the_limit(page: Page) -> None:
    version = VERSIONS[0]
    key = ["x" * 200]
    asked = [question(f"words-{n}", type="short_answer", accept=key) for n in range(120)]
    opened = Opened(page, version, asked)
    frame = opened.launch()
    frame.evaluate(
        """() => items.forEach((item) => {
             const response = "x".repeat(200);
             state.answers[item.ident] = { closed: true, hints: 0, score: 1, response };
           })"""
    )
    frame.evaluate("show(items.length)")
    opened.told()
    assert len(opened.kept["cmi.suspend_data"]) <= 4096
    frame = opened.launch()
    assert frame.locator(".score").inner_text() == "120 of 120 points · 100 %"


def test_without_a_platform_the_page_says_so_and_works(page: Page, version: Version) -> None:
    opened = Opened(page, version, ASKED)
    opened.launch()
    page.goto(f"{SITE}/package/index.html")
    page.get_by_label("a", exact=True).check()
    page.get_by_role("button", name="Check the answer").press("Enter")
    assert "Right" in page.locator(".verdict").inner_text()
    page.evaluate("show(items.length)")
    assert "No learning platform was found" in page.locator("main").inner_text()
