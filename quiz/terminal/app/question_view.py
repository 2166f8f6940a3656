"""A question with its answer area, its hints and what was said about the answer."""

from __future__ import annotations

from collections.abc import Sequence

from textual.app import ComposeResult
from textual.containers import VerticalGroup

from quiz.practice.session import Asking, Hint
from quiz.questions.how_to_type import kind_name
from quiz.terminal.app.answers import AnswerArea
from quiz.terminal.app.styled import ScrolledPage, TextBlock
from quiz.terminal.look import Look
from quiz.terminal.question_text import given_text, points

INDENT = "  "


class QuestionView:
    """The parts of a question, on a page that scrolls and a desk below it that does not.

    A widget costs time, and the first question should not wait: what there is nothing to say in
    is not there yet.
    """

    def __init__(self, page: ScrolledPage) -> None:
        self.page = page
        self.desk = VerticalGroup(id="desk")
        self.prompt = TextBlock(classes="text")
        self.hints = TextBlock(classes="text")
        self.outcome = TextBlock(classes="text")
        self.area: AnswerArea | None = None
        self._asking: Asking | None = None
        self._hints: Sequence[Hint] = ()
        self._free = False

    def take(self, asking: Asking, area: AnswerArea, hints: Sequence[Hint]) -> None:
        """Be about this question, with the area where it is answered."""
        self._asking, self.area, self._hints, self._free = asking, area, hints, False

    def compose(self) -> ComposeResult:
        """The page, and the desk if something is on it."""
        area = self.area
        with self.page:
            yield self.prompt
            if area is not None and not area.below:
                yield area
        if area is not None and area.below:
            with self.desk:
                yield area

    async def open(self, asking: Asking, area: AnswerArea, hints: Sequence[Hint]) -> None:
        """Put another question on the page."""
        await self.clear()
        self.take(asking, area, hints)
        if not area.below:
            await self.page.mount(area, after=self.prompt)
        elif self.desk.is_attached:
            await self.desk.mount(area)
        else:
            await self.page.screen.mount(self.desk, after=self.page)
            await self.desk.mount(area)
        self.desk.display = area.below
        self.page.scroll_home(animate=False)

    async def clear(self) -> None:
        """Take the question off the page."""
        if self.area is not None:
            await self.area.put_away()
        self._asking = self.area = None
        self.page.bring(None)
        for text in (self.prompt, self.hints, self.outcome):
            text.show("")
        self.desk.display = False

    def lay_out(self, look: Look) -> None:
        """Fit the question to the page."""
        if self._asking is None or self.area is None:
            return
        self.prompt.show(prompt_text(self._asking, look))
        self.area.lay_out(look)
        self._show(self.hints, hints_text(self._asking, self._hints, look, free=self._free))

    def _show(self, block: TextBlock, text: str) -> None:
        if text and not block.is_attached:
            before = self.outcome if block is self.hints and self.outcome.is_attached else None
            self.page.mount(block, before=before)
        block.show(text)

    def show_area(self, *, shown: bool) -> None:
        """Show the area where it is answered, or put it away."""
        if self.area is not None:
            self.area.display = shown
            self.desk.display = shown and self.area.below

    def show_hints(self, hints: Sequence[Hint], look: Look, *, free: bool = False) -> None:
        """Show the hints taken so far, from the last; `free` says that they cost nothing."""
        self._hints, self._free = hints, free
        self.lay_out(look)
        self.page.call_after_refresh(self.hints.scroll_visible, animate=False)

    def show_outcome(self, text: str, *, scroll: bool = True) -> None:
        """Show what is said about the answer; `scroll` brings its first line into sight."""
        self._show(self.outcome, text)
        self.page.bring(self.outcome if text and scroll else None)


def prompt_text(asking: Asking, look: Look) -> str:
    """What is asked, with what kind of question it is and why it is asked now."""
    about = [kind_name(asking.presentation.type), points(asking.points)]
    if asking.item.reason:
        about.append(asking.item.reason)
    parts = [
        look.styled(look.wrapped(" · ".join(about)), "faint"),
        look.markdown(asking.presentation.prompt),
        given_text(asking.layout, look),
    ]
    return "\n\n".join(part for part in parts if part)


def hints_text(asking: Asking, hints: Sequence[Hint], look: Look, *, free: bool) -> str:
    """The hints, each with its place and what it costs."""
    price = points(asking.hint_price)
    cost = "" if free else f" (costs {price})"
    return "\n\n".join(
        f"Hint {hint.place} of {hint.total}{cost}\n{look.markdown(hint.text, INDENT)}"
        for hint in hints
    )
