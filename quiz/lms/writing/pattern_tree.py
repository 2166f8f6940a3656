"""A pattern of a key as a tree that a page can match by itself, in time that is bounded.

Browsers have regular expressions, but others than Python's, and none that can be stopped. So the
part that keys are written in is read here: characters, sets, groups, `|` and repetition. The page
keeps the set of places that a match can have reached, and never goes back.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NoReturn

Tree = str | list["Tree | int | None"]
"""One character, as a set in JavaScript's notation, or `["all", …]` one after the other,
`["any", …]` one of them, or `["times", least, most or null, tree]`."""

MOST = 1000
"""More repetitions than that are asked of no answer."""

_SETS = {
    "d": r"\p{Nd}",
    "w": r"\p{Alphabetic}\p{M}\p{Nd}\p{Pc}\p{Join_C}",
    "s": r"\t-\r\x20\x85\xa0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000",
}
_CONTROLS = {"t": "\t", "n": "\n", "r": "\r", "f": "\f", "v": "\v"}
_TIMES = re.compile(r"[*+?]|\{(\d*)(,?)(\d*)\}")
_FOLLOWED = {"i": "[i\\u0130]", "I": "[I\\u0131]"}
"""What the `regex` package takes for an i besides, whatever the language."""


class UnsupportedPatternError(ValueError):
    """The pattern has something in it that the page cannot match."""


def pattern_tree(pattern: str) -> Tree:
    """The tree of a pattern without its slashes; raises `UnsupportedPatternError`."""
    reader = _Reader(pattern)
    tree = reader.alternatives()
    if reader.left():
        reader.refuse("an unmatched bracket")
    return tree


class _Reader:
    def __init__(self, pattern: str) -> None:
        self.pattern = pattern
        self.at = 0

    def left(self) -> str:
        return self.pattern[self.at : self.at + 1]

    def take(self, text: str) -> bool:
        found = self.pattern.startswith(text, self.at)
        self.at += len(text) if found else 0
        return found

    def refuse(self, what: str) -> NoReturn:
        raise UnsupportedPatternError(f"{what} in the pattern /{self.pattern}/")

    def alternatives(self) -> Tree:
        branches = [self.sequence()]
        while self.take("|"):
            branches.append(self.sequence())
        return branches[0] if len(branches) == 1 else ["any", *branches]

    def sequence(self) -> Tree:
        return ["all", *self._repeated()]

    def _repeated(self) -> Iterator[Tree]:
        while self.left() not in ("", "|", ")"):
            piece = self.piece()
            times = _TIMES.match(self.pattern, self.at)
            if times is None:
                yield piece
                continue
            self.at = times.end()
            least, most = self.bounds(times)
            if self.left() == "+":
                self.refuse("a repetition that never gives back")
            self.take("?")  # a lazy one matches the same whole texts
            if _TIMES.match(self.pattern, self.at):
                self.refuse("a repetition of a repetition")
            yield ["times", least, most, piece]

    def bounds(self, times: re.Match[str]) -> tuple[int, int | None]:
        if times[0] in ("*", "+", "?"):
            return int(times[0] == "+"), 1 if times[0] == "?" else None
        least, comma, most = times.groups()
        if not (least or most) or int(least or 0) > MOST or int(most or 0) > MOST:
            self.refuse(f"“{times[0]}”")
        if not comma:
            return int(least), int(least)
        return int(least or 0), int(most) if most else None

    def piece(self) -> Tree:
        character = self.left()
        if self.take("("):
            if self.left() == "?" and not self.take("?:"):
                self.refuse(f"“({self.pattern[self.at : self.at + 2]}”")
            tree = self.alternatives()
            if not self.take(")"):
                self.refuse("an open bracket")
            return tree
        if self.take("["):
            return self.set()
        self.at += 1
        if character == ".":
            return "[^\\n]"
        if character == "\\":
            return f"[{self.escape()}]"
        if character in "^$*+?{":
            self.refuse(f"“{character}”")
        return _FOLLOWED.get(character, f"[{_literal(character)}]")

    def escape(self) -> str:
        """What stands behind a backslash, as the inside of a set."""
        character = self.left()
        self.at += 1
        if character.lower() in _SETS:
            inside = _SETS[character.lower()]
            return inside if character.islower() else self.refuse(f"“\\{character}”")
        if character in _CONTROLS:
            return _literal(_CONTROLS[character])
        if not character or character.isalnum():
            self.refuse(f"“\\{character}”")
        return _literal(character)

    def set(self) -> str:
        negated = "^" if self.take("^") else ""
        members: list[str] = []
        while not self.take("]"):
            members.append(self.range())
        if not members:  # the bracket is a member of the set in Python
            self.refuse("“[]”")
        return f"[{negated}{''.join(members)}]"

    def range(self) -> str:
        low = self.member()
        if self.left() != "-" or self.pattern.startswith("-]", self.at):
            return low
        self.at += 1
        high = self.member()
        if low in _SETS.values() or high in _SETS.values():
            self.refuse("a range of a set")
        return f"{low}-{high}"

    def member(self) -> str:
        character = self.left()
        if not character:
            self.refuse("an open set")
        if character == "[" and self.pattern[self.at + 1 : self.at + 2] == ":":
            self.refuse("“[:”")
        self.at += 1
        return self.escape() if character == "\\" else _literal(character)


def _literal(character: str) -> str:
    """A character inside a set, whatever it means there."""
    return rf"\u{{{ord(character):x}}}" if not character.isalnum() else character
