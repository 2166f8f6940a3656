"""The ids, tags and kinds of a bank, for the shell to complete: from the bank's outlines."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

    from quiz.bank import Outline


def complete_id(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The ids that begin so, each with its kind and how hard it is."""
    from click.shell_completion import CompletionItem

    return [
        CompletionItem(outline.id, help=f"{outline.type} · {outline.difficulty}")
        for outline in _outlines(context)
        if outline.id.startswith(incomplete)
    ]


def complete_tag(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The tags that begin so, each with the number of its questions, the most used first."""
    from collections import Counter

    from click.shell_completion import CompletionItem

    counts = Counter(tag for outline in _outlines(context) for tag in outline.tags)
    return [
        CompletionItem(tag, help=f"{count} question{'' if count == 1 else 's'}")
        for tag, count in counts.most_common()
        if tag.startswith(incomplete)
    ]


def complete_kind(
    context: click.Context, _parameter: click.Parameter, incomplete: str
) -> list[CompletionItem]:
    """The kinds that the bank has and that begin so."""
    from click.shell_completion import CompletionItem

    kinds = dict.fromkeys(outline.type for outline in _outlines(context))
    return [CompletionItem(kind) for kind in kinds if kind.startswith(incomplete)]


def _outlines(context: click.Context) -> tuple[Outline, ...]:
    """Those of the bank on the line, or that is set; none where it does not load."""
    from quiz.bank import BankError, load_bank

    bank = context.params.get("bank")
    try:
        return load_bank(Path(bank) if bank else None, lenient=True).outlines
    except BankError:
        return ()
