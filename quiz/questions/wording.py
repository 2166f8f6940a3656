"""A model's complaints about what an author wrote, in words that say how to mend them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

_FIXED = {
    "bool_type": "this must be true or false, without quotes",
    "dict_type": "this must be a mapping of keys to values",
    "tuple_type": "this must be a list",
    "list_type": "this must be a list",
    "finite_number": "this must be a finite number",
    "float_type": "this must be a number, without quotes",
    "int_type": "this must be a whole number, without quotes",
    "int_from_float": "this must be a whole number",
}


_MARKED = "mark each right option with a line “correct: true” of its own"
_INSTEAD = {
    ("MultipleChoice", "answer"): _MARKED,
    ("MultipleChoice", "correct"): _MARKED,
    ("MultipleSelect", "answer"): _MARKED,
    ("MultipleSelect", "correct"): _MARKED,
    ("TrueFalse", "options"): "“answer: true” or “answer: false” is all it needs",
    ("ShortAnswer", "answer"): "list the right texts under “accept”",
    ("Matching", "answer"): "what stands together in a pair belongs together",
    ("Ordering", "answer"): "the order of “items” is the right one",
    ("Derivation", "answer"): "the model working stands under “solution”, its end under “goal”",
}
"""What an author meant by a key that a kind does not have."""


def plain_words(detail: Mapping[str, Any], model: type[BaseModel]) -> str:
    """One of pydantic's error details as a sentence for the author of a bank."""
    context = detail.get("ctx", {})
    if "plain" in context:
        return str(context["plain"])
    kind, given = str(detail["type"]), detail["input"]
    if kind in _FIXED:
        return _FIXED[kind]
    if kind == "string_type":
        return must_be_text(given)
    if kind == "missing":
        return _missing(detail["loc"][-1])
    if kind == "extra_forbidden":
        return _unknown_key(str(detail["loc"][-1]), model if len(detail["loc"]) == 1 else None)
    if kind in ("string_too_short", "string_pattern_mismatch") and not str(given).strip():
        return "this text is empty: write something here, or leave the key out"
    if kind == "string_pattern_mismatch":
        return _not_a_slug(str(given))
    if kind == "string_too_long":
        return f"this text is too long: at most {context['max_length']} characters"
    if kind in ("literal_error", "enum"):
        return _not_one_of(given, str(context["expected"]))
    return _about_size(kind, context) or _sentence(str(detail["msg"]))


def must_be_text(given: object) -> str:
    """What to say where text is meant and YAML gave something else."""
    if isinstance(given, bool):
        return f'this must be text, and YAML reads a boolean here: quote it: "{str(given).lower()}"'
    if isinstance(given, int | float):
        return f'this must be text, and YAML reads a number here: quote it: "{given}"'
    if given is None:
        return "this must be text, and it is empty: write something here, or leave the key out"
    if isinstance(given, Mapping):
        return (
            "this must be text, and YAML reads a mapping here: put quotes around the whole text"
            " (a colon followed by a space, or braces, start a mapping)"
        )
    if isinstance(given, list | tuple):
        return "this must be text, and YAML reads a list here: put quotes around the whole text"
    return f'this must be text, and YAML reads {type(given).__name__} here: quote it: "{given}"'


def did_you_mean(word: str, known: list[str]) -> str:
    """“; did you mean …?” for the nearest known word, or nothing."""
    from difflib import get_close_matches

    near = get_close_matches(word.lower(), known, n=1, cutoff=0.6)
    return f"; did you mean “{near[0]}”?" if near else ""


def _missing(place: object) -> str:
    if isinstance(place, int):
        return f"this list is too short: entry {place + 1} is missing"
    return f"the key “{place}” is missing"


def _unknown_key(key: str, model: type[BaseModel] | None) -> str:
    if model is None:
        return f"the key “{key}” is not known here"
    if (model.__name__, key) in _INSTEAD:
        return f"the key “{key}” does not belong here: {_INSTEAD[model.__name__, key]}"
    known = [field.alias or name for name, field in model.model_fields.items()]
    suggestion = did_you_mean(key, known)
    return f"the key “{key}” is not known here{suggestion or '; known are ' + ', '.join(known)}"


def _not_a_slug(given: str) -> str:
    from quiz.questions.slugs import slug

    name = slug(given)
    offer = f": write {name}" if name else ""
    return f"“{given}” may hold small letters, digits and single hyphens only{offer}"


def _not_one_of(given: object, expected: str) -> str:
    allowed = re.findall(r"'([^']*)'", expected)
    suggestion = did_you_mean(given, allowed) if isinstance(given, str) else ""
    return f"this must be one of {', '.join(allowed)}{suggestion}"


def _about_size(kind: str, context: Mapping[str, Any]) -> str | None:
    if kind == "too_short":
        return f"this needs at least {_entries(context['min_length'])}"
    if kind == "too_long":
        return f"this may have at most {_entries(context['max_length'])}"
    words = {
        "greater_than": ("gt", "more than"),
        "greater_than_equal": ("ge", "at least"),
        "less_than": ("lt", "less than"),
        "less_than_equal": ("le", "at most"),
    }
    if kind in words:
        key, comparison = words[kind]
        return f"this must be {comparison} {context[key]:g}"
    if kind in ("model_type", "model_attributes_type"):
        return "this must be a mapping of keys to values"
    return None


def _entries(count: int) -> str:
    return "1 entry" if count == 1 else f"{count} entries"


def _sentence(message: str) -> str:
    return message.removeprefix("Value error, ")
