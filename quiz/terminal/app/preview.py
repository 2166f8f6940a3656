"""A formula while it is typed, laid out in two dimensions as it is read."""

from __future__ import annotations

import re
import textwrap
from dataclasses import dataclass
from typing import TYPE_CHECKING, cast

from rich.text import Text
from textual.widgets import Static

from quiz.terminal.app.background import Background, Latest, raised

if TYPE_CHECKING:
    from quiz.markup.previews import Preview as Reading
    from quiz.markup.text import Draw
    from quiz.practice.asking import Asking
    from quiz.questions.typed_formulas import Formulas
    from quiz.symbolic.errors import ReadError
    from quiz.terminal.app.application import QuizApp

INDENT = "  "
_NUMBER = re.compile(r"\s*[-+−]?[\d.,\s%]*")


@dataclass(frozen=True)
class Typed:
    """What was typed, with the lines above it, and the columns there are to show it in.

    `cursor` is its column; None where it is at the end.
    """

    text: str
    above: tuple[str, ...]
    columns: int
    cursor: int | None = None


def laid_out(formulas: Formulas, typed: Typed, draw: Draw | None = None) -> Reading:
    """The formula that is being typed, a picture with `draw`. Never raises."""
    from quiz.markup.previews import preview, preview_line

    if formulas.in_lines:
        above = "\n".join(typed.above)
        return preview_line(typed.text, formulas.names, typed.columns, above, draw, typed.cursor)
    meaning = formulas.meaning
    return preview(typed.text, formulas.names, typed.columns, meaning, draw, typed.cursor)


def is_worth_showing(text: str) -> bool:
    """Whether a text that should be a number is more than digits."""
    return not _NUMBER.fullmatch(text)


class Preview(Static):
    """Shows a text as the question reads it, as soon as it has been read."""

    DEFAULT_CSS = """
    Preview { height: auto; max-height: 12; min-height: 3; content-align: left bottom; }
    .-low Preview { min-height: 1; }
    Preview.-trouble { color: $text-warning; }
    """

    def __init__(self, asking: Asking, background: Background, blank: str | None = None) -> None:
        """`background` is where it is read; a `blank` names the one that it is typed in."""
        super().__init__(markup=False)
        self._asking = asking
        self._blank = blank
        self._formulas: Formulas | None = None
        self._latest = Latest(background, self._reading, self._show, self._fail)
        self._typed = Typed("", (), 80)
        self.followed = ""

    def follow(self, text: str, above: tuple[str, ...] = (), cursor: int | None = None) -> None:
        """Show this text next; `above` are the lines before it, `cursor` is where it is mended."""
        self._typed = Typed(text, above, max(10, self.size.width - len(INDENT)), cursor)
        self._latest.put(self._typed)

    def on_resize(self) -> None:
        """Lay out again what is shown."""
        if self._typed.text:
            self.follow(self._typed.text, self._typed.above, self._typed.cursor)

    def _reading(self, typed: Typed) -> Reading:
        if self._formulas is None:
            from quiz.questions.typed_formulas import Formulas

            self._formulas = Formulas.of(self._asking.variant, self._blank)
        return laid_out(self._formulas, typed, cast("QuizApp", self.app).draw_preview)

    def _show(self, typed: Typed, reading: Reading) -> None:
        """Show it; while nothing can be made of what is typed, the last stays."""
        if not self.is_attached:
            return
        self.followed = typed.text
        if not reading.lines and reading.error is None and typed.text.strip():
            return
        lines = list(reading.lines)
        if reading.error is not None and not lines:
            lines = pointing(typed, reading.error)
        self.set_class(reading.error is not None, "-trouble")
        text = "\n".join(INDENT + line for line in lines)
        self.update(Text(text) if reading.error else Text.from_ansi(text))

    def _fail(self, error: Exception) -> None:
        self.call_later(raised, error)


def pointing(typed: Typed, error: ReadError) -> list[str]:
    """The place of an error under what was typed, and what is wrong there."""
    start = max(0, error.position - typed.columns // 2)
    piece = typed.text[start : start + typed.columns]
    said = textwrap.wrap(str(error), typed.columns - 2)
    first, *rest = said or [""]
    caret = " " * (error.position - start) + "^"
    if len(caret) + 1 + len(first) <= typed.columns and not rest:
        return [piece, f"{caret} {first}"]
    return [piece, caret, *said]
