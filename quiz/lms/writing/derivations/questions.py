"""A derivation as a question that a system without algebra can grade.

Both are made from the model solution and the listed mistakes, and the engine has to agree with the
key: a line that is to be wrong is one that does not follow, and what is carried on from it follows
from it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from quiz.lms.writing.derivations.slips import WrongWorking, best, slips, wrong_workings
from quiz.lms.writing.derivations.swaps import Unit, units
from quiz.lms.writing.derivations.working import Step, Working
from quiz.lms.writing.exporting import LeftOutError
from quiz.lms.writing.kept_keys import kept
from quiz.questions.multiple_choice import MultipleChoice
from quiz.questions.options import Option
from quiz.questions.ordering import Ordering
from quiz.questions.variants import Variant

ORDER = "Put the lines of the derivation in order, from what is given to the goal."
STRAYS = (
    "",
    " One more line is wrong and belongs nowhere.",
    " Two more lines are wrong and belong nowhere.",
)
"""What is said of the lines that belong nowhere, by how many there are."""
FIRST_ERROR = "Somebody worked it out as follows. Which line is the first that is wrong?"
NO_ERROR = "None: every line is right"
_MOST_ITEMS = 26


def as_ordering(variant: Variant, most_distractors: int = 1) -> Ordering:
    """The lines of the model solution to put in order, among lines made from its mistakes.

    Steps that could be swapped are one line. `variant` is of a derivation. Raises `LeftOutError`
    where the solution has a single line, `MathematicsError` where it cannot be read.
    """
    working = Working(variant)
    items = [_line(working, unit) for unit in units(working)]
    if not 2 <= len(items) <= _MOST_ITEMS:
        raise LeftOutError(f"a solution of {len(items)} lines cannot be put in order")
    strays: list[str] = []
    for slip in slips(working):
        text = _line(working, (slip.step,))
        if text not in (*items, *strays):
            strays.append(text)
        if len(strays) >= most_distractors:
            break
    return Ordering(
        **kept(working.question),
        type="ordering",
        prompt=f"{working.question.prompt.rstrip()}\n\n{ORDER}{STRAYS[len(strays)]}",
        items=tuple(items),
        distractors=tuple(strays),
    )


def as_first_error(variant: Variant) -> MultipleChoice:
    """Which line is the first wrong one, in working that makes one of the listed mistakes.

    `variant` is of a derivation. Raises `LeftOutError` where no mistake fits into the solution,
    `MathematicsError` where that cannot be read.
    """
    working = Working(variant)
    wrong = best(wrong_workings(working))
    if wrong is None:
        raise LeftOutError("none of its mistakes fits into the solution")
    question, lines, right = working.question, _listed(working, wrong.steps), _listed(working)
    explained = f"{question.explanation.rstrip()}\n\nThe right working:\n\n{right}"
    return MultipleChoice(
        **(kept(question) | {"explanation": explained}),
        type="multiple_choice",
        prompt=f"{question.prompt.rstrip()}\n\n{FIRST_ERROR}\n\n{lines}",
        options=tuple(_options(wrong)),
        shuffle=False,
    )


# Lines


def _listed(working: Working, steps: Sequence[Step] | None = None) -> str:
    """Steps as a numbered list; without any, those of the solution."""
    shown = working.steps if steps is None else steps
    return "\n".join(f"{n}. {_line(working, (step,))}" for n, step in enumerate(shown, 1))


def _line(working: Working, unit: Unit) -> str:
    """Steps as one line in Markdown: a chain where the left side stays."""
    chains = []
    for left, group in groupby(unit, key=lambda step: step.left):
        steps = list(group)
        if left is None:
            chains += [working.shown(step.says) for step in steps]
        else:
            rights = " = ".join(working.shown(step.right) for step in steps)
            chains.append(f"{working.shown(left)} = {rights}")
    return "; ".join(f"${chain}$" for chain in chains)


def _options(wrong: WrongWorking) -> Iterator[Option]:
    """A line each, and none of them; with what is said to those who pick it."""
    place = wrong.slip.place
    for number, line in enumerate(wrong.judged):
        if number == place:
            feedback = wrong.slip.mistake.feedback
        elif line.verdict == "follows":
            feedback = "This line is right."
        else:
            feedback = "This line follows from what stands above it, and that is wrong already."
        yield Option(text=f"Line {number + 1}", correct=number == place, feedback=feedback)
    yield Option(text=NO_ERROR, feedback="One of the lines does not follow.")
