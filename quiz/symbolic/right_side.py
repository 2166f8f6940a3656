"""`J = …` where one formula was asked for: the name on the left is not part of the answer."""

from __future__ import annotations

import re
from collections.abc import Iterator

from quiz.symbolic.errors import ReadError
from quiz.symbolic.headings import read_heading

_IF = re.compile(r"\bif\b|\{d?cases\}")
_LOGARITHM = re.compile(r"\\?(?:log|ln)\s+")
_DERIVATIVE = re.compile(
    r"(?:\\frac\s*\{)?(?:d|∂|\\partial)\s*[^\W\d]\w*\}?\s*[/{]\s*(?:d|∂|\\partial)\s*[^\W\d]\w*\}?"
)


def is_equation(text: str) -> bool:
    """Whether there is an equals sign outside brackets, subscripts and `… if … else …`."""
    return any(_signs(text))


def left_side(text: str) -> str | None:
    """The text before its first equals sign; None where there is none."""
    first = next(_signs(text), None)
    return None if first is None else text[:first].strip()


def right_side(text: str) -> str | None:
    """The text without `name =`, with spaces in its place, so that columns stay as they are.

    The text itself where it has no equals sign; None where what stands left of it is no single
    name, logarithm of one or derivative, or where there are several.
    """
    signs = list(_signs(text))
    if not signs:
        return text
    end = signs[0] + 1
    left = text[: signs[0]].rstrip(" &:")
    if len(signs) > 1 or not is_left_side(left):
        return None
    return " " * end + text[end:].replace("&", " ")


def is_left_side(text: str) -> bool:
    """Whether the text may stand left of an equals sign: a name, its logarithm, a derivative."""
    text = text.strip()
    if not text or _DERIVATIVE.fullmatch(text):
        return True
    try:
        read_heading(_LOGARITHM.sub("", text))
    except ReadError:
        return False
    return True


def _signs(text: str) -> Iterator[int]:
    depth = 0
    for place, character in enumerate(text):
        depth += (character in "([{") - (character in ")]}")
        if character != "=" or depth:
            continue
        if _IF.search(text[:place]):
            return
        around = text[max(0, place - 1) : place + 2]
        if not any(sign in around for sign in ("<=", ">=", "!=", "==", "=>")):
            yield place
