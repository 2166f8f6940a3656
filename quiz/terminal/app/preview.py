"""A formula while it is typed, laid out in two dimensions as it is read."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from rich.text import Text
from textual.widgets import Static

from quiz.practice.session import Asking
from quiz.terminal.app.background import Background, Latest

if TYPE_CHECKING:
    from quiz.symbolic.naming import Names
    from quiz.symbolic.reading import Meaning

INDENT = "  "
_DEFINES = re.compile(r"^\s*([^:=]+):=")
_SIDE = re.compile(r"(?<![<>!:=])=(?![>=])")
_NUMBER = re.compile(r"\s*[-+−]?[\d.,\s%]*")


@dataclass(frozen=True)
class Typed:
    """What was typed, with the lines above it, and the columns there are to show it in."""

    text: str
    above: tuple[str, ...]
    columns: int


@dataclass(frozen=True)
class Shown:
    """What the preview says: a formula in lines, or why there cannot be one.

    With neither, what is typed so far is no formula yet.
    """

    lines: tuple[str, ...] = ()
    trouble: str = ""


@dataclass(frozen=True)
class Formulas:
    """How the formulas of one question are read."""

    names: Names
    meaning: Meaning = "number"
    in_lines: bool = False

    @classmethod
    def of(cls, asking: Asking) -> Formulas:
        """How the answer to this question is read."""
        from quiz.questions.derivation import Derivation
        from quiz.questions.derivation_names import derivation_names
        from quiz.questions.formula_answer import FormulaAnswer
        from quiz.questions.formulas import names_of_values
        from quiz.questions.parameters import declarations_of
        from quiz.questions.symbols import declarations

        question, values = asking.variant.question, asking.variant.values
        if isinstance(question, FormulaAnswer):
            return cls(question.names(values), question.value)
        if isinstance(question, Derivation):
            symbols, parameters = declarations(question.symbols), question.parameters
            names = derivation_names(question.given, symbols, declarations_of(parameters))
            return cls(names, in_lines=True)
        return cls(names_of_values({}))

    def shown(self, typed: Typed) -> Shown:
        """The formula that is being typed. Never raises."""
        from quiz.markup.formulas import display
        from quiz.symbolic.reading.completing import complete

        text, at, names = typed.text, 0, self.names
        if self.in_lines:
            text, at = _last_side(text)
            names = names.with_names(*_defined(typed.above))
        if not text.strip():
            return Shown()
        found = complete(text, names, self.meaning)
        if found.node is not None:
            return Shown(display(found.node, typed.columns))
        if found.error is not None and not self.in_lines:
            return Shown(trouble=_pointing(typed, at + found.error.position, str(found.error)))
        return Shown()


def is_worth_showing(text: str) -> bool:
    """Whether a text that should be a number is more than digits."""
    return not _NUMBER.fullmatch(text)


class Preview(Static):
    """Shows what `formulas` makes of a text, as soon as it has been read."""

    def __init__(self, formulas: Callable[[], Formulas], background: Background) -> None:
        super().__init__(classes="preview", markup=False)
        self._formulas = formulas
        self._read: Formulas | None = None
        self._latest = Latest(background, self._shown, self._show, self._fail)
        self._typed = Typed("", (), 80)
        self.shown = Shown()

    def follow(self, text: str, above: tuple[str, ...] = ()) -> None:
        """Show this text next; `above` are the lines before it."""
        self._typed = Typed(text, above, max(10, self.size.width - len(INDENT)))
        self._latest.put(self._typed)

    def on_resize(self) -> None:
        """Lay out again what is shown."""
        if self._typed.text:
            self.follow(self._typed.text, self._typed.above)

    def _shown(self, typed: Typed) -> Shown:
        if self._read is None:
            self._read = self._formulas()
        return self._read.shown(typed)

    def _show(self, typed: Typed, shown: Shown) -> None:
        if not self.is_attached or typed != self._typed:
            return
        if not (shown.lines or shown.trouble) and typed.text.strip():
            return  # nothing can be made of it yet: the last that could stays
        self.shown = shown
        self.set_class(bool(shown.trouble), "-trouble")
        lines = shown.lines or tuple(shown.trouble.split("\n"))
        self.update(Text("\n".join(INDENT + line for line in lines) if any(lines) else ""))

    def _fail(self, error: Exception) -> None:
        raise error


def _last_side(text: str) -> tuple[str, int]:
    """The side of a line that is being typed, and where it begins."""
    if defines := _DEFINES.match(text):
        return text[defines.end() :], defines.end()
    start = max((found.end() for found in _SIDE.finditer(text)), default=0)
    return text[start:], start


def _defined(lines: tuple[str, ...]) -> list[str]:
    from quiz.symbolic.errors import MathematicsError
    from quiz.symbolic.headings import read_heading

    found = []
    for line in lines:
        if defines := _DEFINES.match(line):
            try:
                found.append(read_heading(defines[1].strip()).name)
            except MathematicsError:
                continue
    return found


def _pointing(typed: Typed, position: int, message: str) -> str:
    """The place of an error under what was typed, and what is wrong there."""
    start = max(0, position - typed.columns // 2)
    piece = typed.text[start : start + typed.columns]
    return f"{piece}\n{' ' * (position - start)}^ {message}"
