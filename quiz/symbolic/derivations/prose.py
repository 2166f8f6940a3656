"""Words beside mathematics: “so”, “we get”, “by the chain rule”, “let u = …”.

Nothing is dropped that could be mathematics: only words of the vocabulary below, and only where
the question knows no such name. What is dropped is turned into spaces, so that columns stay.
"""

from __future__ import annotations

import re
from collections.abc import Callable

IsName = Callable[[str], bool]
"""Whether a word can be read as names of the question."""

_WORDS = """
also an and apply applying are as at be because both bring bringing but by calculate calculating
call cancel cancelling chain clearly collect collecting compute computing condition consequently
define definition denote derivative differentiate differentiating differentiation divide dividing
due each equal equals equivalently evaluate expand expanding factor factoring finally find first
follows for from further get gets give gives giving have hence if imply implies implying into is
it its know law laws let logarithms logs multiply multiplying next note now obtain of on one over
plug plugging previous product properties property put putting quotient rearrange rearranging
remember replace replacing result results rewrite rewriting right rule rules second see set sets
setting show side sides similarly simplification simplify simplifying since so solution solve
solves solving split splitting squaring step substitute substituting substitution subtract
subtracting sums take taking term terms that the their then there therefore these this thus to
together us use using we when where which with write writing yield yielding yields zero
"""
_VOCABULARY = frozenset(_WORDS.split())

_DEFINING = frozenset({"let", "define", "put", "call", "denote", "where", "with"})

_WORD = re.compile(r"[A-Za-z][A-Za-z'’]*")
_ONLY_WORDS = re.compile(r"\s*[A-Za-z'’]+(?:[\s,;.!?-]+[A-Za-z'’]+)+[\s,;:.!?-]*")
_HEADING = re.compile(
    r"\s*[A-Za-z]{2}[A-Za-z0-9'’,\s-]*:(?!=)|\s*\d{1,2}[.)](?=\s)"
    r"|\s*[A-Za-z]{2,}\s[^=:<>]*:\s*$"
)
_LEADING_WORD = re.compile(
    r"[\s,:]*([A-Za-z][A-Za-z'’]*)(?:[,:]\s*|\s+)(?=[^\W_]|[\\∂∇∑Σ∏Π√|(]|[-−]\S|=[^=]|$)"
)
"""A word with a space or comma behind it and something to read, and no operator, after that."""
_REASON = re.compile(
    r"(?:[.,;]\s*|\s+)(?:(?:because|since|using|due\s+to|by(?=\s+[a-z]{3})"
    r"|for\s+(?:all|any|each|every)\s)|(?:as\s+(?:required|wanted|claimed|asked)|qed)\b).*$",
    re.IGNORECASE,
)


def heading_length(text: str) -> int:
    """How long a heading is that a line starts with: `Step 2:`, `3)`, `Multiply by σ^2:`."""
    match = _HEADING.match(text)
    return match.end() if match else 0


def without_words(text: str, is_name: IsName) -> str | None:
    """The text with the words before and behind its mathematics as spaces; None if none are."""
    start, end = _start(text, is_name), len(text)
    reason = _REASON.search(text, start)
    if reason and not is_name(_WORD.findall(reason[0])[0]):
        end = reason.start()
    if (start, end) == (0, len(text)) or not text[start:end].strip():
        return None
    return " " * start + text[start:end] + " " * (len(text) - end)


def defines(text: str) -> bool:
    """Whether what words lead up to is a definition: “let u = …”, “where u = …”."""
    words = [word.lower() for word in _WORD.findall(text)]
    return bool(words) and not _DEFINING.isdisjoint(words)


def is_only_words(text: str) -> bool:
    """Whether a line has several words and neither a sign nor a digit."""
    return bool(_ONLY_WORDS.fullmatch(text))


def words_in(text: str, is_name: IsName) -> str | None:
    """The first run of words in a line that are no names, as typed."""
    start = end = None
    for word in _WORD.finditer(text):
        apart = end is not None and text[end : word.start()].strip(" ,")
        if word[0].lower() not in _VOCABULARY or is_name(word[0]) or apart:
            if start is not None:
                break
        else:
            start, end = word.start() if start is None else start, word.end()
    return None if start is None else text[start:end]


def _start(text: str, is_name: IsName) -> int:
    """Where the mathematics starts behind the words that lead up to it."""
    at = 0
    while match := _LEADING_WORD.match(text, at):
        if match[1].lower() not in _VOCABULARY or is_name(match[1]):
            break
        at = match.end()
    return at
