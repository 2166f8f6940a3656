"""`quiz check`: tells an author what is wrong with a bank."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from quiz.bank.checks import Examination, Finding, Severity


@click.command("check", short_help="Tell an author what is wrong with a bank.")
@click.argument("bank", required=False, type=click.Path(path_type=Path))
@click.option(
    "--seeds",
    type=click.IntRange(min=1, max=1000),
    default=10,
    show_default=True,
    help="How many variants of a question with parameters to grade.",
)
@click.option(
    "--format",
    "format_",
    type=click.Choice(["text", "json", "github", "sarif"]),
    default="text",
    show_default=True,
    help="For people, or for other programs.",
)
@click.option("--strict", is_flag=True, help="Fail for advice too.")
@click.option("--fix", is_flag=True, help="Mend what can be mended safely.")
@click.option("--watch", is_flag=True, help="Check again whenever a file is saved.")
@click.option("--no-cache", is_flag=True, help="Grade again what has not changed.")
@click.option("--explain", metavar="CODE", help="Explain a code such as Q014; all lists them.")
def check_command(
    bank: Path | None,
    seeds: int,
    format_: str,
    strict: bool,
    fix: bool,
    watch: bool,
    no_cache: bool,
    explain: str | None,
) -> None:
    """Check BANK, a folder or a file of questions; without it, the bundled bank.

    Beyond loading it, grades each question's key, its wrong options and mistakes, the author's
    tests and the model solutions, and looks for what gives answers away. Each finding is a line:
    file:line:column: how grave: where: what is wrong [code]. Errors and warnings fail the run,
    advice does not.
    """
    if explain is not None:
        from quiz.cli.check_pages import explain_code

        click.echo(explain_code(explain))
        return
    from quiz.bank.checks import Examination, Memory, remember, remembered
    from quiz.bank.files import bundled_bank

    memory = Memory() if no_cache else remembered()
    examination = Examination(bank or bundled_bank(), seeds, memory, looking=_say_where)
    if watch:
        from quiz.bank.watching import watch_files

        for changed in watch_files(examination.place):
            _tell(examination, format_, fix, changed)
            if not no_cache:
                remember(memory)
            if not changed:
                click.echo(f"Watching {examination.place}; Ctrl-C ends it.", err=True)
        return
    try:
        severities = _tell(examination, format_, fix)
    finally:
        if not no_cache:
            remember(memory)
    if any(strict or severity != "advice" for severity in severities):
        raise SystemExit(1)


def _tell(
    examination: Examination, format_: str, fix: bool, changed: Iterable[Path] = ()
) -> list[Severity]:
    """Say what is found, mending it first if that is asked for; the severities of what is left."""
    for path in changed:
        click.echo(f"— {path} changed", err=True)
    if fix:
        from quiz.bank.checks.fixing import mend

        for mended in mend(list(examination.findings())):
            click.echo(f"mended {mended}", err=format_ != "text")
    findings = examination.findings()
    if format_ in ("json", "sarif"):
        from quiz.bank.checks.reports import as_json, as_sarif

        every = list(findings)
        _clear()
        as_text = as_sarif(every) if format_ == "sarif" else as_json(every, examination.count)
        click.echo(as_text)
        return [finding.severity for finding in every]
    shown = [*_shown_each(findings, format_)]
    if format_ == "text":
        from quiz.bank.checks.finding import counted

        click.echo(f"{_questions(examination)}, {counted(shown)}")
        fixable = sum(finding.fix is not None for finding in shown)
        if fixable:
            click.echo(f"--fix mends {fixable} of these.")
    return [finding.severity for finding in shown]


def _questions(examination: Examination) -> str:
    """“5 questions”, and how many of them are drafts, if any is."""
    number, drafts = examination.count, examination.drafts
    said = f"{number:,} question{'s' * (number != 1)}"
    return f"{said} ({drafts:,} draft{'s' * (drafts != 1)})" if drafts else said


def _shown_each(findings: Iterable[Finding], format_: str) -> Iterator[Finding]:
    """The findings, each shown as it is found."""
    for finding in findings:
        if format_ == "github":
            from quiz.bank.checks.reports import as_github

            click.echo(as_github(finding))
        else:
            _clear()
            click.echo(str(finding))
        yield finding
    _clear()


def _say_where(question: str) -> None:
    """Show which question is graded, on a line that the next one takes."""
    if _is_followed():
        click.echo(f"{_CLEAR}{question} …{_BACK}", err=True, nl=False)


def _is_followed() -> bool:
    """Whether a person watches at a terminal that can clear a line."""
    return sys.stderr.isatty() and os.environ.get("TERM") != "dumb"


def _clear() -> None:
    if _is_followed():
        click.echo(_CLEAR, err=True, nl=False)


_CLEAR, _BACK = "\x1b[2K", "\r"
"""What clears a line of a terminal, and what goes back to its start."""
