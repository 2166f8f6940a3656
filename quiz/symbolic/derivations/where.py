"""What a name means, said at the end of a line: `J = S/n, where S = sum(y_i, i=1..n)`."""

from __future__ import annotations

import re
from dataclasses import replace

from quiz.symbolic.derivations.lines import Line, classified

_WHERE = re.compile(
    r"[,;(]?\s*(?:\bwhere|\\(?:text|mbox|textrm)\s*\{[\s,]*where\s*:?\s*\})\s*(?=[^\W\d_\s]|\\)",
    re.IGNORECASE,
)
_NAMED = re.compile(r"\s*(?P<name>\\?[^\W\d_]\w*(?:_?[\[{(][\w,\s]*[\]})])?)\s*:?=(?![=>])")
_HALF_NAMED = re.compile(r"\s*(?P<name>\\?[^\W\d_]\w*(?:_?[\[{(][\w,\s]*[\]})]?)?)\s*:?=?\s*$")
_AND = re.compile(r"\s*(?:[,;]\s*(?:and\b)?|\band\b)(?=\s*\\?[^\W\d_])")
_OPENING, _CLOSING = "([{", ")]}"


def without_where(line: Line, *, typing: bool = False) -> tuple[Line, tuple[Line, ...]]:
    """A line without the meanings at its end, and these as definitions, in order.

    There are none unless all of what stands behind `where` is made of them. While the line is
    still being typed, the last may be a name alone.
    """
    found = _where(line)
    if found is None:
        return line, ()
    end = len(line.source.rstrip())
    if found[0].startswith("(") and line.source[:end].endswith(")"):
        end -= 1
    places = _parts(line.source, found.end(), end, typing=typing)
    parts = [_definition(line, *place, typing=typing) for place in places]
    definitions = tuple(part for part in parts if part is not None)
    if not definitions or len(definitions) < len(parts):
        return line, ()
    before = line.source[: found.start()]
    main = classified(line.number, line.text, before + " " * (len(line.source) - len(before)))
    return main, definitions


def _where(line: Line) -> re.Match[str] | None:
    """Where the line says `where`, as a word or as words of LaTeX, and not in a remark."""
    for found in _WHERE.finditer(line.text):
        behind = line.source[found.end() : found.end() + 1]
        word = line.source[found.start() : found.end()]
        told = "where" in word.lower() or "{" in found[0]
        if told and behind.strip() and line.source[: found.start()].strip():
            return found
    return None


def _parts(source: str, start: int, end: int, *, typing: bool) -> list[tuple[int, int]]:
    """From where to where each meaning stands, `S = … and T = …`: not inside of brackets."""
    starts, ends, depth = [start], [], 0
    for at in range(start, end):
        depth += (source[at] in _OPENING) - (source[at] in _CLOSING)
        joint = _AND.match(source, at) if depth == 0 else None
        if joint and at >= starts[-1] and _named(source, joint.end(), end, typing=typing):
            ends.append(at)
            starts.append(joint.end())
    return list(zip(starts, [*ends, end], strict=True))


def _named(source: str, start: int, end: int, *, typing: bool) -> re.Match[str] | None:
    half = _HALF_NAMED.match(source, start, end) if typing else None
    return _NAMED.match(source, start, end) or half


def _definition(line: Line, start: int, end: int, *, typing: bool) -> Line | None:
    named = _named(line.source, start, end, typing=typing)
    if named is None or not (typing or line.source[named.end() : end].strip()):
        return None
    source = " " * start + line.source[start:end] + " " * (len(line.source) - end)
    return replace(
        line,
        source=source,
        kind="definition",
        at=named.end(),
        name=named["name"].strip(),
        implies=False,
    )
