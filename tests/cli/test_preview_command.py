from __future__ import annotations

import socket
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from quiz.cli.main import main
from quiz.preview.serving import Service

BANK = """\
questions:
  - {id: one, type: true_false, prompt: p, explanation: e, answer: true}
"""


@pytest.fixture
def bank(tmp_path: Path) -> Path:
    path = tmp_path / "bank.yaml"
    path.write_text(BANK, encoding="utf-8")
    return path


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The addresses that a browser was asked to open; nothing is served for long."""
    addresses: list[str] = []
    monkeypatch.setattr("click.launch", addresses.append)
    monkeypatch.setattr("quiz.cli.preview.sys.platform", "linux")
    monkeypatch.delenv("BROWSER", raising=False)
    monkeypatch.setenv("DISPLAY", ":0")
    monkeypatch.setattr(Service, "run", lambda self: self._socket.close())
    return addresses


def preview(*arguments: object) -> Result:
    return CliRunner().invoke(main, ["preview", *map(str, arguments)])


def test_the_browser_is_opened_at_the_address_that_is_printed(
    bank: Path, opened: list[str]
) -> None:
    result = preview(bank)
    assert result.exit_code == 0, result.output
    (address,) = opened
    assert f"The preview is at {address}\n" in result.output
    assert address.startswith("http://127.0.0.1:")


def test_no_browser_is_opened_where_none_is_wanted(bank: Path, opened: list[str]) -> None:
    assert preview(bank, "--no-browser").exit_code == 0
    assert opened == []


@pytest.mark.parametrize(
    ("browser", "screen", "is_opened"),
    [("", "", False), ("lynx", ":0", False), ("/usr/bin/w3m %s", "", False), ("firefox", "", True)],
)
def test_no_browser_takes_over_the_terminal(
    bank: Path,
    opened: list[str],
    monkeypatch: pytest.MonkeyPatch,
    browser: str,
    screen: str,
    is_opened: bool,
) -> None:
    for name, value in (("BROWSER", browser), ("DISPLAY", screen)):
        monkeypatch.setenv(name, value)
    for name in ("WAYLAND_DISPLAY", "WSL_DISTRO_NAME"):
        monkeypatch.delenv(name, raising=False)
    assert "The preview is at http://" in preview(bank).output
    assert bool(opened) is is_opened


def test_what_is_neither_a_question_nor_a_file_is_told_as_both(opened: list[str]) -> None:
    told = preview("nobank").output
    assert "there is no file or folder “nobank”, and no question has the id “nobank”" in told


def test_it_begins_at_the_question_that_is_named(bank: Path, opened: list[str]) -> None:
    assert preview("one", bank).exit_code == 0
    assert "/question/one/?token=" in opened[0]


def test_without_a_bank_it_is_the_bundled_one(opened: list[str]) -> None:
    assert preview("derive-sigmoid-slope").exit_code == 0
    assert "/question/derive-sigmoid-slope/?token=" in opened[0]


def test_an_id_that_is_not_there_is_told(bank: Path, opened: list[str]) -> None:
    result = preview("ones", bank)
    assert result.exit_code == 1
    assert "did you mean “one”?" in result.output
    assert opened == []


def test_a_broken_bank_is_shown_with_what_is_wrong(bank: Path, opened: list[str]) -> None:
    bank.write_text("questions: [", encoding="utf-8")
    assert preview("one", bank).exit_code == 0
    assert "/?token=" in opened[0]


def test_a_bank_that_is_not_there_is_told(tmp_path: Path, opened: list[str]) -> None:
    for arguments in ([tmp_path / "none.yaml"], ["one", tmp_path / "none.yaml"], ["none.yaml"]):
        result = preview(*arguments)
        assert result.exit_code == 1
        assert "there is no such file or folder" in result.output


def test_a_port_that_is_taken_is_told(bank: Path, opened: list[str]) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        result = preview(bank, "--port", port)
    assert result.exit_code == 1
    assert f"port {port} cannot be used" in result.output


def test_missing_packages_are_told_with_what_installs_them(
    bank: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.preview.serving.find_spec", lambda _: None)
    result = preview(bank)
    assert result.exit_code == 2
    assert "pip install 'likelihood-quiz[preview]'" in result.output
