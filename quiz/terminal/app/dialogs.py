"""Small windows over a screen: the help, a question to confirm, a note to type."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.events import Key
from textual.widgets import Input, Static

from quiz.terminal.app.commands import Command, shown_key
from quiz.terminal.app.dialog import Dialog
from quiz.terminal.app.styled import TextBlock


class Help(Dialog[None]):
    """What can be done, and with which keys."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,enter,question_mark,f1,q,space", "dismiss", show=False),
    ]

    def __init__(
        self, about: str, hints: Sequence[tuple[str, str]], commands: Sequence[Command]
    ) -> None:
        super().__init__()
        self._about = about
        self._keys = [
            *hints,
            *((command.key, command.about) for command in commands if command.keys),
            (shown_key("ctrl+p"), "search every command, the colours among them"),
        ]
        self._page = TextBlock()

    def compose(self) -> ComposeResult:
        """A page to scroll."""
        with VerticalScroll(classes="dialog") as scroll:
            yield self._page
        scroll.focus()

    def on_resize(self) -> None:
        """Fit the text to the window."""
        look = self.look
        longest = max(len(key) for key, _ in self._keys)
        rows = [look.wrapped(what, f"{key:<{longest}}  ") for key, what in self._keys]
        parts = [look.wrapped(self._about), "\n".join(rows), look.wrapped("Esc goes back.")]
        self._page.show("\n\n".join(part for part in parts if part))


class Choice(Dialog[str | None]):
    """A question with a letter for each answer; Esc, Enter and n are none of them.

    Enter may have been meant for the screen below, so it does nothing that cannot be taken back.
    """

    def __init__(self, question: str, answers: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._question = question
        self._answers = answers
        self._page = Static(markup=True)
        self._is_wrong_key = False

    def compose(self) -> ComposeResult:
        """The question above its answers."""
        with Vertical(classes="dialog"):
            yield self._page

    def on_key(self, event: Key) -> None:
        """Take an answer; any other key shows again which there are."""
        event.stop()
        if event.key in ("escape", "enter", "n"):
            self.dismiss(None)
        elif event.key in dict(self._answers):
            self.dismiss(event.key)
        else:
            self._is_wrong_key = True
            self._show()

    def on_resize(self) -> None:
        """Fit the text to the window."""
        self._show()

    def _show(self) -> None:
        look = self.look
        rows = [
            f"[@click=screen.take('{key}')][b]{key or 'Esc':<3}[/b]  {what}[/]"
            for key, what in (*self._answers, ("", "go back (n and Enter, too)"))
        ]
        if self._is_wrong_key:
            keys = ", ".join(key for key, _ in self._answers)
            rows += ["", look.wrapped(f"That key does nothing here: press {keys} or Esc.")]
        question = look.wrapped(self._question).replace("[", "\\[")
        self._page.update("\n".join([question, "", *rows]))

    def action_take(self, key: str) -> None:
        """Close with this answer."""
        self.dismiss(key or None)


class Note(Dialog[str | None]):
    """A line to type; Esc types none."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "give_up", show=False)]

    def __init__(self, title: str, about: str, note: str = "") -> None:
        """`about` says what belongs there; `note` is there already, to be changed."""
        super().__init__()
        self._title = title
        self._about = about
        self._note = note

    def compose(self) -> ComposeResult:
        """The line with what it is for."""
        with Vertical(classes="dialog"):
            yield Static(self._title)
            yield Input(self._note, placeholder=self._about, compact=True, select_on_focus=False)
            yield Static("Enter keeps it, Esc goes back.", markup=False, classes="faint")

    def on_mount(self) -> None:
        """Type at once."""
        self.query_one(Input).focus()

    @on(Input.Submitted)
    def _typed(self, event: Input.Submitted) -> None:
        event.stop()
        self.dismiss(event.value.strip())

    def action_give_up(self) -> None:
        """Close without a note."""
        self.dismiss(None)
