"""YAML text to plain data, strictly, with the place of everything in it.

PyYAML's C parser gives events and the data is built here, so that a bank can neither build
objects nor exhaust memory or stack, and so that all mistakes are found in one pass.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import yaml
from yaml.events import (
    AliasEvent,
    DocumentStartEvent,
    MappingEndEvent,
    MappingStartEvent,
    ScalarEvent,
    SequenceEndEvent,
    StreamEndEvent,
)

from quiz.bank.fixes import quote
from quiz.bank.reading import Path, Place, Reading
from quiz.bank.yaml_scalars import ScalarError, plain_scalar
from quiz.bank.yaml_traps import (
    cut_off,
    escaped_characters,
    run_together,
    split_texts,
    unquoted_braces,
    whole_value,
)
from quiz.bank.yaml_words import syntax_mistake

MAX_DEPTH = 40
MAX_VALUES = 1_000_000
MAX_REPEATED = 10_000

# A PyYAML that was built without libyaml has the same events in Python, only slower.
_Parser: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _StopError(Exception):
    """The rest of the file cannot be read; the mistake is noted."""


def read_yaml(text: str) -> Reading:
    """The data in a YAML text. Mistakes are collected in the reading, never raised."""
    reading = Reading()
    try:
        _Reader(text, reading).document()
    except _StopError:
        pass
    except yaml.YAMLError as error:
        line, column, message = syntax_mistake(error, text)
        reading.broken = True
        if not any(one.fix and one.place.line == line for one in reading.mistakes):
            reading.mistake((), Place(line, column), message)
    if reading.broken:
        reading.data = None
    return reading


class _Reader:
    """Builds the data of one document from its events."""

    def __init__(self, text: str, reading: Reading) -> None:
        self.text = text
        self.next = _Parser(text).get_event
        self.reading = reading
        self.anchors: dict[str, tuple[Any, int]] = {}
        self.count = 0
        self.repeated = 0
        self.has_comments = " #" in text

    def document(self) -> None:
        """Read the one document of the file into the reading."""
        self.next()
        if type(self.next()) is StreamEndEvent:
            return
        self.reading.data = self.value(self.next(), ())
        self.next()
        event = self.next()
        if type(event) is DocumentStartEvent:
            self.mistake((), event, "a second document starts here: remove the line “---”")

    def mistake(self, path: Path, event: Any, message: str) -> None:
        self.reading.mistake(path, Place.of(event.start_mark), message)

    def stop(self, path: Path, event: Any, message: str) -> _StopError:
        self.reading.broken = True
        self.mistake(path, event, message)
        return _StopError()

    def value(self, event: Any, path: Path) -> Any:
        """The value that starts with an event."""
        self.count += 1
        if self.count > MAX_VALUES:
            raise self.stop(path, event, f"more than {MAX_VALUES:,} values: split the file")
        self.reading.values[path] = event.start_mark
        if type(event) is AliasEvent:
            return self.alias(event, path)
        if event.tag is not None and event.tag != "tag:yaml.org,2002:str":
            self.mistake(path, event, _refused_tag(event.tag))
        before = self.count
        if type(event) is ScalarEvent:
            value = self.scalar(event, path)
        elif len(path) >= MAX_DEPTH:
            raise self.stop(path, event, f"nested more than {MAX_DEPTH} deep: no question needs it")
        elif type(event) is MappingStartEvent:
            value = self.mapping(event, path)
        else:
            value = [*self.sequence(path)]
        if event.anchor is not None:
            self.anchors[event.anchor] = (value, self.count - before + 1)
        return value

    def alias(self, event: Any, path: Path) -> Any:
        """What a `*name` repeats; how much may be repeated is bounded."""
        if event.anchor not in self.anchors:
            message = f"“*{event.anchor}” repeats nothing that stands before it: quote it"
            self.mistake(path, event, message)
            return None
        value, size = self.anchors[event.anchor]
        self.repeated += size
        if self.repeated > MAX_REPEATED:
            message = f"aliases repeat more than {MAX_REPEATED:,} values: write out what is meant"
            raise self.stop(path, event, message)
        self.count += size - 1
        return value

    def sequence(self, path: Path) -> Iterator[Any]:
        position = 0
        while type(event := self.next()) is not SequenceEndEvent:
            yield self.value(event, (*path, position))
            position += 1

    def scalar(self, event: Any, path: Path) -> Any:
        text: str = event.value
        if path[-1:] == ("solution",) and run_together(self.source(event)):
            at_key = self.reading.place(path, key=True)
            mend = "write “solution: |”, and the lines below, indented"
            self.reading.mistake(path, at_key, f"the lines run into one: {mend}")
        if not event.implicit[0] or event.tag is not None:
            if event.style == '"' and (message := escaped_characters(text, self.source(event))):
                self.mistake(path, event, message)
            return text
        if self.has_comments and (message := cut_off(self.text, event.end_mark.index, path)):
            self.reading.mistake(path, Place.of(event.end_mark), message)
        try:
            value = plain_scalar(text)
        except ScalarError as error:
            self.mistake(path, event, f"{error}: quote it if text is meant")
            return text
        if type(value) is not str:
            self.reading.written[path] = text
        return value

    def source(self, start: Any, end: Any = None) -> str:
        """What the file says from the start of one event to the end of another."""
        return self.text[start.start_mark.index : (end or start).end_mark.index]

    def mapping(self, start: Any, path: Path) -> Any:
        data: dict[str, Any] = {}
        odd: list[tuple[Path, Any, str]] = []
        again: list[tuple[str, Path, Any]] = []
        noted = len(self.reading.mistakes)
        while type(event := self.next()) is not MappingEndEvent:
            key, message = self.key(event, path)
            place = (*path, key)
            if message is None and key in data:
                place = (*path, f"{key} (again)")
                again.append((key, place, event))
            if message is not None:
                odd.append((place, event, message))
            self.reading.keys[place] = event.start_mark
            value = self.value(self.next(), place)
            data.setdefault(key, value)
        if start.flow_style and data:
            if all(value is None for value in data.values()):
                del self.reading.mistakes[noted:]
                return self.braces(start, event, path)
            parts = self.join_split(data, path)
            odd = [one for one in odd if one[0][-1] not in parts]
        for place, event, message in odd:
            self.mistake(place, event, message)
        self.note_again(again, data, path)
        return data

    def note_again(
        self, again: list[tuple[str, Path, Any]], data: dict[str, Any], path: Path
    ) -> None:
        """Note keys that are there already; where a whole entry is, its “- ” was forgotten."""
        if (
            len(again) > 1
            and path
            and isinstance(path[-1], int)
            and again[0][0] == next(iter(data))
        ):
            key, place, event = again[0]
            what = "question" if path[:-1] == ("questions",) else "entry of the list"
            self.mistake(place, event, f"a new {what} begins with “- {key}:”: write “- ” before it")
            return
        for key, place, event in again:
            line = self.reading.keys[(*path, key)].line + 1
            message = f"the key “{key}” stands at line {line} already: keep one of the two"
            self.mistake(place, event, message)

    def braces(self, start: Any, end: Any, path: Path) -> Any:
        """What was meant by braces with keys alone between them, with a note of the mistake."""
        source, begin = self.source(start, end), start.start_mark.index
        whole = whole_value(self.text, begin, end.end_mark.index)
        message, meant = unquoted_braces(source, whole or source)
        fix = quote(begin, whole) if whole is not None and meant == source else None
        self.reading.mistake(path, Place.of(start.start_mark), message, fix)
        return meant

    def join_split(self, data: dict[str, Any], path: Path) -> set[str]:
        """Put together the values that a comma ended, noting each; the parts are no keys."""
        removed: set[str] = set()
        for key, parts in [*split_texts(data)]:
            place, last = (*path, key), self.reading.keys[(*path, parts[-1])].index
            start = self.reading.values[place].index
            whole = self.text[start : last + len(parts[-1])]
            message = f'a comma ends a value between braces: quote it: "{whole}"'
            self.reading.mistake(place, self.reading.place(place), message, quote(start, whole))
            data[key] = whole
            removed.update(parts)
        for part in removed:
            del data[part]
        return removed

    def key(self, event: Any, path: Path) -> tuple[str, str | None]:
        """A key, and what is wrong with it."""
        if type(event) is not ScalarEvent:
            if type(event) is not AliasEvent:
                self.value(event, (*path, "key"))
            return "…", "a key must be text: put quotes around text that starts with { or [ or *"
        key: str = event.value
        if not event.implicit[0]:
            return key, None
        if key == "<<":
            return key, "merge keys are not read: write the keys out, or use the file's defaults"
        try:
            value = plain_scalar(key)
        except ScalarError:
            return key, f'this key must be text: quote it: "{key}"'
        if isinstance(value, bool) and path and str(path[-1]).startswith("feedback"):
            return key.lower(), None
        if value is None and not key:
            return key, "a key is missing before this colon: quote the text if a colon is meant"
        if isinstance(value, str):
            return key, None
        return key, f'this key must be text, and YAML reads {_name(value)} here: quote it: "{key}"'


def _name(value: bool | int | float | None) -> str:
    if value is None:
        return "nothing"
    return "a boolean" if isinstance(value, bool) else "a number"


def _refused_tag(tag: str) -> str:
    shown = tag.replace("tag:yaml.org,2002:", "!!")
    return f"the tag “{shown}” is refused, as a bank holds plain data: remove it, or quote the text"
