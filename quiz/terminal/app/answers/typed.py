"""A text, a number or a formula on one line."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.widgets import Input, Static

from quiz.practice.session import Asking
from quiz.terminal.answers import AnswerError
from quiz.terminal.app.answers.area import AnswerArea
from quiz.terminal.app.answers.field import MathsField
from quiz.terminal.app.background import Background
from quiz.terminal.app.preview import Preview, is_worth_showing
from quiz.terminal.look import Look
from quiz.terminal.question_text import how_to_type

if TYPE_CHECKING:
    from pydantic import JsonValue


PROMPT = "› "


class TypedText(AnswerArea):
    """A word, a few words or a number; a number that is a formula is shown as it is read."""

    DEFAULT_CSS = """
    TypedText Horizontal { height: 1; }
    TypedText Horizontal Static { width: auto; max-width: 60%; }
    TypedText Input { width: 1fr; }
    TypedText Input, TypedText Input:focus { background: $boost; }
    TypedText Input:disabled { opacity: 100%; }
    """

    below: ClassVar[bool] = True
    always_shown = False

    def __init__(self, asking: Asking, reading: Background) -> None:
        super().__init__(asking)
        shows = self.always_shown or asking.layout.is_number
        field = MathsField if shows else Input
        self.input = field(compact=True, select_on_focus=False)
        self.preview = Preview(asking, reading) if shows else None

    @property
    def about(self) -> str:
        """How it is answered."""
        return how_to_type(self.asking.layout)

    @property
    def keys(self) -> Sequence[tuple[str, str]]:
        """Nothing but what one types."""
        return []

    def compose(self) -> ComposeResult:
        """The line to type on, below the formula as it is read."""
        if self.preview:
            yield self.preview
        yield Horizontal(Static(PROMPT, markup=False), self.input)

    def lay_out(self, look: Look) -> None:
        """Say what is typed here, with examples where they fit; the preview sizes itself."""
        what, examples = self._wanted()
        whole = f"{what}, such as {examples}" if examples else what
        self.input.placeholder = whole if len(whole) <= look.width - len(PROMPT) else what

    def freeze(self) -> None:
        """What was typed stays; how it was read, the result says."""
        super().freeze()
        if self.preview:
            self.preview.display = False

    def thaw(self) -> None:
        """Type once more."""
        if self.preview:
            self.preview.display = True
        super().thaw()

    def start(self) -> None:
        """Type here."""
        self.input.focus()

    def response(self) -> JsonValue:
        """The text without the spaces around it."""
        text = self.input.value.strip()
        if not text:
            raise AnswerError("Type an answer first.")
        return text

    def restore(self, response: JsonValue) -> None:
        """The text that was answered before."""
        self.redraw([] if response is None else [str(response)])

    def redraw(self, drafted: Sequence[str]) -> None:
        """The line typed before the session was left."""
        self.input.value = " ".join(drafted)
        self.input.cursor_position = len(self.input.value)

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self.changed()
        self.post_message(self.Drafted((event.value,) if event.value.strip() else ()))
        if self.preview:
            shown = self.always_shown or is_worth_showing(event.value)
            cursor = event.input.cursor_position
            self.preview.follow(event.value if shown else "", cursor=cursor)

    def _wanted(self) -> tuple[str, str]:
        """What is typed here, and examples of it."""
        layout = self.asking.layout
        if layout.is_number:
            unit = f" of {layout.unit}" if layout.unit else ""
            return f"a number{unit}", "0.25, 1/4 or exp(-2)"
        return "a word or a few", ""


class TypedFormula(TypedText):
    """A formula, shown in two dimensions as it is typed."""

    always_shown = True

    def _wanted(self) -> tuple[str, str]:
        return "a formula", "2x^2 - exp(-x)/n"
