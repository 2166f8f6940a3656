from __future__ import annotations

from pathlib import Path

from banks import complaints, questions, true_false, written

from quiz.bank import load_bank
from quiz.questions import BaseQuestion

EXPRESSION = """\
  - id: e
    type: expression
    prompt: p
    explanation: e
    answer: y*log(p)
"""

DERIVATION = """\
  - id: d
    type: derivation
    prompt: p
    explanation: e
    given: {L: "y*p", "s(z)": "z"}
    goal: L = p*y
    solution: L = p*y
"""


def first(path: Path) -> BaseQuestion:
    return load_bank(path).questions[0]


def test_a_question_has_the_tags_of_its_file_and_its_own(tmp_path: Path) -> None:
    text = "tags: [a, b]\n" + questions(true_false(more="    tags: [c, a]\n"))
    assert first(written(tmp_path, text)).tags == ("a", "b", "c")


def test_a_question_without_tags_has_those_of_its_file(tmp_path: Path) -> None:
    assert first(written(tmp_path, "tags: [a]\n" + questions(true_false()))).tags == ("a",)


def test_the_source_of_a_question_replaces_the_files(tmp_path: Path) -> None:
    text = "source: file\n" + questions(true_false("a"), true_false("b", "    source: own\n"))
    assert [question.source for question in load_bank(written(tmp_path, text))] == ["file", "own"]


def test_defaults_are_for_questions_that_do_not_say(tmp_path: Path) -> None:
    text = "defaults: {difficulty: 4, points: 3}\n" + questions(
        true_false("a"), true_false("b", "    difficulty: 1\n")
    )
    loaded = load_bank(written(tmp_path, text))
    assert [(q.difficulty, q.points) for q in loaded] == [(4, 3), (1, 3)]


def test_a_default_is_for_the_kinds_that_have_its_key(tmp_path: Path) -> None:
    text = "defaults: {shuffle: false, type: true_false}\n" + questions(
        true_false().replace("    type: true_false\n", "")
    )
    assert first(written(tmp_path, text)).type == "true_false"


def test_tags_by_default_are_added_to_the_files(tmp_path: Path) -> None:
    text = "tags: [a]\ndefaults: {tags: [b, 3]}\n" + questions(true_false())
    assert complaints(written(tmp_path, text)) == [
        "bank.yaml:2:22: defaults, tags 2: this must be text, and YAML reads a number here:"
        ' quote it: "3"'
    ]


def test_a_default_that_no_kind_has(tmp_path: Path) -> None:
    text = "defaults: {dificulty: 4, id: a}\n" + questions(true_false())
    assert complaints(written(tmp_path, text)) == [
        "bank.yaml:1:12: defaults, dificulty: no kind of question has the key “dificulty”; did you"
        " mean “difficulty”?",
        "bank.yaml:1:30: defaults, id: an id belongs to one question: write it there",
    ]


def test_a_wrong_default_is_said_once_where_it_stands(tmp_path: Path) -> None:
    text = "defaults: {difficulty: 9}\n" + questions(true_false("a"), true_false("b"))
    assert complaints(written(tmp_path, text)) == [
        "bank.yaml:1:24: defaults, difficulty: this must be at most 5"
    ]


def test_symbols_are_inherited_and_may_be_declared_anew(tmp_path: Path) -> None:
    text = 'symbols: {y: "{0, 1}", p: real}\n' + questions(
        EXPRESSION + '    symbols: {p: "(0, 1)"}\n'
    )
    symbols = first(written(tmp_path, text)).model_dump()["symbols"]
    assert {name: symbol["domain"] for name, symbol in symbols.items()} == {
        "y": "{0, 1}",
        "p": "(0, 1)",
    }


def test_inherited_symbols_are_all_that_a_key_may_use(tmp_path: Path) -> None:
    text = "symbols: {y: real, q: real}\n" + questions(EXPRESSION)
    found = complaints(written(tmp_path, text))
    assert len(found) == 1
    assert found[0].startswith("bank.yaml:7:13: e, answer: ")


def test_a_kind_without_symbols_inherits_none(tmp_path: Path) -> None:
    assert complaints(written(tmp_path, "symbols: {y: real}\n" + questions(true_false()))) == []


def test_a_given_replaces_an_inherited_symbol(tmp_path: Path) -> None:
    text = "symbols: {y: real, p: real, L: real, s: real}\n" + questions(DERIVATION)
    assert {*first(written(tmp_path, text)).model_dump()["symbols"]} == {"y", "p"}


def test_a_parameter_replaces_an_inherited_symbol(tmp_path: Path) -> None:
    text = "symbols: {y: real, p: real}\n" + questions(
        EXPRESSION + "    parameters: {y: {choice: [1, 2]}}\n"
    )
    assert {*first(written(tmp_path, text)).model_dump()["symbols"]} == {"p"}


def test_a_key_that_a_file_does_not_have(tmp_path: Path) -> None:
    assert complaints(written(tmp_path, "titel: T\n" + questions(true_false()))) == [
        "bank.yaml:1:1: titel: the key “titel” is not known here; did you mean “title”?"
    ]


def test_a_question_that_is_no_mapping(tmp_path: Path) -> None:
    assert complaints(written(tmp_path, "questions:\n  - convex\n")) == [
        "bank.yaml:2:5: question 1: a question is a mapping: write “- id: …” and the other keys"
        " under it"
    ]


def test_a_bank_is_called_by_the_title_of_its_file_or_by_its_folder(tmp_path: Path) -> None:
    path = written(tmp_path / "my-losses", "title: Losses\n" + questions(true_false()))
    assert load_bank(path).title == "Losses"
    assert load_bank(path).title == "Losses"  # from the cache
    written(path.parent, questions(true_false("other")), "more.yaml")
    assert load_bank(path.parent).title == "My losses"
