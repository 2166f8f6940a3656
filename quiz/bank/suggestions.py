"""“Did you mean …?” for words that are not known."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """“; did you mean “…”?” for the nearest known word, or else `otherwise`."""
    from difflib import get_close_matches

    by_folded = {one.casefold(): one for one in known}
    folded = word.casefold().replace(" ", "-")
    near = get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    if not near:
        near = [one for one in by_folded if folded and (folded in one or one in folded)][:1]
    return f"; did you mean “{by_folded[near[0]]}”?" if near else otherwise
