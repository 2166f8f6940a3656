"""A bank of questions, loaded."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from quiz.bank.errors import BankProblem, UnknownQuestionError
from quiz.bank.outline import Outline, Unbuilt

if TYPE_CHECKING:
    from quiz.questions import Question
    from quiz.questions.presentation import Presentation


@dataclass(frozen=True)
class Origin:
    """Where a question is written: a file, and its position among the questions there, from 0."""

    file: Path
    position: int


@dataclass(frozen=True)
class Bank:
    """The questions of a bank, in file order.

    `outlines` says of each question what choosing needs; `by_id` may build a question only when
    it is asked for. `origins` says for each id where the question is written. `broken` says for
    each id that a lenient load left out what is wrong with it, `problems` everything that is.
    `presented` has for some ids how the question is presented, as plain values.
    """

    path: Path
    title: str
    outlines: tuple[Outline, ...]
    by_id: Mapping[str, Question]
    origins: Mapping[str, Origin] = field(default_factory=dict)
    broken: Mapping[str, str] = field(default_factory=dict)
    problems: tuple[BankProblem, ...] = ()
    presented: Mapping[str, Sequence[Any]] = field(default_factory=dict)

    @cached_property
    def questions(self) -> tuple[Question, ...]:
        """All the questions, also drafts and retired ones."""
        return tuple(self.by_id[outline.id] for outline in self.outlines)

    @cached_property
    def _ids_by_former(self) -> Mapping[str, str]:
        return {former: outline.id for outline in self.outlines for former in outline.was}

    @cached_property
    def _outlines_by_id(self) -> Mapping[str, Outline]:
        return {outline.id: outline for outline in self.outlines}

    def __len__(self) -> int:
        return len(self.outlines)

    def __iter__(self) -> Iterator[Question]:
        return iter(self.questions)

    def __contains__(self, name: object) -> bool:
        return name in self.by_id

    def __getitem__(self, name: str) -> Question:
        """The question with this id.

        Raises `UnknownQuestionError`, a KeyError, which says what was meant perhaps.
        """
        try:
            return self.by_id[name]
        except KeyError:
            raise UnknownQuestionError(self._about_unknown(name)) from None

    def passing(self, name: str) -> Question:
        """The question with this id, which the bank does not keep: for going through many once."""
        by_id = self.by_id
        return by_id.built(name) if isinstance(by_id, Unbuilt) else by_id[name]

    def resolve(self, name: str) -> Question | None:
        """The question with this id, or that had it before (`was`); None when there is none."""
        return self.by_id.get(name) or self.by_id.get(self._ids_by_former.get(name, ""))

    def outline(self, name: str) -> Outline | None:
        """The outline of the question with this id, or that had it before; None without one."""
        outlines = self._outlines_by_id
        return outlines.get(name) or outlines.get(self._ids_by_former.get(name, ""))

    def presentation(self, name: str) -> Presentation | None:
        """How that question is presented, where that is known without building it."""
        outline = self.outline(name)
        if outline is None or outline.id not in self.presented:
            return None
        from quiz.questions.presentation import Presentation

        return Presentation.of_values(self.presented[outline.id])

    def find(
        self,
        tags: Collection[str] = (),
        kinds: Collection[str] = (),
        ids: Collection[str] = (),
        difficulties: Collection[int] = (),
    ) -> tuple[Question, ...]:
        """The questions with one of these tags, of one of these kinds, …; empty means any."""
        return tuple(
            self.by_id[outline.id]
            for outline in self.outlines
            if (not tags or not {*tags}.isdisjoint(outline.tags))
            and (not kinds or outline.type in kinds)
            and (not ids or outline.id in ids)
            and (not difficulties or outline.difficulty in difficulties)
        )

    def _about_unknown(self, name: str) -> str:
        import shlex

        from quiz.bank.files import bundled_bank
        from quiz.bank.suggestions import did_you_mean

        renamed = self._ids_by_former.get(name)
        if renamed is not None:
            return f"the question “{name}” is called “{renamed}” now: use that id"
        if name in self.broken:
            return f"the question “{name}” does not load: {self.broken[name]}"
        bank = () if self.path == bundled_bank() else (str(self.path),)
        listing = f"; `{shlex.join(('quiz', 'list', *bank))}` shows the ids"
        suggestion = did_you_mean(name, self.by_id, listing)
        return f"no question has the id “{name}”{suggestion}"
