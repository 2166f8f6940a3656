"""Cells of a CSV file, which may be opened in a spreadsheet."""

from __future__ import annotations

Cell = str | int | float | None

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so is taken for a formula, and may fetch from the network."""


def safe(cell: Cell) -> Cell:
    """The cell, a text kept by an apostrophe from being taken for a formula.

    One that has such an apostrophe already gets another, so that it can be told which was added.
    """
    return f"'{cell}" if isinstance(cell, str) and _is_run(cell) else cell


def as_it_was(text: str) -> str:
    """A text that may have been made `safe`, without that apostrophe."""
    return text[1:] if text.startswith("'") and _is_run(text) else text


def _is_run(text: str) -> bool:
    return text.lstrip("'").startswith(RUN_BY_SPREADSHEETS)
