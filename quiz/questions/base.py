"""What every kind of question has: its common keys, and what it promises to do."""

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field, JsonValue, model_validator

from quiz.questions.authored import (
    Authored,
    CheckCode,
    Formula,
    Listed,
    Points,
    Problem,
    Share,
    Slug,
    Text,
    mistake,
)
from quiz.questions.grading import Grade
from quiz.questions.layout import Layout, Shape
from quiz.questions.parameters import Parameters
from quiz.questions.verdict import Verdict
from quiz.symbolic.tasks import Value

if TYPE_CHECKING:
    from quiz.questions.variants import Variant

Values = Mapping[str, Value]


class AuthorTest(Authored):
    """What the author promises about the grade of one response.

    `values` (written `with`) or `seed` fixes the variant of a question with parameters.
    """

    response: JsonValue
    score: Share | None = None
    verdict: Verdict | None = Field(default=None, strict=False)
    first_error: int | None = Field(default=None, ge=1)
    goal_reached: bool | None = None
    values: dict[str, JsonValue] | None = Field(default=None, alias="with")
    seed: int | None = Field(default=None, ge=0)

    @model_validator(mode="after")
    def _promises_something(self) -> AuthorTest:
        if not {"score", "verdict", "first_error", "goal_reached"} & self.model_fields_set:
            raise mistake("test_empty", "this test promises nothing: add a score or a verdict")
        return self


class BaseQuestion(Authored):
    """A question: the keys that every kind has, and the methods that every kind fills in.

    A kind works on the values of its variant's parameters; learners' programs go through
    `variant`, which has them at hand.
    """

    shape: ClassVar[Shape]
    TEXTS: ClassVar[tuple[str, ...]] = ("prompt", "explanation", "hints")
    NOT_CONTENT: ClassVar[frozenset[str]] = frozenset(
        {"id", "tags", "source", "status", "was", "difficulty", "tests", "ignore"}
    )

    id: Slug
    type: str
    prompt: Text
    explanation: Text
    hints: Annotated[tuple[Text, ...], Listed] = ()
    hint_penalty: Share = 0.1
    points: Points = 1.0
    difficulty: int = Field(default=2, ge=1, le=5)
    tags: Annotated[tuple[Text, ...], Listed] = ()
    source: Text | None = None
    status: Literal["active", "draft", "retired"] = "active"
    was: Annotated[tuple[Slug, ...], Listed] = ()
    parameters: Parameters = Field(default_factory=dict)
    constraint: Formula | None = None
    tests: Annotated[tuple[AuthorTest, ...], Listed] = ()
    ignore: Annotated[tuple[CheckCode, ...], Listed] = ()

    @abstractmethod
    def grade_for(self, response: object, values: Values) -> Grade:
        """The grade of a response, whatever it is, in the variant with these values."""

    @abstractmethod
    def layout_for(self, values: Values) -> Layout:
        """What is laid before the learner in the variant with these values, in file order."""

    @abstractmethod
    def key_for(self, values: Values) -> JsonValue:
        """A response that is right in the variant with these values."""

    @abstractmethod
    def key_text_for(self, values: Values) -> str:
        """The right answer as a person reads it, in Markdown."""

    def all_hints(self) -> tuple[str, ...]:
        """The hints in the order in which they are offered."""
        return self.hints

    def next_hint(
        self,
        taken: Collection[int],
        working: Sequence[str],  # noqa: ARG002 - what is typed so far matters to some kinds
        values: Values,  # noqa: ARG002
    ) -> int | None:
        """The place, from 1, of the hint to offer next; None when there is none.

        `taken` holds the places of those taken, `working` the lines typed so far.
        """
        places = range(1, len(self.all_hints()) + 1)
        return next((place for place in places if place not in taken), None)

    def kind_problems(self) -> Iterator[Problem]:
        """What is wrong with the keys of this kind, beyond their types."""
        yield from ()

    def problems(self) -> Iterator[Problem]:
        """Everything wrong with the question that types alone cannot say."""
        from quiz.questions.checking import common_problems

        yield from common_problems(self)
        yield from self.kind_problems()

    def variant(self, seed: int | None = None, fixed: Values | None = None) -> Variant:
        """The question with its random parameters drawn by `seed`, those in `fixed` as given.

        Raises ValueError when the question has parameters that neither settles, and
        `ParameterError` when no values meet the constraint.
        """
        from quiz.questions.variants import variant_of

        return variant_of(self, seed, fixed)

    def variant_for(self, test: AuthorTest) -> Variant:
        """The variant that one of the author's tests speaks of; seed 0 where it names none."""
        from quiz.questions.variants import variant_of, written_values

        seed = 0 if self.parameters and test.seed is None else test.seed
        return variant_of(self, seed, written_values(test.values or {}))

    def grade(self, response: object, seed: int | None = None) -> Grade:
        """The grade of a response to the variant of `seed`."""
        return self.variant(seed).grade(response)

    def content_hash(self) -> str:
        """16 hex digits of everything that a learner sees or is graded by."""
        import json
        from hashlib import sha256

        content = self.model_dump(
            mode="json", by_alias=True, exclude=set(self.NOT_CONTENT), exclude_defaults=True
        )
        text = json.dumps([self.type, content], sort_keys=True, ensure_ascii=False)
        return sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:16]


def whole_number(response: Any) -> int | None:
    """A JSON response as a whole number, or None: true is not 1."""
    return response if isinstance(response, int) and not isinstance(response, bool) else None
