"""The texts that a pattern of a key stands for, where they are few enough to be listed."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import islice, product

from quiz.lms.writing.pattern_tree import Tree, UnsupportedPatternError, pattern_tree
from quiz.questions.patterns import pattern_in

MOST = 60

_MEMBER = re.compile(r"\\u\{([0-9a-f]+)\}|\\u([0-9a-f]{4})|([^\W_])")
_DOTTED = {"İ", "ı"}
"""Letters that match an i besides; nobody types them for one."""


class _EndlessError(Exception):
    """The pattern stands for texts without end, or for any letter."""


def texts_for(text: str) -> tuple[str, ...]:
    """A text of a key as the texts it stands for, letters small; none where they are too many."""
    pattern = pattern_in(text)
    if pattern is None:
        return (text,)
    try:
        found = [*islice(_texts(pattern_tree(pattern)), MOST + 1)]
    except (UnsupportedPatternError, _EndlessError):
        return ()
    unique = dict.fromkeys(" ".join(one.split()) for one in found)
    return () if len(found) > MOST else tuple(one for one in unique if one)


def _texts(tree: Tree) -> Iterator[str]:
    if isinstance(tree, str):
        yield from _members(tree)
        return
    kind, *parts = tree
    if kind == "any":
        for part in parts:
            yield from _texts(_tree(part))
    elif kind == "all":
        yield from _one_after_another([_tree(part) for part in parts])
    else:
        least, most, part = parts
        if not isinstance(least, int) or not isinstance(most, int) or most > MOST:
            raise _EndlessError
        for times in range(least, most + 1):
            yield from _one_after_another([_tree(part)] * times)


def _one_after_another(trees: Sequence[Tree]) -> Iterator[str]:
    choices = [[*islice(_texts(tree), MOST + 1)] for tree in trees]
    return map("".join, product(*choices))


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
