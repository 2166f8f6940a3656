from __future__ import annotations

import json
from pathlib import Path

from click.testing import CliRunner

from quiz.bank.schema import schema
from quiz.cli.main import main


def test_the_schema_is_shown() -> None:
    assert json.loads(CliRunner().invoke(main, ["schema"]).output) == schema()


def test_the_schema_is_written_and_the_line_that_names_it_is_told(tmp_path: Path) -> None:
    file = tmp_path / "quiz.schema.json"
    result = CliRunner().invoke(main, ["schema", "--out", str(file)])
    assert json.loads(file.read_text(encoding="utf-8")) == schema()
    assert result.output.endswith("\n# yaml-language-server: $schema=quiz.schema.json\n")


def test_a_place_that_cannot_be_written_is_named(tmp_path: Path) -> None:
    file = tmp_path / "missing" / "quiz.schema.json"
    result = CliRunner().invoke(main, ["schema", "--out", str(file)])
    assert (result.exit_code, result.output) == (
        1,
        f"{file} cannot be written: No such file or directory\n",
    )
