"""What an export is made of: questions one at a time, and what a format could not hold of them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO, Literal, Protocol

from quiz.questions.base import BaseQuestion
from quiz.questions.variants import Variant
from quiz.symbolic.tasks import Value

Derivations = Literal["ordering", "first_error", "essay", "stack"]
"""What a derivation goes out as: another question made from it, or itself.

`essay` and `stack` leave it as it is: the format writes a field for working with the solution
beside it, or lets the system check its lines.
"""

Orderings = Literal["ordering", "matching"]
"""What an ordering question goes out as."""

Formulas = Literal["typed", "choice"]
"""What a question for a formula goes out as."""


@dataclass(frozen=True)
class Item:
    """A question to write, with its parameters bound.

    `ident` is the question's id, or `id--v3` for the variant of seed 3 where the system draws
    one of several: those share `pool`, the question's id, and follow one another. `variant` is
    of the question to write; `original` is the bank's own, which differs where a derivation or
    an ordering goes out as something else. Pictures are named from `folder`; `topic` is the name of
    the question's file, where its bank has several.
    """

    ident: str
    variant: Variant
    original: BaseQuestion
    pool: str | None = None
    folder: Path | None = None
    topic: str | None = None

    @property
    def question(self) -> BaseQuestion:
        """The question to write, its texts filled in."""
        return self.variant.filled

    @property
    def values(self) -> Mapping[str, Value]:
        """The values of its parameters, which its formulas name."""
        return self.variant.values


@dataclass(frozen=True)
class Loss:
    """What a format cannot hold of a question, as a sentence without its full stop.

    `left_out`: the question is not in the file at all. `question` is its id where no item came to
    be, as its `ident` may be that of a variant.
    """

    ident: str
    message: str
    left_out: bool = False
    question: str | None = None


@dataclass(frozen=True)
class Export:
    """What is written: `items` come one at a time and can be gone through once.

    `identifier` is a slug of the title. `seed` fixes what is shuffled on the way out; `variants`
    is how many of a question with parameters there are at most, and how many versions of a paper.
    """

    title: str
    identifier: str
    items: Iterable[Item]
    seed: int = 1
    derivations: Derivations = "ordering"
    variants: int = 1


class Write(Protocol):
    """What each format's module has."""

    def __call__(self, export: Export, out: BinaryIO) -> Iterator[Loss]:
        """Write the items to `out` as they come, and say what is lost of each.

        The file is whole once the iterator has ended. The same export gives the same bytes.
        """


class LeftOutError(Exception):
    """Raised inside a format's module where a question cannot be in the file at all."""
