"""What is odd about a question, by its figures, and what to do about it, in plain words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from quiz.marking.item_analysis import ItemFigures
from quiz.marking.option_picks import OptionPicks

FEWEST_LEARNERS = 10
"""With fewer answers chance is most of what there is to see."""

TOO_EASY, TOO_HARD = 0.95, 0.2
WEAK = 0.1
"""A discrimination below this hardly tells learners apart."""

FEWEST_FOR_DISTRACTORS = 20
"""An option that is picked by none of these says something."""

MANY = 0.1
MANY_OPEN = 0.25


def advice(item: ItemFigures, options: Sequence[OptionPicks], *, is_typed: bool) -> tuple[str, ...]:
    """What to look at, the worst first; nothing for a good question, or with few answers.

    `is_typed` says that learners type an answer to the question, and do not pick it.
    """
    about_state = tuple(_about_state(item, is_typed=is_typed))
    if item.answered - item.undecided < FEWEST_LEARNERS:
        return about_state
    return (*_about_discrimination(item, options), *_about_difficulty(item, options), *about_state)


def _about_discrimination(item: ItemFigures, options: Sequence[OptionPicks]) -> Iterator[str]:
    better = _picked_by_the_best(options)
    if better is not None:
        yield (
            f"The best learners picked option {better.number} more often than the right one:"
            " check the key, or whether both can be right."
        )
    if item.discrimination is None or item.difficulty is None:
        return
    if item.discrimination < 0:
        yield (
            "Those who do well otherwise did worse here (negative discrimination): check the key,"
            " then whether the wording misleads."
        )
    elif item.discrimination < WEAK and TOO_HARD <= item.difficulty <= TOO_EASY:
        yield (
            "It hardly tells strong learners from weak ones: is it clear, and about what the rest"
            " is about?"
        )


def _about_difficulty(item: ItemFigures, options: Sequence[OptionPicks]) -> Iterator[str]:
    if item.difficulty is None:
        return
    if item.difficulty > TOO_EASY:
        yield "Too easy: nearly all were right. Ask for more, or keep it as a warm-up."
    elif item.difficulty < TOO_HARD:
        yield "Too hard: few were right. Check the key, then whether it was taught."
    if sum(option.picked for option in options) >= FEWEST_FOR_DISTRACTORS:
        unused = [str(one.number) for one in options if not one.picked and not one.is_key]
        if unused and len(options) > 2:
            noun = "Option" if len(unused) == 1 else "Options"
            yield (
                f"{noun} {' and '.join(unused)}: nobody picked"
                f" {'it' if len(unused) == 1 else 'them'}. Write what a learner could believe, or"
                " leave it out."
            )


def _about_state(item: ItemFigures, *, is_typed: bool) -> Iterator[str]:
    if item.undecided:
        answers = "answer is" if item.undecided == 1 else "answers are"
        yield f"{item.undecided} {answers} undecided: a person has to look. Left out until then."
    if item.invalid > MANY * item.answered:
        remedy = (
            "say in the prompt how to type one"
            if is_typed
            else "they name no choice of this question, so look at how they were gathered"
        )
        yield (
            f"{item.invalid} of {item.answered} answers could not be read and count as wrong:"
            f" {remedy}. The grades that quiz grade writes tell what was wrong with each."
        )
    if item.missing > MANY_OPEN * (item.missing + item.answered):
        yield f"{item.missing} of {item.missing + item.answered} learners have no answer."


def _picked_by_the_best(options: Sequence[OptionPicks]) -> OptionPicks | None:
    """The wrong option that the upper group picked most, if more than every right one."""
    right = [option.upper for option in options if option.is_key and option.upper is not None]
    wrong = [one for one in options if not one.is_key and one.upper is not None]
    if not right or not wrong:
        return None
    most = max(wrong, key=lambda option: option.upper or 0.0)
    return most if (most.upper or 0.0) > max(right) else None
