"""Text out and lines in: a terminal, or anything that stands in for one."""

from __future__ import annotations

import contextlib
import io
import os
import shutil
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from types import FrameType
from typing import TYPE_CHECKING, TextIO

from quiz.markup.text import Notation
from quiz.terminal.look import Look

if TYPE_CHECKING:
    from quiz.markup.pictures import Canvas
    from quiz.terminal.capabilities import Capabilities
    from quiz.terminal.graphics import Pictures

WIDEST = 80
"""Longer lines are hard to read."""

NARROWEST = 20


NO_PICTURES = (
    "This terminal does not say that it shows pictures: formulas are set in characters. If it"
    " does, say how: --pictures kitty, iterm2 or sixel."
)

NO_PLACES = "This terminal cannot show pictures in the full screen: --plain shows them."

TICK = 0.5
"""Seconds between two looks at the clock while a line is awaited."""


class EndOfInput(Exception):  # noqa: N818 - an event, not an error
    """There are no more lines to read."""


class TimeUp(Exception):  # noqa: N818 - an event, not an error
    """The time came to its end before a line did; `typed` is what there is of it."""

    def __init__(self, typed: str = "") -> None:
        """With what was typed."""
        super().__init__(typed)
        self.typed = typed


@dataclass
class Console:
    """Where a session is shown and answered.

    `interactive` says that a person is at a terminal; otherwise lines are echoed, so that what is
    written reads as a transcript.
    """

    source: TextIO
    target: TextIO
    interactive: bool
    look: Look
    capabilities: Capabilities | None = None
    is_set_apart: bool = field(default=False, init=False)
    """Whether the last line is empty, so that no other need set apart what follows."""

    @classmethod
    def standard(cls, linear: bool = False, pictures: Pictures = "off") -> Console:
        """The console of this process; odd bytes never stop it.

        With `linear` formulas stand on one line; in ASCII where it knows nothing else. `pictures`
        of formulas are drawn where the terminal shows them. Raises `PicturesMissingError`.
        """
        source, target = _stream(sys.stdin), _stream(sys.stdout)
        to_terminal = target.isatty()
        notation: Notation = "linear" if linear else "drawn"
        columns = shutil.get_terminal_size().columns
        console = cls(
            source,
            target,
            interactive=to_terminal and source.isatty(),
            look=Look(
                width=_width(columns),
                screen=columns,
                color=to_terminal and not os.environ.get("NO_COLOR") and _knows_colors(),
                notation=notation if _knows_signs(target, to_terminal) else "ascii",
            ),
        )
        if pictures != "off" and console.look.drawn:
            console._draw_pictures(pictures)
        return console

    @property
    def placing(self) -> Canvas | None:
        """What a full screen draws pictures on; None where they cannot be placed in text."""
        able = self.capabilities
        # The colour of a place says which picture it is: it has to come through as it is.
        in_colors = self.look.color and os.environ.get("COLORTERM") in ("truecolor", "24bit")
        return able.canvas if able and able.places and in_colors else None

    @property
    def about_pictures(self) -> tuple[str, ...]:
        """What is to be said in a full screen that shows no pictures though they are wanted."""
        speaks = self.capabilities is not None and self.capabilities.protocol is not None
        return (NO_PLACES,) if speaks and self.placing is None else ()

    def _draw_pictures(self, wanted: Pictures) -> None:
        """Draw formulas as pictures, or say why not."""
        from quiz.terminal.capabilities import for_pictures
        from quiz.terminal.graphics import drawer

        self.capabilities = for_pictures(wanted, self.source, self.target, os.environ)
        protocol = self.capabilities.protocol
        if protocol is None:
            self.show(self.look.wrapped(NO_PICTURES))
        else:
            self.look = replace(self.look, draw=drawer(protocol, self.capabilities.canvas))

    def show(self, text: str = "") -> None:
        """Write a text and a line end, at once; two empty lines in a row are one."""
        if self.is_set_apart:
            if not text:
                return
            text = text.removeprefix("\n")
        self.target.write(self.look.plain(text) + "\n")
        self.target.flush()
        self.is_set_apart = not text or text.endswith("\n")

    def ask(self, prompt: str, is_over: Callable[[], bool] | None = None) -> str:
        """The next line, without its end. Raises EndOfInput when there is none.

        Raises TimeUp as soon as it `is_over`, also while waiting for the line.
        """
        if is_over is None:
            return self._ask(prompt)
        try:
            with _watched(is_over):
                line = self._ask(prompt)
        except TimeUp:
            self.show()
            raise
        if is_over():
            raise TimeUp(line)
        return line

    def ask_if_more(self, prompt: str) -> str:
        """The next line of a file or a pipe, where nothing is shown unless there is one.

        Raises EndOfInput when there is none.
        """
        line = self.source.readline()
        if not line:
            raise EndOfInput
        self._echo(self.look.prompt(prompt), line)
        return line.rstrip("\r\n")

    def _echo(self, prompt: str, line: str) -> None:
        shown = "".join(x if x.isprintable() else "\ufffd" for x in line.rstrip("\r\n"))
        self.target.write(self.look.plain(prompt + shown) + "\n")
        self.target.flush()
        self.is_set_apart = False

    def _ask(self, prompt: str) -> str:
        above, _, prompt = self.look.prompt(prompt).rpartition("\n")
        if above:
            self.show(above)
        if self.interactive:
            return self._ask_at_terminal(prompt)
        self.target.write(prompt)
        self.target.flush()
        self.is_set_apart = False
        line = self.source.readline()
        if not line:
            self.show()
            raise EndOfInput
        self._echo("", line)
        return line.rstrip("\r\n")

    def _ask_at_terminal(self, prompt: str) -> str:
        self.is_set_apart = False
        with contextlib.suppress(ImportError):
            import readline  # noqa: F401 - gives input() its line editing and earlier lines
        try:
            line = input(prompt)
        except EOFError:
            self.show()
            raise EndOfInput from None
        columns = shutil.get_terminal_size().columns  # it may have another size by now
        self.look = replace(self.look, width=_width(columns), screen=columns)
        return line


def _width(columns: int) -> int:
    return max(NARROWEST, min(WIDEST, columns))


@contextmanager
def _watched(is_over: Callable[[], bool]) -> Iterator[None]:
    """Raise TimeUp inside once it is over, where the system can interrupt the reading of a line.

    It is looked at by and by, since the alarm of a computer that sleeps does not go on.
    """
    if not hasattr(signal, "setitimer"):
        yield
        return

    def look(_number: int, _frame: FrameType | None) -> None:
        if is_over():
            raise TimeUp(_typed_so_far())

    before = signal.signal(signal.SIGALRM, look)
    signal.setitimer(signal.ITIMER_REAL, TICK, TICK)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def _typed_so_far() -> str:
    """The line that is being edited; empty where there is no line editing."""
    editing = sys.modules.get("readline")
    return "" if editing is None else str(editing.get_line_buffer())


def _stream(stream: TextIO | None) -> TextIO:
    """The stream, forgiving of odd characters; an empty one where the process has none."""
    if stream is None:
        return io.StringIO()
    if isinstance(stream, io.TextIOWrapper):
        stream.reconfigure(errors="replace")
    return stream


def _knows_signs(target: TextIO, to_terminal: bool) -> bool:
    """Whether signs beyond ASCII can be shown: by the encoding, and at a terminal by the locale.

    Python writes UTF-8 in the locale C, too, which says of a terminal that it does not read it.
    """
    try:
        "∑✓ŷ".encode(getattr(target, "encoding", None) or "utf-8")
    except (UnicodeEncodeError, LookupError):
        return False
    if not to_terminal or "PYTHONIOENCODING" in os.environ or "PYTHONUTF8" in os.environ:
        return True
    # Python itself may have set LC_CTYPE=C.UTF-8, so that only the others are the user's.
    named = os.environ.get("LC_ALL") or os.environ.get("LANG")
    return named not in ("C", "POSIX")


def _knows_colors() -> bool:
    return os.environ.get("TERM", "") not in ("", "dumb") or sys.platform == "win32"
