"""One file of a bank: its own keys, and its questions with what they inherit."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Annotated, Any

from pydantic import Field, ValidationError

from quiz.bank.reading import Path
from quiz.questions import KINDS, Authored
from quiz.questions.authored import Listed, Text

FORMAT = 1
"""The newest version of the format; a file that does not name one is in it."""

Complaint = tuple[Path, str, str]
"""A path in a file, the kind of complaint and what is wrong there."""


class Topic(Authored):
    """A file as its author writes it, its questions not looked into yet."""

    format: int = FORMAT
    title: Text | None = None
    description: Text | None = None
    tags: Annotated[tuple[Text, ...], Listed] = ()
    source: Text | None = None
    defaults: dict[str, Any] = Field(default_factory=dict)
    symbols: dict[str, Any] = Field(default_factory=dict)
    questions: Annotated[tuple[Any, ...], Listed]


@dataclass(frozen=True)
class Entry:
    """A question's data with what it inherits, and where in the file each part of it is from."""

    position: int
    data: dict[str, Any]
    inherited: Mapping[Path, Path]

    def path_in_file(self, path: Path) -> Path:
        """The path in the file of a path in the question."""
        for length in range(len(path), 0, -1):
            source = self.inherited.get(path[:length])
            if source is not None:
                return (*source, *path[length:])
        return ("questions", self.position, *path)


def read_topic(data: Any) -> tuple[list[Entry], list[Complaint]]:
    """A file's questions with what they inherit, and what is wrong with the file's own keys."""
    if data is None:
        return [], [((), "empty", "this file is empty: write “questions:” and a list under it")]
    if not isinstance(data, dict):
        message = "a file holds keys such as “title:” and “questions:”: write these"
        return [], [((), "mapping", message)]
    if data.get("format", FORMAT) != FORMAT:
        message = f"this program reads format {FORMAT}: write {FORMAT}, or update the program"
        return [], [(("format",), "format", message)]
    complaints = [*_aboutkeys_of(data)]
    questions = data.get("questions")
    if not isinstance(questions, list):
        return [], complaints
    if not questions:
        message = "there are no questions here: add one, or remove the file"
        complaints.append((("questions",), "empty", message))
    entries = []
    for position, question in enumerate(questions):
        if isinstance(question, dict):
            entries.append(_with_inherited(data, position, question))
        else:
            message = "a question is a mapping: write “- id: …” and the other keys under it"
            complaints.append((("questions", position), "mapping", message))
    return entries, complaints


def _aboutkeys_of(data: Mapping[str, Any]) -> Iterator[Complaint]:
    try:
        Topic.model_validate(data)
    except ValidationError as error:
        for detail in error.errors(include_url=False):
            path = tuple(detail["loc"])
            yield path, detail["type"], detail["msg"]
    if isinstance(data.get("defaults"), dict):
        yield from _about_defaults(data["defaults"])


def _about_defaults(defaults: Mapping[str, Any]) -> Iterator[Complaint]:
    known = {key for kind in KINDS.values() for key in keys_of(kind)} - {"id"}
    for key in defaults:
        if key == "id":
            message = "an id belongs to one question: write it there"
            yield ("defaults", key), "default", message
        elif key not in known:
            from quiz.bank.suggestions import did_you_mean

            message = f"no kind of question has the key “{key}”{did_you_mean(key, known)}"
            yield ("defaults", key), "extra_forbidden", message


def keys_of(kind: type[Authored]) -> Iterator[str]:
    """The keys that a piece of a bank may have."""
    for name, field in kind.model_fields.items():
        yield field.alias or name


def _with_inherited(data: Mapping[str, Any], position: int, question: dict[str, Any]) -> Entry:
    """The question's data merged with the file's defaults, tags, source and symbols."""
    merged = dict(question)
    inherited: dict[Path, Path] = {}
    defaults = data.get("defaults")
    if not isinstance(defaults, dict):
        defaults = {}
    kind = KINDS.get(str(merged.get("type", defaults.get("type"))))
    known = frozenset(keys_of(kind)) if kind else frozenset({"type"})
    for key, value in defaults.items():
        if key in known and key != "id" and key not in merged:
            merged[key] = value
            inherited[(key,)] = ("defaults", key)
    if "source" in data and "source" not in merged:
        merged["source"] = data["source"]
        inherited[("source",)] = ("source",)
    if "tags" in data:
        _inherit_tags(data["tags"], merged, inherited, position)
    symbols = data.get("symbols")
    if symbols and isinstance(symbols, dict) and "symbols" in known:
        _inherit_symbols(symbols, merged, inherited)
    return Entry(position, merged, inherited)


def _inherit_tags(
    tags: Any, merged: dict[str, Any], inherited: dict[Path, Path], position: int
) -> None:
    own = merged.get("tags", [])
    if not isinstance(tags, list) or not isinstance(own, list):
        return
    base = inherited.get(("tags",), ("questions", position, "tags"))
    added = [(tag, (*base, place)) for place, tag in enumerate(own) if tag not in tags]
    for place, (_, source) in enumerate(added, len(tags)):
        inherited[("tags", place)] = source
    for place in range(len(tags)):
        inherited[("tags", place)] = ("tags", place)
    merged["tags"] = [*tags, *(tag for tag, _ in added)]


def _inherit_symbols(
    symbols: Mapping[str, Any], merged: dict[str, Any], inherited: dict[Path, Path]
) -> None:
    """Add the file's symbols; the question's own, its givens and its parameters come first."""
    own = merged.get("symbols", {})
    if not isinstance(own, dict):
        return
    taken = {*own, *_names(merged.get("parameters")), *_given_names(merged.get("given"))}
    for name in symbols:
        if name not in taken:
            inherited[("symbols", name)] = ("symbols", name)
    merged["symbols"] = {
        **{name: domain for name, domain in symbols.items() if name not in taken},
        **own,
    }


def _names(mapping: Any) -> Iterator[str]:
    if isinstance(mapping, dict):
        yield from mapping


def _given_names(given: Any) -> Iterator[str]:
    """The names that a derivation gives: L in `L`, s in `s(z)`, p in `p_k`."""
    from quiz.questions.derivation_names import given_head

    for text in _names(given):
        head = given_head(text)
        if head is not None:
            yield head.name
