"""The page that needs nothing else, without a browser: what is in it, and what never is."""

from __future__ import annotations

import re
import tracemalloc
from base64 import b64encode
from hashlib import sha256
from html.parser import HTMLParser
from io import BytesIO
from pathlib import Path

import pytest
from exported_page import ITEM, data_of, exported, items, page_of, question
from hypothesis import given, settings
from hypothesis import strategies as st

import quiz
from quiz.lms.writing.exporting import Export, Loss
from quiz.lms.writing.formats import FORMATS

CHOICE = {"type": "multiple_choice", "options": [{"text": "a", "correct": True}, {"text": "b"}]}
DRAWN = {
    "type": "numeric",
    "prompt": "Half of {{ n }}?",
    "answer": "n/2",
    "parameters": {"n": {"integer": [1, 99]}},
}


class Elements(HTMLParser):
    """The elements of a page, their attributes, and the text of its own scripts and styles."""

    def __init__(self, page: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.inside: list[str] = []
        self.feed(page)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))

    def handle_data(self, data: str) -> None:
        tag, attributes = self.found[-1] if self.found else ("", {})
        if tag in ("script", "style") and "type" not in attributes:
            self.inside.append(data)


def test_the_policy_lets_nothing_run_but_the_page_s_own_script() -> None:
    page = page_of(question("q", **CHOICE))
    found = Elements(page)
    policy = next(
        str(attributes["content"])
        for tag, attributes in found.found
        if tag == "meta" and attributes.get("http-equiv") == "Content-Security-Policy"
    )
    assert policy.startswith("default-src 'none'; script-src 'sha256-")
    hashes = [
        b64encode(sha256(text.encode()).digest()).decode() for text in found.inside if text.strip()
    ]
    assert len(hashes) == 2
    assert all(f"'sha256-{each}'" in policy for each in hashes)
    assert "unsafe" not in policy.replace("style-src-attr 'unsafe-inline'", "")


@pytest.fixture(scope="module")
def whole() -> tuple[bytes, list[Loss]]:
    """The page of the bundled bank."""
    return exported("html", quiz.load_bank().questions)


def test_nothing_outside_the_page_is_referred_to(whole: tuple[bytes, list[Loss]]) -> None:
    page, _ = whole
    for tag, attributes in Elements(page.decode()).found:
        assert not {"src", "href", "action", "data"} & set(attributes), tag
    assert b"url(" not in page
    assert b"@import" not in page


def test_the_same_questions_give_the_same_bytes() -> None:
    questions = quiz.load_bank().questions[::20]
    assert exported("html", questions, 2) == exported("html", questions, 2)


def test_every_question_of_the_bank_is_in_the_page_with_what_is_said_about_it(
    whole: tuple[bytes, list[Loss]],
) -> None:
    bank = quiz.load_bank()
    page, losses = whole
    found = data_of(page.decode())
    assert set(found) == {each.id for each in bank.questions if each.status == "active"}
    assert not any(loss.left_out for loss in losses)
    own = {ident for ident, data in found.items() if data["key"] is None}
    assert own == {loss.ident for loss in losses}
    assert all(
        bank[ident].type in ("expression", "derivation", "cloze")
        and "does not count" in loss.message
        for ident, loss in zip(own, losses, strict=True)
    )
    for data in found.values():
        assert data["explanation"]
        assert data["solution"]


def test_a_derivation_shows_its_steps_its_solution_and_its_mistakes() -> None:
    page = page_of(
        question(
            "d",
            type="derivation",
            symbols={"z": "real"},
            given={"s": "1/(1 + exp(-z))"},
            goal="diff(s, z) = s*(1 - s)",
            milestones=[{"line": "1 - s = exp(-z)/(1 + exp(-z))"}],
            solution="1 - s = exp(-z)/(1 + exp(-z))\ndiff(s, z) = s*(1 - s)",
            mistakes=[{"expression": "s", "feedback": "That is the function itself."}],
        )
    )
    data = data_of(page)["d"]
    assert len(data["milestones"]) == 2, "the step and the goal"
    assert data["solution"].count("<math") == 2
    assert "That is the function itself." in data["mistakes"][0]


def test_the_variants_of_a_question_share_a_pool() -> None:
    page = page_of(question("half", **DRAWN), question("q", **CHOICE), variants=3)
    pools = {ident: attributes for ident, attributes, _ in ITEM.findall(page)}
    assert len(pools) == 4
    assert sum('data-pool="half"' in attributes for attributes in pools.values()) == 3
    assert "data-pool" not in pools["q"]


def test_a_picture_is_in_the_page(tmp_path: Path) -> None:
    (tmp_path / "dot.png").write_bytes(b"\x89PNG")
    asked = question("q", **CHOICE, explanation="![a dot](dot.png) ![none](away.png)")
    page, losses = exported("html", [asked], folder=tmp_path)
    explanation = data_of(page.decode())["q"]["explanation"]
    assert 'src="data:image/png;base64,iVBORw=="' in explanation
    assert "[image: none (away.png)]" in explanation
    assert ["away.png" in loss.message for loss in losses] == [True]


@pytest.mark.parametrize(
    "path", ["../secret.png", "/etc/secret.png", "secret.txt", "%2e%2e/secret.png"]
)
def test_only_pictures_beside_the_bank_are_taken(tmp_path: Path, path: str) -> None:
    (tmp_path / "secret.png").write_bytes(b"secret")
    folder = tmp_path / "bank"
    folder.mkdir()
    (folder / "secret.txt").write_bytes(b"secret")
    page, losses = exported(
        "html", [question("q", **CHOICE, prompt=f"![a]({path})")], folder=folder
    )
    assert b64encode(b"secret") not in page
    assert losses


@settings(max_examples=40, deadline=None)
@given(
    st.text(max_size=40) | st.sampled_from(["</script><script>x", "<!--<script>", "]]>", "\u2028"])
)
def test_whatever_a_bank_says_stays_inside_its_script_element(text: str) -> None:
    said = text if text.strip() else "x"
    asked = question(
        "q",
        type="multiple_choice",
        prompt=said,
        explanation=said,
        hints=[said],
        options=[{"text": said, "correct": True, "feedback": said}, {"text": "another"}],
    )
    plain = [tag for tag, _ in Elements(page_of(question("q", **CHOICE))).found]
    page = page_of(asked, title=said)
    assert [tag for tag, _ in Elements(page).found] == plain
    assert set(data_of(page)) == {"q"}


class Counted(BytesIO):
    """A file of which nothing is kept but its length."""

    length = 0

    def write(self, content: object) -> int:
        self.length += len(content)  # type: ignore[arg-type]
        return len(content)  # type: ignore[arg-type]


def test_questions_are_written_one_at_a_time() -> None:
    text = "x" * 10_000
    asked = (question(f"q-{number}", **CHOICE, prompt=text) for number in range(150))
    export, out = Export("Many", "many", items(asked), 1, "essay"), Counted()
    write = FORMATS["html"].write()
    tracemalloc.start()
    try:
        assert not list(write(export, out))
        peak = tracemalloc.get_traced_memory()[1]
    finally:
        tracemalloc.stop()
    assert out.length > 1_500_000
    assert peak < 1_000_000


def test_there_is_no_address_of_another_place_in_it() -> None:
    page = page_of(question("q", **CHOICE))
    assert set(re.findall(r"https?://[^\s\"'<]+", page)) <= {"http://www.w3.org/1998/Math/MathML"}
