"""Ids out of words."""

from __future__ import annotations

import re
import unicodedata


def slug(text: str, most: int = 80) -> str:
    """A text as an id of small letters, digits and hyphens, at most so long.

    Letters lose their accents. It is empty where no letter or digit is left.
    """
    plain = unicodedata.normalize("NFKD", text.lower()[: 5 * most])
    words = re.sub(r"[^a-z0-9]+", "-", plain.encode("ascii", "ignore").decode()).strip("-")
    return words[:most].strip("-")
