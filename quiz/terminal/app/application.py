"""The app: its screens, its colours, and the threads that work behind it."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar

from textual.app import App, SystemCommand
from textual.binding import Binding, BindingType
from textual.screen import Screen
from textual.timer import Timer
from textual.worker import WorkerFailed

from quiz.errors import QuizError
from quiz.markup.text import Draw
from quiz.terminal.app.background import Background
from quiz.terminal.app.screen import QuizScreen
from quiz.terminal.ending import Ending
from quiz.terminal.theme import Theme, is_light

if TYPE_CHECKING:
    from quiz.markup.pictures import Canvas
    from quiz.terminal.graphics import Placeholders

DARK, LIGHT = "textual-dark", "textual-light"
DARK_INK, LIGHT_INK = "#202020", "#e0e0e0"

SETTLED = 0.3
"""Seconds without another size after which the size of the terminal is taken to stay."""


class QuizApp(App[Ending | QuizError]):
    """Shows one screen to begin with; that screen knows where to go from there.

    `keeping` is the only thread that changes the session, `reading` the one that reads formulas
    as they are typed.
    """

    CSS_PATH = "style.tcss"
    TITLE = "quiz"
    VERTICAL_BREAKPOINTS: list[tuple[int, str]] | None = [  # noqa: RUF012 - as Textual has it
        (0, "-low"),
        (24, "-high"),
    ]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "stop", show=False, priority=True),
        Binding("ctrl+c", "interrupt", show=False, priority=True, system=True),
    ]

    def __init__(
        self,
        first: Callable[[], QuizScreen],
        first_shown: Callable[[], None] = lambda: None,
        canvas: Canvas | None = None,
        theme: Theme = "auto",
    ) -> None:
        """`first_shown` is called once the first screen is painted.

        With a `canvas` formulas are pictures on it. The theme is that of the terminal unless said.
        """
        super().__init__()
        self.keeping = Background("quiz-keeping")
        self.reading = Background("quiz-reading")
        if theme == "light" or (theme == "auto" and is_light(os.environ)):
            self.theme = LIGHT
        self._first = first
        self._first_shown = first_shown
        self._settling: Timer | None = None
        self._texts: Placeholders | None = None
        self._previews: Placeholders | None = None
        if canvas is not None:
            self._texts, self._previews = self._placeholders(canvas)

    @property
    def draw(self) -> Draw | None:
        """What draws formulas as pictures, in the ink of the theme; None: nothing does."""
        return self._in_ink(self._texts)

    @property
    def draw_preview(self) -> Draw | None:
        """The same for what is being typed."""
        return self._in_ink(self._previews)

    def _in_ink(self, placing: Placeholders | None) -> Placeholders | None:
        if placing is not None:
            ink = LIGHT_INK if self.current_theme.dark else DARK_INK
            placing.canvas = replace(placing.canvas, ink=ink)
        return placing

    def _placeholders(self, canvas: Canvas) -> tuple[Placeholders, Placeholders]:
        from quiz.terminal.graphics import FOR_PREVIEWS, Placeholders

        return Placeholders(self._send, canvas), Placeholders(self._send, canvas, FOR_PREVIEWS)

    def _send(self, sequence: str) -> None:
        """Something for the terminal that shows nothing."""
        if self._driver is not None:
            self._driver.write(sequence)

    def get_default_screen(self) -> Screen[Any]:
        """The first screen; a blank one below it would only cost time."""
        return self._first()

    @property
    def failure(self) -> Exception | None:
        """The bug that ended the app, if one did."""
        error = self._exception
        if isinstance(error, WorkerFailed) and isinstance(error.error, Exception):
            return error.error
        return error

    def _fatal_error(self) -> None:
        """End without Textual's own traceback, which shows what the variables hold."""
        self._close_messages_no_wait()

    def painted(self) -> None:
        """The first question is there to be read: what takes time may start."""
        self._first_shown()
        self._first_shown = lambda: None

    def on_resize(self) -> None:
        """Paint everything anew once the size stays.

        A terminal may have cut what was painted before it tells its size; and where the size is
        back before Textual has looked, nothing changed to Textual, which then paints nothing.
        """
        if self._settling is not None:
            self._settling.stop()
        self._settling = self.set_timer(SETTLED, self._paint_anew)

    def _paint_anew(self) -> None:
        if self.screen_stack:  # it may be left meanwhile
            self.screen.refresh()

    def on_unmount(self) -> None:
        """Finish what is being kept."""
        self.keeping.stop()
        self.reading.stop()

    def get_system_commands(self, screen: Screen[object]) -> Iterable[SystemCommand]:
        """The commands of the screen, and those of the app."""
        if isinstance(screen, QuizScreen):
            for command in screen.here():
                action = partial(screen.run_action, command.action)
                about = f"{command.about} ({command.key})" if command.keys else command.about
                yield SystemCommand(command.label, about, action)
        yield SystemCommand("Light or dark", "switch between the two", self.action_turn_light)
        yield SystemCommand("Theme", "choose other colours", self.action_change_theme)

    def action_turn_light(self) -> None:
        """Light to dark, dark to light."""
        self.theme = LIGHT if self.current_theme.dark else DARK

    def action_stop(self) -> None:
        """Leave; everything is kept."""
        self.stop()

    def stop(self) -> None:
        """Leave; everything is kept."""
        self.exit(Ending.STOPPED)

    def action_interrupt(self) -> None:
        """Ctrl-C copies what is selected in a field; else it leaves, and everything is kept."""
        field = self.focused
        selected = getattr(field, "selected_text", "")
        if selected:
            self.copy_to_clipboard(selected)
        else:
            self.exit(Ending.INTERRUPTED)
