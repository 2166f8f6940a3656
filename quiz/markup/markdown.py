"""Markdown to blocks: a subset of CommonMark, enough for prompts and explanations.

Paragraphs, headings, lists, quotes, fenced and indented code, rules; no HTML, no reference links.
It is read here and not by markdown-it-py because that alone costs 31 to 36 ms of CPU at import
before the first question shows (this whole room, printing and maths included: 12), and would need
a plug-in besides so that it leaves the inside of `$…$` alone. Nesting is bounded; reading never
fails.
"""

from __future__ import annotations

import re
from typing import NamedTuple

from quiz.markup.spans import Source, Span, read_spans

DEEPEST = 10


class Paragraph(NamedTuple):
    """Running text; a heading has a `level` from 1."""

    spans: tuple[Span, ...]
    level: int = 0


class Code(NamedTuple):
    """Lines shown as they are."""

    text: str
    language: str = ""


class Quote(NamedTuple):
    """Blocks that somebody else says."""

    blocks: tuple[Block, ...]


class Listing(NamedTuple):
    """A list: `start` is None for bullets, else the first number. `loose`: items stand apart."""

    items: tuple[tuple[Block, ...], ...]
    start: int | None = None
    loose: bool = False


class Rule(NamedTuple):
    """A line across."""


Block = Paragraph | Code | Quote | Listing | Rule
"""One block of a text."""


class _Line(NamedTuple):
    text: str
    offset: int

    @property
    def indent(self) -> int:
        return len(self.text) - len(self.text.lstrip(" "))

    def without(self, count: int) -> _Line:
        count = min(count, self.indent) if self.text[:count].isspace() else count
        return _Line(self.text[count:], self.offset + count)


_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})\s*([^`\s]*)[^`]*$")
_HEADING = re.compile(r" {0,3}(#{1,6})(?:\s+|$)")
_RULE = re.compile(r" {0,3}(?:(?:-\s*){3,}|(?:\*\s*){3,}|(?:_\s*){3,})$")
_QUOTE = re.compile(r" {0,3}> ?")
_ITEM = re.compile(r"( {0,3})([-*+]|(\d{1,9})[.)])( {1,4}(?=\S)|(?= {5,}\S)|(?=\s*$))")
_DISPLAY = re.compile(r" {0,3}\$\$(?!.*\$\$)")


def read_markdown(text: str) -> tuple[Block, ...]:
    """The blocks of a text. Reads any text; what is no Markdown is a paragraph."""
    lines = []
    offset = 0
    for raw in text.split("\n"):
        line = raw.removesuffix("\r")
        bare = line.lstrip(" \t")
        indent = line[: len(line) - len(bare)].expandtabs(4)
        lines.append(_Line(indent + bare, offset + len(line) - len(indent + bare)))
        offset += len(raw) + 1
    return _blocks(lines, 0)


def _blocks(lines: list[_Line], depth: int) -> tuple[Block, ...]:
    blocks: list[Block] = []
    at = 0
    while at < len(lines):
        line = lines[at]
        if not line.text.strip():
            at += 1
            continue
        block, at = _block(lines, at, depth)
        blocks.append(block)
    return tuple(blocks)


def _block(lines: list[_Line], at: int, depth: int) -> tuple[Block, int]:
    """The block that starts at a line that is not blank, and the line after it."""
    line = lines[at]
    if line.indent >= 4:
        return _indented(lines, at)
    if fence := _FENCE.match(line.text):
        return _fenced(lines, at, fence)
    if heading := _HEADING.match(line.text):
        return _heading(line, heading), at + 1
    if _RULE.match(line.text):
        return Rule(), at + 1
    if depth < DEEPEST:
        if _QUOTE.match(line.text):
            return _quote(lines, at, depth)
        if item := _ITEM.match(line.text):
            return _listing(lines, at, depth, item)
    return _paragraph(lines, at)


def _indented(lines: list[_Line], at: int) -> tuple[Block, int]:
    end = at
    while end < len(lines) and (lines[end].indent >= 4 or not lines[end].text.strip()):
        end += 1
    text = "\n".join(line.without(4).text for line in lines[at:end])
    return Code(text.rstrip()), end


def _fenced(lines: list[_Line], at: int, fence: re.Match[str]) -> tuple[Block, int]:
    closing = re.compile(rf" {{0,3}}{re.escape(fence[1][0])}{{{len(fence[1])},}}\s*$")
    indent = lines[at].indent
    body: list[str] = []
    for end in range(at + 1, len(lines)):
        if closing.match(lines[end].text):
            return Code("\n".join(body), fence[2]), end + 1
        body.append(lines[end].without(indent).text)
    return Code("\n".join(body), fence[2]), len(lines)


def _heading(line: _Line, heading: re.Match[str]) -> Paragraph:
    text = line.text[heading.end() :].rstrip()
    closed = text.rstrip("#")
    text = closed.rstrip() if not closed or closed[-1].isspace() else text
    source = Source(text, (0,), (line.offset + heading.end(),))
    return Paragraph(read_spans(source), len(heading[1]))


def _quote(lines: list[_Line], at: int, depth: int) -> tuple[Block, int]:
    inside: list[_Line] = []
    end = at
    while end < len(lines):
        line = lines[end]
        if mark := _QUOTE.match(line.text):
            inside.append(_Line(line.text[mark.end() :], line.offset + mark.end()))
        elif line.text.strip() and inside[-1].text.strip() and not _interrupts(line):
            inside.append(line)
        else:
            break
        end += 1
    return Quote(_blocks(inside, depth + 1)), end


def _listing(lines: list[_Line], at: int, depth: int, item: re.Match[str]) -> tuple[Block, int]:
    marker = item[2][-1]
    items: list[tuple[Block, ...]] = []
    loose = False
    end = at
    found: re.Match[str] | None = item
    while found is not None and found[2][-1] == marker:
        start = end
        end, body, apart = _item(lines, start, found)
        items.append(_blocks(body, depth + 1))
        following = _after_blanks(lines, end)
        more = following < len(lines) and not _RULE.match(lines[following].text)
        found = _ITEM.match(lines[following].text) if more else None
        if found is not None and found[2][-1] == marker:
            loose = loose or following > end
            end = following
        loose = loose or apart
    number = int(item[3]) if item[3] else None
    return Listing(tuple(items), number, loose), end


def _item(lines: list[_Line], at: int, item: re.Match[str]) -> tuple[int, list[_Line], bool]:
    """The line after one item, the item's lines without their indent, whether blanks part them."""
    indent = max(item.end(), len(item[1]) + len(item[2]) + 1)
    body = [_Line(lines[at].text[item.end() :], lines[at].offset + item.end())]
    apart = False
    end = at + 1
    while end < len(lines):
        line = lines[end]
        if not line.text.strip():
            following = _after_blanks(lines, end)
            if following == len(lines) or lines[following].indent < indent:
                break
            apart = True
            body.extend(lines[end:following])
            end = following
            continue
        if line.indent >= indent:
            body.append(line.without(indent))
        elif not body[-1].text.strip() or _interrupts(line) or _ITEM.match(line.text):
            break
        else:
            body.append(_Line(line.text.lstrip(" "), line.offset + line.indent))
        end += 1
    return end, body, apart


def _after_blanks(lines: list[_Line], at: int) -> int:
    """The first line from `at` on that is not blank."""
    while at < len(lines) and not lines[at].text.strip():
        at += 1
    return at


def _interrupts(line: _Line) -> bool:
    """Whether a line ends the paragraph before it without a blank line."""
    text = line.text
    if _FENCE.match(text) or _HEADING.match(text) or _RULE.match(text) or _QUOTE.match(text):
        return True
    item = _ITEM.match(text)
    return item is not None and item.end() < len(text) and item[3] in (None, "1")


def _paragraph(lines: list[_Line], at: int) -> tuple[Block, int]:
    end = _end_of_display(lines, at) or at + 1
    while end < len(lines) and lines[end].text.strip() and not _interrupts(lines[end]):
        end = _end_of_display(lines, end) or end + 1
    gathered = [line.without(line.indent) for line in lines[at:end]]
    ending = "  \n" if gathered[0].text.startswith("|") else "\n"  # rows of a table stay rows
    starts, total = [], 0
    for line in gathered:
        starts.append(total)
        total += len(line.text) + len(ending)
    text = ending.join(line.text for line in gathered).rstrip()
    return Paragraph(
        read_spans(Source(text, tuple(starts), tuple(line.offset for line in gathered)))
    ), end


def _end_of_display(lines: list[_Line], at: int) -> int | None:
    """The line after a `$$` that opens here and closes below, before a blank line."""
    if not _DISPLAY.match(lines[at].text):
        return None
    for end in range(at + 1, len(lines)):
        if "$$" in lines[end].text:
            return end + 1
        if not lines[end].text.strip():
            return None
    return None
