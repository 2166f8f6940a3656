"""From what was asked for on the command line to an exam, in the app or in the plain mode."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from quiz.bank import Bank
from quiz.practice.exam import Exam
from quiz.practice.history import History
from quiz.practice.opening import (
    ResumedExam,
    askable,
    bank_name,
    resume_exam,
    start_exam,
    unlike_last,
)
from quiz.practice.paper import Paper, draw_paper, paper_of
from quiz.terminal.console import Console
from quiz.terminal.ending import Ending
from quiz.terminal.plain_exam import PlainExam
from quiz.terminal.practising import (
    DONE,
    INTERRUPTED,
    NOTHING_TO_ASK,
    Start,
    loaded,
    opened,
    shows_app,
    until_interrupted,
    warm_up,
)


@dataclass(frozen=True)
class Sitting(Start):
    """Which exam to sit, where to keep it, how to show it.

    A `blueprint` goes before the selection. `fresh` hands in an exam that is under way first.
    """

    blueprint: Path | None = None
    minutes: float | None = None


def sit(sitting: Sitting) -> int:
    """Sit the exam until it is handed in or left; returns the exit status.

    Raises QuizError, with a message for the person, when the bank or the blueprint does not load,
    the selection names what the bank does not have, or the history cannot be used.
    """
    return until_interrupted(sitting, partial(_sit, sitting))


def _sit(sitting: Sitting, console: Console) -> int:
    bank = loaded(sitting)
    with opened(sitting.history, keep=sitting.keep) as history:
        exam, said = _begun(sitting, bank, history)
        if exam is None:
            for notice in (*history.notices, *said):
                console.show(console.look.wrapped(notice))
            return NOTHING_TO_ASK
        ending = _run(sitting, bank, exam, console, (*history.notices, *said))
        return INTERRUPTED if ending is Ending.INTERRUPTED else DONE


def _run(sitting: Sitting, bank: Bank, exam: Exam, console: Console, said: Sequence[str]) -> Ending:
    first_shown = partial(warm_up, bank, exam.progress.items)
    if shows_app(console, sitting.plain):
        from quiz.terminal.app import run_exam

        return run_exam(
            exam,
            sitting.invocation,
            notices=(*said, *console.about_pictures),
            first_shown=first_shown,
            canvas=console.placing,
            theme=sitting.theme,
        )
    for notice in said:
        console.show(console.look.wrapped(notice) + "\n")
    return PlainExam(exam, console, sitting.invocation, first_shown).run()


def _begun(
    sitting: Sitting, bank: Bank, history: History
) -> tuple[Exam, list[str]] | tuple[None, list[str]]:
    """The exam to go on with, or a new one, and what to say of it; None if nothing matches."""
    name = bank_name(sitting.bank)
    said = []
    if resumed := resume_exam(bank, name, history):
        if not sitting.fresh:
            return resumed.exam, [_resumed(resumed)]
        resumed.exam.hand_in()
        said.append(f"The exam of {_begun_at(resumed)} was handed in as it stood.")
    paper = _paper(sitting, bank)
    items = paper.items
    if sitting.selection.seed is None:  # who asks for a seed asks for its variants
        items = unlike_last(bank, history, items)
    items = askable(bank, items)
    if not items:
        return None, [*said, "No question matches; drafts and retired questions are not asked."]
    exam = start_exam(bank, name, history, items, paper.minutes, paper.described)
    count = len(exam.places)
    wanted = sitting.selection.count or 0
    if sitting.blueprint is None and count < wanted:
        said.append(f"{wanted} questions were asked for; only {count} match.")
    said.append(
        f"{paper.title or bank.title} · {count} question{'' if count == 1 else 's'} ·"
        f" {paper.minutes:g} minute{'' if paper.minutes == 1 else 's'}."
        " The clock runs from now on, also while the program does not."
    )
    return exam, said


def _paper(sitting: Sitting, bank: Bank) -> Paper:
    seed = sitting.selection.seed
    if seed is None:
        seed = random.randrange(2**31)
    if sitting.blueprint is not None:
        return paper_of(sitting.blueprint, bank.outlines, seed, sitting.minutes)
    return draw_paper(bank.outlines, sitting.selection, seed, sitting.minutes)


def _resumed(resumed: ResumedExam) -> str:
    exam = resumed.exam
    answered = sum(place.answered for place in exam.places)
    said = (
        f"The exam of {_begun_at(resumed)} goes on: {answered} of {len(exam.places)} answered."
        " The option --fresh hands it in and begins another."
    )
    if exam.is_over:
        said = f"The time of the exam of {_begun_at(resumed)} ran out meanwhile."
    if resumed.left_out:
        said += f" Left out, as the bank no longer asks them: {resumed.left_out}."
    return said


def _begun_at(resumed: ResumedExam) -> str:
    begun = resumed.started_at.astimezone()
    return f"{begun.day} {begun:%B %Y, %H:%M}"
