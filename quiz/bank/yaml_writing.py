"""Plain data as YAML that people go on writing in: unquoted where that is safe, LaTeX unescaped.

Whatever is written is read back as the same by `read_yaml`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from textwrap import wrap
from typing import Any

from quiz.bank.yaml_scalars import ScalarError, plain_scalar

WIDTH = 98

_PLAIN = re.compile(r"[^\W_](?:[^\0-\x1f\x7f-\xa0\u2028\u2029\ufeff]*[^\s:])?")
_UNPRINTABLE = re.compile(r"[\0-\x08\x0b-\x1f\x7f-\xa0\u2028\u2029\ufeff\ud800-\udfff]|\t")
_INDICATORS = re.compile(r": |:$| #|[\[\]{},`]|^(?:---|\.\.\.)")


def entry(key: str, value: Any, column: int = 0) -> list[str]:
    """The lines of a key and its value, the key at a column."""
    head = " " * column + f"{scalar(key)}:"
    lines = _value(value, column, len(head) + 1)
    return [f"{head} {lines[0]}".rstrip(), *lines[1:]]


def _value(value: Any, column: int, taken: int) -> list[str]:
    """The lines of a value under a key at a column; the first stands behind `taken` characters."""
    if isinstance(value, str):
        return _text(value, column, taken)
    flow = _flow(value)
    if flow is not None and (taken + len(flow) <= WIDTH or not _is_long_form(value)):
        return [flow]
    if isinstance(value, Mapping):
        return ["", *(line for key in value for line in entry(key, value[key], column + 2))]
    return ["", *(line for one in value for line in item(one, column + 2))]


def item(value: Any, column: int) -> list[str]:
    """The lines of an item of a list, its dash at a column."""
    dash = " " * column + "- "
    if isinstance(value, Mapping) and value:
        first, *lines = (line for key in value for line in entry(key, value[key], column + 2))
        return [dash + first.lstrip(), *lines]
    if isinstance(value, str):
        first, *lines = _text(value, column, len(dash))
        return [dash + first, *lines]
    flow = _flow(value)
    if flow is not None and (len(dash + flow) <= WIDTH or not _is_long_form(value)):
        return [dash + flow]
    return [dash.rstrip(), *(line for one in value for line in item(one, column + 2))]


def _is_long_form(value: Any) -> bool:
    """Whether a value may stand on lines of its own."""
    return isinstance(value, Mapping | list | tuple) and bool(value)


def _flow(value: Any) -> str | None:
    """A value on one line; None for a list of mappings, which is easier to read as lines."""
    if isinstance(value, str):
        return None if "\n" in value else scalar(value)
    if isinstance(value, Mapping):
        return _braced("{", [_pair(key, value[key]) for key in value], "}")
    if isinstance(value, Sequence):
        if any(isinstance(item, Mapping) for item in value):
            return None
        return _braced("[", [_flow(item) for item in value], "]")
    return json.dumps(value)


def _pair(key: str, value: Any) -> str | None:
    flow = _flow(value)
    return None if flow is None else f"{scalar(key)}: {flow}"


def _braced(opening: str, parts: list[str | None], closing: str) -> str | None:
    known = [part for part in parts if part is not None]
    return f"{opening}{', '.join(known)}{closing}" if len(known) == len(parts) else None


def _text(text: str, column: int, taken: int) -> list[str]:
    """A text as it is read best: on one line, folded over several, or as a block of its lines."""
    inside = " " * (column + 2)
    if _UNPRINTABLE.search(text) or not text.strip():
        return [scalar(text)]
    if "\n" in text:
        body = text.rstrip("\n")
        rest = len(text) - len(body)
        if body[0] in " \n" or rest > 1:
            return [scalar(text)]
        mark = "|" if rest else "|-"
        return [mark, *(inside + line if line else "" for line in body.split("\n"))]
    shown = scalar(text)
    if taken + len(shown) <= WIDTH or text != " ".join(text.split(" ")).strip() or "  " in text:
        return [shown]
    width = max(40, WIDTH - len(inside))
    folded = wrap(text, width, break_long_words=False, break_on_hyphens=False)
    return [">-", *(inside + line for line in folded)]


def scalar(text: str) -> str:
    """A text on one line: unquoted, in single quotes, or in double ones if it has to be."""
    if _UNPRINTABLE.search(text) or "\n" in text:
        return _UNPRINTABLE.sub(_escaped, json.dumps(text, ensure_ascii=False))
    if _PLAIN.fullmatch(text) and not _INDICATORS.search(text) and _is_text(text):
        return text
    return f'"{text}"' if not any(mark in text for mark in '"\\') else "'" + _doubled(text) + "'"


def _escaped(match: re.Match[str]) -> str:
    return f"\\u{ord(match[0]):04x}"


def _doubled(text: str) -> str:
    return text.replace("'", "''")


def _is_text(text: str) -> bool:
    try:
        return isinstance(plain_scalar(text), str)
    except ScalarError:
        return False


def lines_of(data: Mapping[str, Any]) -> Iterator[str]:
    """The lines of a mapping, a key after another."""
    for key, value in data.items():
        yield from entry(key, value)
