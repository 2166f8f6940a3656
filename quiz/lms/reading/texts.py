"""Plain text and other systems' Markdown to the Markdown of a bank."""

from __future__ import annotations

import re
from html import unescape
from typing import NamedTuple
from urllib.parse import unquote

from quiz.lms.reading.maths_text import with_maths
from quiz.lms.reading.pictures import Picture

MAX_LENGTH = 150_000

_LINE_START = re.compile(
    r"^(\s*)(#{1,6}(?=\s|$)|>|[-+*](?=[\s-]|$)|~~~|\d{1,9}(?=[.)](?:\s|$)))", re.M
)


class Carried(NamedTuple):
    """Markdown, remarks on what of the source is not in it, and the pictures that it names.

    There is a remark on each picture: whoever has its file takes that back.
    """

    markdown: str
    remarks: tuple[str, ...] = ()
    pictures: tuple[Picture, ...] = ()


def from_plain(source: str) -> Carried:
    """Markdown that shows the text as it stands; its blank lines part paragraphs."""
    if len(source) > MAX_LENGTH:
        return too_long(source)
    paragraphs = re.split(r"\n[ \t]*\n", printable(source).strip())
    lines = ("\\\n".join(line.strip() for line in part.splitlines()) for part in paragraphs)
    return Carried("\n\n".join(safe_start(with_maths(line)) for line in lines if line))


def from_markdown(source: str) -> Carried:
    """The Markdown as it is, its maths between dollars; HTML in it is remarked on."""
    if len(source) > MAX_LENGTH:
        return too_long(source)
    text = without_comments(printable(source)).strip()
    remarks = []
    if tags := re.findall(r"</?([a-zA-Z][a-zA-Z0-9]{0,15})(?:\s[^<>]{0,500})?/?>", text):
        remarks.append(f"HTML in Markdown is shown as it is written: {', '.join(sorted({*tags}))}")
    paths = re.findall(r"!\[[^\]]{0,500}\]\(([^)\s]{1,500})[^)]{0,500}\)", text)
    remarks += map(about_picture, paths)
    text = re.sub(r"\\\(|\\\)", "$", text) if r"\(" in text and r"\)" in text else text
    return Carried(text, tuple(remarks), tuple(Picture(path, path) for path in paths))


def bare(source: str) -> str:
    """HTML as text without any marks, on one line: what a learner would type."""
    text = re.sub(r"<[^<>]{0,1000}>", " ", source[:MAX_LENGTH])
    return " ".join(printable(unescape(text)).split())


def too_long(source: str) -> Carried:
    """Nothing, and a remark on why."""
    return Carried("", (f"a text of {len(source):,} characters is too long to carry",))


def without_comments(source: str) -> str:
    """HTML or Markdown without `<!-- … -->`; one that never closes takes the rest."""
    pieces: list[str] = []
    at = 0
    while (start := source.find("<!--", at)) >= 0:
        end = source.find("-->", start + 4)
        pieces.append(source[at:start])
        at = len(source) if end < 0 else end + 3
    return "".join(pieces) + source[at:]


def printable(text: str) -> str:
    """The text without control characters, its spaces and line ends plain ones."""
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\xa0", " ")
    return "".join(
        character if character.isprintable() or character in "\n\t\ue000\ue001" else ""
        for character in text
    )


def safe_start(text: str) -> str:
    """The text with each line start escaped that Markdown would read as a list or a heading."""

    def mark(match: re.Match[str]) -> str:
        is_number = match[2][0].isdigit()
        return match[1] + (match[2] + "\\" if is_number else "\\" + match[2])

    return _LINE_START.sub(mark, text)


def about_picture(path: str) -> str:
    """The remark on a picture whose file stays behind."""
    name = unquote(path.rsplit("/", 1)[-1].split("?")[0])[:100] or "without a name"
    if path.startswith("data:"):
        name = "inside the page"
    return f"the picture {name} is not carried: put it beside the bank"
