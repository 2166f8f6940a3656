"""Index letters that a line leaves open without their being declared: `df_i/dw = x_i`.

What a line says with an open letter holds for each of its values. Where it stands on the right
only, `dJ/dw = (f_i - y_i)*x_i`, that is hardly ever so, and a sum was perhaps forgotten.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace

from quiz.symbolic.derivations.setting import Setting
from quiz.symbolic.errors import LooseIndexError
from quiz.symbolic.naming import Names
from quiz.symbolic.reading import read, read_chain
from quiz.symbolic.tree import ONE, Add, Divide, Entry, Name, Negate, Node, Series, names, walk

MOST_LETTERS = 3


def read_statement(text: str, setting: Setting) -> Node:
    """The tree of a line; letters that it leaves open are open indices from here on.

    Raises `ReadError`, also for a letter of which it is not clear how far it runs.
    """
    return _read(setting, lambda known: (read(text, known),))[0]


def read_continuation(text: str, setting: Setting, *, whole_logs: bool = False) -> tuple[Node, ...]:
    """The sides of a line that goes on from the one above it, with the same open letters.

    `whole_logs` takes a log without brackets for that of all the factors beside it.
    """
    return _read(setting, lambda known: read_chain(text, replace(known, whole_logs=whole_logs)))


def _read(setting: Setting, reader: Callable[[Names], tuple[Node, ...]]) -> tuple[Node, ...]:
    known = setting.names
    loose: list[LooseIndexError] = []
    for _ in range(MOST_LETTERS):
        try:
            nodes = reader(known)
            break
        except LooseIndexError as error:
            if error.ended is not None:
                raise  # its sum should go on: the letter is not left open
            loose.append(error)
            known = known.with_names(error.letter)
    else:
        raise loose[0]
    for refused in loose:
        length = _length(nodes, refused.letter, setting)
        if length is None:
            raise refused
        setting.let_run(refused.letter, length)
    return nodes


def with_series(before: Node, wrong: Node, setting: Setting) -> Iterator[tuple[Series, Node]]:
    """A wrong side with a sum or a product over a letter that only this side leaves open.

    Each comes with the sum or product that is put in.
    """
    for letter in sorted((names(wrong) - names(before)) & setting.index_letters):
        length = setting.symbols[letter].index_of
        assert length is not None
        for place in dict.fromkeys((wrong, *_terms(wrong))):
            if letter not in names(place):
                continue
            for kind in ("sum", "prod"):
                series = Series(kind, place, letter, ONE, Name(length))
                yield series, _in_place(wrong, place, series)
        mean = Divide(Series("sum", wrong, letter, ONE, Name(length)), Name(length))
        yield Series("sum", wrong, letter, ONE, Name(length)), mean


def _terms(node: Node) -> Iterator[Node]:
    match node:
        case Negate(operand):
            yield from (operand, *_terms(operand))
        case Add(terms):
            for term in terms:
                yield from (term, *_terms(term))


def _in_place(node: Node, place: Node, series: Series) -> Node:
    match node:
        case _ if node is place:
            return series
        case Negate(operand):
            return Negate(_in_place(operand, place, series))
        case Add(terms):
            return Add(tuple(_in_place(term, place, series) for term in terms))
    return node


def _length(nodes: tuple[Node, ...], letter: str, setting: Setting) -> str | None:
    """How far a letter runs: as far as the index that it stands for."""
    for piece in (piece for node in nodes for piece in walk(node)):
        if isinstance(piece, Entry) and isinstance(piece.base, Name):
            lengths = setting.names.indices(piece.base.name)
            for index, length in zip(piece.indices, lengths, strict=False):
                if index == Name(letter) and isinstance(length, str):
                    return length
    return None
