"""Formulas that are still being typed: read as far as they go, with boxes for what is to come.

Most beginnings of a good formula are none themselves. What is missing at the end is taken as
there: brackets are closed, an operand that is to come is a `HOLE`, half a command is finished or
left out. An error is reported only where nothing that could follow would mend it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from quiz.symbolic.errors import ReadError
from quiz.symbolic.functions import ARITY, MODULES, SPELLINGS
from quiz.symbolic.naming import GREEK_NAMES, OPEN, Names
from quiz.symbolic.reading import Meaning, read
from quiz.symbolic.reading.lexer import COMMANDS, MAX_LENGTH
from quiz.symbolic.reading.limits import check_size
from quiz.symbolic.reading.parser import Parser
from quiz.symbolic.tree import HOLE, Node, substitute


@dataclass(frozen=True)
class Completion:
    """What has been typed, as a formula.

    `node` is None where there is nothing to show. `error` is set only if nothing that could
    follow would make the text a formula; with neither there is nothing to say yet.
    """

    node: Node | None = None
    error: ReadError | None = None


def complete(text: str, names: Names = OPEN, meaning: Meaning = "number") -> Completion:
    """The formula that the text is, or is the beginning of; never raises."""
    if not text.strip():
        return Completion()
    kept = without_half_a_command(text)
    if kept == text:
        try:
            return Completion(read(text, names, meaning))
        except ReadError as error:
            if len(text) > MAX_LENGTH:
                return Completion(error=error)
    return _completed(kept, names, meaning, is_final=not _may_be_longer(text))


def complete_around(
    text: str, cursor: int, names: Names = OPEN, meaning: Meaning = "number"
) -> Completion:
    """The same for a text that is being mended at a place in its middle.

    Where the whole is no formula, a box stands at the cursor, or else what is before it counts.
    """
    found = complete(text, names, meaning)
    if found.error is None or not text[cursor:].strip():
        return found
    try:
        node = read(with_hole(text, cursor), names.with_names(HOLE_WORD), meaning)
    except ReadError:
        return complete(text[:cursor], names, meaning)
    return Completion(holed(node))


HOLE_WORD = "holehere"
"""A name that nobody types, read where a box is to stand."""


def with_hole(text: str, cursor: int) -> str:
    """The text with the word for a box at the cursor."""
    return f"{text[:cursor]} {HOLE_WORD} {text[cursor:]}"


def holed(node: Node) -> Node:
    """The tree with a box where the word for it was read."""
    return substitute(node, {HOLE_WORD: HOLE})


_DROPPED_AT_MOST = 3


def _completed(text: str, names: Names, meaning: Meaning, *, is_final: bool) -> Completion:
    """A text that is no formula yet, without its last pieces where these have no sense alone."""
    kept = text
    for dropped in range(_DROPPED_AT_MOST + 1):
        if not kept.strip():
            return Completion(HOLE)
        beginning = _Beginning(kept, names, meaning)
        if beginning.node is not None:
            return Completion(beginning.node)
        if beginning.is_final and is_final and not dropped:
            return Completion(error=beginning.error)
        kept = kept[: beginning.last_start]
    return Completion()


class _Beginning:
    """One attempt at a text: its tree, or the error and whether it stands whatever follows."""

    def __init__(self, text: str, names: Names, meaning: Meaning) -> None:
        self.node: Node | None = None
        self.error: ReadError | None = None
        self.is_final = True
        self.last_start = 0
        try:
            parser = Parser(text, names, meaning, typing=True)
        except ReadError as error:  # a character that no formula has
            self.error = error
            return
        _open_the_end(parser, text)
        self.last_start = parser.tokens[-2].start if len(parser.tokens) > 1 else 0
        try:
            self.node = parser.statement()
        except ReadError as error:
            self.error = error
            self.is_final = _stands_whatever_follows(parser)
            return
        self._check_size(text, names, meaning)

    def _check_size(self, text: str, names: Names, meaning: Meaning) -> None:
        assert self.node is not None
        try:
            check_size(self.node)
        except ReadError as error:
            before = _LAST_NUMBER.sub("", text)
            if before == text or _Beginning(before, names, meaning).error is not None:
                self.node, self.error = None, error


_LAST_NUMBER = re.compile(r"[\w.]+[+-]?\w*\s*$")
_CANNOT_GROW = frozenset(")]},;")


def _stands_whatever_follows(parser: Parser) -> bool:
    """Whether the error at which the parser stopped lies before what is being typed."""
    left = len(parser.tokens) - 1 - parser.at
    if left != 1:
        return left > 1 or parser.is_whole
    # A word that may still grow into a known one was read as it stands.
    last = parser.tokens[parser.at]
    return last.text in _CANNOT_GROW or last.kind in ("word", "accented")


def _open_the_end(parser: Parser, text: str) -> None:
    """Undo the bracket that the reader closes behind raised or lowered characters."""
    if len(parser.tokens) > 2:
        last = parser.tokens[-2]
        if last.text == "}" and text[last.end - 1] != "}" and not parser.tokens[-1].spaced:
            del parser.tokens[-2]


_HALF_A_COMMAND = re.compile(r"(?:(?<!\\)|(?<=[^\\]\\\\))\\([A-Za-z]*)$")
_HALF_AN_ACCENT = re.compile(
    r"\\(?:hat|widehat|bar|overline|tilde|dot|vec)\s*"
    r"(?:\{\s*(?:\\(?:math[a-z]*|bm|boldsymbol)\s*\{?[^{}]*\}?|\\?([A-Za-z]*))\s*)?$"
)
_HALF_A_REMARK = re.compile(r"\\(?:text|mbox|textrm|tag|label|begin|end)\s*(?:\{[^{}]*)?$")
_HALF_A_MODULE = re.compile(rf"(?<![\w.])(?:(?:{'|'.join(sorted(MODULES))})\.)+[A-Za-z]*$")
_HALF_A_RANGE = re.compile(r"(?<![\d.])\.$")
_NAMED = (*COMMANDS, *ARITY, *SPELLINGS, *GREEK_NAMES)


def _may_be_longer(text: str) -> bool:
    """Whether a LaTeX command at the end is also the beginning of another: `\\le` of `\\left`."""
    command = _HALF_A_COMMAND.search(text)
    return command is not None and any(
        name.startswith(command[1]) and name != command[1] for name in _NAMED
    )


def without_half_a_command(text: str, more: tuple[str, ...] = ()) -> str:
    """The text with half a LaTeX command at its end finished, or left out if it may be several.

    `more` are commands beside those of a formula.
    """
    command = _HALF_A_COMMAND.search(text)
    if command and command[1] not in (*_NAMED, *more):
        endings = {name for name in (*_NAMED, *more) if name.startswith(command[1])}
        if endings:
            text = text[: command.start()]
            text += "\\" + endings.pop() if len(endings) == 1 else ""
    accent = _HALF_AN_ACCENT.search(text)
    if accent:
        text = text + "}" if accent[1] else text[: accent.start()]
    for half in (_HALF_A_REMARK, _HALF_A_MODULE, _HALF_A_RANGE):
        text = half.sub("", text)
    return text
