"""What a terminal says of itself: the graphics that it speaks, its colours, its cells' size.

It is asked once, before anything is shown, and answers in a moment or not at all.
"""

from __future__ import annotations

import os
import re
import select
import time
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from typing import TextIO

from quiz.markup.pictures import Canvas, require
from quiz.terminal.graphics import Pictures, Protocol
from quiz.terminal.theme import is_light

PATIENCE = 0.3
"""Seconds that the terminal has to answer."""

_QUESTIONS = (
    "\x1b_Gi=31,s=1,v=1,a=q,t=d,f=24;AAAA\x1b\\"  # Kitty's graphics?
    "\x1b]10;?\x1b\\\x1b]11;?\x1b\\"  # which ink, which paper?
    "\x1b[16t"  # how large is a cell?
    "\x1b[>q"  # which program, which version?
    "\x1b[c"  # who are you? Every terminal answers this one, and it comes last.
)
_LAST_ANSWER = re.compile(r"\x1b\[\?([\d;]*)c")
_COLOR = r"\x1b\]{};rgb:([\da-fA-F]+)/([\da-fA-F]+)/([\da-fA-F]+)"
_KITTY = re.compile(r"\x1bP>\|kitty\((\d+)\.(\d+)")
_PLACES_FROM = (0, 28)
"""The version of Kitty that first placed pictures in text."""
_CELL = re.compile(r"\x1b\[6;(\d+);(\d+)t")


@dataclass(frozen=True)
class Capabilities:
    """The protocol by which pictures can be shown, if any, and what they are drawn on.

    `places` says that pictures can stand in text, in Kitty's protocol, as a full screen needs it.
    """

    protocol: Protocol | None = None
    canvas: Canvas = field(default_factory=Canvas)
    places: bool = False


def capabilities(source: TextIO, target: TextIO, environment: Mapping[str, str]) -> Capabilities:
    """What the terminal at the other end can do; by its name alone where it cannot be asked."""
    named = Capabilities(_named(environment), _default_canvas(environment))
    if not (source.isatty() and target.isatty()) or environment.get("TERM") in (None, "", "dumb"):
        return Capabilities(None, named.canvas)
    return understood(_asked(source, target), named)


def for_pictures(
    wanted: Pictures, source: TextIO, target: TextIO, environment: Mapping[str, str]
) -> Capabilities:
    """How the pictures that are wanted can be shown here.

    Raises `PicturesMissingError` if what draws them is not installed.
    """
    if wanted == "off":
        return Capabilities()
    require()
    found = capabilities(source, target, environment)
    return found if wanted == "auto" else replace(found, protocol=wanted)


def understood(answers: str, named: Capabilities) -> Capabilities:
    """What the answers of a terminal mean, with what its name says where it does not answer."""
    protocol = named.protocol
    if "\x1b_Gi=31;OK" in answers:
        protocol = "kitty"
    elif protocol is None and (match := _LAST_ANSWER.search(answers)):
        protocol = "sixel" if "4" in match[1].split(";")[1:] else None
    canvas = named.canvas
    if match := _CELL.search(answers):
        height, width = int(match[1]), int(match[2])
        if 4 <= width <= 200 and 4 <= height <= 400:
            canvas = replace(canvas, cell_width=width, cell_height=height)
    ink, paper = _color(10, answers), _color(11, answers)
    canvas = replace(canvas, ink=ink or canvas.ink, paper=paper or canvas.paper)
    return Capabilities(protocol, canvas, protocol == "kitty" and _places(answers))


def _places(answers: str) -> bool:
    match = _KITTY.search(answers)
    return "\x1bP>|ghostty" in answers or (
        match is not None and (int(match[1]), int(match[2])) >= _PLACES_FROM
    )


def _named(environment: Mapping[str, str]) -> Protocol | None:
    """The protocol that the environment's names of terminals stand for."""
    program = environment.get("TERM_PROGRAM", "")
    if "TMUX" in environment or environment.get("TERM", "").startswith(("screen", "tmux")):
        return None
    if "KITTY_WINDOW_ID" in environment or environment.get("TERM") in (
        "xterm-kitty",
        "xterm-ghostty",
    ):
        return "kitty"
    if program in ("iTerm.app", "WezTerm", "mintty", "vscode") or "ITERM_SESSION_ID" in environment:
        return "iterm2"
    return None


def _default_canvas(environment: Mapping[str, str]) -> Canvas:
    """Black on white or the reverse where the terminal tells so, else a grey seen on both."""
    light = is_light(environment)
    if light is None:
        return Canvas()
    return Canvas(ink="#202020" if light else "#e0e0e0", paper="#ffffff" if light else "#000000")


def _color(number: int, answers: str) -> str | None:
    match = re.search(_COLOR.format(number), answers)
    if match is None:
        return None
    return "#" + "".join(
        f"{int(part, 16) * 255 // (16 ** len(part) - 1):02x}" for part in match.groups()
    )


def _asked(source: TextIO, target: TextIO) -> str:
    """What the terminal answers; nothing where it cannot be put into raw mode."""
    try:
        import termios
        import tty
    except ImportError:  # Windows
        return ""
    file = source.fileno()
    try:
        before = termios.tcgetattr(file)
    except termios.error:
        return ""
    try:
        tty.setcbreak(file, termios.TCSANOW)
        target.write(_QUESTIONS)
        target.flush()
        return _answers(file)
    finally:
        termios.tcsetattr(file, termios.TCSANOW, before)


def _answers(file: int) -> str:
    answers = ""
    end = time.monotonic() + PATIENCE
    while not _LAST_ANSWER.search(answers):
        left = end - time.monotonic()
        if left <= 0 or not select.select([file], [], [], left)[0]:
            break
        answers += os.read(file, 4096).decode("latin-1")
    return answers
