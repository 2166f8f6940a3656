"""Where a mistake stands and what is said about it, through the whole of loading."""

from __future__ import annotations

import re
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest
from banks import complaints, questions, true_false, written
from hypothesis import given, settings
from hypothesis import strategies as st

from quiz.bank import BankError, load_bank

CHOICE = """\
  - id: which
    type: multiple_choice
    prompt: Which loss?
    explanation: It is the negative log-likelihood.
    options:
      - {text: cross-entropy, correct: true}
      - {text: hinge loss}
"""

NUMERIC = """\
  - id: number
    type: numeric
    prompt: How much?
    explanation: So much.
"""


@pytest.mark.parametrize(
    ("before", "after", "said"),
    [
        (
            "    prompt: Which loss?\n",
            "",
            "2:5: which: the key “prompt” is missing: add it",
        ),
        (
            "prompt:",
            "promt:",
            "4:5: which, promt: the key “promt” is not known here; did you mean “prompt”?",
        ),
        (
            "multiple_choice",
            "multiple_choise",
            "3:11: which, type: “multiple_choise” is no kind of question; did you mean"
            " “multiple_choice”?",
        ),
        (
            "multiple_choice",
            "xyz",
            "3:11: which, type: “xyz” is no kind of question; the kinds are multiple_choice,"
            " multiple_select, true_false, matching, ordering, numeric, short_answer, cloze,"
            " expression, derivation",
        ),
        (
            "type: multiple_choice",
            "type: 3",
            "3:11: which, type: this must name a kind of question; the kinds are multiple_choice,"
            " multiple_select, true_false, matching, ordering, numeric, short_answer, cloze,"
            " expression, derivation",
        ),
        (
            "id: which",
            "id: Which One",
            "2:9: Which One, id: “Which One” may hold small letters, digits and single hyphens"
            " only: write which-one",
        ),
        (
            "  - id: which\n    type",
            "  - type",
            "2:5: question 1: the key “id” is missing: add it",
        ),
        (
            "{text: hinge loss}",
            "{txt: hinge loss}",
            "8:10: which, options 2, txt: the key “txt” is not known here; did you mean “text”?",
        ),
        (
            "{text: hinge loss}",
            "{correct: true}",
            "8:9: which, options 2: the key “text” is missing: add it",
        ),
        (
            "{text: hinge loss}",
            "hinge loss",
            "8:9: which, options 2: this must be a mapping of keys to values: write “- text: …” for"
            " each option, and “correct: true” under a right one",
        ),
        (
            "    options:",
            "    hints: think\n    options:",
            "6:12: which, hints: this must be a list: put it between [ and ], or write “- ” before"
            " it",
        ),
        (
            "    options:",
            "    difficulty: 6\n    options:",
            "6:17: which, difficulty: this must be at most 5",
        ),
        (
            "{text: hinge loss}",
            "{text: cross-entropy}",
            "8:16: which, options 2, text: “cross-entropy” stands here twice: change one or leave"
            " it out",
        ),
    ],
)
def test_a_mistake_is_said_where_it_stands(
    tmp_path: Path, before: str, after: str, said: str
) -> None:
    assert before in CHOICE
    found = complaints(written(tmp_path, questions(CHOICE.replace(before, after))))
    assert f"bank.yaml:{said}" in found


def test_a_mistake_within_what_should_have_been_a_list_has_its_place(tmp_path: Path) -> None:
    path = written(tmp_path, "questions:\n  items: [a]\n  items: [b]\n")
    assert [line.partition(": ")[0] for line in complaints(path)] == [
        "bank.yaml:2:3",
        "bank.yaml:3:3",
    ]


def test_what_a_question_means_is_looked_at_too(tmp_path: Path) -> None:
    text = questions(NUMERIC + "    answer: log(2)\n")
    assert complaints(written(tmp_path, text)) == [
        "bank.yaml:6:13: number, answer: “log(2)” is irrational, so no typed decimal equals it: add"
        " a tolerance, such as tolerance: {decimals: 3}"
    ]


def test_what_a_question_means_is_looked_at_beside_a_mistake_elsewhere(tmp_path: Path) -> None:
    text = questions(NUMERIC.replace("How much?", "7") + "    answer: log(2)\n    points: -1\n")
    assert [line.split(": ")[1] for line in complaints(written(tmp_path, text))] == [
        "number, prompt",
        "number, answer",
        "number, points",
    ]


def test_a_misspelt_key_is_taken_as_meant_while_looking_further(tmp_path: Path) -> None:
    text = questions(NUMERIC + "    answer: log(2)\n    tolerence: {decimals: 3}\n")
    assert complaints(written(tmp_path, text)) == [
        "bank.yaml:7:5: number, tolerence: the key “tolerence” is not known here; did you mean"
        " “tolerance”?"
    ]


def test_every_mistake_of_every_file_is_reported_at_once(tmp_path: Path) -> None:
    written(tmp_path, questions(true_false("a", "    points: -1\n    hints: x\n")), "a.yaml")
    written(tmp_path, "a: b: c", "b.yaml")
    written(tmp_path, questions(true_false("c", "    extra: 1\n")), "c.yaml")
    assert [line.split(" ")[0] for line in complaints(tmp_path)] == [
        "a.yaml:7:13:",
        "a.yaml:8:12:",
        "b.yaml:1:5:",
        "c.yaml:7:5:",
    ]


def test_an_id_that_two_files_use_is_named_at_both_places(tmp_path: Path) -> None:
    one = written(tmp_path, questions(true_false("same")), "a.yaml")
    two = written(tmp_path, questions(true_false("other"), true_false("same")), "b.yaml")
    with pytest.raises(BankError) as error:
        load_bank(tmp_path)
    assert str(error.value).splitlines() == [
        f"{one}:2:9: same, id: the id “same” stands at {two}:7:9 too: rename one",
        f"{two}:7:9: same, id: the id “same” stands at {one}:2:9 too: rename one",
    ]


def test_a_former_id_that_a_question_has_now(tmp_path: Path) -> None:
    text = questions(true_false("old"), true_false("new", "    was: [old]\n"))
    assert complaints(written(tmp_path, text)) == [
        "bank.yaml:12:11: new, was 1: a question has the id “old” now: leave it out here, or rename"
        " that"
    ]


def test_a_former_id_that_two_questions_claim(tmp_path: Path) -> None:
    text = questions(true_false("a", "    was: [old]\n"), true_false("b", "    was: [old]\n"))
    assert complaints(written(tmp_path, text)) == [
        "bank.yaml:13:11: b, was 1: “a” had the id “old” before: leave out one of the two"
    ]


def test_a_lenient_load_keeps_what_is_right(tmp_path: Path) -> None:
    path = written(tmp_path, questions(true_false("good"), true_false("bad", "    points: -1\n")))
    bank = load_bank(path, lenient=True)
    assert [question.id for question in bank] == ["good"]
    assert bank.broken == {"bad": f"{path}:12:13: bad, points: this must be more than 0"}


def test_a_lenient_load_keeps_the_other_files(tmp_path: Path) -> None:
    written(tmp_path, questions(true_false("good")), "a.yaml")
    written(tmp_path, questions(true_false("lost")) + "  oops\n", "b.yaml")
    bank = load_bank(tmp_path, lenient=True)
    assert [question.id for question in bank] == ["good"]
    assert [*bank.broken] == ["lost"]
    assert "b.yaml:7" in bank.broken["lost"]


def test_a_lenient_load_trusts_neither_of_two_questions_with_one_id(tmp_path: Path) -> None:
    bank = load_bank(
        written(tmp_path, questions(true_false("a"), true_false("a"), true_false("b"))),
        lenient=True,
    )
    assert [question.id for question in bank] == ["b"]
    assert [*bank.broken] == ["a"]


@pytest.mark.parametrize(
    ("line", "kept"),
    [("simbols: {y: real}\n", 0), ("title: 12\n", 1), ("defaults: {pints: 2}\n", 0)],
)
def test_a_mistake_in_a_files_own_keys_spoils_what_may_depend_on_it(
    tmp_path: Path, line: str, kept: int
) -> None:
    path = written(tmp_path, line + questions(true_false("a")))
    bank = load_bank(path, lenient=True)
    assert (len(bank), len(bank.broken)) == (kept, 1 - kept)


def test_a_lenient_load_of_no_bank_at_all_fails(tmp_path: Path) -> None:
    with pytest.raises(BankError):
        load_bank(tmp_path / "nowhere", lenient=True)


PIECES = (
    *"{}[]:#-'\"1|$\\@\t\n\0",
    *("true", "null", "*a", "&a ", "!x ", "<<: ", "9e999"),
    *(": ", " #", "- ", "\n  ", "", "{{ p }}", "[[x]]"),
)
"""What is written over a part of a good file."""


@given(
    st.lists(
        st.tuples(
            st.integers(0, 400),
            st.sampled_from(PIECES),
            st.integers(0, 12),
        ),
        min_size=1,
        max_size=4,
    )
)
@settings(max_examples=60, deadline=None)
def test_whatever_is_done_to_a_file_each_mistake_has_its_place(
    edits: list[tuple[int, str, int]],
) -> None:
    text = "title: T\nsymbols: {y: real}\n" + questions(
        CHOICE, NUMERIC + "    answer: 1\n", true_false(more="    feedback: {true: a, false: b}\n")
    )
    for place, piece, length in edits:
        text = text[:place] + piece + text[place + length :]
    with TemporaryDirectory() as folder:
        path = written(Path(folder), text)
        bank = load_bank(path, lenient=True)
        for line in complaints(path):
            assert re.match(r"bank\.yaml:\d+:\d+: .+: .+", line)
        assert complaints(path) or len(bank) == 3
