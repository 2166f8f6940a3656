"""`quiz show`: a question as a learner sees it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from quiz.cli.bank_words import complete_id
from quiz.cli.options import Whole, linear_option, pictures_option

if TYPE_CHECKING:
    from quiz.terminal.graphics import Pictures


@click.command("show", short_help="Show a question as a learner sees it.")
@click.argument("question_id", metavar="ID", shell_complete=complete_id)
@click.argument("bank", required=False, type=click.Path(path_type=Path))
@click.option("--answer", is_flag=True, help="Add the hints, the right answer and why it is right.")
@click.option(
    "--seed",
    type=Whole(min=0),
    default=0,
    show_default=True,
    help="Fix the variant and the order of the options.",
)
@linear_option
@pictures_option
def show_command(
    question_id: str,
    bank: Path | None,
    answer: bool,
    seed: int,
    linear: bool,
    pictures: Pictures,
) -> None:
    """Show the question ID of BANK, a folder or a file; without it, of the bundled bank."""
    from quiz.bank import load_bank
    from quiz.practice.progress import Item
    from quiz.practice.session import Asking
    from quiz.terminal.console import Console
    from quiz.terminal.question_text import question_text
    from quiz.terminal.result_text import answer_text

    question = load_bank(bank)[question_id]
    variant = question.variant(seed)
    item = Item(1, question.id, seed)
    asking = Asking.of(item, 1, 1, variant)
    console = Console.standard(linear=linear, pictures=pictures)
    console.show(question_text(asking, console.look))
    if answer:
        for number, hint in enumerate(variant.hints, start=1):
            console.show("\n" + console.look.markdown(hint, f"Hint {number}: "))
        console.show("\n" + answer_text(asking, console.look))
