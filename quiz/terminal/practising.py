"""From what was asked for on the command line to a session, in the app or in the plain mode."""

from __future__ import annotations

import gc
import os
import shlex
import sys
import threading
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from quiz.bank import Bank, load_bank
from quiz.errors import LearnerError, QuizError
from quiz.practice.history import History
from quiz.practice.opening import Resumed, bank_name, put_aside, resume, start
from quiz.practice.picking import Selection, options_of
from quiz.practice.progress import Item
from quiz.practice.session import Session
from quiz.practice.storage import default_path
from quiz.questions.errors import ParameterError
from quiz.terminal.console import Console
from quiz.terminal.ending import Ending
from quiz.terminal.summary_text import Invocation

if TYPE_CHECKING:
    from quiz.terminal.graphics import Pictures
    from quiz.terminal.theme import Theme

DONE, NOTHING_TO_ASK, FAILED, INTERRUPTED = 0, 1, 1, 130
"""Exit statuses. Stopping early is no failure."""

ENGINE_KINDS = frozenset({"expression", "derivation", "cloze"})
"""Questions whose answers may hold formulas, which the worker grades."""


class SelectionError(LearnerError):
    """A question, a tag or a kind was asked for that the bank does not have."""

    exit_status = 2


@dataclass(frozen=True)
class Start:
    """What to practise, where to keep it, how to show it. `bank` None is the bundled one.

    `fresh` begins a new session; `plain` asks for lines of text, `linear` for those of a screen
    reader; `pictures` of formulas are drawn where the terminal shows them; `theme` is that of the
    full screen. `typed` holds the names of what stood on the command line: what settings say need
    not be typed the next time either.
    """

    bank: Path | None
    selection: Selection
    history: Path | None = None
    keep: bool = True
    fresh: bool = False
    plain: bool = False
    linear: bool = False
    pictures: Pictures = "off"
    theme: Theme = "auto"
    typed: frozenset[str] = frozenset()

    @property
    def invocation(self) -> Invocation:
        """The words that start the next session."""
        return Invocation(
            str(self.bank) if "bank" in self.typed else None,
            str(self.history) if "history" in self.typed else None,
            self.keep,
            options_of(self.selection.text()),
        )


def practise(begin: Start) -> int:
    """Practise until the session ends; returns the exit status.

    Raises QuizError, with a message for the learner, when the bank does not load, the selection
    names what it does not have, or the history cannot be used.
    """
    return until_interrupted(begin, partial(_practise, begin))


def until_interrupted(begin: Start, run: Callable[[Console], int]) -> int:
    """Run something on the console that is asked for; the exit status, that of Ctrl-C too.

    A bug is told in two sentences, or with QUIZ_DEBUG raised.
    """
    console = Console.standard(begin.linear, begin.pictures)
    try:
        return run(console)
    except KeyboardInterrupt:
        return INTERRUPTED
    except (QuizError, BrokenPipeError):
        raise
    except Exception as error:
        from quiz.terminal.failing import DEBUG, told

        if os.environ.get(DEBUG):
            raise
        history = (begin.history or default_path()) if begin.keep else None
        print(told(error, history), file=sys.stderr)
        return FAILED


def shows_app(console: Console, plain: bool) -> bool:
    """Whether the full-screen app is wanted, and this terminal can show it."""
    drawn_on = sys.__stderr__  # where Textual draws
    able = console.interactive and drawn_on is not None and drawn_on.isatty()
    able = able and os.environ.get("TERM", "") != "dumb"
    return able and console.look.drawn and not plain


def loaded(begin: Start) -> Bank:
    """The bank, which has what the selection names. Raises BankError or SelectionError."""
    bank = load_bank(begin.bank)
    unknown = begin.selection.unknown(bank.outlines)
    if unknown:
        raise SelectionError(unknown)
    return bank


def _practise(begin: Start, console: Console) -> int:
    bank = loaded(begin)
    with opened(begin.history, keep=begin.keep) as history:
        begun = _begun(begin, bank, history)
        if begun is None:
            for notice in (*history.notices, _nothing(begin.selection)):
                console.show(console.look.wrapped(notice))
            return DONE if begin.selection.mistakes else NOTHING_TO_ASK
        session, said = begun
        ending = _run(begin, bank, session, console, (*history.notices, *said))
        return INTERRUPTED if ending is Ending.INTERRUPTED else DONE


def _run(
    begin: Start, bank: Bank, session: Session, console: Console, said: Sequence[str]
) -> Ending:
    first_shown = partial(warm_up, bank, session.progress.items)
    if shows_app(console, begin.plain):
        from quiz.terminal.app import run_practice

        return run_practice(
            session,
            begin.invocation,
            notices=(*said, *console.about_pictures),
            first_shown=first_shown,
            canvas=console.placing,
            theme=begin.theme,
        )
    from quiz.terminal.plain import Plain

    for notice in said:
        console.show(console.look.wrapped(notice) + "\n")
    if not session.progress.attempts:
        count = len(session.progress.items)
        console.show(f"{bank.title} · {count} question{'' if count == 1 else 's'}")
    hinted = _offers_hints(session)
    hint = "? a hint · " if hinted else ""
    console.show(f"{hint}:h help · :q stop{' and keep' if begin.keep else ''}\n")
    if session.notice:
        console.show(console.look.wrapped(session.notice) + "\n")
    return Plain(session, console, begin.invocation, first_shown, hints_told=hinted).run()


def _offers_hints(session: Session) -> bool:
    """Whether the question that is asked first has hints."""
    with suppress(ParameterError):
        return session.asking is not None and bool(session.asking.presentation.hints)
    return False


@contextmanager
def opened(path: Path | None, *, keep: bool) -> Iterator[History]:
    """The history in a file, None being the usual place, or one that keeps nothing."""
    history = History.open((path or default_path()) if keep else None)
    try:
        yield history
    finally:
        history.close()


def _begun(begin: Start, bank: Bank, history: History) -> tuple[Session, list[str]] | None:
    """The session to go on with, or a new one, and what to say of it; None if nothing matches."""
    name = bank_name(begin.bank)
    if begin.fresh:
        put_aside(name, history, begin.selection)
    elif resumed := resume(bank, name, history, begin.selection):
        return resumed.session, [_resumed(resumed, begin.invocation)]
    session = start(bank, name, history, begin.selection)
    return None if session is None else (session, [])


def _nothing(selection: Selection) -> str:
    if selection.mistakes:
        return "There is nothing that you missed."
    if selection.flagged:
        return "There is nothing that you flagged."
    return "No question matches; drafts and retired questions are not asked."


def _resumed(resumed: Resumed, invocation: Invocation) -> str:
    progress = resumed.session.progress
    begun = resumed.started_at.astimezone()
    chosen = f" ({shlex.join(invocation.chosen)})" if invocation.chosen else ""
    said = (
        f"Resuming the session{chosen} of {begun.day} {begun:%B %Y, %H:%M}:"
        f" {len(progress.attempts)} of {len(progress.items)} answered."
        " The option --fresh starts another."
    )
    if resumed.left_out:
        said += f" Left out, as the bank no longer asks them: {resumed.left_out}."
    if resumed.others:
        command = invocation.command(*options_of(resumed.others[0]))
        more = f"1 more is open: {command}"
        if resumed.others[1:]:
            more = f"{len(resumed.others)} more are open, the latest with {command}"
        said += f" {more}"
    return said


def warm_up(bank: Bank, items: Sequence[Item]) -> None:
    """Let what grades be there by the time the learner has read: the models, and if these questions
    need it the worker.

    From now on garbage is collected, too; what start-up made is none.
    """
    if not gc.isenabled():
        gc.freeze()
        gc.enable()
    threading.Thread(target=_get_ready, args=(bank, items)).start()  # no prompt waits for it


def _get_ready(bank: Bank, items: Sequence[Item]) -> None:
    outlines = [bank.outline(item.question) for item in items]
    if any(outline is not None and outline.type in ENGINE_KINDS for outline in outlines):
        from quiz.symbolic import engine

        engine.warm_up()
    bank.resolve(items[0].question)  # imports the models, if they are not there yet
