from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from quiz.bank import load_bank
from quiz.cli.import_questions import import_command
from quiz.cli.main import main
from quiz.lms.reading.files import FORMATS

QUESTION = """<question type="{kind}"><name><text>{name}</text></name>
<questiontext><text>Is it?</text></questiontext><answer fraction="100"><text>true</text></answer>
<answer fraction="0"><text>false</text></answer></question>"""
WHOLE = QUESTION.format(kind="truefalse", name="First")
ESSAY = QUESTION.format(kind="essay", name="Second")


def run(folder: Path, *arguments: str, source: str = WHOLE) -> Result:
    (folder / "file.xml").write_text(f"<quiz>{source}</quiz>", encoding="utf-8")
    out = ["--out", str(folder / "bank.yaml")]
    return CliRunner().invoke(main, ["import", str(folder / "file.xml"), *out, *arguments])


def test_every_format_can_be_named() -> None:
    (option,) = (param for param in import_command.params if param.name == "form")
    assert isinstance(option.type, click.Choice)
    assert {*option.type.choices} == {*FORMATS}


def test_what_is_written_is_a_bank(tmp_path: Path) -> None:
    result = run(tmp_path)
    assert result.exit_code == 0, result.output
    assert load_bank(tmp_path / "bank.yaml")["first"].grade(True).score == 1


def test_losses_are_told_and_stand_in_the_bank(tmp_path: Path) -> None:
    result = run(tmp_path, source=WHOLE + ESSAY + WHOLE)
    assert result.exit_code == 0
    assert result.stderr == "Second: not carried: an essay is graded by a person: “Is it?”\n"
    assert result.stdout.startswith("2 of 3 questions carried into ")
    written = (tmp_path / "bank.yaml").read_text(encoding="utf-8")
    assert written.index("# Second: not carried") > written.index("id: first")
    assert written.index("# Second: not carried") < written.index("id: first-2")


def test_losses_fail_a_strict_run_which_writes_all_the_same(tmp_path: Path) -> None:
    assert run(tmp_path, "--strict").exit_code == 0
    assert run(tmp_path, "--strict", "--force", source=WHOLE + ESSAY).exit_code == 1
    assert len(load_bank(tmp_path / "bank.yaml")) == 1


def test_a_bank_that_is_there_is_not_replaced_unasked(tmp_path: Path) -> None:
    (tmp_path / "bank.yaml").write_text("mine")
    result = run(tmp_path)
    assert result.exit_code == 1
    assert "replace it with --force" in result.stderr
    assert (tmp_path / "bank.yaml").read_text() == "mine"
    assert run(tmp_path, "--force").exit_code == 0


@pytest.mark.parametrize(
    ("source", "message"),
    [(ESSAY, "no question could be carried"), ("<quiz>", "not well-formed XML")],
)
def test_nothing_is_written_where_nothing_is_carried(
    tmp_path: Path, source: str, message: str
) -> None:
    result = run(tmp_path, source=source)
    assert result.exit_code == 1
    assert message in result.stderr
    assert not (tmp_path / "bank.yaml").exists()
