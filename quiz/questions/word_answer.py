"""Words as the key: which texts are accepted, what is forgiven, what is refused with a reason."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated, ClassVar

from pydantic import Field

from quiz.questions.authored import Authored, Listed, Path, Problem, Text
from quiz.questions.grading import Grade
from quiz.questions.patterns import (
    SECONDS,
    PatternTimeoutError,
    matches,
    pattern_in,
    pattern_problem,
)

MAX_LENGTH = 1000


class RefusedText(Authored):
    """A wrong answer that is recognised, and what is said to it."""

    TEXTS: ClassVar[tuple[str, ...]] = ("text", "feedback")

    text: Text
    feedback: Text | None = None


class WordAnswer(Authored):
    """The keys of a text that is asked for.

    A text between slashes is a regular expression. With `exact` nothing is forgiven.
    """

    TEXTS: ClassVar[tuple[str, ...]] = ("accept", "reject")

    accept: Annotated[tuple[Text, ...], Field(strict=False, min_length=1)]
    reject: Annotated[tuple[RefusedText, ...], Listed] = ()
    exact: bool = False

    def grade_words(self, response: object) -> Grade:
        """1 for an accepted text, 0 for another; a refused one gets its feedback.

        A text that is listed beats a pattern, and a refused one beats a slip of the pen.
        """
        if not isinstance(response, str):
            return Grade.invalid("The answer is a text.")
        if not response.strip():
            return Grade.invalid("Nothing was typed.")
        if len(response) > MAX_LENGTH:
            return Grade.invalid(f"This is too long: at most {MAX_LENGTH} characters are read.")
        if any(self._same(response, text) for text in self.literals()):
            return Grade.scored(1)
        for refused in self.reject:
            if pattern_in(refused.text) is None and self._same(response, refused.text):
                return Grade.scored(0, refused.feedback)
        try:
            return self._by_patterns(response) or self._by_slips(response)
        except PatternTimeoutError:
            return Grade.undecided("This took too long to compare with the key.")

    def _by_patterns(self, response: str) -> Grade | None:
        text = response if self.exact else " ".join(response.split())
        refused = [(pattern_in(item.text), Grade.scored(0, item.feedback)) for item in self.reject]
        accepted = [(pattern_in(item), Grade.scored(1)) for item in self.accept]
        patterns = [(pattern, grade) for pattern, grade in (*refused, *accepted) if pattern]
        for pattern, grade in patterns:
            if matches(pattern, text, SECONDS / len(patterns)):
                return grade
        return None

    def _by_slips(self, response: str) -> Grade:
        if self.exact:
            return Grade.scored(0)
        from quiz.questions.spelling import is_slip

        for refused in self.reject:
            if pattern_in(refused.text) is None and is_slip(response, refused.text):
                return Grade.scored(0, refused.feedback)
        for accepted in self.literals():
            if is_slip(response, accepted):
                return Grade.scored(1, f"Taken as “{accepted}”: mind the spelling.")
        return Grade.scored(0)

    def shown_words(self) -> str:
        """The right answer as it is shown: the first text that is not a pattern."""
        return (*self.literals(), *self.accept)[0]

    def literals(self) -> tuple[str, ...]:
        """The accepted texts that are not patterns; the first is shown as the right answer."""
        return tuple(text for text in self.accept if pattern_in(text) is None)

    def _same(self, response: str, text: str) -> bool:
        from quiz.questions.spelling import composed, forgiving

        fold = composed if self.exact else forgiving
        return fold(response) == fold(text)

    def word_problems(self, path: Path = ()) -> Iterator[Problem]:
        """Bad patterns, nothing to show as the right answer, texts accepted and refused."""
        for position, text in enumerate(self.accept):
            message = pattern_problem(text)
            if message:
                yield Problem((*path, "accept", position), message, "formula")
        for position, refused in enumerate(self.reject):
            place = (*path, "reject", position, "text")
            message = pattern_problem(refused.text)
            if message:
                yield Problem(place, message, "formula")
            elif any(self._same(refused.text, text) for text in self.literals()):
                yield Problem(
                    place,
                    f"“{refused.text}” is accepted as well: leave out one of them",
                    "mistake_right",
                )
        if not self.literals():
            yield Problem(
                (*path, "accept"),
                "every accepted text is a pattern: list one as it is written, to show as the key",
            )
