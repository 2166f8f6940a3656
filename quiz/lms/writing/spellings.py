"""The texts to list where another system compares letter by letter."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import product

from quiz.lms.writing.pattern_texts import texts_for
from quiz.questions.patterns import pattern_in
from quiz.questions.spelling import LONG_WORD, forgiving
from quiz.questions.word_answer import WordAnswer

MOST = 9
"""How many spellings of one text are listed."""

_GAP = re.compile(r"(?<=\w)[ -](?=\w)")


def spellings(words: WordAnswer) -> tuple[str, ...]:
    """The accepted texts, each once.

    Those that are listed come with the ways to write their hyphens, as `log-loss` and `log loss`;
    behind them are those that patterns stand for, but for what is refused.
    """
    found = list(words.literals())
    if not words.exact:
        found = [one for text in found for one in (text, *_other_gaps(text))]
    refused = {text.casefold() for one in words.reject for text in texts_for(one.text)}
    listed = [text for pattern in _patterns(words) for text in texts_for(pattern)]
    found += [text for text in listed if text.casefold() not in refused]
    unique: dict[str, str] = {}
    for text in found:
        unique.setdefault(text if words.exact else text.casefold(), text)
    return tuple(unique.values())


def refusals(words: WordAnswer) -> Iterator[tuple[str, tuple[str, ...]]]:
    """What is said to refused texts, and which they are: none where they are too many to list."""
    accepted = {text.casefold() for text in words.literals()}
    for refused in words.reject:
        if refused.feedback:
            texts = texts_for(refused.text)
            yield refused.feedback, tuple(one for one in texts if one.casefold() not in accepted)


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
    if not all(texts_for(pattern) for pattern in _patterns(words)):
        yield "some answers that match a pattern of the key are not accepted"
    is_long = any(len(word) >= LONG_WORD for text in words.literals() for word in text.split())
    if is_long and not words.exact:
        yield "a slip in a long word is not forgiven"


def _patterns(words: WordAnswer) -> tuple[str, ...]:
    return tuple(text for text in words.accept if pattern_in(text) is not None)
