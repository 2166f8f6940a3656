"""The pages show every question as a learner and an exam paper would, and what is wrong."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from serving_banks import KINDS, Visitor, served, until

from quiz.bank import load_bank

HOSTILE = """\
title: <script>alert(1)</script>
questions:
  - id: hostile
    type: multiple_choice
    prompt: <script>alert(2)</script> "'> $\\text{<script>}$ ![x" onerror="y](a.png)
    explanation: "</section><img src=x onerror=alert(3)>"
    tags: ["<script>"]
    options:
      - {text: "<b>bold</b>\\" onclick=\\"alert(4)", correct: true}
      - {text: "'><svg onload=alert(5)>"}
  - id: broken
    type: numeric
    prompt: p
    explanation: e
    answer: <script>
"""


@pytest.fixture(scope="module")
def visitor(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Visitor]:
    folder = tmp_path_factory.mktemp("bank")
    (folder / "kinds.yaml").write_text(KINDS, encoding="utf-8")
    with served(folder) as service:
        until(lambda: service.live.snapshot.is_checked, "the check")
        yield Visitor(service).enter()


def test_the_first_page_lists_all_questions(visitor: Visitor) -> None:
    text = visitor.ask("/").text
    for question in load_bank(visitor.service.live.place):
        assert f'href="/question/{question.id}/"' in text
    assert "Nothing is wrong" in text


def test_every_kind_is_shown_with_a_form_and_without_its_key(visitor: Visitor) -> None:
    for question in load_bank(visitor.service.live.place):
        text = visitor.ask(f"/question/{question.id}/").text
        assert f'data-shape="{question.shape}"' in text, question.id
        assert '<button type="submit"' in text
        assert question.explanation.split("$")[0].strip() not in text
    assert "<math" in visitor.ask("/question/choose-one/").text


def test_variants_stand_side_by_side(visitor: Visitor) -> None:
    text = visitor.ask("/question/number/?seed=5&count=4").text
    assert re.findall(r'<article class="asked".*?data-seed="(\d+)"', text) == ["5", "6", "7", "8"]
    shown = re.findall(r"<dt>p</dt><dd>(0\.\d\d)</dd>", text)
    question = load_bank(visitor.service.live.place)["number"]
    assert [float(value) for value in shown] == [
        float(question.variant(seed).values["p"])  # type: ignore[arg-type]
        for seed in (5, 6, 7, 8)
    ]
    assert text.count("<form") == 4


def test_a_question_that_never_varies_is_shown_once(visitor: Visitor) -> None:
    text = visitor.ask("/question/formula/?count=4").text
    assert text.count("<form") == 1
    assert "Side by side" not in text


@pytest.mark.parametrize("query", ["seed=-1", "seed=x", "count=999", "seed=99999999999999", "a=b"])
def test_an_address_that_makes_no_sense_is_taken_as_far_as_it_does(
    visitor: Visitor, query: str
) -> None:
    answer = visitor.ask(f"/question/number/?{query}")
    assert answer.status == 200
    assert 1 <= answer.text.count("<form") <= 12


def test_a_question_links_to_its_line(visitor: Visitor) -> None:
    path = visitor.service.live.place / "kinds.yaml"
    line = KINDS.splitlines().index("  - id: word") + 1
    link = f'<a class="source" href="vscode://file{path.resolve()}:{line}:1">{path}:{line}:1</a>'
    assert link in visitor.ask("/question/word/").text


def test_the_paper_has_no_key_unless_it_is_asked_for(visitor: Visitor) -> None:
    paper = visitor.ask("/paper/").text
    assert paper.count('<li class="on-paper">') == 10
    assert "10 questions · 13 points" in paper
    assert "binary cross-entropy" in paper, "an option"
    assert 'class="key"' not in paper
    assert "<h3>Why" not in paper
    assert "BCE" not in paper
    with_key = visitor.ask("/paper/?key=on").text
    assert with_key.count('class="key"') == 10


def test_a_paper_is_chosen_by_question_tag_and_kind(visitor: Visitor) -> None:
    one = visitor.ask("/paper/?question=pairs").text
    assert one.count('<li class="on-paper">') == 1
    assert visitor.ask("/paper/?kind=cloze").text.count('<li class="on-paper">') == 1
    assert visitor.ask("/paper/?tag=losses").text.count('<li class="on-paper">') == 10
    assert visitor.ask("/paper/?tag=other").text.count('<li class="on-paper">') == 0


def test_a_seed_gives_the_paper_the_variants_of_the_pages(visitor: Visitor) -> None:
    shown = re.search(r"<dd>(0\.\d\d)</dd>", visitor.ask("/question/number/?seed=7").text)
    assert shown is not None
    assert shown[1] in visitor.ask("/paper/?question=number&seed=7").text


@pytest.mark.parametrize(
    ("path", "said"),
    [
        ("/question/pair/", "did you mean “pairs”?"),
        ("/question/%3Cscript%3E/", "No question has the id “&lt;script&gt;”"),
        ("/rule/Q999", "no such code"),
        ("/static/../server.py", "Not"),
        ("/nowhere", "Not"),
    ],
)
def test_what_is_not_there_is_told(visitor: Visitor, path: str, said: str) -> None:
    answer = visitor.ask(path)
    assert answer.status == 404
    assert said in answer.text
    assert "<main" in answer.text


def test_the_page_of_a_code_explains_it(visitor: Visitor) -> None:
    assert "A tolerance lets a listed mistake through" in visitor.ask("/rule/Q014").text


def test_what_an_author_writes_is_never_markup(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(HOSTILE, encoding="utf-8")
    with served(tmp_path) as service:
        visitor = Visitor(service).enter()
        for path in ("/", "/question/hostile/", "/paper/?key=on", "/question/hostile/grade"):
            body = b'{"seed": 0, "response": 1}' if path.endswith("grade") else None
            text = visitor.ask(path, body).text
            tags = {tag.lower() for tag in re.findall(r"<([a-zA-Z]+)", text)}
            assert not tags & {"b", "svg"}, path
            assert len(re.findall("<script", text)) == (0 if body else 2), path
            attributes = " ".join(re.findall(r"<[a-zA-Z][^>]*>", text))
            assert not re.search(r"\son\w+\s*=\s*[a-z(]", re.sub(r'"[^"]*"', '""', attributes))


def test_an_image_is_served_from_beside_its_question_alone(tmp_path: Path) -> None:
    folder = tmp_path / "bank"
    (folder / "plots").mkdir(parents=True)
    (folder / "plots" / "a b.svg").write_text("<svg/>", encoding="utf-8")
    (folder / "secret.txt").write_text("secret", encoding="utf-8")
    (tmp_path / "outside.png").write_bytes(b"secret")
    (folder / "linked.png").symlink_to(tmp_path / "outside.png")
    bank = folder / "bank.yaml"
    prompt = "See ![a curve](plots/a%20b.svg)"
    bank.write_text(KINDS.replace("What is it called?", prompt), encoding="utf-8")
    with served(bank) as service:
        visitor = Visitor(service).enter()
        shown = '<img src="/question/word/file/plots/a%20b.svg" alt="a curve"/>'
        assert shown in visitor.ask("/question/word/").text
        assert shown in visitor.ask("/paper/").text
        assert visitor.ask("/question/word/file/plots/a%20b.svg").text == "<svg/>"
        for path in ("secret.txt", "bank.yaml", "../outside.png", "..%2Foutside.png", "linked.png"):
            answer = visitor.ask(f"/question/word/file/{path}")
            assert answer.status == 404, path
            assert "secret" not in answer.text
