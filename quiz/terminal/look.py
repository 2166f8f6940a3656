"""How text is laid out: a width, and whether colours are wanted."""

from __future__ import annotations

from dataclasses import dataclass

from quiz.markup.text import Draw, Notation, terminal
from quiz.markup.wrapping import Run, broken, wrapped

STYLES = {"bold": "1", "right": "1;32", "wrong": "1;31", "between": "1;33", "faint": "2"}


@dataclass(frozen=True)
class Look:
    """The page that texts are laid out for.

    `width` is for texts to read; `screen` says how many columns there are for what stands side by
    side. With a `notation` other than drawn nothing is told by where it stands or by a sign
    alone: a screen reader reads line by line, and a terminal may know no signs. `draw` makes
    pictures of formulas.
    """

    width: int = 80
    color: bool = False
    screen: int = 80
    notation: Notation = "drawn"
    draw: Draw | None = None

    @property
    def drawn(self) -> bool:
        """Whether formulas may take two dimensions, and a sign may stand for a word."""
        return self.notation == "drawn"

    def styled(self, text: str, style: str) -> str:
        """The text in one of STYLES, or as it is where colours are not wanted."""
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self.color else text

    def markdown(self, text: str, label: str = "") -> str:
        """Markdown as terminal text, beside a label that later lines are indented by."""
        room = self.width - len(label)
        shown = terminal(text, room, self.color, self.notation, self.draw)
        return beside(label, shown.strip("\n"))

    def wrapped(self, text: str, label: str = "") -> str:
        """Plain text in lines that fit, beside a label."""
        room = max(1, self.width - len(label))
        lines = wrapped([Run(" ".join(self.plain(text).split()), None)], room) or [""]
        return beside(label, "\n".join(lines))

    def prompt(self, text: str) -> str:
        """A prompt on lines that fit; it keeps its spaces at both ends."""
        text = self.plain(text)
        if len(text) < self.width:
            return text
        return self.wrapped(text) + " "

    def formula(self, text: str, label: str = "") -> str:
        """A formula on one line, or on lines that fit, beside a label."""
        room = max(1, self.width - len(label))
        return beside(label, "\n".join(broken(self.plain(text, formula=True), room)))

    def plain(self, text: str, formula: bool = False) -> str:
        """The text, in ASCII where the terminal knows nothing else."""
        if self.notation != "ascii":
            return text
        from quiz.markup.ascii import spelt

        return spelt(text, formula)


def beside(label: str, text: str) -> str:
    """The text with a label before its first line and as much space before the others."""
    first, *others = text.split("\n")
    room = " " * len(label)
    return "\n".join([label + first, *((room + line).rstrip() for line in others)])
