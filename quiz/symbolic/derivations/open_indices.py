"""Index letters that a line leaves open without their being declared: `df_i/dw = x_i`."""

from __future__ import annotations

from quiz.symbolic.derivations.relations import chain_of
from quiz.symbolic.derivations.setting import Setting
from quiz.symbolic.errors import LooseIndexError
from quiz.symbolic.reading import read
from quiz.symbolic.tree import Entry, Name, Node, names, walk

MOST_LETTERS = 3


def read_statement(text: str, setting: Setting) -> Node:
    """The tree of a line; letters that its left side leaves open are open indices from here on.

    `J = -y_i*log(p_i)`, where a sum was forgotten, is still refused. Raises `ReadError`.
    """
    known = setting.names
    loose: list[LooseIndexError] = []
    for _ in range(MOST_LETTERS):
        try:
            node = read(text, known)
            break
        except LooseIndexError as error:
            loose.append(error)
            known = known.with_names(error.letter)
    else:
        raise loose[0]
    sides = chain_of(node)
    for refused in loose:
        length = _length(node, refused.letter, setting)
        if sides is None or refused.letter not in names(sides[0]) or length is None:
            raise refused
        setting.let_run(refused.letter, length)
    return node


def _length(node: Node, letter: str, setting: Setting) -> str | None:
    """How far a letter runs: as far as the index that it stands for."""
    for piece in walk(node):
        if isinstance(piece, Entry) and isinstance(piece.base, Name):
            lengths = setting.names.indices(piece.base.name)
            for index, length in zip(piece.indices, lengths, strict=False):
                if index == Name(letter) and isinstance(length, str):
                    return length
    return None
