"""A question with its answer area, its hints and what was said about the answer."""

from __future__ import annotations

from collections.abc import Sequence

from textual.containers import VerticalGroup, VerticalScroll

from quiz.practice.session import Asking, Hint
from quiz.terminal.app.answers import AnswerArea
from quiz.terminal.app.styled import TextBlock
from quiz.terminal.look import Look
from quiz.terminal.question_text import given_text, kind_name, points

INDENT = "  "


class QuestionView:
    """The parts of a question, put on a page that scrolls and a desk that stays in sight.

    It holds the texts as functions of the look, so that they can be laid out again.
    """

    def __init__(self, page: VerticalScroll, desk: VerticalGroup) -> None:
        self.page = page
        self.desk = desk
        self.prompt = TextBlock(classes="prompt")
        self.hints = TextBlock(classes="hints")
        self.outcome = TextBlock(classes="outcome")
        self.area: AnswerArea | None = None
        self._asking: Asking | None = None
        self._hints: Sequence[Hint] = ()
        self._free = False

    async def open(
        self, asking: Asking, area: AnswerArea, hints: Sequence[Hint], look: Look
    ) -> None:
        """Put another question on the page, with the area where it is answered."""
        await self.clear()
        if not self.prompt.is_attached:
            await self.page.mount(self.prompt, self.hints, self.outcome)
        self._asking, self.area, self._hints, self._free = asking, area, hints, False
        self.outcome.show("")
        if area.below:
            await self.desk.mount(area)
        else:
            await self.page.mount(area, after=self.prompt)
        self.lay_out(look)
        self.page.scroll_home(animate=False)

    async def clear(self) -> None:
        """Take the question off the page."""
        if self.area is not None:
            await self.area.remove()
        self._asking = self.area = None
        for text in (self.prompt, self.hints, self.outcome):
            text.show("")

    def lay_out(self, look: Look) -> None:
        """Fit the question to the page."""
        if self._asking is None or self.area is None:
            return
        self.prompt.show(prompt_text(self._asking, look))
        self.area.lay_out(look)
        self.hints.show(hints_text(self._asking, self._hints, look, free=self._free))

    def show_hints(self, hints: Sequence[Hint], look: Look, *, free: bool = False) -> None:
        """Show the hints taken so far, from the last; `free` says that they cost nothing."""
        self._hints, self._free = hints, free
        self.lay_out(look)
        self.page.call_after_refresh(self.hints.scroll_visible, animate=False)

    def show_outcome(self, text: str) -> None:
        """Show what is said about the answer, from its first line."""
        self.outcome.show(text)
        if text:
            self.page.call_after_refresh(
                self.page.scroll_to_widget, self.outcome, top=True, animate=False
            )


def prompt_text(asking: Asking, look: Look) -> str:
    """What is asked, with what kind of question it is and why it is asked now."""
    about = [kind_name(asking), points(asking.points)]
    if asking.item.reason:
        about.append(asking.item.reason)
    parts = [
        look.styled(look.wrapped(" · ".join(about)), "faint"),
        look.markdown(asking.variant.prompt),
        given_text(asking.layout, look),
    ]
    return "\n\n".join(part for part in parts if part)


def hints_text(asking: Asking, hints: Sequence[Hint], look: Look, *, free: bool) -> str:
    """The hints, each with its place and what it costs."""
    price = points(asking.question.hint_penalty * asking.points)
    cost = "" if free else f" (costs {price})"
    return "\n\n".join(
        f"Hint {hint.place} of {hint.total}{cost}\n{look.markdown(hint.text, INDENT)}"
        for hint in hints
    )
