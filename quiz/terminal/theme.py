"""Light or dark: as the learner says, or as the terminal does."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Literal

Theme = Literal["auto", "light", "dark"]


def is_light(environment: Mapping[str, str]) -> bool | None:
    """Whether the terminal's background is light; None where it does not say so."""
    background = environment.get("COLORFGBG", "").rpartition(";")[2]
    return int(background) in (7, 15) if background.isdecimal() else None
