"""text2qti's plain text: numbered questions in Markdown, options as `a)`, `*b)` or `[*]`."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from quiz.lms.reading.answers import (
    Answer,
    NumberKey,
    as_all_or_nothing,
    as_number,
    as_one,
    as_truth,
    as_words,
    range_key,
    without_wildcards,
)
from quiz.lms.reading.results import Imported, Item
from quiz.lms.reading.sketch import NotCarriedError, Sketch, number_in

_STARTS = {
    "question": r"\d+\.(?=\s)",
    "right": r"\*[a-zA-Z]\)(?=\s)",
    "wrong": r"[a-zA-Z]\)(?=\s)",
    "picked": r"\[\*\](?=\s)",
    "unpicked": r"\[ ?\](?=\s)",
    "word": r"\*(?=[ \t])",
    "feedback": r"\.\.\.(?=\s)",
    "if_right": r"\+(?=[ \t])",
    "if_wrong": r"-(?=[ \t])",
    "solution": r"!(?=[ \t])",
    "essay": r"___+\s*$",
    "upload": r"\^\^\^+\s*$",
    "number": r"=(?=[ \t])",
    "title": r"[Tt]itle:",
    "points": r"[Pp]oints:",
    "text": r"[Tt]ext(?: [Tt]itle)?:",
    "quiz": r"[Qq]uiz [Tt]itle:",
    "about": r"[Qq]uiz [Dd]escription:",
    "group": r"GROUP\s*$|END_GROUP\s*$",
    "pick": r"(?:[Ss]olutions )?[Pp]ick:",
    "worth": r"[Pp]oints per question:",
    "code": r"```+\s*\{[^}]*\.run",
    "shuffle": r"[Ss]huffle answers:",
    "setting": r"(?:[Ss]how correct answers|[Oo]ne question at a time|[Cc]an't go back|"
    r"[Ff]eedback is solution|[Ss]olutions sample groups|[Ss]olutions randomize groups):",
}
_START = re.compile("|".join(f"(?P<{name}>{pattern})" for name, pattern in _STARTS.items()))
_OPTIONS = ("right", "wrong", "picked", "unpicked")


def looks_like_text2qti(text: str) -> bool:
    """Whether there is a numbered question, and answers in one of the ways of text2qti."""
    return bool(
        re.search(r"^\d+\.[ \t]+\S", text, re.MULTILINE)
        and re.search(
            r"^(?:\*[a-zA-Z]\)|\[\*\]|\*|=)[ \t]+\S|^(?:___+|\^\^\^+)\s*$", text, re.MULTILINE
        )
    )


@dataclass
class _Part:
    """A stretch that one mark begins, with the feedback under it."""

    kind: str
    lines: list[str]
    feedback: str = ""

    @property
    def text(self) -> str:
        """What stands there, without the indent of the lines that go on."""
        first, *rest = self.lines
        indent = min((len(line) - len(line.lstrip()) for line in rest if line.strip()), default=0)
        return "\n".join([first.strip(), *(line[indent:].rstrip() for line in rest)]).strip()


@dataclass
class _Question:
    """A question's parts as they follow."""

    title: str = ""
    points: str = ""
    parts: list[_Part] = field(default_factory=list)


def read_text2qti(text: str) -> Imported:
    """The questions of a file, in order."""
    reader = _Reader()
    for part in _parts(text):
        reader.take(part)
    return Imported(tuple(reader.finished()), reader.title)


def _parts(text: str) -> Iterator[_Part]:
    """The stretches of a file; code that is to be run is a stretch of its own."""
    part: _Part | None = None
    for line in _written(text):
        start = _START.match(line)
        if start or not part:
            if part:
                yield part
            part = None
            if start:
                part = _Part(start.lastgroup or "", [line[start.end() :]])
            elif line.strip():
                yield _Part("stray", [line])
        else:
            part.lines.append(line)
    if part:
        yield part


def _written(text: str) -> Iterator[str]:
    """The lines without comments, and without the inside of code."""
    ending = ""
    for line in text.splitlines():
        if ending:
            ending = "" if re.match(ending, line) else ending
        elif line.startswith("COMMENT"):
            ending = "END_COMMENT"
        elif not line.startswith("%"):
            ending = "```+\\s*$" if re.match(_STARTS["code"], line) else ""
            yield line


class _Reader:
    """Gathers parts into questions."""

    def __init__(self) -> None:
        self.title: str | None = None
        self.items: list[Item] = []
        self.question: _Question | None = None
        self.next = _Question()
        self.shuffle = True
        self.worth = ""
        self.count = 0

    def take(self, part: _Part) -> None:
        """Add the next part of the file."""
        text = part.text
        if part.kind == "question":
            self._close()
            self.question, self.next = self.next, _Question()
            self.question.parts.append(part)
        elif part.kind in ("title", "points"):
            self._close()
            setattr(self.next, part.kind, text)
        elif self.question and part.kind in ("feedback", "if_right", "if_wrong", "solution"):
            last = self.question.parts[-1]
            if part.kind == "feedback" and last.kind in (*_OPTIONS, "word", "number"):
                last.feedback = text
            else:
                self.question.parts.append(part)
        elif self.question and part.kind in (*_OPTIONS, "word", "number", "essay", "upload"):
            self.question.parts.append(part)
        else:
            self._close()
            self._aside(part, text)

    def _aside(self, part: _Part, text: str) -> None:
        """Take what stands outside of questions."""
        if part.kind == "quiz":
            self.title = " ".join(text.split())
        elif part.kind == "worth":
            self.worth = text
        elif part.kind == "shuffle":
            self.shuffle = text.lower() != "false"
        elif part.kind == "group":
            self.worth = ""
        elif part.kind in ("text", "about"):
            self._lose("a text", f"a text outside of questions is not carried: “{text}”")
        elif part.kind == "pick":
            self._lose("a group", f"picking {text} of a group is not carried: all are asked")
        elif part.kind == "setting":
            self._lose("the quiz", f"a setting of the quiz is not carried: {text}")
        elif part.kind == "code":
            self._lose("a program", "not carried: code that writes questions is not run")
        else:
            self._lose("a line", f"not carried: “{text}” belongs to no question")

    def _lose(self, name: str, remark: str) -> None:
        self.items.append(Item(name, None, (" ".join(remark.split()),), is_question=False))

    def finished(self) -> list[Item]:
        """All questions of the file."""
        self._close()
        return self.items

    def _close(self) -> None:
        if self.question is not None:
            self.count += 1
            self.items.append(self._item(self.question))
            self.question = None

    def _item(self, question: _Question) -> Item:
        prompt, *parts = question.parts
        sketch = Sketch(question.title or prompt.text.split("\n")[0][:60], self.count)
        try:
            sketch.data["prompt"] = sketch.text(prompt.text, "markdown")
            sketch.worth(question.points or self.worth or None)
            _answers(sketch, parts, self.shuffle)
            for part in parts:
                _said(sketch, part)
        except NotCarriedError as reason:
            return sketch.left_out(reason)
        return sketch.item()


def _said(sketch: Sketch, part: _Part) -> None:
    if part.kind in ("feedback", "solution", "if_right"):
        sketch.explain(sketch.text(part.text, "markdown"))
    elif part.kind == "if_wrong":
        sketch.lose_feedback("the feedback for wrong answers", part.text)


def _answers(sketch: Sketch, parts: list[_Part], shuffle: bool) -> None:
    kinds = {part.kind for part in parts}
    if kinds & {"essay", "upload"}:
        what = "an essay" if "essay" in kinds else "a file that is handed in"
        raise NotCarriedError(f"{what} is graded by a person")
    given = [part for part in parts if part.kind in (*_OPTIONS, "word", "number")]
    if "number" in kinds:
        as_number(sketch, [_number(part) for part in given])
    elif "word" in kinds:
        listed = [Answer(without_wildcards(part.text), 100, part.feedback) for part in given]
        as_words(sketch, listed)
    elif given:
        listed = [
            Answer(
                sketch.text(part.text, "markdown"),
                100 if part.kind in ("right", "picked") else 0,
                sketch.text(part.feedback, "markdown"),
            )
            for part in given
        ]
        texts = [part.text.lower() for part in given]
        right = [answer for answer in listed if answer.is_right]
        if sorted(texts) == ["false", "true"] and len(right) == 1:
            true, false = sorted(listed, key=lambda answer: answer.text.lower(), reverse=True)
            as_truth(sketch, true.is_right, true.feedback, false.feedback)
            return
        several = kinds & {"picked", "unpicked"}
        (as_all_or_nothing if several else as_one)(sketch, listed, shuffle)
    else:
        raise NotCarriedError("it has no answers")


def _number(part: _Part) -> NumberKey:
    text = part.text.replace("_", "")
    ends = re.fullmatch(r"\[([^,\]]{1,50}),([^,\]]{1,50})\]", text)
    if ends:
        low, high = number_in(ends[1]), number_in(ends[2])
        if low is not None and high is not None:
            return range_key(low, high, feedback=part.feedback)
    value, _, margin = text.partition("+-")
    number = number_in(value)
    distance = number_in(margin.strip().rstrip("%") or "0")
    if number is None or distance is None:
        raise NotCarriedError(f"“{part.text}” is no number")
    if margin.strip().endswith("%"):
        distance = abs(number) * distance / 100
    return NumberKey(number, distance, feedback=part.feedback)
