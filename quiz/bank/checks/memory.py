"""What is known to be without findings, so that only what changed is graded again.

A question is known by a hash of all that is written in it, of the program that looked at it and
of the libraries that it counts on, so that what is known is never out of date. A memory that
cannot be read counts for nothing, and failing to write one does no harm.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cache
from hashlib import sha256
from typing import TYPE_CHECKING

from quiz.bank.cache import grading_program, load_entry, program, store_entry

if TYPE_CHECKING:
    from quiz.bank.checks.finding import Found
    from quiz.bank.checks.rule import Rule
    from quiz.bank.checks.subject import Subject
    from quiz.questions import Question

    Known = tuple[tuple[Rule, Found], ...]

SEEDS = 10
"""How many variants of a question with parameters are graded."""

MAX_KEPT = 50_000
"""How many questions, and banks, without findings are remembered; the oldest are forgotten."""

_ENTRY = ("clean", "checks")
"""The name of the entry in the cache, and its shelf."""

_ROOMS = ("bank", "bank/checks", "markup")
"""The rooms whose code decides what is found, beside what grades."""

_UNWRITTEN = frozenset({"tags", "source", "status", "was", "points"})
"""Keys of a question that no rule looks at."""


@dataclass
class Memory:
    """What was found in questions, by their keys, while the program runs; `clean` outlives it.

    For a bank without findings `clean` holds the number of its questions. `kept` is how many
    entries of `clean` are written already.
    """

    clean: dict[str, int] = field(default_factory=dict)
    found: dict[str, Known] = field(default_factory=dict)
    kept: int = 0

    def known(self, key: str) -> Known | None:
        """What was found under a key; None when that is not known."""
        return () if key in self.clean else self.found.get(key)

    def keep(self, key: str, known: Known) -> None:
        """Remember what was found."""
        if known:
            self.found[key] = known
        else:
            self.clean[key] = 1

    def keep_bank(self, key: str, count: int) -> None:
        """Remember a bank with so many questions in which nothing was found."""
        self.clean[key] = count


class _Forgetful(Memory):
    """Knows nothing and keeps nothing."""

    def keep(self, key: str, known: Known) -> None:
        """Forget it."""

    def keep_bank(self, key: str, count: int) -> None:
        """Forget it."""


FORGETFUL = _Forgetful()


def remembered() -> Memory:
    """What earlier runs found to be clean."""
    entry = load_entry(*_ENTRY)
    clean = entry if isinstance(entry, dict) else {}
    known = {key: count for key, count in clean.items() if isinstance(count, int)}
    return Memory(known, kept=len(known))


def remember(memory: Memory) -> None:
    """Keep what is clean for later runs, if that is news. Never raises."""
    if len(memory.clean) == memory.kept:
        return
    memory.kept = len(memory.clean)
    store_entry(_ENTRY[0], dict([*memory.clean.items()][-MAX_KEPT:]), _ENTRY[1])


def has_images(question: Question) -> bool:
    """Whether a text of the question shows an image, which may come and go by itself."""
    from quiz.bank.checks.texts import IMAGE

    return any(IMAGE.search(text) for _, text in question.texts())


def key_of(subject: Subject) -> str:
    """What a question is known by: its keys, its images, and how it is looked at."""
    from quiz.bank.checks.texts import IMAGE

    content = subject.question.model_dump_json(by_alias=True, exclude=set(_UNWRITTEN))
    texts = [text for _, text in subject.question.texts()]
    targets = [match["target"] for text in texts for match in IMAGE.finditer(text)]
    images = {target: (subject.folder / target).is_file() for target in targets}
    return _hash([content, images, subject.seeds, _program()])


def key_of_bank(entry: str, seeds: int) -> str:
    """What a bank is known by, given the name of its entry in the cache of banks."""
    return _hash([entry, seeds, _program()])


def _hash(what: Sequence[object]) -> str:
    return sha256(json.dumps(what).encode("utf-8", "surrogatepass")).hexdigest()[:32]


@cache
def _program() -> str:
    """What tells apart two programs that may find different things."""
    return program(_ROOMS) + "\n" + grading_program()
