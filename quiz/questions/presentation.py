"""A question as it is presented: all that asking it needs, without what grades it.

It is plain data, kept beside the question in the cache of a bank, so that the first question of a
session is on the screen before the models of questions are imported.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import astuple, dataclass
from typing import Any

from quiz.questions.layout import Blank, Choice, Layout


@dataclass(frozen=True)
class Presentation:
    """What a learner sees of a variant before answering it; the layout is in file order."""

    id: str
    type: str
    was: tuple[str, ...]
    points: float
    hint_penalty: float
    prompt: str
    hints: tuple[str, ...]
    layout: Layout

    @classmethod
    def of_values(cls, values: Sequence[Any]) -> Presentation:
        """The presentation that `values` wrote."""
        name, kind, was, points, penalty, prompt, hints, layout = values
        return cls(name, kind, tuple(was), points, penalty, prompt, tuple(hints), _layout(layout))

    def laid_out(self, shuffle_seed: int) -> Layout:
        """What is laid before the learner, shuffled by the question's id and this seed."""
        return self.layout.shuffled(self.id, shuffle_seed)

    def values(self) -> tuple[Any, ...]:
        """The presentation as plain values, which JSON can keep."""
        return astuple(self)


def _layout(values: Sequence[Any]) -> Layout:
    shape, choices, lefts, blanks, is_number, unit, given, symbols, start, goal, shown = values
    return Layout(
        shape,
        _choices(choices),
        tuple(lefts),
        tuple(Blank(name, _choices(each), typed) for name, each, typed in blanks),
        is_number,
        unit,
        given,
        _declarations(symbols) if symbols else {},
        start,
        goal,
        tuple(shown),
    )


def _choices(choices: Sequence[Any]) -> tuple[Choice, ...]:
    return tuple(Choice(*values) for values in choices)


def _declarations(symbols: dict[str, Any]) -> dict[str, Any]:
    from quiz.symbolic.tasks import Declaration

    return {
        name: Declaration(domain, tuple(index), latex, index_of)
        for name, (domain, index, latex, index_of) in symbols.items()
    }
