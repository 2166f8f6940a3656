"""A derivation: lines in an editor, with a mark beside each that was checked."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, ClassVar

from rich.text import Text
from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal, VerticalScroll
from textual.geometry import Region
from textual.widgets import Static, TextArea

from quiz.practice.session import Asking
from quiz.terminal.answers import AnswerError, next_line_number
from quiz.terminal.app.answers.area import AnswerArea
from quiz.terminal.app.background import Background
from quiz.terminal.app.preview import Preview
from quiz.terminal.look import Look

if TYPE_CHECKING:
    from pydantic import JsonValue

    from quiz.questions.grading import Grade
    from quiz.symbolic.tasks import LineVerdict

WIDE_ENOUGH = 60
"""Columns from which on a mark has its word beside it."""

MARK_ALONE = 4
"""Columns of a number with a mark."""

GAP = 3
"""Columns between the word beside a mark and the line that it is about."""


class Working(AnswerArea):
    """Lines of working; Enter begins the next line, so another key answers."""

    DEFAULT_CSS = """
    Working VerticalScroll { height: auto; max-height: 12; scrollbar-size-vertical: 1; }
    Working Horizontal { height: auto; }
    Working TextArea { width: 1fr; height: auto; min-height: 2; background: $boost; padding: 0; }
    Working TextArea:disabled { opacity: 100%; }
    Working .marks { width: 5; height: auto; }
    """

    below: ClassVar[bool] = True

    def __init__(self, asking: Asking, reading: Background) -> None:
        super().__init__(asking)
        self.editor = TextArea(soft_wrap=True, compact=True, highlight_cursor_line=False)
        self.marks = Static(classes="marks", markup=False)
        self.scroll = VerticalScroll(Horizontal(self.marks, self.editor), can_focus=False)
        self.preview = Preview(asking, reading)
        self.checked: list[tuple[str, LineVerdict | None]] = []
        self.look = Look()

    @property
    def about(self) -> str:
        """How it is answered."""
        return WORKING

    @property
    def keys(self) -> Sequence[tuple[str, str]]:
        """How a line ends."""
        return [("Enter", "next line")]

    def compose(self) -> ComposeResult:
        """The editor with its marks, below the line as it is read."""
        yield self.preview
        yield self.scroll

    def on_mount(self) -> None:
        """The first line has its number before anything is typed."""
        self._show_marks()

    def lay_out(self, look: Look) -> None:
        """Words beside the marks where there is room."""
        self.look = look
        self.call_after_refresh(self._show_marks)

    async def put_away(self) -> None:
        """Remove it for good. Who listens to the theme is looked through only as that is set."""
        app = self.app
        await super().put_away()
        app.mutate_reactive(type(app).theme)

    def when_typed(self, action: Callable[[], None]) -> None:
        """The editor takes its keys in on its own time."""
        self.editor.call_later(action)

    def start(self) -> None:
        """Write on at the end."""
        self.editor.focus()
        self.editor.move_cursor(self.editor.document.end)

    def lines(self) -> tuple[str, ...]:
        """The lines that hold something."""
        return tuple(line for line in self.editor.text.split("\n") if line.strip())

    def response(self) -> JsonValue:
        """The lines as one text."""
        if not self.lines():
            raise AnswerError("Type your working first, one step a line.")
        return "\n".join(self.lines())

    def restore(self, response: JsonValue) -> None:
        """The working that was answered before."""
        self.redraw(response.split("\n") if isinstance(response, str) else [])

    def redraw(self, drafted: Sequence[str]) -> None:
        """The lines typed before the session was left."""
        self.editor.text = "\n".join(drafted)
        self.editor.move_cursor(self.editor.document.end)

    def mark(self, grade: Grade) -> None:
        """Put the verdict of each line beside it."""
        from quiz.questions.grading import DerivationGrade

        if not isinstance(grade, DerivationGrade):
            return
        verdicts = {line.number: line.verdict for line in grade.lines}
        texts = self.editor.text.split("\n")
        self.checked = [
            (text, verdicts.get(number) if text.strip() else None)
            for text, number in zip(texts, _numbers(texts), strict=True)
        ]
        self._show_marks()

    @on(TextArea.Changed)
    def _typed(self, event: TextArea.Changed) -> None:
        event.stop()
        self.changed()
        self._show_marks()
        self.post_message(self.Drafted(self.lines()))
        self._follow()

    @on(TextArea.SelectionChanged)
    def _moved(self, event: TextArea.SelectionChanged) -> None:
        event.stop()
        self._show_marks()
        self._follow()
        self.call_after_refresh(self._keep_cursor_in_sight)

    def _follow(self) -> None:
        row, column = self.editor.cursor_location
        texts = self.editor.text.split("\n")
        self.preview.follow(texts[row], tuple(texts[:row]), column)

    def _keep_cursor_in_sight(self) -> None:
        row = self.editor.wrapped_document.location_to_offset(self.editor.cursor_location).y
        self.scroll.scroll_to_region(Region(0, row, 1, 1), animate=False)

    def _show_marks(self) -> None:
        """Number each line, and mark those that stand as they were checked.

        An empty line counts for nothing, so it has a number only while the cursor is there.
        """
        texts = self.editor.text.split("\n")
        wide = self.look.screen >= WIDE_ENOUGH
        here = self.editor.cursor_location[0]
        rows: list[str] = []
        standing = True
        for place, (text, number) in enumerate(zip(texts, _numbers(texts), strict=True)):
            # What follows a line that was changed was judged with what stood there before.
            standing = standing and place < len(self.checked) and self.checked[place][0] == text
            verdict = self.checked[place][1] if standing else None
            mark, word = MARKS[verdict] if verdict else (" ", "")
            top = self.editor.wrapped_document.location_to_offset((place, 0)).y
            rows += [""] * (top - len(rows))
            shown = str(number) if text.strip() or place == here else ""
            rows.append(f"{shown:>2} {mark} {word if wide else ''}".rstrip())
        longest = max(map(len, rows))
        self.marks.styles.width = longest + (GAP if longest > MARK_ALONE else 1)
        self.marks.update(Text("\n".join(rows)))


def _numbers(texts: Sequence[str]) -> list[int]:
    """The number of each line, as the result counts them: only lines with something in them."""
    return [
        next_line_number([text for text in texts[:place] if text.strip()])
        for place in range(len(texts))
    ]


MARKS: Mapping[LineVerdict, tuple[str, str]] = {
    "follows": ("✓", "follows"),
    "follows_given_error": ("✓", "follows"),
    "does_not_follow": ("✗", "wrong"),
    "unreadable": ("?", "unread"),
    "unsupported": ("?", "unjudged"),
    "undecided": ("?", "unsettled"),
}


WORKING = (
    "One step a line, such as S = sum(x_i^2, i=1..n), or = … to go on from the line above;"
    " name := … defines a name of yours. Ctrl-S answers."
)
