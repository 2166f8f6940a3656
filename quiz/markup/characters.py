"""Characters as a terminal takes them: which are unsafe to print, and how wide the others are."""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

UNSAFE = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\xad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u206f"
    "\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
"""Control characters but tab and newline, marks that turn the writing direction, lone surrogates,
and what cannot be seen. The joiners that some scripts need are left."""


def neutralised(text: str) -> str:
    """The text, each unsafe character replaced by one that can be seen: ESC by `␛`."""
    return UNSAFE.sub(_picture, text)


def _picture(match: re.Match[str]) -> str:
    code = ord(match[0])
    if match[0] == "\r":
        return " "
    if code < 0x20:
        return chr(0x2400 + code)
    return "␡" if code == 0x7F else "\N{REPLACEMENT CHARACTER}"


def width(text: str) -> int:
    """How many columns the text takes: none for a combining mark, two for wide characters."""
    if text.isascii():
        return len(text)
    return sum(_columns(character) for character in text)


@lru_cache(maxsize=1024)
def _columns(character: str) -> int:
    if unicodedata.category(character) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(character) in ("W", "F") else 1
