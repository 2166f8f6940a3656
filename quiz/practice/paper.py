"""The questions of an exam: drawn by chance from those that match, or as a blueprint says."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.practice.picking import COUNT, Selection, item_seed, kept_apart
from quiz.practice.progress import Item
from quiz.questions.draws import Draws

if TYPE_CHECKING:
    from quiz.bank import Outline
    from quiz.practice.blueprint import Blueprint

MINUTES = 60.0


@dataclass(frozen=True)
class Paper:
    """An exam that can begin; `described` says in a line how its questions were chosen."""

    items: tuple[Item, ...]
    minutes: float
    title: str | None
    described: str


def draw_paper(
    questions: Sequence[Outline],
    selection: Selection,
    seed: int,
    minutes: float | None = None,
) -> Paper:
    """A paper of `selection.count` of the questions that match; fewer, or none, if fewer do."""
    draws = Draws("exam", seed)
    allowed = draws.shuffled([question for question in questions if selection.allows(question)])
    picked = kept_apart(allowed[: selection.count or COUNT])
    chosen = [(question.id, None) for question in picked]
    items = _items(chosen, seed)
    return Paper(items, minutes or MINUTES, None, selection.text())


def paper_of(
    path: Path,
    questions: Sequence[Outline],
    seed: int,
    minutes: float | None = None,
) -> Paper:
    """A paper as the blueprint in a file says; `minutes` goes before its own.

    Raises BlueprintError when the file does not load, or the bank has not what it asks for.
    """
    from quiz.practice.blueprint import about_part, read_blueprint

    blueprint = read_blueprint(path, questions)
    drawn, lacking = _filled(blueprint, questions, Draws("exam", seed))
    if lacking is not None:
        message = "too few questions are left for this part beside those of the other parts"
        raise about_part(path, lacking, message)
    chosen = [
        (question.id, part.points)
        for part, picked in zip(blueprint.parts, drawn, strict=True)
        for question in picked
    ]
    time = minutes or blueprint.minutes or MINUTES
    return Paper(_items(chosen, seed), time, blueprint.title, str(path))


def _filled(
    blueprint: Blueprint, questions: Sequence[Outline], draws: Draws
) -> tuple[list[list[Outline]], int | None]:
    """The questions of each part, no question twice; or the number of a part that stays short.

    Where parts compete for the same questions they are exchanged along augmenting paths, so that
    every blueprint that can be met is met.
    """
    mixed = draws.shuffled(questions)
    candidates = [[q for q in mixed if part.allows(q)] for part in blueprint.parts]
    place_of: dict[str, int] = {}

    def find_room(part: int, tried: set[str]) -> bool:
        for question in candidates[part]:
            if question.id in tried or place_of.get(question.id) == part:
                continue
            tried.add(question.id)
            if question.id not in place_of or find_room(place_of[question.id], tried):
                place_of[question.id] = part
                return True
        return False

    for number, part in enumerate(blueprint.parts):
        for _ in range(part.size):
            if not find_room(number, set()):
                return [], number
    by_id = {question.id: question for question in questions}
    return [
        [by_id[name] for name in part.questions]
        or kept_apart([question for question in mixed if place_of.get(question.id) == number])
        for number, part in enumerate(blueprint.parts)
    ], None


def _items(chosen: Sequence[tuple[str, float | None]], seed: int) -> tuple[Item, ...]:
    return tuple(
        Item(
            number,
            name,
            item_seed(seed, name),
            points=points,
        )
        for number, (name, points) in enumerate(chosen, start=1)
    )
