from __future__ import annotations

import shlex
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner
from typing_at import typed_at

from quiz.cli.editors import command
from quiz.cli.main import main

BANK = """\
# Losses
questions:
  - id: a
    type: true_false
    prompt: Losses fall.
    explanation: It is a sum of convex functions.
    answer: true

  - id: b   # second
    type: numeric
    prompt: How much?
    explanation: By the definition of the logarithm.
    answer: 1
"""


@pytest.fixture
def bank(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    monkeypatch.delenv("VISUAL", raising=False)
    Path("bank.yaml").write_text(BANK, encoding="utf-8")
    return Path("bank.yaml")


def editor(folder: Path, *replacements: tuple[str, str]) -> str:
    """An editor that notes how it is called and makes the next of the replacements."""
    script = folder / "nano"
    script.write_text(
        f"#!{sys.executable}\n"
        "import sys, pathlib\n"
        f"notes, left = pathlib.Path('called'), {list(replacements)!r}\n"
        "calls = notes.read_text().splitlines() if notes.exists() else []\n"
        "notes.write_text('\\n'.join([*calls, ' '.join(sys.argv[1:])]))\n"
        "file = pathlib.Path(sys.argv[-1])\n"
        "old, new = left[len(calls)] if len(calls) < len(left) else ('', '')\n"
        "text = file.read_text(encoding='utf-8')\n"
        "file.write_text(text.replace(old, new) if old else text, encoding='utf-8')\n",
        encoding="utf-8",
    )
    script.chmod(0o755)
    return shlex.quote(str(script))


def edit(*arguments: str, **environment: str) -> tuple[int, list[str]]:
    result = CliRunner().invoke(main, ["edit", *arguments], env=environment)
    return result.exit_code, result.output.splitlines()


def test_the_editor_opens_at_the_question(bank: Path, tmp_path: Path) -> None:
    assert edit("b", "bank.yaml", EDITOR=editor(tmp_path)) == (
        0,
        [
            "bank.yaml: nothing is wrong with “b”",
            "See it in the quiz: quiz practice bank.yaml --question b",
        ],
    )
    assert Path("called").read_text() == "+9 bank.yaml"
    assert bank.read_text(encoding="utf-8") == BANK


def test_of_a_draft_it_is_said_what_keeps_it_from_being_asked(bank: Path, tmp_path: Path) -> None:
    bank.write_text(BANK + "    status: draft\n", encoding="utf-8")
    assert edit("b", "bank.yaml", EDITOR=editor(tmp_path))[1] == [
        "bank.yaml: nothing is wrong with “b”",
        "Learners are not asked it while the line “status: draft” is there.",
        "See it as one would: quiz show b bank.yaml",
    ]


def test_what_is_wrong_afterwards_is_said_with_its_place(bank: Path, tmp_path: Path) -> None:
    status, lines = edit("b", "bank.yaml", EDITOR=editor(tmp_path, ("answer: 1", "answr: 1")))
    assert status == 1
    assert lines == [
        "bank.yaml:13:5: error: b, answr: the key “answr” is not known here; did you mean"
        " “answer”? [Q004]",
    ]


def test_only_the_question_itself_is_spoken_of(bank: Path, tmp_path: Path) -> None:
    both = editor(tmp_path, ("answer: 1", "answer: 2"))
    bank.write_text(BANK.replace("answer: true", "answer: maybe"), encoding="utf-8")
    assert edit("b", "bank.yaml", EDITOR=both)[0] == 0


def test_a_question_that_does_not_load_is_opened_too(bank: Path, tmp_path: Path) -> None:
    bank.write_text(BANK.replace("answer: 1", "answr: 1"), encoding="utf-8")
    mended = edit("b", "bank.yaml", EDITOR=editor(tmp_path, ("answr", "answer")))
    assert mended[0] == 0, mended


def test_a_question_in_a_file_that_is_no_yaml_is_opened_too(bank: Path, tmp_path: Path) -> None:
    bank.write_text(BANK + "  - [\n", encoding="utf-8")
    mended = edit("b", "bank.yaml", EDITOR=editor(tmp_path, ("  - [\n", "")))
    assert (mended[0], Path("called").read_text()) == (0, "+9 bank.yaml")


def test_in_a_terminal_a_broken_one_is_opened_again_where_it_breaks(
    bank: Path, tmp_path: Path
) -> None:
    words = editor(
        tmp_path, ("answer: 1", "answer: 1\n    points: -1"), ("points: -1", "points: 2")
    )
    status, screen = typed_at(tmp_path, "edit", "b", "bank.yaml", answers="y\n", EDITOR=words)
    assert status == 0, screen
    assert "bank.yaml:14:13: error: b, points: this must be more than 0 [Q005]" in screen
    assert Path("called").read_text().splitlines() == ["+9 bank.yaml", "+14 bank.yaml"]


def test_whoever_does_not_open_it_again_is_let_go(bank: Path, tmp_path: Path) -> None:
    words = editor(tmp_path, ("answer: 1", "answer: [1]"))
    status, _ = typed_at(tmp_path, "edit", "b", "bank.yaml", answers="n\n", EDITOR=words)
    assert (status, Path("called").read_text()) == (1, "+9 bank.yaml")


def test_a_new_id_is_followed_and_the_way_to_keep_what_was_answered_told(
    bank: Path, tmp_path: Path
) -> None:
    status, lines = edit("b", "bank.yaml", EDITOR=editor(tmp_path, ("id: b", "id: log")))
    assert status == 0
    assert lines[1].startswith("Its id was “b”: add “was: [b]” if learners have answered it")
    assert lines[-1] == "See it in the quiz: quiz practice bank.yaml --question log"


@pytest.mark.parametrize(
    ("editor", "told"),
    [
        ("no-such-editor", "“no-such-editor” cannot be run (No such file or directory): name your"),
        ("false", "“false” ended with status 1; the question is not checked"),
        ("'", "EDITOR cannot be read, “'”: No closing quotation"),
    ],
)
def test_an_editor_that_fails_is_named(bank: Path, editor: str, told: str) -> None:
    status, lines = edit("b", "bank.yaml", EDITOR=editor)
    assert (status, lines[0].startswith(told)) == (1, True), lines


def test_a_question_that_is_taken_out_is_missed(bank: Path, tmp_path: Path) -> None:
    gone = BANK[BANK.index("  - id: a") : BANK.index("  - id: b")]
    status, lines = edit("a", "bank.yaml", EDITOR=editor(tmp_path, (gone, "")))
    assert (status, lines) == (0, ["bank.yaml: “a” is not there any more"])


def test_an_unknown_id_is_told_with_what_was_meant(bank: Path) -> None:
    assert edit("aa", "bank.yaml", EDITOR="true")[1] == [
        "no question has the id “aa”; did you mean “a”?"
    ]


@pytest.mark.parametrize(
    ("words", "called"),
    [
        ("vim", "vim +7 f.yaml"),
        ("/usr/bin/nvim -p", "/usr/bin/nvim -p +7 f.yaml"),
        ("nano", "nano +7 f.yaml"),
        ("emacsclient -t", "emacsclient -t +7 f.yaml"),
        ("hx", "hx f.yaml:7"),
        ("code", "code --wait --goto f.yaml:7"),
        ("code -w", "code -w --goto f.yaml:7"),
        ("subl", "subl --wait f.yaml:7"),
        ("ed", "ed f.yaml"),
    ],
)
def test_each_editor_is_told_the_line_in_its_own_way(words: str, called: str) -> None:
    assert " ".join(command(words.split(), Path("f.yaml"), 7)) == called


def test_visual_goes_before_editor(bank: Path, tmp_path: Path) -> None:
    assert edit("b", "bank.yaml", VISUAL=editor(tmp_path), EDITOR="false")[0] == 0
