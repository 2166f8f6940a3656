r"""HTML to the Markdown of a bank.

Read by the standard library's parser: a converter from the registry would have to be overridden
wherever it escapes, since maths, between `\(…\)`, `$$…$$` or in an image, must come out
untouched as `$…$`. What a bank cannot show (pictures' files, scripts, media) is remarked on.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape
from html.parser import HTMLParser
from urllib.parse import unquote

from quiz.lms.reading.mathml_latex import MathmlError, MathTree, latex_of
from quiz.lms.reading.maths_text import display_formula, escaped, formula, with_maths
from quiz.lms.reading.pictures import Picture
from quiz.lms.reading.texts import (
    MAX_LENGTH,
    Carried,
    about_picture,
    from_plain,
    printable,
    safe_start,
    too_long,
    without_comments,
)

_DEEPEST = 8

_BLOCKS = frozenset(
    {"p", "div", "section", "article", "header", "footer", "figure", "figcaption", "center", "hr"}
    | {"table", "tbody", "thead", "tr", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "h6"}
)
_PARTS_A_CELL = (_BLOCKS - {"table", "tbody", "thead", "tr", "td", "th"}) | {
    *("ul", "ol", "li", "blockquote")
}
_OUTER_BREAKS = re.compile(r"^(?:\s|\\\n)+|(?:\s|\\\n)+$")
_EMPHASIS = {"b": "**", "strong": "**", "i": "*", "em": "*"}
_SILENT = frozenset({"script", "style", "head", "title", "template", "noscript"})
_UNSHOWN = {
    "script": "a script",
    "iframe": "an embedded page",
    "object": "an embedded object",
    "embed": "an embedded object",
    "video": "a video",
    "audio": "a recording",
    "svg": "a drawing (SVG)",
    "canvas": "a drawing",
    "input": "a form field",
    "textarea": "a form field",
    "select": "a form field",
    "button": "a button",
}
_FORMULA_IMAGES = frozenset({"equation_image", "texrender", "math", "tex", "latex", "equation"})
_RAISED = str.maketrans("0123456789+-=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("0123456789+-=()aeijnx", "₀₁₂₃₄₅₆₇₈₉₊₋₌₍₎ₐₑᵢⱼₙₓ")
_EMBEDDED = re.compile(r"data:[a-zA-Z0-9/+.;-]{0,100},[a-zA-Z0-9+/=%_-]*")
_LINK = re.compile(r"(?:https?://|mailto:)[^\s<>()]+")


def from_html(source: str) -> Carried:
    """Markdown that shows what the HTML shows."""
    embedded: list[str] = []

    def short(match: re.Match[str]) -> str:
        embedded.append(match[0])
        return f"data:{len(embedded) - 1}"

    if "data:" in source:
        source = _EMBEDDED.sub(short, source)
    if len(source) > MAX_LENGTH:
        return too_long(source)
    if "<" not in source and "\n" not in source.strip():
        return from_plain(unescape(source))
    writer = _Writer(embedded)
    writer.feed(_tame(source))
    writer.close()
    return writer.finished()


def _tame(source: str) -> str:
    """HTML without what makes the parser search the rest of the text again and again."""
    text = re.sub(
        r"<!(?:doctype|\[)[^<>]{0,300}>", "", without_comments(source), flags=re.IGNORECASE
    )
    last = text.rfind(">") + 1
    return re.sub(r"<(?![a-zA-Z/])", "&lt;", text[:last]) + text[last:].replace("<", "&lt;")


def _is_math(tag: str) -> bool:
    return tag == "math" or tag.endswith(":math")


@dataclass
class _Frame:
    """A list item or a quote around what is written."""

    mark: str
    depth: int
    is_used: bool = False

    def prefix(self) -> str:
        if self.mark == "> ":
            return self.mark
        used, self.is_used = self.is_used, True
        return " " * len(self.mark) if used else self.mark


class _Writer(HTMLParser):
    def __init__(self, embedded: Sequence[str]) -> None:
        super().__init__(convert_charrefs=True)
        self.embedded = embedded
        self.pictures: list[Picture] = []
        self.remarks: list[str] = []
        self.paragraphs: list[tuple[str, str]] = []
        self.line: list[str] = []
        self.frames: list[_Frame] = []
        self.counters: list[int | None] = []
        self.opened: list[tuple[str, int, str]] = []
        self.silent = 0
        self.code: list[str] | None = None
        self.maths: MathTree | None = None
        self.heading = ""
        self.in_cell = False

    def finished(self) -> Carried:
        self._end_maths()
        self._end_code()
        self._flush()
        text = ""
        for number, (prefix, paragraph) in enumerate(self.paragraphs):
            if number:
                before = self.paragraphs[number - 1]
                tight = (prefix.strip() and before[0].strip()) or (
                    paragraph.startswith("|") and before[1].startswith("|")
                )
                text += "\n" if tight else "\n\n"
            indent = prefix if prefix.startswith("> ") else " " * len(prefix)
            text += prefix + paragraph.replace("\n", "\n" + indent)
        return Carried(text.strip(), tuple(dict.fromkeys(self.remarks)), tuple(self.pictures))

    # What the parser calls

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag in _UNSHOWN and not self.silent:
            self.remarks.append(f"{_UNSHOWN[tag]} is not carried")
        if tag in _SILENT:
            self.silent += 1
        elif self.silent:
            return
        elif self.maths is not None:
            self.maths.start(tag, given)
        elif _is_math(tag):
            self.maths = MathTree(given)
        elif tag == "img":
            self._image(given)
        elif tag == "br":
            self._break_line()
        elif tag in ("pre", "code") and self.code is None:
            self._start_code(tag)
        elif not self._parts_a_cell(tag):
            self._start_structure(tag, given)

    def _start_code(self, tag: str) -> None:
        if tag == "pre" and not self.in_cell:
            self._flush()
        self.code = []
        self.opened.append((tag, len(self.line), ""))

    def _break_line(self) -> None:
        if self.code is not None:
            self.code.append("\n")
        else:
            self.line.append(" " if self.in_cell else "\\\n")

    def _parts_a_cell(self, tag: str) -> bool:
        """Whether a tag of a block only parts words: a row of a table stays on one line."""
        if tag in ("tr", "table"):
            self.in_cell = False
        if not self.in_cell or tag not in _PARTS_A_CELL:
            return False
        self.line.append(" ")
        return True

    def _start_structure(self, tag: str, given: dict[str, str]) -> None:
        if tag in ("ul", "ol"):
            self._flush()
            self.counters.append(1 if tag == "ol" else None)
        elif tag == "li" or tag == "blockquote":
            self._flush()
            if tag == "li":
                self._leave_item()
            if len(self.frames) < _DEEPEST:
                mark = "> " if tag == "blockquote" else self._next_mark()
                depth = 0 if tag == "blockquote" else len(self.counters)
                self.frames.append(_Frame(mark, depth))
        elif tag in ("td", "th"):
            self.in_cell = True
            self.line.append(" | " if self.line and "".join(self.line).strip() else "| ")
        elif tag in _BLOCKS:
            self._flush()
            if tag == "hr":
                self.paragraphs.append((self._prefix(), "---"))
            if re.fullmatch(r"h[1-6]", tag):
                self.heading = "#" * int(tag[1]) + " "
        elif tag in _EMPHASIS or tag in ("sub", "sup", "a"):
            self.opened.append((tag, len(self.line), given.get("href", "")))

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self.silent = max(0, self.silent - 1)
        elif self.maths is not None:
            if _is_math(tag):
                self._end_maths()
            elif not self.silent:
                self.maths.end(tag)
        elif not self.silent and not self._parts_a_cell(tag):
            self._end_structure(tag)

    def _end_structure(self, tag: str) -> None:
        if tag in ("pre", "code"):
            if self.opened and self.opened[-1][0] == tag:
                self._end_code()
        elif tag in ("ul", "ol"):
            self._flush()
            self._leave_item()
            if self.counters:
                self.counters.pop()
        elif tag == "li":
            self._flush()
            self._leave_item()
        elif tag == "blockquote":
            self._flush()
            if self.frames and self.frames[-1].depth == 0:
                self.frames.pop()
        elif tag in _BLOCKS:
            if tag == "tr" and self.line:
                self.line.append(" |")
            self._flush()
        else:
            self._close(tag)

    def handle_data(self, data: str) -> None:
        if self.silent:
            return
        if self.maths is not None:
            self.maths.data(data)
            return
        data = printable(data)
        if self.code is not None:
            self.code.append(data)
        else:
            self.line.append(with_maths(re.sub(r"\s+", " ", data)))

    # Pieces

    def _next_mark(self) -> str:
        if not self.counters or self.counters[-1] is None:
            return "- "
        self.counters[-1] += 1
        return f"{self.counters[-1] - 1}. "

    def _leave_item(self) -> None:
        if self.frames and self.counters and self.frames[-1].depth == len(self.counters):
            self.frames.pop()

    def _prefix(self) -> str:
        return "".join(frame.prefix() for frame in self.frames)

    def _flush(self) -> None:
        """End the paragraph that is being written."""
        while self.opened and self.opened[-1][0] not in ("pre", "code"):
            self._close(self.opened[-1][0])
        text = _OUTER_BREAKS.sub("", re.sub(r"[ ]*\\\n[ ]*", "\\\\\n", "".join(self.line)))
        text = re.sub(r"(?<!\\) {2,}", " ", text).strip()
        self.line.clear()
        heading, self.heading = self.heading, ""
        if text.strip("| "):
            self.paragraphs.append((self._prefix(), heading + safe_start(text)))

    def _close(self, tag: str) -> None:
        """End emphasis, a link, or what is raised or lowered."""
        at = next((n for n in reversed(range(len(self.opened))) if self.opened[n][0] == tag), None)
        if at is None:
            return
        _, start, link = self.opened[at]
        del self.opened[at:]
        inside = "".join(self.line[start:])
        core = inside.strip()
        if core:
            before = inside[: len(inside) - len(inside.lstrip())]
            after = inside[len(inside.rstrip()) :]
            self.line[start:] = [before, self._styled(tag, core, link), after]

    def _styled(self, tag: str, core: str, link: str) -> str:
        if tag in _EMPHASIS:
            is_formula_alone = core.startswith("$") and core.endswith("$") and core.count("$") == 2
            return core if is_formula_alone else _EMPHASIS[tag] + core + _EMPHASIS[tag]
        if tag in ("sub", "sup"):
            table = _LOWERED if tag == "sub" else _RAISED
            if all(ord(character) in table for character in core):
                return core.translate(table)
            return f"{'_' if tag == 'sub' else '^'}({core})"
        if _LINK.fullmatch(link):
            return f"[{core}]({link})"
        if link and not link.startswith("#"):
            self.remarks.append(f"the link to {link[:100]} is not carried")
        return core

    def _end_code(self) -> None:
        if self.code is None:
            return
        text, self.code = "".join(self.code), None
        tag = self.opened.pop()[0] if self.opened else "code"
        if tag == "pre" and not self.in_cell:
            fence = "```" if "```" not in text else "~~~~"
            self.paragraphs.append((self._prefix(), f"{fence}\n{text.strip(chr(10))}\n{fence}"))
        elif text.strip():
            ticks = "``" if "`" in text else "`"
            gap = " " if "`" in text else ""
            self.line.append(ticks + gap + " ".join(text.split()) + gap + ticks)

    def _end_maths(self) -> None:
        if self.maths is None:
            return
        math, self.maths = self.maths.root, None
        write = display_formula if math.get("display") == "block" else formula
        try:
            self.line.append(write(latex_of(math)))
        except MathmlError:
            seen = " ".join(printable(" ".join(math.itertext())).split())
            self.line.append(escaped(seen))
            self.remarks.append(f"a formula in MathML has no LaTeX and is written as text: {seen}")

    def _image(self, given: dict[str, str]) -> None:
        source, alt = given.get("src", ""), printable(given.get("alt", "")).strip()
        latex = given.get("data-equation-content", "").strip()
        is_formula = _FORMULA_IMAGES & {*given.get("class", "").lower().split()}
        if not latex and (is_formula or "/equation_images/" in source):
            latex = alt.removeprefix("LaTeX:").strip() or given.get("title", "").strip()
            if not latex and "/equation_images/" in source:
                latex = unquote(unquote(source.split("/equation_images/")[1].split("?")[0]))
        elif not latex and alt.startswith("LaTeX:"):
            latex = alt.removeprefix("LaTeX:").strip()
        if latex:
            self.line.append(formula(latex))
            return
        self.remarks.append(about_picture(source))
        name = source.rsplit("/", 1)[-1].split("?")[0]
        target = "" if source.startswith("data:") else re.sub(r"[\s()<>\\]", "_", unquote(name))
        shown = escaped(" ".join(alt.split())) or "picture"
        self.line.append(f"![{shown}]({target or 'picture'})")
        number = source.removeprefix("data:")
        if source.startswith("data:") and number.isdecimal():
            source = self.embedded[int(number)]
        self.pictures.append(Picture(source, target or "picture"))
