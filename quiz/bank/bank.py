"""A bank of questions, loaded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from quiz.bank.errors import UnknownQuestionError
from quiz.questions import Question


@dataclass(frozen=True)
class Origin:
    """Where a question is written: a file, and its position among the questions there, from 0."""

    file: Path
    position: int


@dataclass(frozen=True)
class Bank:
    """The questions of a bank, in file order.

    `origins` says for each id where the question is written. `broken` says for each id that a
    lenient load left out what is wrong with it.
    """

    path: Path
    title: str
    questions: tuple[Question, ...]
    origins: Mapping[str, Origin] = field(default_factory=dict)
    broken: Mapping[str, str] = field(default_factory=dict)

    @cached_property
    def _by_id(self) -> Mapping[str, Question]:
        return {question.id: question for question in self.questions}

    @cached_property
    def _by_former_id(self) -> Mapping[str, Question]:
        return {former: question for question in self.questions for former in question.was}

    def __len__(self) -> int:
        return len(self.questions)

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __contains__(self, name: object) -> bool:
        return name in self._by_id

    def __getitem__(self, name: str) -> Question:
        """The question with this id.

        Raises `UnknownQuestionError`, a KeyError, which says what was meant perhaps.
        """
        try:
            return self._by_id[name]
        except KeyError:
            raise UnknownQuestionError(self._about_unknown(name)) from None

    def resolve(self, name: str) -> Question | None:
        """The question with this id, or that had it before (`was`); None when there is none."""
        return self._by_id.get(name) or self._by_former_id.get(name)

    def find(
        self,
        tags: Collection[str] = (),
        kinds: Collection[str] = (),
        ids: Collection[str] = (),
        difficulties: Collection[int] = (),
    ) -> tuple[Question, ...]:
        """The questions with one of these tags, of one of these kinds, …; empty means any."""
        return tuple(
            question
            for question in self.questions
            if (not tags or not {*tags}.isdisjoint(question.tags))
            and (not kinds or question.type in kinds)
            and (not ids or question.id in ids)
            and (not difficulties or question.difficulty in difficulties)
        )

    def _about_unknown(self, name: str) -> str:
        from quiz.bank.suggestions import did_you_mean

        renamed = self._by_former_id.get(name)
        if renamed is not None:
            return f"the question “{name}” is called “{renamed.id}” now: use that id"
        if name in self.broken:
            return f"the question “{name}” does not load: {self.broken[name]}"
        suggestion = did_you_mean(name, self._by_id, "; `quiz list` shows the ids")
        return f"no question has the id “{name}”{suggestion}"
