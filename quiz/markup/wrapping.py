"""Styled text broken into lines by its width on the screen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from typing import NamedTuple

from quiz.markup.characters import width

HARD_SPACE = "\N{NO-BREAK SPACE}"


class Run(NamedTuple):
    """Text with one style: the numbers of an ANSI sequence, or None. A newline in it is kept.

    Lines break at spaces. A no-break space is printed as a space; a line breaks there only when
    the piece would not fit on a line of its own.
    """

    text: str
    style: str | None


_Word = list[Run]


def wrapped(runs: list[Run], columns: int | None) -> list[str]:
    """The lines of the runs, none wider than `columns` unless one word is."""
    lines: list[str] = []
    for words in _paragraphs(runs):
        line: _Word = []
        room = columns
        for word in _fitting(words, columns):
            needed = _width(word) + (1 if line else 0)
            if line and room is not None and needed > room:
                lines.append(_painted(line))
                line, room, needed = [], columns, _width(word)
            if line:
                shared = line[-1].style if line[-1].style == word[0].style else None
                line.append(Run(" ", shared))
            line.extend(word)
            room = None if room is None else room - needed
        if line:
            lines.append(_painted(line))
    return lines


_FUNCTION = re.compile(r"[−(\[]*[A-Za-z]{2,}")
_RELATIONS = frozenset("=<>≤≥≠≈∼∝≔≡→⇒⟹⇔∈|")
_SIGNS = frozenset("+−±∓·×-*")
_CONTINUED = "  "


def broken(formula: str, columns: int | None) -> list[str]:
    """A formula on lines no wider than `columns` (None: on one), the later ones further in.

    It is broken before a relation or a sign outside brackets if there is one, as people do it.
    """
    words = formula.split()
    if columns is None or not words:
        return [formula]
    lines: list[str] = []
    indent = ""
    while words:
        room = columns - len(indent)
        taken = _taken(words, room)
        text = " ".join(words[:taken])
        words = words[taken:]
        if width(text) > room:  # one word, without a space to break it at
            text, rest = _cut(text, room)
            words.insert(0, rest)
        lines.append(indent + text)
        indent = _CONTINUED if columns > 2 * len(_CONTINUED) else ""
    return lines


def _taken(words: list[str], room: int) -> int:
    """How many of the words go on a line: at least one."""
    if width(" ".join(words)) <= room:
        return len(words)
    best, least = 1, 99
    used = depth = 0
    for number, word in enumerate(words[:-1], start=1):
        used += width(word) + (number > 1)
        if used > room:
            break
        depth += sum((c in "([{⟨") - (c in ")]}⟩") for c in word)
        cost = _cost(word, words[number], depth) + (8 if 3 * used < room else 0)
        if cost <= least:
            best, least = number, cost
    return best


def _cost(last: str, following: str, depth: int) -> int:
    """How little a line should end between two words, so deep in brackets."""
    return 3 * depth + _cost_of_place(last, following) + (depth > 0)


def _cost_of_place(last: str, following: str) -> int:
    if last in _RELATIONS or last in _SIGNS or any(sign in last for sign in "∑∏∫"):
        return 6
    if following in _RELATIONS:
        return 0
    if last[-1] in ",;" or following in _SIGNS:
        return 1
    if _FUNCTION.fullmatch(last):  # it is not parted from what it is taken of
        return 6
    return 3


def _cut(word: str, room: int) -> tuple[str, str]:
    """A word in two, the first no wider than there is room: after a sign, if there is one.

    A letter keeps its scripts and marks, if there is any other place.
    """
    end = 1
    while end < len(word) and width(word[: end + 1]) <= room:
        end += 1
    places = [at for at in range(end, 0, -1) if not _is_attached(word[at : at + 1])]
    signs = (at for at in places if 3 * at > end and _may_end(word, at))
    at = next(signs, places[0] if places else end)
    return word[:at], word[at:]


def _may_end(word: str, at: int) -> bool:
    return word[at - 1] in ",;*/·" or (word[at - 1] in ")]}" and word[at : at + 1] not in "),]}^_")


def _is_attached(character: str) -> bool:
    """Whether a character belongs to the one before it: a mark, raised or lowered, or closing."""
    return bool(character) and (
        character in ")]}"
        or unicodedata.combining(character) > 0
        or unicodedata.decomposition(character).startswith(("<super>", "<sub>"))
    )


def _paragraphs(runs: list[Run]) -> Iterator[list[_Word]]:
    """The words between newlines."""
    words: list[_Word] = []
    word: _Word = []
    for run in runs:
        for number, line in enumerate(run.text.split("\n")):
            if number:
                yield [*words, word] if word else words
                words, word = [], []
            for place, part in enumerate(line.split(" ")):
                if place and word:
                    words.append(word)
                    word = []
                if part:
                    word.append(Run(part, run.style))
    yield [*words, word] if word else words


def _fitting(words: list[_Word], columns: int | None) -> Iterator[_Word]:
    """The words, those wider than a line broken at their no-break spaces: formulas at signs."""
    for word in words:
        if columns is None or _width(word) <= columns:
            yield word
            continue
        text = "".join(run.text for run in word)
        if len({run.style for run in word}) == 1 and HARD_SPACE in text:
            for line in broken(text, columns):
                yield [Run(line.replace(" ", HARD_SPACE), word[0].style)]
            continue
        piece: _Word = []
        for run in word:
            first, *rest = run.text.split(HARD_SPACE)
            if first:
                piece.append(Run(first, run.style))
            for part in rest:
                if piece:
                    yield piece
                piece = [Run(part, run.style)] if part else []
        if piece:
            yield piece


def _width(word: _Word) -> int:
    return sum(width(run.text) for run in word)


def _painted(line: _Word) -> str:
    """The line with its colours; neighbours of one style are painted together."""
    out: list[str] = []
    style: str | None = None
    for run in line:
        if run.style != style:
            out.append("\x1b[0m" if style else "")
            out.append(f"\x1b[{run.style}m" if run.style else "")
            style = run.style
        out.append(run.text)
    out.append("\x1b[0m" if style else "")
    return "".join(out).replace(HARD_SPACE, " ")
