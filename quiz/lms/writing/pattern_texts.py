"""The texts that a pattern of a key stands for, where they are few enough to be listed."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from functools import lru_cache

from quiz.lms.writing.pattern_tree import Tree, UnsupportedPatternError, pattern_tree
from quiz.questions.patterns import pattern_in

MOST = 60
LONGEST = 200

_MEMBER = re.compile(r"\\u\{([0-9a-f]+)\}|\\u([0-9a-f]{4})|([^\W_])")
_DOTTED = {"İ", "ı"}
"""Letters that match an i besides; nobody types them for one."""


class _EndlessError(Exception):
    """The pattern stands for too many texts, too long ones, or for any letter."""


@lru_cache(maxsize=256)
def texts_for(text: str) -> tuple[str, ...]:
    """A text of a key as the texts it stands for; none where they are too many to be listed."""
    pattern = pattern_in(text)
    if pattern is None:
        return (text,)
    try:
        found = _texts(pattern_tree(pattern))
    except (UnsupportedPatternError, _EndlessError):
        return ()
    spaced = dict.fromkeys(" ".join(one.split()) for one in found)
    return tuple(one for one in spaced if one)


def _texts(tree: Tree) -> list[str]:
    if isinstance(tree, str):
        return _few(_members(tree))
    kind, *parts = tree
    if kind == "any":
        return _few(text for part in parts for text in _texts(_tree(part)))
    if kind == "all":
        return _one_after_another(_texts(_tree(part)) for part in parts)
    least, most, part = parts
    if not isinstance(least, int) or not isinstance(most, int):
        raise _EndlessError
    repeated = _texts(_tree(part))
    times = range(least, most + 1)
    return _few(text for count in times for text in _one_after_another([repeated] * count))


def _one_after_another(parts: Iterable[list[str]]) -> list[str]:
    found = [""]
    for part in parts:
        found = _few(before + behind for before in found for behind in part)
    return found


def _few(texts: Iterable[str]) -> list[str]:
    """The texts, each once, unless they are too many or one of them is too long."""
    found: dict[str, None] = {}
    for text in texts:
        found[text] = None
        if len(found) > MOST or len(text) > LONGEST:
            raise _EndlessError
    return [*found]


def _tree(part: Tree | int | None) -> Tree:
    assert isinstance(part, str | list)
    return part


def _members(set_of_letters: str) -> Iterator[str]:
    """The characters in a set that names each of them."""
    inside = set_of_letters[1:-1]
    found = [*_MEMBER.finditer(inside)]
    if "".join(member[0] for member in found) != inside:
        raise _EndlessError
    for member in found:
        character = member[3] or chr(int(member[1] or member[2], 16))
        if character not in _DOTTED:
            yield character
