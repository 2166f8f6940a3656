"""The names that a formula may use, as a person reads them."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from quiz.symbolic.tasks import Declaration

ACCENTS: Mapping[str, str] = {"hat": "\u0302", "bar": "\u0304", "tilde": "\u0303"}

DOMAINS: Mapping[str, str] = {"one_hot": "one-hot", "probability_vector": "probability vector"}


def declared_names(symbols: Mapping[str, Declaration]) -> str:
    """Each name with its domain and range: “n natural; y_i in {0, 1} (i = 1..n)”."""
    return "; ".join(_declared(name, declared) for name, declared in symbols.items())


def _declared(name: str, declared: Declaration) -> str:
    if declared.index_of:
        return f"{name} from 1 to {declared.index_of}"
    letters = _running(declared.index)
    subscript = f"_{letters}" if len(letters) < 2 else f"_{{{letters}}}"
    shown = name + (subscript if letters else "")
    if accent := re.fullmatch(r"\\(hat|bar|tilde)\s*\{?\s*([A-Za-z])\s*\}?", declared.latex or ""):
        shown += f" (for {accent[2]}{ACCENTS[accent[1]]})"
    domain = DOMAINS.get(declared.domain, declared.domain)
    ranges = ", ".join(f"{i} = 1..{n}" for i, n in zip(letters, declared.index, strict=True))
    joined = " in " if domain[:1] in ("(", "[", "{") else " "
    return f"{shown}{joined}{domain}" + (f" ({ranges})" if ranges else "")


def _running(lengths: Sequence[str | int]) -> str:
    """A letter to run over each length, as people write them: i to n, j to m, k to K."""
    letters = ""
    for length in map(str, lengths):
        usual = {"n": "i", "N": "i", "m": "j", "M": "j"}.get(length, length.lower())
        wanted = usual if usual.isalpha() and len(usual) == 1 and usual != length else "i"
        letters += next(letter for letter in wanted + "ijklabcdqrst" if letter not in letters)
    return letters
