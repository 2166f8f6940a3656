"""“Did you mean …?” for words that are not known."""

from __future__ import annotations

from collections.abc import Iterable


def did_you_mean(word: str, known: Iterable[str], otherwise: str = "") -> str:
    """“; did you mean “…”?” for the nearest known word, or else `otherwise`."""
    near = nearest(word, known)
    return f"; did you mean “{near}”?" if near else otherwise


def nearest(word: str, known: Iterable[str]) -> str | None:
    """The known word most like a word, if one is like it."""
    from difflib import get_close_matches

    by_folded = {one.casefold(): one for one in known}
    folded = word.casefold()
    near = get_close_matches(folded, by_folded, n=1, cutoff=0.6)
    if not near and len(folded) > 2:
        near = [one for one in by_folded if folded in one or one in folded][:1]
    return by_folded[near[0]] if near else None
