"""`quiz preview`: a bank as learners see it, on a local page that follows what is saved."""

from __future__ import annotations

import os
import re
import sys
from pathlib import Path

import click

from quiz.cli.bank_words import complete_id
from quiz.cli.options import is_typed


@click.command("preview", short_help="See a bank as learners do, live while you write it.")
@click.argument("question_id", metavar="[ID]", required=False, shell_complete=complete_id)
@click.argument("bank", required=False, type=click.Path(path_type=Path))
@click.option(
    "--browser/--no-browser", default=True, show_default=True, help="Open the page in a browser."
)
@click.option(
    "--port",
    type=click.IntRange(min=0, max=65535),
    default=0,
    metavar="N",
    help="Serve at this port; one that is free if left out.",
)
def preview_command(question_id: str | None, bank: Path | None, browser: bool, port: int) -> None:
    """Show BANK, a folder or a file, on a local web page; without it, the bundled bank.

    The page has every question as a learner sees it, with its answer box, and as on an exam
    paper; with ID it begins at that question. It follows what is saved, and shows what is wrong.
    Only this machine is served. Ctrl-C ends it.
    """
    from quiz.bank.errors import UnknownQuestionError
    from quiz.bank.files import bundled_bank
    from quiz.preview.serving import Service, require

    require()
    if question_id is not None and not is_typed("bank") and _is_place(question_id):
        bank, question_id = Path(question_id), None

    try:
        service = Service(bank or bundled_bank(), question_id, port)
    except UnknownQuestionError as error:
        if is_typed("bank"):
            raise
        message = f"there is no file or folder “{question_id}”, and {error}"
        raise UnknownQuestionError(message) from None
    click.echo(f"The preview is at {service.address}")
    click.echo("Ctrl-C ends it.")
    if browser and _has_screen():
        click.launch(service.address)
    service.run()


_TEXT_BROWSERS = frozenset({"browsh", "elinks", "links", "links2", "lynx", "w3m", "www-browser"})


def _has_screen() -> bool:
    """Whether a browser would have a window of its own, and not take over the terminal."""
    if sys.platform in ("darwin", "win32", "cygwin"):
        return True
    own = os.environ.get("BROWSER", "").split(":")[0].split(" ")[0]
    if own:
        return Path(own).name not in _TEXT_BROWSERS
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "WSL_DISTRO_NAME"))


def _is_place(text: str) -> bool:
    """Whether a text that stands alone names a bank, and not a question: no id is a path."""
    return bool(re.search(r"[./\\~]", text)) or Path(text).exists()
