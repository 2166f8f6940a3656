"""What a terminal says of its graphics, its colours and its cells, and what is made of it."""

from __future__ import annotations

import os
import threading
from io import StringIO

import pytest

from quiz.markup.pictures import Canvas
from quiz.terminal.capabilities import Capabilities, capabilities, for_pictures, understood
from quiz.terminal.console import Console
from quiz.terminal.look import Look

NAMED = Capabilities(None, Canvas())

KITTY = "\x1b_Gi=31;OK\x1b\\\x1b]10;rgb:dddd/dddd/dddd\x1b\\\x1b]11;rgb:0000/0000/0000\x1b\\"
KITTY += "\x1b[6;18;9t\x1bP>|kitty(0.26.5)\x1b\\\x1b[?62;c"
KITTYS_CANVAS = Canvas(9, 18, "#dddddd", "#000000")
FOOT = "\x1b]10;rgb:00/00/00\x07\x1b]11;rgb:ff/ff/ee\x07\x1b[6;22;11t\x1b[?62;4;22c"
XTERM = "\x1b]10;rgb:ffff/ffff/ffff\x1b\\\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c"

ANSWERS = [
    (KITTY.replace("0.26.5", "0.28.0"), Capabilities("kitty", KITTYS_CANVAS, places=True)),
    (KITTY.replace("kitty(0.26.5)", "ghostty 1.1"), Capabilities("kitty", KITTYS_CANVAS, True)),
    (KITTY, Capabilities("kitty", KITTYS_CANVAS)),
    (FOOT, Capabilities("sixel", Canvas(11, 22, "#000000", "#ffffee"))),
    (XTERM, Capabilities(None, Canvas(10, 20, "#ffffff", "#000000"))),
    ("\x1b[6;9999;0t\x1b[?1;2c", NAMED),
    ("", NAMED),
]


@pytest.mark.parametrize(("answers", "meant"), ANSWERS)
def test_a_terminal_is_understood(answers: str, meant: Capabilities) -> None:
    assert understood(answers, NAMED) == meant


NAMES = [
    ({"KITTY_WINDOW_ID": "1", "TERM": "xterm-kitty"}, "kitty"),
    ({"TERM": "xterm-ghostty"}, "kitty"),
    ({"TERM_PROGRAM": "iTerm.app", "TERM": "xterm-256color"}, "iterm2"),
    ({"TERM_PROGRAM": "WezTerm", "TERM": "xterm-256color"}, "iterm2"),
    ({"KITTY_WINDOW_ID": "1", "TERM": "tmux-256color", "TMUX": "/tmp/x"}, None),
    ({"TERM": "xterm-256color"}, None),
]


class Terminal:
    """A terminal of which the other end answers what it is asked, or does not."""

    def __init__(self, answers: str) -> None:
        self.master, slave = os.openpty()
        self.source = os.fdopen(slave, "r", encoding="utf-8")
        self.target = os.fdopen(os.dup(slave), "w", encoding="utf-8")
        self.asked = ""
        self.answering = threading.Thread(target=self._answer, args=[answers])
        self.answering.start()

    def _answer(self, answers: str) -> None:
        while not self.asked.endswith("\x1b[c"):
            self.asked += os.read(self.master, 4096).decode()
        os.write(self.master, answers.encode())

    def close(self) -> None:
        self.answering.join()
        self.source.close()
        self.target.close()
        os.close(self.master)


@pytest.mark.parametrize(("environment", "protocol"), NAMES)
def test_a_terminal_that_does_not_answer_is_known_by_its_name(
    environment: dict[str, str], protocol: str | None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("quiz.terminal.capabilities.PATIENCE", 0.01)
    terminal = Terminal("")
    found = capabilities(terminal.source, terminal.target, environment)
    terminal.close()
    assert found.protocol == protocol


def test_a_terminal_is_asked_and_left_as_it_was() -> None:
    import termios

    terminal = Terminal(KITTY)
    before = termios.tcgetattr(terminal.source)
    found = capabilities(terminal.source, terminal.target, {"TERM": "xterm"})
    assert termios.tcgetattr(terminal.source) == before
    terminal.close()
    assert found == Capabilities("kitty", KITTYS_CANVAS)


def test_what_is_no_terminal_is_not_asked() -> None:
    target = StringIO()
    found = capabilities(StringIO(), target, {"TERM": "xterm-kitty", "KITTY_WINDOW_ID": "1"})
    assert found.protocol is None
    assert target.getvalue() == ""


def test_a_protocol_that_is_named_counts_whatever_the_terminal_says() -> None:
    assert for_pictures("sixel", StringIO(), StringIO(), {}).protocol == "sixel"
    assert for_pictures("off", StringIO(), StringIO(), {}).protocol is None


def test_the_background_that_some_terminals_tell_decides_the_ink() -> None:
    light = capabilities(StringIO(), StringIO(), {"COLORFGBG": "0;15"}).canvas
    dark = capabilities(StringIO(), StringIO(), {"COLORFGBG": "15;0"}).canvas
    assert (light.paper, dark.paper) == ("#ffffff", "#000000")
    assert light.ink < dark.ink


PLACED = [
    (Capabilities("kitty", Canvas(), places=True), "truecolor", True),
    (Capabilities("kitty", Canvas(), places=True), "", False),
    (Capabilities("kitty", Canvas()), "truecolor", False),
    (Capabilities("sixel", Canvas()), "truecolor", False),
]


@pytest.mark.parametrize(("found", "colors", "placed"), PLACED)
def test_a_full_screen_without_pictures_says_how_to_get_them(
    found: Capabilities, colors: str, placed: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("COLORTERM", colors)
    console = Console(StringIO(), StringIO(), True, Look(color=True), found)
    assert (console.placing is not None) == placed
    assert (console.about_pictures == ()) == placed


def test_a_full_screen_says_nothing_of_pictures_that_nobody_wants() -> None:
    assert Console(StringIO(), StringIO(), True, Look(color=True)).about_pictures == ()
