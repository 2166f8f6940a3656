"""A commented example of each kind of question, and the same with the parts that are known.

The example of a kind is the YAML file of its name in this folder: its keys, each with a comment
above it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from quiz.bank.yaml_reading import read_yaml
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


def example(kind: str) -> dict[str, Any]:
    """The keys of the example of a kind, without id and type."""
    data: dict[str, Any] = read_yaml(_text(kind)).data
    return data


def is_needed(kind: str, key: str) -> bool:
    """Whether a question of a kind is none without a key."""
    return KINDS[kind].model_fields[key].is_required()


def scaffold(kind: str, name: str, parts: Mapping[str, Any] | None = None) -> str:
    """The YAML of a question of a kind with this id, commented.

    Each key in `parts` has the value there. Of the others, one that the kind needs keeps the
    example, and the question is a draft then; the rest is there as a comment. Without any parts
    it is the whole example.
    """
    parts = parts or {}
    sections = [*_sections(kind)]
    is_example = not parts
    left = [one.key for one in sections if one.key not in parts and is_needed(kind, one.key)]
    lines = [f"id: {name}  # {_ABOUT_ID}", f"type: {kind}"]
    if is_example or left:
        lines.append(f"status: draft  # {_ABOUT_DRAFT}")
    for section in sections:
        lines += section.comment
        if section.key in parts:
            lines += entry(section.key, parts[section.key])
        elif is_example or section.key in left:
            lines += section.lines
        else:
            lines += [f"# {line}" for line in section.lines]
    for key in parts.keys() - {section.key for section in sections}:
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
