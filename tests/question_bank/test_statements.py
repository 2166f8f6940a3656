"""Every statement of the source texts is tested by a question, and nothing out of scope is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest
import yaml

from quiz.questions import Question

OUT_OF_SCOPE = re.compile(
    r"\b(focal|ranking|contrastive|triplet|kullback|leibler|kl|huber|deviances?)\b",
    re.IGNORECASE,
)


def statements() -> Mapping[str, frozenset[str]]:
    """The slugs of each source text, by the name under which questions cite the text."""
    written = yaml.safe_load(Path(__file__).with_name("statements.yaml").read_text("utf-8"))
    return {
        text: frozenset(slug for section in sections.values() for slug in section)
        for text, sections in written.items()
    }


def cited(source: str) -> Iterator[tuple[str, str]]:
    """The (text, slug) pairs in a `source` like `loss functions: a, b; ISLP §10.7`."""
    for part in source.split(";"):
        text, colon, slugs = part.partition(":")
        if colon:
            yield from ((text.strip(), slug.strip()) for slug in slugs.split(","))


def texts(value: object) -> Iterator[str]:
    """Every text in a dumped question, however deep."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from texts(inner)
    elif isinstance(value, list | tuple):
        for inner in value:
            yield from texts(inner)


@pytest.mark.parametrize(
    ("source", "expected"),
    [
        ("loss functions: a, b; ISLP §10.7", [("loss functions", "a"), ("loss functions", "b")]),
        ("ISLP §10.1", []),
        ("one: a; two: b", [("one", "a"), ("two", "b")]),
    ],
)
def test_a_source_names_statements_after_a_colon(
    source: str, expected: list[tuple[str, str]]
) -> None:
    assert list(cited(source)) == expected


def test_no_slug_stands_under_two_texts() -> None:
    slugs = [slug for of_text in statements().values() for slug in of_text]
    assert len(slugs) == len(set(slugs))


def test_every_statement_has_a_question(asked: tuple[Question, ...]) -> None:
    tested = {pair for question in asked for pair in cited(question.source or "")}
    untested = sorted(
        f"{text}: {slug}"
        for text, slugs in statements().items()
        for slug in slugs
        if (text, slug) not in tested
    )
    assert untested == []


def test_sources_name_only_known_statements(asked: tuple[Question, ...]) -> None:
    known = statements()
    unknown = [
        f"{question.id}: {text}: {slug}"
        for question in asked
        for text, slug in cited(question.source or "")
        if slug not in known.get(text, ())
    ]
    assert unknown == []


def test_every_question_names_a_statement(asked: tuple[Question, ...]) -> None:
    without = [question.id for question in asked if not list(cited(question.source or ""))]
    assert without == []


def test_nothing_out_of_scope_is_examined(asked: tuple[Question, ...]) -> None:
    found = [
        f"{question.id}: {match.group()}"
        for question in asked
        for text in texts(question.model_dump(exclude={"source"}))
        for match in OUT_OF_SCOPE.finditer(text)
    ]
    assert found == []


def test_the_logits_trap_is_marked_as_beyond_the_exam(asked: tuple[Question, ...]) -> None:
    trap = ("loss functions", "double-softmax")
    about = [question for question in asked if trap in cited(question.source or "")]
    assert [question.id for question in about if "beyond-exam" not in question.tags] == []
