"""Options set by a file and by the environment, and the command that shows them."""

from __future__ import annotations

from pathlib import Path

import click
import pytest
from click.testing import CliRunner, Result

from quiz.cli.main import all_commands, main
from quiz.cli.setting import settings_of
from quiz.cli.settings_file import read_settings

BANK = """\
questions:
  - {id: hot, type: true_false, tags: [fire], prompt: "Hot?", explanation: "Hot.", answer: true}
  - {id: cold, type: true_false, tags: [ice], prompt: "Cold?", explanation: "Cold.", answer: true}
"""


@pytest.fixture
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    (tmp_path / "bank.yaml").write_text(BANK, encoding="utf-8")
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path / "config"))
    return tmp_path


def settings(folder: Path, text: str, name: str = "settings.toml") -> str:
    path = folder / name
    path.write_text(text, encoding="utf-8")
    return str(path)


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, arguments)


def listed(*arguments: str) -> list[str]:
    result = run("list", *arguments)
    assert result.exit_code == 0, result.output
    return [line.split("\t")[0] for line in result.output.splitlines()]


def test_the_file_sets_an_option_and_an_argument(folder: Path) -> None:
    file = settings(folder, 'bank = "bank.yaml"\ntag = ["ice"]\n')
    assert listed("--config", file) == ["cold"]


def test_a_command_of_its_own_table_goes_before_what_is_for_all(folder: Path) -> None:
    file = settings(folder, 'bank = "bank.yaml"\ntag = "ice"\n[list]\ntag = "fire"\n')
    assert listed("--config", file) == ["hot"]


def test_a_flag_goes_before_the_environment_that_before_the_file(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = settings(folder, 'bank = "bank.yaml"\ntag = "ice"\n')
    monkeypatch.setenv("QUIZ_CONFIG", file)
    assert listed() == ["cold"]
    monkeypatch.setenv("QUIZ_TAG", "fire")
    assert listed() == ["hot"]
    monkeypatch.setenv("QUIZ_LIST_TAG", "ice")
    assert listed() == ["cold"]
    assert listed("--tag", "fire") == ["hot"]


@pytest.mark.parametrize("name", ["plain", "linear", "ask-sure"])
def test_a_lasting_wish_can_be_taken_back_for_once(folder: Path, name: str) -> None:
    file = settings(folder, f"{name} = true")
    assert f"--{name} / --no-{name}" in " ".join(run("practice", "--help").output.split())
    practice = all_commands()["practice"]
    defaults = read_settings(Path(file), {"practice": practice}).defaults({"practice": practice})

    def value(*words: str) -> object:
        context = practice.make_context("practice", [*words], default_map=defaults["practice"])
        return context.params[name.replace("-", "_")]

    assert value() is True
    assert value(f"--no-{name}") is False


def test_the_file_in_the_users_folder_is_read_if_it_is_there(folder: Path) -> None:
    (folder / "config" / "likelihood-quiz").mkdir(parents=True)
    settings(folder, f'bank = "{folder}/bank.yaml"', "config/likelihood-quiz/settings.toml")
    assert listed() == ["hot", "cold"]


@pytest.mark.parametrize("place", range(3))
def test_the_file_may_be_named_anywhere_on_the_line(folder: Path, place: int) -> None:
    file = settings(folder, 'bank = "bank.yaml"')
    words = ["list", "--tag", "ice"]
    at = min(place * 2, 3)
    result = run(*words[:at], f"--config={file}", *words[at:])
    assert result.output.startswith("cold\t")


MISTAKES = [
    ("cout = 3", "1: cout: there is no such setting; did you mean “count”?"),
    ("ask_sure = true", "1: ask_sure: there is no such setting; did you mean “ask-sure”?"),
    ('\ncount = "three"', "2: count: write a whole number, as count = 10"),
    ("count = true", "1: count: write a whole number, as count = 10"),
    ("count = 0", "1: count: 0: write a whole number from 1 on"),
    ("plain = 1", "1: plain: write plain = true or plain = false"),
    ("tag = 3", '1: tag: write a list of texts, as tag = ["…", "…"]'),
    ("bank = 3", '1: bank: write a path, as bank = "…"'),
    ('difficulty = "7"', "1: difficulty: write a number from 1 to 5"),
    ("[practise]\ncount = 3", "1: [practise]: there is no such command; did you mean “practice”?"),
    ("[list]\ncount = 3", "2: list.count: there is no such setting"),
    ("[practice]\nplain = 1", "2: practice.plain: write plain = true or plain = false"),
    ("plain = True", "this is not TOML: "),
]


@pytest.mark.parametrize(("text", "said"), MISTAKES)
def test_a_mistake_in_the_file_names_file_line_key_and_mend(
    folder: Path, text: str, said: str
) -> None:
    file = settings(folder, text)
    result = run("--config", file, "list")
    assert result.exit_code == 2
    assert result.output.startswith(f"{file}:")
    assert said in result.output


def test_every_mistake_is_said_at_once(folder: Path) -> None:
    file = settings(folder, "cout = 3\nplain = 1\n[list]\nseed = 1\n")
    assert len(run("--config", file, "list").output.splitlines()) == 3


def test_a_file_that_was_named_has_to_be_there(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    missing = str(folder / "none.toml")
    said = f"{missing}: there is no such settings file"
    assert run("--config", missing, "list").output.startswith(said)
    monkeypatch.setenv("QUIZ_CONFIG", missing)
    assert run("list").output.startswith(said)
    assert run("list", "--config").exit_code == 2


def test_each_setting_is_shown_with_its_value_and_where_that_comes_from(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = settings(folder, 'count = 7\nask-sure = true\n[exam]\ncount = 30\ntag = ["a", "b"]\n')
    monkeypatch.setenv("QUIZ_SEED", "5")
    monkeypatch.setenv("QUIZ_PRACTICE_SEED", "6")
    output = run("--config", file, "settings").output
    rows = [" ".join(line.split()) for line in output.splitlines()]
    assert "count 7 settings.toml practice" in rows
    assert "count 30 settings.toml exam" in rows
    assert "ask-sure true settings.toml practice" in rows
    assert "tag a, b settings.toml exam" in rows
    assert "seed 6 QUIZ_PRACTICE_SEED practice" in rows
    assert any(row.startswith("seed 5 QUIZ_SEED exam") for row in rows)
    assert "seeds 10 default check" in rows
    assert rows[-1] == f"Settings file: {file}"


def test_a_new_settings_file_explains_each_setting_and_changes_nothing(folder: Path) -> None:
    path = folder / "new" / "settings.toml"
    assert "is written" in run("--config", str(path), "settings", "--init").output
    text = path.read_text(encoding="utf-8")
    keys = {setting.key for setting in settings_of(all_commands())}
    assert all(f"\n# {key} = " in text for key in keys)
    assert run("--config", str(path), "list").exit_code == 0
    assert "is there already" in run("--config", str(path), "settings", "--init").output


def test_every_example_in_a_new_settings_file_is_one_that_is_taken(folder: Path) -> None:
    path = folder / "settings.toml"
    run("--config", str(path), "settings", "--init")
    lines = path.read_text(encoding="utf-8").splitlines()
    examples = [
        line.removeprefix("# ") for line in lines if line.startswith("# ") and " = " in line
    ]
    for example in examples:
        result = run("--config", settings(folder, example, "one.toml"), "settings")
        assert result.exit_code == 0, result.output


def test_every_option_can_be_set_by_the_environment() -> None:
    for setting in settings_of(all_commands()):
        assert isinstance(setting.parameter, click.Option | click.Argument)
        assert setting.parameter.envvar == list(setting.variables)


def test_how_one_practises_is_no_setting_of_what_is_exported() -> None:
    keys = {setting.key for setting in settings_of(all_commands()) if setting.command == "export"}
    assert keys == {"bank"}


def test_a_yes_to_a_deletion_is_no_setting() -> None:
    commands = all_commands()
    assert "yes" in {option.name for option in commands["history"].commands["delete"].params}  # type: ignore[attr-defined]
    assert "yes" not in {setting.key for setting in settings_of(commands)}


def test_the_next_command_leaves_out_what_settings_say(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("QUIZ_HISTORY", str(folder / "history.sqlite3"))
    file = settings(folder, 'bank = "bank.yaml"')
    stopped = CliRunner().invoke(main, ["--config", file], input=":q\n").output
    assert stopped.rstrip().endswith("\n  quiz")
    words = ["practice", str(folder / "bank.yaml"), "--fresh"]
    stopped = CliRunner().invoke(main, words, input=":q\n").output
    assert stopped.rstrip().endswith(f"\n  quiz practice {folder / 'bank.yaml'}")


@pytest.mark.parametrize(
    ("text", "words", "kept"),
    [
        ('history = "h.sqlite3"', ["--no-history"], False),
        ("no-history = true", ["--history", "h.sqlite3"], True),
        ("no-history = true", [], False),
    ],
)
def test_whether_a_history_is_kept_is_as_typed_before_settings(
    folder: Path, text: str, words: list[str], kept: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(folder)
    file = settings(folder, text)
    arguments = ["--config", file, "practice", "bank.yaml", *words]
    result = CliRunner().invoke(main, arguments, input="t\n:q\n")
    assert result.exit_code == 0, result.output
    assert (folder / "h.sqlite3").exists() == kept


def test_a_history_typed_to_be_kept_and_not_to_be_kept_is_refused(folder: Path) -> None:
    result = run("practice", "--no-history", "--history", "h.sqlite3")
    assert result.exit_code == 2
    assert "exclude each other" in result.output
