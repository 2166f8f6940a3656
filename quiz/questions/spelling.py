"""Comparing words as a person does: what is the same, and what is a slip of the pen."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

LONG_WORD = 8

_DASHES = "‐‑‒–—−-"
_BETWEEN_WORDS = re.compile(rf"(?<!\d)[\s{_DASHES}]+|(?<=\d)[\s{_DASHES}]+(?!\d)")
_MINUS = re.compile(rf"(?:(?<=\s)|^)[{_DASHES}](?=[\d.])")
_ARTICLE = re.compile(r"\A(?:it is|it's|a|an|the)\s+(?=\w\w)")
_QUOTES = str.maketrans("‘’‚‛“”„‟", "''''\"\"\"\"")


def composed(text: str) -> str:
    """The text with accents in one piece: the same to the eye is the same."""
    return unicodedata.normalize("NFC", text)


@lru_cache(maxsize=1024)
def forgiving(text: str) -> str:
    """The text without case, spacing and hyphens, a leading article and a full stop at the end.

    A gap between two digits stays, and so does a minus before a number: 1 2 is not 12, and -1
    is not 1.
    """
    folded = unicodedata.normalize("NFKC", text).translate(_QUOTES).casefold().strip()
    folded = _ARTICLE.sub("", folded.rstrip(" .!")) or folded
    marked = _MINUS.sub("\0", folded)
    joined = _BETWEEN_WORDS.sub("", marked) or folded
    return re.sub(rf"[\s{_DASHES}]+", " ", joined).replace("\0", "-")


def is_slip(response: str, text: str) -> bool:
    """Whether one edit, or a swap of neighbours, in a long word of the text gives the response.

    Words are what spaces separate; hyphens within one are not counted as letters.
    """
    given = forgiving(response)
    for before, letters, behind in long_words(text):
        middle = given[len(before) : len(given) - len(behind)]
        if given == before + middle + behind and one_slip(middle, letters):
            return True
    return False


def long_words(text: str) -> Iterator[tuple[str, str, str]]:
    """The words of a text that forgive a slip, folded, with what stands before and behind each."""
    wanted, start = forgiving(text), 0
    for word in text.split():
        letters = forgiving(word)
        start = wanted.find(letters, start)
        if start < 0:
            return
        end = start + len(letters)
        if sum(letter.isalpha() for letter in letters) >= LONG_WORD:
            yield wanted[:start], letters, wanted[end:]
        start = end


def one_slip(first: str, second: str) -> bool:
    """Whether two words differ by one letter more, less or other, or by a swap of neighbours."""
    if first == second or abs(len(first) - len(second)) > 1:
        return False
    shared = 0
    while shared < min(len(first), len(second)) and first[shared] == second[shared]:
        shared += 1
    a, b = first[shared:], second[shared:]
    if len(a) == len(b):
        swapped = len(a) > 1 and a[0] == b[1] and a[1] == b[0] and a[2:] == b[2:]
        return a[1:] == b[1:] or swapped
    return a[1:] == b if len(a) > len(b) else a == b[1:]
