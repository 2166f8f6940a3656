"""What every way of answering has in common."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual.message import Message
from textual.widget import Widget

from quiz.practice.session import Asking
from quiz.terminal.look import Look

if TYPE_CHECKING:
    from pydantic import JsonValue

    from quiz.questions.grading import Grade


class AnswerArea(Widget):
    """Where one question is answered. It knows what was chosen or typed, and nothing is graded.

    `below` says that it stays in sight under the question while that is scrolled.
    """

    DEFAULT_CSS = """
    AnswerArea { height: auto; margin: 1 0 0 0; }
    """

    below: ClassVar[bool] = False

    class Answered(Message):
        """The learner has answered with `response`."""

        def __init__(self, response: JsonValue) -> None:
            super().__init__()
            self.response = response

    class Changed(Message):
        """The answer is another than before."""

        def __init__(self, area: AnswerArea) -> None:
            super().__init__()
            self.area = area

    class Said(Message):
        """Something to tell the learner, in a sentence."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    class Drafted(Message):
        """The line, lines or blanks typed so far."""

        def __init__(self, draft: tuple[str, ...]) -> None:
            super().__init__()
            self.draft = draft

    def __init__(self, asking: Asking) -> None:
        super().__init__()
        self.asking = asking
        self.choices = asking.layout.choices
        self._doubted = ""

    @property
    @abstractmethod
    def about(self) -> str:
        """How this question is answered, in a sentence or two."""

    @property
    @abstractmethod
    def keys(self) -> Sequence[tuple[str, str]]:
        """The keys of this way of answering, each with what it does in a word or two."""

    @abstractmethod
    def response(self) -> JsonValue:
        """What the learner has answered so far. Raises AnswerError when that is no answer yet."""

    def doubt(self) -> str:
        """What speaks against taking the response as it is; empty where nothing does."""
        return ""

    @abstractmethod
    def restore(self, response: JsonValue) -> None:
        """Show a response that was given before, to be changed."""

    def redraw(self, drafted: Sequence[str]) -> None:
        """Show what was typed before the session was left."""

    @abstractmethod
    def lay_out(self, look: Look) -> None:
        """Fit the texts to a page."""

    def mark(self, grade: Grade) -> None:
        """Show what a grade says of the parts of the answer, while it can still be changed."""

    async def put_away(self) -> None:
        """Remove it for good. Textual would keep a field for ever that listens to its screen."""
        selecting = self.screen.text_selection_started_signal
        for field in self.query("*"):
            selecting.unsubscribe(field)
        await self.remove()

    def freeze(self) -> None:
        """The question is closed: nothing can be changed any more."""
        self.disabled = True

    def thaw(self) -> None:
        """Answer once more."""
        self.disabled = False
        self.start()

    def start(self) -> None:
        """Put the cursor where the answer begins."""
        self.focus()

    def when_typed(self, action: Callable[[], None]) -> None:
        """Do something as soon as every key that was struck before is taken in."""
        action()

    def submit(self) -> None:
        """Answer, if there is an answer; what is doubtful is asked about once."""
        from quiz.terminal.answers import AnswerError

        try:
            response = self.response()
        except AnswerError as error:
            self.say(str(error))
            return
        doubt = self.doubt()
        if doubt and doubt != self._doubted:
            self._doubted = doubt
            self.say(doubt)
            return
        self._doubted = ""
        self.post_message(self.Answered(response))

    def say(self, text: str) -> None:
        """Tell the learner something."""
        self.post_message(self.Said(text))

    def changed(self) -> None:
        """Note that the answer was changed: what was said of it no longer holds."""
        self._doubted = ""
        self.post_message(self.Changed(self))
