"""The answers of a class as Moodle and Canvas export them: a row a learner, columns of questions.

Moodle: Quiz, Results, Responses, with the question text shown, downloaded as CSV in English.
Canvas: Quiz Statistics, Student Analysis. Both show answers as people read them, so a cell is
turned back into a response by the texts of the question it belongs to. A cell that is empty, or
Moodle's `-`, is no answer.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from pydantic import JsonValue

from quiz.bank import Bank
from quiz.marking.responses import Submission
from quiz.questions import Question
from quiz.questions.layout import Choice, Layout

_MOODLE_CELL = re.compile(r"Response (\d+)")
_CANVAS_CELL = re.compile(r"\d+: (.*)", re.DOTALL)
_STACK_ANSWER = re.compile(r"\bans1: (.*?) \[(?:score|valid|invalid)\]", re.DOTALL)
_PART = re.compile(r"(?:^|; )part \d+: ")
_BLANK = re.compile(r"\[{1,2}[\w-]+\]{1,2}")
_MOODLE_NAMES = ("ID number", "Email address", "Username", "Last name", "Surname")
_CANVAS_NAMES = ("sis_id", "id", "name")
_NO_QUESTION_TEXT = (
    "Moodle left out the texts of the questions: tick “Question text” among the display options of "
    "the report on responses and download it again"
)


@dataclass(frozen=True)
class ClassExport:
    """What the columns mean. `learner` are places of cells with a name, the best one first.

    `cells` tells the place of each answer with what holds its question's text: another place of
    the row, or the text itself. `separator` and `arrow` part what a cell lists and pairs.
    """

    find: QuestionFinder
    learner: tuple[int, ...]
    cells: tuple[tuple[int, int | str], ...]
    separator: str
    arrow: str

    def __call__(self, row: Sequence[str]) -> Iterator[Submission]:
        """The submissions in a row."""
        learner = next((name for place in self.learner if (name := _cell(row, place))), "")
        for place, asked in self.cells:
            text = _cell(row, place)
            if text and text != "-":
                yield self._submission(
                    learner, asked if isinstance(asked, str) else _cell(row, asked), text
                )

    def _submission(self, learner: str, asked: str, text: str) -> Submission:
        question = self.find(asked)
        if question is None:
            shown = asked if len(asked) <= 60 else f"{asked[:60]}…"
            return Submission(learner, problem=f"no question of the bank asks “{shown}”")
        if any("\udc80" <= character <= "\udcff" for character in text):
            return Submission(learner, question.id, problem="the answer is not UTF-8")
        if question.parameters:
            why = "this file does not tell which variant of the question was asked"
            return Submission(learner, question.id, problem=why)
        try:
            response = self._response(question.variant().layout(), text)
        except ValueError as error:
            return Submission(learner, question.id, problem=str(error))
        return Submission(learner, question.id, response)

    def _response(self, layout: Layout, text: str) -> JsonValue:
        """The response that a cell shows; raises `ValueError` if it is none of the choices."""
        match layout.shape:
            case "one":
                return _listed(text, layout.choices, "\0")[0]
            case "several" | "order":
                return _listed(text, layout.choices, self.separator)
            case "pairs":
                return self._pairs(text, layout)
            case "blanks":
                parts = _PART.split(text)[1:] or text.split(self.separator.strip())
                names = [blank.name for blank in layout.blanks]
                return dict(zip(names, (part.strip() for part in parts), strict=False))
            case "formula":
                stack = _STACK_ANSWER.search(text)
                return stack[1] if stack else text
        return text

    def _pairs(self, text: str, layout: Layout) -> list[JsonValue]:
        found: list[JsonValue] = []
        bare = _bare(text)
        rights = sorted(layout.choices, key=lambda choice: -len(_bare(choice.text)))
        for left in layout.lefts:
            _, arrow, rest = bare.partition(_bare(left) + self.arrow)
            matching = (right.value for right in rights if rest.startswith(_bare(right.text)))
            found.append(next(matching, None) if arrow else None)
        if found and not any(found):
            raise ValueError(f"“{text[:60]}” pairs nothing of this question")
        return found


def class_export(header: Sequence[str], bank: Bank) -> ClassExport | None:
    """What a file with these columns is; None if it is neither of Moodle nor of Canvas.

    Raises `ValueError` where Moodle left out the texts of the questions.
    """
    places = {name.strip(): place for place, name in enumerate(header)}
    find = QuestionFinder(bank)
    numbers = [match[1] for name in places if (match := _MOODLE_CELL.fullmatch(name))]
    if numbers:
        if f"Question {numbers[0]}" not in places:
            raise ValueError(_NO_QUESTION_TEXT)
        of_moodle = [(places[f"Response {n}"], places.get(f"Question {n}", "")) for n in numbers]
        return ClassExport(find, _places(places, _MOODLE_NAMES), tuple(of_moodle), "; ", "->")
    of_canvas = [
        (place, match[1]) for name, place in places.items() if (match := _CANVAS_CELL.match(name))
    ]
    if of_canvas and "name" in places:
        return ClassExport(find, _places(places, _CANVAS_NAMES), tuple(of_canvas), ",", "=>")
    return None


class QuestionFinder:
    """Finds a question of a bank by the text that an LMS shows of it."""

    def __init__(self, bank: Bank) -> None:
        """Among the questions of a bank."""
        self._by_prompt = {
            letters: question
            for question in bank.questions
            if (letters := _letters(question.prompt.partition("{{")[0]))
        }
        self._lengths = sorted({len(letters) for letters in self._by_prompt}, reverse=True)
        self._found = lru_cache(1_000)(self._search)

    def __call__(self, text: str) -> Question | None:
        """The question with this text, behind which an LMS may have put the options."""
        return self._found(text)

    def _search(self, text: str) -> Question | None:
        letters = _letters(text)
        starts = (letters[:length] for length in self._lengths if length <= len(letters))
        return next((self._by_prompt[start] for start in starts if start in self._by_prompt), None)


def _listed(text: str, choices: Iterable[Choice], separator: str) -> list[JsonValue]:
    """The values of the choices that a cell lists; a choice may hold the separator itself."""
    by_text = {_bare(choice.text): choice.value for choice in choices}
    between = separator.strip()

    def found(rest: str) -> list[JsonValue] | None:
        if not rest:
            return []
        for shown in sorted(by_text, key=len, reverse=True):
            after = rest.removeprefix(shown)
            if not shown or after == rest or not (after == "" or after.startswith(between)):
                continue
            others = found(after.removeprefix(between))
            if others is not None:
                return [by_text[shown], *others]
        return None

    values = found(_bare(text))
    if not values:
        raise ValueError(f"“{text[:60]}” is none of the choices of this question")
    return values


def _places(places: Mapping[str, int], names: Iterable[str]) -> tuple[int, ...]:
    return tuple(places[name] for name in names if name in places)


def _cell(row: Sequence[str], place: int) -> str:
    return row[place].strip() if place < len(row) else ""


def _letters(text: str) -> str:
    """The letters and digits of a text, which Markdown, HTML and TeX write alike.

    Blanks are left out: `[[name]]` is `[name]` in Canvas and nothing in Moodle.
    """
    return "".join(filter(str.isalnum, _BLANK.sub("", text))).casefold()


def _bare(text: str) -> str:
    """A text without spaces and without the marks of Markdown and of formulas."""
    return re.sub(r"\\[()\[\]]|[$*`\s\u200b]", "", text)
