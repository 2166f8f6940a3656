"""PyYAML's complaints about broken YAML in plain words, with the way to mend it."""

from __future__ import annotations

import re
from typing import Any

import yaml
from yaml.reader import ReaderError

Located = tuple[int, int, str]
"""A line and a column, both from 1, and what is wrong there."""


def syntax_mistake(error: yaml.YAMLError, text: str) -> Located:
    """Where a YAML text cannot be read, and why, for people who do not know YAML's terms."""
    if isinstance(error, ReaderError):
        return _bad_character(error, text)
    if not isinstance(error, yaml.MarkedYAMLError) or error.problem_mark is None:
        return 1, 1, f"YAML cannot read this ({error}): check its quotes and indentation"
    lines = text.splitlines()
    mark, opening = error.problem_mark, error.context_mark or error.problem_mark
    line = lines[mark.line] if mark.line < len(lines) else ""
    before, behind = line[: mark.column], line[mark.column :]
    if line[: len(line) - len(line.lstrip())].count("\t") or behind.startswith("\t"):
        column = line.index("\t") + 1
        return mark.line + 1, column, "a tab is no indentation in YAML: replace it by spaces"
    problem = str(error.problem)
    if message := _about_the_opening(problem, lines, mark, opening):
        return opening.line + 1, opening.column + 1, message
    if (left_open := _left_open(lines, mark, opening)) is not None:
        return left_open
    message = _about_the_place(problem, before, behind, _line_above(lines, mark.line))
    if "'-' indicator" in problem and (found := _KEY.match(behind)):
        message = _about_a_key_in_a_list(found["key"]) or message
    return mark.line + 1, mark.column + 1, message


def _bad_character(error: ReaderError, text: str) -> Located:
    before = text[: error.position]
    line, column = before.count("\n") + 1, len(before) - before.rfind("\n")
    code = error.character if isinstance(error.character, int) else ord(str(error.character)[0])
    return line, column, f"the control character U+{code:04X} is not allowed: delete it"


_OPENS = re.compile(r"""\s*(?:- +)*(?:[\w-]+: +)?(?P<quote>["'])(?P<text>.*)""")


def _left_open(lines: list[str], mark: Any, opening: Any) -> Located | None:
    """Where a quote opened that goes on over lines, if reading stopped at its end or within it.

    It was meant to be closed on its first line, where the ones below have keys of their own.
    """
    stopped = lines[mark.line][: mark.column].rstrip() if mark.line < len(lines) else ""
    for number in range(mark.line - 1, -1, -1):
        found = _OPENS.fullmatch(lines[number])
        if found is None:
            continue
        quote = found["quote"]
        between = [found["text"], *lines[number + 1 : mark.line]]
        is_within = opening.line == number and opening.column == found.start("quote")
        is_end = stopped.endswith(quote) and stopped.count(quote) == 1
        if any(quote in line for line in between) or not (is_within or is_end):
            return None
        if not any(_KEY.match(line) for line in lines[number + 1 : mark.line + 1]):
            return None
        message = f"the quotes that open here are not closed on line {number + 1}: close them"
        return number + 1, found.start("quote") + 1, message
    return None


_KEY = re.compile(r"\s*(?:- +)*(?P<key>[a-z_]+):(?:\s|$)")


def _about_a_key_in_a_list(key: str) -> str | None:
    """What to say of a key that stands where an item of a list would; nothing of an unknown one."""
    from quiz.bank.schema_words import OF_PIECES, OF_QUESTION

    if key == "id":
        return "a new question begins with “- id:”: write “- ” before it"
    if key in OF_QUESTION or any(name.endswith(f".{key}") for name in OF_PIECES):
        return f"“{key}” is indented less than the keys that it belongs to: indent it as they are"
    return None


def _line_above(lines: list[str], number: int) -> str:
    above = [line for line in lines[:number] if line.strip()]
    return above[-1] if above else ""


def _about_the_opening(problem: str, lines: list[str], mark: Any, opening: Any) -> str | None:
    """What is wrong where something was opened that is never closed."""
    if "unexpected end of stream" in problem or "document indicator" in problem:
        return "the quotes that open here are never closed: close them"
    if "expected ':'" in problem:
        return "this line is neither “key: value” nor “- item”: indent it, or put a colon in it"
    if "expected ',' or" not in problem:
        return None
    bracket = "]" if "]" in problem else "}"
    since = lines[opening.line : mark.line + 1]
    first = since[0][opening.column :] if since else ""
    if re.match(r"\[[^\[\]]*\)", first):
        return 'quote an interval, as in "[0, 1)": an unquoted “[” opens a list'
    if any(" #" in line for line in since):
        return (
            f"what opens here is not closed by “{bracket}”; “ #” starts a comment: quote the text"
        )
    return (
        f"what opens here is not closed by “{bracket}”: close it, and quote text with brackets,"
        " commas or quotes in it"
    )


def _about_the_place(problem: str, before: str, behind: str, above: str) -> str:
    """What is wrong at the place where reading stopped."""
    if "mapping values are not allowed" in problem:
        if re.search(r":\s+\S|^\s*-\s+\S", before):
            return "a colon and a space start a mapping: put quotes around text that holds “: ”"
        return "this line is indented as if the one above were “key:” alone: align the two"
    if "expected key" in problem or "node content" in problem:
        return _about_a_key(before, behind, above)
    if any(part in problem for part in _STARTS):
        return f"unquoted text cannot start with “{behind[:1]}”: put quotes around it"
    for part, message in _FIXED.items():
        if part in problem:
            return message
    return f"YAML cannot read this ({problem}): check the quotes and the indentation"


_STARTS = ("cannot start any token", "block sequence entries", "mapping keys are not")

_FIXED = {
    "'-' indicator": "this line stands in a list but is no item: start it with “- ”, or indent it",
    "unknown escape": (
        "in double quotes a backslash starts an escape: use single quotes, or a block after “|”,"
        " for text with backslashes"
    ),
    "escape": "this escape is none: use single quotes for text with backslashes",
    "hexdecimal": "this escape is none: use single quotes for text with backslashes",
    "comment or line break": (
        "after “|” or “>” the text starts on the next line, indented: move it there"
    ),
    "directive": "a line that starts with “%” is not read: remove it, or quote the text",
    "incompatible": "a line that starts with “%” is not read: remove it, or quote the text",
}


def _about_a_key(before: str, behind: str, above: str) -> str:
    if not before.strip():
        if " #" in above:
            return (
                "the comment on the line above ends its text: quote the text, or move the comment"
            )
        return (
            "this line's indentation fits no line above: align it with the keys that it belongs to"
        )
    if before.rstrip()[-1:] in ("'", '"'):
        return (
            "the text went on after its closing quote: put quotes around the whole text, and"
            " write '' for an apostrophe within single quotes"
        )
    if before.rstrip()[-1:] in ("]", "}"):
        return "text that starts with “[” or “{” needs quotes: put them around the whole text"
    return f"unquoted text cannot start with “{behind[:1]}”: put quotes around it"
