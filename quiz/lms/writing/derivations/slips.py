"""The listed mistakes of a derivation as wrong steps, and what comes of them further down."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from quiz.lms.writing.derivations.working import Step, Working, distance, exchanged, holds_piece
from quiz.questions.formula_answer import FormulaMistake
from quiz.symbolic.errors import MathematicsError
from quiz.symbolic.tasks import LineJudgement
from quiz.symbolic.tree import Derivative, Node, Relation

PLACES = 2
"""In how many places a mistake is tried."""


@dataclass(frozen=True)
class Slip:
    """A wrong step, which stands in the place of the right one there, from 0."""

    step: Step
    place: int
    mistake: FormulaMistake


@dataclass(frozen=True)
class WrongWorking:
    """Working with a slip in it, judged: a verdict for each step."""

    steps: tuple[Step, ...]
    slip: Slip
    judged: tuple[LineJudgement, ...]

    @property
    def worth(self) -> tuple[bool, bool, bool, int]:
        """How much there is to think about: some lines, also after the slip and before it."""
        place, count = self.slip.place, len(self.steps)
        return count > 2, place + 1 < count, place > 0, count


def slips(working: Working) -> Iterator[Slip]:
    """A wrong step for each listed mistake that can be made in the model solution.

    It stands where it is most like what is right; the engine agrees that it is wrong there.
    """
    for mistake in working.question.mistakes:
        for slip in _places(working, mistake)[:PLACES]:
            judged = working.judged([*working.steps[: slip.place], slip.step])
            if judged.first_error == slip.place + 1:
                yield slip
                break


def wrong_workings(working: Working) -> Iterator[WrongWorking]:
    """The solution with each slip in it, and what comes of that as far as the engine agrees."""
    for mistake in working.question.mistakes:
        for slip in _places(working, mistake)[:PLACES]:
            steps = (*working.steps[: slip.place], slip.step, *_carried_on(working, slip))
            judged = working.judged(steps)
            kept = slip.place + 1
            if judged.first_error != kept:
                continue
            while kept < len(steps) and judged.lines[kept].verdict in _RIGHT:
                kept += 1
            if kept > 1:
                yield WrongWorking(steps[:kept], slip, judged.lines[:kept])
            break


_RIGHT = ("follows", "follows_given_error")


def _places(working: Working, mistake: FormulaMistake) -> list[Slip]:
    """A mistake in the place of each step that it could be made at, the most alike first."""
    try:
        wrong = working.read(mistake.expression)
    except MathematicsError:
        return []
    found: list[tuple[int, int, Slip]] = []
    for place, step in enumerate(working.steps):
        says = wrong
        if not isinstance(wrong, Relation) and step.left is not None:
            says = Relation("=", step.left, wrong)
        slip = Slip(Step(says), place, mistake)
        if slip.step not in working.steps and (slip.step.left is None) == (step.left is None):
            is_elsewhere = slip.step.left != step.left
            found.append((is_elsewhere, distance(slip.step.right, step.right), slip))
    return [slip for _, _, slip in sorted(found, key=lambda entry: entry[:2])]


def _carried_on(working: Working, slip: Slip) -> Iterator[Step]:
    """The steps after a slip as somebody writes them who has not seen it.

    They end where working on would take more than putting in what is wrong.
    """
    steps = list(working.steps)
    wrong = {steps[slip.place].right: slip.step.right}
    said = {step.left: step.right for step in steps[: slip.place] if step.left}
    lefts = {slip.step.left: slip.step.right} if slip.step.left else {}
    last = slip.step
    for place in range(slip.place + 1, len(steps)):
        step = steps[place]
        is_zero = working.sets_to_zero(place)
        if step.left is not None and step.left == slip.step.left and not is_zero:
            wrong[step.right] = slip.step.right  # the same in other words: the slip stands for it
            continue
        carried = _with_what_is_wrong(working, step, last, wrong, said | lefts, lefts)
        if carried is None and not is_zero and _depends(working, place, lefts):
            return
        last = carried or step
        if last != step and last.left is not None:
            wrong[step.right] = lefts[last.left] = last.right
        if last.left is not None and not is_zero:
            said[last.left] = last.right
        yield last


def _with_what_is_wrong(
    working: Working,
    step: Step,
    last: Step,
    wrong: Mapping[Node, Node],
    said: Mapping[Node, Node],
    lefts: Mapping[Node, Node],
) -> Step | None:
    """A step with what is wrong put in; None where there is nothing to put it in."""
    says = exchanged(step.says, wrong)
    if says != step.says:
        return Step(says)
    if step.left is None:
        return None
    if _names(step.right, lefts):
        return step  # it names what went wrong, and is right as it stands
    if last.left == step.left and _names(last.right, lefts):
        return Step(Relation("=", step.left, exchanged(last.right, said)))
    if last.left == step.left:
        return None
    meaning = working.given().get(step.left)
    if meaning is not None and _names(meaning, lefts):
        return Step(Relation("=", step.left, exchanged(meaning, lefts)))
    return None


def _names(node: Node, lefts: Mapping[Node, Node]) -> bool:
    return any(holds_piece(node, left) for left in lefts)


def _depends(working: Working, place: int, lefts: Mapping[Node, Node]) -> bool:
    """Whether a step cannot stand any more, or not as it is, once something above is wrong."""
    step = working.steps[place]
    is_solving = working.question.start is not None or any(map(working.sets_to_zero, range(place)))
    if is_solving or step.left is None:
        return True
    about = step.left.body if isinstance(step.left, Derivative) else step.left
    return _names(about, lefts)


def best(found: Iterator[WrongWorking]) -> WrongWorking | None:
    """The one with most to think about; the first that leaves nothing to be wished for."""
    kept: Sequence[WrongWorking] = []
    for each in found:
        kept = [*kept, each]
        if all(each.worth[:3]):
            return each
    return max(kept, key=lambda each: each.worth, default=None)
