"""What is known of a question without building it: enough to choose which questions to ask."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from quiz.questions import Question


@dataclass(frozen=True, slots=True)
class Outline:
    """The keys of a question that choosing looks at, under the question's own names."""

    id: str
    type: str
    status: str
    difficulty: int
    content: str
    tags: tuple[str, ...] = ()
    was: tuple[str, ...] = ()

    @classmethod
    def of(cls, question: Question) -> Outline:
        """The outline of a question."""
        return cls(
            question.id,
            question.type,
            question.status,
            question.difficulty,
            question.content_hash(),
            question.tags,
            question.was,
        )

    @classmethod
    def of_values(cls, values: Sequence[Any]) -> Outline:
        """The outline whose fields have these values, as JSON keeps them."""
        name, kind, status, difficulty, content, tags, was = values
        return cls(name, kind, status, difficulty, content, tuple(tags), tuple(was))

    def content_hash(self) -> str:
        """The question's hash of everything that a learner sees or is graded by."""
        return self.content


class Unbuilt(Mapping[str, "Question"]):
    """Questions by id, each built from its data when it is first asked for.

    A question that cannot be built, from a cache of another make, is read anew with the others.
    """

    def __init__(
        self,
        data: Mapping[str, Mapping[str, Any]],
        read_anew: Callable[[], Mapping[str, Question]],
    ) -> None:
        self._data = data
        self._read_anew = read_anew
        self._built: dict[str, Question] = {}

    def __getitem__(self, name: str) -> Question:
        if name not in self._built:
            self._built[name] = self.built(name)
        return self._built[name]

    def built(self, name: str) -> Question:
        """The question with this id, made now and not kept."""
        from quiz.questions.kinds import KINDS

        data = self._data[name]
        try:
            question: Any = KINDS[data["type"]].model_validate(data)
        except ValueError:
            question = self._read_anew()[name]
        return question  # type: ignore[no-any-return]  # a kind's model is a question

    def __contains__(self, name: object) -> bool:
        return name in self._data

    def __iter__(self) -> Iterator[str]:
        return iter(self._data)

    def __len__(self) -> int:
        return len(self._data)

    def __reduce__(self) -> tuple[type, tuple[dict[str, Question]]]:
        """Another process gets the questions themselves."""
        return dict, (dict(self),)
