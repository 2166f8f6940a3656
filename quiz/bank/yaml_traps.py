"""What is good YAML and yet not what its author means."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from typing import Any

from quiz.bank.yaml_scalars import ScalarError, plain_scalar

PROSE = frozenset(
    {"title", "description", "prompt", "explanation", "hint", "hints", "text", "feedback"}
    | {"accept", "distractors", "items", "options", "pairs"}
)
"""Keys whose text may well hold a `#`; in formulas and settings it can only start a comment."""

_CONTROL = re.compile("[\0-\x08\t\x0b-\x1f\x7f-\xa0\u2028\u2029]")
LAST_CONTROL = 0x9F
_LATEX_AFTER_N = re.compile(r"\\(n(?:abla|u|e|eq|eg|ot|i|leq|geq|mid|rightarrow)\b)")


def cut_off(text: str, end: int, path: tuple[str | int, ...]) -> str | None:
    """What to say when unquoted prose that ends at `end` is followed by one space and a `#`.

    Two spaces are how a comment is set off.
    """
    if not text.startswith(" #", end):
        return None
    key = next((part for part in reversed(path) if isinstance(part, str)), "")
    if key not in PROSE and "feedback" not in path:
        return None
    return "the text is cut off here, as “ #” starts a comment: quote it, or put two spaces before"


def escaped_characters(value: str, source: str) -> str | None:
    """What to say when backslashes of LaTeX in double quotes became control characters."""
    if "\\" not in source:
        return None
    mend = ": use single quotes, or a block after “|”, for text with backslashes"
    if any(not _is_meant(character, source) for character in _CONTROL.findall(value)):
        return f"a backslash in double quotes made a control character{mend}"
    latex = _LATEX_AFTER_N.search(source.replace("\\\\", ""))
    if latex:
        return f"“\\{latex[1]}” in double quotes is a line break and “{latex[1][1:]}”{mend}"
    return None


def _is_meant(character: str, source: str) -> bool:
    """Whether a tab or a space of another kind stands in the source, or is spelt by its number."""
    code = ord(character)
    spelt = code > LAST_CONTROL and (rf"\x{code:02x}" in source or rf"\u{code:04x}" in source)
    return spelt or character in source


def run_together(source: str) -> bool:
    """Whether a working of several lines is written so that YAML makes one line of it."""
    lines = [line for line in source.splitlines() if line.strip()]
    return len(lines) > 1 and not source.startswith("|") and any("=" in line for line in lines[1:])


def unquoted_braces(source: str, whole: str) -> tuple[str, Any]:
    """What to say about `{0, 1}`, `{{ p }}` or `{points:2}`, and what was probably meant.

    They are mappings whose keys have no values; `whole` is the text that begins with one.
    """
    parts = [part.partition(":") for part in " ".join(source.split()).strip("{}").split(",")]
    if all(key.strip() and colon for key, colon, _ in parts):
        mended = ", ".join(f"{key.strip()}: {value.strip()}" for key, _, value in parts)
        meant: dict[str, Any] = {}
        for key, _, value in parts:
            with suppress(ScalarError):
                meant[key.strip()] = plain_scalar(value.strip())
        return f"a space is missing after a colon: write {{{mended}}}", meant
    shown = " ".join(whole.split())
    return f'YAML reads a mapping here: quote it: "{shown}"', source


_ALONE = re.compile(r"\s*(?:- +)*(?:[\w-]+: +)?")
_ENDED = re.compile(r"\s*(?:$| #)")
_ENDED_WITHIN = re.compile(r"\s*(?:$|[,}\]])")


def whole_value(text: str, start: int, end: int) -> str | None:
    """The text of which what stands between braces is but the beginning.

    It is as it stands where nothing goes on behind the brace. None where it is not certain how
    far it goes: within other brackets, or over several lines.
    """
    line_end = (text + "\n").index("\n", end)
    rest = text[end:line_end]
    before = text[text.rfind("\n", 0, start) + 1 : start]
    is_alone = _ALONE.fullmatch(before)
    if (_ENDED if is_alone else _ENDED_WITHIN).match(rest):
        return text[start:end]
    below = next((line for line in text[line_end:].splitlines() if line.strip()), "")
    goes_on = _indentation(below) > _indentation(before)
    starts_item = re.match(r"\s*(?:- |[\w-]+:(?: |$))", below)
    if not is_alone or " #" in rest or (goes_on and not starts_item):
        return None
    return text[start:line_end].rstrip()


def _indentation(line: str) -> int:
    return len(line) - len(line.lstrip())


FLAGS = frozenset({"correct", "exact", "fixed", "required"})
"""Keys that may be meant where a word without a value follows a text between braces."""


def split_texts(data: Mapping[str, Any]) -> Iterator[tuple[str, list[str]]]:
    """Each key whose value was split at its commas, with what were read as further keys.

    As in `{p: (0, 1)}` and in `{answer: 2, feedback: The logarithm, is the natural one.}`.
    """
    parts: list[str] = []
    cut: str | None = None
    for key, value in data.items():
        if cut is not None and value is None and key not in FLAGS:
            parts.append(key)
            continue
        if cut is not None and parts:
            yield cut, parts
        is_open = isinstance(value, str) and value.count("(") > value.count(")")
        is_prose = isinstance(value, str) and key in PROSE
        cut, parts = (key if is_open or is_prose else None), []
    if cut is not None and parts:
        yield cut, parts
