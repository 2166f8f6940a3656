from __future__ import annotations

import json
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from quiz.bank.checks import RULES, Examination
from quiz.cli.main import main
from quiz.questions import Grade, Numeric
from quiz.questions.base import Values

BANK = """\
questions:
  - id: a
    type: numeric
    prompt: p
    explanation: e
    answer: 1
    tests:
      - {response: 1, score: 1}
"""


def run(folder: Path, text: str) -> tuple[int, list[str]]:
    path = folder / "bank.yaml"
    path.write_text(text, encoding="utf-8")
    result = CliRunner().invoke(main, ["check", str(path)])
    return result.exit_code, result.output.replace(f"{folder}/", "").splitlines()


def test_a_bank_without_problems_is_counted(tmp_path: Path) -> None:
    assert run(tmp_path, BANK) == (0, ["1 question, no problems"])


def test_drafts_are_counted_as_such_each_time(tmp_path: Path) -> None:
    draft = BANK.replace("    answer", "    status: draft\n    answer")
    for _ in range(2):
        assert run(tmp_path, draft) == (0, ["1 question (1 draft), no problems"])


def test_a_bank_that_is_gone_has_no_questions(tmp_path: Path) -> None:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    examination = Examination(path)
    assert ([*examination.findings()], examination.count) == ([], 1)
    path.unlink()
    assert (len([*examination.findings()]), examination.count) == (1, 0)


def test_a_watch_says_that_it_watches_and_how_it_ends(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.bank.watching.watch_files", lambda place: [(), (place,)])
    result = check(tmp_path, BANK, "--watch")
    assert result.output.splitlines() == [
        "1 question, no problems",
        f"Watching {tmp_path / 'bank.yaml'}; Ctrl-C ends it.",
        f"— {tmp_path / 'bank.yaml'} changed",
        "1 question, no problems",
    ]


def test_what_the_check_finds_is_a_line_each(tmp_path: Path) -> None:
    assert run(tmp_path, BANK.replace("response: 1", "response: 2")) == (
        1,
        [
            "bank.yaml:8:30: error: a, tests 1, score: this response is graded 0, not 1: mend the"
            " test or the question [Q013]",
            "1 question, 1 error",
        ],
    )


def test_what_loading_finds_is_a_line_each(tmp_path: Path) -> None:
    assert run(tmp_path, BANK.replace("answer: 1", "answr: 1\n    points: -1")) == (
        1,
        [
            "bank.yaml:6:5: error: a, answr: the key “answr” is not known here; did you mean"
            " “answer”? [Q004]",
            "bank.yaml:7:13: error: a, points: this must be more than 0 [Q005]",
            "0 questions, 2 errors",
            "--fix mends 1 of these.",
        ],
    )


@pytest.mark.parametrize("seeds", ["0", "-1", "many"])
def test_the_number_of_seeds_is_a_number(seeds: str) -> None:
    assert CliRunner().invoke(main, ["check", "--seeds", seeds]).exit_code == 2


WRONG = BANK.replace("response: 1", "response: 2")
ADVISED = BANK.replace("    answer: 1\n", "    answer: 1\n    difficulty: 5\n")


def check(folder: Path, text: str, *options: str) -> Result:
    path = folder / "bank.yaml"
    path.write_text(text, encoding="utf-8")
    return CliRunner().invoke(main, ["check", *options, str(path)])


@pytest.mark.parametrize(("options", "status"), [((), 0), (("--strict",), 1)])
def test_advice_fails_only_a_strict_run(
    tmp_path: Path, options: tuple[str, ...], status: int
) -> None:
    result = check(tmp_path, ADVISED, *options)
    assert result.exit_code == status
    assert result.stdout.splitlines()[-1] == "1 question, 1 to advise on"


def test_json_for_other_programs(tmp_path: Path) -> None:
    result = check(tmp_path, WRONG, "--format", "json")
    assert result.exit_code == 1
    assert [found["code"] for found in json.loads(result.stdout)["findings"]] == ["Q013"]


def test_sarif_for_other_programs(tmp_path: Path) -> None:
    log = json.loads(check(tmp_path, WRONG, "--format", "sarif").stdout)
    assert [result["ruleId"] for result in log["runs"][0]["results"]] == ["Q013"]


def test_notes_for_github(tmp_path: Path) -> None:
    result = check(tmp_path, WRONG, "--format", "github")
    assert result.stdout.startswith(f"::error file={tmp_path}/bank.yaml,line=8,col=30,")
    assert check(tmp_path, BANK, "--format", "github").stdout == ""


def test_mending(tmp_path: Path) -> None:
    text = BANK.replace("prompt: p", "prompt: 12")
    result = check(tmp_path, text, "--fix")
    assert result.stdout.replace(f"{tmp_path}/", "").splitlines() == [
        'mended bank.yaml:4:13: quoted "12" [Q005]',
        "1 question, no problems",
    ]
    assert (tmp_path / "bank.yaml").read_text(encoding="utf-8") == text.replace("12", '"12"')


def test_a_code_is_explained_with_an_example() -> None:
    shown = CliRunner().invoke(main, ["check", "--explain", "q014"]).stdout
    assert shown.startswith("Q014 · error · A tolerance lets a listed mistake through\n")
    assert "questions:" in shown
    assert "ignore: [Q014]" in shown


def test_all_codes_are_listed() -> None:
    lines = CliRunner().invoke(main, ["check", "--explain", "all"]).stdout.splitlines()
    assert [line[:4] for line in lines] == [*RULES]


def test_a_code_that_is_none_is_mended() -> None:
    result = CliRunner().invoke(main, ["check", "--explain", "Q14"])
    assert result.exit_code == 2
    assert "there is no code “Q14”; did you mean “Q014”?" in result.stderr


def test_there_is_no_such_bank(tmp_path: Path) -> None:
    result = CliRunner().invoke(main, ["check", str(tmp_path / "nowhere")])
    assert result.exit_code == 1
    assert "there is no such file or folder: check the path [Q001]" in result.stdout


def test_what_is_unchanged_is_graded_again_only_without_the_cache(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert check(tmp_path, BANK).exit_code == 0
    graded: list[object] = []

    def noted(_question: Numeric, response: object, _values: object) -> Grade:
        graded.append(response)
        return Grade.scored(1)

    monkeypatch.setattr(Numeric, "grade_for", noted)
    assert check(tmp_path, BANK).exit_code == 0
    assert not graded
    assert check(tmp_path, BANK, "--no-cache").exit_code == 0
    assert graded


def test_what_was_graded_before_an_interruption_is_not_graded_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = BANK.replace("prompt: p", "prompt: How many are there first?")
    second = BANK.partition("\n")[2].replace("id: a", "id: b")
    two = first + second.replace("prompt: p", "prompt: What is left of them then?")
    grade_for = Numeric.grade_for
    graded: list[str] = []

    def noted(question: Numeric, response: object, values: Values) -> Grade:
        graded.append(question.id)
        if {*graded} == {"a", "b"}:
            raise KeyboardInterrupt
        return grade_for(question, response, values)

    monkeypatch.setattr(Numeric, "grade_for", noted)
    assert check(tmp_path, two).exit_code == 1
    assert {*graded} == {"a", "b"}
    graded.clear()
    assert check(tmp_path, two).exit_code == 0
    assert {*graded} == {"b"}


def test_the_pre_commit_hook_runs_the_check(tmp_path: Path) -> None:
    hooks = Path(__file__).parents[2] / ".pre-commit-hooks.yaml"
    (hook,) = yaml.safe_load(hooks.read_text(encoding="utf-8"))
    program, *command = hook["entry"].split()
    assert program == "quiz"
    assert not hook["pass_filenames"]
    path = tmp_path / "bank.yaml"
    path.write_text(WRONG, encoding="utf-8")
    assert CliRunner().invoke(main, [*command, str(path)]).exit_code == 1
