"""How text is laid out: a width, and whether colours are wanted."""

from __future__ import annotations

import textwrap
from dataclasses import dataclass

from quiz.markup.text import terminal

STYLES = {"bold": "1", "right": "1;32", "wrong": "1;31", "between": "1;33", "faint": "2"}


@dataclass(frozen=True)
class Look:
    """The page that texts are laid out for.

    `width` is for texts to read; `screen` says how many columns there are for what stands side by
    side.
    """

    width: int = 80
    color: bool = False
    screen: int = 80

    def styled(self, text: str, style: str) -> str:
        """The text in one of STYLES, or as it is where colours are not wanted."""
        return f"\x1b[{STYLES[style]}m{text}\x1b[0m" if self.color else text

    def markdown(self, text: str, label: str = "") -> str:
        """Markdown as terminal text, beside a label that later lines are indented by."""
        shown = terminal(text, width=self.width - len(label), color=self.color)
        return beside(label, shown.strip("\n"))

    def wrapped(self, text: str, label: str = "") -> str:
        """Plain text in lines that fit, beside a label."""
        room = max(1, self.width - len(label))
        lines = textwrap.wrap(text, room, break_on_hyphens=False) or [""]
        return beside(label, "\n".join(lines))


def beside(label: str, text: str) -> str:
    """The text with a label before its first line and as much space before the others."""
    first, *others = text.split("\n")
    room = " " * len(label)
    return "\n".join([label + first, *((room + line).rstrip() for line in others)])
