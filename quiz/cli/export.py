"""`quiz export`: a bank's questions for other systems."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext, suppress
from pathlib import Path
from typing import TYPE_CHECKING, BinaryIO

import click

from quiz.cli.bank_words import complete_id
from quiz.cli.options import kind_option, tag_option

if TYPE_CHECKING:
    from quiz.bank import Bank
    from quiz.lms.writing.files import Tally
    from quiz.lms.writing.formats import Format
    from quiz.lms.writing.items import Wanted

_FORMATS = (
    *("moodle", "gift", "aiken", "anki", "csv", "html", "imscc", "olx", "print", "qti12"),
    *("qti21", "qti3", "scorm12", "scorm2004"),
)
_DASH = Path("-")
_ELSEWHERE = (".docx", ".json", ".md", ".pdf", ".xlsx", ".yaml", ".yml")
"""Endings that belong to no format."""
_TEXTS = (".csv", ".gift", ".txt", ".xml")
"""Endings of formats that are plain text."""


@click.command("export", short_help="Write questions for other systems.")
@click.argument("bank", required=False, type=click.Path(path_type=Path))
@click.option("--to", "form", required=True, type=click.Choice(_FORMATS), help="The format.")
@click.option(
    "--out",
    required=True,
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    help="Write the file here; - is standard output.",
)
@tag_option
@kind_option
@click.option(
    "--id",
    "ids",
    multiple=True,
    shell_complete=complete_id,
    help="Only the question with this id, or another given.",
)
@click.option("--count", type=click.IntRange(min=1), help="Only so many, drawn by the seed.")
@click.option(
    "--seed",
    type=click.IntRange(min=0),
    default=1,
    show_default=True,
    help="Fix what is drawn and shuffled.",
)
@click.option(
    "--variants",
    type=click.IntRange(min=1, max=1000),
    default=1,
    show_default=True,
    help="How many of each question with random parameters, for the system to draw from.",
)
@click.option(
    "--derivations",
    type=click.Choice(["ordering", "first_error", "essay", "stack"]),
    help="What derivations go out as; left out, what the format holds best.",
)
@click.option(
    "--orderings",
    type=click.Choice(["ordering", "matching"]),
    help="What ordering questions go out as; left out, what the format holds best.",
)
@click.option(
    "--report",
    type=click.Path(path_type=Path, dir_okay=False, allow_dash=True),
    metavar="FILE",
    help="List here what the format cannot hold, question by question.",
)
@click.option("--strict", is_flag=True, help="Fail when anything is lost.")
def export_command(
    bank: Path | None, form: str, out: Path, report: Path | None, **options: object
) -> None:
    """Write the questions of BANK, a folder or a file, for another system.

    Without BANK, those of the bundled bank. Drafts and retired questions stay here. The same bank
    and seed give the same file, byte for byte.
    """
    from quiz.bank import load_bank
    from quiz.cli.overwriting import refuse_overwriting
    from quiz.lms.writing.formats import FORMATS

    loaded = load_bank(bank)
    refuse_overwriting(loaded.path, [out, report])
    _refuse_ending(form, out)
    strict = options.pop("strict")
    wanted = _wanted(loaded, FORMATS[form], options)
    with nullcontext() if report is None else _opened(report) as lost:
        tally = _exported(loaded, FORMATS[form], wanted, out)
        if lost:
            lost.write(_listing(tally).encode())
    if not tally.written:
        raise click.ClickException(_reason(tally, told=report is not None))
    click.echo(_summary(tally, out, told=report is not None), err=True)
    if strict and tally.losses:
        raise SystemExit(1)


def _wanted(bank: Bank, form: Format, options: dict[str, object]) -> Wanted:
    """What is to be written, with the format's own choice where none was made.

    Raises UsageError for a name that the bank does not have, and what the format cannot do;
    ClickException where no question is left.
    """
    from quiz.lms.writing.items import Wanted, selected
    from quiz.practice.picking import Selection

    for name in ("derivations", "orderings"):
        options[name] = options[name] or getattr(form, name)
    wanted = Wanted(
        **options,  # type: ignore[arg-type]  # click has checked them
        formulas=form.formulas,
        holds_distractors=form.holds_distractors,
        holds_essays=form.holds_essays,
    )
    unknown = Selection(tags=wanted.tags, kinds=wanted.kinds, questions=wanted.ids).unknown(
        bank.outlines
    )
    if unknown:
        raise click.UsageError(unknown)
    if wanted.derivations not in form.derivation_choices:
        choices = ", ".join(form.derivation_choices)
        raise click.UsageError(
            f"{form.title} has no such derivations as “{wanted.derivations}”: choose from {choices}"
        )
    if not selected(bank.outlines, wanted):
        raise click.ClickException("no question of this bank matches: nothing is written")
    return wanted


class _NothingWrittenError(Exception):
    """Raised so that no file appears."""


def _exported(bank: Bank, form: Format, wanted: Wanted, out: Path) -> Tally:
    """Write the file, unless no question is in it."""
    from quiz.lms.writing.files import export_bank

    with suppress(_NothingWrittenError), _opened(out) as file:
        tally = export_bank(bank, form, wanted, file)
        if not tally.written:
            raise _NothingWrittenError
    return tally


def _refuse_ending(name: str, out: Path) -> None:
    """Raises UsageError when the file's ending promises something else than the format."""
    from quiz.lms.writing.formats import FORMATS

    own = FORMATS[name].suffix
    same = (own, ".txt") if own in _TEXTS else (own, ".zip") if own == ".imscc" else (own,)
    found = out.name.lower()
    if found.endswith(same):
        return
    endings = (*(form.suffix for form in FORMATS.values()), *_ELSEWHERE)
    ending = next((each for each in endings if found.endswith(each)), None)
    if ending:
        better = out.with_name(out.name[: -len(ending)] + own)
        raise click.UsageError(f"--to {name} writes {own}, not {ending}: write --out {better}")


@contextmanager
def _opened(path: Path) -> Iterator[BinaryIO]:
    """What to write to: a file that appears when it is whole, or standard output."""
    from quiz.bank.whole_files import written_at_once

    try:
        with nullcontext(sys.stdout.buffer) if path == _DASH else written_at_once(path) as file:
            yield file
    except OSError as error:
        raise click.ClickException(f"{path} cannot be written: {error.strerror}") from None


def _listing(tally: Tally) -> str:
    """What was lost, a line each."""
    return "".join(
        f"{loss.ident}: {'left out: ' if loss.left_out else ''}{loss.message}\n"
        for loss in tally.losses
    )


def _reason(tally: Tally, *, told: bool) -> str:
    """Why nothing could be written."""
    first = next(loss for loss in tally.losses if loss.left_out)
    hint = "" if told or tally.left_out == 1 else "; --report FILE lists all reasons"
    return f"nothing could be written ({first.ident}: {first.message}){hint}"


def _summary(tally: Tally, out: Path, *, told: bool) -> str:
    """How many questions were written, and what became of the others."""
    target = "standard output" if out == _DASH else str(out)
    all_of = f"{tally.written:,} of {tally.written + tally.left_out:,}"
    count = all_of if tally.left_out else f"{tally.written:,}"
    questions = "question" if count == "1" else "questions"
    variants = f" ({tally.items:,} with their variants)" if tally.items > tally.written else ""
    words = [f"{count} {questions}{variants} written to {target}"]
    if tally.changed:
        words.append(f"{tally.changed:,} with losses")
    if tally.left_out:
        words.append(f"{tally.left_out:,} left out")
    hint = "; --report FILE lists what is lost" if tally.losses and not told else ""
    return ", ".join(words) + hint
