"""What the keys of a screen do: one table for bindings, footer, help and palette."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from textual.binding import Binding, BindingType

NAMES = {
    "enter": "Enter",
    "escape": "Esc",
    "space": "Space",
    "question_mark": "?",
    "f1": "F1",
    "pagedown": "PgDn",
    "pageup": "PgUp",
    "left": "←",
    "right": "→",
}

GAP = "  "
"""Between two keys of the footer."""

BEFORE_FIELDS = ("ctrl+", "page")


@dataclass(frozen=True)
class Command:
    """Something that the learner can do: its keys, a word for the footer, a sentence for the help.

    A `hidden` command works, but the footer has no place for it. One without keys is found in
    the palette.
    """

    keys: str
    label: str
    about: str
    action: str
    hidden: bool = False

    @property
    def key(self) -> str:
        """Its first key, as it is shown: ^t for Ctrl and t."""
        return shown_key(self.keys.split(",")[0])


def shown_key(key: str) -> str:
    """A key as it is shown to people."""
    if key.startswith("ctrl+"):
        return f"^{key.removeprefix('ctrl+')}"
    return NAMES.get(key, key)


def bindings(commands: Iterable[Command]) -> list[BindingType]:
    """The bindings of these commands.

    Those with Ctrl, and those that scroll the page, go before what a field does with the key.
    """
    return [
        Binding(
            key, command.action, command.label, show=False, priority=key.startswith(BEFORE_FIELDS)
        )
        for command in commands
        for key in command.keys.split(",")
        if key
    ]


def footer_markup(
    hints: Sequence[tuple[str, str]], commands: Sequence[Command], columns: int
) -> str:
    """As many keys as fit: the first command, the hints, the others, and always the last.

    A click on one does the same.
    """
    first, *others, last = commands
    more = [command for command in others if command.action == "page_down"]
    others = [command for command in others if command not in more]
    room = columns + len(GAP) - _width(last.key, last.label)
    shown = []
    parts = [(first.key, first.label, first.action)]
    parts += [(command.key, command.label, command.action) for command in more]
    parts += [(key, label, "") for key, label in hints]
    parts += [(command.key, command.label, command.action) for command in others]
    for key, label, action in parts:
        if _width(key, label) <= room:
            room -= _width(key, label)
            shown.append(_marked(key, label, action))
    return GAP.join([*shown, _marked(last.key, last.label, last.action)])


def _width(key: str, label: str) -> int:
    return len(f"{key} {label}{GAP}")


def _marked(key: str, label: str, action: str) -> str:
    """Markup for a key and its word; a click on them does the same."""
    text = f"[b]{_escaped(key)}[/b] {_escaped(label)}"
    return f"[@click=screen.{action}]{text}[/]" if action else text


def _escaped(text: str) -> str:
    return text.replace("[", "\\[")
