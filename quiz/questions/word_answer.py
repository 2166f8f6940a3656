"""Words as the key: which texts are accepted, what is forgiven, what is refused with a reason."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Annotated, ClassVar

from pydantic import Field

from quiz.questions.authored import Authored, Listed, Path, Problem, Text
from quiz.questions.grading import Grade
from quiz.questions.patterns import PatternTimeoutError, matches, pattern_in, pattern_problem

LONG_WORD = 8
MAX_LENGTH = 1000

_DASHES = "‐‑‒–—−-"
_BETWEEN_WORDS = re.compile(rf"(?<!\d)[\s{_DASHES}]+|(?<=\d)[\s{_DASHES}]+(?!\d)")
_MINUS = re.compile(rf"(?:(?<=\s)|^)[{_DASHES}](?=[\d.])")
_QUOTES = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")


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
        for refused in self.reject:
            pattern = pattern_in(refused.text)
            if pattern is not None and matches(pattern, text):
                return Grade.scored(0, refused.feedback)
        for accepted in self.accept:
            pattern = pattern_in(accepted)
            if pattern is not None and matches(pattern, text):
                return Grade.scored(1)
        return None

    def _by_slips(self, response: str) -> Grade:
        if self.exact:
            return Grade.scored(0)
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
        if self.exact:
            return unicodedata.normalize("NFC", response) == unicodedata.normalize("NFC", text)
        return forgiving(response) == forgiving(text)

    def word_problems(self, path: Path = ()) -> Iterator[Problem]:
        """Bad patterns, nothing to show as the right answer, texts accepted and refused."""
        for position, text in enumerate(self.accept):
            message = pattern_problem(text)
            if message:
                yield Problem((*path, "accept", position), message)
        for position, refused in enumerate(self.reject):
            place = (*path, "reject", position, "text")
            message = pattern_problem(refused.text)
            if message:
                yield Problem(place, message)
            elif any(self._same(refused.text, text) for text in self.literals()):
                yield Problem(place, f"“{refused.text}” is accepted as well: leave out one of them")
        if not self.literals():
            yield Problem(
                (*path, "accept"),
                "every accepted text is a pattern: list one as it is written, to show as the key",
            )


@lru_cache(maxsize=1024)
def forgiving(text: str) -> str:
    """The text without case, spacing and hyphens.

    A gap between two digits stays, and so does a minus before a number: 1 2 is not 12, and -1
    is not 1.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold().strip()
    marked = _MINUS.sub("\0", folded)
    joined = _BETWEEN_WORDS.sub("", marked) or folded
    return re.sub(rf"[\s{_DASHES}]+", " ", joined).replace("\0", "-")


def is_slip(response: str, text: str) -> bool:
    """Whether one edit, or a swap of neighbours, in a long word of the text gives the response.

    Words are what spaces separate; hyphens within one are not counted as letters.
    """
    given, wanted = forgiving(response), forgiving(text)
    start = 0
    for word in text.split():
        letters = forgiving(word)
        start = wanted.find(letters, start)
        if start < 0:
            return False
        end = start + len(letters)
        if sum(letter.isalpha() for letter in letters) >= LONG_WORD:
            before, behind = wanted[:start], wanted[end:]
            middle = given[start : len(given) - len(behind)]
            if given == before + middle + behind and one_slip(middle, letters):
                return True
        start = end
    return False


def one_slip(first: str, second: str) -> bool:
    """Whether two words differ by one letter more, less or other, or by a swap of neighbours."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    shared = 0
    while shared < min(len(first), len(second)) and first[shared] == second[shared]:
        shared += 1
    a, b = first[shared:], second[shared:]
    if len(a) == len(b):
        swapped = len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
        return a[1:] == b[1:] or swapped
    return a[1:] == b if len(a) > len(b) else a == b[1:]
