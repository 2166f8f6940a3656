"""Notation that one may read in two ways: there a learner is shown how it was read."""

from __future__ import annotations

import re

from quiz.markup.ascii import spelt

_CALLED = r"(?:log|ln|exp|sin|cos|tan|tanh|sqrt|sigmoid|sum|prod|max|min)"
_ATOM = rf"(?:(?!{_CALLED}\b|d[A-Za-z]\w*)[A-Za-z]\w*|\d[\d.]*|\([^()]*\))"
_BESIDE = rf"(?:\s*(?=\()|\s+(?!(?:and|or|if|else|{_CALLED})\b)(?=\w))"
_DOUBTFUL = re.compile(
    rf"/\s*(?:\d[\d.]*(?=[A-Za-z])|{_ATOM}{_BESIDE})"  # 1/2x, y/p(1-p)
    rf"|\b{_CALLED}\s+{_ATOM}{_BESIDE}"  # log p(1-p)
    r"|\b(?:sum|prod)\s+[^(]*[+-]"  # sum y_i + c
    r"|\b(?:sum|prod)\s+\([^()]*\)\s*(?=\^)"  # sum (x_i)^2
)
_WORD = re.compile(r"(?<![A-Za-z_\\])[A-Za-z]{2,}")
_NO_NAMES = frozenset(
    [
        "so",
        "hence",
        "thus",
        "therefore",
        "then",
        "and",
        "or",
        "with",
        "ln",
        "log",
        "sum",
        "prod",
        "Sigma",
        "Pi",
    ]
)
_DIFFERENTIAL = re.compile(r"d[A-Za-z]\w*")


def is_doubtful(typed: str, read_as: str) -> bool:
    """Whether a person may have meant another formula by what was typed than was read.

    So it is with a factor behind a fraction (`1/2x`), behind a function without brackets
    (`log p(1-p)`), with a sum without brackets before a sign, and with letters read as a product.
    LaTeX says with its braces what belongs together.
    """
    if "\\" in typed:
        return False
    typed, read_as = (spelt(text.partition("#")[0], formula=True) for text in (typed, read_as))
    return _DOUBTFUL.search(typed) is not None or any(
        word not in read_as
        for word in _WORD.findall(typed)
        if word not in _NO_NAMES and not _DIFFERENTIAL.fullmatch(word)
    )
