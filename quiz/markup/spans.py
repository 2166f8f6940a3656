r"""The inside of a paragraph: emphasis, `code`, `$maths$`, links, images and `[[blanks]]`.

Code and maths bind tighter than emphasis, so nothing inside them is read as Markdown. Every
search is remembered or bounded: reading takes time in proportion to the text.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from typing import Literal, NamedTuple

SpanKind = Literal["text", "code", "maths", "display", "dollar", "image", "blank", "break"]


class Source(NamedTuple):
    """Text gathered from lines: where each starts in this text and, `offsets`, in the file."""

    text: str
    starts: tuple[int, ...] = (0,)
    offsets: tuple[int, ...] = (0,)

    def position(self, at: int) -> int:
        """Where in the file the character `at` of the text stands."""
        line = bisect_right(self.starts, at) - 1
        return self.offsets[line] + at - self.starts[line]


class Span(NamedTuple):
    """A stretch of text of one kind.

    `text` is the LaTeX of maths, the alt text of an image, the name of a blank. It starts at
    `start` of the paragraph's `source`. A `dollar` is a `$` that opens no maths.
    """

    kind: SpanKind
    text: str
    source: Source
    start: int
    strong: bool = False
    emphasis: bool = False
    link: str | None = None

    def position(self, within: int = 0) -> int:
        """Where in the Markdown the character `within` of the text stands."""
        return self.source.position(self.start + within)


_TOKEN = re.compile(
    r"""\\(?P<escaped>[!-/:-@\[-`{-~\n])
    | (?P<ticks>`+)
    | (?P<dollars>\$\$?)
    | \[\[(?P<blank>[A-Za-z][\w-]*)\]\]
    | (?P<opening>!?\[)
    | (?P<closing>\])
    | (?P<run>\*+|_+)
    | <(?P<address>(?:https?://|mailto:)[^\s<>]{1,2000})>
    | &(?P<entity>lt|gt|amp|quot|nbsp);
    | (?P<gap>[\x20\n]+)
    | (?P<plain>[^\\`$\[\]!*_<&\n\x20]+ | .)""",
    re.VERBOSE | re.DOTALL,
)
_TARGET = re.compile(
    r"""\(\s{0,9}<?(?P<url>(?:[^\s()<>\\]|\\.|\([^\s()]{0,500}\)){0,2000})>?
    (?:\s{1,9}(?:"[^"\n]{0,500}"|'[^'\n]{0,500}'))?\s{0,9}\)""",
    re.VERBOSE,
)
_MATHS = re.compile(r"(?:[^\\$]|\\.)*", re.DOTALL)
_DISPLAY = re.compile(r"(?:[^\\$]|\\.|\$(?!\$))*", re.DOTALL)
_ENTITIES = {"lt": "<", "gt": ">", "amp": "&", "quot": '"', "nbsp": "\N{NO-BREAK SPACE}"}


def read_spans(source: Source) -> tuple[Span, ...]:
    """The spans of a paragraph, in order; runs of plain text are one span each."""
    return _Reader(source).spans()


@dataclass(slots=True)
class _Run:
    """A run of `*` or `_` that may open emphasis: its piece, and how many are left."""

    piece: int
    character: str
    left: int


class _Reader:
    """Collects pieces; styles are ranges of pieces, laid over them at the end."""

    def __init__(self, source: Source) -> None:
        self.source = source
        self.text = source.text
        self.pieces: list[Span] = []
        self.runs: list[_Run] = []
        self.brackets: list[tuple[int, str]] = []
        self.styled: list[tuple[int, int, str]] = []
        self.links: list[tuple[int, int, str]] = []
        self.ticks: dict[str, list[int]] | None = None
        self.unclosed: set[str] = set()

    def spans(self) -> tuple[Span, ...]:
        at = 0
        while match := _TOKEN.match(self.text, at):
            at = match.end()
            name = match.lastgroup or "plain"
            if name == "ticks":
                at = self._code(match)
            elif name == "dollars":
                at = self._maths(match)
            elif name == "closing":
                at = self._close_bracket(match)
            elif name == "run":
                self._run(match)
            else:
                self._simple(name, match)
        return self._laid_out()

    def _add(self, kind: SpanKind, text: str, at: int) -> None:
        self.pieces.append(Span(kind, text, self.source, at))

    def _simple(self, name: str, match: re.Match[str]) -> None:
        at, text = match.start(), match[name]
        if name == "escaped":
            self._add("break" if text == "\n" else "text", text, at)
        elif name == "opening":
            self.brackets.append((len(self.pieces), text))
            self._add("text", text, at)
        elif name == "gap" and "\n" in text:
            self._add("break" if text.startswith("  ") else "text", "\n", at)
        elif name == "entity":
            self._add("text", _ENTITIES[text], at)
        elif name == "blank":
            self._add("blank", text, match.start(name))
        else:
            if name == "address" and not self.brackets:  # a link holds no links
                self.links.append((len(self.pieces), len(self.pieces) + 1, text))
            self._add("text", text, at)

    # Code and maths

    def _code(self, match: re.Match[str]) -> int:
        if self.ticks is None:
            self.ticks = {}
            for run in re.finditer("`+", self.text):
                self.ticks.setdefault(run[0], []).append(run.start())
        starts = self.ticks.get(match[0], [])
        number = bisect_right(starts, match.start())
        if number == len(starts):
            self._add("text", match[0], match.start())
            return match.end()
        body = self.text[match.end() : starts[number]].replace("\n", " ")
        if body.strip() and body[0] == body[-1] == " ":
            body = body[1:-1]
        self._add("code", body, match.end())
        return starts[number] + len(match[0])

    def _maths(self, match: re.Match[str]) -> int:
        sign = match[0]
        if sign not in self.unclosed:
            body = (_DISPLAY if sign == "$$" else _MATHS).match(self.text, match.end())
            assert body is not None
            if not self.text.startswith(sign, body.end()):
                self.unclosed.add(sign)
            elif sign == "$$" or self._is_maths(body[0], body.end() + 1):
                self._add("display" if sign == "$$" else "maths", body[0], match.end())
                return body.end() + len(sign)
        self._add("dollar", sign, match.start())
        return match.end()

    def _is_maths(self, body: str, after: int) -> bool:
        """Whether `$body$` is maths and not two prices: `$5 and $6`."""
        if not body.strip() or body[0].isspace() != body[-1].isspace():
            return False
        return not self.text[after : after + 1].isdigit()

    # Emphasis

    def _run(self, match: re.Match[str]) -> None:
        opens, closes = _flanks(self.text, match)
        left, character = len(match[0]), match[0][0]
        piece = len(self.pieces)
        while closes and left and any(run.character == character for run in self.runs[-50:]):
            while self.runs[-1].character != character:
                self.runs.pop()
            opener = self.runs[-1]
            count = 2 if min(left, opener.left) >= 2 else 1
            self.styled.append((opener.piece, piece, "strong" if count == 2 else "emphasis"))
            left -= count
            opener.left -= count
            self._shorten(opener.piece, opener.left)
            if not opener.left:
                self.runs.pop()
        self._add("text", character * left, match.end() - left)
        if opens and left:
            self.runs.append(_Run(piece, character, left))

    def _shorten(self, piece: int, left: int) -> None:
        self.pieces[piece] = self.pieces[piece]._replace(text=self.pieces[piece].text[:left])

    # Links and images

    def _close_bracket(self, match: re.Match[str]) -> int:
        target = _TARGET.match(self.text, match.end()) if self.brackets else None
        if target is None:
            if self.brackets:
                self.brackets.pop()
            self._add("text", "]", match.start())
            return match.end()
        piece, sign = self.brackets.pop()
        url = re.sub(r"\\([!-/:-@\[-`{-~])", r"\1", target["url"])
        if sign == "![":
            self._image(piece, url)
        else:
            self._shorten(piece, 0)
            self.brackets.clear()  # a link holds no links
            self.links.append((piece, len(self.pieces), url))
        return target.end()

    def _image(self, piece: int, url: str) -> None:
        inside = self.pieces[piece + 1 :]
        alt = "".join(span.text for span in inside)
        at = inside[0].start if inside else self.pieces[piece].start
        del self.pieces[piece:]
        while self.runs and self.runs[-1].piece >= piece:
            self.runs.pop()
        cut: list[tuple[int, int, str]] = []
        while self.styled and self.styled[-1][1] > piece:
            start, _, style = self.styled.pop()
            cut.extend([(start, piece, style)] if start < piece else [])
        self.styled.extend(cut)
        self.pieces.append(Span("image", alt, self.source, at, link=url))

    # Putting together

    def _laid_out(self) -> tuple[Span, ...]:
        changes = {"strong": [0] * (len(self.pieces) + 1)}
        changes["emphasis"] = [0] * (len(self.pieces) + 1)
        for start, end, style in self.styled:
            changes[style][start] += 1
            changes[style][end] -= 1
        urls: dict[int, str] = {}
        for start, end, url in sorted(self.links):
            urls |= dict.fromkeys(range(start, end), url)
        styled: list[Span] = []
        strong = emphasis = 0
        for number, piece in enumerate(self.pieces):
            strong += changes["strong"][number]
            emphasis += changes["emphasis"][number]
            if piece.text or piece.kind != "text":
                link = piece.link if piece.kind == "image" else urls.get(number)
                styled.append(piece._replace(strong=strong > 0, emphasis=emphasis > 0, link=link))
        return tuple(_joined(styled))


def _joined(spans: list[Span]) -> Iterator[Span]:
    """The spans, neighbouring plain text that looks alike made one."""
    for (kind, *_), group in groupby(
        spans, key=lambda span: (span.kind, span.strong, span.emphasis, span.link)
    ):
        if kind == "text":
            parts = list(group)
            yield parts[0]._replace(text="".join(part.text for part in parts))
        else:
            yield from group


def _flanks(text: str, match: re.Match[str]) -> tuple[bool, bool]:
    """Whether a run of `*` or `_` can open and can close emphasis, as CommonMark says."""
    before = text[match.start() - 1 : match.start()] if match.start() else " "
    after = text[match.end() : match.end() + 1] or " "
    marks_before, marks_after = _is_mark(before), _is_mark(after)
    left = not after.isspace() and (not marks_after or before.isspace() or marks_before)
    right = not before.isspace() and (not marks_before or after.isspace() or marks_after)
    if match[0][0] == "*":
        return left, right
    return left and (not right or marks_before), right and (not left or marks_after)


def _is_mark(character: str) -> bool:
    return not character.isalnum() and not character.isspace()
