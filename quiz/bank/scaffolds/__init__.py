"""A commented example of each kind of question, and the same with the parts that are known.

The example of a kind is the YAML file of its name in this folder: its keys, each with a comment
above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.bank.yaml_writing import entry
from quiz.questions import KINDS

_ABOUT_ID = "unique in the bank; what learners answered hangs on it"
_ABOUT_DRAFT = "learners are not asked it until you remove this line"


@dataclass(frozen=True)
class Section:
    """A key of an example: the comment above it, and its lines."""

    key: str
    comment: tuple[str, ...]
    lines: tuple[str, ...]


_WITH = {
    "prompt": {"parameters"},
    "answer": {"parameters", "symbols", "tolerance"},
    "goal": {"symbols", "given"},
    "solution": {"symbols", "given"},
}
"""Keys without which the example of another one makes no sense."""


def is_draft(kind: str, parts: Mapping[str, Any]) -> bool:
    """Whether a question of a kind with these parts needs a part that is left to an example."""
    return not parts or bool(_left(kind, parts)) or parts.get("status") == "draft"


def _left(kind: str, parts: Mapping[str, Any]) -> set[str]:
    """The keys that a kind needs and that are not in the parts."""
    fields = KINDS[kind].model_fields
    return {one.key for one in _sections(kind) if fields[one.key].is_required()} - parts.keys()


def scaffold(kind: str, name: str, parts: Mapping[str, Any] | None = None) -> str:
    """The YAML of a question of a kind with this id, commented; it begins with “- ”.

    Each key in `parts` has the value there. Of the others, one that the kind needs keeps the
    example, and the question is a draft then; the rest is there as a comment. Without any parts
    it is the whole example.
    """
    parts = parts or {}
    left = _left(kind, parts)
    kept = left.union(*(_WITH.get(key, ()) for key in left))
    lines = [f"id: {name}  # {_ABOUT_ID}", f"type: {kind}"]
    if is_draft(kind, parts):
        lines.append(f"status: draft  # {_ABOUT_DRAFT}")
    for section in _sections(kind):
        lines += section.comment
        if section.key in parts:
            lines += entry(section.key, parts[section.key])
        else:
            mark = "" if not parts or section.key in kept else "# "
            lines += [mark + line for line in section.lines]
    others = parts.keys() - {"status", *(section.key for section in _sections(kind))}
    for key in sorted(others):
        lines += entry(key, parts[key])
    return "- " + "\n  ".join(lines) + "\n"


def _sections(kind: str) -> Iterator[Section]:
    """The keys of an example in their order."""
    comment: list[str] = []
    lines: list[str] = []
    for line in [*_text(kind).splitlines(), "#"]:
        if lines and not line.startswith(" "):
            yield Section(lines[0].partition(":")[0], tuple(comment), tuple(lines))
            comment, lines = [], []
        (comment if line.startswith("#") else lines).append(line)


def _text(kind: str) -> str:
    return (Path(__file__).parent / f"{kind}.yaml").read_text(encoding="utf-8")
