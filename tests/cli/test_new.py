from __future__ import annotations

import re
import sysconfig
from pathlib import Path

import click
import pytest
from click.testing import CliRunner
from typing_at import typed_at

from quiz.bank import load_bank
from quiz.cli import new_typed
from quiz.cli.main import main
from quiz.questions import KINDS

BANK = """\
# Losses
questions:
  - id: a   # first
    type: true_false
    prompt: The loss is convex.
    explanation: It is a sum of convex functions.
    answer: true
"""


def new(folder: Path, *arguments: str) -> tuple[int, list[str]]:
    result = CliRunner().invoke(main, ["new", *arguments])
    return result.exit_code, result.output.replace(f"{folder}/", "").splitlines()


@pytest.mark.parametrize("kind", KINDS)
def test_in_a_pipe_the_example_is_written_and_nothing_asked(tmp_path: Path, kind: str) -> None:
    file = tmp_path / "bank.yaml"
    file.write_text(BANK, encoding="utf-8")
    name = f"new-{kind}".replace("_", "-")
    assert new(tmp_path, kind.replace("_", "-"), str(file)) == (
        0,
        [
            f"bank.yaml:9: “{name}” is written",
            "It is a draft: put your own text in place of the example, and take out the",
            f"line “status: draft”. Next: quiz edit {name} bank.yaml",
            f"Live, while you write: quiz preview {name} bank.yaml",
        ],
    )
    assert file.read_text(encoding="utf-8").startswith(BANK + f"\n  - id: {name}  # ")
    assert load_bank(file)[name].type == kind


def test_a_missing_file_is_made(tmp_path: Path) -> None:
    file = tmp_path / "my-losses.yaml"
    assert new(tmp_path, "numeric", str(file))[0] == 0
    bank = load_bank(file)
    assert (bank.title, len(bank)) == ("My losses", 1)


def test_an_id_that_is_taken_gets_a_number(tmp_path: Path) -> None:
    for _ in range(3):
        new(tmp_path, "numeric", str(tmp_path / "bank.yaml"))
    assert [*load_bank(tmp_path).by_id] == ["new-numeric", "new-numeric-2", "new-numeric-3"]


def test_in_a_folder_of_one_file_it_goes_there(tmp_path: Path) -> None:
    (tmp_path / "losses.yaml").write_text(BANK, encoding="utf-8")
    assert new(tmp_path, "numeric", str(tmp_path))[1][0].startswith("losses.yaml:9:")


def test_in_a_folder_of_several_files_it_goes_to_one_for_new_questions(tmp_path: Path) -> None:
    (tmp_path / "a.yaml").write_text(BANK, encoding="utf-8")
    (tmp_path / "b.yaml").write_text(BANK.replace("id: a", "id: b"), encoding="utf-8")
    assert new(tmp_path, "numeric", str(tmp_path))[1][0].startswith("new-questions.yaml:6:")
    told = new(tmp_path, "numeric", str(tmp_path), "--file", "b")[1][0]
    assert told == "b.yaml:9: “new-numeric-2” is written"


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        (("numerical", "bank.yaml"), "“numerical” is no kind; did you mean “numeric”?"),
        (("essay", "bank.yaml"), "“essay” is no kind; the kinds are multiple_choice, "),
        (("numeric", "bank"), "there is no bank: make the folder first, or name a file that ends"),
        (("numeric", "bank.yaml", "--file", "a.yaml"), "--file names a file of a folder, and"),
        (("numeric", "bank.yaml", "--id", "a"), "a question has the id “a” already"),
        (("numeric", "bank.yaml", "--id", "My loss"), "letters, digits and hyphens, as my-loss"),
        (("numeric", ".", "--file", "../a"), "name a file within the folder, as losses.yaml"),
    ],
)
def test_what_cannot_be_is_said_and_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[str, ...], told: str
) -> None:
    monkeypatch.chdir(tmp_path)
    Path("bank.yaml").write_text(BANK, encoding="utf-8")
    status, lines = new(tmp_path, *arguments)
    assert (status, told in " ".join(lines)) == (2, True), lines
    assert [path.name for path in tmp_path.iterdir()] == ["bank.yaml"]
    assert Path("bank.yaml").read_text(encoding="utf-8") == BANK


def test_the_bank_of_an_installed_program_is_not_written_to(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    installed = Path(sysconfig.get_path("purelib")) / "quiz" / "question_bank"
    monkeypatch.setattr("quiz.bank.files.bundled_bank", lambda: installed)
    status, lines = new(tmp_path, "numeric")
    assert (status, "as in quiz new numeric my-questions.yaml" in " ".join(lines)) == (2, True)


def test_a_file_that_is_no_yaml_is_left_alone(tmp_path: Path) -> None:
    file = tmp_path / "bank.yaml"
    file.write_text("questions: [\n", encoding="utf-8")
    status, lines = new(tmp_path, "numeric", str(file))
    assert (status, lines[0].startswith("bank.yaml:2:1: file: ")) == (1, True), lines
    assert file.read_text(encoding="utf-8") == "questions: [\n"


WHY = "The logarithm of a product is a sum of logarithms."
DIALOGUES: dict[str, tuple[list[str], object]] = {
    "multiple_choice": (["Which is the loss?", "BCE", "MSE", "No.", "CCE", "", "", WHY, "", ""], 1),
    "multiple_select": (["Which are losses?", "BCE", "CCE", "", "pi", "", "", WHY, "", ""], [1, 2]),
    "true_false": (["Losses fall.", "f", WHY, "", ""], False),
    "matching": (["Match them.", "a", "b", "c", "d", "", "e", "", WHY, "", ""], ["b", "d"]),
    "ordering": (["Order them.", "one", "two", "", "", WHY, "", ""], ["one", "two"]),
    "numeric": (["What is the loss?", "-log(0.5)", "3", WHY, "", ""], 0.6931471805599453),
    "short_answer": (["What is it?", "logit", "log-odds", "", WHY, "", ""], "logit"),
    "cloze": (["A [[a]] of [[b]]", "sum", "2", "", WHY, "", ""], {"a": "sum", "b": "2"}),
    "expression": (["What is it?", "-log(p)", "(0, 1)", WHY, "", ""], "-log(p)"),
    "derivation": (
        [
            *("Derive it.", "J = -log(p)", "J = -log(L)", "L = p", "", "J = -log(L)", "= -log(p)"),
            *("", "(0, 1)", WHY, "Take the logarithm.", ""),
        ],
        "J = -log(L)\n= -log(p)\n",
    ),
}


@pytest.mark.parametrize("kind", DIALOGUES)
def test_a_question_that_is_answered_for_is_asked_at_once(tmp_path: Path, kind: str) -> None:
    answers, key = DIALOGUES[kind]
    status, screen = typed_at(tmp_path, "new", kind, "b.yaml", answers="\n".join(answers) + "\n")
    question = load_bank(tmp_path / "b.yaml").questions[0]
    assert status == 0, screen
    assert screen.endswith(
        f"b.yaml:6: “{question.id}” is written\n"
        f"Next, see it in the quiz: quiz practice b.yaml --question {question.id}\n"
        f"Live, while you write: quiz preview {question.id} b.yaml\n"
    )
    assert (question.status, question.variant().key()) == ("active", key)


def test_the_decimals_that_a_question_speaks_of_are_offered(tmp_path: Path) -> None:
    answers = ["What is the loss, to 4 decimals?", "-log(0.5)", "", WHY, "", ""]
    _, screen = typed_at(tmp_path, "new", "numeric", "b.yaml", answers="\n".join(answers) + "\n")
    assert "To how many decimals [4]: " in screen
    assert "tolerance: {decimals: 4}" in (tmp_path / "b.yaml").read_text(encoding="utf-8")


def test_what_cannot_be_read_is_said_and_asked_again(tmp_path: Path) -> None:
    answers = [r"What is $\frac{1}$?", "What is it?", "-log(", "-log(p)", "(0, 1", "(0, 1)"]
    _, screen = typed_at(
        tmp_path, "new", "expression", "b.yaml", answers="\n".join([*answers, WHY, "", "", ""])
    )
    assert re.findall("Error: (.*?)[:;] ", screen) == [
        "the maths cannot be read at character 10",
        "the formula is not finished",
        "'(0, 1' is not a domain",
    ]
    assert load_bank(tmp_path / "b.yaml").questions[0].status == "active"


def test_enter_alone_writes_the_example(tmp_path: Path) -> None:
    typed_at(tmp_path, "new", "cloze", "b.yaml", answers="\n")
    assert load_bank(tmp_path / "b.yaml").questions[0].status == "draft"


def test_a_domain_that_the_file_gives_is_not_asked_for(tmp_path: Path) -> None:
    text = 'symbols: {p: "(0, 1)"}\n' + BANK
    (tmp_path / "b.yaml").write_text(text, encoding="utf-8")
    answers = ["What is it?", "-log(p)", WHY, "", "loss", ""]
    status, screen = typed_at(tmp_path, "new", "expression", "b.yaml", answers="\n".join(answers))
    assert (status, "lies" in screen) == (0, False)
    assert load_bank(tmp_path / "b.yaml")["loss"].status == "active"


def test_whoever_stops_in_the_middle_has_changed_nothing(tmp_path: Path) -> None:
    status, screen = typed_at(tmp_path, "new", "numeric", "b.yaml", answers="What?\n\x04")
    assert (status, screen.endswith("Aborted!\n")) == (1, True)
    assert [*tmp_path.iterdir()] == []


def test_what_the_check_finds_in_the_question_is_said(tmp_path: Path) -> None:
    answers = ["Losses fall.", "f", "Losses fall.", "", "falling", ""]
    status, screen = typed_at(tmp_path, "new", "true_false", "b.yaml", answers="\n".join(answers))
    assert status == 1
    assert screen.endswith(" [Q040]\nNext, mend it: quiz edit falling b.yaml\n")


@pytest.mark.parametrize("text", ["w = mean(x)", "w = 2 loss(x) + 1"])
def test_a_word_before_a_bracket_is_told_and_not_taken_apart(text: str) -> None:
    with pytest.raises(click.UsageError, match="is no function that is known here: write it out"):
        new_typed.definition(text)


@pytest.mark.parametrize(
    "text", ["ylog(p)", "theta(1-x)", "sum(y_i, i=1..n)", "pq(1-p)", "expit(z)"]
)
def test_functions_greek_letters_and_products_may_stand_before_a_bracket(text: str) -> None:
    assert new_typed.formula(text) == text


def test_what_is_given_may_be_a_sum_but_no_further_equation() -> None:
    assert new_typed.definition("m = sum(x_i, i=1..n)/n") == ("m", "sum(x_i, i=1..n)/n")
    with pytest.raises(click.UsageError, match="write a name, =, and what it stands for"):
        new_typed.definition("m = a = b")
