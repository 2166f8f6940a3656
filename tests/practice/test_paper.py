from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from quiz.bank import Outline
from quiz.practice.blueprint import Blueprint, BlueprintError, read_blueprint
from quiz.practice.paper import _filled, draw_paper, paper_of
from quiz.practice.picking import Selection
from quiz.questions.draws import Draws


def outline(name: str, kind: str = "numeric", difficulty: int = 2, tags: str = "") -> Outline:
    return Outline(name, kind, "active", difficulty, "0" * 16, tuple(tags.split()))


BANK = [
    *(outline(f"easy-{n}", difficulty=1, tags="bce") for n in range(4)),
    *(outline(f"hard-{n}", difficulty=4, tags="bce mse") for n in range(4)),
    *(outline(f"derive-{n}", "derivation", 3, "mse") for n in range(3)),
    Outline("hidden", "numeric", "draft", 1, "0" * 16, ("bce",)),
]

GOOD = """\
title: Mock exam
minutes: 90
parts:
  - {count: 2, tags: bce, difficulty: 1-2}
  - {count: 3, tags: [bce, mse], difficulty: [3, 4], points: 4}
  - {questions: [derive-1], points: 10}
"""


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "exam.yaml"


def complaints(file: Path, text: str) -> list[str]:
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BlueprintError) as caught:
        paper_of(file, BANK, 1)
    return [line.removeprefix(f"{file}:") for line in str(caught.value).splitlines()]


def test_a_paper_without_a_blueprint_has_twenty_questions_or_as_many_as_asked_for() -> None:
    many = [outline(f"q{n}") for n in range(30)]
    assert len(draw_paper(many, Selection(), 1).items) == 20
    paper = draw_paper(many, Selection(count=5), 1, minutes=15)
    assert (len(paper.items), paper.minutes) == (5, 15)
    assert paper == draw_paper(many, Selection(count=5), 1, minutes=15)
    assert paper.items != draw_paper(many, Selection(count=5), 2).items
    assert draw_paper(many, Selection(kinds=("derivation",)), 1).items == ()


def test_a_blueprint_says_how_many_of_which_sort_for_how_much(file: Path) -> None:
    file.write_text(GOOD, encoding="utf-8")
    paper = paper_of(file, BANK, 1)
    assert (paper.title, paper.minutes) == ("Mock exam", 90)
    names = [item.question for item in paper.items]
    assert {name[:4] for name in names[:2]} == {"easy"}
    assert set(names[2:5]).isdisjoint({*names[:2], "derive-1"})
    assert names[5] == "derive-1"
    assert [item.points for item in paper.items] == [None, None, 4, 4, 4, 10]
    assert paper_of(file, BANK, 1, minutes=30).minutes == 30
    assert paper_of(file, BANK, 1) == paper


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("", ["1:1: file: a blueprint holds keys such as “minutes:” and “parts:”: write these"]),
        ("minutes: 60\n", ["1:1: file: the key “parts” is missing: add it"]),
        ("parts: []\n", ["1:8: parts: this needs at least 1 entry"]),
        (
            "minutes: sixty\nparts:\n  - {count: 0, tag: bce}\n",
            [
                "1:10: minutes: this must be a number, without quotes",
                "3:13: parts 1, count: this must be at least 1",
                "3:16: parts 1, tag: the key “tag” is not known here; did you mean “tags”?",
            ],
        ),
        (
            "parts:\n  - {count: 1, difficulty: 3-7}\n",
            [
                "2:28: parts 1, difficulty: a difficulty is a number from 1 to 5, or several such"
                " as 2-4"
            ],
        ),
        (
            "parts:\n  - {points: 2}\n  - {count: 1, questions: [easy-0]}\n",
            [
                "2:5: parts 1: this part asks for nothing: add “count:” or “questions:”",
                "3:5: parts 2: a part either names its questions or says how many of which sort",
            ],
        ),
        (
            "parts:\n  - {count: 1, tags: bcee, kinds: [numerical]}\n  - questions: derive-9\n",
            [
                "2:22: parts 1, tags 1: there is no tag “bcee”; did you mean “bce”?",
                "2:36: parts 1, kinds 1: there is no kind of question “numerical”; did you mean"
                " “numeric”?",
                "3:16: parts 2, questions 1: there is no question “derive-9”; did you mean"
                " “derive-2”?",
            ],
        ),
        (
            "parts:\n  - {count: 9, tags: bce}\n",
            ["2:5: parts 1: 9 asked for, and 8 questions match; drafts and retired ones do not"],
        ),
        (
            "parts:\n  - {count: 4, difficulty: 1}\n  - {count: 5, tags: bce}\n",
            ["3:5: parts 2: too few questions are left for this part beside those of the other"],
        ),
        ("parts:\n  - {questions: [easy-0, easy-0]}\n", ["1:1: file: “easy-0” is named twice"]),
        ("parts: [{count: 300}, {count: 1}]\n", ["1:1: file: an exam has at most 300 questions"]),
        ("parts: [{count: 1}\n", ["1:8: file: "]),
        ("parts: &a [*a]\n", ["1:12: "]),
        ("parts:\n  - {count: 1}\nparts: []\n", ["3:1: parts (again): the key “parts” stands"]),
    ],
)
def test_what_is_wrong_with_a_blueprint_is_said_with_its_place(
    file: Path, text: str, said: list[str]
) -> None:
    found = complaints(file, text)
    assert [line[: len(start)] for line, start in zip(found, said, strict=False)] == said


def test_a_blueprint_that_is_not_there_or_a_folder_is_said(tmp_path: Path) -> None:
    for path, said in (
        (tmp_path, "this is a folder"),
        (tmp_path / "no.yaml", "no.yaml: there is no such file"),
    ):
        with pytest.raises(BlueprintError, match=said):
            read_blueprint(path, BANK)


PARTS = st.lists(
    st.tuples(st.integers(1, 4), st.sampled_from(["bce", "mse", ""]), st.sampled_from([1, 3, 4])),
    min_size=1,
    max_size=4,
)


@given(PARTS, st.integers(0, 5))
def test_every_blueprint_that_can_be_met_is_met(
    parts: list[tuple[int, str, int]], seed: int
) -> None:
    blueprint = Blueprint.model_validate(
        {
            "parts": [
                {"count": count, "difficulty": [level, 4], "tags": tag.split()}
                for count, tag, level in parts
            ]
        }
    )
    drawn, lacking = _filled(blueprint, BANK, Draws(seed))
    if lacking is None:
        names = [question.id for picked in drawn for question in picked]
        assert len(names) == len({*names}) == sum(count for count, _, _ in parts)
        for part, picked in zip(blueprint.parts, drawn, strict=True):
            assert len(picked) == part.size
            assert all(part.allows(question) for question in picked)
    else:
        # Hall: some of the parts together want more than all that matches any of them.
        assert any(
            sum(blueprint.parts[n].size for n in chosen)
            > sum(any(blueprint.parts[n].allows(q) for n in chosen) for q in BANK)
            for chosen in subsets(len(parts))
        )


def subsets(count: int) -> list[list[int]]:
    return [[n for n in range(count) if bits >> n & 1] for bits in range(1, 2**count)]
