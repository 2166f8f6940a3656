"""Good YAML that means something else than its author thinks: each trap with what is said."""

from __future__ import annotations

from pathlib import Path

import pytest
from banks import complaints, questions, true_false, written

from quiz.bank import load_bank

CHOICE = """\
  - id: which
    type: multiple_choice
    prompt: Which loss?
    explanation: It is the negative log-likelihood.
    options:
      - {text: cross-entropy, correct: true}
      - text: %s
"""


def option(text: str) -> str:
    return questions(CHOICE % text)


@pytest.mark.parametrize(
    ("text", "what"),
    [("true", "a boolean"), ("False", "a boolean"), ("12", "a number"), ("1e-3", "a number")],
)
def test_a_boolean_or_number_where_text_is_meant(tmp_path: Path, text: str, what: str) -> None:
    assert complaints(written(tmp_path, option(text))) == [
        "bank.yaml:8:15: which, options 2, text: this must be text, and YAML reads"
        f' {what} here: quote it: "{text}"'
    ]


def test_a_number_is_quoted_as_it_was_written(tmp_path: Path) -> None:
    assert complaints(written(tmp_path, option("010")))[0].endswith('quote it: "010"')
    assert complaints(written(tmp_path, option("1.50")))[0].endswith('quote it: "1.50"')


@pytest.mark.parametrize("text", ["no", "on", "yes", "12:30", "2026-05-01", "1_000"])
def test_words_times_and_dates_are_text(tmp_path: Path, text: str) -> None:
    question = load_bank(written(tmp_path, option(text)))["which"]
    assert question.model_dump()["options"][1]["text"] == text


def test_text_where_a_boolean_is_meant(tmp_path: Path) -> None:
    text = questions(true_false().replace("answer: true", "answer: yes"))
    assert complaints(written(tmp_path, text)) == [
        "bank.yaml:6:13: convex, answer: this must be true or false, without quotes"
    ]


def test_text_that_is_left_empty(tmp_path: Path) -> None:
    assert complaints(written(tmp_path, option(""))) == [
        "bank.yaml:8:14: which, options 2, text: this must be text, and it is empty: write"
        " something here, or leave the key out"
    ]


def test_a_tab(tmp_path: Path) -> None:
    assert complaints(written(tmp_path, "questions:\n\t- id: a\n")) == [
        "bank.yaml:2:1: file: a tab is no indentation in YAML: replace it by spaces"
    ]


def test_a_repeated_key(tmp_path: Path) -> None:
    text = questions(true_false(more="    answer: false\n"))
    assert complaints(written(tmp_path, text)) == [
        "bank.yaml:7:5: convex, answer (again): the key “answer” stands at line 6 already: keep one"
        " of the two"
    ]


def test_a_domain_in_braces_without_quotes(tmp_path: Path) -> None:
    text = "symbols: {y: {0, 1}}\n" + questions(true_false())
    assert complaints(written(tmp_path, text)) == [
        'bank.yaml:1:14: symbols, y: YAML reads a mapping here: quote it: "{0, 1}"'
    ]


def test_an_interval_in_braces_without_quotes(tmp_path: Path) -> None:
    text = "symbols: {p: (0, 1), y: real}\n" + questions(true_false())
    assert complaints(written(tmp_path, text)) == [
        'bank.yaml:1:14: symbols, p: a comma ends a value between braces: quote it: "(0, 1)"'
    ]


def test_an_interval_in_brackets_without_quotes(tmp_path: Path) -> None:
    expression = (
        "  - {id: e, type: expression, prompt: p, explanation: e, answer: p,\n"
        "     symbols: {p: [0, 1]}}\n"
    )
    assert complaints(written(tmp_path, questions(expression))) == [
        'bank.yaml:3:19: e, symbols, p: YAML reads a list here: quote it: "[0, 1]"'
    ]


def test_a_place_for_a_value_without_quotes(tmp_path: Path) -> None:
    assert complaints(written(tmp_path, option("{{ p }}"))) == [
        'bank.yaml:8:15: which, options 2, text: YAML reads a mapping here: quote it: "{{ p }}"'
    ]


def test_a_colon_without_a_space(tmp_path: Path) -> None:
    assert complaints(written(tmp_path, "defaults: {points:2}\n" + questions(true_false()))) == [
        "bank.yaml:1:11: defaults: a space is missing after a colon: write {points: 2}"
    ]


@pytest.mark.parametrize(
    ("line", "column"),
    [
        ("    prompt: What is # the sign of n", 20),
        ("    prompt: What\n      is # the sign", 9),
        ("    hints: [a # b\n      ]", 14),
    ],
)
def test_a_text_cut_off_by_a_comment(tmp_path: Path, line: str, column: int) -> None:
    key = line.strip().partition(":")[0]
    question = "".join(
        part for part in true_false().splitlines(True) if not part.strip().startswith(key + ":")
    )
    found = complaints(written(tmp_path, questions(question + line + "\n")))
    assert len(found) == 1
    assert found[0].endswith(
        ": the text is cut off here, as “ #” starts a comment: quote it, or put two spaces before"
    )
    assert found[0].split(":")[2] == str(column)


@pytest.mark.parametrize(
    "line",
    [
        "    difficulty: 3 # hard",
        "    hints: [think]  # one is enough",
        "    hints: ['# is a sign']",
        "    hints: [C# is a language]",
        "    hints:\n      - |\n        a # b",
        "    # a comment of its own",
    ],
)
def test_comments_that_cut_nothing_off_are_welcome(tmp_path: Path, line: str) -> None:
    assert complaints(written(tmp_path, questions(true_false(more=line + "\n")))) == []


def test_feedback_for_true_and_false(tmp_path: Path) -> None:
    text = questions(true_false(more="    feedback: {true: It is., false: Look again.}\n"))
    question = load_bank(written(tmp_path, text))["convex"]
    assert question.grade(True).feedback == ("It is.",)
    assert question.grade(False).feedback == ("Look again.",)
    again = load_bank(tmp_path / "bank.yaml")["convex"]
    assert again.grade(False).feedback == ("Look again.",)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        (
            r'"$\frac{1}{n}$"',
            "a backslash in double quotes made a control character: use single quotes, or a block"
            " after “|”, for text with backslashes",
        ),
        (
            r'"$\theta$"',
            "a backslash in double quotes made a control character: use single quotes, or a block"
            " after “|”, for text with backslashes",
        ),
        (
            r'"$\nu$"',
            "“\\nu” in double quotes is a line break and “u”: use single quotes, or a block after"
            " “|”, for text with backslashes",
        ),
    ],
)
def test_latex_in_double_quotes(tmp_path: Path, text: str, said: str) -> None:
    assert complaints(written(tmp_path, option(text))) == [
        f"bank.yaml:8:15: which, options 2, text: {said}"
    ]


@pytest.mark.parametrize("text", [r'"$\\frac{1}{n}$"', r"'$\frac{1}{n}$'", r'"one\ntwo"'])
def test_backslashes_that_mean_what_they_say(tmp_path: Path, text: str) -> None:
    assert complaints(written(tmp_path, option(text))) == []


def test_a_merge_key(tmp_path: Path) -> None:
    text = "defaults: &d {points: 2}\n" + questions(true_false(more="    <<: *d\n"))
    assert complaints(written(tmp_path, text)) == [
        "bank.yaml:8:5: convex, <<: merge keys are not read: write the keys out, or use the file's"
        " defaults",
        "bank.yaml:8:5: convex, <<: the key “<<” is not known here; known are id, type, prompt,"
        " explanation, hints, hint_penalty, points, difficulty, tags, source, status, was,"
        " parameters, constraint, tests, ignore, answer, feedback",
    ]
