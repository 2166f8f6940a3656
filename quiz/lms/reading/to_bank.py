"""What was imported as the text of a bank that loads."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from quiz.bank.writing import Entry, bank_text, problems_of
from quiz.lms.reading.results import Imported, Item, UnreadableError

_HEAD = "Imported by quiz import. A comment says what of a question could not be carried."


def with_own_ids(imports: Sequence[Imported]) -> list[Item]:
    """The items of all files, each question with an id that no other has."""
    taken: set[str] = set()
    items: list[Item] = []
    for item in (item for imported in imports for item in imported.items):
        if item.data is None:
            items.append(item)
            continue
        wanted = name = item.data["id"]
        number = 2
        while name in taken:
            name, number = f"{wanted}-{number}", number + 1
        taken.add(name)
        items.append(replace(item, data={**item.data, "id": name}))
    return items


def only_loadable(items: Sequence[Item]) -> list[Item]:
    """The items; a question that the bank's loader refuses becomes one that is not carried."""
    path = Path("questions.yaml")
    kept: list[Item] = []
    for item in items:
        problems = problems_of(bank_text([Entry(item.data)]), path) if item.data else ()
        if problems:
            reasons = "; ".join(f"{one.where}: {one.message}" for one in problems[:3])
            remark = f"not carried: {reasons}"
            kept.append(replace(item, data=None, remarks=(remark, *item.remarks), advice=()))
        else:
            kept.append(item)
    return kept


def as_bank(imports: Sequence[Imported]) -> tuple[str, list[Item]]:
    """The text of one bank with everything that can be carried, and its items.

    Raises `UnreadableError` when nothing can be.
    """
    items = only_loadable(with_own_ids(imports))
    titles = [imported.title for imported in imports if imported.title]
    entries = [Entry(item.data, _comments(item)) for item in items]
    if not any(item.data for item in items):
        reasons = "\n".join(f"{item.name}: {remark}" for item in items for remark in item.remarks)
        raise UnreadableError(f"{reasons}\nno question could be carried".strip())
    text = bank_text(entries, titles[0] if len(titles) == 1 else None, (_HEAD,))
    if problems := problems_of(text, Path("questions.yaml")):
        raise AssertionError(f"the questions load alone, but not together: {problems[0]}")
    return text, items


def _comments(item: Item) -> tuple[str, ...]:
    if item.data is None:
        return tuple(f"{item.name}: {remark}" for remark in item.remarks)
    lost = [f"Lost: {remark}" for remark in item.remarks]
    return (*lost, *(f"To do: {advice}" for advice in item.advice))
