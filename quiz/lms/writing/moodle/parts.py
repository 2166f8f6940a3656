"""What Moodle questions are written with: texts with their pictures, shares, losses."""

from __future__ import annotations

import re
from base64 import b64encode
from collections.abc import Callable
from urllib.parse import unquote

from quiz.lms.writing.exporting import Export, Item
from quiz.lms.writing.xml_text import escaped, tag
from quiz.markup.html import Blank, beside, shown_blank
from quiz.markup.tex import tex_html
from quiz.markup.text import terminal

SHARES = (
    *(100, 90, 83.33333, 80, 75, 70, 66.66667, 60, 50, 40, 33.33333, 30, 25, 20, 16.66667),
    *(14.28571, 12.5, 11.11111, 10, 5, 0),
)
"""In percent, what an answer may earn, or cost; Moodle leaves a question with any other out."""

_TOKEN = re.compile(r"<blank-(\d+)/>")

FAR = 0.01
"""How far a share may be from the one that is meant without a word."""


class Parts:
    """Writes the parts of one question, and gathers what is lost of it.

    `shielded` takes from the HTML of a text what a kind of question would read as its own codes.
    """

    def __init__(self, item: Item) -> None:
        self.item = item
        self.losses: list[str] = []
        self.shielded: Callable[[str], str] = str

    def lose(self, sentence: str) -> None:
        """Note something that Moodle does not hold, once."""
        if sentence not in self.losses:
            self.losses.append(sentence)

    def text(self, name: str, markdown: str, *behind: str, **attributes: str) -> str:
        """A text as an element: HTML, the pictures in it, and XML behind them."""
        return self.element(name, *self.html(markdown), *behind, **attributes)

    def element(self, name: str, html: str, *behind: str, **attributes: str) -> str:
        """HTML as an element, with XML behind it."""
        return tag(name, plain("text", html), *behind, format="html", **attributes)

    def html(self, markdown: str, blank: Blank = shown_blank) -> tuple[str, ...]:
        """A text as HTML, and behind it an element for each picture."""
        files: dict[str, bytes] = {}

        def image(path: str) -> str | None:
            content = self._picture(path)
            if content is None:
                return None
            file = unquote(path).rsplit("/", 1)[-1]
            files[file] = content
            return f"@@PLUGINFILE@@/{file}"

        names: list[str] = []

        def token(name: str) -> str:
            names.append(name)
            return f"<blank-{len(names) - 1}/>"

        shown = self.shielded(tex_html(markdown, token, image=image))
        shown = _TOKEN.sub(lambda match: blank(names[int(match[1])]), shown)
        return shown, *(
            tag("file", b64encode(content).decode(), name=file, path="/", encoding="base64")
            for file, content in files.items()
        )

    def _picture(self, path: str) -> bytes | None:
        folder = self.item.folder
        if folder is not None and beside(path):
            file = (folder / unquote(path)).resolve()
            if file.is_relative_to(folder.resolve()) and file.is_file():
                return file.read_bytes()
        self.lose(f"the picture {path} is not beside the bank: its description stands instead")
        return None

    def feedback(self, markdown: str | None) -> str:
        """What is said to an answer; an empty element where that is nothing."""
        if not markdown:
            return tag("feedback", tag("text"), format="html")
        return self.text("feedback", markdown)

    def share(self, score: float) -> str:
        """A score from -1 to 1 as the nearest share that Moodle knows, in percent."""
        wanted = abs(score) * 100
        nearest = min(SHARES, key=lambda share: abs(share - wanted))
        if abs(nearest - wanted) > FAR:
            self.lose(f"an answer worth {wanted:.4g} % is worth {nearest:g} %")
        return f"{'-' if score < 0 and nearest else ''}{nearest:.7g}"


def category(export: Export, item: Item) -> str:
    """The path to a question's category: the bank, its topic or first tag, and its pool."""
    topic = [item.topic] if item.topic else item.original.tags[:1]
    names = [export.title, *topic, *([item.pool] if item.pool else [])]
    path = "/".join(name.replace("/", "//") for name in names)
    return f"$course$/top/{path}"


def plain(name: str, text: str) -> str:
    """An element that holds text alone."""
    return tag(name, escaped(text))


def line(markdown: str) -> str:
    """A text for a menu, where Moodle shows no markup: formulas in Unicode, on one line."""
    return " ".join(terminal(markdown).split()) or "…"
