"""A text with blanks: a line to type on for each, or options to choose from."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.widget import Widget
from textual.widgets import Input, Static

from quiz.practice.session import Asking
from quiz.questions.layout import Blank, Layout
from quiz.terminal.answers import AnswerError
from quiz.terminal.app.answers.area import AnswerArea
from quiz.terminal.app.answers.choices import OneChoice
from quiz.terminal.app.answers.field import MathsField
from quiz.terminal.app.background import Background
from quiz.terminal.app.preview import Preview, is_worth_showing
from quiz.terminal.look import Look

if TYPE_CHECKING:
    from pydantic import JsonValue

    from quiz.questions.grading import Grade


class Blanks(AnswerArea):
    """The blanks, one below the other; Enter goes on to the next and answers after the last."""

    DEFAULT_CSS = """
    Blanks Horizontal { height: 1; }
    Blanks Horizontal Static { width: auto; max-width: 60%; }
    Blanks Input { width: 1fr; }
    Blanks Input, Blanks Input:focus { background: $boost; }
    Blanks Input:disabled { opacity: 100%; }
    Blanks OneChoice { margin: 0 0 1 0; }
    Blanks Preview { display: none; min-height: 1; margin: 0 0 1 0; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "app.focus_previous", show=False),
        Binding("down", "app.focus_next", show=False),
    ]

    def __init__(self, asking: Asking, reading: Background) -> None:
        super().__init__(asking)
        self.blanks = asking.layout.blanks
        self.fields = [self._field(blank) for blank in self.blanks]
        self.previews: dict[Widget, Preview] = {
            field: Preview(asking, reading, blank.name)
            for blank, field in zip(self.blanks, self.fields, strict=True)
            if blank.is_mathematics
        }

    @property
    def about(self) -> str:
        """How it is answered."""
        return (
            "Fill in each blank: type, or choose with a letter. Enter goes on to the next and"
            " answers after the last."
        )

    @property
    def keys(self) -> Sequence[tuple[str, str]]:
        """How one gets from blank to blank."""
        return [("Tab", "next blank")]

    def compose(self) -> ComposeResult:
        """The name of each blank with what fills it: beside it a line, below it options."""
        longest = max(len(blank.name) for blank in self.blanks)
        for blank, field in zip(self.blanks, self.fields, strict=True):
            if isinstance(field, Input):
                label = f"[{blank.name}]".ljust(longest + 2) + " › "
                yield Horizontal(Static(label, markup=False), field)
                if field in self.previews:
                    yield self.previews[field]
            else:
                yield Static(f"[{blank.name}]", markup=False)
                yield field

    def lay_out(self, look: Look) -> None:
        """Fit the options to a page."""
        for field in self.fields:
            if isinstance(field, OneChoice):
                field.lay_out(look)

    def freeze(self) -> None:
        """What was typed stays; how it was read, the result says."""
        super().freeze()
        for preview in self.previews.values():
            preview.display = False

    def thaw(self) -> None:
        """Fill them in once more."""
        super().thaw()
        for field, preview in self.previews.items():
            preview.display = is_worth_showing(_text(field))

    def mark(self, grade: Grade) -> None:
        """Go to the first blank that could not be read."""
        from quiz.questions.grading import ClozeGrade

        unread = grade.unread if isinstance(grade, ClozeGrade) else ()
        for blank, field in zip(self.blanks, self.fields, strict=True):
            if blank.name in unread:
                field.focus()
                return

    def start(self) -> None:
        """The first blank that is open."""
        self._open_field().focus()

    def submit(self) -> None:
        """Go on to the next blank; after the last, answer."""
        focused = self.screen.focused
        if focused in self.fields and focused is not self.fields[-1]:
            self.fields[self.fields.index(focused) + 1].focus()
        else:
            super().submit()

    def response(self) -> JsonValue:
        """What is in each blank, by its name."""
        texts = self._texts()
        if not any(texts):
            raise AnswerError("Fill in the blanks first.")
        return {blank.name: text for blank, text in zip(self.blanks, texts, strict=True)}

    def doubt(self) -> str:
        """Whether blanks are meant to stay empty."""
        texts = zip(self.blanks, self._texts(), strict=True)
        empty = [f"[{blank.name}]" for blank, text in texts if not text]
        if not empty:
            return ""
        verb = "is" if len(empty) == 1 else "are"
        return f"{' and '.join(empty)} {verb} empty. Enter again: answer all the same."

    def restore(self, response: JsonValue) -> None:
        """What was filled in before."""
        given = response if isinstance(response, dict) else {}
        self.redraw([str(given.get(blank.name, "")) for blank in self.blanks])

    def redraw(self, drafted: Sequence[str]) -> None:
        """What was filled in before the session was left."""
        for field, text in zip(self.fields, drafted, strict=False):
            if isinstance(field, OneChoice):
                field.restore(text)
            elif isinstance(field, Input):
                field.value = text

    def _field(self, blank: Blank) -> Widget:
        if not blank.choices:
            field = MathsField if blank.is_mathematics else Input
            return field(compact=True, select_on_focus=False)
        return OneChoice(replace(self.asking, layout=Layout("one", blank.choices)))

    def _texts(self) -> list[str]:
        return [_text(field) for field in self.fields]

    def _open_field(self) -> Widget:
        return next((field for field in self.fields if not _text(field)), self.fields[0])

    @on(Input.Submitted)
    def _submitted(self, event: Input.Submitted) -> None:
        event.stop()
        self.submit()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        self._keep()
        if preview := self.previews.get(event.input):
            shown = event.value if is_worth_showing(event.value) else ""
            preview.display = bool(shown)
            preview.follow(shown)

    @on(AnswerArea.Changed)
    def _chosen(self, event: AnswerArea.Changed) -> None:
        if event.area is not self:
            event.stop()
            self._keep()

    def _keep(self) -> None:
        self.changed()
        texts = self._texts()
        while texts and not texts[-1]:
            texts.pop()
        self.post_message(self.Drafted(tuple(texts)))


def _text(field: Widget) -> str:
    if isinstance(field, OneChoice):
        return "" if field.chosen is None else str(field.choices[field.chosen].value)
    assert isinstance(field, Input)
    return field.value.strip()
