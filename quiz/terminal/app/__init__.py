"""The full-screen app, over the same sessions and texts as the plain mode.

Textual is imported only when the app is run.
"""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

from quiz.errors import QuizError

if TYPE_CHECKING:
    from collections.abc import Callable, Sequence

    from quiz.markup.pictures import Canvas
    from quiz.practice.exam import Exam
    from quiz.practice.session import Session
    from quiz.terminal.app.application import QuizApp
    from quiz.terminal.ending import Ending
    from quiz.terminal.summary_text import Invocation
    from quiz.terminal.theme import Theme


def run_practice(
    session: Session,
    invocation: Invocation,
    *,
    notices: Sequence[str] = (),
    first_shown: Callable[[], None] = lambda: None,
    canvas: Canvas | None = None,
    theme: Theme = "auto",
) -> Ending:
    """Practise until the session ends or the learner stops; what was answered is kept.

    `notices` are said with the first question, and `first_shown` is called once it is painted.
    With a `canvas` formulas are pictures on it. What is left on the terminal is the summary.
    Raises HistoryError.
    """
    from quiz.terminal.app.application import QuizApp
    from quiz.terminal.app.practice_screen import PracticeScreen

    app = QuizApp(lambda: PracticeScreen(session, invocation, notices), first_shown, canvas, theme)
    ending = _run(app)
    _say_goodbye(session, invocation)
    return ending


def run_exam(
    exam: Exam,
    invocation: Invocation,
    *,
    notices: Sequence[str] = (),
    first_shown: Callable[[], None] = lambda: None,
    canvas: Canvas | None = None,
    theme: Theme = "auto",
) -> Ending:
    """Take an exam and review it, or leave it while the clock runs on.

    `notices` are said with the first question, and `first_shown` is called once it is painted.
    With a `canvas` formulas are pictures on it. Raises HistoryError.
    """
    from quiz.terminal.app.application import QuizApp
    from quiz.terminal.app.exam_screen import ExamScreen

    app = QuizApp(lambda: ExamScreen(exam, invocation, notices), first_shown, canvas, theme)
    ending = _run(app)
    _say_how_it_stands(exam, invocation)
    return ending


def _run(app: QuizApp) -> Ending:
    """Run the app to its end. Raises what ended it, if that is an error."""
    from quiz.terminal.ending import Ending

    for name in ("COLUMNS", "LINES"):
        # The terminal knows its size, also when that changes; Textual would believe these.
        os.environ.pop(name, None)
    result = app.run()
    if isinstance(result, QuizError):
        raise result
    if app.failure is not None:
        raise app.failure
    return Ending.STOPPED if result is None else result


def _say_goodbye(session: Session, invocation: Invocation) -> None:
    from quiz.terminal.console import Console
    from quiz.terminal.summary_text import stopped_text, summary_text

    console = Console.standard()
    console.show(summary_text(session.summary(), invocation, console.look))
    progress = session.progress
    if progress.current is None:
        session.end()
        return
    place, total = progress.place(progress.current), len(progress.items)
    console.show("\n" + stopped_text(place, total, invocation, console.look))


def _say_how_it_stands(exam: Exam, invocation: Invocation) -> None:
    from quiz.terminal.console import Console
    from quiz.terminal.plain_exam import stopped_text
    from quiz.terminal.summary_text import summary_text

    console = Console.standard()
    if exam.progress.finished:
        console.show(summary_text(exam.summary(), invocation, console.look))
    else:
        console.show(stopped_text(exam, invocation, console.look))
