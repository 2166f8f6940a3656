"""`quiz grade`: marks a file of responses."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import AbstractContextManager, ExitStack, closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quiz.bank import Bank
    from quiz.marking.answer_table import Attempts
    from quiz.marking.decisions import Decisions
    from quiz.marking.gradebook import Gradebook
    from quiz.marking.jobs import Workers
    from quiz.marking.run import Result, Watch
    from quiz.marking.undecided import UndecidedList

_GO_ON = "The same command with --resume goes on from here."
_FILE = click.Path(path_type=Path, dir_okay=False)


@click.command("grade", short_help="Grade a file of responses.")
@click.argument("bank", type=click.Path(path_type=Path))
@click.argument(
    "responses", type=click.Path(path_type=Path, exists=True, dir_okay=False, allow_dash=True)
)
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write the grades here: JSON Lines, or CSV or Parquet by its ending, .gz compresses.",
)
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    default=1,
    show_default=True,
    help="Grade in so many processes.",
)
@click.option("--cluster", metavar="ADDRESS", help="Grade on a Dask cluster, tcp://host:8786.")
@click.option("--resume", is_flag=True, help="Go on where a run that was stopped left off.")
@click.option("--gradebook", type=_FILE, help="Write learner by question, with totals, as CSV.")
@click.option(
    "--attempts",
    type=click.Choice(["last", "best", "first"]),
    default="last",
    show_default=True,
    help="Which of several answers to a question counts in the gradebook.",
)
@click.option(
    "--decisions",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    help="What a person settled, each with its reason: CSV or JSON Lines.",
)
@click.option("--undecided", type=_FILE, help="Write what a person has to settle, to be filled in.")
@click.option("--no-cache", is_flag=True, help="Neither use nor keep grades between runs.")
@click.option("--quiet", is_flag=True, help="No bar.")
def grade_command(
    bank: Path,
    responses: Path,
    out: Path,
    jobs: int,
    cluster: str | None,
    resume: bool,
    gradebook: Path | None,
    attempts: Attempts,
    decisions: Path | None,
    undecided: Path | None,
    no_cache: bool,
    quiet: bool,
) -> None:
    """Grade RESPONSES (JSON Lines, CSV or Parquet; - is standard input) on the questions of BANK.

    A line that cannot be graded is reported in its place, and the rest is graded. A question
    that does not load leaves its responses undecided.
    """
    from quiz.bank import load_bank
    from quiz.cli.overwriting import refuse_overwriting
    from quiz.marking.decisions import Decisions, read_decisions
    from quiz.marking.gradebook import Gradebook
    from quiz.marking.kept_grades import default_path, kept_grades
    from quiz.marking.run import mark_file
    from quiz.marking.undecided import UndecidedList

    read = [responses, *([decisions] if decisions else [])]
    refuse_overwriting(bank, [out, gradebook, undecided], read)
    loaded = load_bank(bank, lenient=True)
    for name, problem in loaded.broken.items():
        click.echo(f"Answers to {name} stay undecided, since it does not load: {problem}", err=True)
    with _problems_told(responses, out), ExitStack() as stack:
        settled = read_decisions(decisions, loaded) if decisions else Decisions()
        book = stack.enter_context(closing(Gradebook(loaded, attempts))) if gradebook else None
        to_settle = stack.enter_context(closing(UndecidedList(undecided))) if undecided else None
        watchers: list[Watch] = [listed.add for listed in (book, to_settle) if listed is not None]
        with _bar(quiet=quiet) as shown:
            result = mark_file(
                loaded,
                responses,
                out,
                workers=stack.enter_context(_workers(loaded, jobs, cluster)),
                kept=stack.enter_context(kept_grades(None if no_cache else default_path())),
                resume=resume,
                decisions=decisions.read_bytes() if decisions else b"",
                change=settled.settle if decisions else None,
                watchers=[*watchers, *shown],
            )
        for sentence in (
            *_about(result, out),
            *_about_decisions(settled, decisions),
            *_about_lists(book, gradebook, to_settle, undecided),
        ):
            click.echo(sentence, err=out == Path("-"))


def _workers(bank: Bank, jobs: int, address: str | None) -> AbstractContextManager[Workers]:
    if address is not None:
        from quiz.marking.cluster import cluster

        return cluster(bank, address)
    from quiz.marking.jobs import workers

    return workers(bank, jobs)


@contextmanager
def _problems_told(responses: Path, out: Path) -> Iterator[None]:
    """Says what went wrong, and how to go on where that is possible."""
    from quiz.marking.decisions import DecisionsError
    from quiz.marking.jobs import LostWorkersError
    from quiz.marking.unfinished import ResumeError, TakenError

    go_on = "" if out == Path("-") else f" {_GO_ON}"
    try:
        yield
    except LostWorkersError as error:
        message = str(error)
        raise click.ClickException(f"{message[:1].upper()}{message[1:]}.{go_on}") from None
    except KeyboardInterrupt:
        click.echo(f"\nStopped.{go_on}", err=True)
        raise SystemExit(130) from None
    except BrokenPipeError:
        # Whoever reads the grades has had enough; nothing is to be flushed to them at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        raise SystemExit(1) from None
    except (DecisionsError, ResumeError, TakenError) as error:
        raise click.ClickException(str(error)) from None
    except OSError as error:
        if error.filename is not None:
            raise click.ClickException(f"{error.filename}: {error.strerror}.") from None
        raise click.ClickException(f"{error.strerror or error}.{go_on}") from None
    except ValueError as error:
        raise click.ClickException(f"{responses}: {error}") from None


@contextmanager
def _bar(*, quiet: bool) -> Iterator[list[Watch]]:
    """What feeds a bar with the rate and the time left; nothing where nobody sees one."""
    if quiet or not sys.stderr.isatty():
        yield []
        return
    from quiz.cli.grade_bar import bar

    with bar() as watch:
        yield [watch]


def _about(result: Result, out: Path) -> Iterator[str]:
    total = result.verdicts.total()
    shares = ", ".join(
        f"{count:,} {verdict.replace('_', ' ')}" for verdict, count in result.verdicts.most_common()
    )
    lines = "line" if total == 1 else "lines"
    where = "" if out == Path("-") else f" in {out}"
    yield f"{total:,} {lines}{where}" + (f": {shares}" if shares else "")
    if result.resumed:
        yield f"{result.resumed:,} of them were graded before the run was stopped."
    saved = result.savings
    ways = (
        (saved.same_text, "had the text of another"),
        (saved.same_formula, "were the formula of another"),
        (saved.earlier_runs, "were known from earlier runs"),
    )
    if told := [f"{count:,} {how}" for count, how in ways if count]:
        yield f"{saved.graded:,} answers were graded; {', '.join(told)}."


def _about_decisions(settled: Decisions, path: Path | None) -> Iterator[str]:
    for decision in settled.unused():
        yield f"{path}:{decision.line}: no answer was found that this decides."
    if settled.still_open:
        yield f"{path}: {settled.still_open} still without a score."


def _about_lists(
    book: Gradebook | None, gradebook: Path | None, listed: UndecidedList | None, path: Path | None
) -> Iterator[str]:
    if book and gradebook:
        learners = book.write(gradebook)
        yield f"{learners:,} {'learner' if learners == 1 else 'learners'} in {gradebook}"
        if book.left_out:
            lines = "line" if book.left_out == 1 else "lines"
            why = "without a learner, or a question that loads"
            yield f"{book.left_out:,} {lines} {why}: not in it."
    if listed is not None:
        count = listed.finish()
        answers = "answer" if count == 1 else "answers"
        yield f"{count:,} {answers} to settle in {path}" + (
            ": fill in score and reason." * (count > 0)
        )
