"""A rule on questions that ask nearly the same, found without comparing each with each."""

from __future__ import annotations

from collections import Counter, defaultdict, deque
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from math import ceil

from quiz.bank.checks.finding import Found
from quiz.bank.checks.rule import of_bank
from quiz.bank.checks.words import words
from quiz.questions import Question

ALIKE = 0.85
"""The share of words, in order, from which two prompts are nearly the same."""

MOST_UNDER_A_WORD = 30
"""A word that more questions share than this tells little."""

Term = tuple[str, int]
"""A word and how many times it stood before, so that a text is a set of these."""


@of_bank("Q060", "warning", "Two questions ask nearly the same")
def nearly_the_same(questions: Sequence[Question]) -> Iterator[tuple[Question, Found]]:
    """Prompts of nearly the same words, and the same in what there is to pick from."""
    by_kind: dict[str, list[Question]] = defaultdict(list)
    for question in questions:
        by_kind[question.type].append(question)
    found: dict[str, Question] = {}
    for group in by_kind.values():
        found |= _repeated(group)
    for question in questions:
        if question.id in found:
            yield (
                question,
                Found(
                    ("prompt",),
                    f"this asks nearly the same as “{found[question.id].id}”: leave out one of the"
                    " two, make them variants of one question by “parameters:”, or ask for"
                    " something else",
                ),
            )


def _repeated(questions: Sequence[Question]) -> dict[str, Question]:
    """For the id of each question the first one before it that it nearly repeats.

    Two texts that are alike enough share one of the rarest words of either, so that only those
    under one of its rarest words are compared; where very many stand there, the last of them.
    """
    asked = [_Asked(question, words(question.prompt), _offered(question)) for question in questions]
    counts = Counter(term for one in asked for term in _terms(one.prompt))
    under: dict[Term, deque[_Asked]] = defaultdict(lambda: deque(maxlen=MOST_UNDER_A_WORD))
    exactly: dict[tuple[str, str], Question] = {}
    repeated: dict[str, Question] = {}
    for one in asked:
        rarest = _rarest(one.prompt, counts)
        near = {other.question.id: other for term in rarest for other in under[term]}
        alike = exactly.setdefault(one.text, one.question)
        if alike is one.question:
            alike = next((other.question for other in near.values() if one.is_like(other)), alike)
        if alike is not one.question:
            repeated[one.question.id] = alike
            continue
        for term in rarest:
            under[term].append(one)
    return repeated


@dataclass(frozen=True)
class _Asked:
    """A question, the words of its prompt, and how often each stands in what is offered."""

    question: Question
    prompt: list[str]
    offered: Counter[str]

    @property
    def text(self) -> tuple[str, str]:
        """The same for those that say the same in the same words."""
        return " ".join(self.prompt), " ".join(sorted(self.offered.elements()))

    def is_like(self, other: _Asked) -> bool:
        """Whether the two ask nearly the same and offer nearly the same."""
        shared = 2 * (self.offered & other.offered).total()
        if shared < ALIKE * (self.offered.total() + other.offered.total()):
            return False
        return _are_alike(other.prompt, self.prompt)


def _offered(question: Question) -> Counter[str]:
    """The words of what is laid before the learner besides the prompt."""
    texts = (text for path, text in question.texts() if _is_offered(path))
    lines = (getattr(question, name, "") for name in ("given", "start", "goal"))
    return Counter(words(" ".join([*texts, *map(str, lines)])))


def _is_offered(path: tuple[str | int, ...]) -> bool:
    return path[0] in ("options", "pairs", "items", "distractors", "blanks") and (
        path[-1] != "feedback"
    )


def _terms(text: Sequence[str]) -> Iterator[Term]:
    seen: Counter[str] = Counter()
    for word in text:
        yield word, seen[word]
        seen[word] += 1


def _rarest(text: Sequence[str], counts: Mapping[Term, int]) -> list[Term]:
    """So many of the rarest words that any text that is alike must share one of them."""
    shared = ceil(len(text) * ALIKE / (2 - ALIKE))
    terms = sorted(_terms(text), key=lambda term: (counts[term], term))
    return terms[: len(text) - shared + 1]


def _are_alike(left: Sequence[str], right: Sequence[str]) -> bool:
    matcher = SequenceMatcher(None, left, right, autojunk=False)
    return (
        matcher.real_quick_ratio() >= ALIKE
        and matcher.quick_ratio() >= ALIKE
        and matcher.ratio() >= ALIKE
    )
