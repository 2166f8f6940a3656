"""Names for the blanks of a text that every system takes."""

from __future__ import annotations

import re

from quiz.questions.layout import Layout

_PLAIN = re.compile(r"[A-Za-z][A-Za-z0-9_-]*")


def blank_names(layout: Layout) -> dict[str, str]:
    """For each blank its own name, or its number where that has other than plain letters."""
    return {
        blank.name: blank.name if _PLAIN.fullmatch(blank.name) else f"blank-{place}"
        for place, blank in enumerate(layout.blanks, 1)
    }
