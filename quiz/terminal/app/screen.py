"""What the screens of the app have in common: a header, a page, a line to say things, the keys."""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Coroutine, Sequence
from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.events import Resize
from textual.screen import Screen
from textual.widgets import Static
from textual.worker import Worker

from quiz.errors import QuizError
from quiz.practice.progress import Attempt
from quiz.terminal.app.commands import Command, footer_markup
from quiz.terminal.app.header import Header
from quiz.terminal.app.styled import ScrolledPage, TextBlock, look_for
from quiz.terminal.look import Look

if TYPE_CHECKING:
    from quiz.terminal.app.application import QuizApp

HELP = Command("question_mark,f1", "Help", "this help (F1 while typing)", "help")
SCROLLING = (
    Command("pagedown", "Scroll down", "scroll the question", "page_down", hidden=True),
    Command("pageup", "Scroll up", "scroll the question back", "page_up", hidden=True),
)
MORE = Command("pagedown", "more", "scroll the question", "page_down")
STOP = Command("ctrl+q", "Stop", "stop, as ^c does; everything is kept for the next start", "stop")

Work = Callable[[], Coroutine[None, None, None]]

PATIENCE = 1.0
"""Seconds after which work that goes on is shown to go on."""

BAR = 20


class QuizScreen(Screen[Attempt | None]):
    """A screen with texts to scroll, and one piece of work at a time behind it.

    `commands` are the screen's own; the last of them is the help.
    """

    COMMANDS_HERE: ClassVar[Sequence[Command]] = ()
    AUTO_FOCUS = ""

    def __init__(self) -> None:
        super().__init__()
        self.header = Header()
        self.page = ScrolledPage(id="page")
        self.message = TextBlock(id="message")
        self.footer = Static(id="keys")
        self._said = ""
        self._working = False

    @property
    def quiz(self) -> QuizApp:
        """The app that this screen belongs to."""
        return cast("QuizApp", self.app)

    @property
    def look(self) -> Look:
        """The page that texts are laid out for."""
        return look_for(self.size.width - 3, self.quiz.draw)

    def compose(self) -> ComposeResult:
        """From top to bottom."""
        yield self.header
        yield self.page
        yield self.message
        yield self.footer

    def on_resize(self, event: Resize) -> None:  # noqa: ARG002 - the look knows the size
        """Lay everything out again."""
        self.lay_out()
        self.say(self._said)
        self.show_keys()

    def on_descendant_focus(self) -> None:
        """Where letters are typed, the help has another key."""
        self.show_keys()

    @on(ScrolledPage.Moved)
    def _page_moved(self, event: ScrolledPage.Moved) -> None:
        event.stop()
        self.show_keys()

    def lay_out(self) -> None:
        """Fit what is shown to the size of the screen."""

    def say(self, text: str) -> None:
        """A sentence below the page; empty takes it away."""
        self._said = text
        self.message.show(self.look.wrapped(text) if text else "")

    def here(self) -> list[Command]:
        """The commands that can be given now, the help last."""
        return [
            command
            for command in self.COMMANDS_HERE
            if self.check_action(command.action, ()) is not False
        ]

    def hints(self) -> Sequence[tuple[str, str]]:
        """Keys that are no commands, for the footer."""
        return ()

    def show_keys(self) -> None:
        """Show what can be done now."""
        commands = [self._now(command) for command in self.here() if not command.hidden]
        if self.page.has_more_below and len(commands) > 1:
            commands.insert(1, MORE)
        self.footer.update(footer_markup(self.hints(), commands, self.size.width - 2))

    def _now(self, command: Command) -> Command:
        """The command as it is shown now: `?` is typed into a field."""
        field = self.focused
        typed = field is not None and field.check_consume_key("question_mark", "?")
        return replace(command, keys="f1") if command is HELP and typed else command

    def begin(self, work: Work, doing: str = "") -> None:
        """Start a piece of work; while one goes on, no other begins.

        Where it takes more than a moment, `doing` says what goes on; empty says nothing.
        """
        if not self._working:
            self._working = True
            guarded: Work = partial(self._guarded, work, doing)
            _: Worker[None] = self.run_worker(guarded)

    @property
    def is_working(self) -> bool:
        """Whether a piece of work goes on."""
        return self._working

    async def _guarded(self, work: Work, doing: str) -> None:
        shown = asyncio.create_task(self._show_it_goes_on(doing)) if doing else None
        try:
            await work()
        except QuizError as error:
            self.quiz.exit(error)
        finally:
            if shown:
                shown.cancel()
            self._working = False

    async def _show_it_goes_on(self, doing: str) -> None:
        """A bar that moves, for anything that takes longer than a moment."""
        await asyncio.sleep(PATIENCE)
        seconds = PATIENCE
        while True:
            place = int(seconds * 5) % BAR
            bar = "·" * place + "━━━" + "·" * (BAR - place)
            self.say(f"{doing} {bar} {seconds:.0f} s")
            await asyncio.sleep(0.2)
            seconds += 0.2

    def action_page_up(self) -> None:
        """Scroll the page up."""
        self.page.bring(None)
        self.page.scroll_page_up(animate=False)

    def action_page_down(self) -> None:
        """Scroll the page down."""
        self.page.bring(None)
        self.page.scroll_page_down(animate=False)

    def action_help(self) -> None:
        """Explain what can be done here."""
        from quiz.terminal.app.dialogs import Help

        self.app.push_screen(Help(self.about(), self.hints(), self.here()))

    def about(self) -> str:
        """How this screen is used, in a sentence or two."""
        return ""

    def action_stop(self) -> None:
        """Leave; everything is kept."""
        self.quiz.stop()
