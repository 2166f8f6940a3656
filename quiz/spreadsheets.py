"""Cells of a CSV file, which may be opened in a spreadsheet."""

from __future__ import annotations

Cell = str | int | float | None

RUN_BY_SPREADSHEETS = ("=", "+", "-", "@", "\t", "\r")
"""A text that begins so is taken for a formula, and may fetch from the network."""


def safe(cell: Cell) -> Cell:
    """The cell, a text kept by an apostrophe from being taken for a formula."""
    is_run = isinstance(cell, str) and cell.startswith(RUN_BY_SPREADSHEETS)
    return f"'{cell}" if is_run else cell


def as_it_was(text: str) -> str:
    """A text that may have been made `safe`, without that apostrophe."""
    return text[1:] if text.startswith("'") and text[1:].startswith(RUN_BY_SPREADSHEETS) else text
