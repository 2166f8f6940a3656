"""The texts of a question as a format shows them, and what is noted as lost on the way."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from html import escape
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote

from quiz.lms.writing.archives import Archive
from quiz.lms.writing.exporting import Item
from quiz.markup.html import Blank, Image, beside, html, shown_blank
from quiz.markup.mathml import mathml
from quiz.markup.text import terminal

_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!</?p>).)*)</p>", re.DOTALL)
_MARKED_UP = re.compile(r"[$*`]|\[.*\]\(")


def picture_at(folder: Path | None, path: str) -> Path | None:
    """The file that a picture's path names in the bank's folder; None where there is none."""
    if folder is None or beside(path) is None:
        return None
    file = (folder / unquote(path)).resolve()
    return file if file.is_relative_to(folder.resolve()) and file.is_file() else None


class Pictures:
    """The pictures of an archive's questions, each in it once, in a folder beside them."""

    def __init__(self, place: str) -> None:
        self.place = place
        self._names: dict[Path, str] = {}

    def name(self, folder: Path | None, path: str) -> str | None:
        """What a picture is called in the archive; None where there is none at this path."""
        file = picture_at(folder, path)
        if file is None:
            return None
        number = len(self._names) + 1
        plain = re.sub(r"[^A-Za-z0-9.]+", "-", file.name)
        return self._names.setdefault(file, f"{self.place}/{number}-{plain}")

    def names(self) -> tuple[str, ...]:
        """What the pictures are called in the archive."""
        return tuple(self._names.values())

    def contents(self) -> Iterator[bytes]:
        """The pictures themselves, in the order of their names."""
        return (file.read_bytes() for file in self._names)

    def copy_to(self, folder: Path) -> None:
        """Put the pictures below a folder, those that are not there yet."""
        (folder / self.place).mkdir(exist_ok=True)
        for file, name in self._names.items():
            if not (folder / name).exists():
                (folder / name).write_bytes(file.read_bytes())

    def add_to(self, archive: Archive) -> None:
        """Put the pictures into the archive."""
        for file, name in self._names.items():
            archive.add(name, file.read_bytes())


class AsHtml(Protocol):
    """Markdown as HTML in the way of a format: `quiz.markup.tex.tex_html`, or `mathml_html`."""

    def __call__(self, markdown: str, blank: Blank = ..., *, image: Image = ...) -> str:
        """The HTML of a text."""


def mathml_html(markdown: str, blank: Blank = shown_blank, *, image: Image = beside) -> str:
    """HTML with MathML; a blank in a formula is a box with its name, and stands behind it."""

    def formula(latex: str, blank: Blank, display: bool) -> str:
        names: list[str] = []

        def box(name: str) -> str:
            names.append(name)
            return escape(f"[{name}]")

        written = mathml(latex, box, display)
        return written + "".join(f" ({escape(name)}: {blank(name)})" for name in names)

    return html(markdown, blank, formula=formula, image=image)


class QuestionTexts:
    """Writes the texts of one question.

    `lost` gathers sentences about what is not carried, `pictures` those shown, by their names in
    the archive; `up` leads there from the question.
    """

    def __init__(self, item: Item, as_html: AsHtml, pictures: Pictures, up: str = "") -> None:
        self.lost: list[str] = []
        self.pictures: list[str] = []
        self._item = item
        self._as_html = as_html
        self._pictures = pictures
        self._up = up

    def lose(self, sentence: str) -> None:
        """Note something that is not carried, once."""
        if sentence not in self.lost:
            self.lost.append(sentence)

    def blocks(self, markdown: str, blank: Callable[[str], str] = shown_blank) -> str:
        """The text as HTML: paragraphs and the like, one after the other."""
        return self._as_html(markdown, blank, image=self._image)

    def inside(self, markdown: str) -> str:
        """The text as HTML, without the `<p>` around it where it is one paragraph.

        What has markup in it is held together by a `<span>`: some players lay the pieces of a
        choice side by side, and lose the spaces between them.
        """
        written = self.blocks(markdown)
        alone = _ONE_PARAGRAPH.fullmatch(written)
        if alone is None:
            return written
        return f"<span>{alone[1]}</span>" if "<" in alone[1] else alone[1]

    def line(self, markdown: str) -> str:
        """The text on one line without any markup, for menus: formulas in Unicode, as text."""
        if _MARKED_UP.search(markdown):
            self.lose("formulas and emphasis in menus are plain text")
        return " ".join(terminal(markdown).split())

    def _image(self, path: str) -> str | None:
        name = self._pictures.name(self._item.folder, path)
        if name is None:
            self.lose(f"the picture {path} is not beside the bank: its description stands instead")
            return None
        if name not in self.pictures:
            self.pictures.append(name)
        return self._up + name
