"""A question while it is read from a file of another system."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from typing import Any

from quiz.lms.reading.html_text import from_html
from quiz.lms.reading.pictures import Find, from_data, none_came, place_of
from quiz.lms.reading.results import Item
from quiz.lms.reading.texts import Carried, about_picture, from_markdown, from_plain
from quiz.questions.slugs import slug

NO_EXPLANATION = "No explanation came with this question."
_MAX_POINTS = 1000
_TAG = re.compile(r"</?[a-zA-Z][a-zA-Z0-9]{0,15}[\s/>]")


class NotCarriedError(Exception):
    """A question that a bank cannot hold; the message says why."""


class Sketch:
    """Gathers what a bank will hold of one question, and what is lost on the way."""

    def __init__(self, name: str, number: int, find: Find = none_came) -> None:
        self.name = one_line(name) or f"question {number}"
        self.data: dict[str, Any] = {"id": slug(name) or f"question-{number}"}
        self.remarks: list[str] = []
        self.explanations: list[str] = []
        self.tags: list[str] = []
        self.find = find
        self.finish: Callable[[str], str] = str
        self.pictures: dict[str, bytes] = {}

    def lose(self, remark: str) -> None:
        """Note something that is not carried, on one line."""
        line = one_line(remark)
        if line not in self.remarks:
            self.remarks.append(line)

    def use_id(self, name: str) -> None:
        """Take another system's own identifier as the id, where it has letters or digits."""
        self.data["id"] = slug(name) or self.data["id"]

    def html(self, source: str) -> str:
        """Markdown from HTML."""
        return self._take(from_html(source))

    def text(self, source: str, form: str, find: Find | None = None) -> str:
        """Markdown from a text in one of Moodle's forms: html, plain_text, markdown …

        `find` has the pictures that came with this text alone.
        """
        if form == "markdown":
            return self._take(from_markdown(source), find)
        looks_plain = form == "moodle_auto_format" and not _TAG.search(source)
        if form == "plain_text" or looks_plain:
            return self._take(from_plain(source))
        return self._take(from_html(source), find)

    def plain(self, source: str) -> str:
        """Markdown from plain text."""
        return self._take(from_plain(source))

    def picture(self, source: str, find: Find | None = None) -> str | None:
        """Where a picture is put beside the bank; None where its file did not come along."""
        content = from_data(source) or (find or self.find)(source)
        place = None if content is None else place_of(source, content)
        if content is not None and place is not None:
            self.pictures[place] = content
        return place

    def _take(self, carried: Carried, find: Find | None = None) -> str:
        text, at, missing = carried.markdown, 0, set()
        for picture in carried.pictures:
            place = self.picture(picture.source, find)
            at = text.find(f"]({picture.target}", at) + 2
            if place is None:
                missing.add(about_picture(picture.source))
            elif at > 1:
                text = text[:at] + place + text[at + len(picture.target) :]
        came = {about_picture(picture.source) for picture in carried.pictures} - missing
        for remark in carried.remarks:
            if remark not in came:
                self.lose(remark)
        return text

    def explain(self, markdown: str | None) -> None:
        """Add to what a learner reads after answering."""
        if markdown and markdown not in self.explanations:
            self.explanations.append(markdown)

    def lose_feedback(self, what: str, markdown: str | None) -> None:
        """Note a feedback that a bank has no place for, with its words."""
        if markdown:
            self.lose(f"{what} is not carried: “{one_line(markdown)}”")

    def tag(self, names: Iterable[str]) -> None:
        """Add tags, in the small letters that `--tag` is typed in."""
        for name in names:
            tag = re.sub(r"\s+", "-", one_line(name).lower())
            if tag and tag not in self.tags:
                self.tags.append(tag)

    def worth(self, points: str | float | None) -> None:
        """Set the points, where they are some other than one."""
        number = number_in(points)
        if number is None:
            if points not in (None, ""):
                self.lose(f"“{points}” points are none: it counts 1 here")
        elif 0 < number <= _MAX_POINTS:
            if number != 1:
                self.data["points"] = tidy(number)
        else:
            self.lose(f"it was worth {tidy(number)} points: it counts 1 here")

    def item(self) -> Item:
        """The finished question."""
        advice = []
        data = dict(self.data)
        data["explanation"] = "\n\n".join(self.explanations) or NO_EXPLANATION
        if not self.explanations:
            advice.append("no explanation came with it: write one")
        if self.tags:
            data["tags"] = list(self.tags)
        return Item(
            self.name,
            _plain(ordered(data), self.finish),
            tuple(self.remarks),
            tuple(advice),
            pictures=self.pictures,
        )

    def left_out(self, reason: object) -> Item:
        """The question as one that is not carried."""
        return Item(self.name, None, (one_line(f"not carried: {reason}"), *self.remarks))


_ORDER = ("id", "type", "prompt")
_LAST = ("explanation", "hints", "hint_penalty", "points", "tags")


def ordered(data: dict[str, Any]) -> dict[str, Any]:
    """The keys as an author would write them: what is asked, the key, what is said after."""
    keys = [key for key in _ORDER if key in data]
    keys += [key for key in data if key not in (*_ORDER, *_LAST)]
    keys += [key for key in _LAST if key in data]
    return {key: data[key] for key in keys}


def _plain(value: Any, finish: Callable[[str], str]) -> Any:
    """The data, each text finished and with no control characters; a tab is four spaces."""
    if isinstance(value, str):
        spaced = finish(value).replace("\t", "    ")
        return "".join(c for c in spaced if c == "\n" or unicodedata.category(c) != "Cc")
    if isinstance(value, list):
        return [_plain(item, finish) for item in value]
    if isinstance(value, dict):
        return {key: _plain(item, finish) for key, item in value.items()}
    return value


def one_line(text: str) -> str:
    """The text without breaks and control characters."""
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())


def number_in(value: str | float | None) -> float | None:
    """A finite number as these formats write it, or None."""
    if value is None:
        return None
    try:
        number = float(value)
    except ValueError:
        return None
    return number if abs(number) < float("inf") else None


def tidy(number: float) -> int | float:
    """The number without a point where it is whole."""
    return int(number) if number == int(number) and abs(number) < 1e15 else number
