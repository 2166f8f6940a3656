"""The texts to list where another system compares letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from quiz.questions.patterns import pattern_in
from quiz.questions.spelling import LONG_WORD, forgiving
from quiz.questions.word_answer import WordAnswer

MOST = 9
"""How many spellings of one text are listed."""

_GAP = re.compile(r"(?<=\w)[ -](?=\w)")


def spellings(words: WordAnswer) -> tuple[str, ...]:
    """The accepted texts, each with the ways to write its hyphens: `log-loss`, `log loss`."""
    if words.exact:
        return words.literals()
    found = [one for text in words.literals() for one in (text, *_other_gaps(text))]
    return tuple(dict.fromkeys(found))


def _other_gaps(text: str) -> Iterator[str]:
    gaps = [match.start() for match in _GAP.finditer(text)]
    dashes = [place for place in gaps if text[place] == "-"]
    if not dashes or 3 ** len(dashes) > MOST:
        return
    for signs in product(("-", " ", ""), repeat=len(dashes)):
        pieces, start = [], 0
        for place, sign in zip(dashes, signs, strict=True):
            pieces += [text[start:place], sign]
            start = place + 1
        other = "".join([*pieces, text[start:]])
        if forgiving(other) == forgiving(text):
            yield other


def lost_of_words(words: WordAnswer) -> Iterator[str]:
    """What a system loses that compares with a list, capitals ignored."""
    patterns = [text for text in words.accept if pattern_in(text) is not None]
    if patterns:
        yield f"answers that match {' or '.join(patterns)} are not accepted"
    is_long = any(len(word) >= LONG_WORD for text in words.literals() for word in text.split())
    if is_long and not words.exact:
        yield "a slip in a long word is not forgiven"
